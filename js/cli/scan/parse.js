// @ts-check
/** Text of a guest's program → its tree, by Babel's parser. What cannot be parsed is told with line and column. */
import { parse, parseExpression as babelExpression } from "@babel/parser";

/** Forgiving where a runtime's own compiler is: what matters here is which calls there are. @type {import("@babel/parser").ParserOptions} */
const OPTIONS = {
  sourceType: "module", errorRecovery: true, allowReturnOutsideFunction: true, allowImportExportEverywhere: true, allowAwaitOutsideFunction: true,
  allowUndeclaredExports: true, allowSuperOutsideMethod: true, allowNewTargetOutsideFunction: true, attachComment: false,
};
const COMMON = /** @type {const} */ (["decorators-legacy", "exportDefaultFrom"]);

/** The plugins to try, by the kind of file. @param {string} path @param {string} [lang] of a Vue script @returns {import("@babel/parser").ParserPlugin[][]} */
const pluginsFor = (path, lang) => {
  if (lang === "ts" || /\.[mc]?ts$/.test(path)) return [["typescript", ...COMMON]];
  if (lang === "tsx" || path.endsWith(".tsx")) return [["typescript", "jsx", ...COMMON]];
  return [["jsx", ...COMMON], ["jsx", "flow", ...COMMON]];
};

/** Where and why, without the position that Babel puts behind its sentence. @param {any} cause */
const fault = (cause) => ({
  message: cause instanceof RangeError ? "nested too deeply" : String(cause?.message ?? cause).replace(/\s*\(\d+:\d+\)$/, ""),
  line: cause?.loc?.line ?? 1,
  column: (cause?.loc?.column ?? 0) + 1,
});

/**
 * @param {string} text @param {string} path @param {string} [lang]
 * @returns {{ program: any } | { fault: { message: string, line: number, column: number } }}
 */
export function parseScript(text, path, lang) {
  /** @type {unknown} */ let first;
  for (const plugins of pluginsFor(path, lang)) {
    for (const sourceType of /** @type {const} */ (["module", "script"])) {
      try {
        return { program: parse(text, { ...OPTIONS, sourceType, plugins }).program };
      } catch (cause) {
        first ??= cause;
      }
    }
  }
  return { fault: fault(first) };
}

/** One expression: of a template, or a JSON document. @param {string} text @returns {any} its node, or null */
export function parseExpression(text) {
  try {
    return babelExpression(text, { ...OPTIONS, errorRecovery: false, plugins: ["typescript"] });
  } catch {
    return null;
  }
}
