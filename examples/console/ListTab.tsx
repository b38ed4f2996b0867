/** One of the three lists: its switch, its table, and what one does to an entry. */
import { useState } from "react";
import { App, Button, Empty, Space, Switch, Table } from "antd";
import { DeleteOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons";
import { removeEntry, setListEnabled } from "minifence/admin";
import type { List, Validation } from "minifence/types";
import { BulkAdd } from "./BulkDialog.tsx";
import { EntryDialog } from "./EntryDialog.tsx";
import type { Entry, View } from "./policy.ts";
import { unicodeOf } from "./unicode.ts";
import { useTexts } from "./words/index.ts";

interface Props { readonly list: List; readonly view: View; readonly draft: string; apply(edit: Validation): boolean }

const PAGE = 8;

export function ListTab({ list, view, draft, apply }: Props) {
  const { words } = useTexts();
  const { modal } = App.useApp();
  const [dialog, setDialog] = useState<{ readonly replaces?: Entry } | null>(null);
  const { enabled, rule, entries } = view.lists[list];
  const switchId = `enabled-${list}`;

  const askToRemove = (entry: Entry) => modal.confirm({
    title: words.removeTitle(entry.value), content: words.removeText, okText: words.removeYes, cancelText: words.cancel, okButtonProps: { danger: true },
    onOk: () => { apply(removeEntry(draft, list, entry.value)); },
  });

  return (
    <>
      <p className="hint">{words.about[list]}{rule !== null && <strong className="loud"> {words.rules[rule]}</strong>}</p>
      <div className="list-bar">
        <Space>
          <Switch id={switchId} checked={enabled} onChange={(on) => apply(setListEnabled(draft, list, on))} />
          <label htmlFor={switchId} className={enabled ? undefined : "loud"}>{enabled ? words.listOn : words.listOff}</label>
        </Space>
        <Space wrap>
          <BulkAdd list={list} draft={draft} apply={apply} />
          <Button icon={<PlusOutlined />} onClick={() => setDialog({})}>{words.add[list]}</Button>
        </Space>
      </div>
      <Table<Entry> size="middle" rowKey="value" dataSource={[...entries]} pagination={{ pageSize: PAGE, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.empty} /> }}
        columns={[
          { title: words.entry[list], key: "value", render: (_, entry) => <><code className="entry">{entry.value}</code><Unicode of={entry.value} /><span className="remark-below">{entry.remark}</span></> },
          { title: words.remark, key: "remark", className: "remark", responsive: ["sm"], render: (_, entry) => entry.remark },
          { title: words.actions, key: "actions", width: 96, align: "right", render: (_, entry) => (
            <Space size={0}>
              <Button type="text" aria-label={words.edit(entry.value)} title={words.edit(entry.value)} icon={<EditOutlined />} onClick={() => setDialog({ replaces: entry })} />
              <Button type="text" danger aria-label={words.remove(entry.value)} title={words.remove(entry.value)} icon={<DeleteOutlined />} onClick={() => askToRemove(entry)} />
            </Space>
          ) },
        ]} />
      {dialog !== null && <EntryDialog policy={draft} list={list} replaces={dialog.replaces} onSave={apply} onClose={() => setDialog(null)} />}
    </>
  );
}

/** What people read where the entry is stored in ASCII. */
function Unicode({ of }: { of: string }) {
  const shown = unicodeOf(of);
  return shown === null ? null : <span className="unicode">{shown}</span>;
}
