/**
 * What a hostile guest tries, as data: `guest` is its source, run as a sloppy script in the guarded realm. The law for all
 * rows: nothing forbidden reaches the native side. `wire`, where given, is everything that may and must reach it.
 */

const good = ["request https://api.good.test/v1"];

/** Option objects (class O). */
const options = [
  { say: "a getter that changes its mind is read once", guest: "let n = 0; my.request({ get url() { return n++ ? EVIL : GOOD; } });", wire: good },
  { control: "the native sees the good URL too", say: "a getter that lies first is denied", guest: "let n = 0; my.request({ get url() { return n++ ? GOOD : EVIL; } });", wire: [] },
  { say: "a proxy answers once", guest: "let n = 0; my.request(new Proxy({ url: GOOD }, { get: (o, k) => k === 'url' ? (n++ ? EVIL : GOOD) : o[k] }));", wire: good },
  { say: "a proxy without keys answers once", guest: "let n = 0; my.request(new Proxy({}, { get: (o, k) => k === 'url' ? (n++ ? EVIL : GOOD) : undefined }));", wire: good },
  { say: "an object with toString is no URL", guest: "let n = 0; my.request({ url: { toString: () => n++ ? EVIL : GOOD } });", wire: [] },
  { say: "valueOf and toString disagree", guest: "my.request({ url: { valueOf: () => GOOD, toString: () => EVIL } });", wire: [] },
  { say: "Symbol.toPrimitive is no URL", guest: "my.request({ url: { [Symbol.toPrimitive]: () => EVIL } });", wire: [] },
  { say: "a String object is no URL", guest: "my.request({ url: Object.assign(new String(GOOD), { toString: () => EVIL }) });", wire: [] },
  { say: "an array is no URL", guest: "my.request({ url: [GOOD] });", wire: [] },
  { say: "an inherited URL is judged", guest: "my.request(Object.create({ url: EVIL }));", wire: [] },
  { say: "an inherited good URL is sent", guest: "my.request(Object.create({ url: GOOD }));", wire: good },
  { say: "a hidden URL is judged", guest: "my.request(Object.defineProperty({}, 'url', { value: EVIL }));", wire: [] },
  { say: "a class getter is judged", guest: "my.request(new (class { get url() { return EVIL; } })());", wire: [] },
  { say: "a function with fields is an options object", guest: "my.request(Object.assign(() => {}, { url: EVIL })); my.call('httpRequest', Object.assign(() => {}, { url: EVIL }), () => {});", wire: [] },
  { say: "options changed after the call change nothing", guest: "const o = { url: GOOD }; my.request(o); o.url = EVIL;", wire: good },
  { say: "headers changed after the call change nothing", guest: "const o = { url: GOOD, headers: { a: 'b' } }; my.request(o); o.headers.Host = 'evil.test';", wire: ["request https://api.good.test/v1 a:b"] },
  { say: "a Host header is refused", guest: "my.request({ url: GOOD, headers: { hOST: 'evil.test' } }); my.request({ url: GOOD, header: { Host: 'evil.test' } });", wire: [] },
  { say: "a Host header with blanks is refused", guest: "my.request({ url: GOOD, headers: { ' Host\\t': 'evil.test' } }); my.request({ url: GOOD, headers: { ':Authority': 'evil.test' } });", wire: [] },
  { control: "an honest call", say: "a Host header that says the judged host passes", guest: "my.request({ url: GOOD, headers: { Host: 'api.good.test' } });", wire: ["request https://api.good.test/v1 Host:api.good.test"] },
  { say: "a Host header that is an object is refused", guest: "let n = 0; my.request({ url: GOOD, headers: { Host: { toString: () => n++ ? 'evil.test' : 'api.good.test' } } });", wire: [] },
  { say: "a header getter is read once", guest: "let n = 0; my.request({ url: GOOD, headers: { get Host() { return n++ ? 'evil.test' : 'api.good.test'; } } });", wire: ["request https://api.good.test/v1 Host:api.good.test"] },
  { say: "inherited headers are judged", guest: "my.request(Object.create({ headers: Object.create({ Host: 'evil.test' }) }, { url: { value: GOOD } }));", wire: [] },
  { say: "a line break smuggles no header", guest: "my.request({ url: GOOD, headers: { a: 'b\\r\\nHost: evil.test' } }); my.request({ url: GOOD, headers: { 'a\\r\\nHost': 'evil.test' } });", wire: [] },
  { say: "a line break in an object smuggles no header", guest: "my.request({ url: GOOD, headers: { a: { toString: () => 'b\\r\\nHost: evil.test' } } });", wire: [] },
  { say: "headers as text are refused", guest: "my.request({ url: GOOD, headers: 'Host: evil.test' });", wire: [] },
  { say: "polluted headers are judged", guest: "Object.prototype.headers = { Host: 'evil.test' }; my.request({ url: GOOD });", wire: [] },
  { say: "a polluted Host is judged", guest: "Object.prototype.Host = 'evil.test'; my.request({ url: GOOD, headers: {} });", wire: [] },
  { say: "headers polluted later are not inherited", guest: "my.request({ url: GOOD }); Object.prototype.headers = { Host: 'evil.test' };", wire: good },
  { say: "a Host polluted later is not inherited", guest: "my.request({ url: GOOD, headers: {} }); Object.prototype.hOsT = 'evil.test';", wire: good },
  { say: "a base URL polluted later is not inherited", guest: "my.request({ url: GOOD }); Object.prototype.baseURL = 'https://evil.test/';", wire: good },
  { say: "a base URL polluted later is not inherited, whatever it is called", guest: "my.request({ url: GOOD }); for (const key of ['base_url', 'prefixUrl', 'prefixURL']) Object.prototype[key] = 'https://evil.test/';", wire: good },
  { say: "a base URL is dropped", guest: "my.request({ url: GOOD, baseURL: 'https://evil.test/' }); my.request({ url: GOOD, baseUrl: 'https://evil.test/' });", wire: [...good, ...good] },
  { say: "a relative URL with a base is denied", guest: "my.request({ url: '/x', baseURL: 'https://evil.test/' });", wire: [] },
  { say: "toJSON does not rewrite the copy", guest: "my.request({ url: GOOD, toJSON() { return { url: EVIL }; } });", wire: good },
  { say: "a polluted toJSON does not rewrite the copy", guest: "Object.prototype.toJSON = function () { return { url: EVIL }; }; my.request({ url: GOOD });", wire: good },
  { say: "toJSON of headers does not rewrite them", guest: "my.request({ url: GOOD, headers: Object.create({ toJSON() { return { Host: 'evil.test' }; } }) });" },
  { say: "an own __proto__ gives no prototype", guest: "my.request(JSON.parse('{\"url\":\"' + GOOD + '\",\"__proto__\":{\"headers\":{\"Host\":\"evil.test\"}}}'));", wire: good },
  { say: "a string is no options object", guest: "my.request(EVIL, {}); my.request(GOOD, { url: EVIL });", wire: [] },
  { say: "a second argument does not reach the native", guest: "my.request({ url: GOOD }, { url: EVIL });", wire: good },
  { say: "a call made from a getter does not disturb the outer one", guest: "my.request({ url: EVIL, get headers() { my.request({ url: GOOD }); return {}; } });", wire: good },
  { control: "the native would throw too", say: "a getter that throws stops the call", guest: "try { my.request({ url: EVIL, get headers() { throw 1; } }); } catch {}", wire: [] },
  { say: "nothing at all is denied", guest: "my.request(); my.request(null); my.request(undefined); my.request(1); my.request([]);", wire: [] },
];

/** URL text (class U, a sample: the engine's own tables have the rest). */
const urls = [
  "https://api.good.test:443@evil.test/", "https://evil.test\\\\@api.good.test/", "https://api.good.test\\n.evil.test/", "//evil.test/", "https:evil.test", "http://api.good.test/",
  "https://api.good.test.evil.test/", "https://evil.test#.good.test", "https://api\\u3002good\\u3002test/", "https://127.0.0.1/", "ws://api.good.test/", "blob:https://api.good.test/x", "javascript:1",
  "https://api.good.test\\0.evil.test/", "https://\\ud800api.good.test/", "https://evil.test/%", "file:///etc/passwd", "https://api.good.test:8443/",
].map((url) => ({ say: `${url} is denied`, guest: `my.request({ url: "${url}" }); my.uploadFile({ url: "${url}" }); my.downloadFile({ url: "${url}" }); my.connectSocket({ url: "${url}" }); my.call("httpRequest", { url: "${url}" });`, wire: [] }));

/** The shim's surface (class S). */
const surface = [
  { say: "delete reveals nothing", guest: "delete my.request; my.request?.({ url: EVIL }); delete Object.getPrototypeOf(my).request; my.request?.({ url: EVIL });", wire: [] },
  { say: "the prototype is guarded", guest: "Object.getPrototypeOf(my).request({ url: EVIL }); my.__proto__.httpRequest?.({ url: EVIL }); my.__proto__.showToast.call({}, {});", wire: ["showToast"] },
  { say: "super is guarded", guest: "({ __proto__: Object.getPrototypeOf(my), go() { return super.request({ url: EVIL }); } }).go();", wire: [] },
  { say: "the constructor leads nowhere", guest: "const fresh = new my.constructor(); if (fresh.request) fresh.request({ url: EVIL }); if (fresh.payDirect) fresh.payDirect(); if (fresh.downloadFile) fresh.downloadFile({ url: EVIL });", wire: [] },
  { say: "descriptors hold no original", guest: "for (const o of [my, Object.getPrototypeOf(my), dd, AlipayJSBridge, my.ap]) for (const d of Object.values(Object.getOwnPropertyDescriptors(o))) for (const f of [d.value, d.get && d.get.call(my)]) if (typeof f === 'function' && f !== Object) { try { f.call(my, { url: EVIL }); f.call(my, 'httpRequest', { url: EVIL }); } catch {} }" },
  { control: "the guest takes its own function away", say: "redefining is refused or harmless", guest: "try { Object.defineProperty(Object.getPrototypeOf(my), 'request', { get() { return 1; } }); } catch { say('refused'); } my.request({ url: EVIL });", wire: [], said: ["refused"] },
  { say: "siblings are guarded", guest: "my.httpRequest({ url: EVIL }); my.uploadFile({ url: EVIL }); my.downloadFile({ url: EVIL }); my.connectSocket({ url: 'wss://evil.test' });", wire: [] },
  { say: "aliases are guarded", guest: "dd.httpRequest({ url: EVIL }); dd.call('httpRequest', { url: EVIL }); dd.getAuthCode();", wire: ["getAuthCode"] },
  { say: "dispatchers are guarded", guest: "my.call('httpRequest', { url: EVIL }); AlipayJSBridge.call('httpRequest', { url: EVIL }); AlipayJSBridge.call('request', { url: EVIL }); my.call('uploadFile', { url: EVIL });", wire: [] },
  { say: "dispatchers are guarded without a receiver", guest: "const { call } = AlipayJSBridge; call('httpRequest', { url: EVIL }); AlipayJSBridge.call.apply(null, ['httpRequest', { url: EVIL }, () => {}]); Reflect.apply(call, my, ['secretApi']);", wire: [] },
  { say: "page openers are judged", guest: "AlipayJSBridge.call('pushWindow', { url: EVIL }); AlipayJSBridge.call('startApp', { appId: '20000067', param: { url: EVIL } }); AlipayJSBridge.call('openInBrowser', { url: EVIL }); my.call('startApp', { param: { u: EVIL } });", wire: [] },
  { say: "a nested getter is read once", guest: "let n = 0; AlipayJSBridge.call('startApp', { param: { get url() { return n++ ? EVIL : 'https://www.good.test/'; } } });", wire: ["bridge(startApp)  param=https://www.good.test/"] },
  { say: "params as text are no params", guest: "AlipayJSBridge.call('pushWindow', JSON.stringify({ url: EVIL })); AlipayJSBridge.call('startApp', { param: JSON.stringify({ url: EVIL }) });", wire: [] },
  { say: "namespaces are guarded", guest: "my.ap.openURL({ url: EVIL }); my.ap.parent.request({ url: EVIL }); my.call('ap.openURL', { url: EVIL }); my.ap.parent.ap.parent.payDirect();", wire: [] },
  { say: "names are exact", guest: "for (const n of ['SECRETAPI', ' secretApi', 'secretApi\\0x', 'unloc\\u212a', 'my.secretApi', 'TINYTONATIVE', 'tinyToNative ', 'tinyToNative\\0', '', 'a/b']) { my.call(n); AlipayJSBridge.call(n); }", wire: [] },
  { say: "names are primitive strings", guest: "let n = 0; my.call(['tinyToNative']); my.call(new String('tinyToNative')); my.call({ toString: () => n++ ? 'secretApi' : 'tinyToNative' }); my.call(Symbol('x')); my.call(null); my.call();", wire: [] },
  { say: "names of Object.prototype are names", guest: "for (const n of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) { my.call(n); AlipayJSBridge.call(n); }", wire: [] },
  { say: "hidden APIs are denied", guest: "my.call('debugInstallPackage', {}); my.secretApi({}); my.payDirect(); AlipayJSBridge.hiddenDoor({});", wire: [] },
  { say: "indirection is judged by what it reaches", guest: "my.call('internalAPI', { method: 'secretApi', param: {} }); my.call('internalAPI', { method: 'httpRequest', param: { url: EVIL } }); my.call('internalAPI', { method: 'internalAPI', param: { method: 'httpRequest', param: { url: EVIL } } }); AlipayJSBridge.call('internalAPI', {}); AlipayJSBridge.call('internalAPI');", wire: [] },
  { say: "the inner name goes on as the canonical one", guest: "my.call('internalAPI', { method: 'my.tinyToNative', param: {} });", wire: ["call(internalAPI)  param= method=tinyToNative"] },
  { say: "indirection is bounded", guest: "let p = { method: 'tinyToNative', param: {} }; for (let i = 0; i < 50; i += 1) p = { method: 'internalAPI', param: p }; my.call('internalAPI', p);", wire: [] },
  { say: "an inner getter is read once", guest: "let n = 0; my.call('internalAPI', { get method() { return n++ ? 'secretApi' : 'tinyToNative'; }, param: {} });", wire: ["call(internalAPI)  param= method=tinyToNative"] },
  { say: "a reply is no call", guest: "AlipayJSBridge.call('tinyToNative', { callbackId: '1' }); AlipayJSBridge.call('tinyToNative', Object.create({ callbackId: '1' })); AlipayJSBridge.call('internalAPI', { callbackId: '1', method: 'tinyToNative' });", wire: [] },
  { say: "a callbackId polluted later is not inherited", guest: "AlipayJSBridge.call('tinyToNative', {}); Object.prototype.callbackId = '1'; AlipayJSBridge.call('tinyToNative', {});", wire: ["bridge(tinyToNative)"] },
  { say: "dispatching to the dispatcher is refused", guest: "my.call('call', { method: 'secretApi' }); my.call('my.call', 'secretApi'); AlipayJSBridge.call('call', {});", wire: [] },
  { say: "no property holds an original", guest: "for (const f of [my.request, my.call, my.ap.openURL, AlipayJSBridge.call]) { say(Reflect.ownKeys(f).join()); for (const k of Reflect.ownKeys(f)) if (typeof f[k] === 'function') f[k]({ url: EVIL }); }", wire: [], said: ["length,name", "length,name", "length,name", "length,name"] },
  { say: "callbacks do not get the native's this", guest: "my.request({ url: GOOD, success() { if (this && this.send) this.send('secretApi'); say(typeof this); } }); my.call('tinyToNative', function () { 'use strict'; if (this && this.send) this.send('secretApi'); });", wire: [...good, "call(tinyToNative)"] },
  { say: "tasks do not carry the bridge", guest: "const t = my.request({ url: GOOD }); if (t.owner) t.owner.send('secretApi'); if (t.raw) t.raw('secretApi'); t.onHeadersReceived(function () { 'use strict'; if (this) this.send('secretApi'); }); t.abort(); say(Object.keys(t).join());", wire: [...good, "abort"], said: ["abort,onHeadersReceived"] },
  { say: "tasks with a promise do not carry the bridge", guest: "const t = my.uploadFile({ url: GOOD }); say(t instanceof Promise); if (t.owner) t.owner.send('x'); t.abort(); t.then((r) => say(r.statusCode));", wire: ["uploadFile https://api.good.test/v1", "abort"], said: ["true", "200"] },
  { say: "a promise is not shown to a patched constructor", guest: "Object.defineProperty(Promise.prototype, 'constructor', { get() { if (this.owner) this.owner.send('secretApi'); return Promise; } }); my.uploadFile({ url: GOOD });", wire: ["uploadFile https://api.good.test/v1"] },
  { say: "a promise is not shown to a patched then or species", guest: "const then = Promise.prototype.then; Promise.prototype.then = function (a, b) { if (this.owner) this.owner.send('secretApi'); return then.call(this, a, b); }; Object.defineProperty(Promise, Symbol.species, { get() { return function (f) { f((v) => { if (v && v.owner) v.owner.send('secretApi'); }, () => {}); }; } }); my.uploadFile({ url: GOOD });", wire: ["uploadFile https://api.good.test/v1"] },
  { say: "a task is not shown to getters of Object.prototype", guest: "for (const k of ['then', 'remove', 'offHeadersReceived', 'onOpen', 'toJSON', 'constructor', 'value', 'get']) Object.defineProperty(Object.prototype, k, { __proto__: null, configurable: true, set() {}, get() { if (this.owner) this.owner.send('secretApi'); } }); my.request({ url: GOOD }); for (const k of ['then', 'value', 'get']) delete Object.prototype[k];", wire: good },
  { say: "results hold no originals", guest: "const r = my.getSystemInfoSync(); for (const k of Object.keys(r)) if (typeof r[k] === 'function') r[k]({ url: EVIL });", wire: ["getSystemInfoSync"] },
  { control: "this V8 shows no caller of an accessor", say: "caller and arguments leak nothing", guest: "function spy(f) { try { const c = f.caller; if (c) { say('caller ' + c.name); c.call(my, { url: EVIL }); } } catch {} } my.request({ get url() { spy(arguments.callee); return GOOD; }, success: function own() { spy(own); } }); my.call('tinyToNative', function own() { spy(own); });", said: [], silent: true, wire: [...good, "call(tinyToNative)"] },
  { say: "stack frames leak nothing", guest: "Error.prepareStackTrace = (e, sites) => { for (const s of sites) { const f = s.getFunction(), t = s.getThis(); if (f && f.name !== 'get url') try { f({ url: EVIL }); } catch {} if (t && t.send) t.send('x'); } }; my.request({ get url() { new Error('x').stack; return GOOD; } });", wire: good },
  { control: "none of our naive guards fails open at just this depth", say: "a full stack fails closed", guest: "let n = 0; (function f() { try { f(); } catch { if (n++ < 200) { try { my.request({ url: EVIL }); my.call('secretApi'); } catch {} } } })();", wire: [] },
  { say: "the Function constructor reaches nothing unguarded", guest: "my.request.constructor('return this')().dd.httpRequest({ url: EVIL });", wire: [] },
  { say: "new makes no call", guest: "try { new my.request({ url: EVIL }); } catch { say('no'); } try { Reflect.construct(my.call, ['secretApi']); } catch { say('no'); }", wire: [], said: ["no", "no"] },
  { control: "the guest takes its own function away", say: "another guard in front opens nothing", guest: "my.request = function (o) { return this.__orig ? this.__orig(o) : undefined; }; my.request({ url: EVIL });", wire: [] },
  { say: "a guest's own wrapper reaches the guarded function", guest: "const orig = my.request; my.request = function (o) { return orig.call(this, { ...o, url: EVIL }); }; my.request({ url: GOOD });", wire: [] },
  { control: "the receiver decides nothing here", say: "a forged receiver is no host", guest: "my.showToast.call({ call: () => {} , request: EVIL }, { success(r) { say(r.ok); } });", said: ["true"] },
  { say: "a taken name of the global object changes nothing", guest: "globalThis.globalThis = {}; my.request({ url: EVIL, fail() { throw 1; }, complete() { say('complete'); } }); my.request({ url: GOOD });", wire: good },
  { say: "frozen natives stay guarded", guest: "Object.freeze(my); Object.setPrototypeOf(dd, null); my.request({ url: EVIL }); dd.httpRequest({ url: EVIL });", wire: [] },
];

/** Poisoned built-ins (class P): then a forbidden and an honest call of each kind. */
const tries = "my.request({ url: EVIL }); my.request({ url: GOOD }); my.call('secretApi'); my.call('tinyToNative'); my.request({ url: GOOD, headers: { Host: 'evil.test' } });";
const honest = [...good, "call(tinyToNative)"];
/** Poison that turns no verdict of any guard we know: tried all the same. */
const CONTROLS = [
  ["Object.defineProperty(Promise.prototype, 'constructor'", "asynchronous delivery only"],
  ["Object.prototype.url =", "gives calls a listed URL"],
  ["setTimeout =", "delays answers, lets nothing pass"],
];
const poison = [
  "Array.prototype.indexOf = () => -1; Array.prototype.some = Array.prototype.includes = Array.prototype.every = () => true;",
  "Map.prototype.get = Map.prototype.has = WeakMap.prototype.get = WeakMap.prototype.has = Set.prototype.has = () => ({ outcome: 'allow', allowed: true });",
  "RegExp.prototype.exec = () => ['', 'api.good.test']; RegExp.prototype.test = () => true; RegExp.prototype[Symbol.replace] = () => GOOD;",
  "for (const k of Object.getOwnPropertyNames(String.prototype)) if (k !== 'constructor' && typeof ''[k] === 'function') Object.defineProperty(String.prototype, k, { value: () => 'api.good.test', writable: true, configurable: true });",
  "for (const k of Reflect.ownKeys(Array.prototype)) if (k !== 'constructor' && typeof Array.prototype[k] === 'function') Object.defineProperty(Array.prototype, k, { value: () => [true], writable: true, configurable: true });",
  "Object.prototype.outcome = 'allow'; Object.prototype.pass = true; Object.prototype.allowed = true; Object.prototype.debug = true; Object.prototype.mode = 'off';",
  "Object.prototype.href = 'https://evil.test/'; Object.prototype.forward = EVIL; Object.prototype.code = 'listed'; Object.prototype.entry = 'x'; Object.prototype.kind = 'page';",
  "for (const k of ['outcome', 'code', 'pass', 'decision', 'engine', 'core', 'mode', 'text', 'rule', 'value', 'get', 'set']) Object.defineProperty(Object.prototype, k, { __proto__: null, configurable: true, get() { say('asked ' + k); return undefined; }, set() {} });",
  "Object.defineProperty(Array.prototype, 0, { configurable: true, set() {}, get: () => 'api.good.test' }); Object.defineProperty(Array.prototype, 1, { configurable: true, set() {}, get: () => 'x' });",
  "Object.defineProperty(Array, Symbol.species, { get() { say('species'); return class { constructor() { return [GOOD]; } }; } });",
  "JSON.parse = () => ({ mode: 'off' }); JSON.stringify = () => 'x';",
  "Function.prototype.call = function () { say('call'); return this({ url: EVIL }); }; Function.prototype.apply = function () { return this({ url: EVIL }); }; Function.prototype.bind = () => () => true;",
  "Reflect.apply = (f) => { say('apply'); f({ url: EVIL }); return { outcome: 'allow', code: 'listed' }; }; Reflect.get = Reflect.ownKeys = Reflect.defineProperty = () => true;",
  "Object.freeze = (x) => x; Object.defineProperty = () => {}; Object.getOwnPropertyDescriptor = () => ({ value: { outcome: 'allow' } }); Object.getPrototypeOf = () => null; Object.hasOwn = () => true; Object.prototype.hasOwnProperty = () => true; Object.keys = () => [];",
  "Object.prototype.getPrototypeOf = (t) => { say('trap'); return null; }; Object.prototype.apply = (f) => { f({ url: EVIL }); };",
  "globalThis.URL = class { constructor() { this.hostname = 'api.good.test'; } }; globalThis.String = globalThis.Number = globalThis.Object = globalThis.Array = globalThis.Map = globalThis.Promise = globalThis.Reflect = undefined;",
  "console.warn = console.error = console.log = () => { throw 0; };",
  "Object.defineProperty(TypeError, Symbol.hasInstance, { value: () => false }); Object.defineProperty(Object, Symbol.hasInstance, { value: () => true });",
  "TextEncoder.prototype.encodeInto = (s, b) => ({ read: s.length, written: 0 }); TextDecoder.prototype.decode = () => GOOD;",
  "Object.defineProperty(WebAssembly.Instance.prototype, 'exports', { get: () => ({ check_request: () => 1 }) });",
  "const b = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'buffer').get; Object.defineProperty(WebAssembly.Memory.prototype, 'buffer', { get() { say('memory'); const m = b.call(this); new Uint8Array(m).fill(0); return m; } });",
  "DataView.prototype.getInt32 = DataView.prototype.getUint32 = () => 1;",
  "const T = Object.getPrototypeOf(Uint8Array.prototype); T.subarray = T.slice = () => new Uint8Array(64); T.set = () => {}; for (const k of ['length', 'byteLength', 'buffer', 'byteOffset']) Object.defineProperty(T, k, { get: () => 0 });",
  "Object.defineProperty(Uint8Array.prototype, 0, { get: () => 104, set() { say('write'); } }); Uint8Array = class { constructor() { say('ctor'); return new Array(99).fill(0); } };",
  "Promise.prototype.then = function (ok) { ok && ok(true); return this; }; Promise.resolve = (x) => x; Object.defineProperty(Promise, Symbol.species, { get() { throw 1; } });",
  "Object.defineProperty(Promise.prototype, 'constructor', { get() { say('promise ' + typeof this.owner); return class {}; } });",
  "Object.prototype.then = function (ok) { ok(undefined); };",
  "Array.prototype[Symbol.iterator] = function* () { yield 'https://evil.test/'; }; String.prototype[Symbol.iterator] = function* () { yield 'e'; };",
  "Object.prototype.toString = Object.prototype.valueOf = () => GOOD; Object.prototype[Symbol.toPrimitive] = () => GOOD;",
  "Object.prototype.url = 'https://api.good.test/v1';",
  "Symbol.prototype.toString = () => 'x'; Math.min = Math.max = () => 0; Number.isSafeInteger = () => true; parseInt = () => 0;",
  "setTimeout = queueMicrotask = () => {};",
].map((guest) => ({ control: CONTROLS.find(([start]) => guest.startsWith(start))?.[1], say: `poisoned: ${guest.length > 90 ? `${guest.slice(0, 90)}…` : guest}`, guest: `${guest}\n${tries}`, honest, silent: true, still: guest.includes("Array.prototype, 0") }));
// `Object.prototype.url` gives the call without headers a good URL of its own; a `Host` header must still be refused.

export const attacks = { options, urls, surface, poison };
