// @ts-check
/**
 * What the guard decided, on its way to the server: recorded without paths and queries, and sent a batch at a time. It decides nothing, and no call
 * waits for it.
 *
 * It is made before guest code runs and takes then whatever a guest could replace later. What it holds is bounded: one batch that is not
 * acknowledged yet, and what was recorded since.
 */
import { createRecorder } from "minifence/recorder";

/** How long a batch gathers; after a failure twice as long each time. */
const WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** So many subjects stay under the server's limit for a body, whatever their length. */
const SUBJECTS = 200;

/** @param {string} url where batches are posted */
export function createObserver(url) {
  const recorder = createRecorder({ limit: SUBJECTS });
  const [fetch, setTimeout] = [window.fetch.bind(window), window.setTimeout.bind(window)];
  const { stringify } = JSON;
  const { call } = Function.prototype;
  const then = call.bind(/** @type {any} */ (Promise.prototype.then));
  const statusOf = call.bind(/** @type {any} */ (Object.getOwnPropertyDescriptor(Response.prototype, "status")?.get));

  /** The batch that is not acknowledged yet, as it is sent. */
  let batch = "";
  let wait = WAIT_MS;
  /** Whether a batch is on its way, or about to be. */
  let busy = false;

  /** What was recorded since the last batch; empty when there is nothing. */
  function take() {
    const observations = recorder.observations();
    recorder.clear();
    return observations.length === 0 ? "" : `{"observations":${stringify(observations)}}`;
  }

  /** @param {string} body @param {boolean} [keepalive] goes through though the page goes */
  function send(body, keepalive = false) {
    // Without a prototype: an option that a guest puts on `Object.prototype` is not one of this request.
    const headers = { __proto__: null, "content-type": "application/json" };
    return fetch(url, /** @type {any} */ ({ __proto__: null, method: "POST", headers, body, keepalive }));
  }

  function flush() {
    if (batch === "") batch = take();
    if (batch === "") return void (busy = false);
    // A batch that the server refuses as such would be refused again; one that it could not take is kept and sent again.
    then(send(batch), (/** @type {Response} */ response) => settle(statusOf(response) < 500), () => settle(false));
  }

  /** @param {boolean} done */
  function settle(done) {
    if (done) batch = "";
    wait = done ? WAIT_MS : wait * 2 > LONGEST_WAIT_MS ? LONGEST_WAIT_MS : wait * 2;
    setTimeout(flush, wait);
  }

  window.addEventListener("pagehide", () => {
    const last = take();
    if (last !== "") then(send(last, true), undefined, () => {});
  });

  return {
    /** @param {import("minifence/types").DecisionEvent} event */
    record(event) {
      recorder.record(event);
      if (busy) return;
      busy = true;
      setTimeout(flush, wait);
    },
  };
}
