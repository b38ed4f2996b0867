/**
 * The policy of one mini program under edit, as the page holds it: `work.ts` says what follows from what, this keeps it in the browser's store,
 * in step with its other tabs and with the server.
 */
import { useCallback, useEffect, useMemo, useReducer, useState } from "react";
import type { Validation } from "minifence/types";
import { publishPolicy, ServerRefusal, type Published } from "./api.ts";
import { draftKey, dropAside, readAside, readWork, setAside, writeWork, type Damaged } from "./draftStore.ts";
import type { Signature } from "./Signature.tsx";
import { onOtherTab } from "./stored.ts";
import { isChanged, isSame, newerOf, NOTHING, revisionOf, step } from "./work.ts";

export type Policy = ReturnType<typeof usePolicy>;

export function usePolicy(appId: string, heard: string | null) {
  const [damaged, setDamaged] = useState<Damaged | null>(null);
  const [state, dispatch] = useReducer(step, appId, () => {
    const found = readWork(appId);
    return found === null || "text" in found ? NOTHING : { ...NOTHING, work: found };
  });
  const [aside, setAsideText] = useState(() => readAside(appId));
  /** Whether the browser keeps the draft: then a closed tab loses nothing. */
  const [kept, setKept] = useState(true);
  const { work, latest } = state;

  useEffect(() => { if (heard !== null) dispatch({ type: "heard", policy: heard }); }, [heard]);

  useEffect(() => {
    const take = (text: string | null) => {
      const found = readWork(appId, text);
      if (found === null || !("text" in found)) return dispatch({ type: "shared", work: found });
      setAside(appId, found);
      setDamaged(found);
      setAsideText(readAside(appId) ?? found.text);
    };
    const found = readWork(appId);
    if (found !== null && "text" in found) take(found.text);
    return onOtherTab(draftKey(appId), take);
  }, [appId]);

  useEffect(() => { if (work !== null && latest !== null) setKept(writeWork(appId, work)); }, [appId, work, latest]);

  const dirty = work !== null && isChanged(work);
  useEffect(() => {
    if (kept || !dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [kept, dirty]);

  /** Take an edit as the next draft; false when it was refused. */
  const apply = useCallback((edit: Validation): boolean => {
    if (!("value" in edit)) return false;
    dispatch({ type: "edited", draft: edit.value });
    return true;
  }, []);

  /**
   * Publish the draft. Throws a ServerRefusal when the server did not take it; the draft is kept. An answer that was lost on its way
   * shows at the next try: the server then holds what is being sent, and it counts as published.
   */
  const publish = useCallback(async (signed: Signature): Promise<number> => {
    if (work === null) throw new Error("nothing to publish");
    const send = { policy: work.draft, basedOn: revisionOf(work.base), ...signed };
    const { policy } = await publishPolicy(appId, send).catch((error: unknown): Pick<Published, "policy"> => {
      const held = error instanceof ServerRefusal && error.code === "edited_elsewhere" ? error.details.held : undefined;
      if (held !== undefined && isSame(held.policy, work.draft)) return held;
      if (held !== undefined) dispatch({ type: "heard", policy: held.policy });
      throw error;
    });
    dispatch({ type: "published", policy });
    return revisionOf(policy);
  }, [appId, work]);

  return {
    /** null until the server said what is published. */
    editing: useMemo(() => (work === null || latest === null ? null : { draft: work.draft, base: work.base, published: latest, newer: newerOf(state) }), [state]),
    dirty, kept, apply, publish,
    canUndo: state.past.length > 0, canRedo: state.future.length > 0,
    undo: useCallback(() => dispatch({ type: "undone" }), []),
    redo: useCallback(() => dispatch({ type: "redone" }), []),
    /** Drop the draft, for what is published by now. It can be undone. */
    discard: useCallback(() => dispatch({ type: "discarded" }), []),
    /** Go on with `draft`, made from `base`. */
    rebase: useCallback((base: string, draft: string) => dispatch({ type: "rebased", base, draft }), []),
    /** Stored work that could not be read back, and why where it was found just now. */
    aside: aside === null ? null : { text: aside, issue: damaged?.issue ?? null },
    dropAside: useCallback(() => { dropAside(appId); setAsideText(null); setDamaged(null); }, [appId]),
  };
}
