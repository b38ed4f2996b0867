// @ts-check
/** What the pointer is over takes another colour, and must stay readable: every kind of button, tab and list of the console, by day and by night. */
import assert from "node:assert/strict";
import { examine } from "./axe.js";
import { personAt } from "./console-words.js";
import { scenes } from "./demo-page.js";

const scene = scenes();

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  scene(`what the pointer is over can be read (${colorScheme})`, async ({ page, press }) => {
    const ann = personAt(page);
    /** Every kind of thing to press, once each. @param {import("playwright-core").Locator} place */
    const hover = async (place) => {
      const kinds = new Set();
      for (const one of await place.locator("button:enabled, [role=tab], .ant-radio-button-wrapper, .ant-segmented-item, .ant-select").filter({ visible: true }).all()) {
        const kind = await one.evaluate((element) => element.className);
        if (kinds.has(kind)) continue;
        kinds.add(kind);
        await one.hover();
        const { wrong, rules } = await examine(page, ["color-contrast"]);
        assert.deepEqual({ kind, wrong, rules }, { kind, wrong: [], rules: 1 });
      }
      return kinds.size;
    };
    await press("network", "requestUnlisted");
    await ann.add("new.good.test");
    assert.ok(await hover(page.locator(".app")) > 10);
    await page.locator(".entries tr", { hasText: "new.good.test" }).getByRole("button").last().click();
    assert.ok(await hover(ann.dialog) > 1);
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Seen" }).click();
    assert.ok(await hover(page.locator(".seen")) > 2);
  }, { colorScheme });
}
