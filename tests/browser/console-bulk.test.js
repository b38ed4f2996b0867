// @ts-check
/** Many entries at once in the demo's console: pasted, or from a file; what holds is added, and what does not hold is not lost. */
import assert from "node:assert/strict";
import { scenes } from "./demo-page.js";

const scene = scenes();

/** @typedef {import("playwright-core").Page} Page */

/** Opens the dialog of the list that is shown, and puts text into its box. @param {Page} page @param {string} [text] */
async function openBulk(page, text) {
  await page.getByRole("button", { name: "Paste many" }).click();
  const dialog = page.getByRole("dialog");
  const box = dialog.getByRole("textbox", { name: "Lines to add" });
  if (text !== undefined) await box.fill(text);
  return { dialog, box, status: dialog.getByRole("status"), lines: dialog.locator(".line-answer"), codes: () => dialog.locator(".line-answer [data-code]").evaluateAll((all) => all.map((one) => one.getAttribute("data-code"))) };
}

/** Pastes as a person does. @param {Page} page @param {string} text */
async function paste(page, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("ControlOrMeta+v");
}

/** The longest time, in milliseconds, in which the page did not answer while `run` ran. @param {Page} page @param {() => Promise<void>} run */
async function longestStall(page, run) {
  await page.evaluate(() => {
    const stalls = /** @type {any} */ (window).stalls = [0];
    new PerformanceObserver((list) => { for (const task of list.getEntries()) stalls.push(task.duration); }).observe({ type: "longtask" });
  });
  await run();
  await page.waitForTimeout(300);
  return page.evaluate(() => Math.max(.../** @type {any} */ (window).stalls));
}

scene("pasted lines are answered one by one; what holds is added, the rest stays in the box", async ({ page, shot, publish }) => {
  const { dialog, box, status, lines, codes } = await openBulk(page, 'domain,remark\nhttps://Shop.Example.com/,"pictures, any region"\nhttp://plain.example.com\n\n10.0.0.1,"two\nlines"\napi.good.test,again\nnew.example.com:8443\n');
  await status.getByText("2 will be added, 3 lines need attention.").waitFor();
  await dialog.getByText("The first line names the columns").waitFor();
  await dialog.getByText("Will be stored as shop.example.com").waitFor();
  assert.deepEqual(await codes(), ["scheme_removed", "slash_removed", "lower_cased", "domain_scheme", "domain_ip", "control_character", "entry_duplicate"]);
  await shot("bulk");

  await dialog.getByText("Only lines with problems").click();
  assert.equal(await lines.count(), 3);
  await dialog.getByRole("button", { name: "Go to line 7" }).click();
  assert.equal(await box.evaluate((area) => area instanceof HTMLTextAreaElement && area.value.slice(area.selectionStart, area.selectionEnd)), "api.good.test,again");

  await dialog.getByRole("button", { name: "Add 2, keep the other 3 here" }).click();
  await page.getByText("2 entries are in the draft").waitFor();
  assert.equal(await box.inputValue(), 'domain,remark\nhttp://plain.example.com\n10.0.0.1,"two\nlines"\napi.good.test,again');
  await status.getByText("0 will be added, 3 lines need attention.").waitFor();

  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await page.getByRole("button", { name: "Paste many" }).click();
  await box.fill((await box.inputValue()).replace("http://plain", "plain"));
  await dialog.getByRole("button", { name: "Add 1, keep the other 2 here" }).click();
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  assert.equal(await publish(), 2);
  assert.deepEqual(await page.locator(".entry").allTextContents(), ["api.good.test", "*.cdn.good.test", "pay.good.test:8443", "shop.example.com", "new.example.com:8443", "plain.example.com"]);
});

scene("the thirty-first server domain is refused on its own line", async ({ page }) => {
  const { dialog, status, codes } = await openBulk(page, Array.from({ length: 29 }, (_, at) => `host${at}.example.com`).join("\n"));
  await status.getByText("27 will be added, 2 lines need attention.").waitFor();
  await dialog.getByText("Only lines with problems").click();
  assert.deepEqual(await codes(), ["list_too_long", "list_too_long"]);
  await dialog.getByRole("button", { name: "Add 27, keep the other 2 here" }).click();
  await page.getByText("30 of 30").waitFor();
});

scene("what is pasted is text: markup, emoji, directions of writing and invisible characters", async ({ page, shot }) => {
  const { dialog, status, lines } = await openBulk(page, "one.example.com,<img src=x onerror=alert(1)><b>bold</b>\ntwo.example.com,עברית ו-English 🧑‍👩‍👧\nthree.example.com,invoice\u202egnp.exe\nfo\u200bur.example.com\n<script>alert(1)</script>\nдомен.рф,кириллица");
  await status.getByText("3 will be added, 3 lines need attention.").waitFor();
  assert.equal(await dialog.locator("img, b, script").count(), 0);
  assert.equal(await lines.nth(2).locator(".code-point").textContent(), "U+202E");
  assert.equal(await lines.nth(3).locator(".code-point").textContent(), "U+200B");
  assert.equal(await lines.nth(1).locator(".code-point").count(), 0, "a joiner inside of an emoji is no secret");
  await dialog.getByText("Will be stored as xn--d1acufc.xn--p1ai").waitFor();
  await shot("bulk-text");
});

scene("ten thousand lines are read without a stall, and can be published", async ({ page, publish }) => {
  await page.getByRole("tab", { name: /Web-view/ }).click();
  const { dialog, box, status } = await openBulk(page);
  const stall = await longestStall(page, async () => {
    await box.focus();
    await paste(page, Array.from({ length: 10_000 }, (_, at) => `${at % 100 === 7 ? "http://" : ""}host${at}.example.com, remark ${at}`).join("\n"));
    await status.getByText("9,900 will be added, 100 lines need attention.").waitFor();
    await page.keyboard.type("x");
    await dialog.getByText("Only lines with problems").click();
    await dialog.getByRole("button", { name: "Go to line 8", exact: true }).click();
  });
  assert.ok(stall < 2_000, `${stall} ms`);
  await dialog.getByRole("button", { name: "Add 9,900, keep the other 100 here" }).click();
  await status.getByText("0 will be added, 100 lines need attention.").waitFor();
  await page.getByRole("tab", { name: /Web-view domains 9901/ }).waitFor({ state: "attached" });
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  assert.equal(await publish(), 2);
});

scene("a remark of a megabyte is refused without a stall", async ({ page, shot }) => {
  const { dialog, box, status, codes } = await openBulk(page);
  const stall = await longestStall(page, async () => {
    await box.focus();
    await paste(page, `one.example.com,${"备注😀".repeat(262_144)}\ntwo.example.com`);
    await status.getByText("1 will be added, 1 line needs attention.").waitFor();
  });
  assert.ok(stall < 2_000, `${stall} ms`);
  assert.deepEqual(await codes(), ["remark_too_long"]);
  await shot("bulk-megabyte");
  await dialog.getByRole("button", { name: "Add 1, keep the other 1 here" }).click();
  await status.getByText("0 will be added, 1 line needs attention.").waitFor();
  await dialog.getByRole("button", { name: "Empty the box" }).click();
  await box.waitFor();
});

scene("lists come from files too, as spreadsheets write them; what is no list is refused in words", async ({ page, shot }) => {
  const { dialog, box, status } = await openBulk(page);
  const choose = (/** @type {string} */ name, /** @type {Buffer} */ buffer) => dialog.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
  const holds = (/** @type {string} */ text) => page.waitForFunction((text) => document.querySelector("textarea")?.value === text, text);
  const fault = dialog.getByRole("alert");

  await choose("list.csv", Buffer.from("\ufeff域名,备注\r\nshop.example.com,订单\r\n"));
  await status.getByText("1 will be added.").waitFor();
  await choose("gbk.csv", Buffer.from("d3f2c3fb2cb1b8d7a20d0a73686f702e6578616d706c652e636f6d2cb6a9b5a5", "hex"));
  await holds("域名,备注\nshop.example.com,订单");
  await choose("unicode.txt", Buffer.from("\ufeffshop.example.com\t订单\r\n", "utf16le"));
  await holds("shop.example.com\t订单\n");

  await choose("picture.csv", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
  await fault.getByText("This is not a text file").waitFor();
  await choose("huge.csv", Buffer.alloc(5 * 1024 * 1024, "a"));
  await fault.getByText("The file has 5 MB; at most 4 MB").waitFor();
  await shot("bulk-file-refused");
  assert.equal(await box.inputValue(), "shop.example.com\t订单\n", "what was there is still there");

  await dialog.locator(".drop").evaluate((place) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["dropped.example.com"], "dropped.txt"));
    place.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await holds("dropped.example.com");
  assert.equal(await fault.count(), 0);
});

scene("many APIs are pasted in Chinese, by keyboard, on 360 pixels", async ({ page, shot }) => {
  await page.getByText("中文").click();
  await page.getByRole("tab", { name: /API/ }).click();
  await page.getByRole("button", { name: "批量添加" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "批量添加 API" });
  await dialog.getByRole("textbox", { name: "待添加的内容" }).fill("接口名称,备注\nscanReceipt,小票\nmy.showToast\n中文接口");
  await dialog.getByRole("status").getByText("将添加 2 条，1 行需要处理。").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await shot("bulk-narrow-zh");
  for (let presses = 0; presses < 20 && !/^添加 2 条/.test(await page.evaluate(() => document.activeElement?.textContent ?? "")); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("已将 2 条加入草稿").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /批量添加/, "the focus goes back to where it came from");
}, { width: 360, height: 740 });
