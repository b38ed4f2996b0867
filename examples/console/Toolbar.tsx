/** What one does with the whole policy, beside editing it: history, files, publishing. A row of buttons; each panel brings its own dialog. */
import { Button, Space } from "antd";
import type { Feed } from "./useFeed.ts";
import type { usePolicy } from "./usePolicy.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly appId: string; readonly draft: string; readonly published: string;
  readonly policy: ReturnType<typeof usePolicy>; readonly feed: Feed;
  onPublish(): void;
}

export function Toolbar({ policy, onPublish }: Props) {
  const { words } = useTexts();
  return (
    <Space wrap className="tools">
      {/* The panels "History" and "Import / export" stand here. */}
      <Button disabled={!policy.dirty || policy.publishing} onClick={policy.discard}>{words.discard}</Button>
      <Button type="primary" disabled={!policy.dirty || policy.publishing} aria-busy={policy.publishing} onClick={onPublish}>{words.publish}</Button>
    </Space>
  );
}
