// @ts-check
/**
 * Server-sent events: whoever follows a mini program gets its policy at once, and again whenever one is published. Consoles also hear when what was
 * observed has changed.
 *
 * A follower that does not keep up is not written to: it gets the newest policy when it can take it, and one that takes nothing any more is
 * dropped. So no follower holds more than one event in memory. An `EventSource` comes back by itself.
 */

/** A follower that took nothing from one beat to the next is dropped. */
const HEARTBEAT_MS = 20_000;

/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {{ response: Response, side: "console" | "phone", owed: Map<string, Buffer>, late: boolean }} Follower `owed`: the newest event of each kind that waits */

export function openEvents({ heartbeatMs = HEARTBEAT_MS } = {}) {
  /** @type {Map<string, Set<Follower>>} */
  const followers = new Map();
  const heartbeat = setInterval(beat, heartbeatMs);
  heartbeat.unref();

  function beat() {
    for (const follower of everyone()) {
      if (!follower.response.writableNeedDrain) follower.response.write(":\n\n");
      else if (follower.late) follower.response.destroy();
      else follower.late = true;
    }
  }

  function* everyone() {
    for (const set of followers.values()) yield* set;
  }

  /** @param {Follower} follower @param {string} kind @param {Buffer} event */
  function tell(follower, kind, event) {
    if (follower.response.writableNeedDrain) follower.owed.set(kind, event);
    else follower.response.write(event);
  }

  return {
    /** @param {Response} response @param {"console" | "phone"} side @param {string} appId @param {{ policy: string, revision: number }} published */
    subscribe(response, side, appId, published) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      /** @type {Follower} */
      const follower = { response, side, owed: new Map(), late: false };
      const set = followers.get(appId) ?? new Set();
      followers.set(appId, set.add(follower));
      response.once("close", () => set.delete(follower));
      response.on("drain", () => {
        follower.late = false;
        const owed = [...follower.owed];
        follower.owed.clear();
        for (const [kind, event] of owed) tell(follower, kind, event);
      });
      tell(follower, "policy", policyEvent(published));
    },
    /** @param {string} appId @param {{ policy: string, revision: number }} published */
    published(appId, published) {
      const event = policyEvent(published); // once, and shared by all
      for (const follower of followers.get(appId) ?? []) tell(follower, "policy", event);
    },
    /** @param {string} appId */
    observed(appId) {
      for (const follower of followers.get(appId) ?? []) if (follower.side === "console") tell(follower, "observations", OBSERVATIONS);
    },
    close() {
      clearInterval(heartbeat);
      for (const { response } of everyone()) response.end();
    },
  };
}

const OBSERVATIONS = Buffer.from("event: observations\ndata: {}\n\n");

/** One JSON string on one line, whatever the policy's text looks like. @param {{ policy: string, revision: number }} published */
const policyEvent = ({ policy, revision }) => Buffer.from(`event: policy\nid: ${revision}\ndata: ${JSON.stringify(policy)}\n\n`);
