/** The console of one mini program: the switch, the three lists, the test box, and publishing. */
import { useState } from "react";
import { Alert, App, Button, Radio, Tabs } from "antd";
import { setMode } from "minifence/admin";
import type { List, Mode } from "minifence/types";
import { ListTab } from "./ListTab.tsx";
import { TestBox } from "./TestBox.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { LISTS, SERVER_DOMAIN_LIMIT, viewOf } from "./policy.ts";
import type { Feed } from "./useFeed.ts";
import type { usePolicy } from "./usePolicy.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly policy: ReturnType<typeof usePolicy>; readonly feed: Feed;
  readonly draft: string; readonly published: string; readonly newer: string | null;
  onAdd(wanted: { readonly list: List; readonly text: string }): void;
}

const MODES: readonly Mode[] = ["off", "report", "enforce"];

export function Console({ policy, feed, draft, published, newer, onAdd }: Props) {
  const { words } = useTexts();
  const { message } = App.useApp();
  const [list, setList] = useState<List>("serverDomains");
  const view = viewOf(draft);

  const publish = () => policy.publish().then(
    () => message.success(words.published(viewOf(published).revision + 1)),
    (error: Error) => message.error(`${words.notPublished}: ${error.message}`),
  );

  return (
    <section className="console" aria-label={words.control}>
      <div className="half-title">
        <div>
          <h2 id="control">{words.control}</h2>
          <p className={policy.dirty ? "state loud" : "state"} role="status">{words.revision(viewOf(published).revision)} · {policy.dirty ? words.unsaved : words.allPublished}</p>
        </div>
        <Toolbar appId={view.appId} draft={draft} published={published} policy={policy} feed={feed} onPublish={publish} />
      </div>

      {newer !== null && <Alert type="warning" showIcon title={words.newer(viewOf(newer).revision)} action={<Button size="small" onClick={policy.discard}>{words.loadNewer}</Button>} />}

      <div className="card mode">
        <Radio.Group aria-labelledby="control" aria-describedby="effect" optionType="button" buttonStyle="solid" value={view.mode} onChange={(event) => policy.apply(setMode(draft, event.target.value))}
          options={MODES.map((mode) => ({ value: mode, label: words.modes[mode] }))} />
        <p id="effect" aria-live="polite">{words.effects[view.mode]}</p>
      </div>

      <div className="card">
        <Tabs activeKey={list} onChange={(key) => setList(key as List)} items={LISTS.map((one) => ({
          key: one,
          label: <span>{words.lists[one]} <Count list={one} used={view.lists[one].entries.length} /></span>,
          children: <ListTab list={one} view={view} draft={draft} apply={policy.apply} />,
        }))} />
      </div>

      <TestBox key={list} draft={draft} initialList={list} onAdd={onAdd} />
    </section>
  );
}

/** How many entries, and of how many where there is a limit. */
function Count({ list, used }: { list: List; used: number }) {
  const { words } = useTexts();
  return <span className="count">{list === "serverDomains" ? words.counted(used, SERVER_DOMAIN_LIMIT) : used}</span>;
}
