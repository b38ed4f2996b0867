// @ts-check
/** Keys of tests, and what signs without the package: Node's own Ed25519. */
import { generateKeyPairSync, sign } from "node:crypto";

/** A key pair as JWKs. @param {string} kid */
export function makeKey(kid) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { kid, publicJwk: { ...publicKey.export({ format: "jwk" }), kid }, privateJwk: privateKey.export({ format: "jwk" }), privateKey };
}

const base64url = (/** @type {string} */ text) => Buffer.from(text).toString("base64url");

/** @param {string} policy @param {ReturnType<typeof makeKey>} key @param {object} [header] what else is in the header */
export function signByHand(policy, key, header = {}) {
  const signed = `${base64url(JSON.stringify({ alg: "EdDSA", kid: key.kid, typ: "minifence-policy+jws", ...header }))}.${base64url(policy)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString("base64url")}`;
}
