// @ts-check
/** The demo's server without a browser: what it refuses to write, to whom it does not answer, and what it leaves on disk. */
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { request } from "node:http";
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDemo } from "../../examples/server/demo.js";

const APP = "2026010100000001";
const folder = mkdtempSync(join(tmpdir(), "minifence-server-"));
const dist = join(folder, "dist");
const data = join(folder, "data");
/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {number} */
let port;

before(async () => {
  mkdirSync(dist);
  writeFileSync(join(dist, "index.html"), "the console");
  writeFileSync(join(dist, "phone.html"), "the phone");
  demo = await startDemo({ port: 0, dist, data });
  port = Number(new URL(demo.url).port);
});
after(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

/** @param {string} path @param {{ method?: string, headers?: Record<string, string>, body?: string }} [options] */
async function ask(path, { method = "GET", headers = {}, body } = {}) {
  const sent = request({ host: "127.0.0.1", port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } });
  sent.end(body);
  const [response] = await once(sent, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text };
}

const held = async () => (await ask(`/api/apps/${APP}/policy`)).body.policy;
const own = () => ({ origin: demo.url, "content-type": "application/json" });
/** @param {unknown} body @param {Record<string, string>} [headers] */
const put = (body, headers = own()) => ask(`/api/apps/${APP}/policy`, { method: "PUT", headers, body: typeof body === "string" ? body : JSON.stringify(body) });

test("it lists three mini programs with names and 16-digit ids", async () => {
  const { body } = await ask("/api/apps");
  assert.ok(body.length >= 3);
  for (const { appId, name } of body) assert.ok(/^\d{16}$/.test(appId) && name.en !== "" && name.zh !== "");
});

test("a publication raises the revision and leaves one whole file", async () => {
  const text = await held();
  const { status, body } = await put({ policy: text, basedOn: JSON.parse(text).revision });
  assert.equal(status, 200);
  assert.equal(JSON.parse(body.policy).revision, JSON.parse(text).revision + 1);
  assert.equal(readFileSync(join(data, `${APP}.json`), "utf8"), body.policy);
  assert.deepEqual(readdirSync(data).filter((name) => name.endsWith(".tmp")), []);
});

test("what the editor claims as revision counts for nothing", async () => {
  const text = await held();
  const revision = JSON.parse(text).revision;
  const { body } = await put({ policy: JSON.stringify({ ...JSON.parse(text), revision: 9000 }), basedOn: revision });
  assert.equal(JSON.parse(body.policy).revision, revision + 1);
});

const refused = /** @type {[string, number, string, (text: string, revision: number) => Promise<{ status: number, body: any }>][]} */ ([
  ["a publication based on an older revision", 409, "edited_elsewhere", (policy, revision) => put({ policy, basedOn: revision - 1 })],
  ["a policy with an unknown field", 422, "policy_refused", (policy, basedOn) => put({ policy: JSON.stringify({ ...JSON.parse(policy), allowAll: true }), basedOn })],
  ["a policy that is not JSON", 422, "policy_refused", (_, basedOn) => put({ policy: "{", basedOn })],
  ["a duplicate key, though JSON.parse takes it", 422, "policy_refused", (policy, basedOn) => put({ policy: policy.replace("{", '{"mode":"off",'), basedOn })],
  ["the policy of another mini program", 422, "policy_app_id", (policy, basedOn) => put({ policy: policy.replace(APP, "2026010100000002"), basedOn })],
  ["a body that is not JSON", 400, "bad_json", () => put("hello")],
  ["a body without a policy", 400, "bad_body", () => put({ basedOn: 1 })],
  ["a body over the limit", 413, "too_large", () => put(" ".repeat(2 ** 20 + 1))],
  ["a write from another site", 403, "cross_site", (policy, basedOn) => put({ policy, basedOn }, { ...own(), origin: "https://evil.test" })],
  ["a write from the phone's origin", 403, "cross_site", (policy, basedOn) => put({ policy, basedOn }, { ...own(), origin: `http://localhost:${port}` })],
  ["a write through the phone's name", 403, "console_only", (policy, basedOn) => put({ policy, basedOn }, { ...own(), host: `localhost:${port}` })],
  ["a write without an origin", 403, "cross_site", (policy, basedOn) => put({ policy, basedOn }, { "content-type": "application/json" })],
  ["a form's content type", 415, "not_json", (policy, basedOn) => put({ policy, basedOn }, { ...own(), "content-type": "text/plain" })],
  ["a name that was re-pointed here", 421, "unknown_host", () => ask("/api/apps", { headers: { host: "evil.test" } })],
  ["a mini program that is not there", 404, "unknown_program", () => ask("/api/apps/0000000000000000/policy")],
  ["a path out of the folder", 404, "unknown_program", () => ask("/api/apps/..%2f..%2fpackage/policy")],
  ["a file that was not built", 404, "not_found", () => ask("/../package.json")],
]);
for (const [what, status, code, run] of refused) {
  test(`${what} is refused (${code})`, async () => {
    const before = await held();
    const answer = await run(before, JSON.parse(before).revision);
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
    assert.equal(typeof answer.body.message, "string");
    assert.equal(await held(), before);
  });
}

test("console and phone keep to their own names", async () => {
  assert.equal((await ask("/")).body, "the console");
  assert.equal((await ask("/phone.html")).headers.location, `http://localhost:${port}/phone.html`);
  assert.equal((await ask("/phone.html", { headers: { host: `localhost:${port}` } })).body, "the phone");
  assert.equal((await ask("/", { headers: { host: `localhost:${port}` } })).headers.location, `${demo.url}/`);
});

test("a follower gets the policy at once and every publication after it", async () => {
  const sent = request({ host: "127.0.0.1", port, path: `/api/apps/${APP}/events`, headers: { host: `localhost:${port}` } });
  sent.end();
  const [response] = await once(sent, "response");
  const next = async () => JSON.parse(JSON.parse(/^data: (.*)$/m.exec(String((await once(response, "data"))[0]))?.[1] ?? "")).revision;
  const first = await next();
  const coming = next();
  await put({ policy: await held(), basedOn: first });
  assert.equal(await coming, first + 1);
  sent.destroy();
});

test("a taken port moves the demo to the next free one", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const wanted = /** @type {import("node:net").AddressInfo} */ (taken.address()).port;
  const other = await startDemo({ port: wanted, dist, data: join(folder, "data-2") });
  assert.notEqual(Number(new URL(other.url).port), wanted);
  await other.close();
  taken.close();
});

test("a policy file that was damaged by hand is named, not served", async () => {
  const broken = join(folder, "data-3");
  mkdirSync(broken);
  writeFileSync(join(broken, `${APP}.json`), "{}");
  await assert.rejects(startDemo({ port: 0, dist, data: broken }), /2026010100000001\.json is not a policy/);
});
