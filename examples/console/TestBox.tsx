/** "Would this be allowed?" for a URL or an API name, answered by the engine from the draft (C-2). */
import { useEffect, useMemo, useState } from "react";
import { Button, Input, Select, Space } from "antd";
import { explain } from "minifence/admin";
import type { Explanation, List } from "minifence/types";
import { Issues, Sentence, Verdict } from "./Sentence.tsx";
import { LISTS, type Target } from "./policy.ts";
import { useSettled } from "./useSettled.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly draft: string;
  /** The list that is open: the box turns to it. */
  readonly open: List;
  /** Open the dialog that adds an entry. */
  onAdd(wanted: Target): void;
  /** Bring an entry of the draft into view. */
  onShow(target: Target): void;
}

/** A large policy takes a moment to be asked. */
const REST_MS = 120;

export function TestBox({ draft, open, onAdd, onShow }: Props) {
  const { words } = useTexts();
  const [list, setList] = useState(open);
  // A URL and an API name are kept apart: whoever looks at another list finds what was typed for it.
  const [typed, setTyped] = useState({ url: "", api: "" });
  useEffect(() => setList(open), [open]);

  const kind = list === "apis" ? "api" : "url";
  const subject = useSettled(typed[kind], REST_MS);
  const explained = useMemo(() => (subject === "" ? null : explain(draft, list, subject)), [draft, list, subject]);

  return (
    <section className="card test" aria-label={words.test}>
      <h3>{words.test}</h3>
      <p className="hint">{words.testHelp}</p>
      <div className="test-line">
        <Select aria-label={words.testList} value={list} onChange={setList} options={LISTS.map((one) => ({ value: one, label: words.lists[one] }))} />
        <Input aria-label={words.testSubject} id="test-subject" allowClear spellCheck={false} autoComplete="off" autoCapitalize="none" placeholder={words.testPlaceholder[list]} value={typed[kind]}
          onChange={({ target }) => setTyped((now) => ({ ...now, [kind]: target.value }))} />
      </div>
      <div className="test-answer" role="status">{explained !== null && <Answer explained={explained} list={list} onAdd={onAdd} onShow={onShow} />}</div>
    </section>
  );
}

function Answer({ explained, list, onAdd, onShow }: { explained: Explanation; list: List } & Pick<Props, "onAdd" | "onShow">) {
  const { words } = useTexts();
  if ("issues" in explained) return <Issues issues={explained.issues} />;
  const { decision, mode, entry, nearest, add } = explained;
  const shown = entry === undefined ? nearest : [entry];
  return (
    <>
      <div className="line"><Verdict decision={decision} enforced={mode === "enforce"} /><code className="code">{decision.code}</code></div>
      <p><Sentence of={decision} /></p>
      {shown.length > 0 && (
        <div className="hint">
          {entry === undefined ? words.nearest : words.allowing}{" "}
          <Space size={4} wrap>{shown.map((one) => <Button key={one} size="small" type="link" className="to-entry" aria-label={words.showEntry(one)} title={words.showEntry(one)} onClick={() => onShow({ list, text: one })}><code>{one}</code></Button>)}</Space>
        </div>
      )}
      {add !== undefined && <Button size="small" onClick={() => onAdd(add)}>{words.addThis(add.text)}</Button>}
    </>
  );
}
