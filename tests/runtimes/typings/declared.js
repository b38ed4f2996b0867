// @ts-check
/** What `@mini-types/my` declares, read by the TypeScript compiler: every function of `my` by its dotted name, and the fields of its options. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
/** @type {typeof import("typescript")} */ export const ts = createRequire(new URL("../../../js/package.json", import.meta.url))("typescript");

/** @typedef {{ name: string, type: string }} Field `name`: its path in the options, `a.b` */
/** @typedef {{ name: string, fields: Field[], takesText: boolean }} Declared */

/** @returns {Declared[]} */
export function readDeclarations() {
  const entry = require.resolve("@mini-types/my/types/index.d.ts");
  const program = ts.createProgram([entry], { noEmit: true, strict: true, types: [], lib: ["lib.es2022.d.ts"] });
  const checker = program.getTypeChecker();
  const file = program.getSourceFiles().find(({ fileName }) => fileName.endsWith("lib.my.d.ts"));
  if (file === undefined) throw new Error(`no declarations beside ${fileURLToPath(import.meta.url)}`);
  const my = file.statements.filter(ts.isModuleDeclaration).find(({ name }) => name.text === "my");
  if (my === undefined) throw new Error("no namespace `my`");

  /** @param {import("typescript").Type} type @param {string} prefix @param {number} depth @returns {Field[]} */
  const fieldsOf = (type, prefix = "", depth = 0) => {
    if (depth > 2) return [];
    return checker.getNonNullableType(type).getProperties().flatMap((property) => {
      const declared = checker.getNonNullableType(checker.getTypeOfSymbol(property));
      const name = prefix + property.name;
      const text = checker.typeToString(declared);
      if (declared.getCallSignatures().length > 0 || /^(?:[A-Z]\w*)?(?:Array)?Buffer/.test(text)) return [];
      const item = checker.isArrayType(declared) ? checker.getTypeArguments(/** @type {import("typescript").TypeReference} */ (declared))[0] : undefined;
      if (item !== undefined && (item.flags & ts.TypeFlags.Object) !== 0) return fieldsOf(item, `${name}.*.`, depth + 1);
      if ((declared.flags & ts.TypeFlags.Object) !== 0 && item === undefined) return fieldsOf(declared, `${name}.`, depth + 1);
      return [{ name, type: text }];
    });
  };

  /** @param {import("typescript").Symbol} space @param {string} prefix @returns {Declared[]} */
  const functionsOf = (space, prefix) => checker.getExportsOfModule(space).flatMap((symbol) => {
    const name = prefix + symbol.name;
    if ((symbol.flags & ts.SymbolFlags.Function) !== 0) {
      const signatures = checker.getTypeOfSymbol(symbol).getCallSignatures();
      const firsts = signatures.map(({ parameters: [first] }) => (first === undefined ? undefined : checker.getTypeOfSymbol(first))).filter((type) => type !== undefined);
      const fields = new Map(firsts.flatMap((type) => (type.flags & ts.TypeFlags.StringLike ? [] : fieldsOf(type))).map((field) => [field.name, field]));
      return [{ name, fields: [...fields.values()], takesText: firsts.some((type) => (type.flags & ts.TypeFlags.StringLike) !== 0) }];
    }
    return (symbol.flags & ts.SymbolFlags.Namespace) !== 0 ? functionsOf(symbol, `${name}.`) : [];
  });
  const symbol = checker.getSymbolAtLocation(my.name);
  if (symbol === undefined) throw new Error("no symbol `my`");
  return functionsOf(symbol, "");
}
