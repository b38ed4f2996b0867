/** Under which name something is published, and why: two fields, and what of them is sent. It sends nothing itself. */
import { useState } from "react";
import { Form, Input } from "antd";
import { NameField } from "./Person.tsx";
import { nameFault, noteFault, NOTE_LIMIT } from "./preferences.ts";
import { useTexts } from "./words/index.ts";

/** Who publishes, and the note beside it where there is one. */
export interface Signature { readonly author: string; readonly note?: string }

/** @param id what the ids of the fields begin with @param name the name that this browser remembers */
export function useSignature(id: string, name: string, onName: (name: string) => void) {
  const [author, setAuthor] = useState(name);
  const [note, setNote] = useState("");
  /** It was to be sent without a name. */
  const [asked, setAsked] = useState(false);
  const fault = noteFault(note);

  /** What is to be sent; null where a field has to be put right first, which the page then shows. */
  const sign = (): Signature | null => {
    if (fault !== null) return null;
    if (nameFault(author) !== null) {
      setAsked(true);
      document.getElementById(`${id}-name`)?.focus();
      return null;
    }
    onName(author.trim());
    return { author: author.trim(), ...(note.trim() === "" ? {} : { note: note.trim() }) };
  };
  return { id, author, setAuthor, note, setNote, asked, fault, sign };
}

interface Props { readonly signature: ReturnType<typeof useSignature>; onSubmit(): void }

export function SignatureForm({ signature: { id, author, setAuthor, note, setNote, asked, fault }, onSubmit }: Props) {
  const { words } = useTexts();
  const faultId = `${id}-note-fault`;
  return (
    <Form layout="vertical" requiredMark={false} onSubmitCapture={(event) => { event.preventDefault(); onSubmit(); }}>
      <NameField id={`${id}-name`} text={author} onText={setAuthor} asked={asked} />
      <Form.Item label={<>{words.note} <span className="optional">{words.optional}</span></>} htmlFor={`${id}-note`} validateStatus={fault === null ? undefined : "error"}
        help={fault === null ? undefined : <span id={faultId} className="error">{words.noteFault}</span>}>
        <Input id={`${id}-note`} dir="auto" value={note} autoComplete="off" placeholder={words.notePlaceholder} aria-invalid={fault !== null} aria-describedby={fault === null ? undefined : faultId}
          count={{ show: true, max: NOTE_LIMIT, strategy: (value) => Array.from(value).length }} onChange={(event) => setNote(event.target.value)} />
      </Form.Item>
      <button type="submit" hidden />
    </Form>
  );
}
