// @ts-check
/** The demo's console, as a person meets it: mouse and keyboard on the left, and what it changes in the running phone on the right. */
import assert from "node:assert/strict";
import { addDomain, publishAs, scenes } from "./demo-page.js";

const scene = scenes();

scene("an entry is refused while it is wrong, and takes effect when published, without a reload", async ({ page, published, realm, press, publish, arrived, anything, shot }) => {
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
  await page.getByText("unpublished changes").waitFor();
  await page.locator(".remark", { hasText: "<b>for a while</b>" }).waitFor();

  assert.equal((await press("network", "requestUnlisted")).how, "fail", "not published yet");
  assert.deepEqual(await anything(), []);
  assert.equal(await publish(), 2);
  assert.equal((await press("network", "requestUnlisted")).how, "success");
  assert.deepEqual(await arrived(), ["POST https://evil.test/collect?card=4111"]);
  assert.equal(await realm().evaluate(() => /** @type {any} */ (window).sameLife), true);

  const written = await published();
  assert.equal(written.revision, 2);
  assert.deepEqual(written.serverDomains.entries.at(-1), { domain: "evil.test", remark: "<b>for a while</b>" });
});

scene("deleting asks first", async ({ page, press, publish, anything, shot }) => {
  await page.getByRole("button", { name: "Delete api.good.test" }).click();
  await page.locator(".ant-modal-confirm-title", { hasText: "Delete api.good.test?" }).waitFor();
  await shot("delete-asks");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.locator(".ant-modal-confirm-title", { hasText: "Delete api.good.test?" }).waitFor({ state: "hidden" });
  assert.equal(await page.getByRole("button", { name: "Publish …" }).isDisabled(), true);

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

scene("an international domain is stored in ASCII and shown in both forms", async ({ page }) => {
  await addDomain(page, "bücher.example");
  await page.locator(".entry", { hasText: "xn--bcher-kva.example" }).waitFor();
  assert.equal(await page.locator(".unicode").textContent(), "bücher.example");
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

scene("everything can be done with the keyboard", async ({ page, published }) => {
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
  await reach(/^Publish …$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await reach(/^Your name/);
  await page.keyboard.type("Ann");
  await page.keyboard.press("Enter");
  await page.locator('.decisions .note[data-revision="2"]').waitFor();
  const { serverDomains } = await published();
  assert.deepEqual(serverDomains.entries.map((/** @type {any} */ entry) => entry.domain), ["api.good.test", "pay.good.test:8443", "keys.good.test"]);
});

scene("it can be used on 360 pixels", async ({ page, shot }) => {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await addDomain(page, "small.good.test", "from a small screen");
  await page.getByText("from a small screen").first().waitFor();
  await shot("narrow");
  await publishAs(page);
  await page.locator('.decisions .note[data-revision="2"]').waitFor();
}, { width: 360, height: 740 });

scene("each mini program has its own policy and its own phone", async ({ page, phone, press, arrived }) => {
  await addDomain(page, "draft.good.test");
  await page.locator("#program").click();
  await page.locator(".ant-select-item-option", { hasText: "Green Clinic" }).click();
  await page.getByText("Nothing is checked").waitFor();
  await phone.getByRole("heading", { name: "Green Clinic" }).waitFor();
  await page.locator(".decisions .note[data-revision]").first().waitFor();
  assert.equal((await press("network", "requestUnlisted")).how, "success");
  assert.equal((await arrived()).length, 1);
});
