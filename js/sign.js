// @ts-check
/**
 * The door for who publishes: a policy text becomes a signed one (a compact JWS by Ed25519), through the platform's WebCrypto, in Node or in a
 * browser. It signs the text as it is, byte for byte, and nothing that an engine would not load. It verifies nothing (`minifence/signed` does),
 * makes no keys and keeps none.
 */
import { validatePolicy } from "./admin.js";
import { isWellFormed } from "./strings.js";

export { load } from "./admin.js";

/** @typedef {import("./types.d.ts").SignOptions} SignOptions */
/** @typedef {import("./types.d.ts").Validation} Validation */

/** As `src/signed.rs` has it. */
const TYPE = "minifence-policy+jws";

/**
 * Signs a policy; `value` is the text to publish. A policy that does not hold is not signed: its issues come back. `await load()` first. An example that runs
 * is in `docs/signed-policies.md`.
 * @param {string} policy JSON text
 * @param {SignOptions} options
 * @returns {Promise<Validation>}
 * @throws {TypeError} when the key, its id or the time is none
 */
export async function signPolicy(policy, options) {
  const { key, kid, expires, issued = new Date() } = options;
  if (typeof kid !== "string" || !/^[!-~]{1,128}$/.test(kid)) throw new TypeError("`kid` must be 1 to 128 printable ASCII characters without spaces");
  const iat = seconds("issued", issued);
  const exp = expires === null ? undefined : seconds("expires", expires);
  if (exp !== undefined && exp <= iat) throw new TypeError("`expires` must be later than `issued`");
  if (typeof policy === "string" && !isWellFormed(policy)) throw new TypeError("`policy` has half a surrogate pair: no bytes say that");
  const checked = validatePolicy(policy);
  if ("issues" in checked) return checked;
  const header = JSON.stringify({ alg: "EdDSA", kid, typ: TYPE, iat, exp });
  const signed = `${base64url(utf8(header))}.${base64url(utf8(policy))}`;
  const { subtle } = globalThis.crypto ?? {};
  if (subtle === undefined) throw new TypeError("there is no WebCrypto here: sign in Node 20 or later, or in a page of a secure origin");
  const signature = await subtle.sign("Ed25519", await privateKey(subtle, key), utf8(signed));
  return { value: `${signed}.${base64url(new Uint8Array(signature))}`, notices: checked.notices };
}

/** Whole seconds since 1970. A Date: of a bare number nobody sees whether it is seconds. @param {string} name @param {unknown} time */
function seconds(name, time) {
  const found = time instanceof Date ? Math.floor(time.getTime() / 1000) : NaN;
  if (!(found >= 0)) throw new TypeError(`\`${name}\` must be a Date${name === "expires" ? ", or null for a policy that never expires" : ""}`);
  return found;
}

/** @param {SubtleCrypto} subtle @param {object} key @returns {Promise<CryptoKey>} */
async function privateKey(subtle, key) {
  if (typeof CryptoKey === "function" && key instanceof CryptoKey) return key;
  const { kty, crv, x, d } = /** @type {JsonWebKey} */ (key ?? {});
  if (kty !== "OKP" || crv !== "Ed25519" || typeof d !== "string") throw new TypeError("`key` must be a private Ed25519 key: a CryptoKey, or a JWK with `kty`, `crv`, `x` and `d`");
  return subtle.importKey("jwk", { kty, crv, x, d }, "Ed25519", false, ["sign"]);
}

/** @param {string} text */
const utf8 = (text) => new TextEncoder().encode(text);

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
