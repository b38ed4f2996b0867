/** What a person has to know about their draft, above the switch. Nothing here is in the way of editing. */
import { Alert, App, Button, Space } from "antd";
import type { Issue } from "minifence/types";
import { ChangeLine } from "./Change.tsx";
import { useRevisionsSince, Who } from "./Conflict.tsx";
import { Sentence } from "./Sentence.tsx";
import type { Policy } from "./usePolicy.ts";
import type { useLeftovers } from "./useLeftovers.ts";
import { useTexts } from "./words/index.ts";
import { revisionOf } from "./work.ts";

interface Props {
  readonly appId: string; readonly policy: Policy; readonly editing: NonNullable<Policy["editing"]>; readonly connected: boolean;
  readonly leftovers: ReturnType<typeof useLeftovers>;
  onLook(): void;
}

export function Notices({ appId, policy, editing, connected, leftovers, onLook }: Props) {
  const { words } = useTexts();
  const { aside } = policy;
  return (
    <div className="notices">
      <div aria-live="polite">
        {!connected && <Alert type="info" showIcon title={words.disconnected} />}
        {editing.newer !== null && <Newer appId={appId} base={editing.base} newer={editing.newer} onLook={onLook} />}
        {policy.dirty && !policy.kept && <Alert type="warning" showIcon title={words.notKept} description={words.notKeptText} />}
      </div>
      {aside !== null && (
        <Alert type="warning" showIcon title={words.asideTitle} description={<><p>{words.asideText}</p>{aside.issue !== null && <p>{words.asideReason} <code>{pathOf(aside.issue)}</code> <Sentence of={aside.issue} /></p>}<Kept text={aside.text} onDrop={policy.dropAside} /></>} />
      )}
      {leftovers.left.length > 0 && <Leftovers leftovers={leftovers} />}
    </div>
  );
}

const pathOf = ({ path }: Issue) => path.reduce<string>((text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`), "");

/** A quiet word that somebody published, with who it was. */
function Newer({ appId, base, newer, onLook }: { appId: string; base: string; newer: string; onLook(): void }) {
  const { words } = useTexts();
  const [latest] = useRevisionsSince(appId, revisionOf(base), revisionOf(newer));
  return <Alert type="warning" showIcon className="newer" title={words.newer(revisionOf(newer))} description={latest === undefined ? undefined : <Who revision={latest} />} action={<Button size="small" onClick={onLook}>{words.look}</Button>} />;
}

/** Changes of mine that could not be put on top of theirs. */
function Leftovers({ leftovers: { left, drop } }: { leftovers: Props["leftovers"] }) {
  const { words } = useTexts();
  const text = left.map(({ change, because }) => `${"list" in change ? `${words.lists[change.list]} · ` : ""}${words.changeText(change)} (${words.because[because]})`).join("\n");
  return (
    <Alert type="warning" showIcon className="leftovers" title={words.leftTitle(left.length)} description={<>
      <ul className="parts">{left.map((one, at) => <ChangeLine key={at} change={one.change} withList why={words.because[one.because]} />)}</ul>
      <Kept text={text} onDrop={drop} />
    </>} />
  );
}

/** Copy it, or say that one is done with it. */
function Kept({ text, onDrop }: { text: string; onDrop(): void }) {
  const { words } = useTexts();
  const { message, modal } = App.useApp();
  const copy = () => navigator.clipboard.writeText(text).then(() => message.success(words.copied), () => message.error(words.notCopied));
  const ask = () => modal.confirm({ title: words.dropKeptTitle, content: words.dropKeptText, okText: words.removeYes, cancelText: words.cancel, okButtonProps: { danger: true }, onOk: onDrop });
  return <Space className="kept"><Button size="small" onClick={copy}>{words.copy}</Button><Button size="small" onClick={ask}>{words.dropKept}</Button></Space>;
}
