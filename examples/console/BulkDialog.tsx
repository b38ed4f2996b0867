/** Many entries at once: pasted lines, CSV or a file, with an answer for every line before anything is added (C-5). Nothing that was pasted gets lost. */
import { useMemo, useRef, useState } from "react";
import { Alert, App, Button, Modal, Switch, Table, Tag } from "antd";
import { SnippetsOutlined } from "@ant-design/icons";
import { addEntries, parseLines } from "minifence/admin";
import type { BulkLine, Issue, List, Validation } from "minifence/types";
import { LargeText, type LargeTextRef } from "./LargeText.tsx";
import { Issues } from "./Sentence.tsx";
import { Shown } from "./Shown.tsx";
import { refusedLines } from "./bulk.ts";
import { viewOf } from "./policy.ts";
import { useSettled } from "./useSettled.ts";
import { useTexts } from "./words/index.ts";

interface Props { readonly list: List; readonly draft: string; apply(edit: Validation): boolean }

/** More than this is no list that a person looks through. The engine reads more. */
const FILE_LIMIT = 4 * 1024 * 1024;
const REST_MS = 200;
const PAGE = 6;

/** The button, and the dialog behind it. What is in the box stays there while the dialog is closed. */
export function BulkAdd(props: Props) {
  const { words } = useTexts();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  return (
    <>
      <Button icon={<SnippetsOutlined />} onClick={() => setOpen(true)}>{words.bulk.open}</Button>
      {open && <BulkDialog {...props} text={text} onText={setText} onClose={() => setOpen(false)} />}
    </>
  );
}

function BulkDialog({ list, draft, apply, text, onText, onClose }: Props & { readonly text: string; onText(text: string): void; onClose(): void }) {
  const { words } = useTexts();
  const { message } = App.useApp();
  const box = useRef<LargeTextRef>(null);
  const [onlyWrong, setOnlyWrong] = useState(false);
  const [refused, setRefused] = useState<readonly Issue[]>([]);

  const others = useMemo(() => viewOf(draft).lists[list].entries.map(({ value }) => value), [draft, list]);
  const settled = useSettled(text, REST_MS);
  const read = useMemo(() => parseLines(list, settled, { others }), [list, settled, others]);
  const wrong = useMemo(() => read.lines.filter(isWrong), [read]);
  const count = read.entries.length;

  const change = (next: string) => { onText(next); setRefused([]); };

  const add = () => {
    const now = parseLines(list, text, { others }); // the box may be ahead of what is shown
    const edit = addEntries(draft, list, now.entries);
    if (!apply(edit)) return setRefused("issues" in edit ? edit.issues : []);
    void message.success(words.bulk.added(now.entries.length));
    const kept = refusedLines(text, now);
    change(kept);
    if (kept === "") onClose();
  };

  return (
    <Modal open width={720} title={words.bulk.title[list]} onCancel={onClose} mask={{ closable: false }} onOk={add} cancelText={words.bulk.close}
      okText={wrong.length > 0 && count > 0 ? words.bulk.addSome(count, wrong.length) : words.bulk.add(count)} okButtonProps={{ disabled: count === 0 }}>
      <div className="panel">
        <p className="hint" id="bulk-help">{words.bulk.help[list]}</p>
        <LargeText ref={box} text={text} onText={change} label={words.bulk.box} describedBy="bulk-help" placeholder={words.bulk.placeholder[list]} rows={8} accept=".txt,.csv" limit={FILE_LIMIT} />
        {refused.length > 0 && <Alert type="error" showIcon title={<Issues issues={refused} />} />}
        <div className="panel-bar">
          <p role="status">
            {read.lines.length === 0 ? words.bulk.nothing : words.bulk.counts(count, wrong.length)}
            {read.header && <span className="hint"> {words.bulk.header}</span>}
          </p>
          {wrong.length > 0 && <label className="switch-line"><Switch size="small" checked={onlyWrong} onChange={setOnlyWrong} /> {words.bulk.onlyWrong}</label>}
        </div>
        {read.lines.length > 0 && (
          <Table<BulkLine> size="small" rowKey="line" aria-label={words.bulk.lines} dataSource={onlyWrong && wrong.length > 0 ? wrong : read.lines as BulkLine[]}
            pagination={{ pageSize: PAGE, hideOnSinglePage: true, showSizeChanger: false, size: "small" }}
            columns={[
              { title: words.bulk.line, key: "line", width: 76, render: (_, { line }) => <Button type="link" size="small" aria-label={words.bulk.goTo(line)} onClick={() => box.current?.goTo(line)}>{line}</Button> },
              { title: words.bulk.entry, key: "entry", render: (_, line) => <LineAnswer line={line} /> },
            ]} />
        )}
      </div>
    </Modal>
  );
}

const isWrong = ({ result }: BulkLine) => "issues" in result;

/** What was typed on the line, what becomes of it, and why. */
function LineAnswer({ line: { text, remark, result } }: { line: BulkLine }) {
  const { words } = useTexts();
  const isRefused = "issues" in result;
  return (
    <div className="line-answer" data-refused={isRefused}>
      <div className="line-text">
        <Tag color={isRefused ? "error" : "success"}>{isRefused ? words.bulk.refused : words.bulk.accepted}</Tag>
        <Shown of={text} code /> <span className="remark"><Shown of={remark} limit={60} /></span>
      </div>
      <Issues issues={isRefused ? result.issues : result.notices} />
      {!isRefused && result.value !== text && <div className="notice">{words.stored(result.value)}</div>}
    </div>
  );
}
