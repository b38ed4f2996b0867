/** The policy as a file: our document, or the vendor's permission file with what that cannot carry said before. */
import { useMemo, useState, type ReactNode } from "react";
import { Alert, App, Button, Radio, Space } from "antd";
import { CopyOutlined, DownloadOutlined } from "@ant-design/icons";
import { exportPermissionFile, validatePolicy } from "minifence/admin";
import { Issues } from "./Sentence.tsx";
import type { Kind } from "./importing.ts";
import { LISTS, viewOf, type View } from "./policy.ts";
import { useTexts } from "./words/index.ts";

interface Props { readonly draft: string; readonly published: string; readonly isDirty: boolean }

const KINDS: readonly Kind[] = ["policy", "permission"];

export function ExportPane({ draft, published, isDirty }: Props) {
  const { words } = useTexts();
  const { message } = App.useApp();
  const [wantsPublished, setWantsPublished] = useState(false);
  const [kind, setKind] = useState<Kind>("policy");
  const source = isDirty && !wantsPublished ? draft : published;
  const view = useMemo(() => viewOf(source), [source]);
  const written = useMemo(() => (kind === "policy" ? validatePolicy(source) : exportPermissionFile(source)), [source, kind]);
  if ("issues" in written) return <Issues issues={written.issues} />;

  const copy = () => navigator.clipboard.writeText(written.value).then(() => message.success(words.transfer.copied), () => message.error(words.transfer.notCopied));
  return (
    <div className="panel">
      {isDirty && (
        <Choice id="export-what" label={words.transfer.what} value={wantsPublished ? "published" : "draft"} onChange={(value: string) => setWantsPublished(value === "published")}
          options={[{ value: "draft", label: words.transfer.sources.draft }, { value: "published", label: words.transfer.sources.published(viewOf(published).revision) }]} />
      )}
      <Choice<Kind> id="export-format" label={words.transfer.format} value={kind} onChange={setKind}
        options={KINDS.map((one) => ({ value: one, label: <>{words.transfer.formats[one]}<span className="hint below">{words.transfer.formatHelp[one]}</span></> }))} />
      {kind === "permission" && <Lost view={view} />}
      <Space wrap>
        <Button type="primary" icon={<DownloadOutlined />} onClick={() => save(written.value, kind === "policy" ? `${view.appId}-${view.revision}.json` : "api_permission")}>{words.transfer.download}</Button>
        <Button icon={<CopyOutlined />} onClick={copy}>{words.transfer.copy}</Button>
        <span className="hint">{words.transfer.size(new Blob([written.value]).size)}</span>
      </Space>
    </div>
  );
}

function Choice<T extends string>({ id, label, value, options, onChange }: { id: string; label: string; value: T; options: readonly { readonly value: T; readonly label: ReactNode }[]; onChange(value: T): void }) {
  return (
    <div>
      <h3 id={id}>{label}</h3>
      <Radio.Group vertical aria-labelledby={id} value={value} onChange={(event) => onChange(event.target.value)} options={[...options]} />
    </div>
  );
}

/** What the vendor's file does not say, of this policy. */
function Lost({ view }: { view: View }) {
  const { words } = useTexts();
  const { serverDomains, apis, webViewDomains } = view.lists;
  const open = LISTS.filter((list) => !view.lists[list].enabled);
  const remarks = LISTS.reduce((sum, list) => sum + view.lists[list].entries.filter(({ remark }) => remark !== "").length, 0);
  const said = [
    words.transfer.losesMode(words.modes[view.mode]),
    remarks > 0 && words.transfer.losesRemarks(remarks),
    words.transfer.losesIdentity,
    serverDomains.rule !== "suffix" && serverDomains.entries.length > 0 && words.transfer.widens,
    webViewDomains.rule === "suffix" && webViewDomains.entries.length > 0 && words.transfer.narrows,
    apis.rule !== "unofficial" && words.transfer.official,
  ];
  return (
    <>
      {open.length > 0 && <Alert type="error" showIcon title={open.map((list) => <p key={list}>{words.transfer.openList(words.lists[list])}</p>)} />}
      <Alert type="info" showIcon className="opens" title={words.transfer.lost} description={<ul className="said">{said.map((one) => one !== false && <li key={one}>{one}</li>)}</ul>} />
    </>
  );
}

/** Hands the text to the browser as a download. */
function save(text: string, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
