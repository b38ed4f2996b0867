// @ts-check
/** Report mode teaches: what the phone called is beside what is listed, and one click lists it. */
import assert from "node:assert/strict";
import { addDomain, scenes } from "./demo-page.js";

const scene = scenes();

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
async function openSeen(page) {
  await page.getByRole("tab", { name: /^Seen/ }).click();
  const section = (/** @type {string | RegExp} */ heading) => page.locator(".seen section", { has: page.getByRole("heading", { name: heading }) });
  return { panel: page.locator(".seen"), section, rows: (/** @type {string | RegExp} */ heading) => section(heading).locator("tbody .shown").allTextContents() };
}

/** What is read becomes this, soon: large policies are asked a moment later. @param {() => Promise<string[]>} read @param {string[]} wanted */
async function becomes(read, wanted) {
  for (let tries = 0; tries < 50 && (await read()).join() !== wanted.join(); tries += 1) await new Promise((resolve) => { setTimeout(resolve, 100); });
  assert.deepEqual(await read(), wanted);
}

/** Waits until the console knows of a call. @param {Page} page @param {string} subject */
const known = (page, subject) => page.locator(".seen", { hasText: subject }).waitFor();

scene("with nothing seen, the tab says how to get something to see", async ({ page, shot }) => {
  await page.getByRole("tab", { name: /^Seen/ }).click();
  await page.getByText("Nothing was seen yet").waitFor();
  assert.deepEqual(await page.locator(".steps li").allTextContents(), ["Turn the switch to Report, and publish.", "Use the mini program: every page, every button.", "Come back: what it called is here, and one click lists it."]);
  await shot("seen-nothing");
});

scene("report, use the mini program, list what it needs, enforce", async ({ page, press, publish, arrived, shot }) => {
  await page.locator(".mode").getByText("Report", { exact: true }).click();
  await publish();
  for (const [tab, id] of /** @type {const} */ ([["network", "requestUnlisted"], ["network", "socketUnlisted"], ["apis", "hidden"], ["network", "requestListed"], ["network", "requestHttp"]])) await press(tab, id);

  const { panel, section, rows } = await openSeen(page);
  await known(page, "debugInstallPackage");
  await panel.getByText("In Report nothing is blocked").waitFor();
  await known(page, "http://api.good.test/");
  await becomes(() => rows(/Seen but not listed/), ["evil.test", "debugInstallPackage"]);
  await section(/Seen but not listed/).getByText(/^2 times · first .+ · last|^2 times · /).waitFor();
  await becomes(() => rows(/cannot be listed/), ["http://api.good.test/"]);
  await section(/cannot be listed/).locator("[data-code=not_https]").waitFor();
  await becomes(() => rows(/never seen/), ["*.cdn.good.test", "pay.good.test:8443", "tinyToNative", "pages.good.test"]);
  await shot("seen");

  await section(/Seen but not listed/).getByRole("button", { name: "Add evil.test" }).click();
  await page.getByText("evil.test is in the draft.").waitFor();
  await becomes(() => rows(/Seen but not listed/), ["debugInstallPackage"]);
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /Seen but not listed/, "the focus stays near when its button goes");

  await section(/never seen/).getByRole("button", { name: "Remove pay.good.test:8443" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await becomes(() => rows(/never seen/), ["*.cdn.good.test", "tinyToNative", "pages.good.test"]);

  await page.locator(".mode").getByText("Enforce", { exact: true }).click();
  await arrived();
  assert.equal(await publish(), 3);
  assert.equal((await press("network", "requestUnlisted")).how, "success");
  assert.deepEqual(await arrived(), ["POST https://evil.test/collect?card=4111"]);
  assert.equal((await press("apis", "hidden")).how, "fail");
});

scene("everything seen is listed at once; forgetting starts anew", async ({ page, press }) => {
  await press("network", "requestUnlisted");
  await press("apis", "hidden");
  const { panel, section } = await openSeen(page);
  await known(page, "debugInstallPackage");
  await panel.getByRole("button", { name: "Add all 2" }).click();
  await page.getByText("2 entries are in the draft").waitFor();
  await section(/Seen but not listed/).getByText("Everything that was seen and can be listed is listed.").waitFor();

  await panel.getByRole("button", { name: "Forget what was seen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await panel.getByRole("button", { name: "Forget what was seen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Forget it" }).click();
  await page.getByText("Nothing was seen yet").waitFor();
  await press("network", "requestListed");
  await known(page, "Listed but never seen");
  await page.getByRole("tab", { name: /Server domains/ }).click();
  await page.locator(".entry", { hasText: "evil.test" }).waitFor();
});

scene("a full list says so, and nothing that was seen disappears", async ({ page, press }) => {
  await page.getByRole("button", { name: "Paste many" }).click();
  await page.getByRole("textbox", { name: "Lines to add" }).fill(Array.from({ length: 27 }, (_, at) => `host${at}.good.test`).join("\n"));
  await page.getByRole("dialog").getByRole("button", { name: "Add 27" }).click();
  await page.getByText("30 of 30").waitFor();
  await press("network", "requestUnlisted");
  const { section, rows } = await openSeen(page);
  await known(page, "https://evil.test/");
  await becomes(() => rows(/cannot be listed/), ["https://evil.test/"]);
  await section(/cannot be listed/).locator("[data-code=list_too_long]").waitFor();
});

scene("remarks that look like markup stay text in every table", async ({ page, press }) => {
  await addDomain(page, "text.good.test", "<b>bold</b> <script>alert(1)</script>");
  await press("network", "requestListed");
  const { panel } = await openSeen(page);
  await known(page, "text.good.test");
  assert.equal(await panel.locator("b, script").count(), 0);
});

scene("what was seen is listed in Chinese, on 360 pixels", async ({ page, press, shot }) => {
  await press("network", "requestUnlisted");
  await page.getByText("中文").click();
  await page.getByRole("tab", { name: /服务器域名/ }).focus();
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "出现过但未配置" }).waitFor();
  await page.getByText("不在白名单中的调用会被拦截").waitFor();
  await shot("seen-narrow-zh");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.getByRole("button", { name: "添加 evil.test" }).press("Enter");
  await page.getByText("已将 evil.test 加入草稿。").waitFor();
}, { width: 360, height: 740 });
