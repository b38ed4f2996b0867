/** The entries of one list, to look through, sort, edit and delete. Ten thousand of them are as good as ten: they come in pages. */
import { useEffect, useMemo, useRef, useState } from "react";
import { App, Button, Checkbox, Empty, Grid, Input, Select, Space, Table, Tag } from "antd";
import { BulbOutlined, DeleteOutlined, EditOutlined, SearchOutlined } from "@ant-design/icons";
import { removeEntry } from "minifence/admin";
import type { Issue, List, Validation } from "minifence/types";
import { Issues } from "./Sentence.tsx";
import type { Entry } from "./policy.ts";
import { ORDERS, useListing, type Order, type Row } from "./useListing.ts";
import { catchFocus } from "./useReturnFocus.ts";
import { useTexts } from "./words/index.ts";

/** An entry to turn to, and whether the focus goes there. */
export interface Shown { readonly value: string; readonly focus?: true }

interface Props {
  readonly list: List; readonly entries: readonly Entry[]; readonly published: readonly Entry[]; readonly advice: ReadonlyMap<string, readonly Issue[]>;
  /** What was saved or asked for last: the table turns to it. */
  readonly saved: Shown | null;
  readonly draft: string; readonly addId: string;
  apply(edit: Validation): boolean; onEdit(entry: Entry): void;
}

const PAGE_SIZES = [10, 50, 200];
/** From how many entries on a person needs to search. */
const SEARCHABLE = 2;

export function EntryTable({ list, entries, published, advice, saved, draft, addId, apply, onEdit }: Props) {
  const { words } = useTexts();
  const { modal } = App.useApp();
  const { sm = true } = Grid.useBreakpoint();
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<Order>("added");
  const [advisedOnly, setAdvisedOnly] = useState(false);
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState(PAGE_SIZES[0]);
  const { rows, found } = useListing(entries, advice, { search, order, advisedOnly: advisedOnly && advice.size > 0 });
  const known = useKnown(published);
  const pages = Math.max(1, Math.ceil(found.length / pageSize));

  // What was just saved is shown, wherever it went.
  const shown = useRef(saved);
  const focused = useRef<string | null>(null);
  useEffect(() => {
    if (saved === shown.current) return;
    const at = found.findIndex(({ value }) => value === saved?.value);
    // What is found follows the search a moment later.
    if (at < 0 && rows.some(({ value }) => value === saved?.value)) return search !== "" ? setSearch("") : setAdvisedOnly(false);
    shown.current = saved;
    if (at < 0 || saved === null) return;
    setPage(Math.floor(at / pageSize) + 1);
    if (saved.focus) focused.current = saved.value;
  }, [saved, rows, found, search, pageSize]);
  // Once its row is drawn.
  useEffect(() => {
    if (focused.current === null) return;
    const button = document.querySelector<HTMLElement>(`[data-edits="${CSS.escape(focused.current)}"]`);
    if (button === null) return;
    focused.current = null;
    button.focus();
  });

  const askToRemove = (entry: Row) => modal.confirm({
    title: words.removeTitle(entry.value), content: words.removeText, okText: words.removeYes, cancelText: words.cancel, okButtonProps: { danger: true },
    onOk: () => { apply(removeEntry(draft, list, entry.value)); },
    // The button that was pressed may be gone with its row.
    afterClose: () => catchFocus(addId),
  });

  return (
    <>
      {rows.length >= SEARCHABLE && (
        <div className="search-bar" role="search" aria-label={words.lists[list]}>
          <Input allowClear prefix={<SearchOutlined aria-hidden />} aria-label={words.search} placeholder={words.search} value={search} spellCheck={false} autoComplete="off" onChange={(event) => { setSearch(event.target.value); setPage(1); }} />
          <Select aria-label={words.sort} value={order} onChange={(next) => { setOrder(next); setPage(1); }} options={ORDERS.map((one) => ({ value: one, label: words.orders[one] }))} />
          {advice.size > 0 && <Checkbox checked={advisedOnly} onChange={(event) => { setAdvisedOnly(event.target.checked); setPage(1); }}>{words.advisedOnly(advice.size)}</Checkbox>}
          <span role="status" className="hint">{found.length !== rows.length && words.found(found.length, rows.length)}</span>
        </div>
      )}
      <Table<Row> size="middle" tableLayout="fixed" rowKey="value" dataSource={found} className="entries" aria-label={words.lists[list]}
        pagination={{ current: Math.min(page, pages), pageSize, hideOnSinglePage: rows.length <= PAGE_SIZES[0], showSizeChanger: rows.length > PAGE_SIZES[0] && sm, pageSizeOptions: PAGE_SIZES, simple: !sm, size: "small",
          onChange: (next, size) => { setPage(next); setPageSize(size); } }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={rows.length === 0 ? words.empty[list] : words.noMatch}>{rows.length > 0 && <Button size="small" onClick={() => { setSearch(""); setAdvisedOnly(false); }}>{words.showAll}</Button>}</Empty> }}
        expandable={{ showExpandColumn: false, expandedRowKeys: found.filter(({ advice }) => advice.length > 0).map(({ value }) => value),
          expandedRowRender: ({ advice }) => <div className="advice"><BulbOutlined aria-hidden /><div><Issues issues={advice} /></div></div> }}
        columns={[
          { title: words.entry[list], key: "value", render: (_, row) => <EntryCell row={row} state={known.stateOf(row)} /> },
          { title: words.remark, key: "remark", className: "remark", width: "40%", responsive: ["sm"], render: (_, row) => <bdi>{row.remark}</bdi> },
          { title: words.actions, key: "actions", width: 96, align: "right", render: (_, row) => (
            <Space size={0}>
              <Button type="text" data-edits={row.value} aria-label={words.edit(row.value)} title={words.edit(row.value)} icon={<EditOutlined />} onClick={() => onEdit(row)} />
              <Button type="text" danger aria-label={words.remove(row.value)} title={words.remove(row.value)} icon={<DeleteOutlined />} onClick={() => askToRemove(row)} />
            </Space>
          ) },
        ]} />
    </>
  );
}

/** The entry as stored, as people read it, and whether it is published. The remark is below where there is no column for it. */
function EntryCell({ row, state }: { row: Row; state: "new" | "changed" | null }) {
  const { words } = useTexts();
  return (
    <>
      <span className="entry-line">
        <code className="entry">{row.value}</code>
        {state !== null && <Tag className="fresh" color="processing">{state === "new" ? words.isNew : words.isChanged}</Tag>}
      </span>
      {row.unicode !== null && <bdi className="unicode">{row.unicode}</bdi>}
      <bdi className="remark-below">{row.remark}</bdi>
    </>
  );
}

/** What is published already, and what only the draft has. */
function useKnown(published: readonly Entry[]) {
  const remarks = useMemo(() => new Map(published.map(({ value, remark }) => [value, remark])), [published]);
  return {
    stateOf: ({ value, remark }: Entry) => (!remarks.has(value) ? "new" as const : remarks.get(value) !== remark ? "changed" as const : null),
  };
}
