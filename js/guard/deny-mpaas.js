// @ts-check
/**
 * What a guest sees of a denial on mPaaS and its family (section 5): the only place with that platform's error numbers. When and
 * where they arrive is the business of `deny.js`.
 */

import { NETWORK, createDenials, isPlaintext, row } from "./deny.js";

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
const REQUESTS = { __proto__: null, request: true, httpRequest: true };

const REQUEST_TASK = ["abort", "onHeadersReceived", "offHeadersReceived", "onChunkReceived", "offChunkReceived"];
const TRANSFER_TASK = ["abort", "onProgressUpdate", "offProgressUpdate", "onHeadersReceived", "offHeadersReceived"];
const SOCKET_TASK = ["send", "close", "onOpen", "offOpen", "onMessage", "offMessage", "onError", "offError", "onClose", "offClose"];
/** The methods of what a call returns when it is not denied. */
const TASKS = {
  __proto__: null, request: REQUEST_TASK, httpRequest: REQUEST_TASK, uploadFile: TRANSFER_TASK, downloadFile: TRANSFER_TASK, connectSocket: SOCKET_TASK,
};

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

/** @type {import("./deny.js").Platform} */
export const MPAAS = { errorOf: shapeOf, pageErrorOf: pageError, tasks: TASKS, taskOnly: false, syncThrows: false };

/** The denials of mPaaS. */
export const mpaasDenials = createDenials(MPAAS);
