/** The words of the dialog for pasted lists, and of choosing a file. */
import type { List } from "minifence/types";
import type { FileFault } from "../readFile.ts";

export interface BulkWords {
  open: string; title: Record<List, string>; help: Record<List, string>; placeholder: Record<List, string>; box: string; lines: string;
  line: string; entry: string; goTo: (line: number) => string; accepted: string; refused: string; nothing: string; counts: (good: number, wrong: number) => string;
  header: string; onlyWrong: string; add: (count: number) => string; addSome: (count: number, wrong: number) => string; added: (count: number) => string; close: string;
}

export interface FileWords { choose: string; drop: (kinds: string) => string; faults: Record<FileFault, (size: number, limit: number) => string>; characters: (count: number) => string; tooMuch: (length: number) => string; empty: string }

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, "");
const lines = (count: number) => (count === 1 ? "1 line" : `${count.toLocaleString("en")} lines`);
const domains = {
  help: "A domain a line. Behind a comma, a tab or a semicolon its remark may follow. The first line may name the columns.",
  placeholder: "api.example.com, orders\n*.cdn.example.com, pictures",
  zhHelp: "每行一个域名，其后可用逗号、制表符或分号隔开并填写备注。首行可以是列名。",
  zhPlaceholder: "api.example.com, 订单\n*.cdn.example.com, 图片",
};

export const en: { readonly bulk: BulkWords; readonly file: FileWords } = {
  bulk: {
    open: "Paste many …", title: { serverDomains: "Add many server domains", apis: "Add many APIs", webViewDomains: "Add many web-view domains" },
    help: { serverDomains: domains.help, apis: "An API name a line. Behind a comma, a tab or a semicolon its remark may follow. The first line may name the columns.", webViewDomains: domains.help },
    placeholder: { serverDomains: domains.placeholder, apis: "tinyToNative, cash desk\nscanReceipt, receipts", webViewDomains: domains.placeholder },
    box: "Lines to add", lines: "What becomes of each line", line: "Line", entry: "Entry", goTo: (line) => `Go to line ${line}`,
    accepted: "will be added", refused: "needs attention", nothing: "Nothing to add yet.",
    counts: (good, wrong) => `${good.toLocaleString("en")} will be added${wrong === 0 ? "." : `, ${lines(wrong)} ${wrong === 1 ? "needs" : "need"} attention.`}`,
    header: "The first line names the columns and is left out.", onlyWrong: "Only lines with problems",
    add: (count) => (count === 0 ? "Add" : `Add ${count.toLocaleString("en")}`),
    addSome: (count, wrong) => `Add ${count.toLocaleString("en")}, keep the other ${wrong.toLocaleString("en")} here`,
    added: (count) => `${count === 1 ? "1 entry is" : `${count.toLocaleString("en")} entries are`} in the draft. Nothing is published yet.`,
    close: "Close",
  },
  file: {
    choose: "Choose a file …", drop: (kinds) => `or drop one here: ${kinds}`,
    faults: {
      too_large: (size, limit) => `The file has ${megabytes(size)} MB; at most ${megabytes(limit)} MB are read here. Choose a smaller one, or split it.`,
      no_text: () => "This is not a text file. Save it as text or CSV (UTF-8), and choose that.",
      unreadable: () => "The file could not be read. It may be a folder, or gone. Choose it again.",
    },
    characters: (count) => `(${count.toLocaleString("en")} characters)`,
    tooMuch: (length) => `This text is too long to be edited here (${length.toLocaleString("en")} characters). It is read all the same.`, empty: "Empty the box",
  },
};

export const zh: { readonly bulk: BulkWords; readonly file: FileWords } = {
  bulk: {
    open: "批量添加…", title: { serverDomains: "批量添加服务器域名", apis: "批量添加 API", webViewDomains: "批量添加 WebView 域名" },
    help: { serverDomains: domains.zhHelp, apis: "每行一个 API 名称，其后可用逗号、制表符或分号隔开并填写备注。首行可以是列名。", webViewDomains: domains.zhHelp },
    placeholder: { serverDomains: domains.zhPlaceholder, apis: "tinyToNative, 收银台\nscanReceipt, 小票", webViewDomains: domains.zhPlaceholder },
    box: "待添加的内容", lines: "逐行检查结果", line: "行号", entry: "条目", goTo: (line) => `定位到第 ${line} 行`,
    accepted: "将添加", refused: "需处理", nothing: "暂无可添加的内容。",
    counts: (good, wrong) => `将添加 ${good} 条${wrong === 0 ? "。" : `，${wrong} 行需要处理。`}`,
    header: "首行为列名，不计入。", onlyWrong: "仅看有问题的行",
    add: (count) => (count === 0 ? "添加" : `添加 ${count} 条`),
    addSome: (count, wrong) => `添加 ${count} 条，保留其余 ${wrong} 行`,
    added: (count) => `已将 ${count} 条加入草稿，尚未发布。`,
    close: "关闭",
  },
  file: {
    choose: "选择文件…", drop: (kinds) => `或将文件拖放到此处：${kinds}`,
    faults: {
      too_large: (size, limit) => `文件大小为 ${megabytes(size)} MB，此处最多读取 ${megabytes(limit)} MB，请选择较小的文件或拆分后重试。`,
      no_text: () => "这不是文本文件，请另存为文本或 CSV（UTF-8）后重新选择。",
      unreadable: () => "无法读取该文件，它可能是文件夹或已被移动，请重新选择。",
    },
    characters: (count) => `（共 ${count} 个字符）`,
    tooMuch: (length) => `内容过长（共 ${length} 个字符），无法在此编辑，但仍会读取。`, empty: "清空",
  },
};
