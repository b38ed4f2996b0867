/** Advice about a policy (C-4), sorted to where it is shown: beside its entry, and what is new of it before publishing. It never blocks. */
import { useDeferredValue, useMemo } from "react";
import { lint } from "minifence/admin";
import type { Issue, List } from "minifence/types";
import { LISTS } from "./policy.ts";

/** By list, and within it by the place of the entry. */
export type Advice = Readonly<Record<List, ReadonlyMap<number, readonly Issue[]>>>;

export function useAdvice(draft: string): Advice {
  // Thousands of entries take a moment; typing and clicking go first.
  const settled = useDeferredValue(draft);
  return useMemo(() => {
    const advice = Object.fromEntries(LISTS.map((list) => [list, new Map<number, Issue[]>()])) as Record<List, Map<number, Issue[]>>;
    for (const issue of lint(settled)) {
      const [list, , at] = issue.path;
      const own = advice[list as List];
      if (own === undefined || typeof at !== "number") continue;
      own.set(at, [...(own.get(at) ?? []), issue]);
    }
    return advice;
  }, [settled]);
}

/** What is advised about `after` and was not about `before`. */
export function newAdvice(before: string, after: string): readonly Issue[] {
  const keyOf = ({ code, params }: Issue) => JSON.stringify([code, params]);
  const known = new Set(lint(before).map(keyOf));
  return lint(after).filter((issue) => !known.has(keyOf(issue)));
}
