// @ts-check
/** Somebody who never saw the demo: from the page as it opens to a change that is published and enforced, by nothing but what the page says. */
import assert from "node:assert/strict";
import { scenes } from "./demo-page.js";

const scene = scenes();

/** What a person takes to read, to think and to move the hand, for each thing that they do. */
const PER_ACTION_MS = 4_000;
const A_MINUTE_MS = 60_000;

const en = {
  send: "Send card number elsewhere", denied: "denied", list: "List it …", entry: "Add domain", save: "Save", unpublished: /unpublished changes/,
  review: "Publish …", reviewing: "Publish revision 2", name: "Your name", publish: "Publish", published: /^Revision 2 is published/, taken: "The phone took revision 2", allowed: "allowed",
};
const zh = {
  send: "把卡号发往别处", denied: "拒绝", list: "加入白名单…", entry: "添加域名", save: "保存", unpublished: /未发布的修改/,
  review: "发布…", reviewing: "发布版本 2", name: "您的姓名", publish: "发布", published: /^版本 2 已发布/, taken: "手机已采用版本 2", allowed: "允许",
};

for (const [say, locale, width, height] of /** @type {const} */ ([[en, "en-US", 1280, 720], [zh, "zh-CN", 1440, 800]])) {
  scene(`a newcomer lists what was denied, publishes it, and sees it go through, within a minute and without scrolling (${locale}, ${width} × ${height})`, async ({ page, phone, arrived, shot }) => {
    let actions = 0;
    const start = Date.now();
    /** Something to do, at a place that is in view. @param {import("playwright-core").Locator} place @param {(place: import("playwright-core").Locator) => Promise<void>} [how] */
    const act = async (place, how = (place) => place.click()) => {
      actions += 1;
      await place.waitFor();
      const box = await place.boundingBox();
      assert.ok(box !== null && box.y >= 0 && box.y + box.height <= height, `action ${actions} is at ${box?.y}, out of view`);
      await how(place);
      await shot(`newcomer-${actions}-${locale}`);
    };
    const decision = (/** @type {string} */ verdict) => page.getByRole("log").getByRole("listitem").filter({ hasText: "https://evil.test/collect" }).first().filter({ has: page.getByText(verdict, { exact: true }) });
    const dialog = (/** @type {string} */ name) => page.getByRole("dialog", { name });
    const press = (/** @type {any} */ within, /** @type {string} */ name) => act(within.getByRole("button", { name, exact: true }));
    const send = () => act(phone.getByRole("button", { name: say.send }));

    await send();
    await decision(say.denied).waitFor();
    assert.deepEqual(await arrived(), [], "the card number has left the phone");

    await act(page.getByRole("log").getByText(say.list, { exact: true }));
    assert.equal(await dialog(say.entry).getByRole("textbox").first().inputValue(), "evil.test", "there is nothing to type");
    await press(dialog(say.entry), say.save);
    await page.getByText(say.unpublished).waitFor();
    await press(page, say.review);
    await act(dialog(say.reviewing).getByLabel(say.name), (field) => field.fill("Ann"));
    await press(dialog(say.reviewing), say.publish);
    await page.getByText(say.published).waitFor();
    await page.getByText(say.taken).waitFor();

    await send();
    await decision(say.allowed).waitFor();
    const took = Date.now() - start;
    assert.deepEqual(await arrived(), ["POST https://evil.test/collect?card=4111"]);
    console.log(`# ${actions} things to do: ${took} ms for the machine, ${actions * PER_ACTION_MS} ms for the person`);
    assert.ok(took + actions * PER_ACTION_MS < A_MINUTE_MS, `${actions} things to do, and ${took} ms`);
  }, { locale, width, height });
}
