/** The words of the frame: the top of the page, the switch, the lists, the draft, review and publishing. */
import type { Change, HostRule, List, Mode } from "minifence/types";
import type { Sign } from "../Change.tsx";
import type { Because } from "../merge.ts";
import type { Rule } from "../policy.ts";
import type { TextFault, Theme } from "../preferences.ts";
import type { Order } from "../useListing.ts";

export interface FrameWords {
  // the top of the page
  tagline: string; skip: string; program: string; noProgram: string; language: string; theme: string; themes: Record<Theme, string>; loading: string; unreachable: string; tryAgain: string; failed: string; failedText: string; reload: string;
  you: (name: string) => string; nameTitle: string; name: string; nameHelp: string; nameFaults: Record<TextFault, string>;
  // the switch
  control: string; modes: Record<Mode, string>; effects: Record<Mode, string>; offOpens: string;
  // the lists
  lists: Record<List, string>; about: Record<List, string>; counted: (n: number, limit: number) => string; rules: Record<Rule, string>; listOn: string; listOffTitle: Record<List, string>; listOffText: Record<"report" | "enforce", string>;
  search: string; sort: string; orders: Record<Order, string>; advisedOnly: (n: number) => string; found: (n: number, of: number) => string; noMatch: string; showAll: string;
  entry: Record<List, string>; remark: string; actions: string; empty: Record<List, string>; isNew: string; isChanged: string; edit: (value: string) => string; remove: (value: string) => string;
  // one entry
  add: Record<List, string>; editTitle: string; placeholder: Record<List, string>; optional: string; entryHelp: Record<List, string>; save: string; cancel: string; stored: (value: string) => string;
  removeTitle: (value: string) => string; removeText: string; removeYes: string;
  // the draft
  revision: (n: number) => string; allPublished: string; unsaved: string; unsavedNotKept: string; undo: string; redo: string;
  discard: string; discardTitle: string; discardText: string; discardYes: string; discarded: string;
  disconnected: string; notKept: string; notKeptText: string; asideTitle: string; asideText: string; asideReason: string; copy: string; copied: string; notCopied: string; dropKept: string; dropKeptTitle: string; dropKeptText: string;
  // what changes
  signs: Record<Sign, string>; remarkChanged: (before: string, after: string) => string; modeChanged: (before: string, after: string) => string; turnedOn: string; turnedOff: string;
  hostRuleChanged: Record<HostRule, string>; officialOn: string; officialOff: string; changeText: (change: Change) => string; noChanges: string; onlyOrder: string; showMore: (n: number) => string;
  shifts: string; nothingSeen: string; noShifts: (n: number) => string; becomes: Record<"allowed" | "denied" | "reported", (n: number) => string>; seen: (n: number) => string;
  // review and publish
  review: string; reviewTitle: (n: number) => string; reviewChanges: string; reviewAdvice: string; note: string; notePlaceholder: string; noteFault: string; keepEditing: string;
  publish: string; published: (n: number) => string; notPublished: string; refusals: Readonly<Record<string, string>>; refusedOtherwise: (message: string) => string;
  // two people
  newer: (n: number) => string; look: string; conflictTitle: string; conflictText: string; conflictRefused: string; conflictSafe: string; theirs: string; mine: string; someLeft: (n: number) => string;
  putMineOnTop: string; dropMine: string; keepLooking: string; putOnTop: string; nothingOnTop: string; dropped: string; leftTitle: (n: number) => string; because: Record<Because, string>;
}

/** One entry or many, in English. */
const many = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${n.toLocaleString("en")} ${more}`);

const enModes: Record<Mode, string> = { off: "Off", report: "Report", enforce: "Enforce" };
const zhModes: Record<Mode, string> = { off: "关闭", report: "仅报告", enforce: "生效" };

/** A change as one line of plain text, to be copied. */
const asText = (modes: Record<Mode, string>) => (change: Change): string => {
  switch (change.kind) {
    case "entry_added": return `+ ${change.entry}${change.remark === "" ? "" : `, ${change.remark}`}`;
    case "entry_removed": return `− ${change.entry}${change.remark === "" ? "" : `, ${change.remark}`}`;
    case "remark_changed": return `${change.entry}: ${change.before} → ${change.after}`;
    case "mode_changed": return `${modes[change.before]} → ${modes[change.after]}`;
    default: return `${change.kind}: ${change.before} → ${change.after}`;
  }
};

export const en: FrameWords = {
  tagline: "allowlists for mini programs", skip: "Skip to the console", program: "Mini program", noProgram: "No mini program is called that", language: "Language",
  theme: "Colours", themes: { system: "Colours of the system", light: "Light colours", dark: "Dark colours" }, loading: "Loading …", unreachable: "The server does not answer. Check that it is running.", tryAgain: "Try again",
  failed: "Something in this page failed", failedText: "What is published is not touched, and your changes are kept in this browser. Load the page again to go on.", reload: "Load again",
  you: (name) => (name === "" ? "Your name …" : `You: ${name}`), nameTitle: "Who is editing?", name: "Your name", nameHelp: "Others read it in the history, beside what you publish. This browser remembers it.",
  nameFaults: { empty: "Type your name.", too_long: "A name has at most 80 characters.", invisible: "There is an invisible character. Remove it, or type the name again." },

  control: "Permission control", modes: enModes,
  effects: {
    off: "Nothing is checked: every call goes through.",
    report: "Every call is judged and goes through; what would be denied is only reported.",
    enforce: "Only what the lists allow goes through. Everything else fails before it leaves the phone.",
  },
  offOpens: "The mini program may reach any server, call any API and show any page. The lists below stop nothing.",

  lists: { serverDomains: "Server domains", apis: "APIs", webViewDomains: "Web-view domains" },
  about: {
    serverDomains: "Hosts that requests, uploads, downloads and sockets may reach. HTTPS and WSS only.",
    apis: "Custom APIs that may be called. Official APIs are allowed without being listed.",
    webViewDomains: "Hosts whose pages a web-view may show. HTTPS only.",
  },
  counted: (n, limit) => `${n} of ${limit}`, rules: { suffix: "In this policy an entry also matches its subdomains.", unofficial: "In this policy official APIs must be listed too." }, listOn: "List in force",
  listOffTitle: { serverDomains: "Every server may be reached.", apis: "Every API may be called.", webViewDomains: "Every page may be shown." },
  listOffText: { report: "The list is off: nothing is judged by it, and nothing is reported.", enforce: "The list is off: the entries below stop nothing." },
  search: "Search entries and remarks", sort: "Sort", orders: { added: "As added", newest: "Newest first", name: "By name", remark: "By remark" },
  advisedOnly: (n) => `Only the ${many(n, "entry", "entries")} with advice`, found: (n, of) => `${n.toLocaleString("en")} of ${many(of, "entry", "entries")}`, noMatch: "No entry matches", showAll: "Show all",
  entry: { serverDomains: "Domain", apis: "API", webViewDomains: "Domain" }, remark: "Remark", actions: "Actions",
  empty: { serverDomains: "Nothing is listed: no server may be reached", apis: "Nothing is listed: only official APIs may be called", webViewDomains: "Nothing is listed: no page may be shown" },
  isNew: "new", isChanged: "changed", edit: (value) => `Edit ${value}`, remove: (value) => `Delete ${value}`,

  add: { serverDomains: "Add domain", apis: "Add API", webViewDomains: "Add domain" }, editTitle: "Edit entry", placeholder: { serverDomains: "api.example.com", apis: "tinyToNative", webViewDomains: "pages.example.com" }, optional: "optional",
  entryHelp: {
    serverDomains: "A host, and a port if it is not 443. *.example.com stands for every host below example.com.",
    apis: "The name exactly as it is called; upper and lower case differ.",
    webViewDomains: "A host, and a port if it is not 443. *.example.com stands for every host below example.com.",
  },
  save: "Save", cancel: "Cancel", stored: (value) => `Will be stored as ${value}`, removeTitle: (value) => `Delete ${value}?`, removeText: "It takes effect when you publish.", removeYes: "Delete",

  revision: (n) => `Revision ${n}`, allPublished: "published", unsaved: "unpublished changes, kept in this browser", unsavedNotKept: "unpublished changes", undo: "Undo", redo: "Redo",
  discard: "Discard …", discardTitle: "Discard your changes?", discardText: "The draft becomes what is published. “Undo” brings your changes back as long as this page is open.", discardYes: "Discard",
  discarded: "Your changes are discarded. “Undo” brings them back.",
  disconnected: "The connection to the server is interrupted; it is being taken up again. You can go on editing.",
  notKept: "This browser cannot keep your changes", notKeptText: "Its storage is full or switched off. Publish or export your changes before you close this page, or they are lost.",
  asideTitle: "Unpublished changes were found that cannot be read", asideText: "They were damaged or edited outside this page, so they were set aside. Nothing of them is in the draft below.", asideReason: "The first error:",
  copy: "Copy as text", copied: "Copied.", notCopied: "The browser did not allow copying.", dropKept: "Delete …", dropKeptTitle: "Delete this for good?", dropKeptText: "It cannot be brought back. Copy it first if you may need it.",

  signs: { added: "Added:", removed: "Removed:", changed: "Changed:" }, remarkChanged: (before, after) => (before === "" ? `remark added: “${after}”` : after === "" ? `remark removed: “${before}”` : `remark “${before}” becomes “${after}”`),
  modeChanged: (before, after) => `${before} → ${after}.`, turnedOn: "The list is in force again.", turnedOff: "The list is switched off.",
  hostRuleChanged: { suffix: "An entry now also matches its subdomains.", exact: "An entry now matches its own host only, no subdomain." },
  officialOn: "Official APIs are now allowed without being listed.", officialOff: "Official APIs must now be listed too.", changeText: asText(enModes),
  noChanges: "Nothing changes.", onlyOrder: "Only the order of entries changes, which has no effect.", showMore: (n) => `Show more (${n.toLocaleString("en")} left)`,
  shifts: "What this changes for calls seen so far", nothingSeen: "No call of this mini program was seen yet, so nothing can be said here.", noShifts: (n) => `For ${many(n, "call that was seen, nothing changes", "calls that were seen, nothing changes")}.`,
  becomes: {
    denied: (n) => `${many(n, "call", "calls")} will be stopped:`,
    allowed: (n) => `${many(n, "call", "calls")} will go through:`,
    reported: (n) => `${many(n, "call", "calls")} will go through and be reported:`,
  },
  seen: (n) => `seen ${n === 1 ? "once" : `${n.toLocaleString("en")} times`}`,

  review: "Publish …", reviewTitle: (n) => `Publish revision ${n}`, reviewChanges: "What changes", reviewAdvice: "Before you publish",
  note: "Note", notePlaceholder: "Why? Others read it in the history.", noteFault: "A note has at most 200 characters, none of them invisible.", keepEditing: "Keep editing",
  publish: "Publish", published: (n) => `Revision ${n} is published; running phones take it at once.`, notPublished: "Not published. Your changes are kept.",
  refusals: {
    unreachable: "The server does not answer. Check that it is running and try again: trying twice does no harm.",
    storage_full: "The server's disk is full, so nothing was saved and what is published stays in force. Ask the people who run the server to make room, then try again.",
    too_large: "The policy is larger than the server takes. Remove entries that nobody needs; a wildcard can replace many.",
    policy_refused: "The server found errors in the policy:",
  },
  refusedOtherwise: (message) => `The server said: ${message}. Try again, or tell the people who run the server.`,

  newer: (n) => `Somebody else published revision ${n} while you were editing.`, look: "Look …", conflictTitle: "Somebody else published meanwhile", conflictText: "Your draft is based on an earlier revision.",
  conflictRefused: "Not published: your draft is based on an earlier revision.", conflictSafe: "Nothing is lost: look at both, then choose.", theirs: "What they changed", mine: "What you changed",
  someLeft: (n) => `${many(n, "of your changes collides", "of your changes collide")} with theirs. Theirs stay, and yours will be shown to you afterwards.`,
  putMineOnTop: "Put my changes on top of theirs", dropMine: "Drop mine", keepLooking: "Decide later", putOnTop: "Your changes are on top of theirs now. Look at them, then publish.", nothingOnTop: "Theirs has all of your changes; there is nothing left to publish.",
  dropped: "Your changes are dropped. “Undo” brings them back.", leftTitle: (n) => `${many(n, "of your changes was", "of your changes were")} not put on top of theirs`,
  because: { changed: "they changed it too", deleted: "they deleted the entry", added: "they added it with another remark", full: "the list has no room left" },
};

export const zh: FrameWords = {
  tagline: "小程序权限管控", skip: "跳到控制台", program: "小程序", noProgram: "没有匹配的小程序", language: "语言",
  theme: "外观", themes: { system: "跟随系统外观", light: "浅色外观", dark: "深色外观" }, loading: "加载中…", unreachable: "服务器没有应答，请确认它正在运行。", tryAgain: "重试",
  failed: "页面出现故障", failedText: "已发布的内容没有受到影响，您的修改保存在本浏览器中。请重新加载页面后继续。", reload: "重新加载",
  you: (name) => (name === "" ? "您的姓名…" : `您：${name}`), nameTitle: "谁在编辑？", name: "您的姓名", nameHelp: "其他人会在历史记录中看到它。本浏览器会记住您的姓名。",
  nameFaults: { empty: "请输入姓名。", too_long: "姓名最多 80 个字符。", invisible: "包含不可见字符，请删除或重新输入。" },

  control: "权限控制开关", modes: zhModes,
  effects: {
    off: "不做任何检查，所有调用都会放行。",
    report: "所有调用都会被判定并放行；本应拒绝的调用只做记录。",
    enforce: "只有名单允许的调用才会放行，其余调用在离开手机之前即告失败。",
  },
  offOpens: "小程序可以访问任何服务器、调用任何 API、显示任何页面，下面的名单不会拦截任何调用。",

  lists: { serverDomains: "服务器域名", apis: "API", webViewDomains: "WebView 域名" },
  about: {
    serverDomains: "请求、上传、下载和 WebSocket 可以访问的主机，仅限 HTTPS 和 WSS。",
    apis: "可以调用的自定义 API。官方 API 无需列出即可调用。",
    webViewDomains: "web-view 可以显示其页面的主机，仅限 HTTPS。",
  },
  counted: (n, limit) => `${n} / ${limit}`, rules: { suffix: "此策略中，条目同时匹配其子域名。", unofficial: "此策略中，官方 API 也须列出。" }, listOn: "名单生效",
  listOffTitle: { serverDomains: "可以访问任何服务器。", apis: "可以调用任何 API。", webViewDomains: "可以显示任何页面。" },
  listOffText: { report: "名单已停用：不做判定，也不会报告。", enforce: "名单已停用：下面的条目不会拦截任何调用。" },
  search: "搜索条目和备注", sort: "排序", orders: { added: "按添加顺序", newest: "最新的在前", name: "按名称", remark: "按备注" },
  advisedOnly: (n) => `只看有建议的 ${n} 条`, found: (n, of) => `${n} / ${of} 条`, noMatch: "没有匹配的条目", showAll: "显示全部",
  entry: { serverDomains: "域名", apis: "API", webViewDomains: "域名" }, remark: "备注", actions: "操作",
  empty: { serverDomains: "名单为空：不能访问任何服务器", apis: "名单为空：只能调用官方 API", webViewDomains: "名单为空：不能显示任何页面" },
  isNew: "新增", isChanged: "已修改", edit: (value) => `编辑 ${value}`, remove: (value) => `删除 ${value}`,

  add: { serverDomains: "添加域名", apis: "添加 API", webViewDomains: "添加域名" }, editTitle: "编辑条目", placeholder: { serverDomains: "api.example.com", apis: "tinyToNative", webViewDomains: "pages.example.com" }, optional: "选填",
  entryHelp: {
    serverDomains: "填写主机；端口不是 443 时一并填写。*.example.com 表示 example.com 的所有子域名。",
    apis: "填写与调用时完全一致的名称，区分大小写。",
    webViewDomains: "填写主机；端口不是 443 时一并填写。*.example.com 表示 example.com 的所有子域名。",
  },
  save: "保存", cancel: "取消", stored: (value) => `将保存为 ${value}`, removeTitle: (value) => `确定删除 ${value} 吗？`, removeText: "发布后生效。", removeYes: "删除",

  revision: (n) => `版本 ${n}`, allPublished: "已发布", unsaved: "有未发布的修改，已保存在本浏览器中", unsavedNotKept: "有未发布的修改", undo: "撤销", redo: "重做",
  discard: "放弃修改…", discardTitle: "确定放弃您的修改吗？", discardText: "草稿将恢复为已发布的内容。只要不关闭此页面，就可以用“撤销”找回。", discardYes: "放弃",
  discarded: "已放弃修改，可用“撤销”找回。",
  disconnected: "与服务器的连接已中断，正在重新连接。您可以继续编辑。",
  notKept: "本浏览器无法保存您的修改", notKeptText: "浏览器的存储空间已满或被禁用。请在关闭此页面之前发布或导出，否则修改将会丢失。",
  asideTitle: "发现无法读取的未发布修改", asideText: "它们已损坏，或在此页面之外被改动，因此已另行保存，没有放入下面的草稿。", asideReason: "第一处错误：",
  copy: "复制为文本", copied: "已复制。", notCopied: "浏览器不允许复制。", dropKept: "删除…", dropKeptTitle: "确定永久删除吗？", dropKeptText: "删除后无法找回。如有需要，请先复制。",

  signs: { added: "新增：", removed: "删除：", changed: "修改：" }, remarkChanged: (before, after) => (before === "" ? `新增备注“${after}”` : after === "" ? `删除备注“${before}”` : `备注由“${before}”改为“${after}”`),
  modeChanged: (before, after) => `${before} → ${after}。`, turnedOn: "名单重新生效。", turnedOff: "名单停用。",
  hostRuleChanged: { suffix: "条目今后同时匹配其子域名。", exact: "条目今后只匹配其自身的主机，不含子域名。" },
  officialOn: "官方 API 今后无需列出即可调用。", officialOff: "官方 API 今后也须列出。", changeText: asText(zhModes),
  noChanges: "没有变化。", onlyOrder: "只有条目的顺序变化，没有任何影响。", showMore: (n) => `显示更多（还有 ${n} 项）`,
  shifts: "对已出现过的调用有何影响", nothingSeen: "尚未观察到该小程序的调用，无法判断。", noShifts: (n) => `已出现过的 ${n} 个调用不受影响。`,
  becomes: { denied: (n) => `${n} 个调用将被拦截：`, allowed: (n) => `${n} 个调用将被放行：`, reported: (n) => `${n} 个调用将被放行并报告：` },
  seen: (n) => `出现 ${n} 次`,

  review: "发布…", reviewTitle: (n) => `发布版本 ${n}`, reviewChanges: "变更内容", reviewAdvice: "发布之前请留意",
  note: "说明", notePlaceholder: "为什么修改？其他人会在历史记录中看到。", noteFault: "说明最多 200 个字符，且不能包含不可见字符。", keepEditing: "继续编辑",
  publish: "发布", published: (n) => `版本 ${n} 已发布，运行中的手机已经生效。`, notPublished: "未能发布，您的修改仍然保留。",
  refusals: {
    unreachable: "服务器没有应答。请确认它正在运行，然后重试；重复发布不会有任何影响。",
    storage_full: "服务器磁盘已满，没有保存任何内容，已发布的版本继续生效。请联系服务器维护人员清理空间后重试。",
    too_large: "策略超过服务器允许的大小。请删除不再需要的条目；一个通配符可以代替许多条目。",
    policy_refused: "服务器发现策略有误：",
  },
  refusedOtherwise: (message) => `服务器答复：${message}。请重试，或联系服务器维护人员。`,

  newer: (n) => `您编辑期间，其他人发布了版本 ${n}。`, look: "查看…", conflictTitle: "其他人在此期间发布了新版本", conflictText: "您的草稿基于较早的版本。",
  conflictRefused: "未能发布：您的草稿基于较早的版本。", conflictSafe: "没有任何内容丢失，请查看双方的修改后再选择。", theirs: "对方的修改", mine: "您的修改",
  someLeft: (n) => `您有 ${n} 项修改与对方冲突：将保留对方的修改，您的修改会在之后列出。`,
  putMineOnTop: "把我的修改叠加到对方版本上", dropMine: "放弃我的修改", keepLooking: "稍后决定", putOnTop: "您的修改已叠加到对方的版本上，请查看后发布。", nothingOnTop: "对方的版本已包含您的全部修改，没有需要发布的内容。",
  dropped: "已放弃您的修改，可用“撤销”找回。", leftTitle: (n) => `您有 ${n} 项修改没有叠加到对方的版本上`,
  because: { changed: "对方也修改了它", deleted: "对方删除了该条目", added: "对方以另一备注添加了它", full: "名单已满" },
};
