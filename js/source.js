// @ts-check
/**
 * Policy delivery: one published policy, looked at now and again, for all guards of a mini program. It keeps the last good one across restarts, and
 * says what state it is in. It belongs on the host's side: it uses the realm's `fetch`, promises and timers as they were when it was imported, but a guest
 * of the same realm could still make it fail (never open anything: guards with a verifier judge for themselves). It has no wasm and no rule of permissions.
 */
import { attempt } from "./source/attempt.js";
import { createKept } from "./source/kept.js";

/** @typedef {import("./types.d.ts").AttachedGuard} AttachedGuard */
/** @typedef {import("./types.d.ts").PolicySource} PolicySource */
/** @typedef {import("./types.d.ts").PolicySourceOptions} PolicySourceOptions */
/** @typedef {import("./types.d.ts").SourceError} SourceError */
/** @typedef {import("./types.d.ts").SourceState} SourceState */
/** @typedef {{ text: string, policy: string, revision: number, etag: string | null }} Held */

const [MINUTE, DAY] = [60_000, 86_400_000];
/** A timer of a longer time than 2^31 milliseconds fires at once. */
const LONGEST = DAY;
/** How far ahead a stored time may be before it is taken for none. */
const CLOCK_LEEWAY = 5 * MINUTE;

const realm = globalThis;
const platform = {
  fetch: typeof realm.fetch === "function" ? realm.fetch.bind(realm) : undefined,
  now: Date.now,
  monotonic: typeof performance === "object" ? performance.now.bind(performance) : Date.now,
  random: Math.random,
  timers: typeof setTimeout === "function" ? { set: setTimeout.bind(realm), clear: clearTimeout.bind(realm) } : undefined,
};

/** @param {PolicySourceOptions} given */
function readOptions(given) {
  const options = {
    ...platform, appIdForm: undefined, storage: null, key: "minifence:" + given?.appId, refresh: 15 * MINUTE, jitter: 0.2, staleAfter: 7 * DAY, whenStale: "deny", timeout: 10_000,
    maxBytes: 4 * 1024 * 1024, firstRetry: 5_000, longestRetry: 15 * MINUTE, onState: undefined, ...given,
  };
  const { url, appId, engine, verifier, fetch, timers, storage, whenStale, onState } = options;
  const refuse = (/** @type {string} */ text) => { throw new TypeError(text); };
  if (typeof url !== "string") refuse("`url` must be the address of the policy");
  if (typeof appId !== "string") refuse("`appId` is missing: policies of other mini programs are no use here");
  if (typeof engine?.compile !== "function") refuse("`engine` must be the `Engine` of a door of minifence: nothing is kept that does not compile");
  if (verifier !== null && typeof verifier?.verify !== "function") refuse("`verifier` must be of `createVerifier`, or null: then TLS alone says who wrote the policy");
  if (typeof fetch !== "function" || timers === undefined) refuse("there is no `fetch` here, or no timers: give your own");
  if (storage !== null && (typeof storage?.get !== "function" || typeof storage.set !== "function")) refuse("`storage` must have `get` and `set`");
  if (whenStale !== "deny" && whenStale !== "keep") refuse("`whenStale` must be `deny` or `keep`");
  if (onState !== undefined && typeof onState !== "function") refuse("`onState` must be a function");
  for (const name of /** @type {const} */ (["refresh", "timeout", "maxBytes", "firstRetry", "longestRetry"])) if (!(options[name] > 0)) refuse("`" + name + "` must be a number over 0");
  if (options.staleAfter !== null && !(options.staleAfter > 0)) refuse("`staleAfter` must be milliseconds, or null");
  if (!(options.jitter >= 0 && options.jitter <= 1)) refuse("`jitter` must be from 0 to 1");
  return /** @type {typeof options & { fetch: typeof globalThis.fetch, timers: NonNullable<typeof platform.timers> }} */ (options);
}

/**
 * A source for the guards of one mini program: `attach` them, then `start`. An example that runs is in `docs/delivery.md`.
 * @param {PolicySourceOptions} options
 * @returns {PolicySource}
 * @throws {TypeError} when an option is none
 */
export function createPolicySource(options) {
  const all = readOptions(options);
  const { appId, appIdForm, engine, verifier, storage, key, refresh, jitter, staleAfter, whenStale, firstRetry, longestRetry, now, monotonic, timers, onState } = all;
  /** @type {Set<AttachedGuard>} */ const guards = new Set();
  const halt = new AbortController();
  /** @type {Held | null} */ let held = null;
  /** No older revision is taken, also when the text of the highest one is of no use any more. */ let floor = 0;
  /** When the server last confirmed what is held; `mono` only of this session. @type {{ wall: number, mono: number | null } | null} */ let contact = null;
  let failures = 0;
  let storageFailed = false;
  /** @type {SourceError | null} */ let error = null;
  /** @type {unknown} */ let nextTimer;
  /** @type {unknown} */ let staleTimer;
  /** @type {number | null} */ let nextAt = null;
  /** @type {Promise<SourceState> | null} */ let running = null;
  /** @type {Promise<SourceState> | null} */ let started = null;
  /** What guards were told last. @type {"nothing" | "policy" | "suspended"} */ let told = "nothing";

  const kept = createKept(storage, key, () => { storageFailed = true; tell(); });
  const chance = () => Math.min(Math.max(Number(all.random()), 0), 1) || 0;

  /** Milliseconds since the last contact, by the clock that says more; the wall clock may be set back. */
  const age = () => {
    if (contact === null) return Infinity;
    const byClock = now() - contact.wall;
    if (contact.mono === null) return byClock < -CLOCK_LEEWAY ? Infinity : Math.max(byClock, 0);
    return Math.max(byClock, monotonic() - contact.mono, 0);
  };
  const isStale = () => staleAfter !== null && held !== null && age() >= staleAfter;

  /** @returns {SourceState} */
  function state() {
    const name = halt.signal.aborted ? "stopped" : held === null ? "waiting" : isStale() ? "stale" : failures > 0 ? "retrying" : "current";
    return Object.freeze({
      name, revision: held?.revision ?? null, age: contact === null ? null : age(), error, nextAt, storage: storage === null ? "none" : storageFailed ? "failed" : "ok",
    });
  }
  function tell() {
    if (onState === undefined) return;
    try {
      onState(state());
    } catch {
      // A listener is the host's; whatever it throws changes nothing.
    }
  }

  /** @param {AttachedGuard} guard */
  function inform(guard) {
    try {
      if (told === "policy") guard.update(/** @type {Held} */ (held).text);
      if (told === "suspended") guard.suspend();
    } catch {
      // Disposed of: it denies everything.
      guards.delete(guard);
    }
  }
  /** Brings all guards to where they should be. @param {boolean} isNews */
  function inForce(isNews) {
    const next = held === null ? "nothing" : isStale() && whenStale === "deny" ? "suspended" : "policy";
    const isOther = next !== told || (isNews && next === "policy");
    told = next;
    if (isOther) for (const guard of [...guards]) inform(guard);
    timers.clear(staleTimer);
    if (held !== null && staleAfter !== null && !halt.signal.aborted && !isStale()) staleTimer = timers.set(onAge, Math.min(staleAfter - age(), LONGEST));
  }
  function onAge() {
    inForce(false);
    if (isStale()) tell();
  }

  /** A text that may be taken, or why it may not. @param {string} text @returns {{ policy: string, revision: number } | SourceError} */
  function check(text) {
    const refused = (/** @type {string} */ code, /** @type {object} */ params) => /** @type {SourceError} */ ({ reason: "policy", code, params });
    try {
      let policy = text;
      if (verifier !== null) {
        const found = verifier.verify(text);
        if (found.verified !== true) return refused(found.code, found.params);
        policy = found.policy;
      }
      const compiled = engine.compile(policy, { appIdForm });
      const { revision, appId: found } = compiled;
      compiled.free();
      if (found !== appId) return refused("policy_app_id", { expected: appId, found });
      if (revision < floor) return refused("policy_stale", { revision, held: floor });
      if (held !== null && revision === held.revision && policy !== held.policy) return refused("policy_conflict", { revision });
      return { policy, revision };
    } catch (failure) {
      const { code = "engine_failed", params = {} } = /** @type {any} */ (failure);
      return refused(code, params);
    }
  }

  /** @param {Held} next @param {number} wall @param {number | null} mono */
  function take(next, wall, mono) {
    held = next;
    floor = next.revision;
    contact = { wall, mono };
  }
  function confirmed() {
    contact = { wall: now(), mono: monotonic() };
    failures = 0;
    error = null;
    const { text, etag, revision } = /** @type {Held} */ (held);
    kept.write({ text, etag, revision, seen: contact.wall });
  }
  /** @param {SourceError} why */
  function failure(why) {
    failures += 1;
    error = why;
  }

  async function look() {
    timers.clear(nextTimer);
    const outcome = await attempt(all, held?.etag ?? null, halt.signal);
    if (halt.signal.aborted) return state();
    let isNews = false;
    if (outcome.kind === "text") {
      const found = check(outcome.text);
      if ("reason" in found) failure(found);
      else {
        isNews = held === null || found.revision !== held.revision || outcome.text !== held.text;
        take({ text: outcome.text, etag: outcome.etag, ...found }, now(), monotonic());
        confirmed();
      }
    } else if (outcome.kind === "same") confirmed();
    else {
      failure(outcome.error);
      if (outcome.forget === true && held !== null) held = { ...held, etag: null };
    }
    inForce(isNews);
    schedule(outcome.kind === "failed" ? outcome.wait : 0);
    tell();
    return state();
  }

  /** @param {number} asked what the server asked for, in milliseconds */
  function schedule(asked) {
    const retry = Math.min(firstRetry * 2 ** Math.min(failures - 1, 30), longestRetry);
    // Every phone waits another time, or a server that comes back is met by all of them at once.
    const wait = failures === 0 ? refresh * (1 + jitter * chance()) : Math.max(retry * (0.5 + 0.5 * chance()), Math.min(asked, DAY) + (asked > 0 ? firstRetry * chance() : 0));
    nextAt = now() + wait;
    wake(wait);
  }
  /** @param {number} wait */
  function wake(wait) {
    nextTimer = timers.set(() => (wait > LONGEST ? wake(wait - LONGEST) : void lookOnce()), Math.min(wait, LONGEST));
  }
  const lookOnce = () => (running ??= look().finally(() => { running = null; }));

  async function begin() {
    /** @type {unknown} */ let timer;
    const late = /** @type {Promise<null>} */ (new Promise((done) => { timer = timers.set(() => done(null), all.timeout); }));
    const stored = await Promise.race([kept.read(), late]);
    timers.clear(timer);
    if (halt.signal.aborted) return state();
    if (stored !== null && held === null) {
      const found = check(stored.text);
      if (!("reason" in found)) {
        take({ text: stored.text, etag: stored.etag, ...found }, stored.seen, null);
        inForce(true);
        tell();
      } else if (found.reason === "policy" && found.code === "policy_expired") floor = stored.revision;
      else storageFailed = true;
    }
    return lookOnce();
  }

  return Object.freeze({
    get state() { return state(); },
    attach(/** @type {AttachedGuard} */ guard) {
      if (typeof guard?.update !== "function" || typeof guard.suspend !== "function") throw new TypeError("a guard has `update` and `suspend`");
      guards.add(guard);
      inform(guard);
      return () => { guards.delete(guard); };
    },
    start: () => (started ??= begin()),
    refresh: () => (halt.signal.aborted ? Promise.resolve(state()) : started === null ? (started = begin()) : lookOnce()),
    stop() {
      if (halt.signal.aborted) return;
      halt.abort();
      timers.clear(nextTimer);
      timers.clear(staleTimer);
      nextAt = null;
      tell();
    },
  });
}
