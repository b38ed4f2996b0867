/** Codes in words, and decisions as labels. The words come from the package's catalogs; here they only get a place. */
import { Tag } from "antd";
import type { Decision, Issue, Reason } from "minifence/types";
import { format } from "minifence/messages";
import { named } from "./Shown.tsx";
import { useTexts } from "./words/index.ts";

/** One code and its params as a sentence. Rendered as text: entries and remarks are data, never markup (C-7). */
export function Sentence({ of }: { of: { readonly code: Reason["code"]; readonly params: object } }) {
  const { messages } = useTexts();
  return <>{named(format(of as Reason, messages))}</>;
}

/** Allowed, denied, or in report mode: would be denied. */
export function Verdict({ decision, enforced = true }: { decision: Decision; enforced?: boolean }) {
  const { words } = useTexts();
  if (decision.outcome === "allow") return <Tag color="success">{words.allowed}</Tag>;
  return enforced ? <Tag color="error">{words.denied}</Tag> : <Tag color="warning">{words.wouldDeny}</Tag>;
}

/** Issues one below the other: errors as errors, notices as hints. */
export function Issues({ issues }: { issues: readonly Issue[] }) {
  return <>{issues.map((issue, at) => <div key={`${at} ${issue.code}`} className={issue.severity} data-code={issue.code}><Sentence of={issue} /></div>)}</>;
}
