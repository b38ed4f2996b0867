/** A framework that owns its functions wraps them itself, one by one: `node guards.js`. */
import { installGuard } from "minifence/inline";
import { guardApi, guardRequest, guardWebView, mpaasDenials } from "minifence/guards";

// A guard without points: it holds the policy, and judges.
const guard = installGuard({}, { policy: JSON.stringify({
  format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
  serverDomains: { entries: [{ domain: "api.example.com" }] },
  apis: { entries: [{ api: "scan" }] },
  webViewDomains: { entries: [{ domain: "m.example.com" }] },
}) });
const deny = mpaasDenials();

// The framework's own functions, as it hands them to its mini programs.
const request = guardRequest(({ url }) => console.log("request", url), guard.judge, deny);
const upload = guardRequest(({ url }) => console.log("upload", url), guard.judge, deny, { name: "uploadFile", kind: "request" });
const scan = guardApi(() => console.log("scan"), guard.judge, deny, { name: "scan" });
const invoke = guardApi((name) => console.log("invoke", name), guard.judge, deny);
const open = guardWebView((url) => console.log("open", url), guard.judge, deny);

const fail = ({ error, permission }) => console.log("fail", error, permission.code);
request({ url: "https://api.example.com/orders" });
request({ url: "https://evil.test/", fail });
upload({ url: "http://api.example.com/", fail });
scan();
invoke("scan", {});
invoke("pay", {}, fail);
open("https://m.example.com/help");
console.log("page", open("https://evil.test/").error);
