/** Advice about a policy (C-4), sorted to where it is shown: beside its entry, and what is new of it before publishing. It never blocks. */
import { useMemo } from "react";
import { lint } from "minifence/admin";
import type { Issue, List } from "minifence/types";
import { LISTS } from "./policy.ts";
import { useSettled } from "./useSettled.ts";

/** The hosts of this demo are made up, under a suffix that is reserved for that; to say so of every entry would help nobody. A real console leaves this out. */
const isExpected = (issue: Issue) => issue.code === "name_reserved" && issue.params.suffix === "test";
const adviceOf = (policy: string) => lint(policy).filter((issue) => !isExpected(issue));

/** By list, and within it by entry. */
export type Advice = Readonly<Record<List, ReadonlyMap<string, readonly Issue[]>>>;

/** How long a draft rests before it is looked at: thousands of entries take a moment. */
const REST_MS = 300;

export function useAdvice(draft: string): Advice {
  const settled = useSettled(draft, REST_MS);
  return useMemo(() => {
    const advice = Object.fromEntries(LISTS.map((list) => [list, new Map<string, Issue[]>()])) as Record<List, Map<string, Issue[]>>;
    for (const issue of adviceOf(settled)) {
      if (!("entry" in issue.params)) continue;
      const own = advice[issue.path[0] as List];
      own.set(issue.params.entry, [...(own.get(issue.params.entry) ?? []), issue]);
    }
    return advice;
  }, [settled]);
}

/** What is advised about `after` and was not about `before`. */
export function newAdvice(before: string, after: string): readonly Issue[] {
  const keyOf = ({ code, params }: Issue) => JSON.stringify([code, params]);
  const known = new Set(adviceOf(before).map(keyOf));
  return adviceOf(after).filter((issue) => !known.has(keyOf(issue)));
}
