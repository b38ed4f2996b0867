// @ts-check
/**
 * The demo's HTTP server: the built page, the policies and their events. It is not a production console: nobody signs in.
 *
 * One port, two names. The console lives on `http://127.0.0.1:PORT`, the phone on `http://localhost:PORT`: to a browser these
 * are two sites, so the mini program in the phone can reach neither the console's page nor, by the checks below, its API.
 */
import { createServer } from "node:http";
import { once } from "node:events";
import { openPolicies } from "./policies.js";
import { openEvents } from "./events.js";
import { readFiles } from "./files.js";
import { Refusal } from "./refusal.js";
import { wallOf } from "../runtime/wall.js";

/** Room for a policy of several thousand entries. */
const BODY_LIMIT = 1024 * 1024;
/** How many ports to try when the wanted one is taken. */
const PORTS_TRIED = 20;

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/**
 * @param {{ port: number, dist: string, data: string }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startDemo({ port, dist, data }) {
  const policies = await openPolicies(data);
  const events = openEvents();
  const files = readFiles(dist);
  const server = createServer((request, response) => answer(request, response).catch((error) => refuse(response, error)));
  const chosen = await listen(server, port);
  const origins = { console: `http://127.0.0.1:${chosen}`, phone: `http://localhost:${chosen}` };

  /** @param {Request} request @param {Response} response */
  async function answer(request, response) {
    // A page elsewhere whose name was re-pointed at 127.0.0.1 sends its own name as Host: refused (DNS rebinding).
    const side = request.headers.host === `127.0.0.1:${chosen}` ? "console" : request.headers.host === `localhost:${chosen}` ? "phone" : null;
    if (side === null) throw new Refusal(421, "unknown_host", `open the demo as ${origins.console}`);
    const { pathname, searchParams } = new URL(request.url ?? "/", origins[side]);
    const [, api, collection, appId, leaf] = pathname.split("/");
    for (const [name, value] of securityHeaders(side)) response.setHeader(name, value);

    if (side === "phone" && searchParams.has("app")) addWall(response, policies.read(searchParams.get("app") ?? ""));
    if (api !== "api") return sendFile(request, response, side, pathname);
    if (collection !== "apps") throw new Refusal(404, "not_found", `there is no ${pathname}`);
    if (leaf === "events" && request.method === "GET") return events.subscribe(request, response, appId, policies.read(appId));
    if (side === "phone") throw new Refusal(403, "console_only", "the phone may follow a policy, not list or change one");
    if (appId === undefined && request.method === "GET") return send(response, 200, policies.programs);
    if (leaf === "policy" && request.method === "GET") return send(response, 200, { policy: policies.read(appId) });
    if (leaf === "policy" && request.method === "PUT") return publish(request, response, appId);
    throw new Refusal(405, "method_not_allowed", `${request.method} is not possible on ${pathname}`);
  }

  /** @param {Request} request @param {Response} response @param {string} appId */
  async function publish(request, response, appId) {
    if (request.headers.origin !== origins.console) throw new Refusal(403, "cross_site", "only the console's own page may publish");
    if (request.headers["content-type"] !== "application/json") throw new Refusal(415, "not_json", "send application/json");
    const { policy, basedOn } = parseJson(await readBody(request));
    if (typeof policy !== "string" || typeof basedOn !== "number") throw new Refusal(400, "bad_body", "send { policy: text, basedOn: revision }");
    const published = policies.publish(appId, policy, basedOn);
    events.publish(appId, published);
    send(response, 200, { policy: published });
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

/** @param {Request} request @returns {Promise<string>} */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Refusal(413, "too_large", `a policy may have ${BODY_LIMIT} bytes here`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** @param {string} text @returns {Record<string, unknown>} */
function parseJson(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // falls through to the refusal
  }
  throw new Refusal(400, "bad_json", "the body is not a JSON object");
}

/** @param {Response} response @param {number} status @param {unknown} body */
function send(response, status, body) {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

/** @param {Response} response @param {string} location */
function redirect(response, location) {
  response.writeHead(302, { location });
  response.end();
}

/** @param {Response} response @param {unknown} error */
function refuse(response, error) {
  if (response.headersSent) return response.destroy();
  if (error instanceof Refusal) return send(response, error.status, { code: error.code, message: error.message, ...error.details });
  console.error(error);
  send(response, 500, { code: "server_failed", message: "the demo server failed; its terminal says why" });
}
