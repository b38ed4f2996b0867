// @ts-check
/**
 * One walk over a tree: which name is bound where, to what (every node gets its scope `$s` and parent `$p`), and what was met on the way.
 * It evaluates nothing.
 */
import { staticKey } from "./nodes.js";

/** @typedef {any} Node */
/**
 * Where a value of a binding comes from. `path`: which part of it.
 * @typedef {{ kind: "init" | "append" | "param" | "function" | "class" | "import" | "each" | "unknown" | "lazy", node?: Node, fn?: Node, index?: number, path: (string | number)[],
 *   fallback?: Node, rest?: boolean, source?: string, imported?: string | null, get?: () => any[] }} Def
 */
/** @typedef {{ name: string, defs: Def[], writes: { path: string[], node: Node }[], constant?: boolean, passed?: boolean }} Binding */

export class Scope {
  /** @param {Scope | null} parent @param {any} module @param {Node | null} fn the function it is the scope of */
  constructor(parent, module, fn) {
    this.parent = parent;
    this.module = module;
    this.fn = fn;
    /** @type {Map<string, Binding>} */ this.bindings = new Map();
  }
  /** @param {string} name @returns {Binding | null} */
  lookup(name) {
    for (let scope = /** @type {Scope | null} */ (this); scope !== null; scope = scope.parent) {
      const found = scope.bindings.get(name);
      if (found !== undefined) return found;
    }
    return null;
  }
  /** @param {string} name @param {Def} def */
  declare(name, def) {
    const binding = this.bindings.get(name) ?? { name, defs: [], writes: [] };
    binding.defs.push(def);
    this.bindings.set(name, binding);
  }
}

const SKIPPED = new Set([
  "type", "loc", "start", "end", "extra", "errors", "comments", "tokens", "range", "leadingComments", "trailingComments", "innerComments", "typeAnnotation", "returnType",
  "typeParameters", "typeArguments", "superTypeParameters", "implements", "predicate", "directives", "interpreter", "$s", "$p", "$returns",
]);
/** Of TypeScript's nodes, those that hold code. */
const CODE_IN_TS = new Set([
  "TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression", "TSTypeAssertion", "TSExportAssignment", "TSEnumDeclaration", "TSEnumMember", "TSEnumBody", "TSModuleDeclaration",
  "TSModuleBlock", "TSImportEqualsDeclaration", "TSParameterProperty", "TSExternalModuleReference", "TSInstantiationExpression",
]);
const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "ObjectMethod", "ClassMethod", "ClassPrivateMethod"]);
const BLOCKS = new Set(["BlockStatement", "ForStatement", "ForInStatement", "ForOfStatement", "SwitchStatement", "CatchClause", "StaticBlock"]);

/** @param {Node} node */
export const isFunction = (node) => FUNCTIONS.has(node.type);

/** Declares what a pattern binds. @param {Node} pattern @param {Scope} scope @param {Def} def */
function declarePattern(pattern, scope, def) {
  eachName(pattern, def, (name, part) => scope.declare(name, part));
}

/** @param {Node} pattern @param {Def} def @param {(name: string, def: Def, node: Node) => void} visit */
export function eachName(pattern, def, visit) {
  if (pattern === null || pattern === undefined) return;
  if (pattern.type === "Identifier") visit(pattern.name, def, pattern);
  else if (pattern.type === "TSParameterProperty") eachName(pattern.parameter, def, visit);
  else if (pattern.type === "AssignmentPattern") eachName(pattern.left, { ...def, fallback: pattern.right }, visit);
  else if (pattern.type === "RestElement") eachName(pattern.argument, { ...def, rest: true }, visit);
  else if (pattern.type === "ArrayPattern") pattern.elements.forEach((/** @type {Node} */ element, /** @type {number} */ i) => eachName(element, { ...def, fallback: undefined, path: [...def.path, i] }, visit));
  else if (pattern.type === "ObjectPattern") {
    for (const property of pattern.properties) {
      if (property.type === "RestElement") eachName(property.argument, def, visit);
      else {
        const key = staticKey(property);
        eachName(property.value, key === null ? { kind: "unknown", path: [] } : { ...def, fallback: undefined, path: [...def.path, key] }, visit);
      }
    }
  }
}

/** @typedef {{ calls: Node[], elements: Node[], references: Node[], assignments: Node[], members: Node[] }} Met */

/**
 * @param {Node} program @param {any} module @param {Scope | null} [outer]
 * @returns {{ scope: Scope, met: Met }}
 */
export function bindProgram(program, module, outer = null) {
  const top = new Scope(outer, module, null);
  /** @type {Met} */ const met = { calls: [], elements: [], references: [], assignments: [], members: [] };
  const walk = walker(met, module);
  walk(program, null, top, top, null);
  return { scope: top, met };
}

/** @param {Met} met @param {any} module */
function walker(met, module) {
  /** @param {Node} node @param {Node} parent @param {Scope} scope @param {Scope} hoisted where `var` goes @param {Node} fn */
  const walk = (node, parent, scope, hoisted, fn) => {
    if (node.type.startsWith("TS") && !CODE_IN_TS.has(node.type)) return;
    node.$p = parent;
    let inner = scope;
    let top = hoisted;
    let owner = fn;
    if (isFunction(node)) {
      inner = top = new Scope(scope, module, node);
      owner = node;
      node.$returns = node.body.type === "BlockStatement" ? [] : [node.body];
      if (node.type === "FunctionDeclaration" && node.id) scope.declare(node.id.name, { kind: "function", node, path: [] });
      if (node.type === "FunctionExpression" && node.id) inner.declare(node.id.name, { kind: "function", node, path: [] });
      node.params.forEach((/** @type {Node} */ param, /** @type {number} */ index) => declarePattern(param, inner, { kind: "param", fn: node, index, path: [] }));
    } else if (BLOCKS.has(node.type) && !(parent !== null && isFunction(parent))) inner = new Scope(scope, module, null);
    node.$s = inner;
    note(node, parent, inner, top, owner);
    for (const key of Object.keys(node)) {
      if (SKIPPED.has(key)) continue;
      const child = node[key];
      if (Array.isArray(child)) {
        for (const item of child) if (item !== null && typeof item === "object" && typeof item.type === "string") walk(item, node, inner, top, owner);
      } else if (child !== null && typeof child === "object" && typeof child.type === "string") walk(child, node, inner, top, owner);
    }
  };

  /** @param {Node} node @param {Node} parent @param {Scope} scope @param {Scope} hoisted @param {Node} fn */
  const note = (node, parent, scope, hoisted, fn) => {
    switch (node.type) {
      case "VariableDeclaration": {
        if (node.declare === true) break; // `declare const wx: any` says that there is one, and binds none
        const each = parent !== null && (parent.type === "ForOfStatement" || parent.type === "ForInStatement") && parent.left === node;
        for (const { id, init } of node.declarations) {
          const target = node.kind === "var" ? hoisted : scope;
          if (each) declarePattern(id, target, { kind: parent.type === "ForOfStatement" ? "each" : "unknown", node: parent.right, path: [] });
          else declarePattern(id, target, init ? { kind: "init", node: init, path: [] } : { kind: "init", path: [] });
        }
        break;
      }
      case "ClassDeclaration": case "ClassExpression":
        if (node.id) scope.declare(node.id.name, { kind: "class", node, path: [] });
        break;
      case "TSEnumDeclaration":
        scope.declare(node.id.name, { kind: "init", node, path: [] });
        break;
      case "TSImportEqualsDeclaration":
        if (node.moduleReference.type === "TSExternalModuleReference") scope.declare(node.id.name, { kind: "import", source: node.moduleReference.expression.value, imported: null, path: [] });
        break;
      case "ImportDeclaration":
        for (const one of node.specifiers) {
          const imported = one.type === "ImportDefaultSpecifier" ? "default" : one.type === "ImportNamespaceSpecifier" ? null : one.imported.name ?? one.imported.value;
          scope.declare(one.local.name, { kind: "import", source: node.source.value, imported, path: [] });
        }
        break;
      case "CatchClause":
        declarePattern(node.param, scope, { kind: "unknown", path: [] });
        break;
      case "ReturnStatement":
        if (fn !== null && node.argument) fn.$returns.push(node.argument);
        break;
      case "AssignmentExpression":
        met.assignments.push(node);
        break;
      case "CallExpression": case "OptionalCallExpression": case "NewExpression":
        met.calls.push(node);
        break;
      case "MemberExpression": case "OptionalMemberExpression":
        met.members.push(node);
        break;
      case "JSXOpeningElement":
        met.elements.push(node);
        break;
      case "Identifier":
        met.references.push(node);
        break;
      default:
    }
  };
  return walk;
}
