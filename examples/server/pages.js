// @ts-check
/** The built pages: whose they are, the headers that go with them, and the wall around the phone. Nothing of the API. */
import { wallOf } from "../runtime/wall.js";
import { readFiles } from "./files.js";
import { Refusal } from "./refusal.js";
import { redirect } from "./respond.js";

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {"console" | "phone"} Side */

/** @param {{ dist: string, store: import("./store.js").Store, origins: Record<Side, string> }} parts */
export function createPages({ dist, store, origins }) {
  const files = readFiles(dist);
  // The phone talks to the world: its runtime's transports are real. The guard in it decides, the policy is only the outer wall.
  const content = {
    console: `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src ${origins.phone}; frame-ancestors 'none'`,
    phone: `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' https: wss:; frame-src https:; frame-ancestors ${origins.console}`,
  };

  /** @param {Request} request @param {Response} response @param {Side} side @param {URL} url */
  return function sendPage(request, response, side, { pathname, search, searchParams }) {
    if (request.method !== "GET" && request.method !== "HEAD") throw new Refusal(405, "method_not_allowed", "pages are only read");
    const page = pathname === "/" ? "/index.html" : pathname;
    const owner = page === "/index.html" ? "console" : page === "/phone.html" ? "phone" : side;
    if (owner !== side) return redirect(response, origins[owner] + pathname + search);
    const file = files.get(page);
    if (file === undefined) throw new Refusal(404, "not_found", "there is no such page");
    response.setHeader("content-security-policy", `${content[side]}; base-uri 'none'; form-action 'none'`);
    response.setHeader("referrer-policy", "no-referrer");
    if (side === "phone" && searchParams.has("app")) addWall(response, store.published(searchParams.get("app") ?? ""));
    response.writeHead(200, { "content-type": file.type, "content-length": file.body.length, "cache-control": file.hashed ? "max-age=31536000, immutable" : "no-cache" });
    response.end(file.body);
  };
}

/** A second policy beside the phone's own: a browser keeps to both. @param {Response} response @param {{ policy: string, revision: number }} published in force now */
function addWall(response, { policy, revision }) {
  const wall = wallOf(policy);
  if (wall !== null) response.appendHeader(wall.name, wall.value);
  response.setHeader("server-timing", `policy;desc="${revision}"`);
}
