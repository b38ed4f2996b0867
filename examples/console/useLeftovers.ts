/** Changes that could not be put on top of somebody else's: kept in this browser until the person says they are done with them. */
import { useCallback, useState } from "react";
import type { Change } from "minifence/types";
import type { Because, Left } from "./merge.ts";
import { LISTS } from "./policy.ts";
import { forget, recall, remember } from "./stored.ts";

const KINDS: readonly Change["kind"][] = ["entry_added", "entry_removed", "remark_changed", "mode_changed", "enabled_changed", "host_rule_changed", "official_changed", "app_id_changed"];
const REASONS: readonly Because[] = ["changed", "deleted", "added", "full"];

export function useLeftovers(appId: string) {
  const key = `left.${appId}`;
  const [left, setLeft] = useState(() => read(recall(key)));
  return {
    left,
    keep: useCallback((more: readonly Left[]) => setLeft((now) => {
      const all = [...now, ...more];
      if (more.length > 0) remember(key, JSON.stringify(all));
      return all;
    }), [key]),
    drop: useCallback(() => { forget(key); setLeft([]); }, [key]),
  };
}

/** Whatever in the store looks like one. */
function read(text: string | null): readonly Left[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(found) ? found.filter(isLeft) : [];
  } catch {
    return [];
  }
}

function isLeft(value: any): value is Left {
  const { change, because } = Object(value);
  const { kind, list, entry = "", remark = "", before = "", after = "" } = Object(change);
  const isPlain = (field: unknown) => typeof field === "string" || typeof field === "boolean";
  return REASONS.includes(because) && KINDS.includes(kind) && (list === undefined || LISTS.includes(list)) && [entry, remark, before, after].every(isPlain);
}
