// @ts-check
/** What the natives of a mini program are called. A table. */

/** @typedef {import("./values.js").Value} Value */

/** Global objects of the vendors. `wechat`: whose table of further URLs is asked. @type {Readonly<Record<string, "mpaas" | "wechat">>} */
export const ROOTS = {
  my: "mpaas", dd: "mpaas", ap: "mpaas", AlipayJSBridge: "mpaas",
  wx: "wechat", tt: "wechat", swan: "wechat", uni: "wechat", qq: "wechat", ks: "wechat", jd: "wechat", xhs: "wechat", Taro: "wechat", WeixinJSBridge: "wechat", di: "wechat",
};
/** Packages that export the natives. @type {Readonly<Record<string, string>>} */
const PACKAGES = { "@tarojs/taro": "Taro", "@tarojs/taro-h5": "Taro", "@mini-types/my": "my", "@uni-helper/uni-promises": "uni", "@mpxjs/api-proxy": "wx" };
/** Names of the global object itself. */
const GLOBALS = new Set(["globalThis", "window", "global", "self", "top"]);
/** Functions whose first argument is the name of the call. @type {ReadonlySet<string>} */
export const DISPATCHERS = new Set(["my.call", "dd.call", "ap.call", "AlipayJSBridge.call", "WeixinJSBridge.invoke", "wx.invoke"]);

/** @param {string} source @returns {Value | null} */
export const moduleRoot = (source) => (Object.hasOwn(PACKAGES, source) ? { t: "root", name: PACKAGES[source] } : null);

/** @param {{ readonly name: string }} named @returns {Value | null} */
export function globalObject({ name }) {
  if (Object.hasOwn(ROOTS, name)) return { t: "root", name };
  return GLOBALS.has(name) ? { t: "global" } : null;
}
