/** The three tables of what was seen: calls to list, calls that no list allows, entries that nobody called. They show; what follows is `Seen.tsx`. */
import { Button, Table } from "antd";
import type { DraftResult, List, Proposal } from "minifence/types";
import { Sentence } from "./Sentence.tsx";
import { Shown } from "./Shown.tsx";
import { useTexts } from "./words/index.ts";

type Drafted = Exclude<DraftResult, { issues: unknown }>;
type Left = Drafted["left"][number];
type Unused = Drafted["unused"][number];

const PAGED = { pageSize: 8, hideOnSinglePage: true, showSizeChanger: false, size: "small" } as const;

export function ProposalTable({ proposals, onAdd }: { proposals: readonly Proposal[]; onAdd(proposal: Proposal): void }) {
  const { words } = useTexts();
  return (
    <Table<Proposal> size="small" rowKey={({ list, text }) => `${list} ${text}`} aria-label={words.seenPanel.added} dataSource={[...proposals]} pagination={PAGED}
      columns={[
        { title: words.seenPanel.entry, key: "entry", render: (_, { list, text, ...often }) => <><Named list={list} text={text} /><Often {...often} /></> },
        { title: words.actions, key: "actions", width: 84, align: "right", render: (_, proposal) => <Button size="small" aria-label={words.seenPanel.add(proposal.text)} onClick={() => onAdd(proposal)}>{words.seenPanel.addShort}</Button> },
      ]} />
  );
}

export function LeftTable({ left }: { left: readonly Left[] }) {
  const { words } = useTexts();
  return (
    <Table<Left> size="small" rowKey={({ observation: { list, subject } }) => `${list} ${subject}`} aria-label={words.seenPanel.left} dataSource={[...left]} pagination={PAGED}
      columns={[{ title: words.seenPanel.call, key: "call", render: (_, { observation: { list, subject, ...often }, issue }) => (
        <><Named list={list} text={subject} /><div className="reason" data-code={issue.code}><Sentence of={issue} /></div><Often {...often} /></>
      ) }]} />
  );
}

export function UnusedTable({ unused, onRemove }: { unused: readonly Unused[]; onRemove(list: List, entry: string): void }) {
  const { words } = useTexts();
  return (
    <Table<Unused> size="small" rowKey={({ list, entry }) => `${list} ${entry}`} aria-label={words.seenPanel.unused} dataSource={[...unused]} pagination={PAGED}
      columns={[
        { title: words.seenPanel.entry, key: "entry", render: (_, { list, entry }) => <Named list={list} text={entry} /> },
        { title: words.actions, key: "actions", width: 104, align: "right", render: (_, { list, entry }) => <Button size="small" danger aria-label={words.seenPanel.remove(entry)} onClick={() => onRemove(list, entry)}>{words.seenPanel.removeShort}</Button> },
      ]} />
  );
}

function Named({ list, text }: { list: List; text: string }) {
  const { words } = useTexts();
  return <div className="line-text"><Shown of={text} code /> <span className="hint">{words.lists[list]}</span></div>;
}

/** How often, first and last. */
function Often({ count, first, last }: { count: number; first: number; last: number }) {
  const { words, time } = useTexts();
  const at = (moment: number) => <time dateTime={new Date(moment).toISOString()}>{time.format(moment)}</time>;
  return <div className="hint">{words.seenPanel.count(count)} · {first === last ? at(last) : <>{words.seenPanel.first} {at(first)} · {words.seenPanel.last} {at(last)}</>}</div>;
}
