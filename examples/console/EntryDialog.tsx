/** Add or edit one entry, judged at every keystroke by the parser that the engine uses (C-1). */
import { useMemo, useRef, useState } from "react";
import { Alert, Form, Input, Modal } from "antd";
import { addEntry, editEntry, validateEntry } from "minifence/admin";
import { format } from "minifence/messages";
import type { Issue, List, Validation } from "minifence/types";
import { Announce } from "./Announce.tsx";
import { Issues } from "./Sentence.tsx";
import { REMARK_LIMIT, viewOf, type Entry } from "./policy.ts";
import { useReturnFocus } from "./useReturnFocus.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly policy: string; readonly list: List;
  /** The entry under edit; a new one is added when left out. */
  readonly replaces?: Entry;
  readonly initial?: Entry;
  onSave(edit: Validation): boolean;
  /** Told the entry as it is stored. */
  onSaved?(value: string): void;
  onClose(): void;
}

export function EntryDialog({ policy, list, replaces, initial = replaces, onSave, onSaved, onClose }: Props) {
  const { words, messages } = useTexts();
  const [text, setText] = useState(initial?.value ?? "");
  const [remark, setRemark] = useState(initial?.remark ?? "");
  const [touched, setTouched] = useState(initial !== undefined);
  const [refused, setRefused] = useState<readonly Issue[]>([]);
  const stored = useRef(replaces?.value ?? "");
  // An entry that was renamed has a row, and a button, of its own.
  useReturnFocus(() => document.querySelector<HTMLElement>(`[data-edits="${CSS.escape(stored.current)}"]`));

  const others = useMemo(() => viewOf(policy).lists[list].entries.map(({ value }) => value).filter((value) => value !== replaces?.value), [policy, list, replaces]);
  const draft = { text, remark: remark === "" ? undefined : remark };
  const checked = validateEntry(list, draft, { others });
  const issues = "issues" in checked ? checked.issues : checked.notices;
  const wrong = "issues" in checked;
  const onRemark = (issue: Issue) => issue.path.includes("remark");
  const ofText = touched ? issues.filter((issue) => !onRemark(issue)) : [];
  const ofRemark = issues.filter(onRemark);
  const isWrong = (of: readonly Issue[]) => of.some(({ severity }) => severity === "error");
  const stores = !wrong && touched && checked.value !== text ? words.stored(checked.value) : "";

  const save = () => {
    setTouched(true);
    if (wrong) return;
    const edit = replaces === undefined ? addEntry(policy, list, draft) : editEntry(policy, list, replaces.value, draft);
    if (!onSave(edit)) return setRefused("issues" in edit ? edit.issues : []);
    stored.current = checked.value;
    onSaved?.(checked.value);
    onClose();
  };

  return (
    <Modal open title={replaces === undefined ? words.add[list] : words.editTitle} okText={words.save} cancelText={words.cancel} okButtonProps={{ disabled: touched && wrong }} onOk={save} onCancel={onClose}>
      <Form layout="vertical" requiredMark={false} onSubmitCapture={(event) => { event.preventDefault(); save(); }}>
        <Form.Item label={words.entry[list]} htmlFor="entry-text" validateStatus={isWrong(ofText) ? "error" : undefined} extra={<span id="entry-help">{words.entryHelp[list]}</span>}
          help={ofText.length > 0 ? <div id="entry-text-issues"><Issues issues={ofText} />{stores !== "" && <div className="notice">{stores}</div>}</div> : undefined}>
          <Input id="entry-text" autoFocus spellCheck={false} autoComplete="off" autoCapitalize="none" placeholder={words.placeholder[list]} value={text}
            aria-invalid={isWrong(ofText)} aria-describedby={ofText.length > 0 ? "entry-text-issues entry-help" : "entry-help"}
            onChange={(event) => { setText(event.target.value); setTouched(true); setRefused([]); }} />
        </Form.Item>
        <Form.Item label={<>{words.remark} <span className="optional">{words.optional}</span></>} htmlFor="entry-remark" validateStatus={isWrong(ofRemark) ? "error" : undefined}
          help={ofRemark.length > 0 ? <div id="entry-remark-issues"><Issues issues={ofRemark} /></div> : undefined}>
          <Input id="entry-remark" dir="auto" value={remark} autoComplete="off" aria-invalid={isWrong(ofRemark)} aria-describedby={ofRemark.length > 0 ? "entry-remark-issues" : undefined}
            count={{ show: true, max: REMARK_LIMIT, strategy: (value) => Array.from(value).length }} onChange={(event) => setRemark(event.target.value)} />
        </Form.Item>
        <Announce text={[...ofText, ...ofRemark].map((issue) => format(issue, messages)).concat(stores).join(" ").trim()} />
        {refused.length > 0 && <Alert type="error" showIcon title={<Issues issues={refused} />} />}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}
