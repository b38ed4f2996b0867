/** What the observations say of a draft (C-5). A large policy takes a moment to be asked: what is edited meanwhile goes first. */
import { useDeferredValue, useMemo } from "react";
import { draftPolicy } from "minifence/admin";
import type { DraftResult, Observation } from "minifence/types";

/** @returns null where nothing was observed */
export function useDrafted(observations: readonly Observation[], draft: string): DraftResult | null {
  const asked = useDeferredValue(draft);
  return useMemo(() => (observations.length === 0 ? null : draftPolicy(observations, asked)), [observations, asked]);
}
