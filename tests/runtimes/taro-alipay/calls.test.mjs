// @ts-check
/** A Taro app of ours, built for Alipay by Taro's own tool, with and without the guard: what its servers saw, and what it heard. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startDevice } from "../device.js";
import { createReport } from "../report.js";
import { build, openApp } from "./stage.mjs";

/** Reads what the build made. @param {(src: string) => void} load */
const createView = async (load) => (await import("./view.mjs")).createView(load);

const report = createReport("Taro 4.2.0 built for Alipay", "taro-alipay");
const [PAGE, EVIL] = ["https://www.good.test/page", "https://evil.test/page"];
/** These lose what would send them elsewhere, and are sent as they were judged. */
const SENT_AS_JUDGED = ["evil-fickle-url", "evil-fickle-proxy", "evil-changed-after-the-call", "evil-polluted-baseURL", "evil-baseURL"];
/** Names of pages and APIs: whether the native was called is what counts. @param {string} name */
const isNative = (name) => name.startsWith("evil-API") || name.startsWith("evil-page");

/** @type {ReturnType<typeof import("../device.js").createDevice>} */ let device;
/** What each call came to, without a guard and with one. @type {Record<"free" | "guarded", Record<string, { said: string, escaped: boolean, arrived: boolean }>>} */
const came = { free: {}, guarded: {} };
/** @type {{ good: string[], evil: string[] }} */ let names;
const sleep = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
const quiet = { after() {} };

before(async () => {
  build();
  device = await startDevice(quiet);
  for (const [who, isGuarded] of /** @type {const} */ ([["free", false], ["guarded", true]])) {
    const app = openApp(device, { isGuarded });
    if (isGuarded) assert.deepEqual([...app.guard.report.degraded], []);
    names = JSON.parse(await app.run("names"));
    for (const name of [...names.good, ...names.evil]) {
      device.targets.seen.length = 0;
      device.called.length = 0;
      const said = await app.run(name);
      // A native queue may still hold a call.
      if (name.startsWith("evil")) await sleep(10);
      const wasCalled = isNative(name) && device.called.length > 0;
      came[who][name] = { said, escaped: device.escaped(name) || wasCalled, arrived: device.arrived(name) || device.called.length > 0 };
    }
    assert.deepEqual(app.lines, [], "what the app complained of");
  }
});
after(async () => {
  report.print();
  await device.targets.close();
});

test("without a guard every evil call reaches its destination", () => {
  assert.deepEqual(names.evil.filter((name) => !came.free[name].escaped), []);
});

test("with the guard none does, and each is told", () => {
  for (const name of names.evil) {
    const { said, escaped, arrived } = came.guarded[name];
    report.evil(name, !escaped);
    assert.equal(escaped, false, name);
    if (SENT_AS_JUDGED.includes(name)) assert.ok(arrived || said.startsWith('"passes'), `${name}: ${said}`);
    else assert.match(said, /^fails (4|11|20) [a-z_]+$/, name);
  }
});

test("every good call comes to the same as without a guard", () => {
  for (const name of names.good) {
    const { said, arrived } = came.guarded[name];
    report.good(name, said === came.free[name].said && arrived === came.free[name].arrived);
    assert.equal(said, came.free[name].said, name);
    assert.equal(arrived, came.free[name].arrived, name);
    assert.ok(!said.startsWith("fails") && said !== "pending", `${name}: ${said}`);
  }
});

/** What loads a page, as a host writes it: what the judge says is what is loaded. @param {any} guard */
const loader = (guard) => (/** @type {string} */ src) => {
  const verdict = guard === undefined ? { pass: true, forward: null } : guard.judge.webView(src);
  guard?.judge.report("webView", src, verdict);
  if (verdict.pass) device.dial(verdict.forward ?? src, {}).catch(() => {});
};

/** What the servers see of pages that the app shows. @param {boolean} isGuarded @param {Record<string, string>} query */
async function show(isGuarded, query) {
  device.targets.seen.length = 0;
  /** @type {string[]} */ const told = [];
  const app = openApp(device, { isGuarded, onDecision: ({ surface, subject, decision }) => void told.push(`${surface} ${subject} ${decision.code}`) });
  const close = app.open(query, await createView(loader(app.guard)));
  await sleep(100);
  close();
  return { seen: device.targets.seen.map(({ scheme, host, path }) => `${scheme}://${host}${path}`), told };
}

for (const [what, query] of /** @type {const} */ ([["shown first", { page: EVIL }], ["shown later", { page: PAGE, then: EVIL }], ["of plain http", { page: "http://www.good.test/page" }], ["behind userinfo", { page: "https://www.good.test@evil.test/page" }]])) {
  test(`a web-view's page that is not listed, ${what}, arrives as data of the page: the host asks the guard`, async () => {
    const bad = "then" in query ? EVIL : query.page;
    const loaded = bad.replace(/\/\/.*@/, "//");
    assert.ok((await show(false, query)).seen.includes(loaded), "without a guard it is loaded");
    const { seen, told } = await show(true, query);
    report.evil(`web-view ${what}`, !seen.includes(loaded));
    assert.equal(seen.includes(loaded), false);
    assert.equal(told.filter((line) => line.startsWith("webView") && !line.endsWith(" listed")).length, 1, told.join());
  });
}

test("a web-view's page that is listed is loaded, and another one after it", async () => {
  const query = { page: PAGE, then: `${PAGE}/2` };
  const { seen } = await show(true, query);
  report.good("web-view", seen.length === 2);
  assert.deepEqual(seen, [PAGE, `${PAGE}/2`]);
  assert.deepEqual((await show(false, query)).seen, seen);
});

test("`Taro.request(text)` has no URL when it arrives at `my.request`: refused with a guard, failed without", async () => {
  for (const isGuarded of [false, true]) {
    const app = openApp(device, { isGuarded });
    const said = await app.run("request-of-a-text");
    assert.match(said, isGuarded ? /^fails 11 invalid_url$/ : /^fails 12 $/);
  }
});

test("residue: what the app took before the guard came", async () => {
  device.targets.seen.length = 0;
  const app = openApp(device, { isGuarded: true });
  await app.before({ url: `${EVIL}/before` });
  assert.equal(device.escaped("before"), true);
  report.residue("a function taken before the guard was installed", "nothing takes it back: install first");
});

test("residue: a redirect of a listed server, unless the device asks the guard for each hop (U-10)", async () => {
  const app = openApp(device, { isGuarded: true });
  const url = `https://api.good.test/redirect?to=${encodeURIComponent("https://evil.test/hop")}`;
  device.targets.seen.length = 0;
  await app.my.request({ url });
  assert.ok(device.targets.seen.some(({ host, path }) => host === "evil.test" && path === "/hop"));
  device.targets.seen.length = 0;
  device.mayFollow = (next) => app.guard.judge.request(next).pass;
  await app.my.request({ url });
  assert.deepEqual(device.targets.seen.map(({ host }) => host), ["api.good.test"]);
  device.mayFollow = () => true;
  report.residue("a redirect of a listed server", "it happens in the device's network layer: that asks `guard.judge.request` for each hop, or does not follow");
});
