/**
 * One mini program's policy under edit: what is published, the draft, and what somebody else published meanwhile. The draft is
 * policy text from first to last; `minifence/admin` makes every next one.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Validation } from "minifence/types";
import { publishPolicy, readPolicy, ServerRefusal } from "./api.ts";
import { viewOf } from "./policy.ts";

interface Editing { readonly published: string; readonly draft: string; readonly newer: string | null }

export function usePolicy(appId: string, latest: string | null, author: string) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const [publishing, setPublishing] = useState(false);
  const ownPublication = useRef(false);

  useEffect(() => {
    if (latest === null) return;
    setEditing((now) => {
      if (now === null) return { published: latest, draft: latest, newer: null };
      // The answer to our own publication is on its way and says the same.
      if (ownPublication.current || viewOf(latest).revision <= viewOf(now.published).revision) return now;
      return now.draft === now.published ? { published: latest, draft: latest, newer: null } : { ...now, newer: latest };
    });
  }, [latest]);

  const dirty = editing !== null && editing.draft !== editing.published;

  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [dirty]);

  /** Take an edit as the next draft; false when it was refused. `restores`: it is an earlier revision, whole. */
  const apply = useCallback((edit: Validation, _restores?: number): boolean => {
    if (!("value" in edit)) return false;
    setEditing((now) => now && { ...now, draft: edit.value });
    return true;
  }, []);

  /** Drop the draft, for what is published by now. */
  const discard = useCallback(() => setEditing((now) => {
    const text = now?.newer ?? now?.published;
    return text === undefined ? now : { published: text, draft: text, newer: null };
  }), []);

  /** Publish the draft. Throws a ServerRefusal when the server did not take it; the draft is kept. */
  const publish = useCallback(async () => {
    if (editing === null) return;
    setPublishing(true);
    ownPublication.current = true;
    try {
      const { policy: text } = await publishPolicy(appId, { policy: editing.draft, basedOn: viewOf(editing.published).revision, author });
      setEditing({ published: text, draft: text, newer: null });
    } catch (error) {
      if (error instanceof ServerRefusal && error.code === "edited_elsewhere") {
        const text = await readPolicy(appId);
        const newer: string = JSON.parse(text).policy ?? text;
        setEditing((now) => now && { ...now, newer });
      }
      throw error;
    } finally {
      ownPublication.current = false;
      setPublishing(false);
    }
  }, [appId, editing, author]);

  return { editing, dirty, publishing, apply, discard, publish };
}
