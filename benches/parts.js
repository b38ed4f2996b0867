// @ts-check
/**
 * `make parts`: what each part of a phone's wasm costs. The functions of a part are emptied (an `unreachable` each), and the rest is
 * compressed again: what is then missing is the part's share. Needs what `make pkg` leaves in `target/`. It measures, and judges nothing.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { WASM_FEATURES, WASM_FLAGS } from "../pkg-template/wasm-flags.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [CODE, DATA] = [10, 11];

const [IDNA, MEMORY] = ["IDNA (U-5)", "memory, texts, what the compiler brings"];

/** The first that a function's name fits. @type {readonly (readonly [string, RegExp])[]} */
const PARTS = [
  [IDNA, /idna|icu_|smallvec|zerovec|utf8_iter|slice::sort|CodePointTrie/],
  ["reading a policy, its errors (P-1 to P-8)", /minifence::(json|policy|canonical|wire::is_same_policy)|^(compile|same_policy)$|PolicyError/],
  ["reading a URL and its host, addresses, spelling (U-1 to U-6)", /minifence::(subject|written|href|plain|ip|host|domain::(Domain|last_label|is_)|text|byte)/],
  ["lists, names, answers (U-7 to U-9, A-1 to A-6)", /minifence::|^(check|find|exact)_|^(mode|revision|tables|scratch|output)/],
  [MEMORY, /./],
];

const kb = (/** @type {Uint8Array} */ bytes) => brotliCompressSync(bytes).length / 1024;

/** @param {Buffer} bytes */
function read(bytes) {
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString("utf8", at - length, at);
  };
  /** @type {Buffer[]} */ const bodies = [];
  /** @type {Map<number, string>} */ const names = new Map();
  let [before, after, data] = [Buffer.alloc(0), Buffer.alloc(0), Buffer.alloc(0)];
  while (at < bytes.length) {
    const start = at;
    const id = bytes[at++];
    const end = number() + at;
    if (id === DATA) data = bytes.subarray(at, end);
    if (id === CODE) {
      before = bytes.subarray(0, start);
      for (let left = number(); left > 0; left -= 1) {
        const length = number();
        bodies.push(bytes.subarray(at, at + length));
        at += length;
      }
      after = bytes.subarray(end);
    }
    if (id === 0 && text() === "name") {
      after = after.subarray(0, after.length - (bytes.length - start));
      while (at < end) {
        const [kind, last] = [bytes[at++], number() + at];
        if (kind === 1) for (let left = number(); left > 0; left -= 1) names.set(number(), text());
        at = last;
      }
    }
    at = end;
  }
  return { before, bodies, after, data, names };
}

/** @param {number} value */
function leb(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(bytes);
}

/**
 * @param {string} name of a wasm that `make pkg` built
 * @returns {{ whole: number, code: { label: string, kb: number }[], data: number }} in KB of brotli
 */
export function parts(name) {
  const folder = mkdtempSync(join(tmpdir(), "minifence-parts-"));
  const [bare, named] = [join(folder, "bare.wasm"), join(folder, "named.wasm")];
  const tool = (/** @type {string} */ file) => join(root, "js/node_modules/.bin", file);
  const target = join(root, "target", `wasm-${name}`);
  execFileSync(tool("wasm-metadce"), [join(target, `${name}_bg.wasm`), "--graph-file", join(target, "exports.json"), "-g", "-o", bare, ...WASM_FEATURES], { stdio: "ignore" });
  execFileSync(tool("wasm-opt"), [...WASM_FLAGS, "-g", bare, "-o", named], { stdio: "inherit" });
  const { before, bodies, after, data, names } = read(readFileSync(named));
  rmSync(folder, { recursive: true });

  const size = (/** @type {Buffer[]} */ code) => {
    const body = Buffer.concat([leb(code.length), ...code.flatMap((one) => [leb(one.length), one])]);
    return kb(Buffer.concat([before, Buffer.from([CODE]), leb(body.length), body, after]));
  };
  const whole = size(bodies);
  const empty = Buffer.from([0, 0, 0x0b]);
  const partOf = (/** @type {number} */ i) => PARTS.findIndex(([, pattern]) => pattern.test(names.get(i) ?? ""));
  const code = PARTS.map(([label], part) => ({ label, kb: whole - size(bodies.map((body, i) => (partOf(i) === part ? empty : body))) }));
  return { whole, code, data: kb(data) };
}

/** What a phone's door has before a line of the engine: its shim, tables, memory, and IDNA where that is asked for. @param {string} name @param {number} shim */
export function sizeFloor(name, shim) {
  const { code, data } = parts(name);
  return code.filter(({ label }) => label === IDNA || label === MEMORY).reduce((sum, part) => sum + part.kb, shim + data);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const cell = (/** @type {number} */ value) => value.toFixed(1).padStart(6);
  for (const name of ["engine", "lean"]) {
    const { whole, code, data } = parts(name);
    console.log(`${name}.wasm, KB of brotli: ${cell(whole)}`);
    for (const { label, kb: share } of code) console.log(`${cell(share)}  ${label}`);
    console.log(`${cell(data)}  tables and texts (data)\n`);
  }
}
