/** Add or edit one entry, judged at every keystroke by the parser that the engine uses (C-1). */
import { useState } from "react";
import { Alert, Form, Input, Modal } from "antd";
import { addEntry, editEntry, validateEntry } from "minifence/admin";
import type { Issue, List, Validation } from "minifence/types";
import { Issues } from "./Sentence.tsx";
import { REMARK_LIMIT, viewOf, type Entry } from "./policy.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly policy: string; readonly list: List;
  /** The entry under edit; a new one is added when left out. */
  readonly replaces?: Entry;
  readonly initial?: Entry;
  onSave(edit: Validation): boolean; onClose(): void;
}

export function EntryDialog({ policy, list, replaces, initial = replaces, onSave, onClose }: Props) {
  const { words } = useTexts();
  const [text, setText] = useState(initial?.value ?? "");
  const [remark, setRemark] = useState(initial?.remark ?? "");
  const [touched, setTouched] = useState(initial !== undefined);
  const [refused, setRefused] = useState<readonly Issue[]>([]);

  const others = viewOf(policy).lists[list].entries.map(({ value }) => value).filter((value) => value !== replaces?.value);
  const draft = { text, remark: remark === "" ? undefined : remark };
  const checked = validateEntry(list, draft, { others });
  const issues = "issues" in checked ? checked.issues : checked.notices;
  const wrong = "issues" in checked;
  const onRemark = (issue: Issue) => issue.path.includes("remark");
  const ofText = touched ? issues.filter((issue) => !onRemark(issue)) : [];
  const ofRemark = issues.filter(onRemark);
  const status = (of: readonly Issue[]) => (of.some(({ severity }) => severity === "error") ? "error" as const : undefined);

  const save = () => {
    setTouched(true);
    if (wrong) return;
    const edit = replaces === undefined ? addEntry(policy, list, draft) : editEntry(policy, list, replaces.value, draft);
    if (onSave(edit)) return onClose();
    setRefused("issues" in edit ? edit.issues : []);
  };

  return (
    <Modal open title={replaces === undefined ? words.add[list] : words.editTitle} okText={words.save} cancelText={words.cancel} okButtonProps={{ disabled: touched && wrong }} onOk={save} onCancel={onClose} destroyOnHidden>
      <Form layout="vertical" requiredMark={false} onSubmitCapture={(event) => { event.preventDefault(); save(); }}>
        <Form.Item label={words.entry[list]} htmlFor="entry-text" validateStatus={status(ofText)} extra={words.entryHelp[list]}
          help={ofText.length > 0 ? <div id="entry-text-issues" role="alert"><Issues issues={ofText} />{!wrong && checked.value !== text && <div className="notice">{words.stored(checked.value)}</div>}</div> : undefined}>
          <Input id="entry-text" autoFocus spellCheck={false} autoComplete="off" autoCapitalize="none" placeholder={words.placeholder[list]} value={text}
            aria-invalid={status(ofText) === "error"} aria-describedby="entry-text-issues"
            onChange={(event) => { setText(event.target.value); setTouched(true); setRefused([]); }} />
        </Form.Item>
        <Form.Item label={<>{words.remark} <span className="optional">{words.optional}</span></>} htmlFor="entry-remark" validateStatus={status(ofRemark)}
          help={ofRemark.length > 0 ? <div id="entry-remark-issues" role="alert"><Issues issues={ofRemark} /></div> : undefined}>
          <Input id="entry-remark" value={remark} autoComplete="off" aria-invalid={status(ofRemark) === "error"} aria-describedby="entry-remark-issues"
            count={{ show: true, max: REMARK_LIMIT, strategy: (value) => Array.from(value).length }} onChange={(event) => setRemark(event.target.value)} />
        </Form.Item>
        {refused.length > 0 && <Alert type="error" showIcon title={<Issues issues={refused} />} />}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}
