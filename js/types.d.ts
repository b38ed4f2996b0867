/**
 * The wire types of minifence: every value that crosses between Rust, JavaScript and the people who call us.
 * Written once, by hand. `tests/wire.rs` writes every Rust variant as TypeScript, and `tsc` fails when either side drifts.
 * Rule numbers (P-1, U-3 …) are explained in `docs/rules.md`, codes in `docs/codes.md`.
 */

/** One of the three allowlists of a policy. */
export type List = "serverDomains" | "apis" | "webViewDomains";

/** The permission control switch (P-1): nothing is checked; judged but never blocked; judged and blocked. */
export type Mode = "off" | "report" | "enforce";

/** How an entry without a wildcard matches: that host only, or its subdomains too (U-7). */
export type HostRule = "exact" | "suffix";

/** Which `appId` a policy may carry: 16 digits (the default), or 1 to 64 of `A-Z a-z 0-9 . _ -` (P-4). */
export type AppIdForm = "digits16" | "token";

/** Why a string is not a URL that can be judged (`invalid_url`). */
export type UrlFault = "not_a_string" | "empty" | "too_long" | "not_well_formed" | "unparsable" | "host";

/** Which risky spelling was refused (`ambiguous_url`, U-3). */
export type Violation = "backslash" | "control" | "space" | "slashes" | "credentials" | "port" | "host" | "drive_letter";

/** What does not hold of a signed policy (`policy_signature`). */
export type SignatureFault = "encoding" | "header" | "algorithm" | "type" | "signature" | "payload";

/** Params of every code that lets a call pass. */
export interface GrantParams {
  control_off: {};
  list_off: { readonly list: List };
  listed: { readonly entry: string };
  api_listed: { readonly api: string };
  api_official: { readonly api: string };
  /** Nothing a list governs: no page (W-2), a `data:` URL handed to a download (U-4), a page inside the package. */
  not_governed: {};
}

/** Params of every code that stops a call. They carry scheme and host, never query, headers or body (D-4). */
export interface DenialParams {
  invalid_url: { readonly reason: UrlFault };
  ambiguous_url: { readonly violation: Violation };
  not_https: { readonly scheme: string };
  ip_not_allowed: { readonly scheme: string; readonly host: string };
  /** A host that only IDNA can read, asked of `minifence/lean` (U-5). */
  idn_not_supported: {};
  port_not_listed: { readonly scheme: string; readonly host: string; readonly port: number };
  host_not_listed: { readonly scheme: string; readonly host: string };
  invalid_api: {};
  api_not_listed: { readonly api: string };
  header_not_allowed: { readonly header: string };
  no_policy: {};
  engine_failed: {};
}

/** Params of every code that refuses a policy document. */
export interface PolicyErrorParams {
  /** Not JSON. `line` and `column` count from 1. */
  policy_syntax: { readonly line: number; readonly column: number; readonly detail: string };
  /** A `format` this version does not know. */
  policy_format: { readonly found: string; readonly supported: number };
  /** JSON, but not a policy. A wrong shape has `line` and `column`; a wrong value has `path` and the issue's code. */
  policy_invalid: { readonly path: string; readonly problem: ProblemCode | "shape"; readonly line?: number; readonly column?: number; readonly detail: string };
  policy_too_large: { readonly size: number; readonly limit: number };
  policy_stale: { readonly revision: number; readonly held: number };
  policy_conflict: { readonly revision: number };
  policy_app_id: { readonly expected: string; readonly found: string };
  /* signed policies: `minifence/signed` */
  policy_unsigned: {};
  policy_signature: { readonly reason: SignatureFault; readonly detail: string };
  policy_key: { readonly kid: string };
  /** Seconds since 1970; `now` is 0 where there is no clock. */
  policy_expired: { readonly expires: number; readonly now: number };
}

/** Params of everything that can be wrong with what an admin typed (severity `error`). */
export interface ProblemParams {
  domain_empty: {};
  domain_scheme: { readonly scheme: string };
  domain_path: { readonly suggestion: string };
  domain_query: { readonly suggestion: string };
  domain_fragment: { readonly suggestion: string };
  domain_credentials: {};
  domain_wildcard: {};
  domain_ip: {};
  domain_single_label: { readonly host: string };
  domain_reserved: { readonly suffix: string };
  domain_label: { readonly label: string };
  domain_label_too_long: { readonly label: string; readonly limit: number };
  domain_too_long: { readonly length: number; readonly limit: number };
  domain_port: { readonly port: string };
  domain_trailing_dot: { readonly suggestion: string };
  domain_idna: { readonly host: string };
  domain_regex: { readonly character: string };
  domain_spelling: { readonly suggestion: string };
  api_empty: {};
  api_invalid: { readonly api: string };
  api_too_long: { readonly length: number; readonly limit: number };
  control_character: { readonly codePoint: string };
  remark_too_long: { readonly length: number; readonly limit: number };
  entry_duplicate: { readonly value: string };
  entry_missing: { readonly value: string };
  not_canonical: { readonly canonical: string };
  list_too_long: { readonly length: number; readonly limit: number };
  app_id_invalid: { readonly found: string };
  revision_invalid: { readonly found: string; readonly limit: number };
  list_unknown: { readonly found: string };
  mode_unknown: { readonly found: string };
  argument_invalid: { readonly argument: string; readonly expected: string };
  /** The text is not the vendor's permission file (C-5). `line` and `column` count from 1. */
  permission_file_invalid: { readonly line: number; readonly column: number; readonly detail: string };
}

/** Params of what the console tells, though it is no error (severity `notice`). */
export interface NoticeParams {
  spaces_removed: {};
  lower_cased: { readonly value: string };
  scheme_removed: { readonly scheme: string };
  slash_removed: {};
  default_port_removed: {};
  idn_encoded: { readonly unicode: string; readonly ascii: string };
  prefix_removed: { readonly prefix: string };
  already_official: { readonly api: string };
  /* advice (`lint`, C-4) */
  public_suffix: { readonly entry: string; readonly suffix: string };
  entry_shadowed: { readonly entry: string; readonly by: string };
  entry_same_api: { readonly entry: string; readonly other: string };
  entry_look_alike: { readonly entry: string; readonly other: string };
  mixed_script: { readonly entry: string; readonly unicode: string };
  name_reserved: { readonly entry: string; readonly suffix: string };
  /* permission file (C-5) */
  allow_all: { readonly list: List };
  key_not_carried: { readonly key: string };
  duplicate_merged: { readonly value: string };
}

export interface ParamsByCode extends GrantParams, DenialParams, PolicyErrorParams, ProblemParams, NoticeParams {}
export type GrantCode = keyof GrantParams;
export type DenialCode = keyof DenialParams;
export type PolicyErrorCode = keyof PolicyErrorParams;
export type ProblemCode = keyof ProblemParams;
export type NoticeCode = keyof NoticeParams;
/** Every code that minifence can answer. One code, one fact, one name everywhere. */
export type Code = keyof ParamsByCode;
export type ParamsOf<C extends Code> = ParamsByCode[C];

/** A code with its params: what a message is made from. */
export type Reason = { [C in Code]: { readonly code: C; readonly params: ParamsOf<C> } }[Code];

type OfOutcome<O extends string, P> = { [C in keyof P]: { readonly outcome: O; readonly code: C; readonly params: Readonly<P[C]> } }[keyof P];

/**
 * What the engine answers. Allow is an equality test: `decision.outcome === "allow"`.
 * `href` is there when an URL was judged and allowed: the canonical text that must be sent instead of what was given (U-9).
 */
export type Decision = (OfOutcome<"allow", GrantParams> & { readonly href?: string }) | OfOutcome<"deny", DenialParams>;

/** One thing that is wrong with, or worth knowing about, what an admin typed (C-1). `path` names the field. */
export type Issue = { [C in PolicyErrorCode | ProblemCode | NoticeCode]: {
  readonly severity: C extends NoticeCode ? "notice" : "error";
  readonly code: C;
  readonly params: ParamsOf<C>;
  readonly path: readonly (string | number)[];
} }[PolicyErrorCode | ProblemCode | NoticeCode];

/** Standard Schema's shape: a value, or issues. `value` is canonical: an entry's text, or a policy's JSON text. */
export type Validation = { readonly value: string; readonly notices: readonly Issue[] } | { readonly issues: readonly Issue[] };

/** What an admin types into one line of a list. */
export interface Draft { readonly text: string; readonly remark?: string }

export interface EntrySchemaOptions {
  /** The entries that stand beside it, for duplicates and the limit; a function where they change while the form is open. */
  readonly others?: readonly string[] | (() => readonly string[]);
  /** Words of the issues; English when left out. */
  readonly messages?: Messages;
}
/** A form of one line (C-6): assignable to `StandardSchemaV1<Draft, { text: string; remark: string }>` of `@standard-schema/spec`. */
export interface EntrySchema {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "minifence";
    /** Synchronous; nothing but a draft with valid fields has a value. */
    readonly validate: (draft: unknown) =>
      | { readonly value: { text: string; remark: string }; readonly issues?: undefined }
      | { readonly issues: readonly { readonly message: string; readonly path: readonly (string | number)[] }[] };
    readonly types?: { readonly input: Draft; readonly output: { text: string; remark: string } } | undefined;
  };
}

/** The answer of the "test it" box (C-2). */
export type Explanation =
  | {
      readonly decision: Decision;
      readonly mode: Mode;
      /** The entry that allowed it. */
      readonly entry?: string;
      /** Entries that come close, the closest first: another port of the host, a look-alike, a slip of the finger, the same domain elsewhere. At most 3. */
      readonly nearest: readonly string[];
      /** The exact entry that would allow the subject, when one would and the list can take it. */
      readonly add?: { readonly list: List; readonly text: string };
    }
  | Refusal;

/** Nothing was done; at least one issue is an error. */
export interface Refusal { readonly issues: readonly Issue[] }

/** Something that can be judged: a URL for the two domain lists, an API name for `apis`. */
export interface Subject { readonly list: List; readonly subject: string }

/** One difference between two policies (C-3). */
export type Change =
  | { readonly kind: "entry_added" | "entry_removed"; readonly list: List; readonly entry: string; readonly remark: string }
  | { readonly kind: "remark_changed"; readonly list: List; readonly entry: string; readonly before: string; readonly after: string }
  | { readonly kind: "mode_changed"; readonly before: Mode; readonly after: Mode }
  | { readonly kind: "enabled_changed"; readonly list: List; readonly before: boolean; readonly after: boolean }
  | { readonly kind: "host_rule_changed"; readonly list: List; readonly before: HostRule; readonly after: HostRule }
  | { readonly kind: "official_changed"; readonly before: boolean; readonly after: boolean }
  | { readonly kind: "app_id_changed"; readonly before: string; readonly after: string };

/** What happens to a call under a policy: it passes, it passes and is reported as a would-be denial (P-1), or it is stopped. */
export interface Effect { readonly happens: "passes" | "reported" | "stopped"; readonly decision: Decision }

/** A subject that the two policies treat differently. `becomes` is about what happens, `decision` in each half about why. */
export interface Shift extends Subject { readonly becomes: "allowed" | "denied" | "reported"; readonly before: Effect; readonly after: Effect }

/** What `comparePolicies` answers (C-3). Revisions are not compared. A grant for another reason is no shift. */
export type Comparison =
  | { readonly changes: readonly Change[]; readonly shifts: readonly Shift[]; /** Subjects to which the same happens. */ readonly unchanged: number }
  | Refusal;

/** One pasted line that is not blank (C-5). Nothing is lost: a line that does not hold comes back with its issues. */
export interface BulkLine {
  /** Counted from 1; of a quoted field over several lines, the first. */
  readonly line: number;
  /** The first column as typed, and the second. */
  readonly text: string;
  readonly remark: string;
  readonly result: Validation;
}
/** What `parseLines` answers (C-5). */
export interface BulkResult {
  /** Whether the first line named columns and was left out. */
  readonly header: boolean;
  readonly lines: readonly BulkLine[];
  /** The lines that hold, canonical, in order; ready for `addEntries`. */
  readonly entries: readonly { readonly text: string; readonly remark: string }[];
}

/** What `importPermissionFile` answers (C-5): a policy, what it could not say, and what a person must look at. */
export type ImportResult =
  | {
      /** The policy as JSON text. It always loads. */
      readonly value: string;
      /** `allow_all` comes first: it is to be shown loudly. */
      readonly notices: readonly Issue[];
      /** Entries of the file that were not taken over, each with the reason: regular expressions, IP addresses, what is over a limit. */
      readonly review: readonly { readonly list: List; readonly text: string; readonly issue: Issue }[];
    }
  | Refusal;

/** What the recorder keeps of decisions (`minifence/recorder`): what was called, never how. No path, no query, no credentials, no headers. */
export interface Observation extends Subject {
  /** `https://host[:port]/`, of a URL without a host only its scheme (`data:`), or an API name. Lower case, no port 443. */
  readonly subject: string;
  /** The code of the latest decision; one about how a call was made (`header_not_allowed`) gives way to one about the subject. */
  readonly code: GrantCode | DenialCode;
  readonly count: number;
  /** When it was first and last seen, in milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}
export interface RecorderOptions {
  /** How many different subjects are kept, 1 to 10,000; 1,000 when left out. */
  readonly limit?: number;
  /** The time in milliseconds since 1970; the realm's own clock when left out. */
  now?(): number;
}
/** Collects decisions; bounded, and one row a subject. Hand `record` to `installGuard` as `onDecision`. */
export interface Recorder {
  /** Never throws. What no list governs (`not_governed`) is not recorded. */
  record(event: DecisionEvent): void;
  /** A frozen copy, the most often seen first. */
  observations(): readonly Observation[];
  /** How many events were left out because the limit was reached. Subjects that are in go on being counted. */
  readonly dropped: number;
  /** How many were left out because no list can hold their subject: no URL with a sure host, no API name. */
  readonly skipped: number;
  /** Forgets the observations and both counters. */
  clear(): void;
}

/** An entry that `draftPolicy` proposes, with how often and when its subjects were seen. */
export interface Proposal { readonly list: List; readonly text: string; readonly count: number; readonly first: number; readonly last: number }
/** What `draftPolicy` answers: a policy in which everything observed is listed. */
export type DraftResult =
  | {
      /** The proposed policy as JSON text: the given one, with the proposals added. */
      readonly value: string;
      /** Seen but not listed: what was added. The most often seen first. */
      readonly added: readonly Proposal[];
      /** Seen, and no entry can allow it (plain HTTP, an IP address, a full list), each with the reason. */
      readonly left: readonly { readonly observation: Observation; readonly issue: Issue | { readonly severity: "error"; readonly code: DenialCode; readonly params: object; readonly path: readonly [] } }[];
      /** Listed but never seen. */
      readonly unused: readonly { readonly list: List; readonly entry: string }[];
    }
  | Refusal;

/** A policy document (`README.md`, `docs/rules.md` P-1 to P-9). It always crosses as JSON text; this type is for those who build one. */
export interface PolicyDocument {
  readonly format: 1;
  readonly appId: string;
  readonly revision: number;
  readonly mode: Mode;
  readonly serverDomains: DomainListDocument;
  readonly apis: { readonly enabled?: boolean; readonly official?: boolean; readonly entries: readonly { readonly api: string; readonly remark?: string }[] };
  readonly webViewDomains: DomainListDocument;
}
export interface DomainListDocument {
  readonly enabled?: boolean;
  readonly hostRule?: HostRule;
  readonly entries: readonly { readonly domain: string; readonly remark?: string }[];
}

/** A message catalog, complete by type: a missing code or param is a compile error. */
export type Messages = { readonly [C in Code]: (params: ParamsOf<C>) => string } & { readonly ui: { readonly blockedTitle: string; readonly blockedHint: string; readonly lang: string } };

/** What the blocked page needs of a catalog. */
export type PageMessages = Omit<Pick<Messages, DenialCode | "ui">, "invalid_api" | "api_not_listed" | "header_not_allowed">;

/* ── the guard ─────────────────────────────────────────────────────────────────────────────────────────────── */

export type Surface = "request" | "api" | "webView";

/** One call, one event. `subject` is the URL without query and fragment, or the API name (D-4). */
export interface DecisionEvent {
  readonly id: string;
  readonly surface: Surface;
  readonly subject: string;
  readonly decision: Decision;
  /** true when the decision was carried out; false for a would-be denial in report mode (P-1). */
  readonly enforced: boolean;
  readonly revision: number | null;
}

/** A refused policy, or an engine that failed. `code` and `params` as in `docs/codes.md`. */
export declare class PermissionError extends Error { readonly code: PolicyErrorCode | "engine_failed"; readonly params: object }

export interface GuardOptions {
  /** The policy as JSON text; null denies everything until `update()`. */
  readonly policy: string | null;
  /** Refuse a policy for any other mini program (`policy_app_id`). Required beside a `verifier`. */
  readonly appId?: string;
  /** Take signed policies only: `createVerifier` of `minifence/signed`. `policy` and `update` are given the signed text then. */
  readonly verifier?: Verifier;
  readonly appIdForm?: AppIdForm;
  /** Words of the blocked page (W-4); English when left out. */
  readonly messages?: Messages;
  /** Put `permission: { code, params }` into what the guest sees (D-1); true when left out. */
  readonly exposeReason?: boolean;
  onDecision?(event: DecisionEvent): void;
  onError?(error: PermissionError): void;
}

/** What `installGuard` could and could not do (G-7). `degraded` is empty when every point is guarded. */
export interface GuardReport {
  readonly patched: readonly string[];
  readonly degraded: readonly { readonly point: string; readonly why: string }[];
  /** Ambient network channels of this realm that the guard does not govern. */
  readonly ambient: readonly string[];
}

export interface Guard {
  readonly revision: number | null;
  readonly report: GuardReport;
  /** The judge of this guard, for frameworks that own their dispatcher (`minifence/guards`). */
  readonly judge: Judge;
  /** Swap the policy, whole or not at all. */
  update(policy: string): { readonly applied: true } | { readonly applied: false; readonly error: PermissionError };
  /** Deny everything (`no_policy`) until the next good `update`; the policy that was in force will do, an older one will not. */
  suspend(): void;
  /** Stop: from now on everything is denied (`no_policy`). Patches stay, a guest can never remove them (G-3). */
  dispose(): void;
}

/* ── signed policies ───────────────────────────────────────────────────────────────────────────────────────── */

/** A public key of Ed25519: `x` of its JWK (RFC 8037), and the id by which a signed policy names it. */
export interface TrustedKey { readonly kid: string; readonly x: string; readonly kty?: string; readonly crv?: string }
export interface VerifierOptions {
  /** At least one. While keys rotate, the old and the new one. */
  readonly keys: readonly TrustedKey[];
  /** Milliseconds since 1970; the realm's own clock, as it was, when left out. */
  now?(): number;
  /** How many seconds that clock may be ahead; 300 when left out. */
  readonly leeway?: number;
}
/** The policy text in a signed one, or why it is none. */
export type Verification =
  | { readonly verified: true; readonly policy: string; readonly kid: string; /** In seconds since 1970. */ readonly expires: number | null }
  | { readonly verified: false; readonly code: PolicyErrorCode | "engine_failed"; readonly params: object };
export interface Verifier { /** Never throws. */ verify(signed: unknown): Verification }

export interface SignOptions {
  /** The private key: an Ed25519 `CryptoKey` that may sign, or its JWK. */
  readonly key: object;
  /** The id by which apps know the public key. */
  readonly kid: string;
  /** From when on the policy is not taken any more; null: never. What is in force then stays so. */
  readonly expires: Date | null;
  /** Now, when left out. */
  readonly issued?: Date;
}

/* ── policy delivery ───────────────────────────────────────────────────────────────────────────────────────── */

/** Where the last good policy is kept across restarts: outside of what a mini program can write. */
export interface PolicyStorage {
  get(key: string): string | null | undefined | Promise<string | null | undefined>;
  set(key: string, value: string): unknown;
}
/** What a source does with a guard, or with whatever brings it to one. */
export interface AttachedGuard { update(policy: string): unknown; suspend(): unknown }
/** Why the last look at the policy was none: `policy` has the code and the params of the refusal. */
export type SourceError =
  | { readonly reason: "network"; readonly detail: string }
  | { readonly reason: "timeout" | "content"; readonly code?: undefined }
  | { readonly reason: "http" | "redirect"; readonly status: number }
  | { readonly reason: "too_large"; readonly limit: number }
  | { readonly reason: "policy"; readonly code: string; readonly params: object };
export interface SourceState {
  /** No policy yet; a policy, and the last look was good; a policy, and it was not; none since `staleAfter`; no more looks. */
  readonly name: "waiting" | "current" | "retrying" | "stale" | "stopped";
  readonly revision: number | null;
  /** Milliseconds since the server last confirmed it; null: it never did. */
  readonly age: number | null;
  readonly error: SourceError | null;
  /** When it is looked at next, in milliseconds since 1970. */
  readonly nextAt: number | null;
  readonly storage: "none" | "ok" | "failed";
}
/** Times are milliseconds. */
export interface PolicySourceOptions {
  readonly url: string;
  readonly appId: string;
  readonly appIdForm?: AppIdForm;
  /** The `Engine` of any door: what does not compile is neither kept nor handed on. */
  readonly engine: { compile(policy: string, options?: { readonly appIdForm?: AppIdForm }): { readonly revision: number; readonly appId: string; free(): void } };
  /** Of `createVerifier`; null: policies are not signed. Guards are given the text as it was published, so they want the same verifier. */
  readonly verifier: Verifier | null;
  readonly storage?: PolicyStorage | null;
  /** Of the storage; `minifence:` and the appId when left out. */
  readonly key?: string;
  /** Between looks; 15 minutes when left out, and up to `jitter` (0.2) of it more. */
  readonly refresh?: number;
  readonly jitter?: number;
  /** For how long a policy is in force that the server does not confirm; 7 days when left out, null: for ever. */
  readonly staleAfter?: number | null;
  /** Then guards deny everything (`deny`, when left out), or keep it, and the state says so. */
  readonly whenStale?: "deny" | "keep";
  /** Of one look, and of the storage; 10 seconds when left out. */
  readonly timeout?: number;
  /** Of what is read of an answer; 4 MiB when left out. */
  readonly maxBytes?: number;
  /** The first pause after a failure (5 seconds), doubled with each more, up to the longest (15 minutes); at least half of it is kept. */
  readonly firstRetry?: number;
  readonly longestRetry?: number;
  onState?(state: SourceState): void;
  /* the platform's own when left out */
  readonly fetch?: (url: string, options: object) => Promise<any>;
  now?(): number;
  monotonic?(): number;
  random?(): number;
  readonly timers?: { set(run: () => void, ms: number): unknown; clear(timer: any): void };
}
export interface PolicySource {
  readonly state: SourceState;
  /** From now on this guard follows the source; answers how to let go of it. */
  attach(guard: AttachedGuard): () => void;
  /** Reads the storage, then looks for the first time; settles with the state after it, and never rejects. */
  start(): Promise<SourceState>;
  /** Looks now: after a push, or when the app comes to the front. */
  refresh(): Promise<SourceState>;
  /** No more looks; guards keep what they have. */
  stop(): void;
}

/** How an API carries a URL. `indirect`: the real name is in the first field, its params in the second. */
export interface UrlRule { readonly kind: "request" | "socket" | "download" | "read" | "page" | "indirect"; readonly fields: readonly (readonly string[])[] }
/** What is reported of a call: one verdict, of the first denial, else of its URL, else of its name. */
export interface Finding { readonly verdict: Verdict; readonly surface: Surface; readonly subject: unknown; readonly kind: UrlRule["kind"] | null }
/** A host's table, compiled: `urlTable(rows)` of `minifence/guards`. */
export interface UrlTable { readonly find: (name: unknown) => CallRows | undefined }
/** The rows of one name. `options` is the guard's own copy. */
export interface CallRows {
  readonly indirect: UrlRow | null;
  /** The name that is really called; null where it is no text. */
  readonly name: (options: unknown) => unknown;
  /** Copies what lies on the way to the URLs. */
  readonly copy: (options: any) => void;
  /** Judges the URLs, and puts what was judged in their place. */
  readonly judge: (judge: Judge, options: any, before: Finding) => Finding;
}
/**
 * What a host's own table says of further URLs in a call's params (U-12), beside the engine's rules. Data: `{ name: "uploadFile", kind: "read",
 * fields: [["files", "*", "uri"]], local: ["wxfile://"] }`. A field that is missing, or null, is not judged.
 */
export interface UrlRow extends UrlRule {
  /** The API's name, in any case; `my.` may stand before it. */
  readonly name: string;
  /** What a value begins with that this runtime never looks for in the network. */
  readonly local?: readonly string[];
  /** The row is meant for calls with this text in this field; for every call whose field is no text at all, too. */
  readonly when?: { readonly field: readonly string[]; readonly is: string };
  /** Of an indirect row: a field whose text, behind a dot, completes the name. */
  readonly tail?: readonly string[];
}

/** `pass` says what happens; `decision` says why. `forward` is what goes on in place of the subject, null for the subject itself. */
export interface Verdict { readonly pass: boolean; readonly decision: Decision; readonly forward: string | null }

/** Judges one subject each; any value may be given, only a primitive string can pass. */
export interface Judge {
  request(url: unknown): Verdict;
  socket(url: unknown): Verdict;
  download(url: unknown): Verdict;
  page(url: unknown): Verdict;
  webView(url: unknown): Verdict;
  api(name: unknown): Verdict;
  /** A path or URL of a file that a native reads (U-12): the server list, but for `data:` URLs and files of the package. */
  read(url: unknown): Verdict;
  /** The URL rule of an API name, or null. */
  rule(name: unknown): UrlRule | null;
  /** What the host's own table says of a name, in addition. */
  rows?(name: unknown): CallRows | undefined;
  /** A denial that a surface makes itself (a header, a reply posing as a call): it passes in report mode only. */
  refuse(denial: Decision): Verdict;
  /** Report one call to `onDecision`. The subject is redacted here (D-4). */
  report(surface: Surface, subject: unknown, verdict: Verdict): void;
}

/** One compiled policy, as the airlock hands it to the judge. A method may throw, or answer `engine_failed`, after a trap. */
export interface Core {
  readonly mode: Mode;
  readonly revision: number;
  readonly appId: string;
  request(url: unknown): Decision;
  socket(url: unknown): Decision;
  download(url: unknown): Decision;
  read(url: unknown): Decision;
  page(url: unknown): Decision;
  webView(url: unknown): Decision;
  api(name: unknown): Decision;
  rule(name: unknown): UrlRule | null;
  /** It judges no more: its instance may serve another policy. */
  free?(): void;
}

/** A call that was stopped: what a platform needs to tell its guest (section 5). */
export interface DeniedCall {
  readonly surface: Surface;
  /** How the call was made: a function of its own, `my.call(name, …)`, `AlipayJSBridge.call(name, …)`, or a page to be shown. */
  readonly form: "function" | "call" | "bridge" | "page";
  readonly name: unknown;
  /** What the denied URL was for; null when the name was denied. */
  readonly kind: UrlRule["kind"] | null;
  readonly decision: Decision;
  readonly subject: unknown;
  /** The guest's own options and callbacks. */
  readonly self?: unknown;
  readonly fail?: Function;
  readonly complete?: Function;
  readonly callback?: Function;
}
/** Tells the guest, and gives back what the call returns. */
export type Deny = (denied: DeniedCall) => unknown;

/** One place where a guest finds a native function, or many. Data: a new runtime is a new list (`minifence/hosts/…`). */
export interface Point {
  /** What the object is called in reports, `my`. */
  readonly label: string;
  readonly object: object;
  /** One property; null for every function of the object, of its prototypes and of its namespaces, judged by dotted name. */
  readonly key: string | null;
  /** `function`: judged by its own name. `call`, `bridge`: the name is the first argument. */
  readonly form: "function" | "call" | "bridge";
  /** For functions that carry a URL whatever the engine's table says. */
  readonly kind?: "request" | "socket" | "download";
  /** The property may come later; it is guarded when it comes. */
  readonly awaited?: boolean;
  /** Functions that are left alone: they carry messages in, never out. */
  readonly inbound?: readonly string[];
}
/** An object that a runtime puts on the global only later; its points are guarded the moment it arrives. */
export interface LatePoint { readonly label: string; readonly object: object; readonly key: string; readonly event?: string; readonly points: (arrived: object) => readonly Point[] }
/** An element that shows pages, and what defines it: `mpaasHost` brings that along, so that a runtime without elements carries none. */
export interface PagePoint {
  readonly label: string;
  readonly document: Document;
  readonly tag: string;
  readonly define: (
    point: PagePoint, judge: Judge, deny: Deny, messages: PageMessages | undefined,
    log: GuardLog,
  ) => { readonly judgeAgain: () => void };
}
/** How a container tells a mini program of a denial, and what its dispatcher then returns. `params` is what came in, `self` the dispatcher's `this`. */
export type Reply = (denied: { readonly error: object; readonly name: unknown; readonly params: any; readonly args: readonly unknown[]; readonly self: any }) => unknown;
/** What a point that guards itself is given. `denials`: how this guard's host tells of a denial. */
export interface Installation { readonly judge: Judge; readonly deny: Deny; readonly log: GuardLog; readonly messages?: PageMessages | undefined; readonly exposeReason: boolean }
/** What `Guard.report` says is told here: what was patched, and what could not be. */
export interface GuardLog { readonly patched: (point: string) => void; readonly degraded: (point: string, why: string) => void }
/** A place that needs a wrapper of its own (`fetch`, a container's dispatcher), and what puts it there, before the policy is loaded: hosts bring that along. What shows pages gives `judgeAgain` back, for when the policy changed. */
export interface PlatformPoint { readonly label: string; readonly object: object; readonly install: (installation: Installation) => void | { readonly judgeAgain: () => void } }
/** Where the surfaces are in one runtime, and how its natives tell of a failure: mPaaS's way when `denials` is left out. */
export interface Host {
  readonly request?: readonly Point[];
  readonly api?: readonly Point[];
  readonly late?: readonly LatePoint[];
  readonly webView?: readonly PagePoint[];
  readonly platform?: readonly PlatformPoint[];
  /** Further URLs in params, beside those that the engine knows of. */
  readonly urls?: UrlTable;
  readonly denials?: (options: { readonly exposeReason?: boolean }) => Deny;
}
