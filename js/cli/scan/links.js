// @ts-check
/** What a file exports, assigns and sets: resolved after its names are bound. */
import { ownerOf } from "./instances.js";
import { bare, isMember, memberPath, staticKey } from "./nodes.js";
import { ROOTS } from "./roots.js";
import { eachName, isFunction } from "./scopes.js";

/** @typedef {any} Node */

/** Functions that make a page or component of an object literal, whatever a framework calls them: the literal has one of these. */
const PAGE_KEYS = new Set(["data", "methods", "onLoad", "properties", "props", "lifetimes", "globalData", "onLaunch"]);

/** @param {Map<string, Node[]>} map @param {string} key @param {Node} node */
const put = (map, key, node) => map.set(key, [...(map.get(key) ?? []), node]);

/** @param {any} module */
export function linkModule(module) {
  for (const statement of module.program.body) exportsOf(module, statement);
  for (const node of module.met.assignments) assignment(module, node);
  for (const node of module.met.calls) call(module, node);
  for (const node of module.met.members) nativeRead(module, node);
}

/** Files that stand in for the phone when tests run. What they put in place of a native says nothing of the program. */
const TEST = /(?:^|\/)(?:tests?|__tests__|__mocks__|spec|e2e)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/;

/** `wx.mine = …`. @param {any} module @param {string} name */
const ownNative = (module, name) => void (TEST.test(module.path) || module.project.ownNatives.add(name));

/** `const real = my.request`, `typeof my.request`: what is read before it is replaced was there. @param {any} module @param {Node} node */
function nativeRead(module, node) {
  const object = bare(node.object);
  if (object.type !== "Identifier" || !Object.hasOwn(ROOTS, object.name) || object.$s.lookup(object.name) !== null) return;
  const key = staticKey(node);
  const parent = node.$p;
  const isUse = (parent?.type.endsWith("CallExpression") && parent.callee === node) || (parent?.type === "AssignmentExpression" && parent.left === node && parent.operator === "=");
  if (key !== null && !isUse && !TEST.test(module.path)) module.project.readNatives.add(`${object.name}.${key}`);
}

/** @param {any} module @param {Node} node */
function exportsOf(module, node) {
  if (node.type === "ExportAllDeclaration") module.stars.push(node.source.value);
  else if (node.type === "TSExportAssignment") module.cjs.push({ path: [], node: node.expression });
  else if (node.type === "ExportDefaultDeclaration") {
    module.exports.set("default", { node: node.declaration });
    if (node.declaration.type === "ObjectExpression") notePage(module, node.declaration);
  } else if (node.type === "ExportNamedDeclaration") {
    for (const one of node.specifiers) {
      const name = one.exported?.name ?? one.exported?.value;
      if (node.source) module.exports.set(name, { source: node.source.value, imported: one.type === "ExportNamespaceSpecifier" ? null : one.type === "ExportDefaultSpecifier" ? "default" : one.local.name ?? one.local.value });
      else module.exports.set(name, { node: one.local });
    }
    const { declaration } = node;
    if (declaration?.type === "VariableDeclaration") for (const { id } of declaration.declarations) eachName(id, { kind: "unknown", path: [] }, (name, _, at) => module.exports.set(name, { node: at }));
    else if (declaration?.id?.name !== undefined) module.exports.set(declaration.id.name, { node: declaration });
  }
}

/** @param {any} module @param {Node} node */
function assignment(module, node) {
  const left = bare(node.left);
  if (node.operator === "+=" && left.type === "Identifier") left.$s.lookup(left.name)?.defs.push({ kind: "append", node: node.right, path: [] });
  if (node.operator === "+=" || (node.operator !== "=" && !node.operator.endsWith("||=") && !node.operator.endsWith("??="))) return;
  if (!isMember(left)) {
    eachName(left, { kind: "init", node: node.right, path: [] }, (name, def, at) => at.$s?.lookup(name)?.defs.push(def));
    return;
  }
  const way = memberPath(left);
  if (way === null) return;
  const { root, path } = way;
  if (root.type === "ThisExpression") {
    const owner = ownerOf(root);
    if (owner === null) return;
    if (path.length === 1) {
      const writes = module.thisWrites.get(owner) ?? new Map();
      put(writes, path[0], node.right);
      module.thisWrites.set(owner, writes);
    } else if (path.length === 2 && path[0] === "data") put(module.dataWrites, path[1], node.right);
    else if (path.length === 2 && path[0] === "globalData") put(module.project.globalWrites, path[1], node.right);
    return;
  }
  if (root.type !== "Identifier") {
    if (path.length === 2 && path[0] === "globalData") put(module.project.globalWrites, path[1], node.right);
    return;
  }
  const binding = root.$s.lookup(root.name);
  if (binding === null) {
    if (root.name === "module" && path[0] === "exports") module.cjs.push({ path: path.slice(1), node: node.right });
    else if (Object.hasOwn(ROOTS, root.name) && path.length === 1) ownNative(module, `${root.name}.${path[0]}`);
    else if (root.name === "exports") module.cjs.push({ path, node: node.right });
    return;
  }
  binding.writes.push({ path, node: node.right });
  if (path.length === 2 && path[0] === "globalData") put(module.project.globalWrites, path[1], node.right);
  if (path.length !== 1) return;
  thatWrite(module, binding, path[0], node.right);
  memberWrite(module, binding, path[0], node.right);
}

/** `request.get = …`, where `request` is a function or an object of this file: other files see it too. @param {any} module @param {import("./scopes.js").Binding} binding @param {string} name @param {Node} right */
function memberWrite(module, binding, name, right) {
  const [def] = binding.defs;
  const owner = binding.defs.length === 1 && def.node !== undefined && (def.kind === "function" || def.kind === "class" || def.kind === "init") && def.path.length === 0 ? bare(def.node) : null;
  if (owner === null || !(isFunction(owner) || owner.type.startsWith("Class") || owner.type === "ObjectExpression")) return;
  const writes = module.project.memberWrites.get(owner) ?? new Map();
  put(writes, name, right);
  module.project.memberWrites.set(owner, writes);
}

/** `const that = this; that.x = …` is `this.x = …`. @param {any} module @param {import("./scopes.js").Binding} binding @param {string} name @param {Node} right */
function thatWrite(module, binding, name, right) {
  const init = binding.defs.length === 1 && binding.defs[0].kind === "init" && binding.defs[0].node !== undefined ? bare(binding.defs[0].node) : null;
  const owner = init?.type === "ThisExpression" ? ownerOf(init) : null;
  if (owner === null) return;
  const writes = module.thisWrites.get(owner) ?? new Map();
  put(writes, name, right);
  module.thisWrites.set(owner, writes);
}

/** @param {any} module @param {Node} literal */
function notePage(module, literal) {
  const keys = literal.properties.map((/** @type {Node} */ one) => (one.type === "SpreadElement" ? null : staticKey(one)));
  if (keys.some((/** @type {string | null} */ key) => key !== null && PAGE_KEYS.has(key))) module.pages.push(literal);
}

/** @param {any} module @param {Node} node */
function call(module, node) {
  const callee = bare(node.callee);
  const [first] = node.arguments;
  if (first === undefined) return;
  if (isMember(callee) && staticKey(callee) === "setData") {
    const patch = bare(first);
    if (patch.type !== "ObjectExpression") return;
    for (const property of patch.properties) {
      const key = property.type === "ObjectProperty" ? staticKey(property) : null;
      if (key !== null) put(module.setData, key, property.value);
    }
    return;
  }
  if (callee.type === "Identifier" && first.type === "ObjectExpression") {
    if (callee.name === "App") module.project.apps.push(first);
    else notePage(module, first);
  }
}
