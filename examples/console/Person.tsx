/** Who is editing: a name that others read in the history. This demo takes everybody's word for it; a real console has a sign-in. */
import { useState } from "react";
import { Button, Form, Input, Modal } from "antd";
import { UserOutlined } from "@ant-design/icons";
import { nameFault } from "./preferences.ts";
import { useReturnFocus } from "./useReturnFocus.ts";
import { useTexts } from "./words/index.ts";

interface Props { readonly name: string; readonly size?: "small" | "medium"; onName(name: string): void }

/** "You: Li", and a way to change it. */
export function Person({ name, size, onName }: Props) {
  const { words } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<UserOutlined aria-hidden />} className="person" size={size} title={words.you(name)} onClick={() => setOpen(true)}><bdi>{words.you(name)}</bdi></Button>
      {open && <PersonDialog name={name} onName={onName} onClose={() => setOpen(false)} />}
    </>
  );
}

function PersonDialog({ name, onName, onClose }: Props & { onClose(): void }) {
  const { words } = useTexts();
  const [text, setText] = useState(name);
  useReturnFocus();
  const save = () => {
    if (nameFault(text) !== null) return;
    onName(text.trim());
    onClose();
  };
  return (
    <Modal open title={words.nameTitle} okText={words.save} cancelText={words.cancel} okButtonProps={{ disabled: nameFault(text) !== null }} onOk={save} onCancel={onClose}>
      <Form layout="vertical" requiredMark={false} onSubmitCapture={(event) => { event.preventDefault(); save(); }}>
        <NameField id="person-name" text={text} onText={setText} autoFocus />
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}

/** The name as a field. Says what is wrong only once something was typed, or `asked` for. */
export function NameField({ id, text, onText, autoFocus, asked = false }: { id: string; text: string; onText(text: string): void; autoFocus?: boolean; asked?: boolean }) {
  const { words } = useTexts();
  const [touched, setTouched] = useState(false);
  const fault = asked || touched ? nameFault(text) : null;
  return (
    <Form.Item label={words.name} htmlFor={id} extra={words.nameHelp} validateStatus={fault === null ? undefined : "error"}
      help={fault === null ? undefined : <div id={`${id}-fault`} role="alert" className="error">{words.nameFaults[fault]}</div>}>
      <Input id={id} value={text} autoFocus={autoFocus} autoComplete="name" dir="auto" aria-required aria-invalid={fault !== null} aria-describedby={fault === null ? undefined : `${id}-fault`}
        onChange={(event) => { setTouched(true); onText(event.target.value); }} />
    </Form.Item>
  );
}
