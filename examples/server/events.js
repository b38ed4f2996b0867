// @ts-check
/**
 * Server-sent events: whoever follows a mini program gets its policy at once, and again whenever one is published. Consoles also hear when what was
 * observed has changed.
 *
 * A follower that does not keep up is not written to: it gets the newest policy when it can take it, and nothing in between. So no follower holds
 * more than one event of each kind in memory, and followers share it. One that takes nothing any more is cut off by the server's timeout; an
 * `EventSource` comes back by itself.
 */

/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {{ response: Response, side: "console" | "phone", owed: Map<string, Buffer> }} Follower `owed`: the newest event of each kind that waits */

/** @param {number} heartbeat how often in milliseconds a follower hears that the line still stands */
export function openEvents(heartbeat) {
  /** @type {Map<string, Set<Follower>>} */
  const followers = new Map();
  const timer = setInterval(() => {
    for (const { response } of everyone()) response.write(":\n\n");
  }, heartbeat);
  timer.unref();

  /** The newest event of each mini program: the same bytes for all who follow it. @type {Map<string, { revision: number, event: Buffer }>} */
  const newest = new Map();
  /** @param {string} appId @param {{ policy: string, revision: number }} published */
  function policyEvent(appId, { policy, revision }) {
    const known = newest.get(appId);
    if (known?.revision === revision) return known.event;
    // One JSON string on one line, whatever the policy's text looks like.
    const event = Buffer.from(`event: policy\nid: ${revision}\ndata: ${JSON.stringify(policy)}\n\n`);
    newest.set(appId, { revision, event });
    return event;
  }

  function* everyone() {
    for (const set of followers.values()) yield* set;
  }

  /** @param {Follower} follower @param {string} kind @param {Buffer} event */
  function tell({ response, owed }, kind, event) {
    if (response.writableNeedDrain) owed.set(kind, event);
    else response.write(event);
  }

  return {
    /** @param {Response} response @param {"console" | "phone"} side @param {string} appId @param {{ policy: string, revision: number }} published */
    subscribe(response, side, appId, published) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      /** @type {Follower} */
      const follower = { response, side, owed: new Map() };
      const set = followers.get(appId) ?? new Set();
      followers.set(appId, set.add(follower));
      response.once("close", () => set.delete(follower));
      response.on("drain", () => {
        const owed = [...follower.owed];
        follower.owed.clear();
        for (const [kind, event] of owed) tell(follower, kind, event);
      });
      tell(follower, "policy", policyEvent(appId, published));
    },
    /** @param {string} appId @param {{ policy: string, revision: number }} published */
    published(appId, published) {
      const event = policyEvent(appId, published);
      for (const follower of followers.get(appId) ?? []) tell(follower, "policy", event);
    },
    /** @param {string} appId */
    observed(appId) {
      for (const follower of followers.get(appId) ?? []) if (follower.side === "console") tell(follower, "observations", OBSERVATIONS);
    },
    close() {
      clearInterval(timer);
      for (const { response } of everyone()) response.end();
    },
  };
}

const OBSERVATIONS = Buffer.from("event: observations\ndata: {}\n\n");
