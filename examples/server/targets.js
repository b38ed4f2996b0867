// @ts-check
/**
 * The loopback servers behind the demo's made-up host names (`api.good.test`, `evil.test` …): HTTPS, WSS and plain HTTP on one
 * port, for a browser that maps `*.test` there. They write down everything that reaches them: for a test, what these servers
 * saw is the truth about what the guard let through.
 */
import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer as createNet } from "node:net";
import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import selfsigned from "selfsigned";
import { WebSocketServer } from "ws";

/** @typedef {{ method: string, scheme: string, host: string, path: string, upgrade: boolean }} Seen */
/** @typedef {{ port: number, spki: string, seen: Seen[], close(): Promise<void> }} Targets */

const TLS_HANDSHAKE = 0x16;

/** @returns {Promise<Targets>} */
export async function startTargets() {
  const { key, cert, spki } = await certificate();
  /** @type {Seen[]} */
  const seen = [];
  const secure = createHttps({ key, cert }, (request, response) => answer(request, response, "https"));
  const plain = createHttp((request, response) => answer(request, response, "http"));
  const sockets = new WebSocketServer({ noServer: true });

  for (const server of [secure, plain]) {
    const scheme = server === secure ? "wss" : "ws";
    server.on("upgrade", (request, socket, head) => {
      note(request, scheme, true);
      sockets.handleUpgrade(request, socket, head, (peer) => peer.on("message", (data) => peer.send(`echo from ${request.headers.host}: ${data}`)));
    });
  }

  // One port for all: a browser's resolver rule maps a name to one port, whichever port and scheme the URL had.
  const door = createNet((socket) => {
    socket.once("error", () => socket.destroy());
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? secure : plain).emit("connection", socket);
      process.nextTick(() => socket.resume());
    });
  });
  /** @type {Set<import("node:net").Socket>} */
  const open = new Set();
  door.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");

  /** @param {import("node:http").IncomingMessage} request @param {string} scheme @param {boolean} upgrade */
  function note(request, scheme, upgrade) {
    seen.push({ method: request.method ?? "", scheme, host: request.headers.host ?? "", path: request.url ?? "", upgrade });
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response @param {string} scheme */
  function answer(request, response, scheme) {
    note(request, scheme, false);
    const url = new URL(request.url ?? "/", `${scheme}://${request.headers.host}`);
    let received = 0;
    request.on("data", (chunk) => { received += chunk.length; });
    request.on("end", () => {
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*");
      response.setHeader("access-control-allow-methods", "GET, POST, PUT, DELETE");
      if (request.method === "OPTIONS") return response.writeHead(204).end();
      if (url.pathname === "/redirect") return response.writeHead(302, { location: url.searchParams.get("to") ?? "/" }).end();
      if (url.pathname === "/jsonp") return response.writeHead(200, { "content-type": "text/javascript" }).end(`${url.searchParams.get("callback")?.replace(/\W/g, "")}(${JSON.stringify({ from: url.host })})`);
      if (url.pathname.startsWith("/page")) return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page(url));
      if (url.pathname.startsWith("/files/")) return response.writeHead(200, { "content-type": "text/plain" }).end("the content of a file\n");
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ from: url.host, method: request.method, path: url.pathname, received }));
    });
  }

  return {
    port: /** @type {import("node:net").AddressInfo} */ (door.address()).port,
    spki,
    seen,
    async close() {
      sockets.close();
      for (const socket of open) socket.destroy();
      door.close();
      await once(door, "close");
    },
  };
}

/** A certificate of this run only. The browser is told its public key's hash, so nothing is installed anywhere. */
async function certificate() {
  const names = ["good.test", "*.good.test", "*.m.good.test", "evil.test", "*.evil.test", "*.test"];
  const made = await selfsigned.generate([{ name: "commonName", value: "minifence demo" }], {
    keySize: 2048,
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: names.map((value) => ({ type: /** @type {const} */ (2), value })) }],
  });
  const key = createPublicKey(new X509Certificate(made.cert).publicKey.export({ type: "spki", format: "pem" }));
  const spki = createHash("sha256").update(key.export({ type: "spki", format: "der" })).digest("base64");
  return { key: made.private, cert: made.cert, spki };
}

/** @param {URL} url A page for the web-view: its own name in large letters, so that a person sees who is shown. */
function page(url) {
  const safe = url.host.replace(/[^\w.:-]/g, "");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe}</title>
<style>body{font:15px/1.6 system-ui,sans-serif;margin:0;padding:2rem 1.25rem;background:#f3f8f5;color:#173d2b}h1{font-size:1.25rem;margin:0 0 .5rem;overflow-wrap:anywhere}</style>
<h1>${safe}</h1><p>This page was really loaded from ${safe}.</p>${nested(url)}</html>`;
}

/** A frame inside the page, where the address asks for one. @param {URL} url */
function nested(url) {
  const frame = url.searchParams.get("frame");
  return frame === null ? "" : `<iframe src="${frame.replace(/[^\w:/.-]/g, "")}"></iframe>`;
}
