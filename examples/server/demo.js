// @ts-check
/**
 * The demo's HTTP server: who is asked for, and who answers. It is not a production console: nobody signs in.
 *
 * One port, two names. The console lives on `http://127.0.0.1:PORT`, the phone on `http://localhost:PORT`: to a browser these
 * are two sites, so the mini program in the phone can reach neither the console's page nor, by the checks of `routes.js`, its API.
 */
import { createServer } from "node:http";
import { once } from "node:events";
import { load } from "minifence/admin";
import { openEvents } from "./events.js";
import { createPages } from "./pages.js";
import { Refusal } from "./refusal.js";
import { refuse, refuseBare } from "./respond.js";
import { createRoutes } from "./routes.js";
import { seedStore } from "./seed.js";
import { openStore } from "./store.js";

/** How many ports to try when the wanted one is taken. */
const PORTS_TRIED = 20;
/** How long a request may take to arrive. A connection may stand still for twice as long. */
const PATIENCE_MS = 30_000;

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/**
 * @param {{ port: number, dist: string, data: string, patience?: number, room?: number }} options `room`: how many bytes the database may take
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startDemo({ port, dist, data, patience = PATIENCE_MS, room }) {
  await load();
  const store = openStore(data, room);
  try {
    seedStore(store, data);
    return await serve({ port, dist, store, patience });
  } catch (error) {
    store.close();
    throw error;
  }
}

/** @param {{ port: number, dist: string, store: import("./store.js").Store, patience: number }} options */
async function serve({ port, dist, store, patience }) {
  const server = createServer({ requestTimeout: patience, headersTimeout: patience, connectionsCheckingInterval: patience / 10 });
  // A follower hears something more often than that, so only one that takes nothing any more is cut off.
  server.timeout = 2 * patience;
  const chosen = await listen(server, port);
  const origins = { console: `http://127.0.0.1:${chosen}`, phone: `http://localhost:${chosen}` };
  const events = openEvents(patience);
  const routes = createRoutes({ store, events, origins });
  const sendPage = createPages({ dist, store, origins });

  /** @param {Request} request @param {Response} response */
  async function answer(request, response) {
    // A page elsewhere whose name was re-pointed at 127.0.0.1 sends its own name as Host: refused (DNS rebinding).
    const side = request.headers.host === `127.0.0.1:${chosen}` ? "console" : request.headers.host === `localhost:${chosen}` ? "phone" : null;
    if (side === null) throw new Refusal(421, "unknown_host", `open the demo as ${origins.console}`);
    if (!request.url?.startsWith("/")) throw new Refusal(400, "bad_address", "ask for a path");
    const url = new URL(origins[side] + request.url);
    if (url.pathname.startsWith("/api/")) return routes(request, response, side, url);
    sendPage(request, response, side, url);
  }

  server.on("request", (request, response) => {
    response.setHeader("x-content-type-options", "nosniff");
    response.on("error", () => response.destroy()); // whoever asked is gone
    answer(request, response).catch((error) => refuse(response, error));
  });
  // What is no request that can be answered in the usual way is answered all the same.
  server.on("clientError", (error, socket) => refuseBare(socket, /** @type {NodeJS.ErrnoException} */ (error).code));
  server.on("connect", (_, socket) => refuseBare(socket));
  server.on("checkExpectation", (_, response) => refuse(response, new Refusal(417, "bad_expectation", "only 100-continue can be expected")));

  return {
    url: origins.console,
    async close() {
      events.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      store.close();
    },
  };
}

/** @param {import("node:http").Server} server @param {number} wanted @returns {Promise<number>} the port, or the next free one */
async function listen(server, wanted) {
  for (let port = wanted; ; port += 1) {
    server.listen(port, "127.0.0.1");
    const error = await Promise.race([once(server, "listening").then(() => null), once(server, "error").then(([error]) => error)]).catch((error) => error);
    if (error === null) return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
    if (error.code !== "EADDRINUSE" || port >= wanted + PORTS_TRIED) throw error;
  }
}
