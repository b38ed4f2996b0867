/** Every call that the suite makes, as an app writes them: what uni-app's compiler makes of `uni.request` and `wx.request` is what is tried. */
import { API, PAGE, blobOf, callbacks, heard, told } from "../../h5/told.js";
import { show } from "./views.js";

// An interceptor of the app's own: it sends a marked call elsewhere.
uni.addInterceptor("request", {
  invoke(options) {
    const [, elsewhere] = String(options.url).split("#to:");
    if (elsewhere !== undefined) options.url = elsewhere;
  },
});

export const good = {
  request: async () => { const { statusCode, data } = await uni.request({ url: `${API}/echo`, data: { a: 1 } }); return [statusCode, data.from, data.method]; },
  post: async () => { const { data } = await uni.request({ url: `${API}/echo`, method: "POST", data: { a: 1 }, header: { "x-mine": "1" } }); return [data.method, data.received]; },
  callbacks: () => callbacks((options) => uni.request({ url: `${API}/echo`, ...options })),
  "wx.request": async () => (await wx.request({ url: `${API}/echo`, method: "PUT" })).data.method,
  bytes: async () => (await uni.request({ url: `${API}/files/x`, responseType: "arraybuffer" })).data.byteLength,
  chunks: () => new Promise((resolve) => {
    let chunks = 0;
    const task = uni.request({ url: `${API}/files/x`, enableChunked: true, success: ({ data }) => resolve([data, chunks > 0]), fail: (error) => resolve(error.errMsg) });
    task.onChunkReceived(() => { chunks += 1; });
  }),
  abort: () => new Promise((resolve) => { const task = uni.request({ url: `${API}/echo`, success: () => resolve("success"), fail: ({ errMsg }) => resolve(errMsg) }); task.abort(); }),
  interceptor: async () => (await uni.request({ url: `https://none.test/#to:${API}/echo` })).data.from,
  upload: () => new Promise((resolve) => {
    let progress = 0;
    const task = uni.uploadFile({ url: `${API}/echo`, filePath: blobOf("abcd"), name: "file", success: ({ statusCode, data }) => resolve([statusCode, JSON.parse(data).method, progress]), fail: ({ errMsg }) => resolve(errMsg) });
    task.onProgressUpdate((event) => { progress = event.progress; });
  }),
  "upload of several": async () => JSON.parse((await uni.uploadFile({ url: `${API}/echo`, files: [{ name: "a", uri: blobOf("abcd") }, { name: "b", uri: blobOf("efgh") }] })).data).method,
  download: async () => { const { statusCode, tempFilePath } = await uni.downloadFile({ url: `${API}/files/x` }); return [statusCode, await (await fetch(tempFilePath)).text()]; },
  socket: () => new Promise((resolve) => {
    const task = uni.connectSocket({ url: "wss://api.good.test/", complete() {} });
    task.onMessage(({ data }) => { task.close({}); resolve(data); });
    task.onOpen(() => task.send({ data: "hello" }));
  }),
  "a page": () => heard((end) => show({ src: PAGE, onLoad: () => end("load") })),
};

const page = (props) => void show(props);
/** A listed page is there first. */
const afterPage = (change) => {
  let isFirst = true;
  const view = show({ src: PAGE, onLoad: () => { if (isFirst) { isFirst = false; change(view); } } });
};
const inner = (change) => (url) => afterPage((view) => change(view.frame(), url));

export const evil = {
  request: (url) => told(uni.request({ url })),
  callbacks: (url) => callbacks((options) => uni.request({ url, ...options })).then((log) => (log.join() === "fail,complete" ? "failed" : log.join())),
  "wx.request": (url) => told(wx.request({ url })),
  chunks: (url) => told(uni.request({ url, enableChunked: true })),
  interceptor: (url) => told(uni.request({ url: `${API}/echo#to:${url}` })),
  "plain HTTP": (url) => told(uni.request({ url: url.replace("https:", "http:") })),
  "protocol-relative": (url) => told(uni.request({ url: url.replace("https:", "") })),
  backslashes: (url) => told(uni.request({ url: url.replaceAll("/", "\\") })),
  tab: (url) => told(uni.request({ url: url.replace("evil", "ev\til") })),
  credentials: (url) => told(uni.request({ url: url.replace("https://", "https://api.good.test@") })),
  upload: (url) => told(uni.uploadFile({ url, filePath: blobOf("abcd"), name: "file" })),
  "upload from": (url) => told(uni.uploadFile({ url: `${API}/echo`, filePath: url, name: "file" })),
  "upload of several from": (url) => told(uni.uploadFile({ url: `${API}/echo`, files: [{ name: "a", uri: url }] })),
  download: (url) => told(uni.downloadFile({ url })),
  socket: (url) => heard((end) => { const task = uni.connectSocket({ url: url.replace("https", "wss"), complete() {} }); task.onError(() => end("failed")); task.onOpen(() => end("passed")); }),
  openDocument: (url) => void uni.openDocument({ filePath: url }),
  page: (url) => page({ src: url }),
  "a page that fills the screen": (url) => page({ src: url, fullscreen: true }),
  "a page, later": (url) => afterPage((view) => view.update({ src: url })),
  "a page of plain HTTP": (url) => page({ src: url.replace("https:", "http:") }),
  "a page with a backslash": (url) => page({ src: url.replace("https://evil.test", "https://evil.test\\") }),
  "a page without a scheme": (url) => page({ src: url.replace("https:", "") }),
  "srcdoc of the component": (url) => page({ src: "", srcdoc: `<iframe src="${url}"></iframe>` }),
  "its frame's srcdoc": inner((frame, url) => { frame.srcdoc = `<iframe src="${url}"></iframe>`; }),
  "its frame's attribute node": inner((frame, url) => { frame.attributes.src.value = url; }),
  "its frame's location": inner((frame, url) => { frame.contentWindow.location = url; }),
  "a redirect of its page": (url) => page({ src: `https://www.good.test/redirect?to=${url}` }),
  html: (url) => page({ html: `<iframe src="${url}"></iframe>` }),
  getImageInfo: (url) => void uni.getImageInfo({ src: url }).catch(() => {}),
  audio: (url) => { const audio = uni.createInnerAudioContext(); audio.src = url; audio.play(); },
};
