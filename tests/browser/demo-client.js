// @ts-check
/** What the tests of the demo's server stand on: the real server with a folder of its own, and requests as bare as they get. No assertions here. */
import { request } from "node:http";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDemo } from "../../examples/server/demo.js";

export const APP = "2026010100000001";

/** @typedef {{ status: number, headers: import("node:http").IncomingHttpHeaders, text: string, body: any }} Answer */
/** @typedef {{ method?: string, headers?: Record<string, string | string[]>, body?: string | Buffer }} Asked */
/** @typedef {ReturnType<typeof clientOf>} Client */

/** A folder for a test file, and the servers in it. `remove` also stops what a failed test left running. */
export function openFolder() {
  const folder = mkdtempSync(join(tmpdir(), "minifence-server-"));
  const dist = join(folder, "dist");
  mkdirSync(dist);
  writeFileSync(join(dist, "index.html"), "the console");
  writeFileSync(join(dist, "phone.html"), "the phone");
  /** @type {Set<() => unknown>} */
  const running = new Set();

  return {
    folder, dist, running,
    at: (/** @type {string} */ name) => join(folder, name),
    /** @param {string} data the folder's name @param {{ patience?: number, room?: number, port?: number }} [options] */
    async start(data, options = {}) {
      const demo = await startDemo({ port: 0, dist, data: join(folder, data), ...options });
      const close = () => (running.delete(close) ? demo.close() : undefined);
      running.add(close);
      return { url: demo.url, close, ...clientOf(demo.url) };
    },
    async remove() {
      for (const stop of running) await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string} url the console's address */
export function clientOf(url) {
  const port = Number(new URL(url).port);
  const console = `127.0.0.1:${port}`;
  const phone = `localhost:${port}`;

  /** @param {string} path @param {Asked} [asked] @returns {Promise<Answer>} */
  async function ask(path, { method = "GET", headers = {}, body } = {}) {
    /** @type {Record<string, string | number>} */
    const length = body === undefined || "transfer-encoding" in headers ? {} : { "content-length": Buffer.byteLength(body) };
    const sent = request({ host: "127.0.0.1", port, path, method, headers: { host: console, ...length, ...headers } });
    sent.end(body);
    const [response] = await once(sent, "response");
    const chunks = [];
    for await (const chunk of response) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    return { status: response.statusCode, headers: response.headers, text, body: /^[[{]/.test(text) ? JSON.parse(text) : undefined };
  }

  /** The headers of the console's own page, and of the phone's. */
  const own = { origin: `http://${console}`, "content-type": "application/json" };
  const ownPhone = { host: phone, origin: `http://${phone}`, "content-type": "application/json" };
  /** @param {unknown} body */
  const toBody = (body) => (typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));

  return {
    port, phone, own, ownPhone, ask,
    /** The published policy's text. */
    held: async (appId = APP) => (await ask(`/api/apps/${appId}/policy`)).text,
    /** A publication as it is. @param {unknown} body @param {Record<string, string>} [headers] */
    put: (body, headers = own) => ask(`/api/apps/${APP}/policy`, { method: "PUT", headers, body: toBody(body) }),
    /** A publication with what is needed, and what is said here. @param {object} [fields] */
    async publish(fields = {}) {
      const policy = (await ask(`/api/apps/${APP}/policy`)).text;
      return ask(`/api/apps/${APP}/policy`, { method: "PUT", headers: own, body: JSON.stringify({ policy, basedOn: JSON.parse(policy).revision, author: "Ann", ...fields }) });
    },
    /** @param {unknown} body @param {Record<string, string>} [headers] */
    observe: (body, headers = ownPhone) => ask(`/api/apps/${APP}/observations`, { method: "POST", headers, body: toBody(body) }),
  };
}
