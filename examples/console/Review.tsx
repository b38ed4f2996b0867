/** Before publishing: what would change, what that does, what is advised, and under which name. Then what the server says to it. */
import { useEffect, useMemo, useRef, useState } from "react";
import { Alert, App, Modal } from "antd";
import { newAdvice } from "./advice.ts";
import { ServerRefusal } from "./api.ts";
import { Conflict } from "./Conflict.tsx";
import { Diff } from "./Diff.tsx";
import type { Left } from "./merge.ts";
import { Issues } from "./Sentence.tsx";
import { SignatureForm, useSignature } from "./Signature.tsx";
import type { Feed } from "./useFeed.ts";
import type { Policy } from "./usePolicy.ts";
import { useReturnFocus } from "./useReturnFocus.ts";
import { useTexts } from "./words/index.ts";
import { revisionOf } from "./work.ts";

interface Props {
  readonly appId: string; readonly policy: Policy; readonly editing: NonNullable<Policy["editing"]>; readonly feed: Feed;
  readonly name: string; onName(name: string): void;
  onLeft(left: readonly Left[]): void; onClose(): void;
}

export function Review({ appId, policy, editing, feed, name, onName, onLeft, onClose }: Props) {
  const { words } = useTexts();
  const { message } = App.useApp();
  const signature = useSignature("review", name, onName);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<Error | null>(null);
  const done = useRef(false);
  useReturnFocus(() => document.getElementById("console"));

  const { base, draft, published, newer } = editing;
  const advice = useMemo(() => (newer === null ? newAdvice(base, draft) : []), [base, draft, newer]);

  const finish = (revision: number | null) => {
    if (done.current) return;
    done.current = true;
    if (revision !== null) message.success(words.published(revision));
    onClose();
  };
  // The answer got lost, but the server has it; or another tab was quicker.
  useEffect(() => { if (!policy.dirty && !sending) finish(refused === null ? null : revisionOf(published)); }, [policy.dirty, sending]);

  const publish = async () => {
    const signed = sending ? null : signature.sign();
    if (signed === null) return;
    setSending(true);
    setRefused(null);
    try {
      finish(await policy.publish(signed));
    } catch (error) {
      setRefused(error as Error);
    } finally {
      setSending(false);
    }
  };

  if (newer !== null) return <Conflict appId={appId} policy={policy} base={base} draft={draft} newer={newer} subjects={feed.observations} refused={refused !== null} onLeft={onLeft} onClose={onClose} />;
  return (
    <Modal open width={720} title={words.reviewTitle(revisionOf(base) + 1)} okText={words.publish} cancelText={words.keepEditing} okButtonProps={{ disabled: signature.fault !== null, "aria-busy": sending }} confirmLoading={sending} onOk={publish} onCancel={onClose}>
      <div className="review">
        <h3>{words.reviewChanges}</h3>
        <Diff before={base} after={draft} subjects={feed.observations} />
        {advice.length > 0 && <section><h3>{words.reviewAdvice}</h3><div className="advice-list"><Issues issues={advice} /></div></section>}
        <SignatureForm signature={signature} onSubmit={() => void publish()} />
        <div role="alert">{refused !== null && <Refused error={refused} />}</div>
      </div>
    </Modal>
  );
}

/** What went wrong, that nothing is lost, and what to do. */
function Refused({ error }: { error: Error }) {
  const { words } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => { void place.current?.scrollIntoView({ block: "nearest" }); }, [error]);
  const code = error instanceof ServerRefusal ? error.code : "";
  const issues = error instanceof ServerRefusal ? error.details.issues ?? [] : [];
  return <div ref={place}><Alert type="error" showIcon data-code={code} title={words.notPublished} description={<><p>{words.refusals[code] ?? words.refusedOtherwise(error.message)}</p><Issues issues={issues} /></>} /></div>;
}
