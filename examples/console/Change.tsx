/** One difference between two policies in words: for the review, the conflict and the history. */
import type { Change } from "minifence/types";
import { useTexts } from "./words/index.ts";

export type Sign = "added" | "removed" | "changed";

export const signOf = ({ kind }: Change): Sign => (kind === "entry_added" ? "added" : kind === "entry_removed" ? "removed" : "changed");

/** Whether a change opens what was closed: it is to be seen first. */
export const isOpening = (change: Change) =>
  (change.kind === "mode_changed" && change.before !== "off" && change.after !== "enforce" && !(change.before === "report" && change.after === "report")) ||
  (change.kind === "enabled_changed" && !change.after) || (change.kind === "host_rule_changed" && change.after === "suffix") || (change.kind === "official_changed" && change.after);

const SIGNS: Record<Sign, string> = { added: "+", removed: "−", changed: "~" };

/** What changes, as a line of a list. */
export function ChangeLine({ change, withList = false, why }: { change: Change; withList?: boolean; why?: string }) {
  const { words } = useTexts();
  const sign = signOf(change);
  return (
    <li className={`change ${sign}${isOpening(change) ? " opening" : ""}`} data-kind={change.kind}>
      <span className="sign" aria-hidden>{SIGNS[sign]}</span>
      <span>
        <span className="only-heard">{words.signs[sign]} </span>
        {withList && "list" in change && <span className="hint">{words.lists[change.list]} · </span>}
        <What change={change} />
        {why !== undefined && <span className="hint"> ({why})</span>}
      </span>
    </li>
  );
}

function What({ change }: { change: Change }) {
  const { words } = useTexts();
  switch (change.kind) {
    case "entry_added":
    case "entry_removed": return <><code className="entry">{change.entry}</code>{change.remark !== "" && <bdi className="hint"> {change.remark}</bdi>}</>;
    case "remark_changed": return <><code className="entry">{change.entry}</code> <span className="hint">{words.remarkChanged(change.before, change.after)}</span></>;
    case "mode_changed": return <><strong>{words.modeChanged(words.modes[change.before], words.modes[change.after])}</strong> {words.effects[change.after]}</>;
    case "enabled_changed": return <><strong>{change.after ? words.turnedOn : words.turnedOff}</strong> {change.after ? "" : words.listOffTitle[change.list]}</>;
    case "host_rule_changed": return <strong>{words.hostRuleChanged[change.after]}</strong>;
    case "official_changed": return <strong>{change.after ? words.officialOn : words.officialOff}</strong>;
    case "app_id_changed": return <strong>{`${change.before} → ${change.after}`}</strong>;
  }
}
