/** The button "Import / export", and the dialog behind it. What was pasted stays there while the dialog is closed. */
import { useState } from "react";
import { Button, Modal, Tabs } from "antd";
import type { Observation } from "minifence/types";
import { ExportPane } from "./ExportPane.tsx";
import { ImportPane } from "./ImportPane.tsx";
import type { Policy } from "./usePolicy.ts";
import { useReturnFocus } from "./useReturnFocus.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly draft: string; readonly published: string; readonly policy: Policy; readonly observations: readonly Observation[];
  nameOf(appId: string): string | null;
}

export function Transfer(props: Props) {
  const { words } = useTexts();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.transfer.open}</Button>
      {open && <TransferDialog {...props} text={text} onText={setText} onClose={() => setOpen(false)} />}
    </>
  );
}

function TransferDialog({ draft, published, policy, observations, nameOf, text, onText, onClose }: Props & { readonly text: string; onText(text: string): void; onClose(): void }) {
  const { words } = useTexts();
  useReturnFocus();
  return (
    <Modal open width={760} title={words.transfer.title} footer={null} mask={{ closable: false }} onCancel={onClose}>
      <Tabs items={[
        { key: "import", label: words.transfer.importTab, children: <ImportPane draft={draft} policy={policy} observations={observations} nameOf={nameOf} text={text} onText={onText} onDone={onClose} /> },
        { key: "export", label: words.transfer.exportTab, children: <ExportPane draft={draft} published={published} isDirty={policy.dirty} /> },
      ]} />
    </Modal>
  );
}
