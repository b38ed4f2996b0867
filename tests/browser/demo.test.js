// @ts-check
/**
 * The demo's phone, in a real browser, against servers that say what reached them. What a target server saw is the judge of these
 * tests; the page's own words are only checked beside it.
 */
import { describe } from "node:test";
import assert from "node:assert/strict";
import { addDomain, scenes } from "./demo-page.js";

const scene = scenes();

describe("the phone", () => {
  const arrives = /** @type {const} */ ([
    ["network", "requestListed", "GET https://api.good.test/orders?id=7"],
    ["network", "httpRequest", "GET https://api.good.test/legacy"],
    ["network", "uploadListed", "POST https://api.good.test/upload"],
    ["network", "downloadListed", "GET https://img.cdn.good.test/files/prices.txt"],
    ["network", "socketListed", "GET wss://api.good.test/live"],
    ["apis", "callListed", "GET https://api.good.test/by-name"],
    ["tricks", "trickGetter", "GET https://api.good.test/getter"],
  ]);

  scene("an allowed call arrives exactly once, with the URL that was judged", async ({ press, arrived, newest }) => {
    for (const [tab, id, expected] of arrives) {
      const { how, value } = await press(tab, id);
      assert.equal(how, "success", `${id}: ${JSON.stringify(value)}`);
      assert.deepEqual(await arrived(), [expected], id);
      assert.equal((await newest()).code, "listed", id);
    }
  });

  // tab, button, code of the decision, what the mini program sees of it
  const denied = /** @type {const} */ ([
    ["network", "requestUnlisted", "host_not_listed", { error: 11 }],
    ["network", "requestHttp", "not_https", { error: 20 }],
    ["network", "uploadUnlisted", "host_not_listed", { error: 4, signature: "N22106" }],
    ["network", "downloadUnlisted", "host_not_listed", { error: 4, signature: "N22106" }],
    ["network", "socketUnlisted", "host_not_listed", { error: 4, signature: "N22106" }],
    ["apis", "hidden", "api_not_listed", { error: 4, signature: "N22104" }],
    ["apis", "callUnlisted", "host_not_listed", { error: 4 }],
    ["apis", "bridgeUnlisted", "host_not_listed", { error: 4 }],
    ["pages", "pushUnlisted", "host_not_listed", { error: 4 }],
    ["tricks", "trickCredentials", "ambiguous_url", { error: 11 }],
    ["tricks", "trickBackslash", "ambiguous_url", { error: 11 }],
    ["tricks", "trickLookAlike", "host_not_listed", { error: 11 }],
    ["tricks", "trickTab", "ambiguous_url", { error: 11 }],
    ["tricks", "trickHost", "header_not_allowed", { error: 11 }],
    ["tricks", "trickDelete", "host_not_listed", { error: 11 }],
    ["tricks", "trickPoison", "host_not_listed", { error: 11 }],
    ["tricks", "trickCase", "api_not_listed", { error: 4, signature: "N22104" }],
  ]);

  scene("a denied call never leaves the phone, and the mini program is told why", async ({ press, anything, newest }) => {
    for (const [tab, id, code, expected] of denied) {
      const { how, value } = await press(tab, id);
      assert.equal(how, "fail", id);
      for (const [key, wanted] of Object.entries(expected)) assert.equal(value[key], wanted, `${id}: ${JSON.stringify(value)}`);
      assert.equal(value.permission.code, code, id);
      const decision = await newest();
      assert.equal(decision.code, code, id);
      assert.equal(decision.enforced, "true", id);
      assert.ok(!decision.text.includes("4111"), "the panel shows no query (D-4)");
    }
    assert.deepEqual(await anything(), []);
  });

  scene("a redirect to an unlisted host is not followed", async ({ press, arrived }) => {
    const { how } = await press("tricks", "trickRedirect");
    assert.equal(how, "fail");
    assert.deepEqual(await arrived(), ["GET https://api.good.test/redirect?to=https://evil.test/redirected"]);
  });

  scene("official APIs and the listed custom API work by every way of calling", async ({ press, phone }) => {
    assert.equal((await press("apis", "official")).how, "success");
    await phone.locator("#toast", { hasText: "🛒" }).waitFor();
    assert.equal((await press("apis", "officialSync")).value.model, "Demo phone");
    assert.deepEqual((await press("apis", "storage")).value, { data: ["apple", "tea"] });
    assert.deepEqual((await press("apis", "custom")).value, { receipt: "R-12-0001" });
    assert.deepEqual((await press("apis", "customBridge")).value, { receipt: "R-12-0001" });
    assert.deepEqual((await press("apis", "canIUse")).value, { result: true });
    assert.equal((await press("pages", "ownPage")).how, "success");
    await phone.getByText("A page of the package: /pages/help/help").waitFor();
  });

  scene("a web-view shows a listed page, and the blocked page for every other", async ({ press, anything, arrived, newest, phone, shot }) => {
    assert.equal((await press("pages", "viewListed")).how, "success");
    assert.deepEqual(await arrived(), ["GET https://pages.good.test/page/terms"]);

    const error = (await press("pages", "viewUnlisted")).value;
    assert.equal(error.error, "040001004");
    await shot("web-view-blocked");
    assert.equal((await newest()).code, "host_not_listed");
    assert.equal((await press("pages", "viewHttp")).value.error, "040001007");

    await phone.locator("[data-call=viewMarkup]").click();
    assert.deepEqual(await anything(), []);
    assert.equal((await newest()).subject, "https://evil.test/page/markup");
  });

  scene("a listed page cannot lead its web-view to an unlisted host", async ({ press, anything, page }) => {
    await press("pages", "viewListed");
    await anything();
    const shown = page.frames().find((frame) => frame.url().startsWith("https://pages.good.test/"));
    assert.ok(shown);
    await shown.evaluate(() => { location.href = "https://evil.test/page/led"; }).catch(() => {});
    assert.deepEqual(await anything(), []);
  });

  scene("a page list that grows starts the phone afresh, and the new page is shown", async ({ page, realm, press, publish, arrived }) => {
    await realm().evaluate(() => Object.assign(window, { sameLife: true }));
    await page.getByRole("tab", { name: /Web-view/ }).click();
    await addDomain(page, "evil.test");
    assert.equal(await publish(), 2);
    assert.equal(await realm().evaluate(() => /** @type {any} */ (window).sameLife), undefined);
    assert.equal((await press("pages", "viewUnlisted")).how, "success");
    assert.equal((await arrived()).length, 1);
  });

  scene("free text is judged like the rest", async ({ phone, arrived, newest }) => {
    await phone.locator("[data-tab=own]").click();
    await phone.getByLabel("URL or API name").fill("https://evil.test/typed?secret=1");
    await phone.getByRole("button", { name: "Call it" }).click();
    await phone.locator(".answer[data-how=fail]").waitFor();
    assert.equal((await newest()).subject, "https://evil.test/typed");
    await phone.getByLabel("URL or API name").fill("HTTPS://API.good.test:443/typed");
    await phone.getByRole("button", { name: "Call it" }).click();
    await phone.locator(".answer[data-how=success]").waitFor();
    assert.deepEqual(await arrived(), ["GET https://api.good.test/typed"]);
  });
});

describe("a mini program that means harm", () => {
  scene("a guest that forges the policy event changes nothing", async ({ realm, page, press, publish, anything }) => {
    await realm().evaluate(() => {
      const forged = { format: 1, appId: "2026010100000001", revision: 99, mode: "off", serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } };
      Object.defineProperty(MessageEvent.prototype, "data", { configurable: true, get: () => JSON.stringify(JSON.stringify(forged)) });
      JSON.parse = () => JSON.stringify(forged);
    });
    await addDomain(page, "other.good.test");
    assert.equal(await publish(), 2);
    assert.equal((await press("network", "requestUnlisted")).how, "fail");
    assert.deepEqual(await anything(), []);
  });

  scene("a guest reaches neither the console nor its server, and cannot leave its frame", async ({ page, realm, anything, demo }) => {
    const tried = await realm().evaluate(async (console) => {
      const fresh = document.body.appendChild(document.createElement("iframe")).contentWindow;
      const write = (/** @type {string} */ origin) => /** @type {any} */ (fresh).fetch(`${origin}/api/apps/2026010100000001/policy`, { method: "PUT", headers: { "content-type": "application/json" }, body: "{}" })
        .then((/** @type {Response} */ response) => response.status, () => "failed");
      const attempt = (/** @type {() => unknown} */ run) => { try { return String(run()); } catch (error) { return /** @type {Error} */ (error).name; } };
      return {
        document: attempt(() => window.parent.document.title),
        top: attempt(() => { /** @type {any} */ (window.top).location = "https://evil.test/page/top"; return "went"; }),
        popup: attempt(() => /** @type {any} */ (fresh).open("https://evil.test/page/popup")),
        fetch: typeof window.fetch,
        ownServer: await write(""),
        console: await write(console),
      };
    }, demo.url);
    assert.deepEqual(tried, { document: "SecurityError", top: "SecurityError", popup: "null", fetch: "undefined", ownServer: 403, console: "failed" });
    assert.deepEqual(await anything(), []);
    assert.equal(new URL(page.url()).origin, demo.url);
  });

  scene("a guest cannot write decisions into the panel", async ({ page, realm, newest, press }) => {
    await press("network", "requestUnlisted");
    await realm().evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      window.parent.postMessage("minifence-phone", "*", [port2]);
      port1.postMessage({ type: "decision", event: { id: "0", surface: "request", subject: "https://forged.test/", decision: { outcome: "allow", code: "listed", params: { entry: "forged.test" } }, enforced: true, revision: 9 } });
    });
    await page.waitForTimeout(200);
    assert.equal((await newest()).subject, "https://evil.test/collect");
  });
});
