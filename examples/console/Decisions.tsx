/** The live panel: every decision with its code, its reason in words, its subject, and whether it was enforced. */
import { memo, useDeferredValue, useMemo } from "react";
import { Alert, Button, Empty } from "antd";
import { explain } from "minifence/admin";
import type { DecisionEvent } from "minifence/types";
import { Sentence, Verdict } from "./Sentence.tsx";
import { Shown } from "./Shown.tsx";
import type { Target } from "./policy.ts";
import type { Line, usePhone } from "./usePhone.ts";
import { useTexts } from "./words/index.ts";

interface Props { readonly phone: ReturnType<typeof usePhone>; readonly draft: string; onAdd(wanted: Target): void }

const LIST_OF = { request: "serverDomains", api: "apis", webView: "webViewDomains" } as const;

export function Decisions({ phone, draft, onAdd }: Props) {
  const { words } = useTexts();
  const { report } = phone;
  // Asking a large policy about every line takes its time: what is typed meanwhile goes first.
  const asked = useDeferredValue(draft);
  const lacking = useMemo(() => createLacking(asked), [asked]);
  return (
    <section className="decisions" aria-label={words.decisions}>
      <div className="half-title">
        <h2>{words.decisions}</h2>
        <Button size="small" onClick={phone.clear}>{words.clear}</Button>
      </div>
      <p className="hint">{words.decisionsHelp}</p>
      {report !== null && (
        <p className="report">
          {words.installed(report.patched.length)}
          {report.ambient.length > 0 && <span>{words.ambient(report.ambient.join(", "))}</span>}
        </p>
      )}
      {report !== null && report.degraded.length > 0 && <Alert type="warning" showIcon title={words.degraded(report.degraded.map(({ point, why }) => `${point} (${why})`).join(", "))} />}
      <div className="log" role="log" aria-label={words.decisions} tabIndex={0}>
        {phone.log.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.noDecisions} />}
        <ol>{phone.log.map((line) => <LogLine key={line.key} line={line} lacking={lacking} onAdd={onAdd} />)}</ol>
      </div>
    </section>
  );
}

type Lacking = ReturnType<typeof createLacking>;

const LogLine = memo(function LogLine({ line: { message, at }, lacking, onAdd }: { line: Line; lacking: Lacking; onAdd: Props["onAdd"] }) {
  const { words } = useTexts();
  const time = <time dateTime={at.toISOString()}>{at.toTimeString().slice(0, 8)}</time>;
  if (message.type === "policy") return <li className="note" data-revision={message.revision}>{time}{message.applied ? words.taken(message.revision ?? 0) : words.refused}</li>;
  if (message.type === "error") return <li className="note error">{time}<span><code>{message.error.code}</code> <Sentence of={message.error} /></span></li>;

  const { event } = message;
  const add = lacking(event);
  return (
    <li className="decision" data-code={event.decision.code} data-subject={event.subject} data-enforced={event.enforced}>
      <div className="line">
        <Verdict decision={event.decision} enforced={event.enforced} />
        <code className="code">{event.decision.code}</code>
        {time}
      </div>
      <span className="subject"><Shown of={event.subject} code limit={400} /></span>
      <p><Sentence of={event.decision} /></p>
      <div className="facts">
        <span>{words.surface[event.surface]}</span>
        <span>{event.revision === null ? words.noRevision : words.revision(event.revision)}</span>
        <span>{event.decision.outcome === "allow" ? words.passed : event.enforced ? words.enforced : words.reported}</span>
        {add !== null && <Button type="link" size="small" aria-label={words.listThis(add.text)} onClick={() => onAdd(add)}>{words.listIt}</Button>}
      </div>
    </li>
  );
});

/** Says what to add to which list so that a call would pass, when that is all it lacks and the draft does not have it yet. Asked once a subject. */
function createLacking(draft: string): (event: DecisionEvent) => Target | null {
  const known = new Map<string, Target | null>();
  return ({ surface, subject, decision }) => {
    if (decision.outcome === "allow") return null;
    const [list, wanted] = decision.code === "api_not_listed" ? ["apis" as const, decision.params.api] : [LIST_OF[surface], subject];
    const key = `${list} ${wanted}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const explained = explain(draft, list, wanted);
    const add = "decision" in explained && explained.decision.outcome === "deny" ? explained.add ?? null : null;
    known.set(key, add);
    return add;
  };
}
