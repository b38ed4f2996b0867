/** The wasms of the package: what each is compiled of, and which files of the package carry it. Data for the build, the notices and the list of parts. */

/** SHA-512 as a loop: 2 KB of brotli less than its eighty steps one by one, for a text that is hashed once. */
const COMPACT_HASH = '--cfg sha2_backend_soft="compact"';

/** @type {Record<"engine" | "lean" | "verify" | "admin", { cargo: readonly string[], flags: string, files: readonly string[] }>} */
export const WASMS = {
  engine: { cargo: ["--no-default-features", "--features", "runtime,idna"], flags: "", files: ["engine.wasm", "engine-bytes.js", "engine-js.js"] },
  lean: { cargo: ["--no-default-features", "--features", "runtime"], flags: "", files: ["lean.wasm", "lean-bytes.js"] },
  verify: { cargo: ["--no-default-features", "--features", "runtime,signed"], flags: COMPACT_HASH, files: ["verify.wasm", "verify-bytes.js", "verify-js.js"] },
  admin: { cargo: ["--features", "admin"], flags: "", files: ["admin.wasm", "admin-glue.js"] },
};
