/**
 * One mini program under edit: what the draft is based on, the draft, what the server holds by now, and the way back. Pure: each step
 * gives the next state. A draft is policy text from first to last; `minifence/admin` made it.
 */
import type { PolicyDocument } from "minifence/types";

/** What a person is working on. Without changes, `draft` is `base`. */
export interface Work {
  /** The published policy that the draft was made from. */
  readonly base: string;
  readonly draft: string;
}

export interface State {
  readonly work: Work | null;
  /** The newest policy that the server published; null until it says so. */
  readonly latest: string | null;
  readonly past: readonly Work[];
  readonly future: readonly Work[];
}

export type Step =
  | { readonly type: "heard"; readonly policy: string }
  | { readonly type: "edited"; readonly draft: string }
  /** The draft goes on from another base: changes put on top of somebody else's. */
  | { readonly type: "rebased"; readonly base: string; readonly draft: string }
  | { readonly type: "discarded" }
  | { readonly type: "undone" }
  | { readonly type: "redone" }
  | { readonly type: "published"; readonly policy: string }
  /** Another tab of this browser has this now; null for no changes. */
  | { readonly type: "shared"; readonly work: Work | null };

/** How many steps back there are. */
const KEPT = 50;

export const NOTHING: State = { work: null, latest: null, past: [], future: [] };

export const isChanged = (work: Work) => work.draft !== work.base;

/** The published policy that the draft does not know of, or null. By content: a server that was set up anew counts its revisions anew. */
export const newerOf = ({ work, latest }: State) => (work !== null && latest !== null && isChanged(work) && latest !== work.base ? latest : null);

export function step(state: State, next: Step): State {
  const { work, latest, past, future } = state;
  if (next.type === "heard") return settled({ ...state, latest: next.policy });
  if (next.type === "published") return settled({ work: untouched(next.policy), latest: later(latest, next.policy), past: [], future: [] });
  if (work === null) return next.type === "shared" && next.work !== null ? { ...state, work: next.work } : state;

  if (next.type === "undone") return past.length === 0 ? state : settled({ latest, work: past[past.length - 1], past: past.slice(0, -1), future: [work, ...future] });
  if (next.type === "redone") return future.length === 0 ? state : settled({ latest, work: future[0], past: [...past, work], future: future.slice(1) });
  const following = follows(work, latest, next);
  if (following.draft === work.draft && following.base === work.base) return state;
  // What another tab has made its base was published, whether or not the server's own word of it is here yet.
  const known = next.type === "shared" && latest !== null ? later(latest, following.base) : latest;
  return settled({ latest: known, work: following, past: [...past, work].slice(-KEPT), future: [] });
}

function follows(work: Work, latest: string | null, next: Extract<Step, { type: "edited" | "rebased" | "discarded" | "shared" }>): Work {
  if (next.type === "discarded") return untouched(latest ?? work.base);
  if (next.type === "shared") return next.work ?? untouched(latest ?? work.base);
  const base = next.type === "rebased" ? next.base : work.base;
  return { base, draft: withRevision(next.draft, revisionOf(base)) };
}

/** What the server published and what is in work, brought together where that needs no decision. */
function settled(state: State): State {
  const { work, latest } = state;
  if (latest === null) return state;
  if (work === null || !isChanged(work)) return work?.base === latest ? state : { ...state, work: untouched(latest) };
  // The server has it: our own publication, or somebody else's of the same.
  if (isSame(work.draft, latest)) return { ...state, work: untouched(latest), past: [], future: [] };
  if (work.base === latest || !isSame(work.base, latest)) return state;
  return { ...state, work: { ...work, base: latest, draft: withRevision(work.draft, revisionOf(latest)) } };
}

const untouched = (policy: string): Work => ({ base: policy, draft: policy });
const later = (a: string | null, b: string) => (a !== null && revisionOf(a) > revisionOf(b) ? a : b);

const read = (policy: string): PolicyDocument => JSON.parse(policy);
export const revisionOf = (policy: string) => read(policy).revision;

/** The same policy under another revision. */
export function withRevision(policy: string, revision: number): string {
  const document = read(policy);
  return document.revision === revision ? policy : JSON.stringify({ ...document, revision });
}

/** Whether two policies differ in nothing but the revision. Both are canonical texts. */
export const isSame = (a: string, b: string) => a === b || JSON.stringify({ ...read(a), revision: 0 }) === JSON.stringify({ ...read(b), revision: 0 });
