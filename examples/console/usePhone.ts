/** The line from the phone's container: decisions, and what the guard says of itself. The phone is another origin. */
import { useCallback, useEffect, useState } from "react";
import type { DecisionEvent, GuardReport, PolicyErrorCode } from "minifence/types";

/** How many decisions the panel keeps. */
const KEPT = 200;

export type Message =
  | { readonly type: "decision"; readonly event: DecisionEvent }
  | { readonly type: "installed"; readonly report: GuardReport }
  | { readonly type: "policy"; readonly applied: boolean; readonly revision: number | null }
  /** A policy came that the page's Content-Security-Policy would hold back. */
  | { readonly type: "restart" }
  | { readonly type: "error"; readonly error: { readonly code: PolicyErrorCode | "engine_failed"; readonly params: object } };

export interface Line { readonly key: number; readonly at: Date; readonly message: Exclude<Message, { type: "installed" | "restart" }> }

let lines = 0;

export function usePhone() {
  const [log, setLog] = useState<readonly Line[]>([]);
  const [report, setReport] = useState<GuardReport | null>(null);
  /** Raised to start the phone afresh. */
  const [run, setRun] = useState(0);

  const take = useCallback((message: Message) => {
    if (message.type === "installed") return setReport(message.report);
    if (message.type === "restart") return setRun((run) => run + 1);
    setLog((log) => [{ key: ++lines, at: new Date(), message }, ...log].slice(0, KEPT));
  }, []);

  return { log, report, run, take, clear: useCallback(() => setLog([]), []), restart: useCallback(() => setRun((run) => run + 1), []) };
}

/**
 * Listen for the container in `frame`. Only its first message counts: it comes before the mini program's code exists, so what a
 * guest posts later, in the container's name, is not heard.
 */
export function useContainer(frame: React.RefObject<HTMLIFrameElement | null>, origin: string, take: (message: Message) => void) {
  useEffect(() => {
    const greet = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow || event.origin !== origin || event.data !== "minifence-phone") return;
      window.removeEventListener("message", greet);
      event.ports[0].onmessage = ({ data }) => take(data);
    };
    window.addEventListener("message", greet);
    return () => window.removeEventListener("message", greet);
  }, [frame, origin, take]);
}
