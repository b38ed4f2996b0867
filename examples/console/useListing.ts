/** The rows of one list that a person wants to see: found by a search, in an order, with the advice that goes with each. Reads only. */
import { useDeferredValue, useMemo } from "react";
import type { Issue } from "minifence/types";
import type { Entry } from "./policy.ts";
import { unicodeOf } from "./unicode.ts";

export const ORDERS = ["added", "newest", "name", "remark"] as const;
export type Order = (typeof ORDERS)[number];

export interface Row extends Entry {
  /** What people read where the entry is stored in ASCII. */
  readonly unicode: string | null;
  readonly advice: readonly Issue[];
}

const COMPARE: Record<Order, ((a: Row, b: Row) => number) | null> = {
  added: null,
  newest: null,
  name: (a, b) => compareText(a.value, b.value),
  // Entries without a remark come last.
  remark: (a, b) => Number(a.remark === "") - Number(b.remark === "") || COLLATOR.compare(a.remark, b.remark) || compareText(a.value, b.value),
};
const COLLATOR = new Intl.Collator();
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

interface Wanted { readonly search: string; readonly order: Order; readonly advisedOnly: boolean }

export function useListing(entries: readonly Entry[], advice: ReadonlyMap<string, readonly Issue[]>, { search, order, advisedOnly }: Wanted): { readonly rows: readonly Row[]; readonly found: readonly Row[] } {
  const rows = useMemo(() => entries.map((entry): Row => ({ ...entry, unicode: unicodeOf(entry.value), advice: advice.get(entry.value) ?? [] })), [entries, advice]);
  const sorted = useMemo(() => (order === "newest" ? rows.toReversed() : COMPARE[order] === null ? rows : rows.toSorted(COMPARE[order])), [rows, order]);
  // Typing goes first; ten thousand rows are looked through a moment later.
  const typed = useDeferredValue(search).trim().toLowerCase();
  const found = useMemo(() => (typed === "" && !advisedOnly ? sorted : sorted.filter((row) => (!advisedOnly || row.advice.length > 0) && holds(row, typed))), [sorted, typed, advisedOnly]);
  return { rows, found };
}

const holds = ({ value, unicode, remark }: Row, typed: string) =>
  value.toLowerCase().includes(typed) || (unicode?.toLowerCase().includes(typed) ?? false) || remark.toLowerCase().includes(typed);
