/** The demo server's HTTP API, as the console calls it. One function a route; what the server refuses is thrown. No state, no words for people. */
import type { Issue, Mode, Observation } from "minifence/types";

export interface Program { readonly appId: string; readonly name: { readonly en: string; readonly zh: string }; readonly revision: number; readonly mode: Mode }

/** What was written: the policy as stored, and who wrote it when (ms since 1970). */
export interface Published { readonly policy: string; readonly revision: number; readonly at: number; readonly author: string; readonly note?: string }

/** One line of the history. `restores` is the revision that it brought back. */
export interface Revision { readonly revision: number; readonly at: number; readonly author: string; readonly note: string; readonly restores: number | null }

export interface Publication { readonly policy: string; readonly basedOn: number; readonly author: string; readonly note?: string; readonly restores?: number }

/** What comes with a refusal, by its code: `edited_elsewhere` has `held`, `policy_refused` has `issues`. */
export interface Details { readonly held?: Published; readonly issues?: readonly Issue[] }

/** What the server answered instead of doing it; `unreachable` when it did not answer at all. */
export class ServerRefusal extends Error {
  constructor(readonly code: string, message: string, readonly details: Details = {}) { super(message); }
}

async function call(path: string, init?: RequestInit): Promise<string> {
  let response: Response, text: string;
  try {
    response = await fetch(path, init);
    text = await response.text();
  } catch {
    throw new ServerRefusal("unreachable", "the server does not answer");
  }
  if (response.ok) return text;
  throw refusalOf(text);
}

/** A refusal says what it is; whatever else answers in the server's place does not. */
function refusalOf(text: string): ServerRefusal {
  try {
    const { code, message, ...details } = JSON.parse(text);
    if (typeof code === "string") return new ServerRefusal(code, String(message), details);
  } catch {
    // falls through
  }
  return new ServerRefusal("unreachable", "something else answered in the server's place");
}

const write = (method: string, body: object): RequestInit => ({ method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const read = async <T>(path: string): Promise<T> => JSON.parse(await call(path));
const app = (appId: string, leaf: string) => `/api/apps/${encodeURIComponent(appId)}/${leaf}`;

export const listPrograms = () => read<readonly Program[]>("/api/apps");

/** The policy's text, as published. */
export const readPolicy = (appId: string) => call(app(appId, "policy"));

/** Write a policy as the next revision; `basedOn` is the revision that was edited. */
export const publishPolicy = async (appId: string, publication: Publication): Promise<Published> => JSON.parse(await call(app(appId, "policy"), write("PUT", publication)));

/** The newest revisions first; `before` continues where an answer with `more` ended. */
export const readHistory = (appId: string, { before, limit = 20 }: { before?: number; limit?: number } = {}) =>
  read<{ readonly revisions: readonly Revision[]; readonly more: boolean }>(app(appId, `history?${new URLSearchParams({ ...(before === undefined ? {} : { before: String(before) }), limit: String(limit) })}`));

/** The policy's text as it was in that revision. */
export const readRevision = (appId: string, revision: number) => call(app(appId, `history/${revision}`));

export const readObservations = (appId: string) => read<readonly Observation[]>(app(appId, "observations"));
export const forgetObservations = async (appId: string): Promise<void> => void await call(app(appId, "observations"), { method: "DELETE" });

export interface Follower {
  /** The policy's text: at once, and whenever one is published. */
  policy(text: string): void;
  /** The observations changed. */
  observations(): void;
  /** The stream is open, or interrupted; the browser takes it up again by itself. */
  connected(open: boolean): void;
}

/** Follow one mini program over one connection. Returns how to stop. */
export function follow(appId: string, follower: Follower): () => void {
  const source = new EventSource(app(appId, "events"));
  source.addEventListener("open", () => follower.connected(true));
  source.addEventListener("error", () => follower.connected(false));
  source.addEventListener("policy", (event) => follower.policy(JSON.parse(event.data)));
  source.addEventListener("observations", () => follower.observations());
  return () => source.close();
}
