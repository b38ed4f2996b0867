/** The demo server, as the console calls it. */

export interface Program { readonly appId: string; readonly name: { readonly en: string; readonly zh: string } }

/** What the server answered instead of doing it. */
export class ServerRefusal extends Error {
  constructor(readonly code: string, message: string) { super(message); }
}

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => { throw new ServerRefusal("unreachable", "the demo server does not answer"); });
  const body = await response.json();
  if (!response.ok) throw new ServerRefusal(body.code, body.message);
  return body;
}

export const listPrograms = () => call<readonly Program[]>("/api/apps");

export const readPolicy = async (appId: string) => (await call<{ policy: string }>(`/api/apps/${appId}/policy`)).policy;

/** Write `policy` as the next revision; `basedOn` is the revision that was edited. */
export const publishPolicy = async (appId: string, policy: string, basedOn: number) =>
  (await call<{ policy: string }>(`/api/apps/${appId}/policy`, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ policy, basedOn }) })).policy;

/** Call `take` with the policy now and whenever one is published. Returns how to stop. */
export function followPolicy(appId: string, take: (policy: string) => void): () => void {
  const source = new EventSource(`/api/apps/${appId}/events`);
  source.addEventListener("policy", (event) => take(JSON.parse(event.data)));
  return () => source.close();
}
