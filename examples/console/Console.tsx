/** The console of one mini program: its draft, the switch, the three lists, the test box, and publishing. Composes; each part is a file of its own. */
import { useMemo, useState } from "react";
import { Tabs } from "antd";
import type { List } from "minifence/types";
import { useAdvice } from "./advice.ts";
import { ListTab } from "./ListTab.tsx";
import { Notices } from "./Notices.tsx";
import { Review } from "./Review.tsx";
import { Seen } from "./Seen.tsx";
import { Switch } from "./Switch.tsx";
import { TestBox } from "./TestBox.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { LISTS, SERVER_DOMAIN_LIMIT, viewOf, type Target } from "./policy.ts";
import type { Feed } from "./useFeed.ts";
import { useDrafted } from "./useDrafted.ts";
import { useLeftovers } from "./useLeftovers.ts";
import type { Policy } from "./usePolicy.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly appId: string; readonly policy: Policy; readonly editing: NonNullable<Policy["editing"]>; readonly feed: Feed;
  readonly name: string; onName(name: string): void;
  nameOf(appId: string): string | null;
  onAdd(wanted: Target): void;
}

export function Console({ appId, policy, editing, feed, name, onName, nameOf, onAdd }: Props) {
  const { words } = useTexts();
  const [tab, setTab] = useState<List | "seen">("serverDomains");
  /** The list that was open last: what is tested is tested against it. */
  const [list, setList] = useState<List>("serverDomains");
  /** An entry that is to be brought into view. */
  const [wanted, setWanted] = useState<{ readonly list: List; readonly value: string; readonly focus: true } | null>(null);
  const [reviewing, setReviewing] = useState(false);
  const leftovers = useLeftovers(appId);
  const { draft, published, base } = editing;
  const view = useMemo(() => viewOf(draft), [draft]);
  const known = useMemo(() => viewOf(base), [base]);
  const advice = useAdvice(draft);
  const drafted = useDrafted(feed.observations, draft);
  /** How many calls that were seen could be listed, and are not. */
  const unlisted = drafted !== null && "added" in drafted ? drafted.added.length : 0;

  const turnTo = (next: List | "seen") => {
    setTab(next);
    if (next !== "seen") setList(next);
  };
  const show = ({ list, text }: Target) => {
    turnTo(list);
    setWanted({ list, value: text, focus: true });
  };

  return (
    <section id="console" tabIndex={-1} className="console" aria-labelledby="control">
      <div className="half-title">
        <div>
          <h2 id="control">{words.control}</h2>
          <p className={policy.dirty ? "state loud" : "state"} role="status">{words.revision(known.revision)} · {!policy.dirty ? words.allPublished : policy.kept ? words.unsaved : words.unsavedNotKept}</p>
        </div>
        <Toolbar appId={appId} draft={draft} published={published} policy={policy} feed={feed} name={name} onName={onName} nameOf={nameOf} onPublish={() => setReviewing(true)} />
      </div>

      <Notices appId={appId} policy={policy} editing={editing} connected={feed.connected} leftovers={leftovers} onLook={() => setReviewing(true)} />
      <Switch draft={draft} mode={view.mode} apply={policy.apply} />

      <div className="card">
        <Tabs tabBarGutter={16} activeKey={tab} onChange={(key) => turnTo(key as List | "seen")} items={[
          ...LISTS.map((one) => ({
            key: one,
            label: <span>{words.lists[one]} <Count list={one} used={view.lists[one].entries.length} /></span>,
            children: <ListTab list={one} view={view} draft={draft} published={known.lists[one].entries} advice={advice[one]} wanted={wanted?.list === one ? wanted : null} apply={policy.apply} />,
          })),
          { key: "seen", label: <span>{words.seenPanel.tab} {unlisted > 0 && <span className="count">{unlisted}</span>}</span>, children: <Seen appId={appId} draft={draft} feed={feed} drafted={drafted} mode={viewOf(published).mode} apply={policy.apply} /> },
        ]} />
      </div>

      <TestBox draft={draft} open={list} onAdd={onAdd} onShow={show} />
      {reviewing && <Review appId={appId} policy={policy} editing={editing} feed={feed} name={name} onName={onName} onLeft={leftovers.keep} onClose={() => setReviewing(false)} />}
    </section>
  );
}

/** How many entries, and of how many where there is a limit. */
function Count({ list, used }: { list: List; used: number }) {
  const { words } = useTexts();
  return <span className="count">{list === "serverDomains" ? words.counted(used, SERVER_DOMAIN_LIMIT) : used}</span>;
}
