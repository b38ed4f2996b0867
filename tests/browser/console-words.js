// @ts-check
/** The words by which the tests of the console find things, in both languages, and what a person does with them. No assertions here. */

const en = {
  add: "Add domain", domain: "Domain", remark: "Remark", save: "Save", delete: "Delete", cancel: "Cancel", undo: "Undo", redo: "Redo",
  review: "Publish …", publish: "Publish", name: "Your name", note: "Note", discard: "Discard …", discardYes: "Discard", look: "Look …",
  conflict: "Somebody else published meanwhile", onTop: "Put my changes on top of theirs", dropMine: "Drop mine", later: "Decide later",
  search: "Search entries and remarks", paste: "Paste many …", lines: "Lines to add",
  transfer: "Import, export …", file: "Text of the file", fix: /^Correct \(/, export: "Export", permission: /^Permission file/, history: "History …", restoreOne: "Restore revision 1 …", restore: /^Publish as revision/,
  webViews: /^Web-view domains/, seen: "Seen", subject: "URL or API name",
};
/** @type {typeof en} */
const zh = {
  add: "添加域名", domain: "域名", remark: "备注", save: "保存", delete: "删除", cancel: "取消", undo: "撤销", redo: "重做",
  review: "发布…", publish: "发布", name: "您的姓名", note: "说明", discard: "放弃修改…", discardYes: "放弃", look: "查看…",
  conflict: "其他人在此期间发布了新版本", onTop: "把我的修改叠加到对方版本上", dropMine: "放弃我的修改", later: "稍后决定",
  search: "搜索条目和备注", paste: "批量添加…", lines: "待添加的内容",
  transfer: "导入、导出…", file: "文件内容", fix: /^修正 \(/, export: "导出", permission: /^权限文件/, history: "历史记录…", restoreOne: "恢复版本 1…", restore: /^发布为版本/,
  webViews: /^WebView 域名/, seen: "已观察", subject: "URL 或 API 名称",
};
export const SPOKEN = { en, zh };

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {"en" | "zh"} language */
export async function speak(page, language) {
  await page.locator("header").getByText(language === "zh" ? "中文" : "English").click();
  await page.waitForFunction((lang) => document.documentElement.lang === lang, language === "zh" ? "zh-CN" : "en");
}

/** A person at a page, in one language. @param {Page} page @param {"en" | "zh"} [language] */
export function personAt(page, language = "en") {
  const say = SPOKEN[language];
  const dialog = page.getByRole("dialog");
  const button = (/** @type {string | RegExp} */ name, within = /** @type {any} */ (page)) => within.getByRole("button", { name, exact: true });
  return {
    say, dialog,
    press: (/** @type {keyof typeof en} */ what) => button(say[what]).click(),
    answer: (/** @type {keyof typeof en} */ what) => button(say[what], dialog).click(),
    entry: (/** @type {string} */ text) => page.locator(".entries .entry").getByText(text, { exact: true }),
    entries: () => page.locator(".entries .entry").allTextContents(),
    async add(/** @type {string} */ domain, remark = "") {
      await button(say.add).click();
      await dialog.getByLabel(say.domain).fill(domain);
      await dialog.getByLabel(say.remark).fill(remark);
      await button(say.save, dialog).click();
      await dialog.waitFor({ state: "hidden" });
    },
    /** @param {readonly string[]} lines */
    async paste(lines) {
      await page.getByRole("button", { name: "Paste many …" }).click();
      await dialog.getByRole("textbox", { name: "Lines to add" }).fill(lines.join("\n"));
      await button(`Add ${lines.length}`, dialog).click();
      await dialog.waitFor({ state: "hidden" });
    },
    async edit(/** @type {string} */ domain, /** @type {{ domain?: string, remark?: string }} */ to) {
      await page.locator(`[data-edits="${domain}"]`).click();
      if (to.domain !== undefined) await dialog.getByLabel(say.domain).fill(to.domain);
      if (to.remark !== undefined) await dialog.getByLabel(say.remark).fill(to.remark);
      await button(say.save, dialog).click();
      await dialog.waitFor({ state: "hidden" });
    },
    async remove(/** @type {string} */ domain) {
      await page.locator(".entries tr", { hasText: domain }).getByRole("button").last().click();
      await button(say.delete, dialog).click();
      await dialog.waitFor({ state: "hidden" });
    },
    /** Review, name, publish; `sees` waits until it is done. */
    async publish(name = "Ann", note = "") {
      await button(say.review).click();
      await dialog.getByLabel(say.name).fill(name);
      await dialog.getByLabel(say.note).fill(note);
      await button(say.publish, dialog).click();
    },
    /** The page says that this revision is published, and nothing is under edit. @param {number} revision */
    sees: (revision) => page.locator(".state", { hasText: language === "zh" ? `版本 ${revision} · 已发布` : `Revision ${revision} · published` }).waitFor({ timeout: 20_000 }),
    /** A message that goes by. */
    told: (/** @type {string | RegExp} */ words) => page.locator(".ant-message").getByText(words).waitFor(),
  };
}
