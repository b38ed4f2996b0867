// @ts-check
/** What a policy says of what was found: the guard's own judge decides, the console's `explain` says what to add. */

/** @typedef {import("./scan.js").Found} Found */
/** @typedef {import("../../types.d.ts").List} List */
/**
 * @typedef {Omit<Found, "judged" | "shown" | "isLocal"> & { judged: string } & { verdict: "allowed" | "denied" | "dynamic", list: List, subject: string, code: string | null, params: object,
 *   add: { list: List, text: string } | null, nearest: readonly string[] }} Finding
 */
/** @typedef {{ judge: import("../../types.d.ts").Judge, explain: (list: List, subject: string) => import("../../types.d.ts").Explanation }} Policy */

/** @type {Readonly<Record<string, List>>} */
const LISTS = { api: "apis", request: "serverDomains", socket: "serverDomains", download: "serverDomains", read: "serverDomains", page: "webViewDomains", webView: "webViewDomains" };

/** @param {Policy} policy @returns {(found: Found) => Finding} */
export const judgeWith = ({ judge, explain }) => {
  /** @type {Map<string, { decision: import("../../types.d.ts").Decision, add: Finding["add"], nearest: readonly string[] }>} */
  const known = new Map();
  /** @param {string} kind @param {string} subject */
  const answer = (kind, subject) => {
    const key = `${kind} ${subject}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const { decision } = /** @type {(subject: string) => import("../../types.d.ts").Verdict} */ (judge[/** @type {"api"} */ (kind)])(subject);
    const explained = decision.outcome === "deny" ? explain(LISTS[kind], subject) : null;
    const told = explained === null || "issues" in explained ? { add: null, nearest: [] } : { add: explained.add ?? null, nearest: explained.nearest };
    const found = { decision, ...told };
    known.set(key, found);
    return found;
  };
  return ({ judged, shown, isLocal, ...found }) => {
    const list = LISTS[found.kind];
    if (isLocal) return { ...found, verdict: "allowed", list, judged: judged ?? "", subject: shown, code: "not_governed", params: {}, add: null, nearest: [] };
    if (judged === null) return { ...found, verdict: "dynamic", list, judged: "", subject: shown, code: null, params: {}, add: null, nearest: [] };
    const { decision, add, nearest } = answer(found.kind, judged);
    return { ...found, verdict: decision.outcome === "allow" ? "allowed" : "denied", list, judged, subject: shown, code: decision.code, params: decision.params, add, nearest };
  };
};
