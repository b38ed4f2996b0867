// @ts-check
/** mpx's api-proxy 2.10.20: WeChat's API over `my`, with callbacks and with promises, and over `my.httpRequest` where there is no other. */
import { after } from "node:test";
import { compare } from "../compare.js";
import { bundle, folderOf, openRealm } from "../realm.js";
import { createReport } from "../report.js";

const folder = folderOf(import.meta.url);
const report = createReport("@mpxjs/api-proxy 2.10.20", "mpx-api-proxy");
const library = bundle(folder, "library", 'export { getProxy } from "@mpxjs/api-proxy";', { platform: "browser", resolveExtensions: [".ali.js", ".js"], define: { __mpx_mode__: '"ali"', "process.env.NODE_ENV": '"production"', __mpx_env__: '""' } });
after(() => report.print());

/** @param {readonly string[]} missing */
const open = (missing) => (/** @type {import("../compare.js").Device} */ device, /** @type {boolean} */ isGuarded) => {
  const realm = openRealm(device, { isGuarded, folder, missing, apis: ["alert", "confirm", "redirectTo", "getImageInfo"] });
  Object.assign(realm.context, { my: realm.my, global: realm.context });
  const { getProxy } = realm.evaluate(`${library};library`, "mpx.js");
  return { ...realm, given: { plain: getProxy(), mpx: getProxy({ usePromise: true }), my: realm.my } };
};

/** @type {Record<string, import("../compare.js").Call>} */
const good = {
  "request by callbacks": ({ plain, GOOD }, name) => new Promise((success, fail) => plain.request({ url: GOOD + name, success: ({ statusCode, header }) => success([statusCode, typeof header]), fail })),
  "request by promise": async ({ mpx, GOOD }, name) => (await mpx.request({ url: GOOD + name, header: { "X-Kind": "a" } })).data.path,
  "request aborted": ({ mpx, GOOD }, name) => {
    const sent = mpx.request({ url: GOOD + name });
    sent.__returned.abort();
    return sent.then(() => "came", ({ error }) => error);
  },
  "request with complete": ({ plain, GOOD }, name) => new Promise((done) => plain.request({ url: GOOD + name, success() {}, complete: ({ status }) => done(status) })),
  upload: async ({ mpx, GOOD }, name) => (await mpx.uploadFile({ url: GOOD + name, filePath: "/tmp/a", name: "a", fileType: "image" })).statusCode,
  download: async ({ mpx, GOOD }, name) => (await mpx.downloadFile({ url: GOOD + "files/" + name })).tempFilePath,
  "official API": async ({ mpx }) => (await mpx.showToast({ title: "hello" })).success,
  "official API of another name": async ({ mpx }) => (await mpx.setClipboardData({ data: "a" })).success,
  "page inside the package": async ({ mpx }) => (await mpx.navigateTo({ url: "/pages/index" })).success,
  "answers at once": ({ mpx }) => mpx.getSystemInfoSync().platform,
};

/** @type {Record<string, import("../compare.js").Call>} */
const evil = {
  "evil request by callbacks": ({ plain, EVIL }, name) => new Promise((success, fail) => { plain.request({ url: EVIL + name, success, fail }); }),
  "evil request by promise": ({ mpx, EVIL }, name) => mpx.request({ url: EVIL + name }),
  "evil request with usePromise false": ({ mpx, EVIL }, name) => new Promise((success, fail) => { mpx.request({ url: EVIL + name, usePromise: false, success, fail }); }),
  "evil request without callbacks": ({ plain, EVIL }, name) => plain.request({ url: EVIL + name }),
  "evil Host": ({ mpx, GOOD }, name) => mpx.request({ url: GOOD + name, header: { host: "evil.test" } }),
  "evil scheme": ({ mpx }, name) => mpx.request({ url: "http://api.good.test/" + name }),
  "evil userinfo": ({ mpx }, name) => mpx.request({ url: "https://api.good.test@evil.test/" + name }),
  "evil url that is no text": ({ mpx, EVIL }, name) => mpx.request({ url: { toString: () => EVIL + name } }),
  "evil upload": ({ mpx, EVIL }, name) => mpx.uploadFile({ url: EVIL + name, filePath: "/tmp/a", name: "a", fileType: "image" }),
  "evil download": ({ mpx, EVIL }, name) => mpx.downloadFile({ url: EVIL + name }),
  "evil httpRequest": ({ mpx, EVIL }, name) => mpx.httpRequest({ url: EVIL + name }),
  "evil page": ({ mpx, EVIL }, name) => mpx.navigateTo({ url: EVIL + name }),
  "evil page by redirectTo": ({ mpx, EVIL }, name) => mpx.redirectTo({ url: EVIL + name }),
  "evil API": ({ mpx }) => mpx.secretApi({}),
  "evil call": ({ plain, EVIL }, name) => plain.call("httpRequest", { url: EVIL + name }).then((told) => (told.error ? Promise.reject(told) : told)),
  "evil function taken early": ({ my, EVIL }, name) => new Promise((success, fail) => { const { request, httpRequest } = my; (request ?? httpRequest)({ url: EVIL + name, success, fail }); }),
};

compare({ of: "over my.request", report, good, evil, open: open([]) });
compare({ of: "over my.httpRequest", report, good, evil, open: open(["request"]) });
