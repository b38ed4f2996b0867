// @ts-check
/** uni-app's H5 build (Vue 3) behind the web host. The calls are `src/calls.js`; what stops each evil one is said here. */
import { MEDIA, told } from "../h5/evil.js";
import { trySuite } from "../h5/suite.js";

/** @param {string} call @returns {import("../h5/evil.js").Evil} uni-app has no event for it: the blocked page is shown */
const shown = (call) => ({ by: "guard", call });

trySuite({
  runtime: "uni-app H5 3.0.0-alpha-5020620260914001", as: "uni-h5", folder: new URL("./", import.meta.url), dist: "dist/build/h5/", command: ["uni", "build"],
  good: {
    request: [200, "api.good.test", "GET"],
    post: ["POST", 7],
    callbacks: ["success", "complete"],
    "wx.request": "PUT",
    bytes: 22,
    chunks: ["the content of a file\n", true],
    abort: "request:fail abort",
    interceptor: "api.good.test",
    upload: [200, "POST", 100],
    "upload of several": "POST",
    download: [200, "the content of a file\n"],
    socket: "echo from api.good.test: hello",
    "a page": "load",
  },
  evil: {
    "uni.request": told("request"),
    "uni.request with callbacks": told("callbacks"),
    "wx.request": told("wx.request"),
    "uni.request with enableChunked": told("chunks"),
    "an interceptor that sends a call elsewhere": told("interceptor"),
    "uni.request over plain HTTP": told("plain HTTP"),
    "uni.request without a scheme": told("protocol-relative"),
    "uni.request with backslashes": told("backslashes"),
    "uni.request with a tab in its host": told("tab"),
    "uni.request with credentials in the address": told("credentials"),
    "uni.uploadFile": told("upload"),
    "uni.uploadFile of a remote file": told("upload from"),
    "uni.uploadFile of remote files": told("upload of several from"),
    "uni.downloadFile": told("download"),
    "uni.connectSocket": told("socket"),
    "uni.openDocument": { by: "guard", call: "openDocument", alone: true },
    "<web-view src>": shown("page"),
    "<web-view src> that fills the screen": { by: "guard", call: "a page that fills the screen", alone: true },
    "<web-view src>, changed later": shown("a page, later"),
    "<web-view src> over plain HTTP": shown("a page of plain HTTP"),
    "<web-view src> with a backslash": shown("a page with a backslash"),
    "<web-view src> without a scheme": shown("a page without a scheme"),
    "<web-view srcdoc>": shown("srcdoc of the component"),
    "srcdoc of a web-view's frame": shown("its frame's srcdoc"),
    "attribute node of a web-view's frame": shown("its frame's attribute node"),
    "location of a web-view's frame": { by: "header", call: "its frame's location" },
    "a redirect of a web-view's page": { by: "header", call: "a redirect of its page" },
    "a frame in v-html": { by: "header", call: "html" },
    "uni.getImageInfo": { by: "nothing", call: "getImageInfo", why: MEDIA },
    "uni.createInnerAudioContext": { by: "nothing", call: "audio", why: MEDIA },
  },
});
