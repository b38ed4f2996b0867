/** What differs between two policies, and what that does to calls that were seen (C-3). In words, grouped, openings first; long lists come in parts. */
import { Fragment, useMemo, useState } from "react";
import { Button } from "antd";
import { comparePolicies } from "minifence/admin";
import type { Change, Comparison, Observation, Shift, Subject } from "minifence/types";
import { ChangeLine, isOpening } from "./Change.tsx";
import { Issues, Sentence } from "./Sentence.tsx";
import { LISTS } from "./policy.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly before: string; readonly after: string;
  /** What was seen; observations say how often. Left out, nothing is said about calls. */
  readonly subjects?: readonly (Subject | Observation)[];
}

/** How many lines of a long list are drawn at a time. */
const PART = 100;
const BECOMES = ["denied", "allowed", "reported"] as const;

export function Diff({ before, after, subjects }: Props) {
  const { words } = useTexts();
  const compared = useMemo(() => comparePolicies(before, after, subjects), [before, after, subjects]);
  if (!("changes" in compared)) return <Issues issues={compared.issues} />;
  return (
    <div className="diff" role="group" aria-label={words.reviewChanges} tabIndex={0}>
      <Changes changes={compared.changes} reordered={before !== after} />
      {subjects !== undefined && compared.changes.length > 0 && <Shifts compared={compared} subjects={subjects} />}
    </div>
  );
}

function Changes({ changes, reordered }: { changes: readonly Change[]; reordered: boolean }) {
  const { words } = useTexts();
  if (changes.length === 0) return <p className="hint">{reordered ? words.onlyOrder : words.noChanges}</p>;
  const general = changes.filter((change) => listOf(change) === null);
  return (
    <>
      {general.length > 0 && <Group title={words.control} changes={general} />}
      {LISTS.map((list) => {
        const own = changes.filter((change) => listOf(change) === list);
        return own.length > 0 && <Group key={list} title={words.lists[list]} changes={own} />;
      })}
    </>
  );
}

/** The list that a change belongs to; null for what concerns the whole policy. */
const listOf = (change: Change) => ("list" in change ? change.list : change.kind === "official_changed" ? "apis" : null);

function Group({ title, changes }: { title: string; changes: readonly Change[] }) {
  const ordered = useMemo(() => [...changes.filter(isOpening), ...changes.filter((change) => !isOpening(change))], [changes]);
  return (
    <section>
      <h4>{title}</h4>
      <Parts items={ordered}>{(change, at) => <ChangeLine key={at} change={change} />}</Parts>
    </section>
  );
}

/** "What this changes" for calls that were seen. */
function Shifts({ compared, subjects }: { compared: Extract<Comparison, { shifts: unknown }>; subjects: Props["subjects"] & {} }) {
  const { words } = useTexts();
  const counts = useMemo(() => new Map(subjects.map((subject) => [`${subject.list} ${subject.subject}`, "count" in subject ? subject.count : null])), [subjects]);
  return (
    <section className="shifts">
      <h4>{words.shifts}</h4>
      {subjects.length === 0 && <p className="hint">{words.nothingSeen}</p>}
      {subjects.length > 0 && compared.shifts.length === 0 && <p className="hint">{words.noShifts(subjects.length)}</p>}
      {BECOMES.map((becomes) => {
        const own = compared.shifts.filter((shift) => shift.becomes === becomes);
        return own.length > 0 && (
          <Fragment key={becomes}>
            <p className={`becomes ${becomes}`}>{words.becomes[becomes](own.length)}</p>
            <Parts items={own}>{(shift, at) => <ShiftLine key={at} shift={shift} count={counts.get(`${shift.list} ${shift.subject}`) ?? null} />}</Parts>
          </Fragment>
        );
      })}
      {compared.shifts.length > 0 && compared.unchanged > 0 && <p className="hint">{words.noShifts(compared.unchanged)}</p>}
    </section>
  );
}

function ShiftLine({ shift, count }: { shift: Shift; count: number | null }) {
  const { words } = useTexts();
  return (
    <li className="shift" data-becomes={shift.becomes} data-subject={shift.subject}>
      <code className="subject">{shift.subject}</code> <span className="hint">{words.lists[shift.list]}{count !== null && ` · ${words.seen(count)}`}</span>
      <p className="hint"><Sentence of={shift.after.decision} /></p>
    </li>
  );
}

function Parts<T>({ items, children }: { items: readonly T[]; children(item: T, at: number): React.ReactNode }) {
  const { words } = useTexts();
  const [shown, setShown] = useState(PART);
  return (
    <>
      <ul className="parts">{items.slice(0, shown).map(children)}</ul>
      {items.length > shown && <Button size="small" onClick={() => setShown((now) => now + 10 * PART)}>{words.showMore(items.length - shown)}</Button>}
    </>
  );
}
