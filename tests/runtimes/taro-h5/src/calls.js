/** Every call that the suite makes, as an app writes them: what Taro's compiler makes of `Taro.request` is what is tried. */
import Taro from "@tarojs/taro";
import { API, PAGE, blobOf, callbacks, heard, told } from "../../h5/told.js";
import { show } from "./views.js";

// An interceptor of the app's own, after whichever was there: it sends a marked call elsewhere.
Taro.addInterceptor((chain) => {
  const [, elsewhere] = String(chain.requestParams.url).split("#to:");
  if (elsewhere !== undefined) chain.requestParams.url = elsewhere;
  return chain.proceed(chain.requestParams);
});

export const good = {
  request: async () => { const { statusCode, data } = await Taro.request({ url: `${API}/echo`, data: { a: 1 } }); return [statusCode, data.from, data.method]; },
  post: async () => { const { data } = await Taro.request({ url: `${API}/echo`, method: "POST", data: { a: 1 }, header: { "x-mine": "1" } }); return [data.method, data.received]; },
  callbacks: () => callbacks((options) => Taro.request({ url: `${API}/echo`, ...options })),
  "two arguments": async () => (await Taro.request(`${API}/echo`, { method: "PUT" })).data.method,
  bytes: async () => (await Taro.request({ url: `${API}/files/x`, responseType: "arraybuffer" })).data.byteLength,
  "no JSON": async () => (await Taro.request({ url: `${API}/files/x`, dataType: "text" })).data,
  abort: async () => { const task = Taro.request({ url: `${API}/echo` }); task.abort(); return task.catch((error) => error.name); },
  interceptor: async () => (await Taro.request({ url: `https://none.test/#to:${API}/echo` })).data.from,
  jsonp: async () => (await Taro.request({ url: `${API}/jsonp`, jsonp: true })).data.from,
  upload: async () => {
    let progress = 0;
    const task = Taro.uploadFile({ url: `${API}/echo`, filePath: blobOf("abcd"), name: "file", withCredentials: false });
    task.onProgressUpdate((event) => { progress = event.progress; });
    const { statusCode, data } = await task;
    return [statusCode, JSON.parse(data).method, JSON.parse(data).received > 100, progress];
  },
  "upload aborted": () => { const task = Taro.uploadFile({ url: `${API}/echo`, filePath: blobOf("abcd"), name: "file", withCredentials: false }); task.onProgressUpdate(() => task.abort()); return task.catch((error) => error.errMsg); },
  download: async () => { const { statusCode, tempFilePath } = await Taro.downloadFile({ url: `${API}/files/x`, withCredentials: false }); return [statusCode, await (await fetch(tempFilePath)).text()]; },
  socket: async () => {
    const task = await Taro.connectSocket({ url: "wss://api.good.test/" });
    return new Promise((resolve) => { task.onMessage(({ data }) => { task.close({}); resolve(data); }); task.onOpen(() => task.send({ data: "hello" })); });
  },
  "a page": () => heard((end) => show({ src: PAGE, onLoad: () => end("load"), onError: () => end("error") })),
};

const page = (src) => heard((end) => show({ src, onLoad: () => end("passed"), onError: () => end("failed") }));
/** A listed page is there first. */
const afterPage = (change) => heard((end) => {
  let isFirst = true;
  const view = show({
    src: PAGE,
    onLoad: () => { if (isFirst) { isFirst = false; change(view); } else end("passed"); },
    onError: () => end("failed"),
  });
});
const inner = (change) => (url) => void afterPage((view) => change(view.element().querySelector("iframe"), url));

export const evil = {
  request: (url) => told(Taro.request({ url })),
  callbacks: (url) => callbacks((options) => Taro.request({ url, ...options }).catch(() => {})).then((log) => (log.join() === "fail,complete" ? "failed" : log.join())),
  "two arguments": (url) => told(Taro.request(url, { url: API })),
  "a String object": (url) => told(Taro.request({ url: new String(url) })),
  interceptor: (url) => told(Taro.request({ url: `${API}/echo#to:${url}` })),
  "plain HTTP": (url) => told(Taro.request({ url: url.replace("https:", "http:") })),
  "protocol-relative": (url) => told(Taro.request({ url: url.replace("https:", "") })),
  backslashes: (url) => told(Taro.request({ url: url.replaceAll("/", "\\") })),
  tab: (url) => told(Taro.request({ url: url.replace("evil", "ev\til") })),
  jsonp: (url) => told(Taro.request({ url, jsonp: true, timeout: 300, retryTimes: 0 })),
  "jsonp backup": (url) => told(Taro.request({ url: `${API}:1/`, jsonp: true, backup: url, timeout: 300, retryTimes: 0 })),
  upload: (url) => told(Taro.uploadFile({ url, filePath: blobOf("abcd"), name: "file" })),
  "upload with credentials in the address": (url) => told(Taro.uploadFile({ url: url.replace("https://", "https://api.good.test@"), filePath: blobOf("abcd"), name: "file" })),
  // Taro never tells when a file cannot be read (4.2.1): with or without a guard.
  "upload from": (url) => void Taro.uploadFile({ url: `${API}/echo`, filePath: url, name: "file" }).catch(() => {}),
  download: (url) => told(Taro.downloadFile({ url })),
  socket: (url) => heard(async (end) => { const task = await Taro.connectSocket({ url: url.replace("https", "wss") }); task.onError(() => end("failed")); task.onOpen(() => end("passed")); }),
  page,
  "a page, later": (url) => afterPage((view) => view.update({ src: url })),
  "a page of plain HTTP": (url) => page(url.replace("https:", "http:")),
  "a page with a backslash": (url) => page(url.replaceAll("/", "\\")),
  "a javascript: page": (url) => page(`javascript:fetch('${url}', { mode: 'no-cors' })`),
  "the element's attribute": (url) => afterPage((view) => view.element().setAttribute("src", url)),
  "the element's property": (url) => afterPage((view) => { view.element().src = url; }),
  "the element by innerHTML": (url) => { const box = document.createElement("div"); document.body.append(box); box.innerHTML = `<taro-web-view-core src="${url}"></taro-web-view-core>`; },
  "its frame's srcdoc": inner((frame, url) => { frame.srcdoc = `<iframe src="${url}"></iframe>`; }),
  "its frame's attribute node": inner((frame, url) => { frame.attributes.src.value = url; }),
  "its frame's location": inner((frame, url) => { frame.contentWindow.location = url; }),
  "a redirect of its page": (url) => void show({ src: `https://www.good.test/redirect?to=${url}` }),
  html: (url) => void show({ html: `<iframe src="${url}"></iframe>` }),
  getImageInfo: (url) => void Taro.getImageInfo({ src: url }).catch(() => {}),
  audio: (url) => { const audio = Taro.createInnerAudioContext(); audio.src = url; audio.play(); },
};
