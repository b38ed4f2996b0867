// @ts-check
/** The history in the demo's console: who published what and when, what it changed, and the way back as a new revision. */
import assert from "node:assert/strict";
import { addDomain, publishAs, scenes } from "./demo-page.js";

const scene = scenes();

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
async function openHistory(page) {
  await page.getByRole("button", { name: "History" }).click();
  const drawer = page.getByRole("dialog", { name: "History" });
  const line = (/** @type {number} */ revision) => drawer.locator(`[data-revision="${revision}"]`);
  await line(1).waitFor();
  return { drawer, line, open: (/** @type {number} */ revision) => drawer.getByRole("button", { name: new RegExp(`Revision ${revision} `) }).click() };
}

/** @param {Page} page @param {string} note @param {string} name */
async function publishWith(page, note, name) {
  const before = Number(await page.locator(".decisions .note[data-revision]").first().getAttribute("data-revision"));
  await page.getByRole("button", { name: "Publish …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Note").fill(note);
  await dialog.getByLabel("Your name").fill(name);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await page.locator(`.decisions .note[data-revision="${before + 1}"]`).waitFor();
}

scene("every publication is told with who, when and why, what it changed, and can be brought back", async ({ page, press, shot }) => {
  await addDomain(page, "evil.test", "<i>for a test</i>");
  await publishWith(page, "<b>because</b> של", "安 Ann");
  assert.equal((await press("network", "requestUnlisted")).how, "success");

  const { drawer, line, open } = await openHistory(page);
  assert.match(await line(2).innerText(), /^Revision 2 · 安 Ann · \d+ \w+ \d{4}, \d\d:\d\d · <b>because<\/b> של\s*in force$/);
  assert.ok(!Number.isNaN(Date.parse(await line(2).locator("time").getAttribute("datetime") ?? "")));
  await open(2);
  await drawer.locator(".change.added", { hasText: "evil.test <i>for a test</i>" }).waitFor();
  await drawer.getByText("This revision is what is published now.").waitFor();
  assert.equal(await drawer.locator(".shifts").count(), 0, "what it did to calls is past");
  await open(1);
  await drawer.getByText("This is the first revision").waitFor();
  await drawer.locator(".change.removed", { hasText: "evil.test" }).waitFor();
  await shot("history");

  await drawer.getByRole("button", { name: "Restore revision 1" }).click();
  const restore = page.getByRole("dialog", { name: "Restore revision 1 as revision 3" });
  await restore.locator(".shift[data-becomes=denied]", { hasText: "https://evil.test/" }).waitFor();
  assert.equal(await restore.getByLabel("Your name").inputValue(), "安 Ann");
  await restore.getByLabel("Note").fill("it was a mistake");
  await shot("restore");
  await restore.getByRole("button", { name: "Publish as revision 3" }).click();
  await page.getByText("Revision 1 is back, as revision 3").waitFor();
  await restore.waitFor({ state: "hidden" });
  await line(3).getByText("brought back revision 1").waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  await page.locator('.decisions .note[data-revision="3"]').waitFor();
  assert.equal((await press("network", "requestUnlisted")).value.permission.code, "host_not_listed");
  assert.equal(await page.locator(".entry", { hasText: "evil.test" }).count(), 0);
});

scene("restoring keeps unpublished work, which can be put on top afterwards", async ({ page, publish }) => {
  await addDomain(page, "evil.test");
  await publish();
  await addDomain(page, "mine.good.test", "unpublished");
  const { drawer, open } = await openHistory(page);
  await open(1);
  await drawer.getByRole("button", { name: "Restore revision 1" }).click();
  const restore = page.getByRole("dialog", { name: "Restore revision 1 as revision 3" });
  await restore.getByText("Your unpublished changes stay in your draft.").waitFor();
  await restore.getByRole("button", { name: "Publish as revision 3" }).click();
  await restore.waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  assert.equal(await page.locator(".entry", { hasText: "mine.good.test" }).count(), 1);
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByRole("button", { name: "Put my changes on top of theirs" }).click();
  await page.getByRole("dialog").locator(".change.added", { hasText: "mine.good.test" }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await page.locator('.decisions .note[data-revision="4"]').waitFor();
  assert.deepEqual(await page.locator(".entries .entry").allTextContents(), ["api.good.test", "*.cdn.good.test", "pay.good.test:8443", "mine.good.test"]);
});

scene("somebody who published meanwhile is not overwritten by restoring", async ({ page, meet, publish }) => {
  await addDomain(page, "evil.test");
  await publish();
  const { drawer, open } = await openHistory(page);
  await open(1);
  await drawer.getByRole("button", { name: "Restore revision 1" }).click();
  const restore = page.getByRole("dialog", { name: /Restore revision 1/ });
  await restore.getByLabel("Note").fill("my reason");

  const other = await meet();
  await addDomain(other, "theirs.good.test");
  // Theirs is published while mine is on its way.
  await page.route("**/policy", async (route) => {
    await publishAs(other, "Bo");
    await other.locator('.decisions .note[data-revision="3"]').waitFor();
    await route.continue();
  }, { times: 1 });
  await restore.getByRole("button", { name: "Publish as revision 3" }).click();
  await restore.locator("[data-code=edited_elsewhere]", { hasText: /Bo\u2069 published revision 3 in the meantime\./ }).waitFor();
  await restore.locator(".change.removed", { hasText: "theirs.good.test" }).waitFor();
  assert.equal(await restore.getByLabel("Note").inputValue(), "my reason");
  await restore.getByRole("button", { name: "Publish as revision 4" }).click();
  await page.getByText("Revision 1 is back, as revision 4").waitFor();
});

scene("a long history comes in parts; a server that does not answer is said, and asked again", async ({ page }) => {
  const appId = "2026010100000001";
  const policy = await page.evaluate((appId) => fetch(`/api/apps/${appId}/policy`).then((response) => response.text()), appId);
  await page.evaluate(async ({ appId, policy }) => {
    for (let basedOn = 1; basedOn < 45; basedOn += 1) await fetch(`/api/apps/${appId}/policy`, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ policy, basedOn, author: "Ann" }) });
  }, { appId, policy });
  await page.locator('.decisions .note[data-revision="45"]').waitFor();

  await page.route("**/history?**", (route) => route.abort());
  await page.getByRole("button", { name: "History" }).click();
  const drawer = page.getByRole("dialog", { name: "History" });
  await drawer.getByRole("alert").getByText("The history could not be read").waitFor();
  await page.unroute("**/history?**");
  await drawer.getByRole("button", { name: "Try again" }).click();
  const lines = drawer.locator("[data-revision]");
  await lines.first().waitFor();
  assert.equal(await lines.count(), 20);
  await drawer.getByRole("button", { name: "Show older revisions" }).click();
  await lines.nth(39).waitFor();
  await drawer.getByRole("button", { name: "Show older revisions" }).click();
  await lines.nth(44).waitFor();
  assert.equal(await drawer.getByRole("button", { name: "Show older revisions" }).count(), 0);
});

scene("the history in Chinese, by keyboard, on 360 pixels", async ({ page, shot }) => {
  await addDomain(page, "small.good.test");
  await publishWith(page, "小屏幕", "李明");
  await page.getByText("中文").click();
  await page.getByRole("button", { name: "历史记录" }).press("Enter");
  const drawer = page.getByRole("dialog", { name: "历史记录" });
  await drawer.getByRole("button", { name: /版本 1 / }).press("Enter");
  await drawer.getByText("恢复后的变化").waitFor();
  await shot("history-narrow-zh");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await drawer.getByRole("button", { name: "恢复版本 1" }).press("Enter");
  const restore = page.getByRole("dialog", { name: "将版本 1 恢复为版本 3" });
  await restore.getByLabel("说明").press("Enter");
  await page.getByText("版本 1 已恢复为版本 3").waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /历史记录/, "the focus goes back to where it came from");
}, { width: 360, height: 740 });
