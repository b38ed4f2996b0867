// @ts-check
/**
 * Who competes: each row says what it needs, up to how many entries it is asked, and how a URL is checked with it. Written the
 * way that its own documentation shows, by somebody who wants it to be fast. Runs in Node and in a page.
 */

import { emptyCall } from "./empty.js";

/** @typedef {(subject: string) => boolean} Check */
/** @typedef {{ name: string, most: number, note?: string, build: (hosts: readonly string[], policy: string) => Promise<Check | null> | Check | null }} Contender */

/** @param {string} text */
const escape = (text) => text.replace(/[.]/g, "\\.");

/** The web-view list is the long one. @param {readonly string[]} hosts */
export const policy = (hosts) => JSON.stringify({
  format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
  serverDomains: { entries: hosts.slice(0, 30).map((domain) => ({ domain })) },
  apis: { entries: [] },
  webViewDomains: { entries: hosts.map((domain) => ({ domain })) },
});

/** @returns {Promise<any>} */
const minifence = async () => {
  const { Engine } = await import("minifence/inline");
  return Engine;
};

/** The glue of `rego/`, with its bytes: from a file, or fetched where a page says from where. */
async function loadRego() {
  const { initSync, Rego } = await import("./rego/built/rego_peer.js");
  const { regoWasm } = /** @type {any} */ (globalThis);
  const module = regoWasm ? await (await fetch(regoWasm)).arrayBuffer() : (await import("node:fs")).readFileSync(new URL("rego/built/rego_peer_bg.wasm", import.meta.url));
  initSync({ module });
  return { Rego };
}

/** What everything is a ratio of. @type {Contender} */
export const BASE = {
  name: "new URL + Set",
  most: Infinity,
  build: (hosts) => {
    const set = new Set(hosts);
    return (url) => {
      try {
        return set.has(new URL(url).hostname);
      } catch {
        return false;
      }
    };
  },
};

/** What the goals are about: the same question, and the canonical URL as the answer. @type {Contender} */
const ADMIT = {
  name: "minifence",
  most: Infinity,
  note: "`admit…(url) !== null`: the canonical URL to send, or null",
  build: async (hosts, text) => {
    const engine = (await minifence()).compile(text);
    return hosts.length > 30 ? (url) => engine.admitWebView(url) !== null : (url) => engine.admitRequest(url) !== null;
  },
};

/** @type {Contender} */
const DECISION = {
  name: "minifence, with reasons",
  most: Infinity,
  note: "`check…(url).outcome`: a frozen decision with code, params and the URL to send",
  build: async (hosts, text) => {
    const engine = (await minifence()).compile(text);
    return hosts.length > 30 ? (url) => engine.checkWebView(url).outcome === "allow" : (url) => engine.checkRequest(url).outcome === "allow";
  },
};

/** @type {Contender[]} */
const PEERS = [
  {
    name: "one RegExp",
    most: 1000,
    note: "anchored; upper case and ports are not its business",
    build: (hosts) => {
      const pattern = new RegExp(`^https://(?:${hosts.map(escape).join("|")})(?:[/?#]|$)`);
      return (url) => pattern.test(url);
    },
  },
  {
    name: "split + Set",
    most: Infinity,
    build: (hosts) => {
      const set = new Set(hosts);
      return (url) => set.has(url.split("/")[2]);
    },
  },
  { name: "includes", most: 1000, build: (hosts) => (url) => hosts.some((host) => url.includes(host)) },
  {
    name: "tldts + Set",
    most: Infinity,
    build: async (hosts) => {
      const { getHostname } = await import("tldts");
      const set = new Set(hosts);
      return (url) => set.has(getHostname(url) ?? "");
    },
  },
  {
    name: "whatwg-url + Set",
    most: Infinity,
    build: async (hosts) => {
      const { parseURL, serializeHost } = (await import("whatwg-url")).default;
      const set = new Set(hosts);
      return (url) => {
        const read = parseURL(url);
        return read !== null && read.host !== null && set.has(serializeHost(read.host));
      };
    },
  },
  {
    name: "URLPattern, native",
    most: 1000,
    build: (hosts) => {
      const Native = /** @type {any} */ (globalThis).URLPattern;
      if (Native === undefined || !/native code/.test(Function.prototype.toString.call(Native))) return null;
      const pattern = new Native({ protocol: "https", hostname: `(${hosts.map(escape).join("|")})` });
      return (url) => pattern.test(url);
    },
  },
  {
    name: "URLPattern, polyfill",
    most: 1000,
    build: async (hosts) => {
      const { URLPattern } = await import("urlpattern-polyfill/urlpattern");
      const pattern = new URLPattern({ protocol: "https", hostname: `(${hosts.map(escape).join("|")})` });
      return (url) => pattern.test(url);
    },
  },
  {
    name: "@ghostery/adblocker",
    most: Infinity,
    note: "an allowlist as `||host^` filters",
    build: async (hosts) => {
      const { FiltersEngine, Request } = await import("@ghostery/adblocker");
      const engine = FiltersEngine.parse(hosts.map((host) => `||${host}^`).join("\n"), { enableMutationObserver: false, loadCosmeticFilters: false });
      return (url) => engine.match(Request.fromRawDetails({ url, type: "xhr" })).match;
    },
  },
  {
    name: "@casl/ability",
    most: 1000,
    note: "on the host that `new URL` finds",
    build: async (hosts) => {
      const { createMongoAbility } = await import("@casl/ability");
      const ability = createMongoAbility([{ action: "request", subject: [...hosts] }]);
      return (url) => {
        try {
          return ability.can("request", new URL(url).hostname);
        } catch {
          return false;
        }
      };
    },
  },
  {
    name: "cedar-wasm",
    most: 30,
    note: "policies parsed ahead (`statefulIsAuthorized`)",
    build: async (hosts) => {
      // The glue of each place: Node's reads its own file, the browser's is bundled with its bytes.
      const cedar = await (/** @type {any} */ (globalThis).loadCedar?.() ?? import("@cedar-policy/cedar-wasm/nodejs").then((found) => found.default ?? found));
      const likes = hosts.map((host) => `context.url like "https://${host}/*"`).join(" || ");
      const parsed = cedar.preparsePolicySet(`hosts-${hosts.length}`, { staticPolicies: `permit(principal, action, resource) when { ${likes} };` });
      if (parsed.type !== "success") throw new Error(JSON.stringify(parsed));
      const one = { principal: { type: "App", id: "1" }, action: { type: "Action", id: "request" }, resource: { type: "Net", id: "1" }, preparsedPolicySetId: `hosts-${hosts.length}`, entities: [] };
      return (url) => {
        const answer = cedar.statefulIsAuthorized({ ...one, context: { url } });
        return answer.type === "success" && answer.response.decision === "allow";
      };
    },
  },
  {
    name: "Rego (regorus)",
    most: 1000,
    note: "its interpreter compiled to wasm; the hosts are data, looked up by key",
    build: async (hosts) => {
      const { Rego } = await loadRego();
      const rule = 'package net\nimport rego.v1\nallow if {\n  parts := split(input, "/")\n  parts[0] == "https:"\n  data.hosts[parts[2]]\n}\n';
      const rego = new Rego(rule, JSON.stringify({ hosts: Object.fromEntries(hosts.map((host) => [host, true])) }), "data.net.allow");
      return (url) => rego.allows(url);
    },
  },
  {
    name: "casbin",
    most: 30,
    note: "`keyMatch`",
    build: async (hosts) => {
      const { StringAdapter, newEnforcer, newModelFromString } = await import("casbin");
      const model = newModelFromString("[request_definition]\nr = obj\n[policy_definition]\np = obj\n[policy_effect]\ne = some(where (p.eft == allow))\n[matchers]\nm = keyMatch(r.obj, p.obj)");
      const enforcer = await newEnforcer(model, new StringAdapter(hosts.map((host) => `p, https://${host}/*`).join("\n")));
      return (url) => enforcer.enforceSync(url);
    },
  },
];

/** A longer list is not told to JavaScript. */
const SHORT_LIST = 64;

/**
 * No contender: what is left when everything is left out that can be, and it answers nothing of use. Whoever vouches for the URL that is
 * sent has looked at each of its characters; whoever asks wasm about its host has written that there, made a call, and touched one place
 * in a table that holds the entries.
 * @type {Contender}
 */
export const FLOOR = {
  name: "the floor",
  most: Infinity,
  build: async (hosts) => {
    const authority = hosts.length <= SHORT_LIST ? `(?:${hosts.map(escape).join("|")})` : "[a-z0-9.-]+";
    const pattern = new RegExp(`^(?!https://${authority}(?:/(?!\\.|%2[eE])[-\\w~!$&()*+,;=:@.?%#]*)+$)`);
    const exec = Function.prototype.bind.bind(Function.prototype.call)(RegExp.prototype.exec);
    if (hosts.length <= SHORT_LIST) return (url) => exec(pattern, url) === null;
    const { bytes, call } = await emptyCall();
    const table = new TextEncoder().encode(hosts.join(""));
    return (url) => {
      const end = url.indexOf("/", 8);
      let hash = 0;
      for (let i = 8; i < end; i += 1) {
        const code = url.charCodeAt(i);
        bytes[i] = code;
        hash = (Math.imul(hash, 31) + code) | 0;
      }
      return exec(pattern, url) === null && call() === 0 && table[(hash >>> 0) % table.length] !== 0;
    };
  },
};

/** In the order of the table. @type {Contender[]} */
export const CONTENDERS = [BASE, ADMIT, DECISION, FLOOR, ...PEERS];

/** API names: a bare Set is the base. @type {{ name: string, build: (known: readonly string[]) => Promise<Check> | Check }[]} */
export const NAMERS = [
  {
    name: "Set.has",
    build: (known) => {
      const set = new Set(known);
      return (name) => set.has(name);
    },
  },
  {
    name: "minifence",
    build: async (known) => {
      const text = JSON.stringify({ ...JSON.parse(policy([])), apis: { official: false, entries: known.map((api) => ({ api })) } });
      const engine = (await minifence()).compile(text);
      return (name) => engine.checkApi(name).outcome === "allow";
    },
  },
  {
    name: "@casl/ability",
    build: async (known) => {
      const { createMongoAbility } = await import("@casl/ability");
      const ability = createMongoAbility([{ action: [...known], subject: "api" }]);
      return (name) => ability.can(name, "api");
    },
  },
];
