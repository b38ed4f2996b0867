// @ts-check
/** The demo's server without a browser: what it refuses to write, to whom it does not answer, and what it leaves on disk. */
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { APP, openFolder } from "./demo-client.js";

const place = openFolder();
/** @type {Awaited<ReturnType<typeof place.start>>} */
let server;

before(async () => { server = await place.start("data"); });
after(place.remove);

test("it lists three mini programs with names and 16-digit ids", async () => {
  const { body } = await server.ask("/api/apps");
  assert.ok(body.length >= 3);
  for (const { appId, name, revision, mode } of body) assert.ok(/^\d{16}$/.test(appId) && name.en !== "" && name.zh !== "" && revision === 1 && /^(off|report|enforce)$/.test(mode));
});

test("a publication raises the revision, whatever the editor claims", async () => {
  const policy = await server.held();
  const { revision } = JSON.parse(policy);
  const { status, body } = await server.publish({ policy: JSON.stringify({ ...JSON.parse(policy), revision: 9000 }) });
  assert.equal(status, 200);
  assert.deepEqual([body.revision, JSON.parse(body.policy).revision, body.author], [revision + 1, revision + 1, "Ann"]);
  assert.ok(Math.abs(Date.now() - body.at) < 5_000);
  assert.equal(await server.held(), body.policy);
});

/** What the console would send. @type {{ policy: string, basedOn: number, author: string }} */
let good;
const edited = (/** @type {object} */ fields) => JSON.stringify({ ...JSON.parse(good.policy), ...fields });
const put = (/** @type {object} */ fields, /** @type {Record<string, string>} */ headers = server.own) => server.put({ ...good, ...fields }, headers);
const path = `/api/apps/${APP}`;

const refused = /** @type {[string, number, string, () => Promise<import("./demo-client.js").Answer>][]} */ ([
  ["a publication based on an older revision", 409, "edited_elsewhere", () => put({ basedOn: good.basedOn - 1 })],
  ["a publication based on a revision to come", 409, "edited_elsewhere", () => put({ basedOn: good.basedOn + 1 })],
  ["a policy with an unknown field", 422, "policy_refused", () => put({ policy: edited({ allowAll: true }) })],
  ["a policy that is not JSON", 422, "policy_refused", () => put({ policy: "{" })],
  ["a duplicate key, though JSON.parse takes it", 422, "policy_refused", () => put({ policy: good.policy.replace("{", '{"mode":"off",') })],
  ["the policy of another mini program", 422, "policy_app_id", () => put({ policy: edited({ appId: "2026010100000002" }) })],
  ["a policy that claims to be an earlier one", 422, "restores_other", () => put({ policy: edited({ mode: "off" }), restores: 1 })],
  ["a policy that claims to be one that never was", 404, "unknown_revision", () => put({ restores: 9000 })],
  ["a body that is not JSON", 400, "bad_json", () => server.put("hello")],
  ["a body that is a list", 400, "bad_json", () => server.put([good])],
  ["a body that is not UTF-8", 400, "bad_json", () => server.put(Buffer.from(JSON.stringify({ ...good, note: "é" }), "latin1"))],
  ["an empty body", 400, "bad_json", () => server.put("")],
  ["a body without a policy", 400, "bad_body", () => put({ policy: undefined })],
  ["a policy as an object", 400, "bad_body", () => put({ policy: JSON.parse(good.policy) })],
  ["a body without the revision it is based on", 400, "bad_body", () => put({ basedOn: undefined })],
  ["a revision as text", 400, "bad_body", () => put({ basedOn: String(good.basedOn) })],
  ["a publication by nobody", 400, "bad_body", () => put({ author: undefined })],
  ["an author of spaces", 400, "bad_body", () => put({ author: "  " })],
  ["an author of 81 characters", 400, "bad_body", () => put({ author: "\u{1f600}".repeat(81) })],
  ["an author with a line break", 400, "bad_body", () => put({ author: "Ann\nBob" })],
  ["an author with a bidi override", 400, "bad_body", () => put({ author: "Ann\u202e" })],
  ["an author with half a character", 400, "bad_body", () => server.put(JSON.stringify({ ...good, author: "X" }).replace('"X"', '"\\ud83d"'))],
  ["a note of 201 characters", 400, "bad_body", () => put({ note: "x".repeat(201) })],
  ["a note with a control character", 400, "bad_body", () => put({ note: "a\u0000b" })],
  ["a note that is no text", 400, "bad_body", () => put({ note: 7 })],
  ["a restored revision that is none", 400, "bad_body", () => put({ restores: 1.5 })],
  ["a body over the limit", 413, "too_large", () => server.put(" ".repeat(4 * 2 ** 20 + 1))],
  ["a body over the limit that does not say so", 413, "too_large", () => server.put(" ".repeat(4 * 2 ** 20 + 1), { ...server.own, "transfer-encoding": "chunked" })],
  ["a write from another site", 403, "cross_site", () => put({}, { ...server.own, origin: "https://evil.test" })],
  ["a write from the phone's origin", 403, "cross_site", () => put({}, { ...server.own, origin: `http://${server.phone}` })],
  ["a write that a browser knows to come from elsewhere", 403, "cross_site", () => put({}, { ...server.own, "sec-fetch-site": "cross-site" })],
  ["a write through the phone's name", 403, "console_only", () => put({}, { ...server.own, host: server.phone })],
  ["a write without an origin", 403, "cross_site", () => put({}, { "content-type": "application/json" })],
  ["a write without a content type", 415, "not_json", () => put({}, { origin: server.own.origin })],
  ["a form's content type", 415, "not_json", () => put({}, { ...server.own, "content-type": "text/plain" })],
  ["a content type that begins like JSON's", 415, "not_json", () => put({}, { ...server.own, "content-type": "application/json-patch" })],
  ["a name that was re-pointed here", 421, "unknown_host", () => server.ask("/api/apps", { headers: { host: "evil.test" } })],
  ["this name on another port", 421, "unknown_host", () => server.ask("/api/apps", { headers: { host: "127.0.0.1" } })],
  ["a mini program that is not there", 404, "unknown_program", () => server.ask("/api/apps/0000000000000000/policy")],
  ["the events of a mini program that is not there", 404, "unknown_program", () => server.ask("/api/apps/0000000000000000/events")],
  ["a phone for a mini program that is not there", 404, "unknown_program", () => server.ask("/phone.html?app=x", { headers: { host: server.phone } })],
  ["a path out of the folder", 404, "unknown_program", () => server.ask("/api/apps/..%2f..%2fpackage/policy")],
  ["a file that was not built", 404, "not_found", () => server.ask("/../package.json")],
  ["a file beside the pages", 404, "not_found", () => server.ask("/..%2fdata%2fconsole.db")],
  ["a route that is none", 404, "not_found", () => server.ask(`${path}/policy/1`)],
  ["an address that is none", 400, "bad_address", () => server.ask("http://evil.test/api/apps")],
  ["a revision that never was", 404, "unknown_revision", () => server.ask(`${path}/history/9000`)],
  ["a revision that is no number", 404, "unknown_revision", () => server.ask(`${path}/history/-1`)],
  ["a page of the history without end", 400, "bad_query", () => server.ask(`${path}/history?limit=1000000`)],
  ["a page of the history of no lines", 400, "bad_query", () => server.ask(`${path}/history?limit=0`)],
  ["a page of the history before something", 400, "bad_query", () => server.ask(`${path}/history?before=x`)],
  ["the list of mini programs for the phone", 403, "console_only", () => server.ask("/api/apps", { headers: { host: server.phone } })],
  ["the history for the phone", 403, "console_only", () => server.ask(`${path}/history`, { headers: { host: server.phone } })],
  ["an earlier policy for the phone", 403, "console_only", () => server.ask(`${path}/history/1`, { headers: { host: server.phone } })],
  ["removing a policy", 405, "method_not_allowed", () => server.ask(`${path}/policy`, { method: "DELETE", headers: server.own })],
  ["posting to the events", 405, "method_not_allowed", () => server.ask(`${path}/events`, { method: "POST", headers: server.own })],
  ["posting to a page", 405, "method_not_allowed", () => server.ask("/", { method: "POST", headers: server.own })],
]);
for (const [what, status, code, run] of refused) {
  test(`${what} is refused (${code})`, async () => {
    const policy = await server.held();
    good = { policy, basedOn: JSON.parse(policy).revision, author: "Ann" };
    const answer = await run();
    assert.deepEqual([answer.status, answer.body?.code], [status, code]);
    assert.ok(answer.body.message.length > 10 && !answer.body.message.includes(place.folder));
    assert.equal(await server.held(), policy);
  });
}

test("a refused publication says what is held, and a refused policy what is wrong", async () => {
  await server.publish({ note: " for the sale " });
  const conflict = await server.publish({ basedOn: 1 });
  const { policy, revision, at, ...who } = conflict.body.held;
  assert.equal(policy, await server.held());
  assert.deepEqual([revision, typeof at, who], [JSON.parse(policy).revision, "number", { author: "Ann", note: "for the sale" }]);
  const { body } = await server.publish({ policy: "{" });
  assert.deepEqual([body.issues[0].code, body.issues[0].severity], ["policy_syntax", "error"]);
});

test("of two publications based on one revision, one is taken and the other told of it", async () => {
  for (let round = 0; round < 10; round += 1) {
    const policy = await server.held();
    const race = await Promise.all(["Ann", "Bob", "Cho"].map((author) => server.publish({ policy, basedOn: JSON.parse(policy).revision, author })));
    assert.deepEqual(race.map(({ status }) => status).sort(), [200, 409, 409]);
    const winner = race.find(({ status }) => status === 200);
    for (const { status, body } of race) if (status === 409) assert.equal(body.held.author, winner?.body.author);
  }
});

test("the history tells who published what and when, page by page, and keeps every policy whole", async () => {
  const texts = new Map([[JSON.parse(await server.held()).revision, await server.held()]]);
  for (const mode of ["off", "report", "enforce"]) {
    const { body } = await server.publish({ policy: JSON.stringify({ ...JSON.parse(await server.held()), mode }), author: "Cho", note: `to ${mode}` });
    texts.set(body.revision, body.policy);
  }
  const newest = JSON.parse(await server.held()).revision;
  const all = (await server.ask(`${path}/history?limit=200`)).body;
  assert.deepEqual(all.revisions.map((/** @type {any} */ line) => line.revision), Array.from({ length: newest }, (_, index) => newest - index));
  assert.equal(all.more, false);
  const { at, ...newestLine } = all.revisions[0];
  assert.deepEqual(newestLine, { revision: newest, author: "Cho", note: "to enforce", restores: null });
  assert.ok(Math.abs(Date.now() - at) < 5_000);

  const pages = [];
  for (let before = ""; ;) {
    const { revisions, more } = (await server.ask(`${path}/history?limit=2${before}`)).body;
    pages.push(...revisions);
    if (!more) break;
    assert.equal(revisions.length, 2);
    before = `&before=${revisions[1].revision}`;
  }
  assert.deepEqual(pages, all.revisions);
  for (const [revision, text] of texts) assert.equal((await server.ask(`${path}/history/${revision}`)).text, text);
});

test("an earlier revision comes back as a new one, and the history says so", async () => {
  const first = JSON.parse((await server.ask(`${path}/history/1`)).text);
  const before = JSON.parse(await server.held()).revision;
  const { status, body } = await server.publish({ policy: JSON.stringify(first), restores: 1 });
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(body.policy), { ...first, revision: before + 1 });
  assert.equal((await server.ask(`${path}/history?limit=1`)).body.revisions[0].restores, 1);
});

test("whoever has the policy already is not sent it again", async () => {
  const { headers: { etag = "", ...headers }, text } = await server.ask(`${path}/policy`);
  assert.match(etag, /^"[^"]+"$/);
  assert.deepEqual([headers["content-type"], headers["cache-control"], headers["content-length"]], ["application/json", "no-cache", String(Buffer.byteLength(text))]);
  for (const list of [etag, `W/${etag}`, `"other", ${etag}`, "*", `"a",W/"b",${etag} `]) {
    const { status, headers, text } = await server.ask(`${path}/policy`, { headers: { "if-none-match": list, host: server.phone } });
    assert.deepEqual([status, headers.etag, text], [304, etag, ""], list);
  }
  for (const list of ['"other"', etag.slice(1, -1), `${etag.slice(0, -1)}x"`, ""]) {
    assert.deepEqual(await server.ask(`${path}/policy`, { headers: { "if-none-match": list } }).then(({ status, text }) => [status, text]), [200, text], list);
  }
  await server.publish();
  const next = await server.ask(`${path}/policy`, { headers: { "if-none-match": etag } });
  assert.equal(next.status, 200);
  assert.notEqual(next.headers.etag, etag);
});

test("the head of a policy is the policy without its text", async () => {
  const whole = await server.ask(`${path}/policy`);
  const head = await server.ask(`${path}/policy`, { method: "HEAD" });
  const { date: _, ...expected } = whole.headers;
  const { date: __, ...headers } = head.headers;
  assert.deepEqual([head.status, head.text, headers], [200, "", expected]);
  const known = await server.ask(`${path}/policy`, { method: "HEAD", headers: { "if-none-match": whole.headers.etag ?? "" } });
  assert.equal(known.status, 304);
});

test("console and phone keep to their own names", async () => {
  assert.equal((await server.ask("/")).text, "the console");
  assert.equal((await server.ask("/phone.html")).headers.location, `http://${server.phone}/phone.html`);
  assert.equal((await server.ask("/phone.html", { headers: { host: server.phone } })).text, "the phone");
  assert.equal((await server.ask("/", { headers: { host: server.phone } })).headers.location, `${server.url}/`);
});

test("a taken port moves the demo to the next free one", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const wanted = /** @type {import("node:net").AddressInfo} */ (taken.address()).port;
  const other = await place.start("data-2", { port: wanted });
  assert.notEqual(Number(new URL(other.url).port), wanted);
  await other.close();
  taken.close();
});
