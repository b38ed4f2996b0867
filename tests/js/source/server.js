// @ts-check
/** A server on loopback that serves a policy with its etag, or misbehaves as it is told to. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";

/** @typedef {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void} Answer */

export async function openServer() {
  /** @type {{ etag: string | undefined, at: string }[]} */ const requests = [];
  /** @type {(() => void)[]} */ const waiting = [];
  /** @type {Answer} */ let answer = (_, response) => response.writeHead(404).end();
  const server = createServer((request, response) => {
    requests.push({ etag: request.headers["if-none-match"], at: String(request.url) });
    answer(request, response);
    for (const done of waiting.splice(0)) done();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/policy`,
    requests,
    /** Settles with the next request. */
    asked: () => new Promise((done) => { waiting.push(() => done(undefined)); }),
    /** @param {Answer} next */
    answer(next) { answer = next; },
    /** As a careful server does. @param {string} text @param {Record<string, string>} [headers] */
    publish(text, headers = {}) {
      const etag = etagOf(text);
      answer = (request, response) => {
        if (request.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
        else response.writeHead(200, { "content-type": "application/jose", etag, ...headers }).end(text);
      };
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => { server.close(() => done(undefined)); });
    },
  };
}

/** @param {string} text */
export const etagOf = (text) => `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
