/** What an imported file said and no entry can say, each with its reason: to be looked at, copied, or corrected and added. */
import { useState } from "react";
import { Alert, App, Button, Table } from "antd";
import { CopyOutlined } from "@ant-design/icons";
import { format } from "minifence/messages";
import type { ImportResult, Validation } from "minifence/types";
import { EntryDialog } from "./EntryDialog.tsx";
import { Sentence } from "./Sentence.tsx";
import { Shown } from "./Shown.tsx";
import { useTexts } from "./words/index.ts";

export type Item = Exclude<ImportResult, { issues: unknown }>["review"][number];

interface Props {
  readonly items: readonly Item[];
  /** The imported policy, which a corrected entry joins. */
  readonly policy: string;
  onCorrected(item: Item, policy: string): void;
}

const PAGE = 5;
/** What a person can look through in the dialog of one entry. */
const LONGEST_START = 300;

export function ReviewList({ items, policy, onCorrected }: Props) {
  const { words, messages } = useTexts();
  const { message } = App.useApp();
  const [item, setItem] = useState<Item | null>(null);

  const copy = () => {
    const lines = items.map(({ list, text, issue }) => [words.lists[list], text, format(issue, messages)].join("\t"));
    navigator.clipboard.writeText(lines.join("\n")).then(() => message.success(words.transfer.copied), () => message.error(words.transfer.notCopied));
  };
  const correct = (edit: Validation): boolean => {
    if (!("value" in edit) || item === null) return false;
    onCorrected(item, edit.value);
    return true;
  };

  return (
    <section className="panel review-list" aria-label={words.transfer.review(items.length)}>
      <Alert type="warning" showIcon className="opens" title={words.transfer.review(items.length)} description={words.transfer.reviewHelp} action={<Button size="small" icon={<CopyOutlined />} onClick={copy}>{words.transfer.copyReview}</Button>} />
      <Table<Item> size="small" rowKey={(one) => items.indexOf(one)} aria-label={words.transfer.review(items.length)} dataSource={[...items]} pagination={{ pageSize: PAGE, hideOnSinglePage: true, showSizeChanger: false, size: "small" }}
        columns={[
          { title: words.transfer.reviewText, key: "text", render: (_, { list, text, issue }) => (
            <><div className="line-text"><Shown of={text} code /> <span className="hint">{words.lists[list]}</span></div><div className="error reason" data-code={issue.code}><Sentence of={issue} /></div></>
          ) },
          { title: words.actions, key: "actions", width: 112, align: "right", render: (_, one) => <Button size="small" aria-label={words.transfer.fix(one.text.slice(0, LONGEST_START))} onClick={() => setItem(one)}>{words.transfer.fixShort}</Button> },
        ]} />
      {item !== null && <EntryDialog policy={policy} list={item.list} initial={{ value: item.text.slice(0, LONGEST_START), remark: "" }} onSave={correct} onClose={() => setItem(null)} />}
    </section>
  );
}
