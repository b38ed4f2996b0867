// @ts-check
/**
 * The judge of one guard: which policy is in force, what it says, and who is told (P-5, P-8, G-4, G-5, G-8). Allow is
 * spelled out, all else denies. It knows no wasm (`compile` is given) and makes no call.
 */

import { MapCtor, TypeErrorCtor, apply, freeze, hasOwn, isFrozen, isPrototypeOf, isSafeInteger, mapGet, mapSet, mapSize } from "../primordials.js";
import { redactName, redactUrl } from "../redact.js";

/** @typedef {import("../types.d.ts").Core} Core */
/** @typedef {import("../types.d.ts").Decision} Decision */
/** @typedef {import("../types.d.ts").Verdict} Verdict */
/** @typedef {import("../types.d.ts").PermissionError} PermissionError */
/** @typedef {"request" | "socket" | "download" | "read" | "page" | "webView" | "api"} Check */

/**
 * What the judge needs of the airlock, so that tests can stand in for it.
 * @typedef {object} Airlock
 * @property {(policy: string, options: { appIdForm?: import("../types.d.ts").AppIdForm }) => Core} compile
 * @property {(a: string, b: string, options: { appIdForm?: import("../types.d.ts").AppIdForm }) => boolean} samePolicy
 * @property {new (code: string, params: object) => any} PermissionError
 */
/** @typedef {Pick<import("../types.d.ts").GuardOptions, "appId" | "appIdForm" | "verifier" | "onDecision" | "onError">} JudgeOptions */

/** The rule of an API whose rule cannot be told: a URL is asked for, and the closed engine denies it. @type {import("../types.d.ts").UrlRule} */
const CLOSED_RULE = freeze({ kind: "request", fields: freeze([freeze(["url"])]) });

/** @param {"no_policy" | "engine_failed"} code @returns {Verdict} */
const closed = (code) => freeze({ pass: false, decision: freeze({ outcome: "deny", code, params: freeze({}) }), forward: null });
const NO_POLICY = closed("no_policy");
const ENGINE_FAILED = closed("engine_failed");

/** So many verdicts about names are kept; the engine itself keeps its decisions. */
const MAX_NAMED = 4096;
const MODES = { __proto__: null, off: true, report: true, enforce: true };
/** @type {Record<string, true | null>} */
const NAMED = { __proto__: null, api_listed: true, api_official: true };
/** @type {readonly Check[]} */
const CHECKS = ["request", "socket", "download", "read", "page", "webView", "api"];

/** What the core can do, read once, before anything is judged with it. @param {any} core */
const capabilities = (core) => {
  const found = /** @type {any} */ ({ __proto__: null, core, mode: core.mode, revision: core.revision, appId: core.appId, rule: core.rule, free: core.free });
  for (let i = 0; i < CHECKS.length; i += 1) found[CHECKS[i]] = core[CHECKS[i]];
  const isWhole = MODES[/** @type {"off"} */ (found.mode)] === true && isSafeInteger(found.revision) && typeof found.appId === "string";
  return isWhole ? found : undefined;
};

/** It judges no more: where instances are few, its own serves another policy. @param {any} one as `capabilities` gives it */
const retire = (one) => {
  if (one !== null && one !== undefined && typeof one.free === "function") apply(one.free, one.core, []);
};

/** An own field: what `Object.prototype` says is nobody's answer. @param {any} decision @param {string} key */
const field = (decision, key) => (hasOwn(decision, key) ? decision[key] : undefined);

/** What goes on instead of the subject: the canonical URL or name of what was listed, null where no list was asked (U-9). @param {any} decision @returns {string | null} */
const forwardOf = (decision) => {
  const forward = decision.code === "listed" ? field(decision, "href") : NAMED[decision.code] === true ? field(decision.params, "api") : null;
  if (forward !== null && typeof forward !== "string") throw new TypeErrorCtor("`" + decision.code + "` came without what it allows");
  return forward;
};

/** @param {Airlock} airlock @param {JudgeOptions} options */
export const createJudge = ({ compile, samePolicy, PermissionError }, { appId, appIdForm, verifier, onDecision, onError }) => {
  const verify = verifier?.verify;
  /** The engine in force, null without one. @type {any} */ let engine = null;
  /** The last good policy, for P-5. @type {{ text: string, revision: number, appId: string } | null} */ let held = null;
  /** Of names that were admitted, by what the engine in force answers: it answers the same each time. @type {Map<Decision, Verdict>} */
  let named = new MapCtor();
  let closedVerdict = NO_POLICY;
  let disposed = false;
  let events = 0;

  /** @param {(argument: any) => void} listener @param {unknown} argument */
  const tell = (listener, argument) => {
    try {
      listener(/** @type {any} */ (argument));
    } catch {
      // A listener is the host's; whatever it throws changes no verdict.
    }
  };
  /** @param {PermissionError} error */
  const complain = (error) => {
    if (onError !== undefined) tell(onError, error);
    return error;
  };

  /** From here on everything is denied, until the next good policy (G-4). @param {unknown} cause */
  const latch = (cause) => {
    engine = null;
    closedVerdict = ENGINE_FAILED;
    complain(new PermissionError("engine_failed", { detail: describe(cause) }));
    return ENGINE_FAILED;
  };

  /** @param {Check} check @param {unknown} value @returns {Verdict} */
  const judge = (check, value) => {
    if (engine === null) return closedVerdict;
    const { core, mode } = engine;
    try {
      const decision = apply(engine[check], core, [value]);
      const known = check === "api" ? mapGet(named, decision) : undefined;
      if (known !== undefined) return known;
      const outcome = field(decision, "outcome");
      const code = field(decision, "code");
      if (outcome === "allow" && typeof code === "string") {
        const verdict = freeze({ pass: true, decision, forward: forwardOf(decision) });
        if (NAMED[code] === true && isFrozen(decision) && mapSize(named) < MAX_NAMED) mapSet(named, decision, verdict);
        return verdict;
      }
      if (outcome !== "deny" || typeof code !== "string" || code === "engine_failed") return latch(code);
      return freeze({ pass: mode === "report", decision, forward: null });
    } catch (cause) {
      return latch(cause);
    }
  };

  /** Why a policy may not replace the one that is held (P-5). @param {Core} next @param {string} text @returns {PermissionError | null} */
  const refusal = (next, text) => {
    const expected = appId ?? held?.appId ?? next.appId;
    if (next.appId !== expected) return new PermissionError("policy_app_id", { expected, found: next.appId });
    if (held === null || next.revision > held.revision) return null;
    if (next.revision < held.revision) return new PermissionError("policy_stale", { revision: next.revision, held: held.revision });
    return samePolicy(text, held.text, { appIdForm }) === true ? null : new PermissionError("policy_conflict", { revision: next.revision });
  };

  /** The policy in a signed text; throws why there is none. Without a verifier the text is the policy. @param {string} text @returns {string} */
  const open = (text) => {
    if (verify === undefined) return text;
    const found = apply(verify, verifier, [text]);
    const policy = field(found, "verified") === true ? field(found, "policy") : undefined;
    if (typeof policy === "string") return policy;
    throw new PermissionError(field(found, "code") ?? "engine_failed", field(found, "params") ?? {});
  };

  /** Whole or not at all. @param {string} given @returns {PermissionError | null} */
  const replace = (given) => {
    /** @type {any} */ let next = null;
    try {
      const text = open(given);
      next = capabilities(compile(text, { appIdForm }));
      if (next === undefined) return new PermissionError("engine_failed", { detail: "the engine compiled a policy without mode, revision or app id" });
      const refused = refusal(next, text);
      const isNews = refused === null && (engine === null || held === null || next.revision !== held.revision);
      const left = isNews ? engine : next;
      if (isNews) {
        engine = next;
        named = new MapCtor();
      }
      retire(left);
      if (refused !== null) return refused;
      held = { text, revision: next.revision, appId: next.appId };
      return null;
    } catch (cause) {
      if (next !== engine) retire(next);
      return isPrototypeOf(PermissionError.prototype, cause) ? /** @type {PermissionError} */ (cause) : new PermissionError("engine_failed", { detail: describe(cause) });
    }
  };

  const judgeApi = freeze({
    __proto__: null,
    /** @param {unknown} url */ request: (url) => judge("request", url),
    /** @param {unknown} url */ socket: (url) => judge("socket", url),
    /** @param {unknown} url */ download: (url) => judge("download", url),
    /** @param {unknown} url */ read: (url) => judge("read", url),
    /** @param {unknown} url */ page: (url) => judge("page", url),
    /** @param {unknown} url */ webView: (url) => judge("webView", url),
    /** @param {unknown} name */ api: (name) => judge("api", name),
    /** @param {unknown} name */
    rule: (name) => {
      if (engine === null) return CLOSED_RULE;
      try {
        return apply(engine.rule, engine.core, [name]);
      } catch (cause) {
        latch(cause);
        return CLOSED_RULE;
      }
    },
    /** @param {Decision} denial @returns {Verdict} */
    refuse: (denial) => (engine === null ? closedVerdict : freeze({ pass: engine.mode === "report", decision: freeze(denial), forward: null })),
    /** @param {import("../types.d.ts").Surface} surface @param {unknown} subject @param {Verdict} verdict */
    report: (surface, subject, verdict) => {
      if (onDecision === undefined) return;
      events += 1;
      const text = surface === "api" ? redactName(verdict.forward ?? subject) : redactUrl(verdict.forward ?? subject);
      const enforced = verdict.pass === (verdict.decision.outcome === "allow");
      tell(onDecision, freeze({ id: "" + events, surface, subject: text, decision: verdict.decision, enforced, revision: held === null ? null : held.revision }));
    },
  });

  return freeze({
    judge: /** @type {import("../types.d.ts").Judge} */ (/** @type {unknown} */ (judgeApi)),
    revision: () => (held === null ? null : held.revision),
    /** @param {string} text @returns {{ readonly applied: true } | { readonly applied: false, readonly error: PermissionError }} */
    update: (text) => {
      if (disposed) throw new TypeErrorCtor("this guard was disposed of: it denies everything from now on; a new policy needs a new realm");
      const error = replace(text);
      return freeze(error === null ? { applied: true } : { applied: false, error: complain(error) });
    },
    /** Until the next good policy, which may be the one that is held (P-5). */
    suspend: () => {
      retire(engine);
      engine = null;
      closedVerdict = NO_POLICY;
    },
    dispose: () => {
      disposed = true;
      retire(engine);
      engine = null;
      held = null;
      closedVerdict = NO_POLICY;
    },
  });
};

/** @param {any} cause */
const describe = (cause) => {
  try {
    return typeof cause === "object" && cause !== null ? "" + cause.message : "" + cause;
  } catch {
    return "unknown";
  }
};
