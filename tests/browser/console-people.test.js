// @ts-check
/** Two people at one policy, each with a browser of their own: the second publication is refused, and nothing of either is lost. */
import assert from "node:assert/strict";
import { scenes, SHOP } from "./demo-page.js";
import { personAt, speak } from "./console-words.js";

const scene = scenes();

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./demo-page.js").Scene} Scene */

/** Ann at the scene's page and Bo at another one, with Ann's publication done and Bo's changes not. @param {Scene} scene @param {(ann: ReturnType<typeof personAt>) => Promise<void>} first @param {(bo: ReturnType<typeof personAt>) => Promise<void>} second @param {"en" | "zh"} [language] */
async function crossing({ page, meet }, first, second, language = "en") {
  const other = await meet();
  await speak(other, language);
  const [ann, bo] = [personAt(page), personAt(other, language)];
  await second(bo);
  await first(ann);
  await ann.publish("Ann", "in a hurry");
  await ann.sees(2);
  await other.locator(".newer").waitFor();
  return { ann, bo, other, dialog: other.getByRole("dialog", { name: bo.say.conflict }) };
}

for (const language of /** @type {const} */ (["en", "zh"])) {
  scene(`a publication meanwhile is told quietly, with who and what, and mine goes on top of theirs (${language})`, async (scene) => {
    const { bo, other, dialog } = await crossing(scene, (ann) => ann.add("ours.good.test"), (bo) => bo.add("theirs.good.test", "from Bo"), language);
    await other.locator(".newer", { hasText: "Ann" }).waitFor();
    assert.equal(await bo.entry("theirs.good.test").count(), 1, "the draft is kept");
    await bo.press("look");
    await dialog.locator("[data-revision='2']", { hasText: "Ann" }).getByText("in a hurry").waitFor();
    await dialog.locator(".change.added", { hasText: "ours.good.test" }).waitFor();
    await dialog.locator(".change.added", { hasText: "theirs.good.test" }).waitFor();
    await scene.shot(`conflict-${language}`, other);
    await bo.answer("onTop");

    // The review comes at once, with nothing but Bo's own.
    await other.getByRole("dialog", { name: /3/ }).locator(".change.added", { hasText: "theirs.good.test" }).waitFor();
    assert.equal(await other.getByRole("dialog").locator(".change").count(), 1);
    await bo.dialog.getByLabel(bo.say.name).fill("Bo");
    await bo.answer("publish");
    await bo.sees(3);
    assert.deepEqual((await scene.published()).serverDomains.entries.slice(-2), [{ domain: "ours.good.test" }, { domain: "theirs.good.test", remark: "from Bo" }]);
    await personAt(scene.page).entry("theirs.good.test").waitFor();
  });
}

scene("a publication that comes too late is refused by the server, with the same choices", async ({ page, meet, server, published }) => {
  const other = await meet();
  const [ann, bo] = [personAt(page), personAt(other)];
  // Bo's page hears nothing any more: the answer to his publication is the first word of Ann's.
  await other.route("**/events", (route) => route.abort());
  await server.stop();
  await server.start();
  await other.getByText("The connection to the server is interrupted").waitFor();
  await bo.add("theirs.good.test");
  await ann.add("ours.good.test");
  await ann.publish();
  await ann.sees(2);
  assert.equal(await other.locator(".newer").count(), 0);
  await bo.publish("Bo");
  const dialog = other.getByRole("dialog", { name: bo.say.conflict });
  await dialog.getByText("Not published: your draft is based on an earlier revision.").waitFor();
  await dialog.locator("[data-revision='2']", { hasText: "Ann" }).waitFor();
  assert.equal((await published()).revision, 2);
  await bo.answer("onTop");
  await bo.answer("publish");
  await bo.sees(3);
  assert.deepEqual((await published()).serverDomains.entries.slice(-2).map((/** @type {any} */ entry) => entry.domain), ["ours.good.test", "theirs.good.test"]);
});

scene("where both changed the same, theirs stays and mine is shown, copied, and kept until I am done with it", async (scene) => {
  const { bo, other, dialog } = await crossing(scene, async (ann) => {
    await ann.edit("api.good.test", { remark: "Ann's" });
    await ann.edit("*.cdn.good.test", { domain: "img.good.test" });
    await ann.add("new.good.test", "by Ann");
    await scene.page.locator(".mode").getByText("Report", { exact: true }).click();
  }, async (bo) => {
    await bo.edit("api.good.test", { remark: "Bo's" });
    await bo.edit("*.cdn.good.test", { remark: "Bo's pictures" });
    await bo.add("new.good.test", "by Bo");
    await bo.add("only.good.test", "by Bo");
  });
  await other.locator(".mode").getByText("Off", { exact: true }).click();
  await bo.press("look");
  await dialog.getByText("4 of your changes collide with theirs").waitFor();
  await bo.answer("onTop");
  await bo.dialog.locator(".change").first().waitFor();
  assert.deepEqual(await bo.dialog.locator(".change .entry").allTextContents(), ["only.good.test"]);
  await other.getByRole("button", { name: "Keep editing" }).click();

  const left = other.locator(".leftovers");
  await left.getByText("4 of your changes were not put on top of theirs").waitFor();
  await scene.shot("left-over", other);
  await other.reload();
  await left.locator(".change", { hasText: "they deleted the entry" }).getByText("*.cdn.good.test").waitFor();
  await left.locator(".change", { hasText: "they added it with another remark" }).getByText("new.good.test").waitFor();
  await left.locator(".change", { hasText: "they changed it too" }).first().waitFor();
  assert.equal(await left.locator(".change", { hasText: "they changed it too" }).count(), 2, "a remark, and the switch");
  await other.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await left.getByRole("button", { name: "Copy as text" }).click();
  await bo.told("Copied.");
  const copied = await other.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /Server domains · \+ new\.good\.test, by Bo \(they added it with another remark\)/);
  await left.getByRole("button", { name: "Delete …" }).click();
  await bo.answer("delete");
  await left.waitFor({ state: "hidden" });

  await bo.publish("Bo");
  await bo.sees(3);
  const { mode, serverDomains } = await scene.published();
  assert.deepEqual([mode, serverDomains.entries], ["report", [
    { domain: "api.good.test", remark: "Ann's" }, { domain: "img.good.test", remark: "pictures, any region" }, { domain: "pay.good.test:8443", remark: "payment gateway, on its own port" },
    { domain: "new.good.test", remark: "by Ann" }, { domain: "only.good.test", remark: "by Bo" }]]);
});

scene("what the list has no room for is left over, and the rest goes on top", async (scene) => {
  const fill = (/** @type {string} */ who, /** @type {number} */ count) => (/** @type {ReturnType<typeof personAt>} */ person) => person.paste(Array.from({ length: count }, (_, at) => `${who}-${at}.good.test`));
  const { bo, other } = await crossing(scene, fill("ann", 20), fill("bo", 10));
  await bo.press("look");
  await bo.answer("onTop");
  await other.getByRole("dialog").locator(".change").nth(6).waitFor();
  await other.getByRole("button", { name: "Keep editing" }).click();
  await other.getByRole("tab", { name: /30 of 30/ }).waitFor();
  await other.getByText("3 of your changes were not put on top of theirs").waitFor();
  assert.equal(await other.locator(".leftovers .change", { hasText: "the list has no room left" }).count(), 3);
});

scene("my changes can be dropped for theirs, and brought back", async (scene) => {
  const { bo, other } = await crossing(scene, (ann) => ann.add("ours.good.test"), (bo) => bo.add("theirs.good.test"));
  await bo.press("look");
  await bo.answer("later");
  await bo.dialog.waitFor({ state: "hidden" });
  assert.equal(await bo.entry("theirs.good.test").count(), 1);
  await bo.press("look");
  await bo.answer("dropMine");
  await bo.entry("ours.good.test").waitFor();
  assert.equal(await bo.entry("theirs.good.test").count(), 0);
  await other.getByText("Revision 2 · published").waitFor();
  await bo.press("undo");
  await bo.entry("theirs.good.test").waitFor();
  await other.locator(".newer").waitFor();
});

scene("who did the same as somebody else has nothing left to publish", async (scene) => {
  const { page, meet } = scene;
  const other = await meet();
  const [ann, bo] = [personAt(page), personAt(other)];
  await bo.add("same.good.test", "same");
  await ann.add("same.good.test", "same");
  await ann.publish();
  await ann.sees(2);
  await other.getByText("Revision 2 · published").waitFor();
  assert.equal(await other.locator(".newer").count(), 0);
  assert.ok(await other.getByRole("button", { name: "Publish …" }).isDisabled());
});

scene("what an import changed, how entries match and whether official APIs are free, goes on top too", async (scene) => {
  const { page, meet, published } = scene;
  const base = await published();
  const draft = { ...base, serverDomains: { ...base.serverDomains, hostRule: "suffix" }, apis: { ...base.apis, official: false } };
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [`minifence.draft.${SHOP}`, JSON.stringify({ format: 1, base: JSON.stringify(base), draft: JSON.stringify(draft) })]);
  await page.reload();
  await page.getByText("In this policy an entry also matches its subdomains").waitFor();
  const bo = personAt(await meet());
  await bo.add("ours.good.test");
  await bo.publish("Bo");
  await bo.sees(2);
  const ann = personAt(page);
  await ann.press("look");
  await ann.answer("onTop");
  await ann.dialog.getByText("An entry now also matches its subdomains.").waitFor();
  await ann.dialog.getByText("Official APIs must now be listed too.").waitFor();
  await ann.dialog.getByLabel("Your name").fill("Ann");
  await ann.answer("publish");
  await ann.sees(3);
  const now = await published();
  assert.deepEqual([now.serverDomains.hostRule, now.apis.official, now.serverDomains.entries.at(-1).domain], ["suffix", false, "ours.good.test"]);
});
