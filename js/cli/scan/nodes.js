// @ts-check
/** Small questions about nodes of a tree. */

/** @typedef {any} Node */

/** The key of a property or member when it is written out, else null. @param {Node} node */
export function staticKey(node) {
  const key = node.key ?? node.property;
  if (!node.computed && key.type === "Identifier") return key.name;
  if (key.type === "StringLiteral" || key.type === "NumericLiteral") return String(key.value);
  if (key.type === "PrivateName") return `#${key.id.name}`;
  return node.computed && key.type === "TemplateLiteral" && key.expressions.length === 0 ? key.quasis[0].value.cooked : null;
}

const WRAPPERS = new Set([
  "TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression", "TSTypeAssertion", "TSInstantiationExpression", "TypeCastExpression", "ParenthesizedExpression", "ChainExpression",
  "AwaitExpression",
]);

/** What a node says without types, brackets and `await`. @param {Node} node @returns {Node} */
export function bare(node) {
  let inner = node;
  for (;;) {
    if (WRAPPERS.has(inner.type)) inner = inner.type === "AwaitExpression" ? inner.argument : inner.expression;
    else if (inner.type === "SequenceExpression") inner = inner.expressions.at(-1);
    else return inner;
  }
}

/** @param {Node} node */
export const isMember = (node) => node.type === "MemberExpression" || node.type === "OptionalMemberExpression";

/** `a.b.c` as its first node and the keys behind it; null where a key is not written out. @param {Node} node @returns {{ root: Node, path: string[] } | null} */
export function memberPath(node) {
  /** @type {string[]} */ const path = [];
  let at = bare(node);
  while (isMember(at)) {
    const key = staticKey(at);
    if (key === null) return null;
    path.unshift(key);
    at = bare(at.object);
  }
  return { root: at, path };
}

/** Where a node stands, from 1. @param {Node} node */
export const placeOf = (node) => ({ line: node.loc?.start.line ?? 1, column: (node.loc?.start.column ?? 0) + 1 });

/** A node as it is written, short. @param {Node} node @param {string} text */
export function excerpt(node, text) {
  const source = text.slice(node.start ?? 0, node.end ?? 0).replace(/\s+/g, " ");
  return source.length > 60 ? `${source.slice(0, 57)}…` : source;
}
