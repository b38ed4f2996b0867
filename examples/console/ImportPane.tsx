/**
 * A policy or a permission file from outside, looked at before anything changes: what is wrong with it, what could not be taken over, what would
 * change. Then it becomes the draft; publishing is another step.
 */
import { Fragment, useMemo, useRef, useState } from "react";
import { Alert, App, Button, Checkbox, Radio } from "antd";
import type { Issue, Observation } from "minifence/types";
import { Diff } from "./Diff.tsx";
import { LargeText, type LargeTextRef } from "./LargeText.tsx";
import { ReviewList, type Item } from "./ReviewList.tsx";
import { Issues, Sentence } from "./Sentence.tsx";
import { Shown } from "./Shown.tsx";
import { kindOf, placesOf, readImport, type Imported, type Kind, type Place } from "./importing.ts";
import { viewOf } from "./policy.ts";
import type { Policy } from "./usePolicy.ts";
import { useSettled } from "./useSettled.ts";
import { useTexts } from "./words/index.ts";

interface Props {
  readonly draft: string; readonly policy: Policy; readonly observations: readonly Observation[];
  /** What a mini program is called, for a policy that is another one's. */
  nameOf(appId: string): string | null;
  readonly text: string;
  onText(text: string): void; onDone(): void;
}

/** As much as the engine reads of a policy or of a permission file (P-3). */
const FILE_LIMIT = 16 * 1024 * 1024;
const REST_MS = 300;
/** How many faults are told at once. */
const TOLD = 10;
const KINDS: readonly Kind[] = ["policy", "permission"];

export function ImportPane({ draft, policy, observations, nameOf, text, onText, onDone }: Props) {
  const { words } = useTexts();
  const box = useRef<LargeTextRef>(null);
  const [chosen, setChosen] = useState<{ readonly of: string; readonly kind: Kind } | null>(null);
  const settled = useSettled(text, REST_MS);
  const kind = chosen?.of === settled ? chosen.kind : kindOf(settled);
  const { appId, revision, mode } = useMemo(() => viewOf(draft), [draft]);
  const read = useMemo(() => (settled.trim() === "" ? null : readImport(settled, kind, { appId, revision, mode })), [settled, kind, appId, revision, mode]);

  return (
    <div className="panel">
      <p className="hint" id="import-help">{words.transfer.help}</p>
      <LargeText ref={box} text={text} onText={onText} label={words.transfer.box} describedBy="import-help" placeholder={words.transfer.placeholder} rows={5} accept=".json,.txt,api_permission" limit={FILE_LIMIT} />
      {read === null ? <p className="hint" role="status">{words.transfer.nothing}</p> : (
        <>
          <div className="panel-bar">
            <span id="read-as">{words.transfer.readAs}</span>
            <Radio.Group aria-labelledby="read-as" size="small" optionType="button" buttonStyle="solid" value={kind} onChange={(event) => setChosen({ of: settled, kind: event.target.value })} options={KINDS.map((one) => ({ value: one, label: words.transfer.kinds[one] }))} />
          </div>
          {"issues" in read
            ? <Refused issues={read.issues} text={settled} onGoTo={(line) => box.current?.goTo(line)} />
            : <Preview key={settled + kind} imported={read} kind={kind} draft={draft} policy={policy} observations={observations} nameOf={nameOf} onDone={onDone} />}
        </>
      )}
    </div>
  );
}

/** Why it is no policy, and where. */
function Refused({ issues, text, onGoTo }: { issues: readonly Issue[]; text: string; onGoTo(line: number): void }) {
  const { words } = useTexts();
  const told = useMemo(() => issues.slice(0, TOLD), [issues]);
  const places = useMemo(() => placesOf(text, told), [text, told]);
  return (
    <Alert type="error" showIcon role="alert" title={words.transfer.refused} className="opens" description={<>
      {told.map((issue, at) => <Fragment key={at}><Issues issues={[issue]} /><Excerpt place={places[at]} onGoTo={onGoTo} /></Fragment>)}
      {issues.length > told.length && <p>{words.transfer.more(issues.length - told.length)}</p>}
      <p>{words.transfer.untouched}</p>
    </>} />
  );
}

/** The words around a fault, and the way to it. */
function Excerpt({ place, onGoTo }: { place: Place | null; onGoTo(line: number): void }) {
  const { words } = useTexts();
  if (place === null) return null;
  return (
    <p className="excerpt">
      <Button type="link" size="small" aria-label={words.transfer.goTo(place.line)} onClick={() => onGoTo(place.line)}>{words.transfer.at(place.line)}</Button>{" "}
      <code><Shown of={place.before} />{place.at !== "" && <mark><Shown of={place.at} /></mark>}<Shown of={place.after} /></code>
    </p>
  );
}

/** What the import comes to. `key` is the text: another text starts anew. */
function Preview({ imported, kind, draft, policy, observations, nameOf, onDone }: { imported: Imported; kind: Kind } & Omit<Props, "text" | "onText">) {
  const { words } = useTexts();
  const { message } = App.useApp();
  const [work, setWork] = useState<{ readonly value: string; readonly review: readonly Item[] }>(imported);
  const [isMeant, setIsMeant] = useState(false);
  const { appId, mode } = viewOf(draft);
  const { otherApp } = imported;
  const loud = imported.notices.filter(({ code }) => code === "allow_all");
  const quiet = imported.notices.filter(({ code }) => code !== "allow_all");

  const put = () => {
    if (!policy.apply({ value: work.value, notices: [] })) return;
    void message.success(words.transfer.done);
    onDone();
  };

  return (
    <div className="panel">
      {loud.length > 0 && <Alert type="error" showIcon role="alert" className="opens" title={words.transfer.allowAll(loud.length)} description={<>{loud.map((notice, at) => <p key={at} data-code={notice.code}><Sentence of={notice} /></p>)}</>} />}
      {otherApp !== null && <Alert type="warning" showIcon title={words.transfer.otherApp(otherApp, nameOf(otherApp))}
        description={<Checkbox checked={isMeant} onChange={(event) => setIsMeant(event.target.checked)}>{words.transfer.useItHere([nameOf(appId), appId].filter((part) => part !== null).join(", "))}</Checkbox>} />}
      {work.review.length > 0 && <ReviewList items={work.review} policy={work.value} onCorrected={(item, value) => setWork((now) => ({ value, review: now.review.filter((one) => one !== item) }))} />}
      {quiet.length > 0 && <details className="quiet"><summary>{words.transfer.notices(quiet.length)}</summary><div className="scrolled" tabIndex={0}><Issues issues={quiet} /></div></details>}
      {kind === "permission" && <p className="hint">{words.transfer.settings(words.modes[mode])}</p>}
      <section className="panel">
        <h3>{words.transfer.changes}</h3>
        <Diff before={draft} after={work.value} subjects={observations} />
      </section>
      {policy.dirty && <Alert type="warning" showIcon title={words.transfer.replaces} />}
      <div className="panel-end">
        <Button type="primary" disabled={otherApp !== null && !isMeant} onClick={put}>{work.review.length === 0 ? words.transfer.put : words.transfer.putSome(work.review.length)}</Button>
      </div>
    </div>
  );
}
