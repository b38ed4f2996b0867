/** What an honest app does, with what it is told back. Each is given its own name, for the path. */
import Taro from "@tarojs/taro";

const GOOD = "https://api.good.test/";
const callback = (call) => new Promise((resolve, reject) => call({ success: resolve, fail: reject }));
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Says hello, and gives back what it hears. */
const hello = async (socket) => {
  const heard = await new Promise((done, failed) => {
    socket.onError(failed);
    socket.onMessage(done);
    socket.onOpen(() => socket.send({ data: "hello" }));
  });
  socket.close();
  return heard.data;
};

export const good = {
  "request-by-promise": async (name) => (await Taro.request({ url: GOOD + name })).data.path,
  "request-by-callbacks": (name) => new Promise((done, failed) => {
    const told = [];
    Taro.request({ url: GOOD + name, success: ({ statusCode }) => told.push(statusCode), fail: failed, complete: () => done([...told, "complete"]) });
  }),
  "request-with-a-body": async (name) => {
    const { data, header } = await Taro.request({ url: GOOD + name, method: "POST", header: { "X-Kind": "a" }, data: { a: 1 } });
    return [data.method, data.received, header["content-type"]];
  },
  "request-with-its-own-host-header": async (name) => (await Taro.request({ url: GOOD + name, header: { Host: "api.good.test" } })).statusCode,
  "request-in-capitals": async (name) => (await Taro.request({ url: "HTTPS://API.good.test/" + name })).data.path,
  "request-with-a-query": async (name) => (await Taro.request({ url: GOOD + name + "?a=%E4%BD%A0#b", data: { c: 1 } })).statusCode,
  "request-aborted": async (name) => {
    const sent = Taro.request({ url: GOOD + name });
    const kind = typeof sent.abort;
    sent.abort();
    return sent.then(() => kind + " came", ({ error }) => kind + " " + error);
  },
  "request-with-interceptors": async (name) => {
    const seen = [];
    Taro.addInterceptor((chain) => {
      seen.push("first");
      return chain.proceed({ ...chain.requestParams, header: { "X-Seen": "1" } }).then((answer) => ({ ...answer, first: true }));
    });
    Taro.addInterceptor(Taro.interceptors.timeoutInterceptor);
    const { statusCode, first } = await Taro.request({ url: GOOD + name });
    Taro.cleanInterceptors();
    return [statusCode, first, ...seen];
  },
  "request-rewritten-by-an-interceptor-to-what-is-listed": async (name) => {
    Taro.addInterceptor((chain) => chain.proceed({ ...chain.requestParams, url: GOOD + chain.requestParams.url }));
    const { data } = await Taro.request({ url: name });
    Taro.cleanInterceptors();
    return data.path;
  },
  "two-requests-at-once": async (name) => (await Promise.all([1, 2].map((n) => Taro.request({ url: GOOD + name + n })))).map(({ data }) => data.path),
  "my-request": (name) => callback((told) => my.request({ url: GOOD + name, ...told })).then(({ status }) => status),
  "my-httpRequest": (name) => callback((told) => my.httpRequest({ url: GOOD + name, ...told })).then(({ status }) => status),
  "my-call-with-a-callback": (name) => new Promise((done) => my.call("httpRequest", { url: GOOD + name }, done)).then(({ status }) => status),
  "my-call-with-a-promise": (name) => my.call("request", { url: GOOD + name }).then(({ status }) => status),
  upload: async (name) => (await Taro.uploadFile({ url: GOOD + name, filePath: "/tmp/a", name: "a", fileType: "image" })).statusCode,
  "upload-aborted": (name) => {
    const sent = Taro.uploadFile({ url: GOOD + name, filePath: "/tmp/a", name: "a", fileType: "image" });
    return sent.abort().then(() => "came", ({ error }) => error);
  },
  download: async (name) => (await Taro.downloadFile({ url: GOOD + "files/" + name })).tempFilePath,
  socket: async (name) => hello(await Taro.connectSocket({ url: "wss://api.good.test/" + name })),
  "socket-of-its-own": (name) => hello(my.connectSocket({ url: "wss://api.good.test/" + name, multiple: true })),
  "official-API": async () => (await Taro.showToast({ title: "hello" })).success,
  "official-API-of-another-name": async () => (await Taro.setClipboardData({ data: "a" })).success,
  "official-API-that-answers-at-once": () => {
    Taro.setStorageSync("a", "b");
    return [Taro.getStorageSync("a"), Taro.getSystemInfoSync().platform];
  },
  "listed-API": () => new Promise((done) => my.call("tinyToNative", {}, done)).then(({ success }) => success),
  "page-inside-the-package": async () => (await Taro.navigateTo({ url: "/pages/index/index?a=https://evil.test/" })).success,
  "fields-of-the-app-on-my": async () => {
    my.ours = { a: 1 };
    await sleep(0);
    return [typeof my.taroEventCenter, my.hasOwnProperty("request"), my.hasOwnProperty("nothing"), my.ours.a, Array.isArray(my.webpackJsonp), Object.keys(my).includes("request"), delete my.ours];
  },
  "an-API-of-the-app-on-my": () => {
    my.ours = () => "ours";
    return my.ours();
  },
};

/** Neither: Taro loses the URL on the way. */
export const odd = { "request-of-a-text": (name) => Taro.request(GOOD + name) };
