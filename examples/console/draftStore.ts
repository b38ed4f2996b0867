/**
 * Unpublished work in this browser's store, so that it survives a reload and a closed tab. Whatever is read back is checked like a
 * policy of a stranger: the store can be cut short, edited by hand, or left by an older version. What does not hold is kept aside, with the reason.
 */
import { validatePolicy } from "minifence/admin";
import type { Issue } from "minifence/types";
import { forget, recall, remember } from "./stored.ts";
import { isChanged, type Work } from "./work.ts";

const FORMAT = 1;
const keyOf = (appId: string) => `draft.${appId}`;
const asideKeyOf = (appId: string) => `draft-aside.${appId}`;
export { keyOf as draftKey };

/** Work that cannot be read back. `issue` says why, where the policy in it is the reason. */
export interface Damaged { readonly text: string; readonly issue: Issue | null }

/** What is stored, or why it cannot be used; null where nothing is. */
export function readWork(appId: string, text = recall(keyOf(appId))): Work | Damaged | null {
  if (text === null) return null;
  try {
    const { format, base, draft } = JSON.parse(text);
    if (format !== FORMAT || typeof base !== "string" || typeof draft !== "string") return { text, issue: null };
    const checked = { base: validatePolicy(base), draft: validatePolicy(draft) };
    if ("issues" in checked.base) return { text, issue: checked.base.issues[0] };
    if ("issues" in checked.draft) return { text, issue: checked.draft.issues[0] };
    const work = { base: checked.base.value, draft: checked.draft.value };
    if (JSON.parse(work.base).appId !== appId || JSON.parse(work.draft).appId !== appId) return { text, issue: null };
    return work;
  } catch {
    return { text, issue: null };
  }
}

/** Store unpublished work, or that there is none. @returns whether the browser keeps it */
export function writeWork(appId: string, work: Work): boolean {
  if (!isChanged(work)) {
    forget(keyOf(appId));
    return true;
  }
  const { base, draft } = work;
  return remember(keyOf(appId), JSON.stringify({ format: FORMAT, base, draft }));
}

/** Move what cannot be used out of the way, behind what stood aside before. A full store has room for it once it is gone from its place. */
export function setAside(appId: string, { text }: Damaged): void {
  const before = recall(asideKeyOf(appId));
  forget(keyOf(appId));
  remember(asideKeyOf(appId), before === null ? text : `${before}\n${text}`);
}

/** The text that stands aside, or null. */
export const readAside = (appId: string) => recall(asideKeyOf(appId));
export const dropAside = (appId: string) => forget(asideKeyOf(appId));
