// @ts-check
/** Unpublished work in the demo's console: it survives the page, two tabs share it, it can be taken back and brought back, and nothing of it is lost in silence. */
import assert from "node:assert/strict";
import { scenes, SHOP } from "./demo-page.js";
import { personAt, speak } from "./console-words.js";

const scene = scenes();
const SEEDED = ["api.good.test", "*.cdn.good.test", "pay.good.test:8443"];
const KEY = `minifence.draft.${SHOP}`;

/** @typedef {import("playwright-core").Page} Page */
/** @param {Page} page */
const reload = async (page) => {
  await page.reload();
  await page.locator(".decisions .note[data-revision]").first().waitFor();
};
/** @param {Page} page @param {string} text */
const store = (page, text) => page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, text]);

scene("unpublished work survives a reload and a closed tab, and is published from there", async ({ page, visit, published }) => {
  const ann = personAt(page);
  await ann.add("kept.good.test", "<i>kept</i>");
  await ann.remove("api.good.test");
  await page.locator(".mode").getByText("Report", { exact: true }).click();
  await reload(page);
  assert.deepEqual(await ann.entries(), ["*.cdn.good.test", "pay.good.test:8443", "kept.good.test"]);
  await page.getByText("unpublished changes, kept in this browser").waitFor();
  assert.equal((await published()).revision, 1);

  const next = await visit();
  await page.close();
  const again = personAt(next);
  await again.entry("kept.good.test").waitFor();
  await again.publish();
  await again.sees(2);
  assert.deepEqual([(await published()).mode, (await published()).serverDomains.entries.at(-1)], ["report", { domain: "kept.good.test", remark: "<i>kept</i>" }]);
  assert.equal(await next.evaluate((key) => localStorage.getItem(key), KEY), null);
});

scene("a page closes without a question, since nothing would be lost", async ({ page }) => {
  await personAt(page).add("kept.good.test");
  let asked = false;
  page.on("dialog", (dialog) => { asked = true; return dialog.accept(); });
  await page.close({ runBeforeUnload: true });
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual([asked, page.isClosed()], [false, true]);
});

scene("two tabs of one browser are in step: edits, taking back, publishing", async ({ page, visit }) => {
  const [here, there] = [personAt(page), personAt(await visit())];
  await here.add("one.good.test");
  await there.entry("one.good.test").waitFor();
  await there.add("two.good.test");
  await here.entry("two.good.test").waitFor();
  await there.press("undo");
  await here.entry("two.good.test").waitFor({ state: "hidden" });
  await there.publish("Bo");
  await there.sees(2);
  await page.getByText("Revision 2 · published").waitFor();
  assert.deepEqual(await here.entries(), [...SEEDED, "one.good.test"]);
  assert.equal(await page.locator(".newer").count(), 0);
});

for (const language of /** @type {const} */ (["en", "zh"])) {
  scene(`discarding asks first and can be undone; every step goes back and forth (${language})`, async ({ page }) => {
    await speak(page, language);
    const ann = personAt(page, language);
    await ann.add("one.good.test");
    await ann.edit("one.good.test", { remark: "first" });
    await ann.press("undo");
    assert.equal(await page.locator(".entries .remark", { hasText: "first" }).count(), 0);
    await ann.press("redo");
    await page.locator(".entries .remark", { hasText: "first" }).waitFor();

    await ann.press("discard");
    await ann.answer("cancel");
    await ann.dialog.waitFor({ state: "hidden" });
    assert.equal(await ann.entry("one.good.test").count(), 1);
    await ann.press("discard");
    await ann.answer("discardYes");
    await ann.dialog.waitFor({ state: "hidden" });
    assert.deepEqual(await ann.entries(), SEEDED);
    assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEY), null);
    await ann.press("undo");
    await ann.entry("one.good.test").waitFor();
  });
}

scene("taking back every change leaves nothing to publish", async ({ page }) => {
  const ann = personAt(page);
  await ann.add("one.good.test");
  await ann.press("undo");
  await page.getByText("Revision 1 · published").waitFor();
  assert.ok(await page.getByRole("button", { name: "Publish …" }).isDisabled());
  assert.ok(await page.getByRole("button", { name: "Undo" }).isDisabled());
});

scene("work that somebody made into nonsense is set aside, said, and can be copied", async ({ page, shot }) => {
  const ann = personAt(page);
  await ann.add("one.good.test");
  const kept = await page.evaluate((key) => localStorage.getItem(key) ?? "", KEY);
  const nonsense = kept.replaceAll("one.good.test", "http://one.good.test/<b>");
  await store(page, nonsense);
  await reload(page);
  const told = page.locator(".ant-alert", { hasText: "Unpublished changes were found that cannot be read" });
  await told.getByText("serverDomains.entries[3].domain").waitFor();
  await shot("draft-set-aside");
  assert.deepEqual(await ann.entries(), SEEDED, "nothing of it is in the draft");

  await ann.add("two.good.test");
  await reload(page);
  await ann.entry("two.good.test").waitFor();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await told.getByRole("button", { name: "Copy as text" }).click();
  await ann.told("Copied.");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), nonsense);
  await told.getByRole("button", { name: "Delete …" }).click();
  await ann.answer("delete");
  await told.waitFor({ state: "hidden" });
  await reload(page);
  assert.equal(await told.count(), 0);
});

for (const [what, text] of /** @type {const} */ ([["no JSON", "{ \"format\": 1, \"ba"], ["another shape", "[1, 2]"], ["another format", "{\"format\":2,\"base\":\"\",\"draft\":\"\"}"], ["nothing in it", ""]])) {
  scene(`stored work with ${what} does not stop the console`, async ({ page }) => {
    await store(page, text);
    await reload(page);
    await page.getByText("Unpublished changes were found that cannot be read").waitFor();
    assert.deepEqual(await personAt(page).entries(), SEEDED);
  });
}

scene("the work of another mini program is not taken for this one's", async ({ page }) => {
  const ann = personAt(page);
  await ann.add("one.good.test");
  const kept = await page.evaluate((key) => localStorage.getItem(key) ?? "", KEY);
  await store(page, kept.replaceAll(SHOP, "2026010100000002"));
  await reload(page);
  await page.getByText("Unpublished changes were found that cannot be read").waitFor();
  assert.deepEqual(await ann.entries(), SEEDED);
});

scene("a browser whose store is full says so, asks before the page goes, and still publishes", async ({ page, shot }) => {
  const ann = personAt(page);
  await page.evaluate(() => {
    for (let size = 4 * 1024 * 1024, at = 0; size > 0; at += 1) {
      try { localStorage.setItem(`filler-${at}`, "x".repeat(size)); } catch { size = Math.floor(size / 2); }
    }
  });
  await ann.add("one.good.test");
  await page.getByText("This browser cannot keep your changes").waitFor();
  await shot("store-full");
  let asked = false;
  page.on("dialog", (dialog) => { asked = true; return dialog.dismiss(); });
  await page.reload({ timeout: 1_000 }).catch(() => {});
  assert.equal(asked, true);
  await ann.publish();
  await ann.sees(2);
  await page.getByText("This browser cannot keep your changes").waitFor({ state: "hidden" });
});

scene("each mini program has a draft of its own", async ({ page }) => {
  const ann = personAt(page);
  const choose = async (/** @type {string} */ name) => {
    await page.locator("#program").click();
    await page.locator(".ant-select-item-option", { hasText: name }).click();
    await page.locator(".ant-select-selector, .ant-select", { hasText: name }).first().waitFor();
  };
  await ann.add("shop.good.test");
  await choose("City Bus");
  await ann.entry("shop.good.test").waitFor({ state: "hidden" });
  await ann.add("bus.good.test");
  await choose("Corner Shop");
  await ann.entry("shop.good.test").waitFor();
  assert.equal(await ann.entry("bus.good.test").count(), 0);
});

scene("a part of the page that fails says so, and the draft is there after loading again", async ({ page, server }) => {
  const ann = personAt(page);
  await ann.add("kept.good.test");
  await page.evaluate(() => { Element.prototype.scrollIntoView = () => { throw new Error("broken on purpose"); }; });
  await server.stop();
  await ann.publish();
  await page.getByText("Something in this page failed").waitFor();
  await server.start();
  await page.getByRole("button", { name: "Load again" }).click();
  await ann.entry("kept.good.test").waitFor();
});
