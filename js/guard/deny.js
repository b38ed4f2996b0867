// @ts-check
/**
 * What a guest sees of a denial on mPaaS and its family: error objects, and when and where they arrive (section 5, D-1 to
 * D-4). The only place with platform error numbers. It decides nothing: it is called when a call is already stopped.
 */

import { PromiseCtor, apply, charCodeAt, endsWith, freeze, microtask, put, setTimer, startsWith } from "../primordials.js";
import { quiet } from "./results.js";

/** @typedef {import("../types.d.ts").DeniedCall} DeniedCall */
/** @typedef {import("../types.d.ts").Decision} Decision */

/** The error objects, by what was denied. Data: numbers, words and signatures as the vendor documents them. */
const ERRORS = {
  request: { error: 11, errorMessage: "无权跨域" },
  transfer: { error: 4, errorMessage: "无权调用", message: "无权调用", signature: "N22106" },
  api: { error: 4, errorMessage: "无权调用", message: "无权调用", signature: "N22104" },
  plaintext: { error: 20, errorMessage: "请求 URL 不支持 HTTP，请使用 HTTPS" },
};
const PAGE_NOT_LISTED = "040001004";
const PAGE_PLAINTEXT = "040001007";
const PAGE_SCHEME = "040001002";
/** Denials of a page that are about its text, not about a list. */
const SCHEME_CODES = { __proto__: null, not_https: true, invalid_url: true, ambiguous_url: true };
/** Denials of a name; whatever the function, they look like a missing permission for an API. */
const NAME_CODES = { __proto__: null, api_not_listed: true, invalid_api: true };
const NETWORK = { __proto__: null, request: true, socket: true, download: true };
const REQUESTS = { __proto__: null, request: true, httpRequest: true };

const REQUEST_TASK = ["abort", "onHeadersReceived", "offHeadersReceived", "onChunkReceived", "offChunkReceived"];
const TRANSFER_TASK = ["abort", "onProgressUpdate", "offProgressUpdate", "onHeadersReceived", "offHeadersReceived"];
const SOCKET_TASK = ["send", "close", "onOpen", "offOpen", "onMessage", "offMessage", "onError", "offError", "onClose", "offClose"];
const CALL_TASK = ["remove"];
/** The methods of what a call returns when it is not denied. */
const TASKS = {
  __proto__: null, request: REQUEST_TASK, httpRequest: REQUEST_TASK, uploadFile: TRANSFER_TASK, downloadFile: TRANSFER_TASK, connectSocket: SOCKET_TASK,
};

/** @param {Record<string, any>} table @param {unknown} key @returns {any} the row, or undefined: the tables inherit nothing */
const row = (table, key) => (typeof key === "string" ? table[key] : undefined);

/** @param {Decision} decision */
const isPlaintext = (decision) => decision.code === "not_https" && (decision.params.scheme === "http" || decision.params.scheme === "ws");

/** @param {DeniedCall} denied */
const shapeOf = ({ form, name, kind, decision }) => {
  const network = kind !== null && row(NETWORK, kind) === true;
  if (network && isPlaintext(decision)) return ERRORS.plaintext;
  if (row(NAME_CODES, decision.code) === true || (!network && row(TASKS, name) === undefined)) return ERRORS.api;
  if (form !== "function") return network ? ERRORS.transfer : ERRORS.api;
  return row(REQUESTS, name) === true ? ERRORS.request : ERRORS.transfer;
};

/** @param {Decision} decision */
const pageError = (decision) => {
  if (row(SCHEME_CODES, decision.code) !== true) return PAGE_NOT_LISTED;
  return isPlaintext(decision) ? PAGE_PLAINTEXT : PAGE_SCHEME;
};

/** Why, in the platform-neutral words of `docs/codes.md` (D-1). @param {Decision} decision */
export const reason = ({ code, params }) => freeze({ code, params: freeze({ ...params }) });

/** An exception in a guest's callback surfaces where the platform would show it: nowhere near the guard. @param {unknown} thrown */
const surface = (thrown) => {
  const rethrow = () => {
    throw thrown;
  };
  if (setTimer !== undefined) setTimer(rethrow, 0);
  else if (microtask !== undefined) microtask(rethrow);
};

/** @param {Function | undefined} callback @param {unknown} self @param {unknown} error */
const tell = (callback, self, error) => {
  if (callback === undefined) return;
  try {
    apply(callback, self, [error]);
  } catch (thrown) {
    surface(thrown);
  }
};

/**
 * `fail`, `complete`, the callback, the promise: in this order, one microtask later or more (D-2). `await undefined` looks
 * nothing up, so nobody can stand in its way.
 * @param {DeniedCall} denied @param {object} error @param {(error: object) => void} reject
 */
const deliver = async ({ self, fail, complete, callback }, error, reject) => {
  await undefined;
  tell(fail, self, error);
  tell(complete, self, error);
  tell(callback, undefined, error);
  reject(error);
};

const nothing = () => {};

/** `my.onX(f)`, `my.offX(f)`: they return nothing and their callback is no answer. @param {unknown} name */
const isSubscription = (name) => {
  if (typeof name !== "string") return false;
  const at = startsWith(name, "on") ? 2 : startsWith(name, "off") ? 3 : name.length;
  return at < name.length && charCodeAt(name, at) >= 0x41 && charCodeAt(name, at) <= 0x5a;
};

/** @param {object} task @param {readonly string[]} methods */
const withMethods = (task, methods) => {
  for (let i = 0; i < methods.length; i += 1) put(task, methods[i], () => {});
  return task;
};

/** @param {DeniedCall} denied @param {object} error */
const answer = (denied, error) => {
  const { form, name, fail, complete, callback } = denied;
  if (form === "function" && typeof name === "string" && endsWith(name, "Sync")) return error;
  if (form === "function" && isSubscription(name)) return undefined;
  if (form === "bridge") {
    deliver({ ...denied, self: undefined, fail: undefined, complete: undefined }, error, nothing);
    return undefined;
  }
  if (callback !== undefined) {
    deliver(denied, error, nothing);
    return withMethods({}, CALL_TASK);
  }
  /** @type {(error: object) => void} */ let reject = nothing;
  const promise = new PromiseCtor((_, no) => {
    reject = no;
  });
  if (fail !== undefined || complete !== undefined) quiet(promise);
  deliver(denied, error, reject);
  return withMethods(promise, form === "call" ? CALL_TASK : row(TASKS, name) ?? []);
};

/**
 * The denials of mPaaS. `exposeReason` puts `permission: { code, params }` into what the guest sees (D-1).
 * @param {{ readonly exposeReason?: boolean }} [options] @returns {import("../types.d.ts").Deny}
 */
export const mpaasDenials = ({ exposeReason = true } = {}) => (denied) => {
  const { decision } = denied;
  const permission = exposeReason ? { permission: reason(decision) } : undefined;
  if (denied.form === "page") return { src: denied.subject, error: pageError(decision), ...permission };
  return answer(denied, { ...shapeOf(denied), ...permission });
};
