/** The history of one mini program: every publication with who, when and why, what it changed, and the way back to it. */
import { useState } from "react";
import { Alert, Button, Collapse, Drawer, Segmented, Spin, Tag } from "antd";
import type { Observation } from "minifence/types";
import type { Revision } from "./api.ts";
import { Who } from "./Conflict.tsx";
import { Diff } from "./Diff.tsx";
import { RestoreDialog } from "./RestoreDialog.tsx";
import { useHistory, useRevision } from "./useHistory.ts";
import type { Policy } from "./usePolicy.ts";
import { useReturnFocus } from "./useReturnFocus.ts";
import { useTexts } from "./words/index.ts";
import { isSame, revisionOf } from "./work.ts";

interface Props {
  readonly appId: string; readonly published: string; readonly policy: Policy; readonly observations: readonly Observation[];
  readonly name: string; onName(name: string): void;
}

export function History(props: Props) {
  const { words } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.history.open}</Button>
      {open && <HistoryDrawer {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function HistoryDrawer({ appId, published, policy, observations, name, onName, onClose }: Props & { onClose(): void }) {
  const { words } = useTexts();
  const { revisions, more, loading, failed, reload, older } = useHistory(appId, revisionOf(published));
  const [restoring, setRestoring] = useState<{ readonly revision: number; readonly text: string } | null>(null);
  useReturnFocus();

  return (
    <Drawer open size={720} className="history" title={words.history.title} onClose={onClose}>
      <div className="panel">
        <p className="hint">{words.history.help}</p>
        <div role="status">{revisions === null && failed === null && <><Spin aria-hidden /> {words.history.loading}</>}</div>
        {revisions !== null && (
          <Collapse destroyOnHidden items={revisions.map((revision, at) => ({
            key: revision.revision,
            label: <Title revision={revision} inForce={revision.revision === revisionOf(published)} />,
            children: <Details appId={appId} revision={revision.revision} before={revisions[at + 1]?.revision ?? (more ? revision.revision - 1 : null)} published={published} observations={observations}
              onRestore={(text) => setRestoring({ revision: revision.revision, text })} />,
          }))} />
        )}
        {failed !== null && <Alert type="error" showIcon role="alert" title={words.history.notRead(failed.message)} action={<Button size="small" onClick={revisions === null ? reload : older}>{words.history.tryAgain}</Button>} />}
        {more && failed === null && <div><Button disabled={loading} onClick={older}>{words.history.older}</Button></div>}
      </div>
      {restoring !== null && <RestoreDialog appId={appId} revision={restoring.revision} text={restoring.text} published={published} isDirty={policy.dirty} observations={observations} name={name} onName={onName} onClose={() => setRestoring(null)} />}
    </Drawer>
  );
}

function Title({ revision, inForce }: { revision: Revision; inForce: boolean }) {
  const { words } = useTexts();
  return (
    <span className="who" data-revision={revision.revision}>
      <Who revision={revision} />
      {revision.restores !== null && <> · {words.history.restored(revision.restores)}</>}
      {inForce && <Tag color="success">{words.history.inForce}</Tag>}
    </span>
  );
}

/** One revision: what it changed, how it differs from what is published, and the way back. What it did to calls is past; only what it would do is told. */
function Details({ appId, revision, before, published, observations, onRestore }: { readonly revision: number; readonly before: number | null; onRestore(text: string): void } & Pick<Props, "appId" | "published" | "observations">) {
  const { words } = useTexts();
  const [wanted, setWanted] = useState<"made" | "restoring">("made");
  const own = useRevision(appId, revision);
  const earlier = useRevision(appId, before);
  const failed = own.failed ?? earlier.failed;
  if (failed !== null) return <Alert type="error" showIcon title={words.history.notRead(failed.message)} />;
  if (own.text === null || (before !== null && earlier.text === null)) return <Spin />;

  const isPublished = revision === revisionOf(published);
  const isRestorable = !isPublished && !isSame(own.text, published);
  const shown = earlier.text === null ? "restoring" : isRestorable ? wanted : "made";
  return (
    <div className="panel">
      {earlier.text === null && <p className="hint">{words.history.first}</p>}
      {isRestorable && before !== null && <Segmented aria-label={words.history.compare} value={wanted} onChange={setWanted} options={[{ value: "made", label: words.history.made(before) }, { value: "restoring", label: words.history.wouldMake }]} />}
      <h3 className={isRestorable && before === null ? undefined : "only-heard"}>{shown === "restoring" ? words.history.wouldMake : words.history.made(before ?? 0)}</h3>
      {shown === "made" && earlier.text !== null && <Diff before={earlier.text} after={own.text} />}
      {shown === "restoring" && isRestorable && <Diff before={published} after={own.text} subjects={observations} />}
      {isRestorable
        ? <div><Button aria-label={words.history.restoreOf(revision)} onClick={() => onRestore(own.text!)}>{words.history.restore}</Button></div>
        : <p className="hint">{isPublished ? words.history.isPublished : words.history.sameAsPublished}</p>}
    </div>
  );
}
