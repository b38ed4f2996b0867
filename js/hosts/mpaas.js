// @ts-check
/**
 * Where the surfaces are in mPaaS and its family: `my`, the bridge, `<web-view>`. A list of points, no rules.
 */

import { urlTable } from "../guard/urls.js";
import { defineWebView } from "../guard/web-view-element.js";

/** @typedef {import("../types.d.ts").Host} Host */
/** @typedef {import("../types.d.ts").Point} Point */

/** The network functions (U-11): judged by URL whatever the engine's table says. @type {readonly (readonly [string, "request" | "socket" | "download"])[]} */
const NETWORK = [
  ["request", "request"],
  ["httpRequest", "request"],
  ["uploadFile", "request"],
  ["downloadFile", "download"],
  ["connectSocket", "socket"],
];
const BRIDGE = "AlipayJSBridge";
const READY = "AlipayJSBridgeReady";
/** Native calls these on the bridge; they carry messages in, never out. */
const INBOUND = ["trigger", "_invokeJS", "_handleMessageFromObjC"];

/**
 * Calls that carry another call's name in their params, as DingTalk's library makes them, and where they hold a page; what a
 * page's path is completed with (U-12). The engine's table has the vendor's own.
 * @type {readonly import("../types.d.ts").UrlRow[]}
 */
export const MPAAS_URLS = [
  { name: "webDdExec", kind: "indirect", fields: [["serviceName"], ["args"]], tail: ["actionName"] },
  { name: "ddExec", kind: "indirect", fields: [["serviceName"], ["args"]], tail: ["actionName"] },
  { name: "dtBridge", kind: "indirect", fields: [["m"], ["args"]] },
  { name: "biz.util.openLink", kind: "page", fields: [["url"]] },
  { name: "navigateTo", kind: "page", fields: [["resolvedPath"]] },
  { name: "redirectTo", kind: "page", fields: [["resolvedPath"]] },
  { name: "reLaunch", kind: "page", fields: [["resolvedPath"]] },
  { name: "switchTab", kind: "page", fields: [["url"], ["resolvedPath"]] },
];
const URLS = urlTable(MPAAS_URLS);

/** These rows are made after the guest may have run: they inherit nothing from it. @param {Point} row @returns {Point} */
const point = (row) => ({ .../** @type {Point} */ ({ kind: undefined, inbound: undefined, awaited: undefined }), ...row });

/** The bridge's own functions: one dispatcher; every other is an API nobody listed. @param {object} object @returns {readonly Point[]} */
const bridgePoints = (object) => [
  point({ label: BRIDGE, object, key: "call", form: "bridge", awaited: true }),
  point({ label: BRIDGE, object, key: null, form: "function", inbound: INBOUND }),
];

/**
 * @param {{
 *   readonly my: object,
 *   readonly bridge?: object | null,
 *   readonly document?: Document,
 *   readonly aliases?: Readonly<Record<string, object>>,
 * }} globals `bridge` left out: it is awaited on the global; null: there is none. `aliases`: other names of `my`, `{ dd }`.
 * @returns {Host}
 */
export const mpaasHost = ({ my, bridge, document, aliases = {} }) => {
  const roots = [["my", my], ...Object.entries(aliases).filter(([, alias]) => alias !== my)];
  const scope = /** @type {any} */ (document)?.defaultView ?? globalThis;
  return {
    request: roots.flatMap(([label, object]) => NETWORK.map(([key, kind]) => /** @type {Point} */ ({ label, object, key, form: "function", kind }))),
    api: [
      ...roots.map(([label, object]) => /** @type {Point} */ ({ label, object, key: "call", form: "call" })),
      ...(bridge === undefined || bridge === null ? [] : bridgePoints(bridge)),
      ...roots.map(([label, object]) => /** @type {Point} */ ({ label, object, key: null, form: "function" })),
    ],
    late: bridge === undefined ? [{ label: BRIDGE, object: scope, key: BRIDGE, event: READY, points: bridgePoints }] : [],
    urls: URLS,
    webView: document === undefined ? [] : [{ label: "web-view", document, tag: "web-view", define: defineWebView }],
  };
};
