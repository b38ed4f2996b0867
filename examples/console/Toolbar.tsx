/** What one does with the whole policy, beside editing it: history, files, the way back, publishing. Each panel brings its own dialog. */
import { App, Button, Space } from "antd";
import { RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { History } from "./History.tsx";
import { Transfer } from "./Transfer.tsx";
import type { Feed } from "./useFeed.ts";
import type { Policy } from "./usePolicy.ts";
import { catchFocus } from "./useReturnFocus.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly appId: string; readonly draft: string; readonly published: string; readonly policy: Policy; readonly feed: Feed;
  readonly name: string; onName(name: string): void;
  nameOf(appId: string): string | null;
  onPublish(): void;
}

export function Toolbar({ appId, draft, published, policy, feed, name, onName, nameOf, onPublish }: Props) {
  const { words } = useTexts();
  const { modal, message } = App.useApp();

  const askToDiscard = () => modal.confirm({
    title: words.discardTitle, content: words.discardText, okText: words.discardYes, cancelText: words.cancel, okButtonProps: { danger: true },
    onOk: () => {
      policy.discard();
      message.info(words.discarded);
    },
    afterClose: () => catchFocus("undo"),
  });

  return (
    <div className="tools">
      <Space wrap>
        <History appId={appId} published={published} policy={policy} observations={feed.observations} name={name} onName={onName} />
        <Transfer draft={draft} published={published} policy={policy} observations={feed.observations} nameOf={nameOf} />
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
