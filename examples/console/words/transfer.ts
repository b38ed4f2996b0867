/** The words of importing and exporting. */
import type { List, Mode } from "minifence/types";
import type { Kind } from "../importing.ts";

export interface TransferWords {
  open: string; title: string; importTab: string; exportTab: string;
  box: string; help: string; placeholder: string; readAs: string; kinds: Record<Kind, string>; nothing: string; refused: string; untouched: string; more: (count: number) => string; at: (line: number) => string; goTo: (line: number) => string;
  otherApp: (found: string, name: string | null) => string; useItHere: (here: string) => string; settings: (mode: string) => string; allowAll: (lists: number) => string; notices: (count: number) => string;
  review: (count: number) => string; reviewHelp: string; reviewText: string; reason: string; fix: (text: string) => string; fixShort: string; copyReview: string; copied: string; notCopied: string;
  changes: string; put: string; putSome: (left: number) => string; done: string; replaces: string;
  what: string; sources: { draft: string; published: (revision: number) => string }; format: string; formats: Record<Kind, string>; formatHelp: Record<Kind, string>;
  lost: string; losesMode: (mode: string) => string; losesRemarks: (count: number) => string; losesIdentity: string; widens: string; narrows: string; official: string; openList: (list: string) => string;
  download: string; copy: string; size: (bytes: number) => string;
}

const kilobytes = (bytes: number) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
const entries = (count: number) => (count === 1 ? "1 entry" : `${count.toLocaleString("en")} entries`);

export const en: { readonly transfer: TransferWords } = {
  transfer: {
    open: "Import, export …", title: "Import and export", importTab: "Import", exportTab: "Export",
    box: "Text of the file", help: "A policy document (JSON), or a mini program's permission file (api_permission). Nothing changes before you put it into the draft, and nothing is enforced before you publish.",
    placeholder: "Paste the text here, or choose the file", readAs: "Read as", kinds: { policy: "Policy document", permission: "Permission file" }, nothing: "Nothing to import yet.",
    refused: "This cannot be imported", more: (count) => `And ${count.toLocaleString("en")} more.`, untouched: "The draft is as it was. Correct the text here, or choose another file.", at: (line) => `Line ${line}:`, goTo: (line) => `Go to line ${line}`,
    otherApp: (found, name) => `This policy is for another mini program: ${name === null ? found : `${name}, ${found}`}.`, useItHere: (here) => `Use it for ${here}`,
    settings: (mode) => `A permission file does not say what the switch is; “${mode}” of the draft is kept.`,
    allowAll: (lists) => (lists === 1 ? "This file switches a list off" : `This file switches ${lists} lists off`), notices: (count) => (count === 1 ? "1 thing was changed or left out" : `${count.toLocaleString("en")} things were changed or left out`),
    review: (count) => `${entries(count)} could not be taken over`, reviewHelp: "Look at each: the file says what it meant, the reason says why it is no entry.", reviewText: "In the file", reason: "Reason", fix: (text) => `Correct ${text} …`, fixShort: "Correct …",
    copyReview: "Copy this list", copied: "Copied.", notCopied: "The browser did not let it be copied. Select the text and copy it yourself.",
    changes: "What this changes in the draft", put: "Put into the draft", putSome: (left) => `Put into the draft, without the ${left.toLocaleString("en")} above`, done: "It is in the draft. Nothing is published yet; Undo brings back what was there.",
    replaces: "You have unpublished changes. What is imported takes the place of the whole draft; Undo brings your changes back.",
    what: "What", sources: { draft: "The draft, as you see it", published: (revision) => `What is published: revision ${revision}` }, format: "Format",
    formats: { policy: "Policy document (JSON)", permission: "Permission file (api_permission)" },
    formatHelp: { policy: "Everything: switch, lists and remarks. To keep, to compare, to import elsewhere.", permission: "The three lists only, for a runtime that reads this file." },
    lost: "What this file does not carry", losesMode: (mode) => `The switch (“${mode}”): whoever reads the file decides whether it is enforced.`,
    losesRemarks: (count) => (count === 1 ? "1 remark." : `${count.toLocaleString("en")} remarks.`), losesIdentity: "Whose it is: AppId and revision.",
    widens: "Other runtimes match a server domain with all its subdomains. There this list reaches further than here.", narrows: "Other runtimes match a web-view domain alone, without its subdomains. There this list reaches less far than here.",
    official: "Official APIs are written out by name, since the file has one list for all.", openList: (list) => `${list}: the list is off, so the file says that everything is allowed (“.*”).`,
    download: "Download", copy: "Copy", size: kilobytes,
  },
};

export const zh: { readonly transfer: TransferWords } = {
  transfer: {
    open: "导入、导出…", title: "导入与导出", importTab: "导入", exportTab: "导出",
    box: "文件内容", help: "支持策略文档（JSON）或小程序的权限文件（api_permission）。放入草稿之前不会有任何改动，发布之前不会生效。",
    placeholder: "在此粘贴内容，或选择文件", readAs: "识别为", kinds: { policy: "策略文档", permission: "权限文件" }, nothing: "暂无可导入的内容。",
    refused: "无法导入", more: (count) => `另有 ${count} 处。`, untouched: "草稿没有改动。请在此修正内容，或选择其他文件。", at: (line) => `第 ${line} 行：`, goTo: (line) => `定位到第 ${line} 行`,
    otherApp: (found, name) => `该策略属于另一个小程序：${name === null ? found : `${name}（${found}）`}。`, useItHere: (here) => `用于 ${here}`,
    settings: (mode) => `权限文件不包含权限控制开关，将沿用草稿中的“${mode}”。`,
    allowAll: (lists) => `该文件停用了 ${lists} 个白名单`, notices: (count) => `有 ${count} 处已调整或略去`,
    review: (count) => `${count} 条未能导入`, reviewHelp: "请逐条确认：先是文件中的原文，其下是不能作为条目的原因。", reviewText: "文件原文", reason: "原因", fix: (text) => `修正 ${text}…`, fixShort: "修正…",
    copyReview: "复制此列表", copied: "已复制。", notCopied: "浏览器不允许复制，请选中文字后自行复制。",
    changes: "草稿将有以下改动", put: "放入草稿", putSome: (left) => `放入草稿（不含上面的 ${left} 条）`, done: "已放入草稿，尚未发布；可用“撤销”恢复原来的内容。",
    replaces: "您有未发布的修改。导入的内容将替换整个草稿，可用“撤销”恢复。",
    what: "内容", sources: { draft: "当前草稿", published: (revision) => `已发布的版本 ${revision}` }, format: "格式",
    formats: { policy: "策略文档（JSON）", permission: "权限文件（api_permission）" },
    formatHelp: { policy: "包含全部内容：开关、白名单和备注。可用于留存、比较，或导入到别处。", permission: "仅包含三个白名单，供读取该文件的运行环境使用。" },
    lost: "该文件不包含以下内容", losesMode: (mode) => `权限控制开关（“${mode}”）：是否生效由读取文件的一方决定。`,
    losesRemarks: (count) => `${count} 条备注。`, losesIdentity: "所属小程序的 AppId 和版本号。",
    widens: "其他运行环境会让服务器域名同时匹配其所有子域名，放行范围比此处更大。", narrows: "其他运行环境只匹配 WebView 域名本身，不含子域名，放行范围比此处更小。",
    official: "文件中只有一份 API 名单，因此官方 API 会逐一列出。", openList: (list) => `${list}：白名单已停用，文件将写为允许一切（“.*”）。`,
    download: "下载", copy: "复制", size: kilobytes,
  },
};
