// @ts-check
/**
 * The demo as a person meets it: a real page, mouse and keyboard, and servers that say what reached them. What a target server
 * saw is the judge of these tests; the page's own words are only checked beside it.
 */
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openStage, SHOP } from "./demo-page.js";

/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
before(async () => { stage = await openStage(); });
after(() => stage?.close());

/** @param {string} sentence @param {(scene: import("./demo-page.js").Scene) => Promise<void>} run @param {{ width?: number, height?: number }} [size] */
const scene = (sentence, run, size) => test(sentence, { timeout: 60_000 }, async () => {
  const opened = await stage.open(size);
  try {
    await run(opened);
  } catch (error) {
    await opened.shot(`failed-${sentence.replace(/\W+/g, "-")}`).catch(() => {});
    throw error;
  } finally {
    await opened.close();
  }
});

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

  // tab, button, code of the decision, what the mini program sees of it (spec section 5)
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
    await phone.getByText("/pages/help/help").waitFor();
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

  scene("a guest that forges the policy event changes nothing", async ({ realm, page, press, publish, anything }) => {
    await realm().evaluate(() => {
      const forged = { format: 1, appId: "2026010100000001", revision: 99, mode: "off", serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } };
      Object.defineProperty(MessageEvent.prototype, "data", { configurable: true, get: () => JSON.stringify(JSON.stringify(forged)) });
      JSON.parse = () => JSON.stringify(forged);
    });
    await page.getByRole("switch").first().click(); // any change
    await page.getByRole("switch").first().click();
    await page.locator(".mode").getByText("Report", { exact: true }).click();
    await page.locator(".mode").getByText("Enforce", { exact: true }).click();
    await addDomain(page, "other.good.test", "");
    assert.equal(await publish(), 2);
    assert.equal((await press("network", "requestUnlisted")).how, "fail");
    assert.deepEqual(await anything(), []);
  });
});

describe("the console", () => {
  scene("an entry is refused while it is wrong, and takes effect when published, without a reload", async ({ page, data, realm, press, publish, arrived, anything, shot }) => {
    await realm().evaluate(() => Object.assign(window, { sameLife: true }));
    assert.equal((await press("network", "requestUnlisted")).how, "fail");

    await page.getByRole("button", { name: "Add domain" }).click();
    const dialog = page.getByRole("dialog");
    const save = dialog.getByRole("button", { name: "Save" });
    await dialog.getByLabel("Domain").fill("https://evil.test/collect");
    await dialog.locator("[data-code=domain_path]").waitFor();
    assert.ok(await save.isDisabled());
    await shot("dialog-wrong");
    await dialog.getByLabel("Domain").fill("api.good.test");
    await dialog.locator("[data-code=entry_duplicate]").waitFor();
    await dialog.getByLabel("Remark").fill("𠮷".repeat(201));
    await dialog.locator("[data-code=remark_too_long]").waitFor();
    await dialog.getByLabel("Remark").fill("<b>for a while</b>");
    await dialog.getByLabel("Domain").fill(" https://Evil.test ");
    await dialog.locator(".notice").first().waitFor();
    await shot("dialog-notices");
    await save.click();
    await page.getByText("Unsaved changes").waitFor();
    await page.locator(".remark", { hasText: "<b>for a while</b>" }).waitFor();

    assert.equal((await press("network", "requestUnlisted")).how, "fail", "not published yet");
    assert.deepEqual(await anything(), []);
    assert.equal(await publish(), 2);
    assert.equal((await press("network", "requestUnlisted")).how, "success");
    assert.deepEqual(await arrived(), ["POST https://evil.test/collect?card=4111"]);
    assert.equal(await realm().evaluate(() => /** @type {any} */ (window).sameLife), true);

    const written = JSON.parse(readFileSync(join(data, `${SHOP}.json`), "utf8"));
    assert.equal(written.revision, 2);
    assert.deepEqual(written.serverDomains.entries.at(-1), { domain: "evil.test", remark: "<b>for a while</b>" });
  });

  scene("deleting asks first", async ({ page, press, publish, anything, shot }) => {
    await page.getByRole("button", { name: "Delete api.good.test" }).click();
    await page.getByText("Delete api.good.test?").waitFor();
    await shot("delete-asks");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Delete api.good.test?").waitFor({ state: "hidden" });
    assert.equal(await page.getByRole("button", { name: "Publish", exact: true }).isDisabled(), true);

    await page.getByRole("button", { name: "Delete api.good.test" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await publish();
    assert.equal((await press("network", "requestListed")).value.permission.code, "host_not_listed");
    assert.deepEqual(await anything(), []);
  });

  scene("editing replaces an entry", async ({ page, press, publish, arrived }) => {
    await page.getByRole("button", { name: "Edit api.good.test" }).click();
    await page.getByRole("dialog").getByLabel("Domain").fill("evil.test");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await publish();
    assert.equal((await press("network", "requestListed")).how, "fail");
    assert.equal((await press("network", "requestUnlisted")).how, "success");
    assert.deepEqual(await arrived(), ["POST https://evil.test/collect?card=4111"]);
  });

  scene("a deleted web-view domain takes its page off the screen at once", async ({ page, press, publish, phone, newest, shot }) => {
    await press("pages", "viewListed");
    await page.getByRole("tab", { name: /Web-view/ }).click();
    await page.getByRole("button", { name: "Delete pages.good.test" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await publish();
    await phone.locator(".answer[data-how=fail]").waitFor();
    await shot("web-view-taken-away");
    assert.equal((await newest()).code, "host_not_listed");
  });

  scene("an API loses its permission when its entry goes", async ({ page, press, publish }) => {
    assert.equal((await press("apis", "custom")).how, "success");
    await page.getByRole("tab", { name: /APIs/ }).click();
    await page.getByRole("button", { name: "Delete tinyToNative" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await publish();
    for (const id of ["custom", "customBridge"]) assert.equal((await press("apis", id)).value.permission.code, "api_not_listed");
  });

  scene("report lets through and says what it would deny; off checks nothing", async ({ page, press, publish, arrived, newest, shot }) => {
    await page.locator(".mode").getByText("Report", { exact: true }).click();
    await page.getByText("only reported").first().waitFor();
    await publish();
    assert.equal((await press("network", "requestUnlisted")).how, "success");
    assert.deepEqual(await arrived(), ["POST https://evil.test/collect?card=4111"]);
    const reported = await newest();
    assert.deepEqual([reported.code, reported.enforced], ["host_not_listed", "false"]);
    assert.match(reported.text, /would be denied/);
    await shot("report-mode");

    await page.locator(".mode").getByText("Off", { exact: true }).click();
    await publish();
    assert.equal((await press("network", "requestUnlisted")).how, "success");
    assert.deepEqual(await arrived(), ["POST https://evil.test/collect?card=4111"]);
    assert.equal((await newest()).code, "control_off");
  });

  scene("a list that is switched off allows everything on its surface only", async ({ page, press, publish, arrived, newest }) => {
    await page.getByRole("switch", { name: /List in force/ }).click();
    await publish();
    assert.equal((await press("network", "requestUnlisted")).how, "success");
    assert.equal((await newest()).code, "list_off");
    assert.deepEqual(await arrived(), ["POST https://evil.test/collect?card=4111"]);
    assert.equal((await press("apis", "hidden")).how, "fail");
  });

  scene("a denied call can be listed from the panel", async ({ page, press, publish, arrived }) => {
    await press("network", "requestUnlisted");
    await page.locator(".log").getByRole("button", { name: "List it" }).first().click();
    assert.equal(await page.getByRole("dialog").getByLabel("Domain").inputValue(), "evil.test");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await publish();
    assert.equal((await press("network", "requestUnlisted")).how, "success");
    assert.deepEqual(await arrived(), ["POST https://evil.test/collect?card=4111"]);
  });

  scene("the test box answers from the draft", async ({ page, shot }) => {
    const box = page.locator(".test");
    await box.getByLabel("URL or API name").fill("https://new.good.test/x");
    await box.getByText("host_not_listed").waitFor();
    await shot("test-box");
    await box.getByRole("button", { name: "Add new.good.test" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await box.getByText("listed", { exact: true }).waitFor();
    await page.getByRole("tab", { name: /APIs/ }).click();
    await box.getByLabel("URL or API name").fill("showToast");
    await box.getByText("api_official").waitFor();
  });

  scene("it speaks Chinese too", async ({ page, phone, press, newest, shot }) => {
    await page.getByText("中文").click();
    await page.getByRole("heading", { name: "权限控制开关" }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
    await phone.getByText("读取我的订单").waitFor();
    await press("network", "requestUnlisted");
    assert.match((await newest()).text, /evil\.test.*[\u4e00-\u9fff]|[\u4e00-\u9fff].*evil\.test/s);
    await page.getByRole("button", { name: "添加域名" }).click();
    await page.getByRole("dialog").getByLabel("域名").fill("127.0.0.1");
    await page.locator("[data-code=domain_ip]", { hasText: /[\u4e00-\u9fff]/ }).waitFor();
    await shot("chinese");
  });

  scene("everything can be done with the keyboard", async ({ page, data }) => {
    const focus = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? /** @type {any} */ (document.activeElement)?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? "");
    /** @param {RegExp} wanted @param {string} [key] */
    const reach = async (wanted, key = "Tab") => {
      for (let presses = 0; presses < 40; presses += 1) {
        if (wanted.test(await focus())) return;
        await page.keyboard.press(key);
      }
      assert.fail(`${wanted} is not reached by ${key}`);
    };
    await page.locator("body").click({ position: { x: 5, y: 5 } });
    await reach(/^Add domain$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await reach(/^Domain/);
    await page.keyboard.type("keys.good.test");
    await page.keyboard.press("Tab");
    await page.keyboard.type("typed");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await reach(/^Delete \*\.cdn\.good\.test$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await reach(/^Delete$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await reach(/^Publish$/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.locator('.decisions .note[data-revision="2"]').waitFor();
    const { serverDomains } = JSON.parse(readFileSync(join(data, `${SHOP}.json`), "utf8"));
    assert.deepEqual(serverDomains.entries.map((/** @type {any} */ entry) => entry.domain), ["api.good.test", "pay.good.test:8443", "keys.good.test"]);
  });

  scene("it can be used on 360 pixels", async ({ page, shot }) => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await addDomain(page, "small.good.test", "from a small screen");
    await page.getByText("from a small screen").first().waitFor();
    await shot("narrow");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.locator('.decisions .note[data-revision="2"]').waitFor();
  }, { width: 360, height: 740 });

  scene("each mini program has its own policy and its own phone", async ({ page, phone, press, arrived }) => {
    await addDomain(page, "draft.good.test", "");
    await page.locator("#program").click();
    await page.locator(".ant-select-item-option", { hasText: "Green Clinic" }).click();
    await page.getByText("Nothing is checked").waitFor();
    await phone.getByRole("heading", { name: "Green Clinic" }).waitFor();
    await page.locator(".decisions .note[data-revision]").first().waitFor();
    assert.equal((await press("network", "requestUnlisted")).how, "success");
    assert.equal((await arrived()).length, 1);
  });

  scene("two people at one policy: the later publication is refused and loses nothing", async ({ page, visit, publish }) => {
    const other = await visit();
    await addDomain(other, "theirs.good.test", "");
    await addDomain(page, "ours.good.test", "");
    await publish();
    await other.getByText("Somebody else published revision 2").waitFor();
    await other.getByRole("button", { name: "Publish", exact: true }).click();
    await other.getByText(/Not published/).waitFor();
    assert.equal(await other.locator(".entry", { hasText: "theirs.good.test" }).count(), 1, "the draft is kept");
    await other.getByRole("button", { name: "Drop my changes and load it" }).click();
    await other.locator(".entry", { hasText: "ours.good.test" }).waitFor();
    assert.equal(await other.locator(".entry", { hasText: "theirs.good.test" }).count(), 0);
  });
});

/** @param {import("playwright-core").Page} page @param {string} domain @param {string} remark */
async function addDomain(page, domain, remark) {
  await page.getByRole("button", { name: "Add domain" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Domain").fill(domain);
  await dialog.getByLabel("Remark").fill(remark);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
}
