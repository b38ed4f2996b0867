// @ts-check
/** Two people at one policy, each with a browser of their own: the second publication is refused, and nothing of either is lost. */
import assert from "node:assert/strict";
import { addDomain, publishAs, scenes } from "./demo-page.js";

const scene = scenes();

/** @typedef {import("playwright-core").Page} Page */
/** @param {Page} page @param {string} text */
const entry = (page, text) => page.locator(".entries .entry", { hasText: text });
/** @param {Page} page */
const conflict = (page) => page.getByRole("dialog", { name: "Somebody else published meanwhile" });

scene("a publication meanwhile is told quietly, with who and what, and mine goes on top of theirs", async ({ page, meet, publish, published, shot }) => {
  const other = await meet();
  await addDomain(other, "theirs.good.test", "from the other");
  await addDomain(page, "ours.good.test");
  await publish();
  await other.getByText("Somebody else published revision 2").waitFor();
  await other.locator(".newer", { hasText: "Ann" }).waitFor();
  await other.getByRole("button", { name: "Look …" }).click();
  await conflict(other).locator("[data-revision='2']", { hasText: "Ann" }).waitFor();
  await conflict(other).locator(".change.added", { hasText: "ours.good.test" }).waitFor();
  await conflict(other).locator(".change.added", { hasText: "theirs.good.test" }).waitFor();
  await conflict(other).getByRole("button", { name: "Put my changes on top of theirs" }).click();

  const review = other.getByRole("dialog", { name: "Publish revision 3" });
  await review.locator(".change.added", { hasText: "theirs.good.test" }).waitFor();
  assert.equal(await review.locator(".change").count(), 1);
  await review.getByLabel("Your name").fill("Bo");
  await review.getByRole("button", { name: "Publish", exact: true }).click();
  await other.getByText("Revision 3 is published").waitFor();
  assert.deepEqual((await published()).serverDomains.entries.slice(-2), [{ domain: "ours.good.test" }, { domain: "theirs.good.test", remark: "from the other" }]);
  await entry(page, "theirs.good.test").waitFor();
  await shot("two-people-after");
});
