// @ts-check
/** The frame of the demo's console: which mini program, who, in what language and colours; on a small screen, by keyboard, and for those who listen. */
import assert from "node:assert/strict";
import { scenes } from "./demo-page.js";
import { personAt, speak } from "./console-words.js";

const scene = scenes();

/** @typedef {import("playwright-core").Page} Page */
/** @param {Page} page */
const settle = (page) => page.locator(".decisions .note[data-revision]").first().waitFor();
/** @param {Page} page */
const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
/** How light a colour is, from 0 to 255. @param {string} colour */
const lightness = (colour) => Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number));

scene("language, colours, name and mini program are remembered, and shared between tabs", async ({ page, visit }) => {
  await page.getByRole("button", { name: "Your name …" }).click();
  const ann = personAt(page);
  await ann.dialog.getByLabel("Your name").fill("  Ann <b>Lee</b>  ");
  await ann.answer("save");
  await page.getByRole("button", { name: "You: Ann <b>Lee</b>" }).waitFor();
  await speak(page, "zh");
  await page.getByRole("radiogroup", { name: "外观" }).getByTitle("深色外观").or(page.locator(".top").getByText("深色外观")).first().click({ force: true });
  await page.locator("#program").click();
  await page.locator(".ant-select-item-option", { hasText: "城市公交" }).click();
  await page.getByText("本应拒绝的调用只做记录").waitFor();

  const next = await visit();
  await page.reload();
  await settle(page);
  for (const one of [page, next]) {
    await one.getByRole("heading", { name: "权限控制开关" }).waitFor();
    await one.getByRole("button", { name: "您：Ann <b>Lee</b>" }).waitFor();
    await one.getByTitle("城市公交 · 2026010100000002").first().waitFor();
    assert.ok(lightness(await background(one)) < 60);
  }
  await speak(next, "en");
  await page.getByRole("heading", { name: "Permission control" }).waitFor();
  assert.equal(await page.title(), "City Bus · minifence");
});

scene("a mini program is found by either name or by its AppId", async ({ page }) => {
  const options = page.locator(".ant-select-item-option");
  await page.locator("#program").click();
  for (const typed of ["clinic", "绿叶", "0003", " Green "]) {
    await page.locator("#program").fill(typed);
    await options.filter({ hasText: "2026010100000003" }).waitFor();
    assert.equal(await options.count(), 1, typed);
  }
  await page.locator("#program").fill("nobody");
  await page.getByText("No mini program is called that").waitFor();
  await page.locator("#program").fill("clinic");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing is checked").waitFor();
});

scene("it is dark where the system is dark, and light where the person says so", async ({ page, shot }) => {
  assert.ok(lightness(await background(page)) < 60);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "light dark");
  await shot("dark");
  await page.locator(".top").getByText("Light colours").click({ force: true });
  await page.waitForFunction(() => getComputedStyle(document.documentElement).colorScheme === "light");
  assert.ok(lightness(await background(page)) > 200);
  await page.reload();
  await settle(page);
  assert.ok(lightness(await background(page)) > 200);
}, { colorScheme: "dark" });

scene("a system that turns dark takes the page with it", async ({ page }) => {
  assert.ok(lightness(await background(page)) > 200);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => getComputedStyle(/** @type {Element} */ (document.querySelector(".ant-btn"))).color === "rgb(228, 233, 240)");
  assert.ok(lightness(await background(page)) < 60);
});

scene("the first Tab skips to the console; every stop on the way shows where it is", async ({ page }) => {
  await page.reload();
  await settle(page);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the console" });
  assert.ok(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0));
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "console");
  for (let presses = 0; presses < 14; presses += 1) {
    await page.keyboard.press("Tab");
    const unmarked = await page.evaluate(async () => {
      const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const focused = /** @type {HTMLElement} */ (document.activeElement);
      const places = [focused, focused.closest(".ant-radio-button-wrapper, .ant-select, .ant-tabs-tab, .ant-input-affix-wrapper, .ant-segmented-item")];
      const look = () => places.map((one) => (one === null ? "" : [getComputedStyle(one).outline, getComputedStyle(one).boxShadow, getComputedStyle(one).borderColor].join())).join();
      await drawn();
      const marked = look();
      focused.blur();
      await drawn();
      const plain = look();
      focused.focus();
      return marked === plain ? focused.outerHTML.slice(0, 200) : null;
    });
    assert.equal(unmarked, null);
  }
});

scene("landmarks and headings are in order for those who listen", async ({ page }) => {
  await page.getByRole("banner").waitFor();
  await page.getByRole("main").waitFor();
  const levels = await page.evaluate(() => [...document.querySelectorAll("h1, h2, h3, h4")].map((heading) => Number(heading.tagName[1])));
  assert.equal(levels[0], 1);
  assert.ok(levels.every((level, at) => at === 0 || level <= levels[at - 1] + 1), `${levels}`);
});

for (const language of /** @type {const} */ (["en", "zh"])) {
  scene(`nothing needs sideways scrolling on 360 pixels (${language})`, async (scene) => {
    const { page, shot } = scene;
    await speak(page, language);
    const ann = personAt(page, language);
    /** @param {string} where */
    const fits = async (where) => {
      const wide = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll(".ant-modal-wrap, .console, .top")].filter((one) => one.scrollWidth > Math.max(one.clientWidth, 1)).map((one) => `${one.className} ${one.scrollWidth} > ${one.clientWidth}`));
      assert.deepEqual(wide, [], where);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, where);
      await shot(`narrow-${where}-${language}`);
    };
    await fits("start");
    await page.getByRole("button", { name: ann.say.add, exact: true }).click();
    await ann.dialog.getByLabel(ann.say.domain).fill("a-very-long-name-for-a-host-that-nobody-would-type-by-hand.example-of-length.good.test");
    await ann.dialog.getByLabel(ann.say.remark).fill("r".repeat(200));
    await fits("entry");
    await ann.answer("save");
    await ann.dialog.waitFor({ state: "hidden" });
    await page.locator(".mode .ant-radio-button-wrapper").first().click();
    await fits("list");
    await ann.press("review");
    await fits("review");
    await page.keyboard.press("Escape");
    const other = personAt(await scene.meet());
    await other.add("other.good.test");
    await other.publish("Bartholomew Featherstonehaugh-Cholmondeley");
    await page.locator(".newer").waitFor();
    await fits("newer");
    await ann.press("look");
    await fits("conflict");
  }, { width: 360, height: 740 });
}
