// @ts-check
/** The demo's events without a browser: who hears what and when, and what becomes of followers that do not keep up. */
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { connect } from "node:net";
import { createServer, request } from "node:http";
import { once } from "node:events";
import { openEvents } from "../../examples/server/events.js";
import { APP, openFolder } from "./demo-client.js";

const PATIENCE_MS = 500;
const place = openFolder();
/** @type {Awaited<ReturnType<typeof place.start>>} */
let server;

before(async () => { server = await place.start("data", { patience: PATIENCE_MS }); });
after(place.remove);

/** Follow as an `EventSource` would; `next` is the next event. @param {string} host @param {string} [appId] */
async function follow(host, appId = APP) {
  const sent = request({ host: "127.0.0.1", port: server.port, path: `/api/apps/${appId}/events`, headers: { host, "sec-fetch-site": "same-origin" } });
  sent.end();
  const [response] = await once(sent, "response");
  assert.equal(response.headers["content-type"], "text/event-stream");
  const events = readEvents(response);
  return { next: async () => (await events.next()).value, stop: () => sent.destroy(), closed: once(response, "close").catch(() => {}) };
}

/** @param {AsyncIterable<Buffer>} stream */
async function* readEvents(stream) {
  let text = "";
  for await (const chunk of stream) {
    text += chunk;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
      yield { event: fields.event ?? "", id: fields.id ?? "", data: fields.data === undefined ? undefined : JSON.parse(fields.data) };
    }
  }
}

const console = () => `127.0.0.1:${server.port}`;
const seen = { list: "apis", subject: "scan", code: "api_official", count: 1, first: 5, last: 5 };

test("a follower gets the policy at once, and every publication after it", async () => {
  for (const host of [console(), server.phone]) {
    const follower = await follow(host);
    const policy = await server.held();
    assert.deepEqual(await follower.next(), { event: "policy", id: String(JSON.parse(policy).revision), data: policy });
    const { body } = await server.publish();
    assert.deepEqual(await follower.next(), { event: "policy", id: String(body.revision), data: body.policy });
    follower.stop();
  }
});

test("nobody hears of another mini program, nor of a publication that was refused", async () => {
  const other = await follow(server.phone, "2026010100000002");
  const same = await follow(server.phone);
  await Promise.all([other.next(), same.next()]);
  await server.publish({ basedOn: 0 });
  await server.publish({ policy: "{" });
  const { body } = await server.publish();
  assert.equal((await same.next())?.id, String(body.revision));
  assert.deepEqual(await other.next(), { event: "", id: "", data: undefined }, "only the heartbeat");
  other.stop();
  same.stop();
});

test("consoles hear that the observations changed, phones do not", async () => {
  const admin = await follow(console());
  const phone = await follow(server.phone);
  await Promise.all([admin.next(), phone.next()]);
  await server.observe({ observations: [seen] });
  assert.deepEqual(await admin.next(), { event: "observations", id: "", data: {} });
  await server.ask(`/api/apps/${APP}/observations`, { method: "DELETE", headers: server.own });
  assert.deepEqual(await admin.next(), { event: "observations", id: "", data: {} });
  const { body } = await server.publish();
  for (let heard = await phone.next(); heard?.event !== "policy"; heard = await phone.next()) assert.equal(heard?.event, "", "a heartbeat");
  assert.ok(body.revision > 0);
  admin.stop();
  phone.stop();
});

test("a line on which nothing happens is kept alive", async () => {
  const follower = await follow(server.phone);
  await follower.next();
  const before = Date.now();
  for (let beat = 0; beat < 4; beat += 1) assert.equal((await follower.next())?.event, "");
  assert.ok(Date.now() - before > PATIENCE_MS, "longer than a line may stand still");
  follower.stop();
});

test("three hundred followers hear of one publication", { timeout: 20_000 }, async () => {
  const followers = await Promise.all(Array.from({ length: 300 }, () => follow(server.phone)));
  await Promise.all(followers.map(({ next }) => next()));
  const heard = followers.map(async ({ next }) => {
    for (;;) {
      const got = await next();
      if (got?.event === "policy") return got.id;
    }
  });
  const { body } = await server.publish();
  assert.deepEqual(new Set(await Promise.all(heard)), new Set([String(body.revision)]));
  for (const { stop } of followers) stop();
});

test("a follower that does not keep up holds one event in memory, and gets the newest when it can", { timeout: 20_000 }, async (t) => {
  const events = openEvents(60_000);
  /** @type {import("node:http").ServerResponse[]} */
  const responses = [];
  const policyOf = (/** @type {number} */ revision) => ({ revision, policy: `${revision} `.padEnd(2 ** 20, "x") });
  const bare = createServer((_, response) => {
    responses.push(response);
    events.subscribe(response, "console", APP, policyOf(0));
  }).listen(0, "127.0.0.1");
  await once(bare, "listening");
  const socket = connect(/** @type {import("node:net").AddressInfo} */ (bare.address()).port, "127.0.0.1");
  t.after(() => {
    socket.destroy();
    events.close();
    bare.closeAllConnections();
    bare.close();
  });
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await once(bare, "request");
  let most = 0;
  for (let revision = 1; revision <= 200; revision += 1) {
    events.published(APP, policyOf(revision));
    events.observed(APP);
    await new Promise((resolve) => { setTimeout(resolve, 1); });
    most = Math.max(most, responses[0].writableLength);
  }
  assert.ok(most > 0 && most < 2 * 2 ** 20, `${most} bytes waited`);

  const got = [];
  for await (const { event, id } of readEvents(plain(socket))) {
    got.push(event === "policy" ? Number(id) : event);
    if (got.includes(200) && got.includes("observations")) break;
  }
  assert.ok(got.length < 20, `${got.length} events`);
  assert.deepEqual(got.filter((one) => typeof one === "number"), got.filter((one) => typeof one === "number").sort((a, b) => Number(a) - Number(b)), "never an older one after a newer one");
});

test("a follower that takes nothing any more is cut off", async () => {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(`GET /api/apps/${APP}/events HTTP/1.1\r\nHost: ${server.phone}\r\n\r\n`);
  await once(socket, "data");
  socket.pause();
  // More than the system's own buffers take.
  const large = JSON.parse(await server.held());
  large.webViewDomains.entries = Array.from({ length: 15_000 }, (_, index) => ({ domain: `host-${index}.example.com`, remark: "x".repeat(190) }));
  for (let times = 0; times < 4; times += 1) assert.equal((await server.publish({ policy: JSON.stringify(large) })).status, 200);
  const cut = await Promise.race([serverSideGone(), new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS * 24, "still there"); })]);
  assert.equal(cut, "gone");
  socket.destroy();

  /** The client reads again: what was in flight, and then the end. */
  async function serverSideGone() {
    await new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS * 8); });
    socket.resume();
    await once(socket, "close");
    return "gone";
  }
});

/** The body of a chunked answer. @param {AsyncIterable<Buffer>} stream */
async function* plain(stream) {
  let bytes = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of stream) {
    bytes = Buffer.concat([bytes, chunk]);
    const head = bytes.indexOf("\r\n\r\n");
    if (!begun && head === -1) continue;
    if (!begun) bytes = bytes.subarray(head + 4);
    begun = true;
    for (let line = bytes.indexOf("\r\n"); line !== -1; line = bytes.indexOf("\r\n")) {
      const size = Number.parseInt(bytes.subarray(0, line).toString(), 16);
      if (bytes.length < line + 2 + size + 2) break;
      yield bytes.subarray(line + 2, line + 2 + size);
      bytes = bytes.subarray(line + 2 + size + 2);
    }
  }
}
