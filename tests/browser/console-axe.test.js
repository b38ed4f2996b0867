// @ts-check
/**
 * Every state that a person can be in at the console is examined by axe-core: in English by day, in Chinese by night, and the main ones on a small
 * screen, where nothing may need sideways scrolling. What the states do is other files' business; here they are only walked through.
 */
import assert from "node:assert/strict";
import { examine } from "./axe.js";
import { walks } from "./axe-walk.js";
import { personAt } from "./console-words.js";
import { scenes, SHOP } from "./demo-page.js";

const scene = scenes();
const walk = walks(scene);

scene("what is planted is found, where the page's policy lets no script in", async ({ page }) => {
  assert.deepEqual((await examine(page)).wrong, []);
  await page.evaluate(() => {
    const planted = document.createElement("div");
    planted.innerHTML = '<img src="data:,"><button></button><p style="color: #999; background: #fff">pale</p><div role="alert" aria-nonsense="1"></div>';
    document.querySelector("main")?.append(planted);
  });
  const rules = (await examine(page)).wrong.map((one) => one.split(":")[0]).sort();
  assert.deepEqual(rules, ["aria-valid-attr", "button-name", "color-contrast", "image-alt"]);
});

walk("the page and its lists", async ({ page, ann, say, at }) => {
  await at("page");
  await page.locator("#program").click();
  await at("choosing a mini program");
  await page.locator(".ant-select-item-option", { hasText: "2026010100000002" }).click();
  await page.locator(".mode .ant-radio-button-wrapper:nth-child(2).ant-radio-button-wrapper-checked").waitFor();
  await at("report");
  await page.locator("#program").click();
  await page.locator(".ant-select-item-option", { hasText: "2026010100000003" }).click();
  await page.locator(".mode .opens").waitFor();
  await at("off, and nothing listed");
  await page.locator("#program").click();
  await page.locator(".ant-select-item-option", { hasText: SHOP }).click();
  await ann.entry("api.good.test").waitFor();

  await page.getByRole("textbox", { name: say.search }).fill("cdn");
  await page.locator(".entries tr.ant-table-row").nth(1).waitFor({ state: "hidden" });
  await at("searched");
  await page.getByRole("textbox", { name: say.search }).fill("nowhere");
  await page.locator(".entries .ant-empty").waitFor();
  await at("searched in vain");
  await page.getByRole("textbox", { name: say.search }).fill("");
  await page.locator(".search-bar .ant-select").click();
  await at("sorting");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: /API/ }).click();
  await at("APIs");
  await page.getByRole("tab", { name: say.webViews }).click();
  await at("web-view domains");
  await page.getByRole("tabpanel").getByRole("switch").click();
  await page.locator(".opens").waitFor();
  await at("list off");
});

walk("one entry", async ({ page, ann, say, at }) => {
  await page.getByRole("button", { name: say.add }).click();
  await ann.dialog.waitFor();
  await at("add");
  await ann.dialog.getByLabel(say.domain).fill("http://10.0.0.1/x");
  await ann.dialog.getByLabel(say.remark).fill("r".repeat(201));
  await ann.dialog.locator("[data-code=remark_too_long]").waitFor();
  await at("add, with errors");
  await ann.dialog.getByLabel(say.domain).fill("https://Bücher.Example/");
  await ann.dialog.getByLabel(say.remark).fill("books");
  await ann.dialog.locator("[data-code=lower_cased]").waitFor();
  await at("add, with notices");
  await ann.answer("save");
  await ann.dialog.waitFor({ state: "hidden" });
  await ann.add("*.github.io", "pages");
  await ann.edit("api.good.test", { remark: "orders only" });
  await page.locator(".advice").first().waitFor();
  await at("a draft, with advice");
  await page.locator("[data-edits='*.github.io']").click();
  await ann.dialog.waitFor();
  await at("edit");
  await page.keyboard.press("Escape");
  await page.locator(".entries tr", { hasText: "cdn.good.test" }).getByRole("button").last().click();
  await ann.dialog.waitFor();
  await at("delete?");
  await ann.answer("delete");
  await ann.dialog.waitFor({ state: "hidden" });
  await ann.press("discard");
  await ann.dialog.waitFor();
  await at("discard?");
}, { small: false });

walk("many entries, and files", async ({ page, ann, say, at }) => {
  await page.getByRole("button", { name: say.paste }).click();
  await at("paste");
  await ann.dialog.getByRole("textbox", { name: say.lines }).fill(`domain,remark\nhttps://Shop.Example.com/,pictures\nhttp://plain.example.com\n10.0.0.1\nfo\u200bur.example.com\n${"שלום.example.com,\u202eremark\n".repeat(4)}`);
  await ann.dialog.locator("[data-code=domain_ip]").waitFor();
  await at("paste, line by line");
  await ann.dialog.getByRole("switch").click();
  await ann.dialog.locator("input[type=file]").setInputFiles({ name: "photo.csv", mimeType: "text/csv", buffer: Buffer.from("89504e470d0a1a0a0000000d", "hex") });
  await ann.dialog.getByRole("alert").waitFor();
  await at("paste, problems only, a file refused");
  await ann.dialog.getByRole("textbox", { name: say.lines }).fill("x".repeat(300_000));
  await ann.dialog.locator(".drop .ant-alert").first().waitFor();
  await at("paste, too much to edit");
  await page.keyboard.press("Escape");
  await ann.dialog.waitFor({ state: "hidden" });

  await ann.press("transfer");
  const box = ann.dialog.getByRole("textbox", { name: say.file });
  await box.waitFor();
  await at("import");
  await box.fill('{\n  "format": 1,\n  "mode": "enforced"\n}');
  await ann.dialog.getByRole("alert").waitFor();
  await at("import refused");
  await box.fill(JSON.stringify({ format: 1, appId: "2026010100000002", revision: 3, mode: "off", serverDomains: { entries: [] }, apis: { official: false, entries: [] }, webViewDomains: { hostRule: "suffix", entries: [{ domain: "new.example.com" }] } }));
  await ann.dialog.getByRole("checkbox").waitFor();
  await at("import of another mini program's policy");
  await box.fill(JSON.stringify({ JSAPI_SP_Config: { httpRequest: { allowedDomain: ["api.example.com", "(.*).example.com", "10.0.0.1"] }, startApp: { allowedApp: ["1"] } }, Webview_Config: { allowedDomain: [".*"] }, JSAPI_List: ["tinyToNative", "get.*"] }));
  await ann.dialog.locator("[data-code=allow_all]").first().waitFor();
  await ann.dialog.locator("summary").click();
  await at("import of a permission file that allows everything");
  await ann.dialog.getByRole("button", { name: say.fix }).first().click();
  await ann.dialog.getByLabel(say.domain).waitFor();
  await at("import, one entry corrected");
  await page.keyboard.press("Escape");
  await ann.dialog.getByLabel(say.domain).waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await ann.dialog.waitFor({ state: "hidden" });

  await page.getByRole("switch").first().click();
  await ann.press("transfer");
  await ann.dialog.getByRole("tab", { name: say.export }).click();
  await at("export");
  await ann.dialog.getByRole("radio", { name: say.permission }).check();
  await ann.dialog.locator(".said").waitFor();
  await at("export of a permission file");
});

walk("publishing and history", async ({ page, ann, say, at, demo, server }) => {
  const phone = demo.url.replace("127.0.0.1", "localhost");
  const seen = (/** @type {string} */ subject, /** @type {string} */ code) => ({ list: "serverDomains", subject, code, count: 3, first: Date.now() - 5_000, last: Date.now() });
  await fetch(`${phone}/api/apps/${SHOP}/observations`, { method: "POST", headers: { origin: phone, "content-type": "application/json" }, body: JSON.stringify({ observations: [seen("https://evil.test/", "host_not_listed"), seen("https://api.good.test/", "listed")] }) });
  await page.locator(".person").click();
  await ann.dialog.waitFor();
  await at("who is editing?");
  await ann.dialog.getByLabel(say.name).fill("A\u202en");
  await ann.dialog.getByRole("alert").waitFor();
  await at("who is editing? with an error");
  await page.keyboard.press("Escape");
  await ann.dialog.waitFor({ state: "hidden" });

  await ann.remove("api.good.test");
  await ann.add("evil.test", "for a test");
  await ann.edit("*.cdn.good.test", { remark: "" });
  await ann.add("*.github.io");
  await page.getByRole("tab", { name: say.webViews }).click();
  await page.getByRole("tabpanel").getByRole("switch").click();
  await ann.press("review");
  await ann.dialog.locator(".shift").nth(1).waitFor();
  await at("review");
  await server.stop();
  await ann.answer("publish");
  await ann.dialog.getByRole("alert").first().waitFor();
  await at("review, a name asked for");
  await ann.dialog.getByLabel(say.name).fill("Ann");
  await ann.dialog.getByLabel(say.note).fill("n".repeat(201));
  await at("review, a note too long");
  await ann.dialog.getByLabel(say.note).fill("why not");
  await ann.answer("publish");
  await ann.dialog.locator("[data-code=unreachable]").waitFor();
  await at("the server does not answer");
  await server.start();
  await ann.answer("publish");
  await ann.told(/2/);
  await at("published");

  await ann.press("history");
  await ann.dialog.locator("[data-revision='2']").waitFor();
  await at("history");
  for (const revision of [2, 1]) await ann.dialog.locator(".ant-collapse-header", { has: page.locator(`[data-revision='${revision}']`) }).click();
  await ann.dialog.locator(".diff").nth(1).waitFor();
  await at("two revisions");
  await ann.dialog.getByRole("button", { name: say.restoreOne }).click();
  await page.getByLabel(say.note).waitFor();
  await at("restore?");
  await page.getByRole("button", { name: say.restore }).click();
  await ann.told(/3/);
  await ann.dialog.locator("[data-revision='3']").waitFor();
  await at("restored");
});

walk("two people", async ({ page, ann, say, language, at, meet }) => {
  const bo = personAt(await meet(), language);
  await ann.add("mine.good.test", "by Ann");
  await ann.edit("api.good.test", { remark: "Ann's" });
  await bo.add("theirs.good.test", "by Bo");
  await bo.edit("api.good.test", { remark: "Bo's" });
  await bo.publish("Bo", "in a hurry");
  await page.locator(".newer", { hasText: "Bo" }).waitFor();
  await at("somebody published");
  await ann.press("look");
  await ann.dialog.locator(".change").nth(3).waitFor();
  await at("conflict");
  await ann.answer("onTop");
  await page.getByRole("dialog").getByLabel(say.name).waitFor();
  await at("review on top of theirs");
  await page.keyboard.press("Escape");
  await page.locator(".leftovers").waitFor();
  await at("what is left over");
}, { small: false });

walk("calls", async ({ page, say, at, press, realm, ann }) => {
  await page.getByRole("tab", { name: say.seen }).click();
  await page.locator(".steps").waitFor();
  await at("nothing seen");
  for (const id of ["requestListed", "requestUnlisted", "requestHttp"]) await press("network", id);
  await press("apis", "hidden");
  await page.locator(".seen", { hasText: "debugInstallPackage" }).waitFor();
  await page.locator(".seen section").nth(2).waitFor();
  await at("seen, and decided");
  const answer = page.locator(".test").getByRole("status");
  for (const [subject, code] of [["https://img.cdn.good.test/a", "listed"], ["https://apl.good.test/", "host_not_listed"], ["javascript:alert(1)", "not_https"]]) {
    await page.getByLabel(say.subject).fill(subject);
    await answer.locator(".code", { hasText: code }).waitFor();
    await at(`tested: ${code}`);
  }
  await page.locator(".seen").getByRole("button").last().click();
  await ann.dialog.waitFor();
  await at("asked before it is forgotten or removed");
  await page.keyboard.press("Escape");
  await at("the phone", realm());
  for (const tab of ["apis", "pages", "tricks", "own"]) {
    await realm().locator(`[data-tab=${tab}]`).click();
    await at(`the phone: ${tab}`, realm());
  }
});

walk("trouble", async ({ page, ann, at, server }) => {
  await ann.add("one.good.test");
  await page.evaluate((key) => localStorage.setItem(key, (localStorage.getItem(key) ?? "").replaceAll("one.good.test", "http://one.good.test")), `minifence.draft.${SHOP}`);
  await page.reload();
  await page.locator(".notices .ant-alert").waitFor();
  await at("a draft that cannot be read");
  await server.stop();
  await page.locator(".notices .ant-alert").nth(1).waitFor();
  await at("no connection");
  await page.locator(".notices").getByRole("button").last().click();
  await ann.dialog.waitFor();
  await at("delete for good?");
}, { small: false });

walk("the page with two forms", async ({ page, at, demo }) => {
  await page.goto(`${demo.url}/forms.html`);
  const field = page.getByRole("form").first().getByLabel("Domain");
  await field.waitFor();
  await at("forms");
  await field.fill("http://10.0.0.1");
  await page.getByRole("alert").getByText(/is not accepted/).first().waitFor();
  await at("forms, with an error");
  await field.fill("api.example.com");
  await page.keyboard.press("Enter");
  await page.getByRole("listitem").waitFor();
  await at("forms, with an entry");
});
