/** The words of the tab "Seen": what phones called, beside what is listed. */
import type { Mode } from "minifence/types";

export interface SeenWords {
  tab: string; about: Record<Mode, string>; added: string; addedHelp: string; addAll: (count: number) => string; add: (text: string) => string; addShort: string; putIn: (text: string) => string; putAllIn: (count: number) => string;
  nothingToAdd: string; left: string; leftHelp: string; unused: string; unusedHelp: (since: string) => string; remove: (text: string) => string; removeShort: string;
  entry: string; call: string; times: string; when: string; count: (count: number) => string; first: string; last: string; full: (limit: number) => string;
  empty: string; emptySteps: readonly string[]; forget: string; forgetTitle: string; forgetText: string; forgetYes: string; forgotten: string; notForgotten: (why: string) => string;
}

const times = (count: number) => (count === 1 ? "once" : `${count.toLocaleString("en")} times`);

export const en: { readonly seenPanel: SeenWords } = {
  seenPanel: {
    tab: "Seen",
    about: {
      off: "The switch is off: calls are noted here, and nothing is judged.",
      report: "In Report nothing is blocked: every call goes through and is noted here. Use the mini program, list what it needs, then turn the switch to Enforce.",
      enforce: "What is not listed is stopped, and noted here all the same.",
    },
    added: "Seen but not listed", addedHelp: "The mini program called these. List what it may call; the rest is stopped in Enforce.",
    addAll: (count) => `Add all ${count.toLocaleString("en")}`, add: (text) => `Add ${text}`, addShort: "Add", putIn: (text) => `${text} is in the draft.`, putAllIn: (count) => `${count === 1 ? "1 entry is" : `${count.toLocaleString("en")} entries are`} in the draft. Nothing is published yet.`,
    nothingToAdd: "Everything that was seen and can be listed is listed.",
    left: "Seen, and cannot be listed", leftHelp: "No entry could be added for these. The reason says what to do.",
    unused: "Listed but never seen", unusedHelp: (since) => `Nothing called these since ${since}. An entry that nobody needs is one way in too many.`, remove: (text) => `Remove ${text} …`, removeShort: "Remove …",
    entry: "Entry", call: "Call", times: "Seen", when: "First and last", count: times, first: "first", last: "last", full: (limit) => `Only the first ${limit.toLocaleString("en")} different calls are kept. Clear the list to see what comes now.`,
    empty: "Nothing was seen yet",
    emptySteps: ["Turn the switch to Report, and publish.", "Use the mini program: every page, every button.", "Come back: what it called is here, and one click lists it."],
    forget: "Forget what was seen …", forgetTitle: "Forget what was seen?", forgetText: "Counting starts anew, for everybody who edits this mini program. Lists and drafts stay as they are.", forgetYes: "Forget it", forgotten: "What was seen is forgotten.", notForgotten: (why) => `It was not forgotten: ${why}.`,
  },
};

export const zh: { readonly seenPanel: SeenWords } = {
  seenPanel: {
    tab: "已观察",
    about: {
      off: "开关已关闭：调用只做记录，不做判定。",
      report: "“仅报告”模式不拦截任何调用：所有调用都会放行并记录在此。请先使用小程序，把需要的条目加入白名单，再切换到“生效”。",
      enforce: "不在白名单中的调用会被拦截，同样记录在此。",
    },
    added: "出现过但未配置", addedHelp: "小程序调用过以下内容。请添加允许调用的条目，其余在“生效”模式下会被拦截。",
    addAll: (count) => `全部添加（${count}）`, add: (text) => `添加 ${text}`, addShort: "添加", putIn: (text) => `已将 ${text} 加入草稿。`, putAllIn: (count) => `已将 ${count} 条加入草稿，尚未发布。`,
    nothingToAdd: "出现过且可以配置的内容均已配置。",
    left: "出现过但无法配置", leftHelp: "无法为以下调用添加条目，请按原因处理。",
    unused: "已配置但从未出现", unusedHelp: (since) => `自 ${since} 以来没有任何调用用到以下条目。多余的条目就是多余的入口。`, remove: (text) => `删除 ${text}…`, removeShort: "删除…",
    entry: "条目", call: "调用", times: "出现次数", when: "首次与最近", count: (count) => `${count} 次`, first: "首次", last: "最近", full: (limit) => `仅保留最早的 ${limit} 种不同调用。清空后可查看新的调用。`,
    empty: "尚未观察到任何调用",
    emptySteps: ["将开关切换到“仅报告”并发布。", "使用小程序：打开每个页面，点击每个按钮。", "回到此处：它调用过的内容会列出，点击即可添加。"],
    forget: "清空观察记录…", forgetTitle: "确定清空观察记录吗？", forgetText: "将重新开始统计，对所有编辑该小程序的人生效。白名单和草稿不受影响。", forgetYes: "清空", forgotten: "观察记录已清空。", notForgotten: (why) => `未能清空：${why}。`,
  },
};
