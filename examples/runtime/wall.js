// @ts-check
/**
 * The phone's outer wall: the Content-Security-Policy that the demo's server sends with `phone.html`, made from the policy in
 * force (W-3). It holds where script sees nothing: links, redirects and forms inside a web-view page.
 */
import { contentSecurityPolicy } from "minifence/inline";

/**
 * The phone's transports live in the page itself, so its `connect-src` cannot be the server list: a published domain would wait
 * for a reload. A host whose native side is elsewhere leaves this out.
 */
const OWN = { connect: ["'self'", "https:", "wss:"] };

// Taken before guest code exists.
const { parse, stringify } = JSON;

/** A longer header is refused by browsers and proxies, and with it the whole page: Chromium takes 256 KB of headers, many servers 8 to 64. */
const LONGEST = 64 * 1024;

/** The wall; where it would get too long, one that lets in every page over HTTPS: the guard judges them still. @param {string} policy */
export function wallOf(policy) {
  const wall = contentSecurityPolicy(policy, OWN);
  if (wall === null || wall.value.length <= LONGEST) return wall;
  const document = parse(policy);
  return contentSecurityPolicy(stringify({ ...document, webViewDomains: { ...document.webViewDomains, entries: [] } }), { ...OWN, frame: ["https:"] });
}

/** Directive → its sources; null where nothing is held back. @param {string} policy @returns {Map<string, Set<string>> | null} */
function held(policy) {
  const wall = wallOf(policy);
  if (wall === null || wall.name !== "Content-Security-Policy") return null;
  return new Map(wall.value.split("; ").map((directive) => directive.split(" ")).map(([name, ...sources]) => [name, new Set(sources)]));
}

/**
 * Whether a page that was loaded under one policy holds back what another lets pass. A document cannot shed its wall: then it
 * must be loaded again. A stricter policy needs no reload, the guard is enough.
 * @param {string} before @param {string} after
 */
export function isOutgrown(before, after) {
  const now = held(before);
  const next = held(after);
  if (now === null) return false;
  for (const [name, sources] of now) {
    const wanted = next?.get(name);
    if (wanted === undefined) return true;
    for (const source of wanted) if (source !== "'none'" && !sources.has(source) && !sources.has(`${source.split(":")[0]}:`)) return true;
  }
  return false;
}

/** The revision that the server made this page's wall from; null where the browser does not say. @param {Performance} performance @returns {number | null} */
export function revisionOfPage(performance) {
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const found = page?.serverTiming?.find(({ name }) => name === "policy");
  return found === undefined ? null : Number(found.description);
}
