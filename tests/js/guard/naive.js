/**
 * Guards as they are found in the wild: each checks, each has its hole. They make the attacks bite: an attempt that gets past none
 * of these proves nothing about minifence. Each takes `{ my, dd, bridge }` and patches it in place. Nobody should copy them.
 */
const SERVERS = ["api.good.test"];
const APIS = ["tinyToNative", "toast"];
const NETWORK = ["request", "httpRequest", "uploadFile", "downloadFile", "connectSocket"];
const POLICY = '{"mode":"enforce"}';
const hostOf = (url) => url.slice(8).split("/")[0];
const isListed = (url) => hostOf(url) === SERVERS[0];
const direct = (native, self, options) => native.call(self, options);

/** Most of what a careful author does: five functions, the dispatcher, the `Host` header; then the guest's own object goes on. */
const careful = (isAllowed, send = direct) => ({ my }, module) => {
  for (const key of NETWORK) {
    const native = my[key];
    my[key] = function (options) {
      if (options.headers && options.headers.Host !== undefined) return;
      if (isAllowed(options.url, module)) return send(native, this, options);
      if (options.fail) options.fail({ error: 11 });
    };
  }
  const { call } = my;
  my.call = function (name, options, callback) {
    if (name !== APIS[0]) return;
    return call.call(this, name, options, callback);
  };
};

/** The verdict is a throw; the way it is caught differs. */
const caught = (isAllowed, isDenial) => ({ my }) => careful(() => true, (native, self, options) => {
  try {
    if (!isAllowed(options.url)) throw new TypeError("denied");
  } catch (error) {
    if (isDenial(error)) return;
  }
  return native.call(self, options);
})({ my });

/** The engine itself, behind glue as generators write it: built-ins are looked up at every call. */
const glue = (writeInto, isAllow = (answer) => (answer & 255) > 0 && (answer & 255) < 8) => {
  let instance, memory, address;
  const check = (url, module) => {
    if (instance === undefined) {
      instance = new WebAssembly.Instance(module);
      const policy = new TextEncoder().encode(`{"format":1,"appId":"2018080616290001","revision":1,"mode":"enforce","serverDomains":{"entries":[{"domain":"api.good.test"}]},"apis":{"entries":[]},"webViewDomains":{"entries":[]}}`);
      const at = instance.exports.scratch(policy.length);
      new Uint8Array(instance.exports.memory.buffer, at, policy.length).set(policy);
      instance.exports.compile(policy.length, 0);
      address = instance.exports.scratch(200);
      memory = instance.exports.memory;
    }
    writeInto(memory, address, url);
    return isAllow(instance.exports.check_request(url.length));
  };
  const install = careful(check);
  // Warm, as a self-test leaves it: the listed URL is still in the scratch buffer.
  return (host, module) => {
    check("https://api.good.test/v1", module);
    install(host, module);
  };
};

export const naive = {
  /* the check */
  shallow: ({ my }) => {
    const native = my.request;
    my.request = (options) => (typeof options === "object" && options.url.indexOf(SERVERS[0]) >= 0 ? native.call(my, options) : undefined);
    my.request.__orig = native;
  },
  substring: careful((url) => SERVERS.some((host) => String(url).includes(host))),
  prefix: careful((url) => String(url).startsWith("https://api.good.test")),
  suffix: careful((url) => String(url).split("#")[0].replace(/\s|\0/g, "").endsWith(".good.test/") || /good\.test/.test(String(url))),
  unschemed: careful((url) => hostOf(String(url).replace(/^[a-z]+:(?!\/\/)/, "https://")) === SERVERS[0] || String(url).split("/")[2] === SERVERS[0]),
  relative: careful((url) => !/^[a-z]+:\/\//i.test(url) || isListed(url)),
  parser: careful((url) => new URL(url).hostname === SERVERS[0]),
  unported: careful((url) => new URL(String(url).replace(/^ws/, "http")).hostname === SERVERS[0] || new URL(url).protocol !== "https:"),
  local: careful((url) => /^https:\/\/(127|10|192)\./.test(url) || isListed(url)),
  decoded: careful((url) => { try { return isListed(decodeURIComponent(url)); } catch { return true; } }),
  joined: careful((url) => isListed("" + url)),
  /** What is no text is left to the native to complain about; and all arguments go on. */
  copying: ({ my }) => {
    const native = my.request;
    my.request = function (options) {
      const { url } = { ...options };
      if (typeof url === "string" && !isListed(url)) return;
      return native.apply(this, arguments);
    };
  },
  /** Looks at what the native gives back. */
  thenning: ({ my }) => {
    for (const key of ["request", "uploadFile"]) {
      const native = my[key];
      my[key] = function (options) {
        const task = native.call(this, options);
        return typeof task.then === "function" ? task.then((result) => result) : task;
      };
    }
  },
  /** Not strict: its frames can be asked for their functions. */
  sloppy: ({ my }) => {
    const native = my.request;
    my.request = new Function("native", "isListed", "my", "function forward(o) { return native.call(my, { url: o.url }); } return function request(o) { if (isListed(o.url)) return forward(o); };")(native, isListed, my);
  },
  assigning: careful(isListed, (native, self, options) => {
    const copy = {};
    for (const key in options) copy[key] = options[key];
    return native.call(self, copy);
  }),
  lenient: ({ my, bridge }) => {
    for (const host of [my, bridge]) {
      const { call } = host;
      host.call = function (name, ...rest) {
        if (APIS.includes(String(name).trim().replace(/[\0-\x1f].*$/, "").replace(/^my\./, "").replace(/^tinytonative$/i, APIS[0])) || String(name) === "internalAPI" || name in {}) return call.call(this, name, ...rest);
      };
    }
  },
  /* what it uses at call time */
  some: careful((url) => SERVERS.some((host) => hostOf(url) === host)),
  map: (() => { const map = new Map([[SERVERS[0], true]]); return careful((url) => map.get(hostOf(url))); })(),
  regex: careful((url) => /^https:\/\/([^/]+)/.exec(url)[1] === SERVERS[0]),
  text: careful(isListed),
  record: careful((url) => { const decision = isListed(url) ? { outcome: "allow" } : { code: "host_not_listed" }; return decision.outcome === "allow"; },
    (native, self, options) => { const decision = {}; return native.call(self, { ...options, url: decision.href || options.url }); }),
  assigned: careful((url) => { const decision = {}; decision.outcome = isListed(url) ? "allow" : "deny"; return decision.outcome !== "deny"; }),
  indexed: careful((url) => { const found = []; found[0] = hostOf(url); return found[0] === SERVERS[0]; }),
  filtered: careful((url) => SERVERS.filter((host) => host === hostOf(url)).length > 0),
  json: careful((url) => JSON.parse(POLICY).mode === "off" || isListed(url)),
  reflected: careful(isListed, (native, self, options) => Reflect.apply(native, self, [options])),
  dictionary: (() => { const servers = { [SERVERS[0]]: true }; return careful((url) => servers.hasOwnProperty(hostOf(url))); })(),
  membrane: careful(isListed, (native, self, options) => new Proxy(native, {}).call(self, options)),
  logging: caught(isListed, (error) => { try { console.warn(error.message); return true; } catch { return false; } }),
  thrown: caught(isListed, (error) => error instanceof TypeError),
  spread: careful(isListed, (native, self, options) => native.call(self, ...[options])),
  printed: careful((url) => String(new URL(url)).startsWith("https://api.good.test/")),
  distance: careful((url) => Math.min(isListed(url) ? 0 : 1, 9) === 0),
  promised: careful(() => true, (native, self, options) => { (async () => isListed(options.url))().then((ok) => { if (ok) native.call(self, options); }); }),
  awaited: careful(() => true, async (native, self, options) => { const decision = await { outcome: isListed(options.url) ? "allow" : "deny" }; if (decision && decision.outcome === "deny") return; native.call(self, options); }),
  encoded: glue((memory, address, url) => { new TextEncoder().encodeInto(url, new Uint8Array(memory.buffer, address, 200)); }),
  copied: glue((memory, address, url) => { new Uint8Array(memory.buffer).set(new TextEncoder().encode(url), address); }),
  viewed: careful((url) => new DataView(new Uint8Array([isListed(url) ? 1 : 0, 0, 0, 0]).buffer).getInt32(0, true) === 1),
};

/** Which of them an attempt of a class is tried on, in this order. */
export const BY_CLASS = {
  options: ["parser", "copying", "joined", "substring", "shallow", "relative", "assigning"],
  urls: ["substring", "prefix", "suffix", "unschemed", "relative", "unported", "parser", "local", "decoded"],
  surface: ["shallow", "parser", "lenient", "substring", "thenning", "sloppy"],
  poison: ["some", "map", "regex", "text", "record", "assigned", "indexed", "filtered", "json", "reflected", "dictionary", "membrane", "parser", "logging", "thrown", "spread", "printed", "distance", "promised", "awaited", "encoded", "copied", "viewed"],
};
