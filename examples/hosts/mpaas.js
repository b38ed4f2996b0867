/** A runtime of the Alipay family, its bridge that comes later, and a mini program in it: `node mpaas.js`. */
import { installGuard } from "minifence/inline";
import { mpaasHost } from "minifence/hosts/mpaas";

// What the runtime offers: natives that know nothing of permissions.
const native = (name) => ({ url, success = () => {} } = {}) => { console.log("native:", name, ...(url ? [url] : [])); success({ status: 200 }); };
const my = { request: native("request"), navigateTo: native("navigateTo"), scan: native("scan"), secretApi: native("secretApi") };

// Before any code of the mini program runs. The bridge is not there yet: it is guarded the moment it comes.
const guard = installGuard(mpaasHost({ my }), { policy: null });
guard.update(JSON.stringify({
  format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
  serverDomains: { entries: [{ domain: "api.example.com" }] },
  apis: { entries: [{ api: "biz.util.openLink" }] },
  webViewDomains: { entries: [{ domain: "m.example.com" }] },
}));
globalThis.AlipayJSBridge = { call: (name, { args }) => console.log("native:", name, args.url) };

// What shows the pages of <web-view>: their URL arrives as data of a page, and what the judge says is what is loaded.
function showPage(src) {
  const { pass, decision, forward } = guard.judge.webView(src);
  console.log("web-view:", pass ? forward : decision.code);
}

// The mini program.
const fail = ({ error, permission }) => console.log("fail:", error, permission.code);
my.request({ url: "https://API.example.com/orders" });
my.request({ url: "https://evil.test/", fail });
my.navigateTo({ url: "/pages/order?id=1" });
my.scan();
my.secretApi({ fail });
const openLink = (url) => AlipayJSBridge.call("webDdExec", { serviceName: "biz.util", actionName: "openLink", args: { url } }, fail);
openLink("https://m.example.com/help");
openLink("https://evil.test/");
showPage("https://m.example.com/");
showPage("https://m.example.com@evil.test/");
