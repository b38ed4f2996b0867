/** A place that takes one text file, chosen or dropped, and says why it does not take one. */
import { useRef, useState, type ReactNode } from "react";
import { Alert, Button } from "antd";
import { UploadOutlined } from "@ant-design/icons";
import { readFile, type FileFault } from "./readFile.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  /** File name extensions, `.txt,.csv`. */
  readonly accept: string;
  /** In bytes. */
  readonly limit: number;
  readonly children?: ReactNode;
  onText(text: string, name: string): void;
}

export function FileDrop({ accept, limit, children, onText }: Props) {
  const { words } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [refused, setRefused] = useState<{ readonly name: string; readonly fault: FileFault; readonly size: number } | null>(null);

  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = await readFile(file, limit);
    if ("fault" in read) return setRefused({ name: file.name, fault: read.fault, size: file.size });
    setRefused(null);
    onText(read.text, file.name);
  };

  return (
    <div className={isOver ? "drop over" : "drop"}
      onDragOver={(event) => { if (!event.dataTransfer.types.includes("Files")) return; event.preventDefault(); setIsOver(true); }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => { setIsOver(false); if (event.dataTransfer.files.length === 0) return; event.preventDefault(); void take(event.dataTransfer.files[0]); }}>
      {children}
      <div className="drop-bar">
        <Button icon={<UploadOutlined />} onClick={() => input.current?.click()}>{words.file.choose}</Button>
        <span className="hint">{words.file.drop(accept.replaceAll(",", ", "))}</span>
      </div>
      {/* The same file may be chosen again, after it was mended. */}
      <input ref={input} type="file" accept={accept} hidden aria-label={words.file.choose} onChange={({ target }) => { void take(target.files?.[0]); target.value = ""; }} />
      {refused !== null && <Alert type="error" showIcon role="alert" title={<>{words.file.faults[refused.fault](refused.size, limit)} <bdi className="hint">{refused.name}</bdi></>} />}
    </div>
  );
}
