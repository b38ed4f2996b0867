// @ts-check
/** What the demo's phone tells the server of its guard's decisions, in a real browser: counted, without paths, and out of the guest's reach. */
import assert from "node:assert/strict";
import { scenes, SHOP } from "./demo-page.js";

const scene = scenes();

/** What the server keeps, as soon as `enough` says so. @param {string} url @param {(rows: any[]) => boolean} enough */
async function observed(url, enough) {
  for (let tries = 0; tries < 100; tries += 1) {
    const rows = await (await fetch(`${url}/api/apps/${SHOP}/observations`)).json();
    if (enough(rows)) return rows;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error("it was not observed");
}
const about = (/** @type {string} */ subject) => (/** @type {any} */ row) => row.subject === subject;
const counted = (/** @type {any[]} */ rows) => rows.reduce((sum, { count }) => sum + count, 0);

scene("what the mini program called is observed: how often and how it ended, without path and query", async ({ demo, press }) => {
  const begin = Date.now();
  for (const id of ["requestListed", "requestUnlisted", "requestUnlisted", "requestHttp"]) await press("network", id);
  await press("apis", "hidden");
  const rows = await observed(demo.url, (rows) => counted(rows) >= 5);
  const [unlisted, ...others] = rows;
  assert.deepEqual({ ...unlisted, first: 0, last: 0 }, { list: "serverDomains", subject: "https://evil.test/", code: "host_not_listed", count: 2, first: 0, last: 0 });
  assert.ok(begin - 1 <= unlisted.first && unlisted.first < unlisted.last && unlisted.last <= Date.now());
  assert.deepEqual(others.map((/** @type {any} */ { list, subject, code, count }) => [list, subject, code, count]).sort(), [
    ["apis", "debugInstallPackage", "api_not_listed", 1],
    ["serverDomains", "http://api.good.test/", "not_https", 1],
    ["serverDomains", "https://api.good.test/", "listed", 1],
  ]);
});

scene("what the server cannot take now is kept, and told when it can", async ({ demo, page, press }) => {
  await page.context().setOffline(true);
  for (let times = 0; times < 3; times += 1) await press("network", "requestUnlisted");
  await page.waitForTimeout(1_500); // a batch or two have failed by now
  assert.deepEqual(await observed(demo.url, () => true), []);
  await page.context().setOffline(false);
  const rows = await observed(demo.url, (rows) => counted(rows) >= 3);
  assert.deepEqual(rows.map((/** @type {any} */ { subject, count }) => [subject, count]), [["https://evil.test/", 3]]);
});

scene("what was called right before the phone starts afresh is observed too", async ({ demo, page, press }) => {
  await press("network", "requestUnlisted");
  await page.getByRole("button", { name: "Restart" }).click();
  assert.equal((await observed(demo.url, (rows) => rows.some(about("https://evil.test/")))).length, 1);
});

scene("a guest that poisons the realm neither changes nor sees what is told", async ({ demo, realm, phone }) => {
  await realm().evaluate(() => {
    const { dataset } = document.documentElement;
    const spy = (/** @type {string} */ name) => function () { dataset.loot += ` ${name}`; throw new Error(name); };
    const set = (/** @type {any} */ target, /** @type {string} */ name) => Object.defineProperty(target, name, { configurable: true, get: spy(name), set: spy(name) });
    window.fetch = /** @type {any} */ (spy("fetch"));
    window.setTimeout = /** @type {any} */ (spy("setTimeout"));
    JSON.stringify = spy("stringify");
    /** @type {any} */ (Object.prototype).toJSON = spy("toJSON");
    /** @type {any} */ (Array.prototype).toJSON = spy("toJSON");
    for (const name of ["credentials", "keepalive", "signal", "mode", "body"]) set(Object.prototype, name);
    set(Response.prototype, "status");
    set(Response.prototype, "ok");
    Map.prototype.get = spy("Map.get");
    Map.prototype.set = spy("Map.set");
    Array.prototype.push = spy("push");
    Array.prototype.sort = spy("sort");
    dataset.loot = "";
    // The page's own buttons need what is poisoned now.
    /** @type {any} */ (window).my.request({ url: "https://evil.test/a?b=c", fail() {} });
  });
  const rows = await observed(demo.url, (rows) => rows.length > 0);
  assert.deepEqual(rows.map((/** @type {any} */ { subject, count }) => [subject, count]), [["https://evil.test/", 1]]);
  assert.equal(await phone.locator("html").getAttribute("data-loot"), "");
});
