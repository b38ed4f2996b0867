// @ts-check
/** Compiles one file of a user of typings, alone, as that user would: strict, with these global types and no others. */
import { createRequire } from "node:module";
import { dirname } from "node:path";

/** @type {typeof import("typescript")} */ const ts = createRequire(new URL("../../js/package.json", import.meta.url))("typescript");

/** @param {string} file @param {readonly string[]} types @param {(text: string) => string} [edit] of the file's text @returns {string[]} what the compiler says */
export function compile(file, types, edit = (text) => text) {
  /** @type {import("typescript").CompilerOptions} */
  const options = {
    strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], types: [...types], typeRoots: [`${dirname(file)}/../node_modules`],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) => (name === file ? ts.createSourceFile(name, edit(ts.sys.readFile(name) ?? ""), version, true) : read(name, version, ...rest));
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file: of, start, messageText }) => `${of === undefined ? "" : `${of.fileName.split("/").pop()}:${of.getLineAndCharacterOfPosition(start ?? 0).line + 1} `}${ts.flattenDiagnosticMessageText(messageText, " ")}`);
}

/** The same file with the package's doors as `any`: what a user would have if a wrapper lost its type. @param {string} text */
export const loseTypes = (text) => text.replace(/^import \{ ([^}]*) \} from "minifence\/.*$/gm, (_, names) => names.split(", ").map((/** @type {string} */ name) => `declare const ${name}: any;`).join(" "));
