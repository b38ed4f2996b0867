/** The words of the frame: header, switch, lists, entries, draft, review and publishing. */
import type { List, Mode } from "minifence/types";
import type { Rule } from "../policy.ts";

export interface FrameWords {
  tagline: string; program: string; language: string; loading: string; control: string; modes: Record<Mode, string>; effects: Record<Mode, string>; revision: (n: number) => string;
  unsaved: string; allPublished: string; discard: string; publish: string; published: (n: number) => string; newer: (n: number) => string; loadNewer: string; notPublished: string;
  lists: Record<List, string>; about: Record<List, string>; counted: (n: number, limit: number) => string; rules: Record<Rule, string>; listOn: string; listOff: string;
  entry: Record<List, string>; remark: string; actions: string; empty: string; add: Record<List, string>; edit: (value: string) => string; remove: (value: string) => string; editTitle: string;
  placeholder: Record<List, string>; optional: string; entryHelp: Record<List, string>; save: string; cancel: string; stored: (value: string) => string; removeTitle: (value: string) => string;
  removeText: string; removeYes: string;
}

export const en: FrameWords = {
  tagline: "allowlists for mini programs", program: "Mini program", language: "Language", loading: "Loading …", control: "Permission control",
  modes: { off: "Off", report: "Report", enforce: "Enforce" },
  effects: {
    off: "Nothing is checked: every call goes through.",
    report: "Every call is judged and goes through; what would be denied is only reported.",
    enforce: "Only what the lists allow goes through. Everything else fails before it leaves the phone.",
  },
  revision: (n) => `Revision ${n}`, unsaved: "unsaved changes", allPublished: "published", discard: "Discard", publish: "Publish",
  published: (n) => `Revision ${n} is published; running phones take it at once.`, newer: (n) => `Somebody else published revision ${n} while you were editing.`,
  loadNewer: "Drop my changes and load it", notPublished: "Not published", lists: { serverDomains: "Server domains", apis: "APIs", webViewDomains: "Web-view domains" },
  about: {
    serverDomains: "Hosts that requests, uploads, downloads and sockets may reach. HTTPS and WSS only.",
    apis: "Custom APIs that may be called. Official APIs are allowed without being listed.",
    webViewDomains: "Hosts whose pages a web-view may show. HTTPS only.",
  },
  counted: (n, limit) => `${n} of ${limit}`, rules: { suffix: "In this policy an entry also matches its subdomains.", unofficial: "In this policy official APIs must be listed too." },
  listOn: "List in force", listOff: "List switched off: it allows everything", entry: { serverDomains: "Domain", apis: "API", webViewDomains: "Domain" }, remark: "Remark", actions: "Actions",
  empty: "Nothing is listed", add: { serverDomains: "Add domain", apis: "Add API", webViewDomains: "Add domain" }, edit: (value) => `Edit ${value}`, remove: (value) => `Delete ${value}`,
  editTitle: "Edit entry", placeholder: { serverDomains: "api.example.com", apis: "tinyToNative", webViewDomains: "pages.example.com" }, optional: "optional",
  entryHelp: {
    serverDomains: "A host, and a port if it is not 443. *.example.com stands for every host below example.com.",
    apis: "The name exactly as it is called; upper and lower case differ.",
    webViewDomains: "A host, and a port if it is not 443. *.example.com stands for every host below example.com.",
  },
  save: "Save", cancel: "Cancel", stored: (value) => `Will be stored as ${value}`, removeTitle: (value) => `Delete ${value}?`, removeText: "It takes effect when you publish.",
  removeYes: "Delete",
};

export const zh: FrameWords = {
  tagline: "小程序权限管控", program: "小程序", language: "语言", loading: "加载中…", control: "权限控制开关", modes: { off: "关闭", report: "仅报告", enforce: "生效" },
  effects: {
    off: "不做任何检查，所有调用都会放行。",
    report: "所有调用都会被判定并放行；本应拒绝的调用只做记录。",
    enforce: "只有名单允许的调用才会放行，其余调用在离开手机之前即告失败。",
  },
  revision: (n) => `版本 ${n}`, unsaved: "有未发布的修改", allPublished: "已发布", discard: "放弃修改", publish: "发布", published: (n) => `版本 ${n} 已发布，运行中的手机已经生效。`, newer: (n) => `您编辑期间，其他人发布了版本 ${n}。`,
  loadNewer: "放弃我的修改并载入", notPublished: "未能发布", lists: { serverDomains: "服务器域名", apis: "API", webViewDomains: "WebView 域名" },
  about: {
    serverDomains: "请求、上传、下载和 WebSocket 可以访问的主机，仅限 HTTPS 和 WSS。",
    apis: "可以调用的自定义 API。官方 API 无需列出即可调用。",
    webViewDomains: "web-view 可以显示其页面的主机，仅限 HTTPS。",
  },
  counted: (n, limit) => `${n} / ${limit}`, rules: { suffix: "此策略中，条目同时匹配其子域名。", unofficial: "此策略中，官方 API 也须列出。" }, listOn: "名单生效中", listOff: "名单已停用：全部放行",
  entry: { serverDomains: "域名", apis: "API", webViewDomains: "域名" }, remark: "备注", actions: "操作", empty: "名单为空", add: { serverDomains: "添加域名", apis: "添加 API", webViewDomains: "添加域名" },
  edit: (value) => `编辑 ${value}`, remove: (value) => `删除 ${value}`, editTitle: "编辑条目",
  placeholder: { serverDomains: "api.example.com", apis: "tinyToNative", webViewDomains: "pages.example.com" }, optional: "选填",
  entryHelp: {
    serverDomains: "填写主机；端口不是 443 时一并填写。*.example.com 表示 example.com 的所有子域名。",
    apis: "填写与调用时完全一致的名称，区分大小写。",
    webViewDomains: "填写主机；端口不是 443 时一并填写。*.example.com 表示 example.com 的所有子域名。",
  },
  save: "保存", cancel: "取消", stored: (value) => `将保存为 ${value}`, removeTitle: (value) => `确定删除 ${value} 吗？`, removeText: "发布后生效。", removeYes: "删除",
};
