/** A container that gets every call of its mini programs as a message, guarded where no guest's code runs: `node dispatcher.js`. */
import { installGuard } from "minifence/inline";
import { dispatcherHost } from "minifence/hosts/dispatcher";

class Container {
  /** The one entry: a name, params that came as a message, and ids of callbacks in them. */
  invokeApi(name, params) { console.log("native:", name, params.url ?? params.src); }
  answer(id, result) { console.log("to the mini program:", id, result.errMsg); }
}

const guard = installGuard(dispatcherHost({
  object: Container.prototype, // instances that come later are guarded too
  key: "invokeApi",
  errors: "wechat",
  reply: ({ error, params, self }) => self.answer(params.fail, error),
  // Where this container's own messages carry URLs.
  urls: [{ name: "componentMount", kind: "page", fields: [["src"], ["attributes", "src"]], when: { field: ["type"], is: "native/webview" } }],
}), { policy: null });
guard.update(JSON.stringify({
  format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
  serverDomains: { entries: [{ domain: "api.example.com" }] },
  apis: { entries: [{ api: "componentMount" }] },
  webViewDomains: { entries: [{ domain: "m.example.com" }] },
}));

const container = new Container();
container.invokeApi("request", { url: "https://api.example.com/orders", fail: "cb_1" });
container.invokeApi("request", { url: "https://evil.test/", fail: "cb_2" });
container.invokeApi("componentMount", { type: "native/webview", src: "https://m.example.com/", fail: "cb_3" });
container.invokeApi("componentMount", { type: "native/webview", src: "https://m.example.com/", attributes: { src: "https://evil.test/" }, fail: "cb_4" });
container.invokeApi("registerApi", { fail: "cb_5" });
