// @ts-check
/** Import and export in the demo's console: files in and out, looked at before anything changes, and nonsense refused in words. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addDomain, scenes, SHOP } from "./demo-page.js";

const scene = scenes();

/** @typedef {import("playwright-core").Page} Page */

const VENDOR = {
  JSAPI_SP_Config: { httpRequest: { allowedDomain: ["API.example.com", "(.*).example.com", "10.0.0.1"] }, startApp: { allowedApp: ["2018080616290001"] } },
  Webview_Config: { allowedDomain: [".*"] },
  JSAPI_List: ["tinyToNative", "get.*", "<img src=x onerror=alert(1)>"],
};
const policy = (/** @type {object} */ more = {}) => ({
  format: 1, appId: SHOP, revision: 41, mode: "report",
  serverDomains: { entries: [{ domain: "new.example.com", remark: "<b>orders</b>" }] }, apis: { entries: [] }, webViewDomains: { entries: [] }, ...more,
});

/** @param {Page} page @param {unknown} [content] text, or what becomes JSON */
async function openImport(page, content) {
  await page.getByRole("button", { name: "Import, export" }).click();
  const dialog = page.getByRole("dialog", { name: "Import and export" });
  const box = dialog.getByRole("textbox", { name: "Text of the file" });
  if (content !== undefined) await box.fill(typeof content === "string" ? content : JSON.stringify(content, null, 2));
  return { dialog, box, fault: dialog.getByRole("alert"), put: dialog.getByRole("button", { name: "Put into the draft" }) };
}

/** @param {Page} page */
const domains = (page) => page.locator(".entries .entry:visible").allTextContents();

/** What is downloaded by a click. @param {Page} page @param {import("playwright-core").Locator} button */
async function download(page, button) {
  const [saved] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), "utf8") };
}

scene("a permission file is looked at, mended and put into the draft; what allows everything is loud", async ({ page, shot, publish, press, anything }) => {
  const { dialog, put } = await openImport(page, VENDOR);
  await dialog.getByRole("alert").getByText("This file switches a list off").waitFor();
  await dialog.locator("[data-code=allow_all]", { hasText: "the web-view domain list is off and checks nothing" }).waitFor();
  await dialog.getByText("4 entries could not be taken over").first().waitFor();
  assert.equal(await dialog.locator("img").count(), 0, "what the file says is text");
  await dialog.locator("summary", { hasText: "2 things were changed or left out" }).click();
  await dialog.locator("[data-code=key_not_carried]", { hasText: "JSAPI_SP_Config.startApp" }).waitFor();
  await dialog.getByText("“Enforce” of the draft is kept").waitFor();
  await dialog.locator(".change.opening[data-kind=enabled_changed]").waitFor();
  await shot("import-permission-file");

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy this list" }).click();
  await page.getByText("Copied.").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Server domains\t\(\.\*\)\.example\.com\t.+\nServer domains\t10\.0\.0\.1\t/);

  await dialog.getByRole("button", { name: "Correct (.*).example.com" }).click();
  const entry = page.getByRole("dialog", { name: "Add domain" });
  await entry.getByLabel("Domain").fill("*.example.com");
  await entry.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("3 entries could not be taken over").first().waitFor();
  await dialog.locator(".change.added", { hasText: "*.example.com" }).waitFor();
  assert.equal((await domains(page))[0], "api.good.test", "nothing has changed yet");

  await put.click();
  assert.match(await put.textContent().catch(() => "") ?? "", /^$|without the 3 above/);
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(await domains(page), ["api.example.com", "*.example.com"]);
  assert.equal((await press("network", "requestListed")).how, "success", "a draft enforces nothing");
  await anything();
  assert.equal(await publish(), 2);
  assert.equal((await press("network", "requestListed")).value.permission.code, "api_not_listed", "in such a file official APIs must be listed too");
});

scene("a policy document replaces the draft, keeps the revision of the server, and Undo brings back what was there", async ({ page, publish }) => {
  await addDomain(page, "mine.good.test");
  const { dialog, put } = await openImport(page, policy());
  await dialog.getByText("You have unpublished changes").waitFor();
  await dialog.locator(".change.added", { hasText: "<b>orders</b>" }).waitFor();
  await put.click();
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(await domains(page), ["new.example.com"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".entry", { hasText: "mine.good.test" }).waitFor();
  await page.getByRole("button", { name: "Redo" }).click();
  await page.locator(".entry", { hasText: "new.example.com" }).waitFor();
  assert.equal(await publish(), 2);
});

scene("a policy of another mini program is taken only when that is meant", async ({ page, publish }) => {
  const { dialog, put } = await openImport(page, policy({ appId: "2026010100000002" }));
  await dialog.getByText("This policy is for another mini program: City Bus, 2026010100000002.").waitFor();
  assert.ok(await put.isDisabled());
  await dialog.getByRole("checkbox", { name: `Use it for Corner Shop, ${SHOP}` }).check();
  await put.click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await publish(), 2);
});

scene("nonsense is refused with a place and a way out, and the draft is as it was", async ({ page, data, shot }) => {
  const { dialog, box, fault } = await openImport(page);
  /** @type {readonly (readonly [string, RegExp])[]} */
  const nonsense = [
    [JSON.stringify(policy(), null, 2).slice(0, 120), /not valid JSON\. Line \d+, column \d+/],
    [JSON.stringify(policy({ mode: "enforced" }), null, 2), /line 5, column \d+.*unknown mode `enforced`/],
    [JSON.stringify(policy({ serverDomains: { enabled: "false", entries: [] } }), null, 2), /line 7.*invalid type: string "false"/],
    [JSON.stringify(policy({ apis: { entries: [{ api: "a b" }] } })), /“a b” is not an API name.*Line 1:.*"a b"/],
    [JSON.stringify(policy({ format: 2 })), /format 2, and this version reads format 1/],
    ['{ "JSAPI_List": [".*", 7] }', /not a permission file.*Line 1, column 24/],
    ['{ "JSAPI_List": [".*"] ', /not a permission file.*Line 1/],
    ["hello", /not valid JSON\. Line 1, column 1/],
    ["[]", /wrong shape \(line 1, column \d+\)/],
    ["\u202e{}", /not valid JSON\. Line 1, column 1/],
  ];
  for (const [text, wanted] of nonsense) {
    await box.fill(text);
    await fault.getByText(wanted).waitFor();
  }
  await box.fill(nonsense[1][0]);
  await fault.getByRole("button", { name: "Go to line 5" }).click();
  assert.equal(await box.evaluate((area) => area instanceof HTMLTextAreaElement && area.value.slice(area.selectionStart, area.selectionEnd)), '  "mode": "enforced",');
  await shot("import-refused");

  const choose = (/** @type {string} */ name, /** @type {Buffer} */ buffer) => dialog.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await choose("photo.json", Buffer.from("ffd8ffe000104a46494600010100", "hex"));
  await fault.getByText("This is not a text file").waitFor();
  writeFileSync(join(data, "huge.json"), Buffer.alloc(17 * 1024 * 1024, " "));
  await dialog.locator("input[type=file]").setInputFiles(join(data, "huge.json"));
  await fault.getByText("The file has 17 MB; at most 16 MB are read here").waitFor();
  assert.equal(await dialog.getByRole("button", { name: "Put into the draft" }).count(), 0);

  await choose("megabytes.json", Buffer.from(JSON.stringify(policy({ serverDomains: { entries: [{ domain: "a.example.com", remark: "x".repeat(1024 * 1024) }] } }))));
  await fault.getByText(/The remark has 1048576 characters/).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(await domains(page), ["api.good.test", "*.cdn.good.test", "pay.good.test:8443"]);
  assert.ok(await page.getByRole("button", { name: "Publish …" }).isDisabled());
});

scene("what is exported can be imported again; what the permission file cannot carry is said before", async ({ page, shot }) => {
  await addDomain(page, "mine.good.test", "not yet published");
  const { dialog } = await openImport(page);
  await dialog.getByRole("tab", { name: "Export" }).click();
  const button = dialog.getByRole("button", { name: "Download" });

  const draft = await download(page, button);
  assert.equal(draft.name, `${SHOP}-1.json`);
  assert.deepEqual(JSON.parse(draft.text).serverDomains.entries.at(-1), { domain: "mine.good.test", remark: "not yet published" });
  await dialog.getByRole("radio", { name: "What is published: revision 1" }).check();
  assert.equal(JSON.parse((await download(page, button)).text).serverDomains.entries.length, 3);

  await dialog.getByRole("radio", { name: "Permission file (api_permission)" }).check();
  const lost = dialog.locator(".said");
  await lost.getByText("The switch (“Enforce”)").waitFor();
  await lost.getByText("5 remarks.").waitFor();
  await lost.getByText("match a server domain with all its subdomains").waitFor();
  await shot("export");
  const vendor = await download(page, button);
  assert.equal(vendor.name, "api_permission");
  const file = JSON.parse(vendor.text);
  assert.deepEqual(file.JSAPI_SP_Config.httpRequest.allowedDomain, ["api.good.test", "*.cdn.good.test", "pay.good.test:8443"]);
  assert.ok(file.JSAPI_List.includes("tinyToNative") && file.JSAPI_List.includes("getLocation"));

  await dialog.getByRole("tab", { name: "Import" }).click();
  await dialog.locator("input[type=file]").setInputFiles({ name: "api_permission", mimeType: "", buffer: Buffer.from(vendor.text) });
  const changes = dialog.locator(".diff .change");
  await changes.first().waitFor();
  assert.deepEqual(await changes.evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("data-kind")))].sort()), ["entry_removed", "remark_changed"], "the published lists come back, without their remarks and what was not published");
});

scene("a list that is off is exported as what it is", async ({ page }) => {
  await page.getByRole("switch", { name: /List in force/ }).click();
  const { dialog } = await openImport(page);
  await dialog.getByRole("tab", { name: "Export" }).click();
  await dialog.getByRole("radio", { name: "Permission file (api_permission)" }).check();
  await dialog.getByText("Server domains: the list is off, so the file says that everything is allowed").waitFor();
});

scene("files are imported and exported in Chinese, on 360 pixels", async ({ page, shot }) => {
  await page.getByText("中文").click();
  await page.getByRole("button", { name: "导入、导出" }).click();
  const dialog = page.getByRole("dialog", { name: "导入与导出" });
  await dialog.getByRole("textbox", { name: "文件内容" }).fill(JSON.stringify(VENDOR));
  await dialog.getByText("该文件停用了 1 个白名单").waitFor();
  await dialog.getByText("4 条未能导入").first().waitFor();
  await shot("import-narrow-zh");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await dialog.getByRole("button", { name: "放入草稿（不含上面的 4 条）" }).click();
  await page.getByText("已放入草稿，尚未发布").waitFor();
  await page.getByRole("button", { name: "导入、导出" }).click();
  await dialog.getByRole("tab", { name: "导出" }).click();
  await dialog.getByRole("radio", { name: "权限文件（api_permission）" }).check();
  await dialog.getByText("该文件不包含以下内容").waitFor();
  await shot("export-narrow-zh");
}, { width: 360, height: 740 });
