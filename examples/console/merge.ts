/**
 * My changes, put on top of what somebody else published meanwhile. Nobody's change is overwritten in silence: where both changed the same, theirs
 * stays and mine is handed back with the reason. Pure; `minifence/admin` finds the changes and checks what comes out.
 */
import { addEntries, comparePolicies, validatePolicy } from "minifence/admin";
import type { Change, List, PolicyDocument } from "minifence/types";
import { LISTS, viewOf, type Entry } from "./policy.ts";

/** They set it to something else, they deleted the entry, they added it with another remark, or the list has no room left. */
export type Because = "changed" | "deleted" | "added" | "full";
/** A change of mine that could not be put on top. */
export interface Left { readonly change: Change; readonly because: Because }

/** @param base what both began with @returns the policy with both, and what is left over */
export function merge(base: string, mine: string, theirs: string): { readonly policy: string; readonly left: readonly Left[] } {
  const compared = comparePolicies(base, mine);
  if (!("changes" in compared)) throw new Error("not a policy");
  const left: Left[] = [];
  const document: Mutable<PolicyDocument> = JSON.parse(theirs);
  const entries = new Map(LISTS.map((list) => [list, new Map(viewOf(theirs).lists[list].entries.map((entry) => [entry.value, entry]))]));
  const added = new Map<List, Entry[]>(LISTS.map((list) => [list, []]));

  for (const change of compared.changes) {
    const because = put(change);
    if (because !== null) left.push({ change, because });
  }
  for (const list of LISTS) setEntries(document, list, [...entries.get(list)!.values()]);
  let policy = accepted(JSON.stringify(document));
  for (const list of LISTS) policy = addTo(policy, list, added.get(list)!, left);
  return { policy, left };

  /** Put one change on top, or say why not. What they did too needs nothing. */
  function put(change: Change): Because | null {
    if (change.kind === "entry_added") return add(change.list, { value: change.entry, remark: change.remark });
    if (change.kind === "entry_removed") return remove(change);
    if (change.kind === "remark_changed") return remark(change);
    if (change.kind === "mode_changed") return document.mode === change.before ? set(() => { document.mode = change.after; }) : document.mode === change.after ? null : "changed";
    if (change.kind === "enabled_changed") return set(() => { document[change.list] = { ...document[change.list], enabled: change.after } as never; });
    if (change.kind === "host_rule_changed") return change.list === "apis" ? null : set(() => { document[change.list as "serverDomains"] = { ...document[change.list as "serverDomains"], hostRule: change.after }; });
    if (change.kind === "official_changed") return set(() => { document.apis = { ...document.apis, official: change.after }; });
    return "changed"; // another AppId: no edit makes one
  }

  function add(list: List, entry: Entry): Because | null {
    const theirs = entries.get(list)!.get(entry.value);
    if (theirs !== undefined) return theirs.remark === entry.remark ? null : "added";
    added.get(list)!.push(entry);
    return null;
  }

  function remove({ list, entry, remark }: { list: List; entry: string; remark: string }): Because | null {
    const theirs = entries.get(list)!.get(entry);
    if (theirs !== undefined && theirs.remark !== remark) return "changed";
    entries.get(list)!.delete(entry);
    return null;
  }

  function remark({ list, entry, before, after }: Extract<Change, { kind: "remark_changed" }>): Because | null {
    const theirs = entries.get(list)!.get(entry);
    if (theirs === undefined) return "deleted";
    if (theirs.remark === after) return null;
    if (theirs.remark !== before) return "changed";
    entries.get(list)!.set(entry, { value: entry, remark: after });
    return null;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function set(change: () => void): null {
  change();
  return null;
}

function setEntries(document: Mutable<PolicyDocument>, list: List, entries: readonly Entry[]): void {
  if (list === "apis") document.apis = { ...document.apis, entries: entries.map(({ value, remark }) => ({ api: value, remark })) };
  else document[list] = { ...document[list], entries: entries.map(({ value, remark }) => ({ domain: value, remark })) };
}

/** All that the list takes; what it does not take is left over. */
function addTo(policy: string, list: List, added: readonly Entry[], left: Left[]): string {
  if (added.length === 0) return policy;
  const drafts = added.map(({ value, remark }) => ({ text: value, remark }));
  const all = addEntries(policy, list, drafts);
  if ("value" in all) return all.value;
  const refused = new Set(all.issues.map(({ path }) => path[1]));
  for (const [at, { value, remark }] of added.entries()) if (refused.has(at)) left.push({ change: { kind: "entry_added", list, entry: value, remark }, because: "full" });
  const rest = addEntries(policy, list, drafts.filter((_, at) => !refused.has(at)));
  return "value" in rest ? rest.value : policy;
}

function accepted(policy: string): string {
  const checked = validatePolicy(policy);
  if (!("value" in checked)) throw new Error("the merged policy has errors");
  return checked.value;
}
