// @ts-check
/** How answers are written: data, a policy with its tag, a refusal. Every refusal is `{ code, message, … }`. */
import { createHash } from "node:crypto";
import fresh from "fresh";
import { storageRefusal } from "./database.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/** @param {Response} response @param {number} status @param {unknown} body */
export function sendJson(response, status, body) {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "content-type": "application/json", "content-length": bytes.length, "cache-control": "no-store" });
  response.end(bytes);
}

/** Done, and there is nothing to say. @param {Response} response */
export function sendNothing(response) {
  response.writeHead(204, { "cache-control": "no-store" });
  response.end();
}

/**
 * A policy's text, byte for byte: the tag is strong, and whoever has this text already is spared it.
 * @param {Request} request @param {Response} response @param {string} policy
 */
export function sendPolicy(request, response, policy) {
  const bytes = Buffer.from(policy);
  const headers = { etag: `"${createHash("sha256").update(bytes).digest("base64url")}"`, "cache-control": "no-cache" };
  // A tag of ours is in the list, weak or strong, or the list is `*`.
  if (fresh(request.headers, headers)) return response.writeHead(304, headers).end();
  response.writeHead(200, { ...headers, "content-type": "application/json", "content-length": bytes.length });
  response.end(bytes);
}

/** @param {Response} response @param {string} location */
export function redirect(response, location) {
  response.writeHead(302, { location, "content-length": 0 });
  response.end();
}

/** @param {Response} response @param {unknown} error */
export function refuse(response, error) {
  if (response.destroyed || response.headersSent) return void response.destroy();
  const refusal = error instanceof Refusal ? error : storageRefusal(error) ?? new Refusal(500, "server_failed", "the demo server failed; its terminal says why");
  if (refusal.status === 500) console.error(error);
  sendJson(response, refusal.status, { code: refusal.code, message: refusal.message, ...refusal.details });
}

/** Why Node could not read a request, as it says itself. @type {Readonly<Record<string, [number, string, string, string] | undefined>>} */
const UNREADABLE = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout", "too_slow", "the request took too long to arrive"],
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large", "headers_too_large", "the headers are too large"],
};

/** An answer on the bare line, where there is no request that `refuse` could answer. @param {import("node:stream").Duplex} socket @param {string} [reason] */
export function refuseBare(socket, reason = "") {
  if (reason === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, title, code, message] = UNREADABLE[reason] ?? [400, "Bad Request", "bad_request", "this is no HTTP request that can be answered"];
  const body = JSON.stringify({ code, message });
  socket.end(`HTTP/1.1 ${status} ${title}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
}
