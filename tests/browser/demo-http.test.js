// @ts-check
/** The demo's server and those who speak HTTP badly, slowly, or not at all: everybody gets an answer or is cut off, and the server goes on. */
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { connect } from "node:net";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import { APP, openFolder } from "./demo-client.js";

const PATIENCE_MS = 500;
const place = openFolder();
/** @type {Awaited<ReturnType<typeof place.start>>} */
let server;

before(async () => { server = await place.start("data", { patience: PATIENCE_MS }); });
after(place.remove);

/** Everything the server says on a connection until it closes it. @param {string | Buffer} bytes */
async function say(bytes) {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(bytes);
  let heard = "";
  socket.on("data", (chunk) => { heard += chunk; });
  await once(socket, "close");
  return heard;
}

const host = () => `Host: 127.0.0.1:${server.port}\r\n`;
const own = () => `${host()}Origin: ${server.own.origin}\r\nContent-Type: application/json\r\n`;

const spoken = /** @type {[string, () => string, RegExp][]} */ ([
  ["no HTTP at all", () => "hello\r\n\r\n", /^HTTP\/1\.1 400 [^]*"bad_request"/],
  ["TLS", () => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", /^HTTP\/1\.1 400 /],
  ["HTTP/1.1 without a host", () => "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["HTTP/1.0 without a host", () => "GET / HTTP/1.0\r\n\r\n", /^HTTP\/1\.1 421 [^]*"unknown_host"/],
  ["headers without end", () => `GET / HTTP/1.1\r\n${host()}X: ${"x".repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 [^]*"headers_too_large"/],
  ["a body of two lengths", () => `PUT /api/apps/${APP}/policy HTTP/1.1\r\n${own()}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`, /^HTTP\/1\.1 400 /],
  ["a tunnel", () => `CONNECT evil.test:443 HTTP/1.1\r\n${host()}\r\n`, /^HTTP\/1\.1 400 [^]*"bad_request"/],
  ["the whole server", () => `OPTIONS * HTTP/1.1\r\n${host()}Connection: close\r\n\r\n`, /^HTTP\/1\.1 400 [^]*"bad_address"/],
  ["a host in the path", () => `GET //evil.test/ HTTP/1.1\r\n${host()}Connection: close\r\n\r\n`, /^HTTP\/1\.1 404 [^]*"not_found"/],
  ["an expectation that is none", () => `PUT / HTTP/1.1\r\n${host()}Expect: wonders\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, /^HTTP\/1\.1 417 [^]*"bad_expectation"/],
  ["an upgrade", () => `GET / HTTP/1.1\r\n${host()}Connection: close, Upgrade\r\nUpgrade: websocket\r\n\r\n`, /^HTTP\/1\.1 200 [^]*the console/],
  ["an announced body over the limit, before it comes", () => `PUT /api/apps/${APP}/policy HTTP/1.1\r\n${own()}Content-Length: 99999999999\r\n\r\n`, /^HTTP\/1\.1 413 [^]*"too_large"/],
]);
for (const [what, bytes, answer] of spoken) {
  test(`${what} gets an answer, and the server goes on`, async () => {
    assert.match(await say(bytes()), answer);
    assert.equal((await server.ask("/")).text, "the console");
  });
}

test("a body that does not come is waited for only so long", async () => {
  const before = Date.now();
  const heard = await say(`PUT /api/apps/${APP}/policy HTTP/1.1\r\n${own()}Content-Length: 1000\r\n\r\n{`);
  assert.match(heard, /^HTTP\/1\.1 408 [^]*"too_slow"/);
  assert.ok(Date.now() - before >= PATIENCE_MS - 50 && Date.now() - before < PATIENCE_MS * 4);
});

test("a body that comes drop by drop is waited for only so long", async () => {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.resume();
  socket.write(`PUT /api/apps/${APP}/policy HTTP/1.1\r\n${own()}Content-Length: 1000000\r\n\r\n`);
  const drip = setInterval(() => socket.write(" "), 20);
  const before = Date.now();
  await once(socket, "close");
  clearInterval(drip);
  assert.ok(Date.now() - before < PATIENCE_MS * 4);
});

test("who hangs up in the middle of a body does no harm", async () => {
  for (let round = 0; round < 20; round += 1) {
    const socket = connect(server.port, "127.0.0.1");
    socket.write(`PUT /api/apps/${APP}/policy HTTP/1.1\r\n${own()}Content-Length: 100\r\n\r\n{"policy":`);
    await once(socket, "connect");
    if (round % 2) socket.resetAndDestroy();
    else socket.destroy();
  }
  assert.equal((await server.publish()).status, 200);
});

test("it is reachable from this machine only", async () => {
  const others = Object.values(networkInterfaces()).flat().filter((one) => one !== undefined && !one.internal && one.family === "IPv4");
  for (const one of others) {
    const socket = connect(server.port, one?.address);
    const [error] = await once(socket, "error");
    assert.equal(error.code, "ECONNREFUSED");
  }
  assert.equal((await server.ask("/")).status, 200);
});

test("whatever is asked, there is an answer with a code or a page", { timeout: 30_000 }, async () => {
  const random = seeded(Number(process.env.MINIFENCE_SEED ?? 5));
  const pick = (/** @type {readonly any[]} */ from) => from[Math.floor(random() * from.length)];
  const junk = () => Array.from({ length: Math.floor(random() * 12) }, () => String.fromCharCode(33 + Math.floor(random() * 94))).join("");
  const policy = await server.held();
  for (let round = 0; round < 600; round += 1) {
    const appId = pick([APP, "2026010100000002", "0", "..", "%00", "%E0%A4%A", "__proto__", junk()]);
    const path = pick([
      "/", "/api", "/api/", "/api/apps", "/api/apps/", `/api/apps/${appId}`, `/api/apps/${appId}/policy`, `/api/apps/${appId}/history?limit=${junk()}&before=${junk()}`,
      `/api/apps/${appId}/history/${pick(["1", "01", "-1", "1e3", "9007199254740993", junk()])}`, `/api/apps/${appId}/observations`, `/phone.html?app=${appId}`, `/${junk()}`, `/api/${junk()}`,
    ]).replace(/ /g, "");
    const method = pick(["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]);
    const headers = { ...pick([server.own, server.ownPhone, {}]), ...pick([{}, { "if-none-match": junk() }, { "sec-fetch-site": pick(["same-site", "none", junk()]) }, { "content-type": junk() }]) };
    const body = pick([undefined, "", "{}", "[]", "null", junk(), JSON.stringify({ policy, basedOn: pick([0, 1, 1e300, null]), author: junk() }), JSON.stringify({ observations: pick([[], [null], [[]], {}, [{ list: "apis" }]]) })]);
    const row = JSON.stringify({ method, path, headers, body });
    const answer = await server.ask(path, { method, headers, body }).catch((error) => { throw new Error(row, { cause: error }); });
    assert.ok(answer.status < 500, `${answer.status} ${answer.text} to ${row}`);
    if (answer.status >= 400 && method !== "HEAD") assert.ok(/^[a-z_]+$/.test(answer.body?.code) && typeof answer.body.message === "string", row);
  }
});

/** The same numbers for the same seed (mulberry32). @param {number} seed */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
