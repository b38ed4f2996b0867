// @ts-check
/**
 * Where the surfaces are in runtimes that follow WeChat's API: `wx`, its other names, the bridge below it, `<web-view>`. A list of
 * points and of URLs in params, no rules.
 */

import { wechatDenials } from "../guard/deny-wechat.js";
import { urlTable } from "../guard/urls.js";
import { defineWebView } from "../guard/web-view-element.js";

/** @typedef {import("../types.d.ts").Host} Host */
/** @typedef {import("../types.d.ts").Point} Point */
/** @typedef {import("../types.d.ts").UrlRow} UrlRow */

/** @type {readonly (readonly [string, "request" | "socket" | "download"])[]} */
const NETWORK = [
  ["request", "request"],
  ["uploadFile", "request"],
  ["downloadFile", "download"],
  ["connectSocket", "socket"],
];

/** What a value begins with that is a file on the device. `http://tmp/` and its like are the vendor's own spelling on some systems. */
const LOCAL = ["wxfile://", "http://tmp/", "http://usr/", "http://store/", "blob:", "cloud://"];

/**
 * APIs that read a file which may be one of a server: the server list governs that read, as the vendor's own list does. Not here: images,
 * fonts and media that are shown or played (no list governs what is only shown), and files that can only be local.
 * @type {readonly UrlRow[]}
 */
export const WECHAT_URLS = [
  { name: "uploadFile", kind: "read", fields: [["filePath"], ["files", "*", "uri"], ["files", "*", "filePath"]], local: LOCAL },
  { name: "getImageInfo", kind: "read", fields: [["src"]], local: LOCAL },
  { name: "getVideoInfo", kind: "read", fields: [["src"]], local: LOCAL },
  { name: "saveImageToPhotosAlbum", kind: "read", fields: [["filePath"]], local: LOCAL },
  { name: "saveVideoToPhotosAlbum", kind: "read", fields: [["filePath"]], local: LOCAL },
  { name: "openDocument", kind: "read", fields: [["filePath"]], local: LOCAL },
  { name: "loadSubpackage", kind: "read", fields: [["url"]], local: LOCAL },
  { name: "openEmbeddedMiniProgram", kind: "page", fields: [["path"]] },
  { name: "switchTab", kind: "page", fields: [["url"]] },
  { name: "navigateToMiniProgram", kind: "page", fields: [["path"]] },
  { name: "openOfficialAccountArticle", kind: "page", fields: [["url"]] },
];

/**
 * @param {{
 *   readonly wx: object,
 *   readonly bridge?: { readonly label: string, readonly object: object, readonly key: string },
 *   readonly document?: Document,
 *   readonly aliases?: Readonly<Record<string, object>>,
 *   readonly local?: readonly string[],
 * }} globals `bridge`: one function below `wx` that takes a call's name, its params and a callback, `{ label: "WeixinJSBridge", object, key: "invoke" }`.
 * `aliases`: other names of `wx`, `{ tt }`. `local`: what else a path on this device begins with, `["ttfile://"]`
 * @returns {Host}
 */
export const wechatHost = ({ wx, bridge, document, aliases = {}, local = [] }) => {
  const roots = [["wx", wx], ...Object.entries(aliases).filter(([, alias]) => alias !== wx)];
  return {
    request: roots.flatMap(([label, object]) => NETWORK.map(([key, kind]) => /** @type {Point} */ ({ label, object, key, form: "function", kind }))),
    api: [
      ...(bridge === undefined ? [] : [/** @type {Point} */ ({ ...bridge, form: "bridge" })]),
      ...roots.map(([label, object]) => /** @type {Point} */ ({ label, object, key: null, form: "function" })),
    ],
    webView: document === undefined ? [] : [{ label: "web-view", document, tag: "web-view", define: defineWebView }],
    urls: urlTable(WECHAT_URLS.map((row) => (row.local === undefined ? row : { ...row, local: [...row.local, ...local] }))),
    denials: wechatDenials,
  };
};
