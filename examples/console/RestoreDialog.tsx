/** Bringing an earlier revision back, as a new one: what that changes, under which name, and what the server says to it. The draft is not touched. */
import { useState } from "react";
import { Alert, App, Modal } from "antd";
import type { Observation } from "minifence/types";
import { publishPolicy, ServerRefusal, type Published } from "./api.ts";
import { Diff } from "./Diff.tsx";
import { Issues } from "./Sentence.tsx";
import { SignatureForm, useSignature } from "./Signature.tsx";
import { useReturnFocus } from "./useReturnFocus.ts";
import { useTexts } from "./words/index.ts";
import { isSame, revisionOf } from "./work.ts";

interface Props {
  readonly appId: string;
  /** The revision to bring back, and its policy's text. */
  readonly revision: number; readonly text: string;
  readonly published: string; readonly isDirty: boolean; readonly observations: readonly Observation[];
  readonly name: string; onName(name: string): void;
  onClose(): void;
}

export function RestoreDialog({ appId, revision, text, published, isDirty, observations, name, onName, onClose }: Props) {
  const { words } = useTexts();
  const { message } = App.useApp();
  const signature = useSignature("restore", name, onName);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<Error | null>(null);
  useReturnFocus();

  // The refusal may be here before the server's own word of the new revision is.
  const held = refused instanceof ServerRefusal ? refused.details.held : undefined;
  const against = held !== undefined && held.revision > revisionOf(published) ? held.policy : published;
  const next = revisionOf(against) + 1;

  const finish = (made: number) => {
    void message.success(words.history.done(revision, made));
    onClose();
  };
  const restore = async () => {
    const signed = sending ? null : signature.sign();
    if (signed === null) return;
    setSending(true);
    try {
      const made = await publishPolicy(appId, { policy: text, basedOn: revisionOf(against), ...signed, restores: revision });
      finish(made.revision);
    } catch (error) {
      const now = error instanceof ServerRefusal ? error.details.held : undefined;
      // The answer to the first try got lost on its way: it was restored.
      if (now !== undefined && isSame(now.policy, text)) return finish(now.revision);
      setRefused(error as Error);
      setSending(false);
    }
  };

  return (
    <Modal open width={720} title={words.history.restoreTitle(revision, next)} okText={words.history.yes(next)} cancelText={words.cancel} okButtonProps={{ disabled: signature.fault !== null }} confirmLoading={sending} onOk={restore} onCancel={onClose}>
      <div className="review">
        <p className="hint">{words.history.restoreHelp(next)}</p>
        {isDirty && <Alert type="warning" showIcon title={words.history.keepsDraft} />}
        <div role="alert">{refused !== null && <Refused error={refused} held={held} />}</div>
        <h3>{words.history.changes}</h3>
        <Diff before={against} after={text} subjects={observations} />
        <SignatureForm signature={signature} onSubmit={() => void restore()} />
      </div>
    </Modal>
  );
}

/** What went wrong, that nothing changed, and what to do. */
function Refused({ error, held }: { error: Error; held: Published | undefined }) {
  const { words } = useTexts();
  const code = error instanceof ServerRefusal ? error.code : "";
  const why = held !== undefined ? words.history.conflict(held.author, held.revision) : words.refusals[code] ?? words.refusedOtherwise(error.message);
  return <Alert type="error" showIcon data-code={code} title={words.history.notRestored} description={<><p>{why}</p><Issues issues={error instanceof ServerRefusal ? error.details.issues ?? [] : []} /></>} />;
}
