/** The words of the panels: the test box, the phone and its decisions; and, each from a file of its own, of the dialogs around them. */
import type { List } from "minifence/types";
import * as bulk from "./bulk.ts";
import * as history from "./history.ts";
import * as seen from "./seen.ts";
import * as transfer from "./transfer.ts";

export interface PanelWords {
  bulk: bulk.BulkWords; file: bulk.FileWords; history: history.HistoryWords; seenPanel: seen.SeenWords; transfer: transfer.TransferWords;
  test: string; testHelp: string; testList: string; testSubject: string; testPlaceholder: Record<List, string>; nearest: string; allowing: string; showEntry: (entry: string) => string;
  addThis: (text: string) => string; phone: string; restart: string; decisions: string; decisionsHelp: string; clear: string; noDecisions: string; allowed: string; denied: string;
  wouldDeny: string; enforced: string; reported: string; passed: string; noRevision: string; surface: Record<"request" | "api" | "webView", string>; installed: (n: number) => string;
  degraded: (points: string) => string; ambient: (names: string) => string; taken: (n: number) => string; refused: string; listIt: string; listThis: (text: string) => string;
}

export const en: PanelWords = {
  ...bulk.en, ...history.en, ...seen.en, ...transfer.en,
  test: "Test a URL or API", testHelp: "Judged by what you see here, published or not.", testList: "Judge as", testSubject: "URL or API name",
  testPlaceholder: { serverDomains: "https://api.example.com/orders", apis: "tinyToNative", webViewDomains: "https://pages.example.com/terms" },
  nearest: "Nearest entries:", allowing: "By the entry", showEntry: (entry) => `Show ${entry} in its list`, addThis: (text) => `Add ${text} …`, phone: "The phone", restart: "Restart", decisions: "Decisions",
  decisionsHelp: "What the guard in the phone decided, newest first.", clear: "Clear", noDecisions: "Press buttons in the phone.", allowed: "allowed", denied: "denied",
  wouldDeny: "would be denied", enforced: "enforced", reported: "only reported", passed: "passed on", noRevision: "no policy yet",
  surface: { request: "request", api: "API", webView: "web-view" }, installed: (n) => `Guard installed on ${n} points`, degraded: (points) => `Not guarded: ${points}`,
  ambient: (names) => `Open in this realm: ${names}`, taken: (n) => `The phone took revision ${n}`, refused: "The phone refused a policy", listIt: "List it …", listThis: (text) => `List it … (${text})`,
};

export const zh: PanelWords = {
  ...bulk.zh, ...history.zh, ...seen.zh, ...transfer.zh,
  test: "测试 URL 或 API", testHelp: "按当前页面上的内容判定，无论是否已发布。", testList: "判定为", testSubject: "URL 或 API 名称",
  testPlaceholder: { serverDomains: "https://api.example.com/orders", apis: "tinyToNative", webViewDomains: "https://pages.example.com/terms" },
  nearest: "最接近的条目：", allowing: "依据条目", showEntry: (entry) => `在白名单中显示 ${entry}`, addThis: (text) => `添加 ${text}…`, phone: "手机", restart: "重启", decisions: "判定记录", decisionsHelp: "手机中的守卫作出的判定，最新的在最前。", clear: "清空", noDecisions: "请点击手机中的按钮。",
  allowed: "允许", denied: "拒绝", wouldDeny: "本应拒绝", enforced: "已执行", reported: "仅报告", passed: "已放行", noRevision: "尚无策略", surface: { request: "请求", api: "API", webView: "web-view" },
  installed: (n) => `守卫已安装于 ${n} 处`, degraded: (points) => `未受保护：${points}`, ambient: (names) => `此环境中仍开放：${names}`, taken: (n) => `手机已采用版本 ${n}`, refused: "手机拒绝了一份策略", listIt: "加入白名单…", listThis: (text) => `加入白名单…（${text}）`,
};
