/** One of the three lists: its switch, what one adds to it, and its table. */
import { useEffect, useState } from "react";
import { Alert, Button, Space, Switch } from "antd";
import { PlusOutlined } from "@ant-design/icons";
import { setListEnabled } from "minifence/admin";
import type { Issue, List, Validation } from "minifence/types";
import { BulkAdd } from "./BulkDialog.tsx";
import { EntryDialog } from "./EntryDialog.tsx";
import { EntryTable, type Shown } from "./EntryTable.tsx";
import type { Entry, View } from "./policy.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly list: List; readonly view: View; readonly draft: string;
  /** The entries as published: what is not among them is new. */
  readonly published: readonly Entry[];
  readonly advice: ReadonlyMap<string, readonly Issue[]>;
  /** An entry to bring into view. */
  readonly wanted: Shown | null;
  apply(edit: Validation): boolean;
}

export function ListTab({ list, view, draft, published, advice, wanted, apply }: Props) {
  const { words } = useTexts();
  const [dialog, setDialog] = useState<{ readonly replaces?: Entry } | null>(null);
  const [saved, setSaved] = useState<Shown | null>(null);
  useEffect(() => setSaved(wanted), [wanted]);
  const { enabled, rule, entries } = view.lists[list];
  const switchId = `enabled-${list}`;
  const addId = `add-${list}`;

  return (
    <>
      <p className="hint">{words.about[list]}{rule !== null && <strong className="loud"> {words.rules[rule]}</strong>}</p>
      <div className="list-bar">
        <Space>
          <Switch id={switchId} checked={enabled} onChange={(on) => apply(setListEnabled(draft, list, on))} />
          <label htmlFor={switchId}>{words.listOn}</label>
        </Space>
        <Space wrap>
          <BulkAdd list={list} draft={draft} apply={apply} />
          <Button id={addId} icon={<PlusOutlined aria-hidden />} onClick={() => setDialog({})}>{words.add[list]}</Button>
        </Space>
      </div>
      <div aria-live="polite">{!enabled && view.mode !== "off" && <Alert type="warning" showIcon className="opens" title={words.listOffTitle[list]} description={words.listOffText[view.mode]} />}</div>
      <EntryTable list={list} entries={entries} published={published} advice={advice} saved={saved} draft={draft} apply={apply} onEdit={(replaces) => setDialog({ replaces })} addId={addId} />
      {dialog !== null && <EntryDialog policy={draft} list={list} replaces={dialog.replaces} onSave={apply} onSaved={(value) => setSaved({ value })} onClose={() => setDialog(null)} />}
    </>
  );
}
