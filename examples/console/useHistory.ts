/** What was published of one mini program, page by page, read again when something is published. */
import { useCallback, useEffect, useRef, useState } from "react";
import { readHistory, readRevision, type Revision } from "./api.ts";

const PAGE = 20;

interface Read { readonly revisions: readonly Revision[]; readonly more: boolean }

/** @param published the revision in force: a new one is a reason to look again */
export function useHistory(appId: string, published: number) {
  const [read, setRead] = useState<Read | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  const [loading, setLoading] = useState(false);
  const turn = useRef(0);

  const load = useCallback((before?: number) => {
    const own = ++turn.current;
    setLoading(true);
    readHistory(appId, { before, limit: PAGE }).then(
      ({ revisions, more }) => {
        if (own !== turn.current) return;
        setRead((now) => ({ revisions: before === undefined ? revisions : [...now?.revisions ?? [], ...revisions], more }));
        setFailed(null);
        setLoading(false);
      },
      (error: Error) => {
        if (own !== turn.current) return;
        setFailed(error);
        setLoading(false);
      },
    );
  }, [appId]);
  useEffect(() => {
    load();
    return () => { turn.current += 1; };
  }, [load, published]);

  const last = read?.revisions.at(-1)?.revision;
  return { revisions: read?.revisions ?? null, more: read?.more ?? false, loading, failed, reload: useCallback(() => load(), [load]), older: useCallback(() => load(last), [load, last]) };
}

/** The policy's text as it was in a revision; null while it is on its way, and without a revision. */
export function useRevision(appId: string, revision: number | null): { readonly text: string | null; readonly failed: Error | null } {
  const [found, setFound] = useState<{ readonly of: number; readonly text: string | null; readonly failed: Error | null } | null>(null);
  useEffect(() => {
    if (revision === null) return;
    let wanted = true;
    readRevision(appId, revision).then(
      (text) => { if (wanted) setFound({ of: revision, text, failed: null }); },
      (failed: Error) => { if (wanted) setFound({ of: revision, text: null, failed }); },
    );
    return () => { wanted = false; };
  }, [appId, revision]);
  return found?.of === revision ? found : { text: null, failed: null };
}
