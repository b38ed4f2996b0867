/**
 * `format`: a code and its params become one sentence of a catalog.
 * Text only, never HTML; it decides nothing, and no verdict depends on it (P-7, C-1, C-7).
 */

const hasOwn = Function.prototype.call.bind(Object.prototype.hasOwnProperty);

/**
 * Total: a code that the catalog does not know gives the code itself, and nothing throws.
 * @param {import("../types.d.ts").Reason | { readonly code: string, readonly params?: object }} reason
 * @param {import("../types.d.ts").Messages | import("../types.d.ts").PageMessages} messages
 * @returns {string}
 */
export function format(reason, messages) {
  let code = "";
  try {
    const given = /** @type {unknown} */ (reason.code);
    if (typeof given !== "string") return code;
    code = given;
    const sentence = hasOwn(messages, code) ? /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (messages))[code] : undefined;
    if (typeof sentence !== "function") return code; // `ui` is words too, but no code
    const text = sentence(reason.params ?? {});
    return typeof text === "string" ? text : code;
  } catch {
    return code; // a catalog or a params object of somebody else
  }
}
