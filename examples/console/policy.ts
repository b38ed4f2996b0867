/** What the console reads out of a policy's text. Reading only: every change goes through `minifence/admin`. */
import type { List, Mode, PolicyDocument } from "minifence/types";

export const LISTS: readonly List[] = ["serverDomains", "apis", "webViewDomains"];

/** The documented limit of the server list (P-4); the other lists have none that a person meets. */
export const SERVER_DOMAIN_LIMIT = 30;
export const REMARK_LIMIT = 200;

export interface Entry { readonly value: string; readonly remark: string }

/** An entry of a list, or one that could be. */
export interface Target { readonly list: List; readonly text: string }

/** Where a list differs from the console's default, in a policy that was made elsewhere: said, not edited. */
export type Rule = "suffix" | "unofficial";

/** A policy for reading: one shape for the three lists. */
export interface View {
  readonly appId: string;
  readonly revision: number;
  readonly mode: Mode;
  readonly lists: Readonly<Record<List, { readonly enabled: boolean; readonly rule: Rule | null; readonly entries: readonly Entry[] }>>;
}

/** @param text a policy that was validated before */
export function viewOf(text: string): View {
  const { appId, revision, mode, serverDomains, apis, webViewDomains }: PolicyDocument = JSON.parse(text);
  const domains = (list: PolicyDocument["serverDomains"]) =>
    ({ enabled: list.enabled !== false, rule: list.hostRule === "suffix" ? "suffix" as const : null, entries: list.entries.map(({ domain, remark = "" }) => ({ value: domain, remark })) });
  return {
    appId, revision, mode,
    lists: {
      serverDomains: domains(serverDomains),
      apis: { enabled: apis.enabled !== false, rule: apis.official === false ? "unofficial" : null, entries: apis.entries.map(({ api, remark = "" }) => ({ value: api, remark })) },
      webViewDomains: domains(webViewDomains),
    },
  };
}
