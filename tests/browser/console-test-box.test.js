// @ts-check
/** "Would this be allowed?" and "what was decided?": the test box and the decisions beside the phone, and the ways from there into the lists. */
import assert from "node:assert/strict";
import { addDomain, scenes } from "./demo-page.js";

const scene = scenes();

/** @param {import("playwright-core").Page} page */
function testBox(page) {
  const box = page.locator(".test");
  const subject = box.getByLabel("URL or API name");
  return { box, subject, answer: box.getByRole("status"), judgeAs: async (/** @type {string} */ list) => {
    await box.getByLabel("Judge as").click();
    await page.locator(".ant-select-item-option", { hasText: list }).click();
  } };
}

scene("it says what the draft would do, and why; the entry that allowed it is one click away", async ({ page, shot }) => {
  await page.getByRole("tab", { name: /APIs/ }).click();
  const { box, subject, answer, judgeAs } = testBox(page);
  await judgeAs("Server domains");
  await subject.fill("https://img.eu.cdn.good.test/logo.png?size=2");
  await answer.getByText("Allowed by the entry “*.cdn.good.test”.").waitFor();
  await answer.getByRole("button", { name: "Show *.cdn.good.test in its list" }).click();
  await page.getByRole("tab", { name: /Server domains/, selected: true }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-edits") === "*.cdn.good.test");

  await subject.fill("https://apl.good.test/");
  await answer.getByText("host_not_listed").waitFor();
  await answer.getByRole("button", { name: "Show api.good.test in its list" }).waitFor();
  await shot("test-box-nearest");
  await answer.getByRole("button", { name: "Add apl.good.test" }).click();
  const dialog = page.getByRole("dialog", { name: "Add domain" });
  assert.equal(await dialog.getByLabel("Domain").inputValue(), "apl.good.test");
  await dialog.getByRole("button", { name: "Save" }).click();
  await box.getByText("Allowed by the entry “apl.good.test”.").waitFor();
});

scene("what was typed stays when another list is looked at, and comes back", async ({ page }) => {
  const { subject, answer, judgeAs } = testBox(page);
  await subject.fill("https://pages.good.test/terms");
  await answer.getByText("host_not_listed").waitFor();
  await page.getByRole("tab", { name: /Web-view/ }).click();
  await answer.getByText("Allowed by the entry “pages.good.test”.").waitFor();
  await page.getByRole("tab", { name: /APIs/ }).click();
  assert.equal(await subject.inputValue(), "");
  await subject.fill("showToast");
  await answer.getByText("api_official").waitFor();
  await page.getByRole("tab", { name: /^Seen/ }).click();
  assert.equal(await subject.inputValue(), "showToast");
  await judgeAs("Web-view domains");
  assert.equal(await subject.inputValue(), "https://pages.good.test/terms");
});

scene("what cannot be judged is refused in words, whatever is typed", async ({ page }) => {
  const { subject, answer } = testBox(page);
  for (const [typed, code] of [["javascript:alert(1)", "not_https"], ["https://api.good.test\\@evil.test/", "ambiguous_url"], ["<script>alert(1)</script>", "invalid_url"], ["https://api.good.test/\u202e", "listed"], [`https://api.good.test/${"x".repeat(100_000)}`, "invalid_url"]]) {
    await subject.fill(typed);
    await answer.locator(".code", { hasText: code }).waitFor();
  }
  assert.equal(await page.locator(".test script").count(), 0);
});

scene("an entry on a later page of a searched list is brought into view", async ({ page }) => {
  await page.getByRole("tab", { name: /Web-view/ }).click();
  await page.getByRole("button", { name: "Paste many" }).click();
  await page.getByRole("textbox", { name: "Lines to add" }).fill(Array.from({ length: 300 }, (_, at) => `host${at}.example.com`).join("\n"));
  await page.getByRole("dialog").getByRole("button", { name: "Add 300" }).click();
  await page.getByRole("textbox", { name: "Search entries and remarks" }).fill("pages");
  const { subject, answer } = testBox(page);
  await subject.fill("https://host217.example.com/");
  await answer.getByRole("button", { name: "Show host217.example.com in its list" }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-edits") === "host217.example.com");
});

scene("decisions are in order and bounded, and offer what is not listed yet only", async ({ page, press, realm }) => {
  await press("network", "requestListed");
  await press("network", "requestUnlisted");
  const log = page.locator(".log");
  const codes = () => log.locator(".decision").evaluateAll((all) => all.slice(0, 2).map((one) => one.getAttribute("data-code")));
  assert.deepEqual(await codes(), ["host_not_listed", "listed"]);
  const offer = log.getByRole("button", { name: "List it … (evil.test)" });
  await offer.waitFor();
  await addDomain(page, "evil.test");
  await offer.waitFor({ state: "hidden" });

  await realm().evaluate(async () => {
    for (let at = 0; at < 300; at += 1) await /** @type {any} */ (window).my.request({ url: `https://evil.test/${at}` }).catch(() => {});
  });
  await log.locator(".decision").first().filter({ hasText: "https://evil.test/299" }).waitFor();
  assert.equal(await log.locator("li").count(), 200);
});

scene("the test box in Chinese, by keyboard, on 360 pixels", async ({ page, shot }) => {
  await page.getByText("中文").click();
  const subject = page.getByLabel("URL 或 API 名称");
  await subject.fill("https://apl.good.test/");
  const answer = page.locator(".test").getByRole("status");
  await answer.getByText("未在白名单中").waitFor();
  await shot("test-box-narrow-zh");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await answer.getByRole("button", { name: "添加 apl.good.test" }).press("Enter");
  await page.getByRole("dialog", { name: "添加域名" }).getByLabel("域名").press("Enter");
  await answer.getByText("命中白名单“apl.good.test”，放行。").waitFor();
}, { width: 360, height: 740 });
