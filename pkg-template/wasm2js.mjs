/**
 * The engine as plain JavaScript: binaryen's `wasm2js` translates the wasm, and this puts the translation into a module whose every
 * built-in is captured by `primordials.js` (G-1). Whatever it does not know of the translation makes the build fail; what it wrote is
 * read again, name by name (`wasm2js-check.mjs`). It builds no wasm.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { checkNames } from "./wasm2js-check.mjs";

/**
 * How the wasm behind it is compiled. Interpreters pay for every step, so speed goes before size here (10 % more bytes, 40 % less time without a
 * JIT). The stack is small, since every policy has a memory of its own: twenty times what the engine was ever seen to use, and a test holds it to half.
 */
export const FOR_WASM2JS = {
  flags: "-C target-cpu=mvp -C link-arg=-zstack-size=65536",
  profile: { CARGO_PROFILE_RELEASE_OPT_LEVEL: "2", CARGO_PROFILE_RELEASE_STRIP: "symbols" },
};
/** The most that a memory grows to. A policy of the largest size takes a tenth of it; addresses stay positive numbers. */
const MAX_PAGES = 8192;

/** What `wasm2js` itself lowers may stay: 64-bit numbers, and memory that is copied and filled as a whole. All else is WebAssembly 1.0. */
const FEATURES = ["--mvp-features", "--enable-mutable-globals", "--enable-bulk-memory-opt"];
/** What the standard library was built with, before it is lowered. */
const BUILT_WITH = ["--enable-sign-ext", "--enable-nontrapping-float-to-int", "--enable-bulk-memory", "--enable-multivalue", "--enable-reference-types"];
const LOWERING = ["--signext-lowering", "--llvm-nontrapping-fptoint-lowering"];
/** One piece of data compresses better than a hundred. */
const WHOLE_DATA = "--skip-pass=memory-packing";
const STRIPPING = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/** Names that the translation uses → the captured built-ins behind them. Nothing else comes from outside. */
const CAPTURED = {
  Math_imul: "imul", Math_clz32: "clz32", Math_abs: "abs", Math_ceil: "ceil", Math_floor: "floor", Math_min: "min", ArrayBuffer: "ArrayBufferCtor", Int8Array: "Int8ArrayCtor", Int16Array: "Int16ArrayCtor", Int32Array: "Int32ArrayCtor",
  Uint8Array: "Uint8ArrayCtor", Uint16Array: "Uint16ArrayCtor", Uint32Array: "Uint32ArrayCtor", Float64Array: "Float64ArrayCtor",
  copyWithin: "typedArrayCopyWithin", fill: "typedArrayFill", set: "typedArraySet", bufferOf: "typedArrayBuffer", freeze: "freeze", Trap: "ErrorCtor",
};

/**
 * Writes the engine as a module: `instantiate()` makes an `Instance` (`js/instances.js`) with a memory of its own.
 * @param {{ wasm: string, work: string, out: string, bin: (tool: string) => string }} options `wasm` has no imports; `work` is for what lies between
 */
export function writeEngineJs({ wasm, work, out, bin }) {
  const lowered = `${work}/lowered.wasm`;
  const translated = `${work}/translated.js`;
  const tool = (name, args) => execFileSync(bin(name), [...FEATURES, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  tool("wasm-opt", [...BUILT_WITH, ...STRIPPING, ...LOWERING, "-Oz", ...LOWERING, WHOLE_DATA, wasm, "-o", lowered]);
  // Read without the other features: an instruction of theirs that was left is an error here.
  tool("wasm2js", ["-O2", WHOLE_DATA, lowered, "-o", translated]);
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(lowered))).map(({ name }) => name).filter((name) => name !== "memory");
  const source = wrap(readFileSync(translated, "utf8"), exported);
  const { transformSync } = createRequire(new URL("../js/package.json", import.meta.url))("esbuild");
  const { code } = transformSync(source, { minify: true, format: "esm", target: "es2020", charset: "ascii", legalComments: "none" });
  checkNames(code, Object.values(CAPTURED));
  writeFileSync(out, `/** A wasm of this package, as JavaScript: made by binaryen's wasm2js. */\n${code}`);
  writeFileSync(out.replace(/\.js$/, ".d.ts"), 'import type { Instance } from "./instances.js";\nexport declare function instantiate(): Instance;\n');
}

/** One match, or an error that says what was not found. @param {RegExp} pattern @param {string} text @param {string} what */
function one(pattern, text, what) {
  const found = [...text.matchAll(new RegExp(pattern, "gm"))];
  if (found.length !== 1) throw new Error(`wasm2js: ${found.length} times ${what}; pkg-template/wasm2js.mjs must learn the new shape`);
  return found[0];
}

/** The translation with a head and a tail of our own. @param {string} text @param {readonly string[]} names what it must export */
function wrap(text, names) {
  const opening = one(/^function asmFunc\(imports\) \{\n var buffer = new ArrayBuffer\((\d+)\);\n((?: var (?:HEAP\w+|Math_\w+) = .*;\n)+)/, text, "the head of the translation");
  const closing = one(/^ bufferView = HEAPU8;\n initActiveSegments\(imports\);\n( var FUNCTION_TABLE = \[.*\];\n)?/, text, "the place where data are laid");
  const [, size] = opening;
  const code = text.slice(opening.index + opening[0].length, closing.index);
  const tail = text.slice(closing.index + closing[0].length);
  const returned = one(/^ return \{\n([^]*?)^ \};\n\}\n/, tail, "what the translation exports")[1];
  const exported = names.map((name) => `${name}: ${one(new RegExp(`^ {2}"${name}": (\\$\\d+),? ?$`), returned, `the export ${name}`)[1]}`);
  const segments = [...text.slice(0, opening.index).matchAll(/base64DecodeToExistingUint8Array\(bufferView, (\d+), "([\w+/=]*)"\);/g)];
  // Every call and the function itself: no data may be laid in another way.
  if (segments.length === 0 || text.split("base64DecodeToExistingUint8Array(").length !== segments.length + 2) throw new Error("wasm2js: data in an unknown shape");

  const data = segments.map(([, address, base64]) => `{ address: ${address}, bytes: fromBase64("${base64}") }`);
  return `
import { ${Object.entries(CAPTURED).map(([name, captured]) => (name === captured ? name : `${captured} as ${name}`)).join(", ")} } from "./primordials.js";
import { fromBase64 } from "./load/base64.js";

const DATA = [${data.join(", ")}];
/** One error for all, made before any guest: nobody's trace of a stack is asked for. */
const TRAP = freeze(new Trap("the engine trapped"));
const PAGE = 65536;
const MAX_PAGES = ${MAX_PAGES};

export function instantiate() {
 var size = ${size};
 var buffer, HEAP8, HEAP16, HEAP32, HEAPU8, HEAPU16, HEAPU32, HEAPF64;
 function attach(memory) {
  HEAP8 = new Int8Array(memory);
  HEAP16 = new Int16Array(memory);
  HEAP32 = new Int32Array(memory);
  HEAPU16 = new Uint16Array(memory);
  HEAPU32 = new Uint32Array(memory);
  HEAPF64 = new Float64Array(memory);
  var bytes = new Uint8Array(memory);
  if (HEAPU8 !== undefined) set(bytes, HEAPU8);
  HEAPU8 = bytes;
  buffer = memory;
 }
 function wasm2js_trap() {
  throw TRAP;
 }
 function wasm2js_memory_copy(to, from, count) {
  to = to >>> 0; from = from >>> 0; count = count >>> 0;
  if (to + count > size || from + count > size) throw TRAP;
  copyWithin(HEAPU8, to, from, from + count);
 }
 function wasm2js_memory_fill(to, value, count) {
  to = to >>> 0; count = count >>> 0;
  if (to + count > size) throw TRAP;
  fill(HEAPU8, value, to, to + count);
 }
 function __wasm_memory_size() {
  return size / PAGE | 0;
 }
 function __wasm_memory_grow(pages) {
  var before = size / PAGE | 0;
  pages = pages >>> 0;
  if (before + pages > MAX_PAGES) return -1;
  try {
   attach(new ArrayBuffer((before + pages) * PAGE));
  } catch (e) {
   return -1;
  }
  size = (before + pages) * PAGE;
  return before;
 }
${code}
 attach(new ArrayBuffer(size));
 for (var i = 0; i < DATA.length; i += 1) set(HEAPU8, DATA[i].bytes, DATA[i].address);
${closing[1] ?? ""}
 return freeze({
  exports: freeze({ __proto__: null, ${exported.join(", ")} }),
  buffer: function () { return buffer; },
  isCurrent: function (view) { return bufferOf(view) === buffer; }
 });
}
`;
}
