// @ts-check
/** Taro's H5 build behind the web host. The calls are `src/calls.js`; what stops each evil one is said here. */
import { trySuite } from "../h5/suite.js";

const MEDIA = "no list governs images, fonts, media and style sheets, and honest apps load them from anywhere: your own `img-src`, `media-src`";

/** @param {string} call @returns {import("../h5/evil.js").Evil} the app's own `fail`, `catch` or `onError` hears of it */
const told = (call) => ({ by: "guard", call, fails: true });

trySuite({
  runtime: "Taro H5 4.2.1", as: "taro-h5", folder: new URL("./", import.meta.url), dist: "dist/", command: ["taro", "build", "--type", "h5"],
  good: {
    request: [200, "api.good.test", "GET"],
    post: ["POST", 7],
    callbacks: ["success", "complete"],
    "two arguments": "PUT",
    bytes: 22,
    "no JSON": "the content of a file\n",
    abort: "AbortError",
    interceptor: "api.good.test",
    jsonp: "api.good.test",
    upload: [200, "POST", true, 100],
    "upload aborted": "uploadFile:fail abort",
    download: [200, "the content of a file\n"],
    socket: "echo from api.good.test: hello",
    "a page": "load",
  },
  evil: {
    "Taro.request": told("request"),
    "Taro.request with callbacks": told("callbacks"),
    "Taro.request(url, options)": told("two arguments"),
    "Taro.request of a String object": told("a String object"),
    "an interceptor that sends a call elsewhere": told("interceptor"),
    "Taro.request over plain HTTP": told("plain HTTP"),
    "Taro.request without a scheme": told("protocol-relative"),
    "Taro.request with backslashes": told("backslashes"),
    "Taro.request with a tab in its host": told("tab"),
    "jsonp": told("jsonp"),
    "jsonp's backup": told("jsonp backup"),
    "Taro.uploadFile": told("upload"),
    "Taro.uploadFile with credentials in the address": told("upload with credentials in the address"),
    "Taro.uploadFile of a remote file": { by: "guard", call: "upload from" },
    "Taro.downloadFile": told("download"),
    "Taro.connectSocket": told("socket"),
    "<WebView src>": told("page"),
    "<WebView src>, changed later": told("a page, later"),
    "<WebView src> over plain HTTP": told("a page of plain HTTP"),
    "<WebView src> with backslashes": told("a page with a backslash"),
    "<WebView src=javascript:>": told("a javascript: page"),
    // Alone: Taro writes every prop again when anything on the page is rendered.
    "taro-web-view-core by attribute": { ...told("the element's attribute"), alone: true },
    "taro-web-view-core by property": { ...told("the element's property"), alone: true },
    "taro-web-view-core by innerHTML": { by: "guard", call: "the element by innerHTML" },
    "srcdoc of a WebView's frame": { by: "guard", call: "its frame's srcdoc" },
    "attribute node of a WebView's frame": { by: "guard", call: "its frame's attribute node" },
    "location of a WebView's frame": { by: "header", call: "its frame's location" },
    "a redirect of a WebView's page": { by: "header", call: "a redirect of its page" },
    "a frame in dangerouslySetInnerHTML": { by: "header", call: "html" },
    "Taro.getImageInfo": { by: "nothing", call: "getImageInfo", why: MEDIA },
    "Taro.createInnerAudioContext": { by: "nothing", call: "audio", why: MEDIA },
  },
});
