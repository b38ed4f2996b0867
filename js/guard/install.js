// @ts-check
/**
 * Puts a guard in front of every surface of a host: patches first, denying everything, then the policy (G-7). It composes;
 * it has no rules of its own.
 */

import { PermissionError, compile, samePolicy } from "../engine.js";
import { MapCtor, TypeErrorCtor, WeakMapCtor, append, freeze, mapHas, mapSet, put, weakHas, weakSet } from "../primordials.js";
import { ambientChannels } from "./ambient.js";
import { guardApi } from "./api.js";
import { mpaasDenials } from "./deny-mpaas.js";
import { createJudge } from "./judge.js";
import { isObject } from "./natives.js";
import { createPatcher } from "./patch.js";
import { guardRequest } from "./request.js";

/** @typedef {import("../types.d.ts").Host} Host */
/** @typedef {import("../types.d.ts").Point} Point */
/** @typedef {import("../types.d.ts").GuardOptions} GuardOptions */

const installed = new WeakMapCtor();

/** @param {string} label @param {unknown} object */
const claim = (label, object) => {
  if (!isObject(object)) throw new TypeErrorCtor("`" + label + "` is not an object: pass the host's own, `mpaasHost({ my, bridge, document })`");
  if (weakHas(installed, object)) throw new TypeErrorCtor("`" + label + "` is guarded already: keep the guard of the first `installGuard` and call its `update(policy)`");
};

/** @param {any} options */
const checkOptions = (options) => {
  if (!isObject(options)) throw new TypeErrorCtor("`options` is missing: `installGuard(host, { policy })`");
  const { policy, appId, verifier, onDecision, onError } = /** @type {any} */ (options);
  if (policy !== null && typeof policy !== "string") throw new TypeErrorCtor("`policy` must be JSON text, or null to deny everything until `update()`");
  if (verifier !== undefined && (!isObject(verifier) || typeof /** @type {any} */ (verifier).verify !== "function")) throw new TypeErrorCtor("`verifier` must be of `createVerifier` of `minifence/signed`");
  if (verifier !== undefined && typeof appId !== "string") throw new TypeErrorCtor("`appId` is missing: the policies of other mini programs are signed, too");
  if (onDecision !== undefined && typeof onDecision !== "function") throw new TypeErrorCtor("`onDecision` must be a function");
  if (onError !== undefined && typeof onError !== "function") throw new TypeErrorCtor("`onError` must be a function");
};

/** @template T @param {readonly T[] | undefined} rows @param {(row: T) => void} visit */
const each = (rows, visit) => {
  if (rows === undefined) return;
  for (let i = 0; i < rows.length; i += 1) visit(rows[i]);
};

/** What was patched and what was not, without repetition. */
const createLog = () => {
  const seen = new MapCtor();
  const patched = /** @type {string[]} */ ([]);
  const degraded = /** @type {{ point: string, why: string }[]} */ ([]);
  /** @param {string} text */
  const isNew = (text) => {
    if (mapHas(seen, text)) return false;
    mapSet(seen, text, true);
    return true;
  };
  return {
    /** @param {string} point */
    patched: (point) => {
      if (isNew(point)) append(patched, point);
    },
    /** @param {string} point @param {string} why */
    degraded: (point, why) => {
      if (isNew(point + ": " + why)) append(degraded, freeze({ point, why }));
    },
    /** A fresh copy: bridges and elements may arrive later. */
    report: () => freeze({ patched: copy(patched), degraded: copy(degraded) }),
  };
};

/** @template T @param {readonly T[]} list @returns {readonly T[]} */
const copy = (list) => {
  const out = /** @type {T[]} */ ([]);
  for (let i = 0; i < list.length; i += 1) put(out, i, list[i]);
  return freeze(out);
};

/**
 * Synchronous. A bad policy is told to `onError` and leaves everything denied; wrong use throws a TypeError.
 * @param {Host} host @param {GuardOptions} options @returns {import("../types.d.ts").Guard}
 */
export const installGuard = (host, options) => {
  if (!isObject(host)) throw new TypeErrorCtor("`host` is missing: `installGuard(mpaasHost({ my, bridge, document }), options)`");
  checkOptions(options);
  const { request, api, late, webView, platform, urls, denials = mpaasDenials } = host;
  const claimPoint = (/** @type {{ label: string, object: object }} */ point) => claim(point.label, point.object);
  each(request, claimPoint);
  each(api, claimPoint);
  each(platform, claimPoint);
  each(webView, ({ label, document, define }) => {
    claim(label, document);
    if (typeof define !== "function") throw new TypeErrorCtor("`" + label + "` has no `define`: take the points of `mpaasHost({ my, document })`");
  });

  const { policy, exposeReason, messages } = options;
  const { judge: engineJudge, revision, update, suspend, dispose } = createJudge({ compile, samePolicy, PermissionError }, options);
  const judge = urls === undefined ? engineJudge : /** @type {typeof engineJudge} */ (freeze(/** @type {any} */ ({ __proto__: null, ...engineJudge, rows: urls.find })));
  const deny = denials({ exposeReason });
  const log = createLog();
  const patcher = createPatcher(log);

  /** @param {Point} point */
  const guardPoint = (point) => {
    weakSet(installed, point.object, true);
    patcher.patchPoint(point, (native, name) => {
      if (point.kind !== undefined) return guardRequest(native, judge, deny, { name, kind: point.kind });
      return guardApi(native, judge, deny, point.form === "function" ? { name } : { form: point.form });
    });
  };
  each(request, guardPoint);
  each(api, guardPoint);
  each(late, ({ label, object, key, event, points }) => {
    const again = patcher.awaitProperty(object, key, label, (arrived) => {
      if (isObject(arrived) && arrived !== object) each(points(arrived), guardPoint);
      return arrived;
    });
    if (event !== undefined) listenFirst(object, event, again);
  });
  const pages = /** @type {{ judgeAgain: () => void }[]} */ ([]);
  each(platform, ({ object, install }) => {
    weakSet(installed, object, true);
    const shows = install(freeze({ judge, deny, log, messages, exposeReason: exposeReason !== false }));
    if (shows !== undefined) append(pages, shows);
  });
  if (policy !== null) update(policy);
  // After the policy: elements that are there already are judged the moment their tag is defined.
  each(webView, (point) => {
    weakSet(installed, point.document, true);
    append(pages, point.define(point, judge, deny, messages, log));
  });
  const judgeAgain = () => each(pages, (page) => page.judgeAgain());
  const ambient = freeze(ambientChannels(log.report().patched));
  return freeze({
    get revision() {
      return revision();
    },
    get report() {
      return freeze({ ...log.report(), ambient });
    },
    judge,
    update: (/** @type {string} */ text) => {
      const outcome = update(text);
      judgeAgain();
      return outcome;
    },
    suspend: () => {
      suspend();
      judgeAgain();
    },
    dispose: () => {
      dispose();
      judgeAgain();
    },
  });
};

/** Before anybody else hears of it: capture phase, registered first. @param {any} target @param {string} event @param {() => void} listen */
const listenFirst = (target, event, listen) => {
  if (typeof target.addEventListener === "function") target.addEventListener(event, listen, true);
};
