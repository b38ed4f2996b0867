// @ts-check
/**
 * The verifier of signed policies: a text in, the policy text or a refusal out. What holds is decided in a wasm of its own (`src/signed.rs`),
 * which imports nothing; here are captured built-ins only, since policies are updated when guests run (G-1). It compiles no policy, loads
 * nothing, and any throw is a refusal.
 */
import { TypeErrorCtor, Uint8ArrayCtor, append, dateNow, freeze, hasOwn, indexOf, isArray, jsonParse } from "../primordials.js";
import { read, write } from "../strings.js";

/** @typedef {import("../instances.js").Instance} Instance */
/** @typedef {import("../types.d.ts").TrustedKey} TrustedKey */
/** @typedef {import("../types.d.ts").Verification} Verification */
/** @typedef {import("../types.d.ts").Verifier} Verifier */
/** @typedef {import("../types.d.ts").VerifierOptions} VerifierOptions */

/** 16 MiB of policy (P-3) in base64url, and room for a header and a signature. */
const MAX_SIGNED = Math.ceil((16 * 1024 * 1024 * 4) / 3) + 8192;
/** How wrong the clock of a phone may be, in seconds, before a policy is taken for expired. */
const LEEWAY = 300;

/** @type {(() => Instance) | null} */
let source = null;

/** Whether a door was opened. */
export const isKept = () => source !== null;
/** Keeps where instances of the verifier are from. The first door stays. @param {() => Instance} take */
export const keepVerifier = (take) => { source ??= take; };

/** @param {string} code @param {object} params @returns {Verification} */
const refusal = (code, params) => freeze(/** @type {any} */ ({ __proto__: null, verified: false, code, params: freeze(params) }));
const UNSIGNED = refusal("policy_unsigned", {});
const FAILED = refusal("engine_failed", { reason: "verifier" });

/**
 * @param {VerifierOptions} options the public keys that are trusted, by their ids; a key that retires stays beside the new one for a while
 * @returns {Verifier}
 * @throws {TypeError} when a key is none, or the verifier is not loaded
 * @example
 * const verifier = createVerifier({ keys: [{ kid: "2026-11", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }] });
 * verifier.verify(signedText).verified; // true
 */
export function createVerifier(options) {
  if (source === null) throw new TypeErrorCtor("the verifier is not there: `await load()` first, or use `minifence/signed/inline`");
  const { keys, now = dateNow, leeway = LEEWAY } = options ?? {};
  if (typeof now !== "function") throw new TypeErrorCtor("`now` must be a function that tells milliseconds since 1970, as `Date.now`");
  if (typeof leeway !== "number" || !(leeway >= 0)) throw new TypeErrorCtor("`leeway` must be seconds, 0 or more");
  const { kids, lines } = readKeys(keys);

  /** An instance that knows the keys. */
  function start() {
    const made = /** @type {() => Instance} */ (source)();
    if (made.exports.trust(put(made, lines), leeway) !== 1) throw new TypeErrorCtor("`keys`: " + answer(made));
    return made;
  }
  /** @type {Instance | null} */
  let instance = start();

  /** What is no time is none, and then nothing that expires is taken. */
  function seconds() {
    try {
      return now() / 1000;
    } catch {
      return NaN;
    }
  }

  /** @param {unknown} text @returns {Verification} */
  function verify(text) {
    if (typeof text !== "string" || text === "") return UNSIGNED;
    if (text.length > MAX_SIGNED) return refusal("policy_too_large", { size: text.length, limit: MAX_SIGNED });
    const time = seconds();
    try {
      if (instance === null) instance = start();
      const { exports } = instance;
      const length = put(instance, text);
      if (length !== text.length) return UNSIGNED; // not ASCII
      const key = exports.verify(length, time);
      const said = answer(instance);
      if (key === 0) {
        const error = jsonParse(said);
        return refusal(error.code, error.params);
      }
      const expires = exports.expires();
      if (key > 0 && key <= kids.length) {
        return freeze(/** @type {any} */ ({ __proto__: null, verified: true, policy: said, kid: kids[key - 1], expires: expires < 0 ? null : expires }));
      }
    } catch {
      // A trap leaves the instance in no state to be asked again: the next text gets another (G-4, G-8).
    }
    instance = null;
    return FAILED;
  }

  return freeze({ verify });
}

/** Writes a text that should be ASCII; returns its bytes, more than its length when it is not. @param {Instance} instance @param {string} text */
function put({ exports, buffer }, text) {
  const address = exports.scratch(text.length);
  return write(new Uint8ArrayCtor(buffer(), address, text.length), text, text.length);
}

/** @param {Instance} instance */
function answer({ exports, buffer }) {
  const at = exports.output();
  return read(new Uint8ArrayCtor(buffer()), at, at + exports.output_length());
}

/** Before any guest: the host's own list. @param {unknown} keys @returns {{ kids: readonly string[], lines: string }} */
function readKeys(keys) {
  if (!isArray(keys) || keys.length === 0) throw new TypeErrorCtor("`keys` must be a list of public keys: [{ kid, x }]");
  /** @type {string[]} */ const kids = [];
  let lines = "";
  for (let i = 0; i < keys.length; i += 1) {
    const key = Object(keys[i]);
    const { kid, x, kty = "OKP", crv = "Ed25519" } = key;
    if (hasOwn(key, "d")) throw new TypeErrorCtor("`keys`: a private key (`d`) has no place in an app: give `kid` and `x` only");
    if (typeof kid !== "string" || typeof x !== "string" || kty !== "OKP" || crv !== "Ed25519" || indexOf(kid + x, "\n") >= 0) throw new TypeErrorCtor("`keys`: each is { kid, x }, the public JWK of an Ed25519 key");
    lines += (i === 0 ? "" : "\n") + kid + " " + x;
    append(kids, kid);
  }
  return { kids: freeze(kids), lines };
}
