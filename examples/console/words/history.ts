/** The words of the history, and of bringing an earlier revision back. */

export interface HistoryWords {
  open: string; title: string; help: string; inForce: string; restored: (from: number) => string; older: string; loading: string; notRead: (why: string) => string; tryAgain: string; none: string;
  compare: string; made: (before: number) => string; wouldMake: string; first: string; isPublished: string; sameAsPublished: string;
  restore: string; restoreOf: (revision: number) => string; restoreTitle: (revision: number, next: number) => string; restoreHelp: (next: number) => string; changes: string; keepsDraft: string;
  yes: (next: number) => string; done: (revision: number, next: number) => string; notRestored: string; conflict: (author: string, revision: number) => string;
}

export const en: { readonly history: HistoryWords } = {
  history: {
    open: "History …", title: "History", help: "Every publication, the newest first. Nothing is ever deleted: going back is a new revision.", inForce: "in force", restored: (from) => `brought back revision ${from}`,
    older: "Show older revisions", loading: "Loading …", notRead: (why) => `The history could not be read: ${why}.`, tryAgain: "Try again", none: "Nothing was published yet.",
    compare: "Compare", made: (before) => `What it changed since revision ${before}`, wouldMake: "What restoring it would change", first: "This is the first revision: there is nothing before it.",
    isPublished: "This revision is what is published now.", sameAsPublished: "It says the same as what is published now.",
    restore: "Restore …", restoreOf: (revision) => `Restore revision ${revision} …`, restoreTitle: (revision, next) => `Restore revision ${revision} as revision ${next}`,
    restoreHelp: (next) => `Its switch and lists are published again, as revision ${next}, and take effect at once. What was published in between stays in the history.`,
    changes: "What this changes", keepsDraft: "Your unpublished changes stay in your draft. They are based on what is published now; afterwards you can put them on top, or drop them.",
    yes: (next) => `Publish as revision ${next}`, done: (revision, next) => `Revision ${revision} is back, as revision ${next}; running phones take it at once.`, notRestored: "Not restored. What is published is as it was.",
    // Isolated: a name may be written in the other direction.
    conflict: (author, revision) => `\u2068${author}\u2069 published revision ${revision} in the meantime. What this changes is compared with that now: look at it, and restore again if it is still right.`,
  },
};

export const zh: { readonly history: HistoryWords } = {
  history: {
    open: "历史记录…", title: "历史记录", help: "所有发布过的版本，最新的在最前。任何版本都不会删除：恢复旧版本会产生一个新版本。", inForce: "生效中", restored: (from) => `恢复自版本 ${from}`,
    older: "显示更早的版本", loading: "加载中…", notRead: (why) => `无法读取历史记录：${why}。`, tryAgain: "重试", none: "尚未发布过任何版本。",
    compare: "对比", made: (before) => `与版本 ${before} 相比的变更`, wouldMake: "恢复后的变化", first: "这是第一个版本，没有更早的版本。",
    isPublished: "该版本就是当前已发布的版本。", sameAsPublished: "其内容与当前已发布的版本相同。",
    restore: "恢复…", restoreOf: (revision) => `恢复版本 ${revision}…`, restoreTitle: (revision, next) => `将版本 ${revision} 恢复为版本 ${next}`,
    restoreHelp: (next) => `该版本的开关和白名单将作为版本 ${next} 重新发布，立即生效。期间发布的版本仍保留在历史记录中。`,
    changes: "将有以下变化", keepsDraft: "您未发布的修改会保留在草稿中。它们基于当前已发布的版本；恢复之后，您可以把它们叠加上去，或放弃它们。",
    yes: (next) => `发布为版本 ${next}`, done: (revision, next) => `版本 ${revision} 已恢复为版本 ${next}，运行中的手机已经生效。`, notRestored: "未能恢复，已发布的内容没有改动。",
    conflict: (author, revision) => `\u2068${author}\u2069 在此期间发布了版本 ${revision}。下面的变化已改为与该版本相比，请确认后再次恢复。`,
  },
};
