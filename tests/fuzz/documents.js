// @ts-check
/**
 * Policy documents, damaged at random, before two readers: the engine and `JSON.parse`. What the engine loads, the other must read
 * to the same meaning: so nothing was skipped, and nothing read as permissive (P-3).
 */
import { createRandom } from "./urls.js";

const GOOD = [
  '{"format":1,"appId":"2018080616290001","revision":7,"mode":"enforce","serverDomains":{"enabled":true,"hostRule":"exact","entries":[{"domain":"api.example.com","remark":"r"}]},"apis":{"enabled":true,"official":false,"entries":[{"api":"tinyToNative"}]},"webViewDomains":{"entries":[]}}',
  '{ "format" : 1 , "appId" : "2018080616290001" , "revision" : 0 , "mode" : "report" ,\n "serverDomains" : { "entries" : [ ] } , "apis" : { "entries" : [ ] } , "webViewDomains" : { "enabled" : false , "entries" : [ ] } }',
  '{"format":1,"appId":"2018080616290001","revision":9007199254740991,"mode":"off","serverDomains":{"entries":[]},"apis":{"entries":[]},"webViewDomains":{"entries":[]}}',
];
const TOKENS = ["{", "}", "[", "]", ":", ",", "null", "true", "false", "0", "1", "-0", "1.0", "1e0", "7e0", '"off"', '"Enforce"', '"enforce"', '"enabled":false,', '"mode":"off",', '"__proto__":{"mode":"off"},',
  '"constructor":1,', '"entries":[],', '"official":true,', '"\\u006d\\u006f\\u0064\\u0065":"off",', '{"domain":"evil.test"},', '{"domain":"*.evil.test"}', "\\u0000", "\\ud800", "\ud800", "\u0000", "\ufeff", "\u00a0", "\n", " ", "/**/", "//x\n", "'", '\\"', "\\/"];

/** A document with something wrong in it, or nothing. @param {() => number} random */
export function damage(random) {
  const pick = (/** @type {readonly string[]} */ list) => list[Math.floor(random() * list.length)];
  const tokens = [...(pick(GOOD).match(/"[^"]*"|[^"{}[\]:,]+|./g) ?? [])];
  for (let more = random(); more < 0.75; more = random()) {
    const at = Math.floor(random() * tokens.length);
    const how = Math.floor(random() * 6);
    if (how === 0) tokens.splice(at, 0, pick(TOKENS));
    else if (how === 1) tokens.splice(at, 1);
    else if (how === 2) tokens[at] = pick(TOKENS);
    else if (how === 3) tokens.splice(at, 0, ...tokens.slice(at, at + 1 + Math.floor(random() * 8)));
    else if (how === 4) tokens.unshift(...tokens.splice(at, 1));
    else tokens[at] = tokens[at].slice(0, -1) + pick(TOKENS) + tokens[at].slice(-1);
  }
  return tokens.join("");
}

/** What does not hold of a document that was loaded. @param {any} engine @param {string} text */
function wrong(engine, text) {
  /** @type {any} */ let read;
  try {
    read = JSON.parse(text);
  } catch {
    return "JSON.parse refuses it";
  }
  const keys = Object.keys(read).sort().join();
  if (keys !== "apis,appId,format,mode,revision,serverDomains,webViewDomains") return `fields: ${keys}`;
  if (read.format !== 1 || read.mode !== engine.mode || read.revision !== engine.revision || read.appId !== engine.appId) return "another head";
  const open = (/** @type {any} */ list) => read.mode === "off" || list.enabled === false;
  const names = read.serverDomains.entries.map((/** @type {any} */ entry) => entry.domain);
  if ((engine.checkRequest("https://never.listed.test/").outcome === "allow") !== open(read.serverDomains)) return "the server list";
  if ((engine.checkWebView("https://never.listed.test/").outcome === "allow") !== open(read.webViewDomains)) return "the web-view list";
  if ((engine.checkRequest("https://evil.test/").outcome === "allow") !== (open(read.serverDomains) || names.includes("evil.test"))) return "an entry";
  if ((engine.checkApi("neverListed").outcome === "allow") !== open(read.apis)) return "the API list";
  if ((engine.checkApi("alert").outcome === "allow") !== (open(read.apis) || (read.apis.official ?? true))) return "official";
  return null;
}

/** @param {{ compile(policy: string): any }} Engine @param {number} seed @param {number} count */
export function fuzzDocuments(Engine, seed, count) {
  const random = createRandom(seed, 77);
  let loaded = 0;
  /** @type {{ text: string, what: string }[]} */ const disagreements = [];
  for (let i = 0; i < count && disagreements.length < 10; i += 1) {
    const text = damage(random);
    /** @type {any} */ let engine;
    try {
      engine = Engine.compile(text);
    } catch (error) {
      if (!/^policy_/.test(/** @type {any} */ (error).code)) disagreements.push({ text, what: String(error) });
      continue;
    }
    loaded += 1;
    const what = wrong(engine, text);
    if (what !== null) disagreements.push({ text, what });
  }
  return { loaded, disagreements };
}
