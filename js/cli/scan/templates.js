// @ts-check
/** Where `src` of a `<web-view>` comes from: `{{ }}` folded over the data of the page, bound expressions over a component, JSX over its file. */
import { instanceMember } from "./instances.js";
import { pieces, placeAt, readMarkup, scriptText } from "./markup.js";
import { parseExpression } from "./parse.js";
import { Scope, bindProgram } from "./scopes.js";
import { staticKey } from "./nodes.js";
import { concat, hole, text } from "./values.js";

/** @typedef {any} Node */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./evaluate.js").Evaluator} Evaluator */
/** @typedef {import("./calls.js").Calls} Calls */
/** @typedef {{ path: string, line: number, column: number, api: string, value: Value, via: readonly Node[] }} PageSource */

/** Names of the element in JSX. */
const ELEMENTS = new Set(["WebView", "Webview", "web-view", "webview"]);

/** Components' scripts are read first, so that other files can import them. @param {import("./project.js").Project} project @param {string} path */
export function readComponent(project, path) {
  const source = project.read(path);
  if (source === null) return null;
  const markup = readMarkup(source, true);
  /** @type {any[]} */ const modules = [];
  markup.scripts.forEach((script, i) => {
    if (script.src === null) modules.push(project.add(i === 0 ? path : `${path}#${i + 1}`, { text: scriptText(source, script), lang: script.lang }));
  });
  for (const module of modules) if (module !== null && module !== undefined) module.shown = path;
  return { path, source, pages: markup.pages, modules: modules.filter((one) => one !== null), setup: markup.scripts.some((one) => one.setup) };
}

/** @param {import("./project.js").Project} project @param {string} path */
export function readTemplate(project, path) {
  const source = project.read(path);
  if (source === null) return null;
  const stem = path.replace(/\.\w+$/, "");
  const module = [".js", ".ts"].map((end) => project.modules.get(stem + end)).find((one) => one !== undefined);
  return { path, source, pages: readMarkup(source, false).pages, modules: module ? [module] : [], setup: false };
}

/** @param {NonNullable<ReturnType<typeof readTemplate>>} template @param {Evaluator} ev @param {Calls} calls @returns {PageSource[]} */
export function pageSources({ path, source, pages, modules }, ev, calls) {
  return pages.filter(({ value }) => value !== null && value !== "").flatMap(({ start, name, value, bound, loops }) => {
    const place = { path, ...placeAt(source, start), api: `<${name}>`, via: /** @type {Node[]} */ ([]) };
    const parts = bound ? [{ text: /** @type {string} */ (value), isExpression: true }] : pieces(/** @type {string} */ (value));
    /** @type {{ value: Value, via: readonly Node[] }[]} */ let values = [{ value: text(""), via: [] }];
    for (const part of parts) {
      const found = part.isExpression ? expressionValues(part.text, modules, loops, ev, calls, path, place.line) : [{ value: /** @type {Value} */ (text(part.text)), via: [] }];
      values = values.flatMap((a) => found.map((b) => ({ value: concat(a.value, b.value), via: [...a.via, ...b.via] }))).slice(0, 24);
    }
    return values.map((one) => ({ ...place, ...one }));
  });
}

/** @param {string} expression @param {readonly any[]} modules @param {readonly string[]} loops @param {Evaluator} ev @param {Calls} calls @param {string} path @param {number} line */
function expressionValues(expression, modules, loops, ev, calls, path, line) {
  const node = parseExpression(expression);
  const shown = { path, text: expression, project: ev.project, thisWrites: new Map(), setData: new Map(), dataWrites: new Map(), pages: [] };
  if (node === null) return [{ value: /** @type {Value} */ (hole("unknown", null, { name: expression })), via: [] }];
  const scope = new Scope(modules.at(-1)?.scope ?? null, shown, null);
  bindProgram({ type: "Program", body: [{ type: "ExpressionStatement", expression: node }] }, shown, scope);
  for (const name of namesIn(node)) {
    if (loops.includes(name)) scope.declare(name, { kind: "unknown", path: [] });
    else if (!modules.some((module) => module.scope.bindings.has(name)) || modules.some((module) => module.pages.length > 0 && hasMember(module, name, ev))) {
      scope.declare(name, { kind: "lazy", path: [], get: () => dataValues(modules, name, node, ev) });
    }
  }
  void line;
  return calls.values(node);
}

/** @param {any} module @param {string} name @param {Evaluator} ev */
const hasMember = (module, name, ev) => module.pages.some((/** @type {Node} */ page) => instanceMember(ev, { node: page, env: null }, name, page).some((value) => value.t !== "hole"));

/** @param {readonly any[]} modules @param {string} name @param {Node} node @param {Evaluator} ev @returns {Value[]} */
function dataValues(modules, name, node, ev) {
  const pages = modules.flatMap((module) => module.pages);
  if (pages.length === 0) return [hole("runtime", node, { name })];
  return pages.flatMap((page) => {
    const literal = page.properties.find((/** @type {Node} */ one) => one.type === "ObjectProperty" && staticKey(one) === "properties" && one.value.type === "ObjectExpression");
    const isProperty = literal?.value.properties.some((/** @type {Node} */ one) => one.type === "ObjectProperty" && staticKey(one) === name) ?? false;
    return isProperty ? [hole("runtime", node, { name })] : instanceMember(ev, { node: page, env: null }, name, node);
  });
}

/** @param {Node} node @returns {Set<string>} */
function namesIn(node) {
  /** @type {Set<string>} */ const names = new Set();
  /** @param {any} at */
  const visit = (at) => {
    if (at === null || typeof at !== "object") return;
    if (Array.isArray(at)) return at.forEach(visit);
    if (at.type === "Identifier") names.add(at.name);
    for (const key of Object.keys(at)) if (!key.startsWith("$") && key !== "loc") visit(at[key]);
  };
  visit(node);
  return names;
}

/** `<WebView src={…} />` in JSX. @param {any} module @param {Calls} calls @returns {PageSource[]} */
export function elementSources(module, calls) {
  return module.met.elements.flatMap((/** @type {Node} */ element) => {
    const name = element.name.type === "JSXIdentifier" ? element.name.name : "";
    if (!ELEMENTS.has(name)) return [];
    const attribute = element.attributes.find((/** @type {Node} */ one) => one.type === "JSXAttribute" && one.name.name === "src");
    if (!attribute?.value) return [];
    const place = { path: module.path, line: element.loc.start.line, column: element.loc.start.column + 1, api: `<${name}>` };
    return calls.values(attribute.value).map((one) => ({ ...place, ...one }));
  });
}
