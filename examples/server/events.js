// @ts-check
/** Server-sent events: whoever follows a mini program gets its policy at once, and again whenever one is published. */

const HEARTBEAT_MS = 20_000;

/** @typedef {import("node:http").ServerResponse} Response */

export function openEvents() {
  /** @type {Map<string, Set<Response>>} */
  const followers = new Map();
  const heartbeat = setInterval(() => {
    for (const set of followers.values()) for (const response of set) response.write(":\n\n");
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    /** @param {import("node:http").IncomingMessage} request @param {Response} response @param {string} appId @param {string} policy */
    subscribe(request, response, appId, policy) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      const set = followers.get(appId) ?? new Set();
      followers.set(appId, set.add(response));
      request.once("close", () => set.delete(response));
      response.write(line(policy));
    },
    /** @param {string} appId @param {string} policy */
    publish(appId, policy) {
      for (const response of followers.get(appId) ?? []) response.write(line(policy));
    },
    close() {
      clearInterval(heartbeat);
      for (const set of followers.values()) for (const response of set) response.end();
    },
  };
}

/** @param {string} policy One JSON string on one line, whatever the policy's text looks like. */
const line = (policy) => `event: policy\ndata: ${JSON.stringify(policy)}\n\n`;
