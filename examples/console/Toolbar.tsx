/** What one does with the whole policy, beside editing it: history, files, the way back, publishing. Each panel brings its own dialog. */
import { App, Button, Space } from "antd";
import { RedoOutlined, UndoOutlined } from "@ant-design/icons";
import type { Feed } from "./useFeed.ts";
import type { Policy } from "./usePolicy.ts";
import { useTexts } from "./words/index.ts";

interface Props { readonly appId: string; readonly draft: string; readonly published: string; readonly policy: Policy; readonly feed: Feed; onPublish(): void }

export function Toolbar({ policy, onPublish }: Props) {
  const { words } = useTexts();
  const { modal, message } = App.useApp();

  const askToDiscard = () => modal.confirm({
    title: words.discardTitle, content: words.discardText, okText: words.discardYes, cancelText: words.cancel, okButtonProps: { danger: true },
    onOk: () => {
      policy.discard();
      message.info(words.discarded);
    },
    // The button that was pressed cannot be pressed now.
    afterClose: () => { if (document.activeElement === document.body) document.getElementById("undo")?.focus(); },
  });

  return (
    <div className="tools">
      <Space wrap>
        {/* The panels "History" and "Import / export" stand here. */}
      </Space>
      <Space wrap>
        <Space.Compact>
          <Button id="undo" aria-label={words.undo} title={words.undo} icon={<UndoOutlined />} disabled={!policy.canUndo} onClick={policy.undo} />
          <Button aria-label={words.redo} title={words.redo} icon={<RedoOutlined />} disabled={!policy.canRedo} onClick={policy.redo} />
        </Space.Compact>
        <Button disabled={!policy.dirty} onClick={askToDiscard}>{words.discard}</Button>
        <Button type="primary" disabled={!policy.dirty} onClick={onPublish}>{words.review}</Button>
      </Space>
    </div>
  );
}
