/** "Would this be allowed?" for a URL or an API name, answered by the engine from the draft (C-2). */
import { useState } from "react";
import { Button, Input, Select } from "antd";
import { explain } from "minifence/admin";
import type { Explanation, List } from "minifence/types";
import { Issues, Sentence, Verdict } from "./Sentence.tsx";
import { LISTS } from "./policy.ts";
import { useTexts } from "./words/index.ts";

interface Props { readonly draft: string; readonly initialList: List; onAdd(wanted: { readonly list: List; readonly text: string }): void }

export function TestBox({ draft, initialList, onAdd }: Props) {
  const { words } = useTexts();
  const [list, setList] = useState(initialList);
  const [subject, setSubject] = useState("");

  return (
    <section className="card test" aria-label={words.test}>
      <h3>{words.test}</h3>
      <p className="hint">{words.testHelp}</p>
      <div className="test-line">
        <Select aria-label={words.testList} value={list} onChange={setList} options={LISTS.map((one) => ({ value: one, label: words.lists[one] }))} />
        <Input aria-label={words.testSubject} id="test-subject" allowClear spellCheck={false} autoComplete="off" autoCapitalize="none" placeholder={words.testPlaceholder[list]} value={subject} onChange={(event) => setSubject(event.target.value)} />
      </div>
      <div className="test-answer" role="status">{subject !== "" && <Answer explained={explain(draft, list, subject)} onAdd={onAdd} />}</div>
    </section>
  );
}

function Answer({ explained, onAdd }: { explained: Explanation; onAdd: Props["onAdd"] }) {
  const { words } = useTexts();
  if ("issues" in explained) return <Issues issues={explained.issues} />;
  const { decision, mode, nearest, add } = explained;
  return (
    <>
      <div className="line"><Verdict decision={decision} enforced={mode === "enforce"} /><code className="code">{decision.code}</code></div>
      <p><Sentence of={decision} /></p>
      {nearest.length > 0 && <p className="hint">{words.nearest} {nearest.map((entry) => <code key={entry}>{entry}</code>)}</p>}
      {add !== undefined && <Button size="small" onClick={() => onAdd(add)}>{words.addThis(add.text)}</Button>}
    </>
  );
}
