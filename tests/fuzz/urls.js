// @ts-check
/**
 * A seeded, structure-aware generator of URLs: each part of a URL is drawn from what parsers are known to read differently,
 * then the whole text is damaged now and then. It knows nothing of the engine, and runs in Node and in pages alike.
 */

/** @typedef {() => number} Random a number in [0, 1) */

/** sfc32: small, fast, good enough, and the same everywhere. @param {number} a @param {number} b @returns {Random} */
export function createRandom(a, b) {
  let c = 0x9e3779b9, d = 1;
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i += 1) next();
  return next;
}

/** @param {Random} random @param {number} n */
const below = (random, n) => Math.floor(random() * n);
/** @template T @param {Random} random @param {readonly T[]} list @returns {T} */
const pick = (random, list) => list[below(random, list.length)];
/** @param {number} code */
const ch = (code) => String.fromCodePoint(code);

const SCHEMES = ["HTTPS", "hTTps", "http", "wss", "WSS", "ws", "ftp", "data", "javascript", "blob:https", "about", "file", "view-source:https", "https ", " https",
  "htt\tps", "\u0000https", "httpſ", "ｈｔｔｐｓ", "https\u00ad", "", "filesystem:https", "httpss", "h", "1https", "https+x", "tel", "intent"];
const SEPARATORS = [":/", ":", ":///", ":////", ":\\\\", ":\\/", ":/\\", ":\t//", ":/\n/", "//", "", "：//", ":／／", "%3A//", ":// ", "://\u0000", "://\\", ":/ /", "://./", ":@//"];
const USERINFO = ["@", ":@", "user@", "user:pass@", "api.example.com@", "api.example.com:443@", "api.example.com%40", "api.example.com\\@", "＠", "a@b@", "evil.test#@", "evil.test?@", "%00@", "\u00ad@"];
/** Hosts: the listed ones, their neighbours, and what looks like them. */
export const LISTED = ["api.example.com", "example.org", "port.example.com", "wild.example.net", "xn--bcher-kva.example", "bücher.example", "xn--fa-hia.example", "faß.example", "xn--n3h.example",
  "a.co", "a--b.example", "1.example", "xn--fiq228c.example", "中文.example", "xn--mgba3a4f16a.example", "a.b.wild.example.net", "www.wild.example.net", "x1-y2.example.org", "sub.example.org", "xn--bcher-kva.wild.example.net"];
const HOSTS = ["evil.test", "example.com", "xapi.example.com", "api.example.com.evil.test", "api.example.comevil.test", "example.com.", "wild.example.net", "notwild.example.net", "localhost", "api", "com", "fass.example", "xn--fass-.example",
  "api.example.com.", "api..example.com", ".api.example.com", "*.wild.example.net", "xn--a.example", "xn--.example", "xn--xn---epa.example", "xn--0.example", "xn--bcher-kvaa.example", "_a.example.org", "-a.example.org", "a-.example.org", "ab--c.example.org", "a_b.example.org",
  "١.example", "ⅷ.example", "ｅxample.org", "example。org", "example．org", "example｡org", "ＥＸＡＭＰＬＥ.org", "straße.example", "strasse.example", "İ.example", "ı.example", "K.example", "a‍b.example", "क्‍ष.example", "☕.example", "🍎.example", "א.example", "aא.example", "١a.example", "xn--ls8h.example"];
const ADDRESSES = ["127.0.0.1", "127.1", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "017700000001", "1.2.3", "1.2.3.4.", "256.1.1.1", "1.2.3.4.5", "0", "0x", "0x.0x.0", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "%31%32%37.0.0.1", "a.0x7f", "api.example.0x1", "api.example.09", "4294967296",
  "[::1]", "[::]", "[::ffff:1.2.3.4]", "[1:2:3:4:5:6:7:8]", "[::1%25eth0]", "[::1", "::1", "[v1.a]", "[1::2::3]", "[0:0::0:1.2.3.4]", "[::1]api.example.com", "[ⅰ::1]"];
const PORTS = [":443", ":8443", ":0443", ":08443", ":", ":0", ":80", ":65535", ":65536", ":99999999999", ":４４３", ":8443:443", ":443:8443", ":+443", ":-1", ": 443", ":443 ", ":44\t3", ":%34%34%33", ":443\\", ":443a", ":٤٤٣", ":00000000000000443", "：443", ":443\u0000", ":4.43", ":1e3"];
const PATHS = ["/", "/v1/orders", "/a/b/../c", "/..", "/../..", "/.", "/%2e%2E/x", "/.%2e/x", "/%2f", "/a b", "/a\tb", "/ä", "/é?ü#ñ", "//", "//evil.test/", "/\\evil.test", "\\evil.test", "\\", "\\@evil.test", "/@evil.test", "/?@evil.test", "?x", "?@evil.test/", "#@evil.test/", "?\\x", "#\\x", "/a;b=c,d",
  "/'", "/?'", "/\"<>`{}|^", "/?\"<>`{}|^", "/#\"<>`{}|^", "/~!$&()*+,;=:@", "/a..b/c.", "/...", "/.a", "/a/.", "/%", "/%zz", "/%41", "/a%00b", "/a\u0000b", "/\u0085", "/\u2028", "/\ufeff", "/\ufffd", "/\ud83d\ude00", "/?\ud83d", "/\udc00", "/\ud800", "#\ud800", "/?q=1&u=https://evil.test/", "/?%", "/?a%20b", "/??", "/#", "/##", "?", "#", "/?#", "/a?b?c#d#e",
  "/C:/x", "/C|/x", "/a/C:/../x", "/;@x", "/[x]", "/?[x]", "/\u200b", "/?..", "/a//../b", "/.//x", "/%2e%2e%2f"];
/** Characters that parsers disagree about, or that hide. */
const NASTY = [0, 1, 8, 9, 10, 11, 12, 13, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x25, 0x27, 0x2a, 0x2d, 0x2e, 0x2f, 0x3a, 0x3c, 0x3e, 0x3f, 0x40, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0x60, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f, 0x80, 0x85, 0xa0, 0xad, 0xb7, 0xdf, 0x130, 0x131, 0x17f, 0x1c5, 0x300, 0x34f, 0x375, 0x3c2, 0x3c3,
  0x430, 0x43e, 0x455, 0x5d0, 0x5f3, 0x61c, 0x640, 0x660, 0x6f0, 0x94d, 0xe33, 0x115f, 0x1806, 0x180b, 0x180e, 0x1e9e, 0x2000, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2010, 0x2011, 0x2024, 0x2025, 0x2026, 0x2028, 0x2029, 0x202e, 0x2044, 0x2047, 0x2060, 0x2064, 0x2066, 0x2069, 0x206f, 0x2100, 0x2105, 0x2116, 0x212a, 0x212b, 0x2132,
  0x2160, 0x2170, 0x2183, 0x2215, 0x2260, 0x2488, 0x24d0, 0x2a74, 0x2f00, 0x2ff0, 0x3000, 0x3002, 0x3099, 0x309b, 0x30fb, 0x3164, 0x3192, 0x32ff, 0x33c2, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfb00, 0xfb03, 0xfdfa, 0xfe00, 0xfe0f, 0xfe12, 0xfe13, 0xfe52, 0xfeff, 0xff05, 0xff0e, 0xff0f, 0xff1a, 0xff20, 0xff21, 0xff3c, 0xff41, 0xff61, 0xffa0, 0xfff9,
  0xfffd, 0xfffe, 0xffff, 0x10280, 0x105c9, 0x10d50, 0x1133a, 0x113c5, 0x1c89, 0x1d400, 0x1d7ce, 0x1ccd6, 0x1e900, 0x1f100, 0x1f130, 0x2f800, 0xa7cb, 0xa7dc, 0xe0001, 0xe0020, 0xe0100, 0x10ffff];
/** What IDNA maps to a dot or a slash, or looks like one. */
const DOTS = ["。", "．", "｡", "․", "%2e", "%2E", "..", "‥", "·", "\u0589", "%E3%80%82"];
const LOOKS = new Map([["a", "а"], ["e", "е"], ["o", "о"], ["i", "ⅰ"], ["c", "ⅽ"], ["p", "р"], ["l", "ⅼ"], ["x", "ⅹ"], ["m", "ⓜ"], ["b", "𝐛"], ["1", "①"], ["k", "K"], ["s", "ſ"], ["w", "ʷ"], ["n", "ⁿ"], ["h", "ℎ"]]);

/** @param {Random} random */
const nasty = (random) => ch(random() < 0.85 ? pick(random, NASTY) : below(random, random() < 0.7 ? 0x3000 : 0x110000));
/** @param {string} text @param {number} at @param {string} what */
const insert = (text, at, what) => text.slice(0, at) + what + text.slice(at);
/** @param {string} c */
const percent = (c) => [...new TextEncoder().encode(c)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

/** One small damage to a host. @type {readonly ((random: Random, host: string, at: number) => string)[]} */
const DAMAGE = [
  (random, host, at) => host.slice(0, at) + host.slice(at, at + 1).toUpperCase() + host.slice(at + 1),
  (_, host) => host.toUpperCase(),
  (_, host, at) => host.slice(0, at) + percent(host.slice(at, at + 1)) + host.slice(at + 1),
  (_, host, at) => host.slice(0, at) + percent(host.slice(at, at + 1)).replace("%", "％") + host.slice(at + 1),
  (_, host, at) => host.slice(0, at) + percent(host.slice(at, at + 1)).replaceAll("%", "%25") + host.slice(at + 1),
  (_, host, at) => host.slice(0, at) + host.slice(at, at + 1).replace(/[!-~]/, (c) => ch(c.charCodeAt(0) + 0xfee0)) + host.slice(at + 1),
  (_, host, at) => host.slice(0, at) + (LOOKS.get(host[at]) ?? host.slice(at, at + 1)) + host.slice(at + 1),
  (random, host, at) => insert(host, at, nasty(random)),
  (random, host) => host.replace(".", pick(random, DOTS)),
  (random, host) => host + pick(random, [".", "..", "。", "%", "%0", "%00", "\\", "\u00ad", "-", "_", "\u200d", ".evil.test", "%2eevil.test", "evil.test", "#", "?", "@evil.test"]),
  (random, host) => pick(random, [".", "x.", "xn--.", "*.", "%", "\u00ad", "-", "xn--a.", "evil.test/", "evil.test\\", "evil.test#", "evil.test%23.", `${"a".repeat(63)}.`, `${"a".repeat(64)}.`, "٠.", "א."]) + host,
  (_, host, at) => host.slice(0, at) + host.slice(at + 1),
  (random, host) => host.split(".").map((label) => (random() < 0.5 ? `xn--${label}-` : label)).join("."),
];

/** @param {Random} random */
function host(random) {
  const kind = random();
  let text = kind < 0.78 ? pick(random, LISTED) : kind < 0.92 ? pick(random, HOSTS) : kind < 0.97 ? pick(random, ADDRESSES) : Array.from({ length: 1 + below(random, 8) }, () => nasty(random)).join("");
  for (let chance = random(); chance < 0.36; chance = random()) text = pick(random, DAMAGE)(random, text, below(random, text.length + 1));
  return text;
}

/** @param {Random} random */
function path(random) {
  if (random() < 0.5) return pick(random, PATHS);
  let text = pick(random, ["", "/", "/", "/", "?", "#"]);
  for (let i = below(random, 12); i > 0; i -= 1) {
    text += random() < 0.7 ? pick(random, ["a", "Z", "7", ".", "..", "/", "/", "/.", "%2e", "?", "#", "-", "_", "~", ":", "@", "!", "&", "=", "+", "%20", "%C3", "\\", "'", "x.json"]) : nasty(random);
  }
  return text;
}

/** One input. About half of them are close enough to a listed URL to be allowed or nearly so. @param {Random} random @param {"https" | "wss"} scheme */
export function url(random, scheme) {
  let text = (random() < 0.85 ? scheme : pick(random, SCHEMES)) + (random() < 0.9 ? "://" : pick(random, SEPARATORS));
  if (random() < 0.06) text += pick(random, USERINFO);
  text += host(random);
  if (random() < 0.2) text += pick(random, PORTS);
  text += path(random);
  for (let chance = random(); chance < 0.1; chance *= 2.5) {
    const at = below(random, text.length + 1);
    const how = random();
    if (how < 0.6) text = insert(text, at, nasty(random));
    else if (how < 0.8) text = text.slice(0, at) + text.slice(at + 1 + below(random, 3));
    else if (how < 0.9) text = insert(text, at, text.slice(below(random, text.length), at));
    else text = random() < 0.5 ? nasty(random) + text : text + nasty(random);
  }
  return text;
}
