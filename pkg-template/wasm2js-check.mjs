/**
 * Reads the engine as JavaScript again and looks for what a guest could have replaced: a name from outside, a method, a property of
 * anything but the memory's views. Finding one makes the build fail (G-1).
 */
import { createRequire } from "node:module";

const ts = createRequire(new URL("../js/package.json", import.meta.url))("typescript");

/** Property reads that reach nobody: of objects that the module makes itself. */
const OWN_PROPERTIES = ["length", "bytes", "address"];
/** Words that parse as names and are none that could be replaced. */
const FIXED = ["undefined"];
/** What calls built-ins without naming them, or could. */
const NOT_PLAIN = new Set([
  ts.SyntaxKind.ThisKeyword, ts.SyntaxKind.TemplateExpression, ts.SyntaxKind.TaggedTemplateExpression, ts.SyntaxKind.SpreadElement, ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.RegularExpressionLiteral, ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression, ts.SyntaxKind.AwaitExpression, ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.ArrayBindingPattern, ts.SyntaxKind.InKeyword, ts.SyntaxKind.InstanceOfKeyword,
]);

/** Throws unless every name is declared in the text, and everything that it reads is its own. @param {string} code @param {readonly string[]} captured what may be imported of `primordials.js` */
export function checkNames(code, captured) {
  const file = ts.createSourceFile("engine-js.js", code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const declared = new Set(FIXED);
  const faults = [];
  const fault = (node, what) => faults.push(`${what}: ${node.getText(file).slice(0, 80)}`);

  const declare = (node) => {
    if (ts.isImportDeclaration(node) && node.moduleSpecifier.text === "./primordials.js") {
      for (const one of node.importClause.namedBindings.elements) if (!captured.includes((one.propertyName ?? one.name).text)) fault(one, "imported");
    }
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isFunctionLike(node) || ts.isImportSpecifier(node)) && node.name && ts.isIdentifier(node.name)) declared.add(node.name.text);
  };
  everyNode(file, declare);

  const visit = (node) => {
    if (ts.isIdentifier(node) && !isLabelOrKey(node) && !declared.has(node.text)) fault(node, "a name from outside");
    if (ts.isPropertyAccessExpression(node) && !OWN_PROPERTIES.includes(node.name.text)) fault(node, "a property");
    if (ts.isCallExpression(node) && !ts.isIdentifier(node.expression) && !ts.isElementAccessExpression(node.expression)) fault(node, "a call");
    if (ts.isElementAccessExpression(node) && !ts.isIdentifier(node.expression)) fault(node, "an element");
    if (ts.isStringLiteral(node) && !ts.isImportDeclaration(node.parent) && !ts.isCallOrNewExpression(node.parent)) fault(node, "a text");
    if (NOT_PLAIN.has(node.kind)) fault(node, "not plain code");
  };
  everyNode(file, visit);
  if (faults.length > 0) throw new Error(`the engine as JavaScript uses what a guest may replace:\n  ${faults.slice(0, 20).join("\n  ")}`);
}

/** Calls for a node and all below it. Not by recursion: a minifier makes one expression of thousands of statements. */
function everyNode(root, visit) {
  const open = [root];
  while (open.length > 0) {
    const node = open.pop();
    visit(node);
    ts.forEachChild(node, (child) => { open.push(child); });
  }
}

/** Not a name of something: a label, a key, what is imported or exported as. */
function isLabelOrKey(node) {
  const { parent } = node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return true;
  return (ts.isPropertyAccessExpression(parent) && parent.name === node) || (ts.isPropertyAssignment(parent) && parent.name === node);
}
