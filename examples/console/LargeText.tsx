/** A box for a text that is typed, pasted, or comes from a file, and may be too large to be edited: then it is kept, and not drawn. */
import { useImperativeHandle, useMemo, useRef, type ClipboardEvent, type Ref } from "react";
import { Alert, Button, Input, type GetRef } from "antd";
import { FileDrop } from "./FileDrop.tsx";
import { codePoints } from "./Shown.tsx";
import { isTooMuchToEdit, rangeOfLine } from "./lines.ts";
import { useTexts } from "./words/index.ts";

/** What one can do with the box from outside. */
export interface LargeTextRef {
  /** Select a line and bring it into view. @param line counted from 1 */
  goTo(line: number): void;
}

interface Props {
  readonly ref?: Ref<LargeTextRef>;
  readonly text: string; readonly label: string; readonly describedBy: string; readonly placeholder: string; readonly rows: number;
  /** Of a file: name extensions, and bytes. */
  readonly accept: string; readonly limit: number;
  onText(text: string): void;
}

export function LargeText({ ref, text, label, describedBy, placeholder, rows, accept, limit, onText }: Props) {
  const { words } = useTexts();
  const box = useRef<GetRef<typeof Input.TextArea>>(null);
  const isKeptOnly = useMemo(() => isTooMuchToEdit(text), [text]);

  useImperativeHandle(ref, () => ({
    goTo(line) {
      const area = box.current?.resizableTextArea?.textArea;
      if (area === undefined) return;
      area.focus();
      area.setSelectionRange(...rangeOfLine(text, line));
      area.scrollTop = (line - 2) * parseFloat(getComputedStyle(area).lineHeight);
      area.scrollLeft = 0;
    },
  }), [text]);

  /** A paste that the box would stall over goes past it. */
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const pasted = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    if (!isTooMuchToEdit(pasted)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    onText(text.slice(0, selectionStart) + pasted + text.slice(selectionEnd));
  };

  return (
    <FileDrop accept={accept} limit={limit} onText={onText}>
      {isKeptOnly
        ? <Alert type="info" showIcon title={words.file.tooMuch(codePoints(text))} action={<Button size="small" onClick={() => onText("")}>{words.file.empty}</Button>} />
        : <Input.TextArea ref={box} autoFocus rows={rows} className="lines" wrap="off" spellCheck={false} autoComplete="off" autoCapitalize="none" aria-label={label} aria-describedby={describedBy}
            placeholder={placeholder} value={text} onPaste={paste} onChange={(event) => onText(event.target.value)} />}
    </FileDrop>
  );
}
