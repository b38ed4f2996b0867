/** How wasm-opt makes a wasm small. */

export const WASM_FEATURES = [
  "--enable-bulk-memory", "--enable-bulk-memory-opt", "--enable-mutable-globals", "--enable-nontrapping-float-to-int", "--enable-sign-ext",
  "--enable-reference-types", "--enable-multivalue",
];
/**
 * `memory-packing` makes brotli's work worse; `merge-similar-functions` makes what older engines do not know. Flattened and
 * optimised more than once, the wasm is a percent smaller.
 */
export const WASM_FLAGS = [
  "--flatten", "--rereloop", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--reorder-locals",
  "--skip-pass=memory-packing", "--skip-pass=merge-similar-functions", "--mvp-features", ...WASM_FEATURES,
  "--strip-producers", "--strip-target-features",
];
