/** Somebody else published while I was editing: who, what, and the three ways on. Nothing is lost in any of them. */
import { useEffect, useMemo, useRef, useState } from "react";
import { App, Button, Modal } from "antd";
import type { Observation } from "minifence/types";
import { readHistory, type Revision } from "./api.ts";
import { Diff } from "./Diff.tsx";
import { merge, type Left } from "./merge.ts";
import type { Policy } from "./usePolicy.ts";
import { useReturnFocus } from "./useReturnFocus.ts";
import { useTexts } from "./words/index.ts";
import { isSame, revisionOf } from "./work.ts";

interface Props {
  readonly appId: string; readonly policy: Policy;
  readonly base: string; readonly draft: string; readonly newer: string; readonly subjects: readonly Observation[];
  /** The person tried to publish, and this came back. */
  readonly refused: boolean;
  onLeft(left: readonly Left[]): void; onClose(): void;
}

export function Conflict({ appId, policy, base, draft, newer, subjects, refused, onLeft, onClose }: Props) {
  const { words } = useTexts();
  const { message } = App.useApp();
  const revisions = useRevisionsSince(appId, revisionOf(base), revisionOf(newer));
  const merged = useMemo(() => merge(base, draft, newer), [base, draft, newer]);
  const title = useRef<HTMLHeadingElement>(null);
  useReturnFocus(() => document.getElementById("console"));
  useEffect(() => { title.current?.focus(); }, []);

  const putOnTop = () => {
    policy.rebase(newer, merged.policy);
    onLeft(merged.left);
    if (!isSame(merged.policy, newer)) return void message.info(words.putOnTop);
    message.info(words.nothingOnTop);
    onClose();
  };
  const drop = () => {
    policy.discard();
    message.info(words.dropped);
    onClose();
  };

  return (
    <Modal open width={720} title={words.conflictTitle} onCancel={onClose}
      footer={<>
        <Button onClick={onClose}>{words.keepLooking}</Button>
        <Button danger onClick={drop}>{words.dropMine}</Button>
        <Button type="primary" onClick={putOnTop}>{words.putMineOnTop}</Button>
      </>}>
      <div className="review conflict">
        <p ref={title} tabIndex={-1}>{refused ? words.conflictRefused : words.conflictText} {words.conflictSafe}</p>
        <section>
          <h3>{words.theirs}</h3>
          {revisions.map((one) => <p key={one.revision} className="who" data-revision={one.revision}><Who revision={one} /></p>)}
          <Diff before={base} after={newer} subjects={subjects} />
        </section>
        <section>
          <h3>{words.mine}</h3>
          <Diff before={base} after={draft} />
          {merged.left.length > 0 && <p className="loud">{words.someLeft(merged.left.length)}</p>}
        </section>
      </div>
    </Modal>
  );
}

/** Who published a revision, and when, and why. */
export function Who({ revision: { revision, author, at, note } }: { revision: Pick<Revision, "revision" | "author" | "at" | "note"> }) {
  const { words, time } = useTexts();
  return <><strong>{words.revision(revision)}</strong> · <bdi>{author}</bdi> · <time dateTime={new Date(at).toISOString()}>{time.format(at)}</time>{note !== "" && <> · <bdi>{note}</bdi></>}</>;
}

/** How many revisions are named; more than that is for the history. */
const NAMED = 10;

/** What was published after `base` up to `newer`, the newest first. Without an answer the changes still show. */
export function useRevisionsSince(appId: string, base: number, newer: number): readonly Revision[] {
  const [revisions, setRevisions] = useState<readonly Revision[]>([]);
  useEffect(() => {
    let wanted = true;
    readHistory(appId, { before: newer + 1, limit: NAMED }).then((history) => { if (wanted) setRevisions(history.revisions.filter(({ revision }) => revision > base)); }, () => {});
    return () => { wanted = false; };
  }, [appId, base, newer]);
  return revisions;
}
