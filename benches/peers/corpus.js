// @ts-check
/**
 * What the benches ask: entries, and URLs with the right answer beside each. Seeded, so that every run asks the same. It knows
 * no contender. `right` is what a request to an https-only list of hosts must get: allow, deny, or null where a refusal of a
 * risky spelling and an allow are both right.
 */

/** @typedef {{ url: string, cut: number, right: boolean | null }} Item `cut`: where a program would concatenate base and path. */
/** @typedef {() => number} Random */

/** @param {number} seed @returns {Random} a number in [0, 1): mulberry32 */
export function createRandom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = ["api", "shop", "img", "static", "pay", "user", "order", "search", "log", "push", "video", "map", "chat", "auth", "cdn", "news", "feed", "ad", "im", "data"];
const SITES = ["example.com", "shop-example.cn", "pay.example.net", "example.org", "m.example.com"];
const OTHERS = ["tracker.test", "evil.test", "example.com.evil.test", "cdn-example.net", "xexample.com", "metrics.test", "example.co"];
const PATHS = ["v1/orders", "v2/items/detail", "gateway.do", "user/profile", "assets/img/banner.png", "search", "api/cart/add", "feed/list.json", "a/b/c"];
const KEYS = ["page", "id", "q", "token", "from", "lang", "t"];

/** @param {Random} random @param {number} n */
const below = (random, n) => Math.floor(random() * n);
/** @template T @param {Random} random @param {readonly T[]} list @returns {T} */
const pick = (random, list) => list[below(random, list.length)];

/** That many different listed hosts. @param {number} count */
export function entries(count) {
  const hosts = [];
  for (let i = 0; i < count; i += 1) {
    const word = WORDS[i % WORDS.length];
    const site = SITES[Math.floor(i / WORDS.length) % SITES.length];
    hosts.push(i < WORDS.length ? `${word}.${site}` : `${word}-${i.toString(36)}.${site}`);
  }
  return hosts;
}

/** A path as programs write them: canonical already. @param {Random} random */
function path(random) {
  let text = `/${pick(random, PATHS)}`;
  if (random() < 0.5) text += `/${below(random, 1_000_000)}`;
  for (let i = 0, many = below(random, 3); i < many; i += 1) text += `${i === 0 ? "?" : "&"}${pick(random, KEYS)}=${below(random, 100_000).toString(36)}`;
  return text;
}

/** @param {string} base @param {string} rest @param {boolean | null} right @returns {Item} */
const item = (base, rest, right) => ({ url: base + rest, cut: base.length, right });

/** A host that is on no list. @param {Random} random */
const stranger = (random) => `${pick(random, WORDS)}${below(random, 2000)}.${pick(random, OTHERS)}`;

/** Every kind of URL, by name. @type {Record<string, (random: Random, hosts: readonly string[]) => Item>} */
const KINDS = {
  hit: (random, hosts) => item(`https://${pick(random, hosts)}`, path(random), true),
  miss: (random) => item(`https://${stranger(random)}`, path(random), false),
  upper: (random, hosts) => item(`https://${pick(random, hosts).replace(/^[a-z]+/, (word) => (random() < 0.5 ? word.toUpperCase() : word[0].toUpperCase() + word.slice(1)))}`, path(random), true),
  default_port: (random, hosts) => item(`https://${pick(random, hosts)}:443`, path(random), true),
  other_port: (random, hosts) => item(`https://${pick(random, hosts)}:${pick(random, [8443, 8080, 80])}`, path(random), false),
  plaintext: (random, hosts) => item(`http://${pick(random, hosts)}`, path(random), false),
  /** Paths that a parser rewrites, or has to look at closely. */
  repaired: (random, hosts) => item(`https://${pick(random, hosts)}`, pick(random, ["/a b", "/a/../b", "/./x", "/é?q=ü", "/x?q=\"a\"", "/%7Euser/x", "/list#top", "/a?b#c", "/搜索?q=茶", "/x.json?u=%E8%8C%B6"]), true),
  bare: (random, hosts) => item(`https://${pick(random, hosts)}`, pick(random, ["", "?x=1", "#a"]), true),
  idn: (random) => item(`https://${pick(random, ["bücher", "中文", "faß", "пример"])}.${pick(random, OTHERS)}`, path(random), false),
  address: (random) => item(`https://${pick(random, ["127.0.0.1", "10.0.0.1", "2130706433", "0x7f.1", "[::1]", "192.168.1.1"])}`, path(random), false),
  /** The listed host is there, the parser goes elsewhere. */
  lookalike: (random, hosts) => {
    const host = pick(random, hosts);
    const evil = stranger(random);
    return item("https://", pick(random, [
      `${host}@${evil}/`, `${host}:443@${evil}/`, `${host}.${evil}/`, `${evil}/${host}/`, `${evil}?${host}`, `${evil}#${host}`, `${evil}/?u=https://${host}/`, `x${host}/`,
      `${evil}\\@${host}/`, `${host}%2e${evil}/`, `${host}。${evil}/`, `${host}．${evil}/`, `user:${host}@${evil}/`, `xn--${host}/`, `${host}-x.test/`,
    ]), false);
  },
  junk: (random, hosts) => item("", pick(random, [`//${pick(random, hosts)}/`, "javascript:alert(1)", "https://", "https:///", "/v1/orders", `${pick(random, hosts)}/x`, "data:text/plain,x", `https://${pick(random, hosts)}:99999/`, "https://a b/", `ftp://${pick(random, hosts)}/`]), false),
  /** The parser goes to a listed host, by a way that another parser may read differently: refused on purpose (U-3). */
  risky: (random, hosts) => {
    const host = pick(random, hosts);
    return item("https:", pick(random, [`\\\\${host}\\x`, `//user@${host}/x`, `//${host}\\x`, `/${host}/x`, `///${host}/x`, `//${host}:0443/`, `//${host.replace(".", "%2e")}/x`, `//${host.replace("e", "ｅ")}/x`, ` //${host}/`]), null);
  },
};

/** What a corpus is made of, in parts of a hundred. */
const MIXES = {
  typical: { hit: 90, miss: 6, upper: 1, repaired: 2, bare: 1 },
  mixed: { hit: 38, miss: 22, upper: 8, default_port: 4, other_port: 4, plaintext: 4, repaired: 6, bare: 2, idn: 2, address: 2, lookalike: 4, junk: 2, risky: 2 },
  "all-miss": { miss: 100 },
};
/** @typedef {keyof typeof MIXES} CorpusName */
export const CORPORA = /** @type {CorpusName[]} */ (Object.keys(MIXES));

/** @param {CorpusName} name @param {readonly string[]} hosts @param {number} [count] @returns {Item[]} */
export function corpus(name, hosts, count = 10_000) {
  const random = createRandom(name.length * 7919 + hosts.length);
  const bag = Object.entries(MIXES[name]).flatMap(([kind, parts]) => Array(parts).fill(kind));
  const items = [];
  for (let i = 0; i < count; i += 1) {
    // Exact shares: every hundred items hold each kind as often as the mix says, in an order of their own.
    const at = i % 100;
    if (at === 0) for (let j = 99; j > 0; j -= 1) { const k = below(random, j + 1); [bag[j], bag[k]] = [bag[k], bag[j]]; }
    items.push(KINDS[bag[at]](random, hosts));
  }
  return items;
}

/** API names as programs call them: nine of ten known. @param {readonly string[]} known @param {number} [count] */
export function names(known, count = 10_000) {
  const random = createRandom(known.length);
  return Array.from({ length: count }, () => (random() < 0.9 ? pick(random, known) : `unknown${below(random, 500)}`));
}
