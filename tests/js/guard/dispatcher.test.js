/** A container's dispatcher, guarded on its own side: a class whose instances come later, as containers have it. The real engine. */
import assert from "node:assert/strict";
import test from "node:test";
import { installGuard } from "../../../js/guard/install.js";
import { dispatcherHost } from "../../../js/hosts/dispatcher.js";
import { EVIL, GOOD, loadEngine, policy } from "./host.js";

loadEngine();
const WEB_VIEW = { kind: "page", fields: [["url"], ["src"], ["attributes", "src"]], when: { field: ["type"], is: "native/webview" } };

function createContainer({ apis = ["login", "componentMount"], ...options } = {}) {
  const done = [];
  const told = [];
  class Container {
    constructor(id) { this.id = id; }
    invokeApi(name, params, bridge) {
      done.push([this.id, name, params, bridge]);
      // Some methods of the container are APIs, and some APIs call others.
      if (name === "login") return this.invokeApi("request", { url: params.then }, bridge);
      return "native";
    }
    createCallback(id) { return (error) => told.push([this.id, id, error]); }
  }
  const guard = installGuard(dispatcherHost({
    object: Container.prototype, key: "invokeApi", errors: "wechat",
    urls: [{ name: "componentMount", ...WEB_VIEW }],
    reply: ({ error, params, self }) => { self.createCallback(params?.fail)(error); return "denied"; },
    ...options,
  }), { policy: policy({ apis: { entries: apis.map((api) => ({ api })) } }) });
  return { container: new Container(1), Container, done, told, guard };
}

test("a call that is listed goes on as it was: the container's own `this`, further arguments, what it returns", () => {
  const { container, done, guard } = createContainer();
  const bridge = {};
  assert.equal(container.invokeApi("request", { url: "https://API.good.test/v1", success: "cb_1" }, bridge), "native");
  assert.equal(JSON.stringify(done), JSON.stringify([[1, "request", { url: GOOD, success: "cb_1" }, {}]]));
  assert.equal(done[0][3], bridge);
  assert.deepEqual(guard.report.patched, ["container.invokeApi"]);
});

test("one that is not is answered by the container, in words that the mini program knows", () => {
  const { container, done, told } = createContainer();
  assert.equal(container.invokeApi("request", { url: EVIL, fail: "cb_2" }), "denied");
  assert.equal(container.invokeApi("secret", { fail: "cb_3" }), "denied");
  assert.deepEqual(told.map(([id, callback, error]) => [id, callback, error.errMsg, error.permission.code]), [
    [1, "cb_2", "request:fail url not in domain list", "host_not_listed"],
    [1, "cb_3", "secret:fail permission denied", "api_not_listed"],
  ]);
  assert.deepEqual(done, []);
});

test("names that are methods of the container, of objects, or of nothing are denied", () => {
  const { container, done } = createContainer();
  for (const name of ["invokeApi", "registerApi", "constructor", "__proto__", "toString", "extBridge", "", null, undefined, ["request"], { toString: () => "request" }]) {
    assert.equal(container.invokeApi(name, { url: GOOD }), "denied", String(name));
  }
  assert.equal(container.invokeApi(), "denied");
  assert.deepEqual(done, []);
});

test("what an API calls of the container again is judged again", () => {
  const { container, done } = createContainer();
  assert.equal(container.invokeApi("login", { then: EVIL }), "denied");
  assert.equal(container.invokeApi("login", { then: GOOD }), "native");
  assert.deepEqual(done.map(([, name]) => name), ["login", "login", "request"]);
});

test("every copy of a web-view's URL in a message is judged", () => {
  const { container, done } = createContainer();
  const good = "https://www.good.test/";
  const mount = (params) => container.invokeApi("componentMount", { type: "native/webview", ...params });
  assert.equal(mount({ url: good, src: good, attributes: { src: good } }), "native");
  for (const params of [{ url: EVIL }, { src: EVIL }, { url: good, attributes: { src: EVIL } }, { url: good, src: ["https://evil.test/"] }]) assert.equal(mount(params), "denied");
  assert.equal(container.invokeApi("componentMount", { type: "native/video", src: "https://cdn.test/v.mp4" }), "native");
  assert.equal(done.length, 2);
});

test("nobody takes the guard away, and a container without such a function is told so", () => {
  const { Container, guard } = createContainer();
  assert.throws(() => { "use strict"; Container.prototype.invokeApi = () => {}; }, TypeError);
  assert.equal(Reflect.deleteProperty(Container.prototype, "invokeApi"), false);
  assert.deepEqual(guard.report.degraded, []);
  assert.throws(() => createContainer({ key: "dispatch" }), /has no `dispatch`: name the function/);
  assert.throws(() => createContainer({ errors: "alipay" }), /`errors` must be/);
  assert.throws(() => createContainer({ reply: undefined }), /`reply` must be a function/);
});

test("until a policy is there everything is denied; off, everything goes on", () => {
  const { container, guard, told } = createContainer({ apis: [] });
  guard.update(policy({ revision: 2, mode: "off" }));
  assert.equal(container.invokeApi("request", { url: EVIL }), "native");
  guard.dispose();
  assert.equal(container.invokeApi("request", { url: GOOD }), "denied");
  assert.equal(told[0][2].permission.code, "no_policy");
});
