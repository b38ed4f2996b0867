// @ts-check
/** What the demo's server keeps of what phones saw: merged, bounded, from phones only, and nothing that is no observation. */
import { after, before, beforeEach, test } from "node:test";
import assert from "node:assert/strict";
import { draftPolicy } from "../../pkg/admin.js";
import { APP, openFolder } from "./demo-client.js";

const place = openFolder();
const path = `/api/apps/${APP}/observations`;
/** @type {Awaited<ReturnType<typeof place.start>>} */
let server;

before(async () => { server = await place.start("data"); });
beforeEach(async () => { assert.equal((await server.ask(path, { method: "DELETE", headers: server.own })).status, 204); });
after(place.remove);

const kept = async () => (await server.ask(path)).body;
/** @param {object} [fields] */
const seen = (fields) => ({ list: "serverDomains", subject: "https://api.example.com/", code: "host_not_listed", count: 1, first: 100, last: 100, ...fields });
/** @param {readonly object[]} observations */
const observe = async (...observations) => assert.equal((await server.observe({ observations })).status, 204);

test("what is seen again is counted together, from the first time to the last, with the latest code", async () => {
  await observe(seen({ count: 2, first: 100, last: 200 }));
  await observe(seen({ count: 3, first: 150, last: 400, code: "listed" }), seen({ count: 1, first: 50, last: 60, code: "no_policy" }));
  assert.deepEqual(await kept(), [seen({ count: 6, first: 50, last: 400, code: "listed" })]);
});

test("a subject of one list is another one in another list, and each mini program has its own", async () => {
  await observe(seen(), seen({ list: "webViewDomains" }), seen({ list: "apis", subject: "scan", code: "api_official" }));
  assert.equal((await kept()).length, 3);
  assert.deepEqual((await server.ask("/api/apps/2026010100000002/observations")).body, []);
});

test("the most often seen comes first", async () => {
  await observe(...[3, 1, 2].map((count) => seen({ subject: `https://host-${count}.example.com/`, count })));
  assert.deepEqual((await kept()).map((/** @type {any} */ { count }) => count), [3, 2, 1]);
});

test("a thousand subjects are kept: they go on being counted, and further ones are left out until there is room", async () => {
  const many = (/** @type {number} */ from, /** @type {number} */ to) => Array.from({ length: to - from }, (_, index) => seen({ subject: `https://h${from + index}.example.com/` }));
  await observe(...many(0, 600));
  await observe(...many(500, 1100));
  const rows = await kept();
  assert.equal(rows.length, 1000);
  assert.deepEqual(rows.filter((/** @type {any} */ { count }) => count === 2).length, 100);
  await observe(seen({ subject: "https://h0.example.com/" }), seen({ subject: "https://late.example.com/", count: 50 }));
  const after = await kept();
  assert.deepEqual([after.length, after.filter((/** @type {any} */ { count }) => count === 2).length, after.some((/** @type {any} */ { subject }) => subject.includes("late"))], [1000, 101, false]);
  await server.ask(path, { method: "DELETE", headers: server.own });
  await observe(seen({ subject: "https://late.example.com/" }));
  assert.equal((await kept()).length, 1);
});

test("a policy can be drafted from whatever is kept", async () => {
  await observe(
    seen(), seen({ subject: "https://bücher.example/" }), seen({ subject: "https://[::1]:8080/" }), seen({ subject: "data:" }), seen({ subject: `https://${"x".repeat(260)}/` }),
    seen({ list: "apis", subject: "a.b_c", code: "api_not_listed" }), seen({ count: Number.MAX_SAFE_INTEGER }), seen({ count: Number.MAX_SAFE_INTEGER }), seen({ list: "webViewDomains", subject: "wss://x.example:1/", first: 0, last: Date.now() }),
  );
  assert.equal((await kept()).length, 7);
  assert.ok("value" in draftPolicy(await kept(), await server.held()));
});

/** @param {object} fields */
const one = (fields) => ({ observations: [seen(fields)] });
const { code: _, ...withoutCode } = seen();

const refused = /** @type {[string, number, string, () => Promise<import("./demo-client.js").Answer>][]} */ ([
  ["a body without observations", 400, "bad_body", () => server.observe({})],
  ["observations that are no list", 400, "bad_body", () => server.observe({ observations: seen() })],
  ["an observation that is nothing", 400, "bad_body", () => server.observe({ observations: [null] })],
  ["an observation without a code", 400, "bad_body", () => server.observe({ observations: [withoutCode] })],
  ["an observation with a query beside it", 400, "bad_body", () => server.observe(one({ query: "token=1" }))],
  ["a list that is none", 400, "bad_body", () => server.observe(one({ list: "bluetooth" }))],
  ["a code of no decision", 400, "bad_body", () => server.observe(one({ code: "domain_empty" }))],
  ["a code that is no text", 400, "bad_body", () => server.observe(one({ code: {} }))],
  ["a count of nothing", 400, "bad_body", () => server.observe(one({ count: 0 }))],
  ["a count as text", 400, "bad_body", () => server.observe(one({ count: "5" }))],
  ["half a count", 400, "bad_body", () => server.observe(one({ count: 1.5 }))],
  ["a count beyond counting", 400, "bad_body", () => server.observe(one({ count: 2 ** 53 }))],
  ["a time before 1970", 400, "bad_body", () => server.observe(one({ first: -1 }))],
  ["a last time before the first", 400, "bad_body", () => server.observe(one({ first: 101 }))],
  ["a time to come", 400, "bad_body", () => server.observe(one({ last: Date.now() + 2 * 86_400_000 }))],
  ["no subject", 400, "bad_body", () => server.observe(one({ subject: "" }))],
  ["a subject with a path", 400, "bad_body", () => server.observe(one({ subject: "https://api.example.com/orders" }))],
  ["a subject with a query", 400, "bad_body", () => server.observe(one({ subject: "https://api.example.com/?token=1" }))],
  ["a subject with credentials", 400, "bad_body", () => server.observe(one({ subject: "https://ann:secret@api.example.com/" }))],
  ["a subject with a bidi override", 400, "bad_body", () => server.observe(one({ subject: "https://api\u202e.example.com/" }))],
  ["a subject with markup", 400, "bad_body", () => server.observe({ observations: [seen({ list: "apis", subject: "<img src=x>" })] })],
  ["a subject longer than any host", 400, "bad_body", () => server.observe(one({ subject: `https://${"x".repeat(261)}/` }))],
  ["one bad observation among good ones", 400, "bad_body", () => server.observe({ observations: [seen({ subject: "https://good.example.com/" }), seen({ count: 0 })] })],
  ["more than 256 KiB", 413, "too_large", () => server.observe({ observations: [], filler: "x".repeat(256 * 1024) })],
  ["a form's content type", 415, "not_json", () => server.observe({ observations: [] }, { ...server.ownPhone, "content-type": "text/plain" })],
  ["observations from the console", 403, "phone_only", () => server.observe({ observations: [seen()] }, server.own)],
  ["observations from another site", 403, "cross_site", () => server.observe({ observations: [seen()] }, { ...server.ownPhone, origin: "https://evil.test" })],
  ["observations without an origin", 403, "cross_site", () => server.observe({ observations: [seen()] }, { host: server.phone, "content-type": "application/json" })],
  ["observations that a browser knows to come from elsewhere", 403, "cross_site", () => server.observe({ observations: [seen()] }, { ...server.ownPhone, "sec-fetch-site": "same-site" })],
  ["observations of no mini program", 404, "unknown_program", () => server.ask("/api/apps/0000000000000000/observations", { method: "POST", headers: server.ownPhone, body: '{"observations":[]}' })],
  ["a phone that reads what was seen", 403, "console_only", () => server.ask(path, { headers: { host: server.phone } })],
  ["a phone that wipes what was seen", 403, "console_only", () => server.ask(path, { method: "DELETE", headers: server.ownPhone })],
  ["another site that wipes what was seen", 403, "cross_site", () => server.ask(path, { method: "DELETE", headers: { ...server.own, origin: "https://evil.test" } })],
  ["another site's page that reads what was seen", 403, "cross_site", () => server.ask(path, { headers: { "sec-fetch-site": "cross-site" } })],
]);
for (const [what, status, code, run] of refused) {
  test(`${what} is refused (${code}), and nothing of it is kept`, async () => {
    await observe(seen({ count: 7 }));
    const answer = await run();
    assert.deepEqual([answer.status, answer.body?.code], [status, code]);
    assert.ok(answer.body.message.length > 10);
    assert.deepEqual(await kept(), [seen({ count: 7 })]);
  });
}
