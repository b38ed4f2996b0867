/**
 * What the phones of this mini program called, beside what is listed (C-5): what to list, what no list can allow, and what nobody called. Report mode
 * teaches here. It proposes only: the draft changes by a click, what is enforced by publishing.
 */
import { useEffect, useRef } from "react";
import { App, Button, Empty } from "antd";
import { addEntry, draftPolicy, removeEntry } from "minifence/admin";
import type { DraftResult, List, Mode, Validation } from "minifence/types";
import { forgetObservations, type ServerRefusal } from "./api.ts";
import { Issues } from "./Sentence.tsx";
import { LeftTable, ProposalTable, UnusedTable } from "./SeenTables.tsx";
import type { Feed } from "./useFeed.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly appId: string; readonly draft: string; readonly feed: Feed;
  /** What the observations say of the draft. */
  readonly drafted: DraftResult | null;
  /** The mode that the phones obey now. */
  readonly mode: Mode;
  apply(edit: Validation): boolean;
}

/** How many different calls the server keeps. */
const KEPT = 1_000;

export function Seen({ appId, draft, feed, drafted, mode, apply }: Props) {
  const { words, time } = useTexts();
  const { message, modal } = App.useApp();
  const { observations } = feed;
  const title = useRef<HTMLHeadingElement>(null);
  const followed = useRef(false);

  // The row whose button was pressed is gone, and the focus with it.
  useEffect(() => {
    if (followed.current && document.activeElement === document.body) title.current?.focus();
    followed.current = false;
  }, [drafted]);
  const change = (edit: Validation, said: string) => {
    followed.current = true;
    if (apply(edit)) void message.success(said);
  };

  if (drafted === null) return <Nothing />;
  if ("issues" in drafted) return <Issues issues={drafted.issues} />;
  const { added, left, unused } = drafted;
  const since = time.format(Math.min(...observations.map(({ first }) => first)));

  const addAll = () => {
    const now = draftPolicy(observations, draft); // what is shown may be a moment behind
    if ("added" in now) change({ value: now.value, notices: [] }, words.seenPanel.putAllIn(now.added.length));
  };
  const askToRemove = (list: List, entry: string) => modal.confirm({
    title: words.removeTitle(entry), content: words.removeText, okText: words.removeYes, cancelText: words.cancel, okButtonProps: { danger: true },
    onOk: () => { followed.current = true; apply(removeEntry(draft, list, entry)); },
  });
  const askToForget = () => modal.confirm({
    title: words.seenPanel.forgetTitle, content: words.seenPanel.forgetText, okText: words.seenPanel.forgetYes, cancelText: words.cancel, okButtonProps: { danger: true },
    onOk: () => forgetObservations(appId).then(() => { void message.success(words.seenPanel.forgotten); return feed.reload(); }, (error: ServerRefusal) => { void message.error(words.seenPanel.notForgotten(error.message)); }),
  });

  return (
    <div className="seen">
      <p className="hint">{words.seenPanel.about[mode]}</p>
      <section>
        <div className="panel-bar">
          <h3 ref={title} tabIndex={-1}>{words.seenPanel.added} <span className="count">{added.length}</span></h3>
          {added.length > 1 && <Button onClick={addAll}>{words.seenPanel.addAll(added.length)}</Button>}
        </div>
        <p className="hint">{added.length === 0 ? words.seenPanel.nothingToAdd : words.seenPanel.addedHelp}</p>
        {added.length > 0 && <ProposalTable proposals={added} onAdd={({ list, text }) => change(addEntry(draft, list, { text }), words.seenPanel.putIn(text))} />}
      </section>
      {left.length > 0 && (
        <section>
          <h3>{words.seenPanel.left} <span className="count">{left.length}</span></h3>
          <p className="hint">{words.seenPanel.leftHelp}</p>
          <LeftTable left={left} />
        </section>
      )}
      {unused.length > 0 && (
        <section>
          <h3>{words.seenPanel.unused} <span className="count">{unused.length}</span></h3>
          <p className="hint">{words.seenPanel.unusedHelp(since)}</p>
          <UnusedTable unused={unused} onRemove={askToRemove} />
        </section>
      )}
      <div className="panel-bar">
        <p className="hint">{observations.length >= KEPT && words.seenPanel.full(KEPT)}</p>
        <Button onClick={askToForget}>{words.seenPanel.forget}</Button>
      </div>
    </div>
  );
}

/** How to get something to see. */
function Nothing() {
  const { words } = useTexts();
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.seenPanel.empty}>
      <ol className="steps">{words.seenPanel.emptySteps.map((step) => <li key={step}>{step}</li>)}</ol>
    </Empty>
  );
}
