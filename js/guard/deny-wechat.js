// @ts-check
/**
 * What a guest sees of a denial on WeChat and the runtimes that follow its API: `errMsg` with the function's name, and `errno` where
 * the vendor names one. When and where it arrives is the business of `deny.js`.
 */

import { NETWORK, createDenials, row } from "./deny.js";

/** @typedef {import("../types.d.ts").DeniedCall} DeniedCall */

/** `url not in domain list`, whatever is wrong with the URL: the vendor tells no more, and `permission` does. */
const NOT_IN_LIST = 600002;
const TASKS = {
  __proto__: null,
  request: ["abort", "onHeadersReceived", "offHeadersReceived", "onChunkReceived", "offChunkReceived"],
  uploadFile: ["abort", "onProgressUpdate", "offProgressUpdate", "onHeadersReceived", "offHeadersReceived"],
  downloadFile: ["abort", "onProgressUpdate", "offProgressUpdate", "onHeadersReceived", "offHeadersReceived"],
  connectSocket: ["send", "close", "onOpen", "onMessage", "onError", "onClose"],
};
/** Denials of a name, and of what would send a call elsewhere. @type {Record<string, true | null>} */
const NO_URL_CODES = { __proto__: null, api_not_listed: true, invalid_api: true, header_not_allowed: true };

/** @param {DeniedCall} denied */
const errorOf = ({ name, kind, decision }) => {
  const subject = (typeof name === "string" ? name : "call") + ":fail ";
  const isNetwork = kind !== null && row(NETWORK, kind) === true && row(NO_URL_CODES, decision.code) !== true;
  return isNetwork ? { errno: NOT_IN_LIST, errMsg: subject + "url not in domain list" } : { errMsg: subject + "permission denied" };
};

/** Network functions return tasks, never promises; functions ending in `Sync` throw. @type {import("./deny.js").Platform} */
export const WECHAT = { errorOf, pageErrorOf: () => "url not in domain list", tasks: TASKS, taskOnly: true, syncThrows: true };

/** The denials of WeChat. */
export const wechatDenials = createDenials(WECHAT);
