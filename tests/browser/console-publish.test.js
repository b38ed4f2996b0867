// @ts-check
/** Publishing from the demo's console: what is shown before, who is asked for, and what is said and kept when the server does not take it. */
import assert from "node:assert/strict";
import { scenes, SHOP } from "./demo-page.js";
import { personAt, speak } from "./console-words.js";

const scene = scenes();

/** @typedef {import("playwright-core").Page} Page */
/** What the page says when the server did not take it. @param {Page} page @param {string} code */
const refused = (page, code) => page.getByRole("dialog").locator(`.ant-alert[data-code=${code}]`);
/** A draft that would take long to type, as the browser keeps one. @param {Page} page @param {any} base @param {(draft: any) => void} edit */
async function keepDraft(page, base, edit) {
  const draft = structuredClone(base);
  edit(draft);
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [`minifence.draft.${SHOP}`, JSON.stringify({ format: 1, base: JSON.stringify(base), draft: JSON.stringify(draft) })]);
  await page.reload();
}
/** @param {import("./demo-page.js").Scene} scene */
const history = async ({ demo }) => (await (await fetch(`${demo.url}/api/apps/${SHOP}/history`)).json()).revisions;

for (const language of /** @type {const} */ (["en", "zh"])) {
  scene(`the review shows what changes, asks who it is, and publishes with name and note (${language})`, async (scene) => {
    const { page, shot, published } = scene;
    await speak(page, language);
    const ann = personAt(page, language);
    await ann.add("new.good.test", "<b>why</b>");
    await ann.edit("api.good.test", { remark: "orders only" });
    await ann.remove("*.cdn.good.test");
    await page.getByRole("switch").click();
    await ann.press("review");

    const changes = ann.dialog.locator(".change");
    assert.deepEqual(await changes.evaluateAll((all) => all.map((one) => one.getAttribute("data-kind"))), ["enabled_changed", "entry_removed", "entry_added", "remark_changed"]);
    assert.match(await changes.first().innerText(), language === "zh" ? /名单停用.*可以访问任何服务器/s : /switched off.*Every server may be reached/s);
    await ann.dialog.locator(".change.added", { hasText: "<b>why</b>" }).waitFor();
    await shot(`review-${language}`);

    await ann.answer("publish");
    const name = ann.dialog.getByLabel(ann.say.name);
    assert.equal(await name.evaluate((field) => field === document.activeElement && field.getAttribute("aria-invalid")), "true", "a name is asked for");
    await name.fill("李\u202e雷");
    assert.equal(await name.getAttribute("aria-invalid"), "true", "a name that turns the line around is refused");
    await name.fill(" 李雷 ");
    await ann.dialog.getByLabel(ann.say.note).fill("because");
    await ann.answer("publish");
    await ann.sees(2);
    assert.equal(await published().then(({ revision }) => revision), 2);
    const [{ author, note, restores }] = await history(scene);
    assert.deepEqual([author, note, restores], ["李雷", "because", null]);
    await page.locator(".person", { hasText: "李雷" }).waitFor();
  });
}

scene("what a publication does to calls that were seen is said before", async ({ page, demo, shot }) => {
  const phone = demo.url.replace("127.0.0.1", "localhost");
  const seen = (/** @type {string} */ list, /** @type {string} */ subject, /** @type {string} */ code, /** @type {number} */ count) => ({ list, subject, code, count, first: 1, last: 2 });
  await fetch(`${phone}/api/apps/${SHOP}/observations`, { method: "POST", headers: { origin: phone, "content-type": "application/json" }, body: JSON.stringify({ observations: [
    seen("serverDomains", "https://api.good.test/", "listed", 12), seen("serverDomains", "https://evil.test/", "host_not_listed", 3), seen("apis", "alert", "api_official", 1),
  ] }) });
  const ann = personAt(page);
  await ann.remove("api.good.test");
  await ann.add("evil.test");
  await ann.press("review");
  const shift = (/** @type {string} */ becomes) => ann.dialog.locator(`.shift[data-becomes=${becomes}]`);
  assert.match(await shift("denied").innerText(), /https:\/\/api\.good\.test\/.*seen 12 times/s);
  assert.match(await shift("allowed").innerText(), /https:\/\/evil\.test\/.*seen 3 times/s);
  await ann.dialog.getByText("For 1 call that was seen, nothing changes").waitFor();
  await shot("review-shifts");
});

for (const language of /** @type {const} */ (["en", "zh"])) {
  scene(`a server that is gone loses nothing: it is said, and trying again publishes once (${language})`, async (scene) => {
    const { page, server, shot } = scene;
    await speak(page, language);
    const ann = personAt(page, language);
    await ann.add("one.good.test");
    await server.stop();
    await ann.publish();
    await refused(page, "unreachable").waitFor();
    await shot(`unreachable-${language}`);
    await page.getByRole("button", { name: language === "zh" ? "继续编辑" : "Keep editing" }).click();
    await ann.add("two.good.test");
    await ann.publish();
    await refused(page, "unreachable").waitFor();
    await server.start();
    await ann.answer("publish");
    await ann.sees(2);
    assert.deepEqual((await history(scene)).map((/** @type {any} */ one) => one.revision), [2, 1]);
    assert.deepEqual((await ann.entries()).slice(-2), ["one.good.test", "two.good.test"]);
  });
}

scene("a full disk at the server: nothing is published, nothing is lost, and it goes on once there is room", async ({ page, server, published, shot }) => {
  const ann = personAt(page);
  await server.stop();
  await server.start({ room: 4096 }); // not a page more than it has
  await keepDraft(page, await published(), (draft) => { for (let at = 0; at < 27; at += 1) draft.serverDomains.entries.push({ domain: `host-${at}.good.test`, remark: "r".repeat(200) }); });
  await page.getByRole("tab", { name: /30 of 30/ }).waitFor();
  await ann.publish();
  await refused(page, "storage_full").waitFor();
  await shot("disk-full");
  assert.equal((await published()).revision, 1);
  await server.stop();
  await server.start();
  await ann.answer("publish");
  await ann.sees(2);
  assert.equal((await published()).serverDomains.entries.length, 30);
});

for (const heard of [true, false]) {
  scene(`an answer that is lost on its way: the publication counts, ${heard ? "as soon as the server tells of it" : "when it is sent again"}`, async (scene) => {
    const { page, server } = scene;
    const ann = personAt(page);
    if (!heard) {
      // The stream breaks, and does not come back.
      await page.route("**/events", (route) => route.abort());
      await server.stop();
      await server.start();
      await page.getByText("The connection to the server is interrupted").waitFor();
    }
    await ann.add("one.good.test");
    let lost = 0;
    await page.route("**/policy", async (route) => {
      if (route.request().method() !== "PUT" || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await ann.publish();
    if (!heard) {
      await refused(page, "unreachable").waitFor();
      await ann.answer("publish");
    }
    await ann.sees(2);
    assert.deepEqual([lost, (await history(scene)).map((/** @type {any} */ one) => one.revision)], [1, [2, 1]]);
    assert.ok(await page.getByRole("button", { name: "Publish …" }).isDisabled());
  });
}

scene("a policy that is too large for the server is refused in words and kept", async ({ page, published }) => {
  const ann = personAt(page);
  await keepDraft(page, await published(), (draft) => { for (let at = 0; at < 7_000; at += 1) draft.webViewDomains.entries.push({ domain: `host-${at}.example.com`, remark: "界".repeat(200) }); });
  await page.getByRole("tab", { name: /Web-view domains 7001/ }).waitFor();
  await ann.publish();
  await refused(page, "too_large").waitFor();
  assert.equal((await published()).revision, 1);
  await page.getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("tab", { name: /Web-view domains 7001/ }).waitFor();
});

scene("publishing by keyboard alone: the focus goes in, stays in, and comes back; Escape closes", async ({ page, published }) => {
  const ann = personAt(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  const inside = () => page.evaluate(() => (document.activeElement?.closest('[role="dialog"]') === null && document.activeElement !== document.body ? document.activeElement?.outerHTML.slice(0, 200) : "inside"));
  await ann.add("one.good.test");
  await page.getByRole("button", { name: "Publish …" }).focus();
  await page.keyboard.press("Enter");
  await ann.dialog.waitFor();
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press("Tab");
    assert.equal(await inside(), "inside", "the focus stays in the dialog");
  }
  await page.keyboard.press("Escape");
  await ann.dialog.waitFor({ state: "hidden" });
  await page.waitForFunction(() => document.activeElement?.textContent === "Publish …");

  await page.keyboard.press("Enter");
  await ann.dialog.waitFor();
  while ((await page.evaluate(() => document.activeElement?.id)) !== "review-name") await page.keyboard.press("Tab");
  await page.keyboard.type("Ann");
  await page.keyboard.press("Enter");
  await ann.sees(2);
  assert.equal((await published()).revision, 2);
  assert.notEqual(await focused(), "");
});
