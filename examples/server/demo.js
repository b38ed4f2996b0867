// @ts-check
/**
 * The demo's HTTP server: the built page, the policies and their events. It is not a production console: nobody signs in.
 *
 * One port, two names. The console lives on `http://127.0.0.1:PORT`, the phone on `http://localhost:PORT`: to a browser these
 * are two sites, so the mini program in the phone can reach neither the console's page nor, by the checks below, its API.
 */
import { createServer } from "node:http";
import { once } from "node:events";
import { load } from "minifence/admin";
import { openEvents } from "./events.js";
import { readFiles } from "./files.js";
import { Refusal } from "./refusal.js";
import { redirect, refuse } from "./respond.js";
import { createRoutes } from "./routes.js";
import { seedStore } from "./seed.js";
import { openStore } from "./store.js";
import { wallOf } from "../runtime/wall.js";

/** How many ports to try when the wanted one is taken. */
const PORTS_TRIED = 20;

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/**
 * @param {{ port: number, dist: string, data: string }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startDemo({ port, dist, data }) {
  await load();
  const store = openStore(data);
  seedStore(store, data);
  const events = openEvents();
  const files = readFiles(dist);
  const server = createServer((request, response) => answer(request, response).catch((error) => refuse(response, error)));
  const chosen = await listen(server, port);
  const origins = { console: `http://127.0.0.1:${chosen}`, phone: `http://localhost:${chosen}` };
  const routes = createRoutes({ store, events, origins });

  /** @param {Request} request @param {Response} response */
  async function answer(request, response) {
    // A page elsewhere whose name was re-pointed at 127.0.0.1 sends its own name as Host: refused (DNS rebinding).
    const side = request.headers.host === `127.0.0.1:${chosen}` ? "console" : request.headers.host === `localhost:${chosen}` ? "phone" : null;
    if (side === null) throw new Refusal(421, "unknown_host", `open the demo as ${origins.console}`);
    if (!request.url?.startsWith("/")) throw new Refusal(400, "bad_address", "ask for a path");
    const url = new URL(origins[side] + request.url);
    for (const [name, value] of securityHeaders(side)) response.setHeader(name, value);

    if (url.pathname.startsWith("/api/")) return routes(request, response, side, url);
    if (side === "phone" && url.searchParams.has("app")) addWall(response, store.published(url.searchParams.get("app") ?? "").policy);
    sendFile(request, response, side, url.pathname);
  }

  /** @param {Request} request @param {Response} response @param {"console" | "phone"} side @param {string} pathname */
  function sendFile(request, response, side, pathname) {
    if (request.method !== "GET" && request.method !== "HEAD") throw new Refusal(405, "method_not_allowed", "pages are only read");
    const page = pathname === "/" ? "/index.html" : pathname;
    const owner = page === "/index.html" ? "console" : page === "/phone.html" ? "phone" : side;
    if (owner !== side) return redirect(response, origins[owner] + (request.url ?? "/"));
    const file = files.get(page);
    if (file === undefined) throw new Refusal(404, "not_found", `there is no ${pathname}`);
    response.writeHead(200, { "content-type": file.type, "content-length": file.body.length, "cache-control": file.hashed ? "max-age=31536000, immutable" : "no-cache" });
    response.end(request.method === "HEAD" ? undefined : file.body);
  }

  /** A second policy beside the phone's own: a browser keeps to both. @param {Response} response @param {string} policy in force now */
  function addWall(response, policy) {
    const wall = wallOf(policy);
    if (wall !== null) response.appendHeader(wall.name, wall.value);
    response.setHeader("server-timing", `policy;desc="${JSON.parse(policy).revision}"`);
  }

  /** @param {"console" | "phone"} side @returns {[string, string][]} */
  function securityHeaders(side) {
    // The phone talks to the world: its runtime's transports are real. The guard in it decides, the policy is only the outer wall.
    const content = side === "console"
      ? `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src ${origins.phone}; frame-ancestors 'none'`
      : `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' https: wss:; frame-src https:; frame-ancestors ${origins.console}`;
    return [["content-security-policy", `${content}; base-uri 'none'; form-action 'none'`], ["x-content-type-options", "nosniff"], ["referrer-policy", "no-referrer"]];
  }

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
