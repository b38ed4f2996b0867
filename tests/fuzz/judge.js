// @ts-check
/**
 * What must hold for every input, whoever the other URL parser is: Node's (Ada), Chromium's (GURL). The second opinion on
 * which hosts an entry covers is written here, in another language, with other means than the engine's.
 */
import { createRandom, url } from "./urls.js";

const ENTRIES = ["api.example.com", "example.org", "port.example.com:8443", "*.wild.example.net", "xn--bcher-kva.example", "xn--fa-hia.example", "xn--n3h.example",
  "a.co", "a--b.example", "1.example", "xn--fiq228c.example", "xn--mgba3a4f16a.example", "*.wild.example.net:8443"];

/** @param {"exact" | "suffix"} hostRule */
const policy = (hostRule) => {
  const list = { hostRule, entries: ENTRIES.map((domain) => ({ domain })) };
  return JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce", serverDomains: list, apis: { entries: [] },
    // One entry more, in front of the others: what is remembered of one list must not be told of the other.
    webViewDomains: { hostRule, entries: [{ domain: "0.never.example" }, ...list.entries] } });
};

/** Ports at which an entry covers a host. @param {"exact" | "suffix"} hostRule @param {string} host @param {readonly string[]} [entries] @returns {number[]} */
function coveredPorts(hostRule, host, entries = ENTRIES) {
  const labels = host.split(".");
  return entries.flatMap((entry) => {
    const [name, port = "443"] = entry.replace("*.", "").split(":");
    const tail = name.split(".");
    const extra = labels.length - tail.length;
    if (extra < 0 || labels.slice(extra).join(".") !== name) return [];
    const covers = entry.startsWith("*.") ? extra > 0 : extra === 0 || hostRule === "suffix";
    return covers ? [Number(port)] : [];
  });
}

/** The grammar of U-6, once more, as a regular expression. The last label is no number: that would be an address. */
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Chromium encodes two characters of a path that the standard, as Node and the engine have it, leaves alone. @param {string} href */
const plain = (href) => href.replaceAll("%7C", "|").replaceAll("%5E", "^");
/** A difference that is the other parser's own, and harmless. Counted, never hidden. */
const KNOWN = "known";
/** A character that this parser refuses wherever it stands: its Unicode is older than the engine's. Then nothing is sent. @param {string} text */
const hasUnknownCharacter = (text) => [...text].some((c) => c > "\x7f" && tryRead(`https://a${c}b.example/`) === null);
/** The standard leaves no dot segment in a path: a parser that does has not followed it (Ada 2.9 after a segment like `.a`). */
const DOT_SEGMENT = /\/\.\.?(\/|$)/;
/** @param {URL} read */
const portOf = (read) => (read.port === "" ? 443 : Number(read.port));
/** @param {string} text @param {string} [base] @returns {URL | null} */
const tryRead = (text, base) => {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
};

const SURFACES = /** @type {const} */ ([["checkRequest", "https"], ["checkSocket", "wss"], ["checkDownload", "https"], ["checkWebView", "https"], ["checkPage", "https"]]);

/**
 * A fuzzer: `run(a, b, count)` tries inputs of that seed and returns what it saw.
 * @param {{ compile(policy: string): any }} Engine
 * @param {{ standard: boolean }} options `standard`: this parser follows the URL standard,
 *   so that it must also agree with every reason for a denial.
 */
export function createFuzzer(Engine, { standard }) {
  const engines = /** @type {const} */ (["exact", "suffix"]).map((hostRule) => ({ hostRule, engine: Engine.compile(policy(hostRule)) }));

  /** @param {string} text @param {number} surface @param {number} which @param {Record<string, number>} codes @returns {string | null} what does not hold */
  function tryOne(text, surface, which, codes) {
    const [check, scheme] = SURFACES[surface];
    const { hostRule, engine } = engines[which];
    const decision = engine[check](text);
    codes[decision.code] = (codes[decision.code] ?? 0) + 1;
    if (decision.outcome === "allow") return wrongAllow(text, decision, engine[check].bind(engine), scheme, hostRule);
    if (decision.outcome !== "deny" || Object.hasOwn(decision, "href")) return "neither allow nor deny";
    if (decision.code === "engine_failed") return "the engine failed";
    return standard ? wrongReason(text, decision, scheme, hostRule) : null;
  }

  /** @param {string} text @param {any} decision @param {(url: string) => any} check @param {string} scheme @param {"exact" | "suffix"} hostRule */
  function wrongAllow(text, decision, check, scheme, hostRule) {
    if (decision.code === "not_governed") {
      // A download of a `data:` URL, no page at all, or a page that a base of the package keeps inside the package.
      if (/^data:/i.test(text) || text === "" || text === "about:blank") return null;
      return tryRead(text) === null && tryRead(text, "https://package.test/a/b")?.host === "package.test" ? null : "not governed, but it leaves the package";
    }
    if (decision.code !== "listed" || typeof decision.href !== "string") return "an allow without its URL";
    const { href } = decision;
    const sent = tryRead(href);
    if (sent === null) return hasUnknownCharacter(text) ? KNOWN : "the forwarded URL does not parse";
    if (sent.protocol !== `${scheme}:`) return `the forwarded URL is ${sent.protocol}`;
    if (sent.username !== "" || sent.password !== "" || href.includes("@") && /^[^/]*\/\/[^/?#]*@/.test(href)) return "credentials";
    if (!coveredPorts(hostRule, sent.hostname).includes(portOf(sent))) return `no entry covers ${sent.host}`;
    const { entry } = decision.params;
    if (!ENTRIES.includes(entry) || !coveredPorts(hostRule, sent.hostname, [entry]).includes(portOf(sent))) return `said to be listed by ${entry}`;
    const given = tryRead(text);
    if (given === null) return hasUnknownCharacter(text) ? KNOWN : "allowed, but this parser refuses the subject";
    if (given.protocol !== sent.protocol || given.host !== sent.host) return `the subject leads to ${given.host}, the forwarded URL to ${sent.host}`;
    if (plain(sent.href) !== plain(href)) return `canonical text: ${JSON.stringify(sent.href)}`;
    if (plain(given.href) !== plain(href)) return DOT_SEGMENT.test(given.pathname) ? KNOWN : `canonical text: ${JSON.stringify(given.href)}`;
    const again = check(href);
    return again.outcome === "allow" && again.href === href ? null : "the forwarded URL is judged differently";
  }

  /** @param {string} text @param {any} decision @param {string} scheme @param {"exact" | "suffix"} hostRule */
  function wrongReason(text, { code, params }, scheme, hostRule) {
    const read = tryRead(text);
    // A spelling may be refused for more than one reason, and the first one told.
    if (code === "ambiguous_url") return read?.protocol === `${scheme}:` || read === null ? null : `${code} for ${read.protocol}`;
    // What this parser does not read at all cannot be judged too harshly.
    if (read === null) return null;
    if (code === "invalid_url") {
      // Versions of Unicode: an engine that is stricter about A-labels is on the safe side.
      if (params.reason === "unparsable") return read.hostname.includes("xn--") ? null : "said to be unparsable";
      return params.reason === "host" && DOMAIN.test(read.hostname) ? "a domain is called no domain" : null;
    }
    if (code === "not_https") return read.protocol === `${scheme}:` ? "the scheme is right" : null;
    if (read.protocol !== `${scheme}:`) return `${code} for ${read.protocol}`;
    const isAddress = /^\[|^\d+\.\d+\.\d+\.\d+$/.test(read.hostname);
    if (code === "ip_not_allowed") return isAddress ? null : "no address";
    if (isAddress) return "an address";
    const ports = coveredPorts(hostRule, read.hostname);
    if (params.host !== read.hostname) return `the host is ${read.hostname}`;
    if (code === "host_not_listed") return ports.length > 0 ? "a listed host" : null;
    if (code === "port_not_listed") return ports.length > 0 && !ports.includes(portOf(read)) && params.port === portOf(read) ? null : "the port";
    return `unexpected ${code}`;
  }

  /** @param {number} a @param {number} b @param {number} count */
  return function run(a, b, count) {
    const random = createRandom(a, b);
    /** @type {Record<string, number>} */ const codes = {};
    /** @type {{ text: string, surface: string, hostRule: string, what: string }[]} */ const disagreements = [];
    let known = 0;
    for (let i = 0; i < count; i += 1) {
      const surface = Math.floor(random() * random() * SURFACES.length);
      const text = url(random, SURFACES[surface][1]);
      const which = i & 1;
      const what = tryOne(text, surface, which, codes);
      if (what === null) continue;
      if (what === KNOWN) known += 1;
      else if (disagreements.length < 20) disagreements.push({ text: escape(text), surface: SURFACES[surface][0], hostRule: engines[which].hostRule, what });
    }
    return { codes, disagreements, known };
  };
}

/** Printable, and a JavaScript string again. @param {string} text */
const escape = (text) => JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
