// @ts-check
/** A folder → every subject that a mini program asks for, as far as reading tells. It judges nothing and prints nothing. */
import { Calls } from "./calls.js";
import { Evaluator } from "./evaluate.js";
import { listFiles } from "./files.js";
import { placeOf } from "./nodes.js";
import { Project } from "./project.js";
import { Sites } from "./sites.js";
import { knownOf } from "./subjects.js";
import { elementSources, pageSources, readComponent, readTemplate } from "./templates.js";

/** @typedef {any} Node */
/** @typedef {{ file: string, line: number, column: number }} Place */
/** `more`: as many other ways lead there that cannot be known either. */
/** @typedef {Place & { more?: number, kind: import("./calls.js").Subject["kind"], api: string, field: string, via: Place[] } & import("./subjects.js").Known} Found */
/** @typedef {(step: "read" | "link" | "look", done: number, all: number) => void} OnProgress */

/** @param {Node} node @returns {Place} */
const placeIn = (node) => ({ file: shownPath(node.$s.module), ...placeOf(node) });
/** @param {any} module @returns {string} */
const shownPath = (module) => module.shown ?? module.path;

/**
 * @param {string} root @param {{ nodeModules?: boolean, rowsOf: (root: string, name: string) => readonly import("../../types.d.ts").UrlRow[], isOfficial: (name: string) => boolean, onProgress?: OnProgress }} options
 * @returns {{ found: Found[], faults: import("./project.js").Fault[], files: number }}
 */
export function scanFolder(root, { nodeModules = false, rowsOf, isOfficial, onProgress = () => {} }) {
  const project = new Project(root);
  const files = listFiles(root, { nodeModules, onUnreadable: (path, cause) => project.faults.push({ path: path || ".", message: /** @type {Error} */ (cause).message, line: 1, column: 1 }) });
  /** @type {NonNullable<ReturnType<typeof readTemplate>>[]} */ const templates = [];
  files.forEach(({ path, kind }, i) => {
    onProgress("read", i, files.length);
    if (kind === "script") project.add(path);
    if (kind === "component") templates.push(...[readComponent(project, path)].filter((one) => one !== null));
  });
  for (const { path, kind } of files) if (kind === "template") templates.push(...[readTemplate(project, path)].filter((one) => one !== null));

  const ev = new Evaluator(project);
  const sites = new Sites(ev);
  const modules = [...project.modules.values()].filter((module) => module?.met !== undefined && module.met !== null);
  modules.forEach((module, i) => {
    onProgress("link", i, modules.length);
    guarded(project, module, module.program, () => sites.note(module));
  });
  sites.settle();

  const calls = new Calls(ev, sites, rowsOf, isOfficial);
  /** @type {Found[]} */ const found = [];
  modules.forEach((module, i) => {
    onProgress("look", i, modules.length);
    for (const node of module.met.calls) {
      guarded(project, module, node, () => {
        for (const { kind, api, field, value, local, via } of calls.subjects(node)) {
          if (!isAbsent(value, kind)) found.push({ ...placeIn(node), kind, api, field, via: via.map(placeIn), ...completed(knownOf(value, kind, local), api, kind) });
        }
      });
    }
    for (const one of elementSources(module, calls)) found.push(webView(one));
  });
  for (const template of templates) for (const one of pageSources(template, ev, calls)) found.push(webView(one));
  return { found: merge(found), faults: project.faults, files: files.length };
}

/** What is too tangled to be followed is told, like what cannot be parsed. @param {Project} project @param {any} module @param {Node} node @param {() => void} look */
function guarded(project, module, node, look) {
  try {
    look();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    project.faults.push({ path: shownPath(module), message: "too tangled to be followed", ...placeOf(node) });
  }
}

/** @param {import("./templates.js").PageSource} source @returns {Found} */
const webView = ({ path, line, column, api, value, via }) => ({ file: path, line, column, kind: "webView", api, field: "src", via: via.map(placeIn), ...knownOf(value, "webView", []) });

/** Frameworks whose requests go through interceptors: a URL without a host is completed there. */
const COMPLETING = /^(?:uni|Taro)\./;
/** @param {import("./subjects.js").Known} known @param {string} api @param {string} kind @returns {import("./subjects.js").Known} */
function completed(known, api, kind) {
  const isPart = known.judged !== null && COMPLETING.test(api) && (kind === "request" || kind === "download") && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(known.judged);
  return isPart ? { ...known, judged: null, open: [{ why: "runtime", source: known.shown, file: null, line: 1, column: 1 }] } : known;
}

/** A page or a file that is not given is not asked for. @param {import("./values.js").Value} value @param {string} kind */
const isAbsent = (value, kind) => value.t === "plain" && (value.value === undefined || value.value === null) && (kind === "page" || kind === "read" || kind === "webView");

/** @param {Found} found */
const siteOf = ({ file, line, column, kind, api, field }) => [file, line, column, kind, api, field].join("\0");

/** As many of them are told one by one. */
const MOST_OPEN = 3;

/** One call and one subject make one finding, however many ways lead there. @param {readonly Found[]} found @returns {Found[]} */
function merge(found) {
  /** @type {Map<string, Found>} */ const byKey = new Map();
  for (const one of found) {
    const key = [one.file, one.line, one.column, one.kind, one.api, one.field, one.judged ?? "", one.shown].join("\0");
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, one);
    else if (known.via.length > 0 && known.via.length < 20) known.via.push(...one.via.filter((via) => !known.via.some((other) => other.file === via.file && other.line === via.line && other.column === via.column)));
  }
  const sites = new Map();
  for (const one of byKey.values()) sites.set(siteOf(one), (sites.get(siteOf(one)) ?? 0) + 1);
  /** @type {Map<string, Found[]>} */ const open = new Map();
  for (const [key, one] of byKey) {
    if (one.judged !== null) continue;
    const others = open.get(siteOf(one)) ?? [];
    if (others.length < MOST_OPEN) open.set(siteOf(one), [...others, one]);
    else {
      others[others.length - 1].more = (others[others.length - 1].more ?? 0) + 1;
      byKey.delete(key);
    }
  }
  // Beside other values of a field, an empty text is what it starts with.
  return [...byKey.values()].filter((one) => one.shown !== "" || sites.get(siteOf(one)) === 1).sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
}
