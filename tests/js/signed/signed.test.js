// @ts-check
/** Signed policies through the built package: the table, an implementation of somebody else's (`jose`), the guard. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { before, test } from "node:test";
import * as fetched from "../../../pkg/signed.js";
import * as asJs from "../../../pkg/signed-js.js";
import { createVerifier } from "../../../pkg/signed-inline.js";
import { installGuard } from "../../../pkg/inline.js";
import { load, signPolicy } from "../../../pkg/sign.js";
import { mpaasHost } from "../../../pkg/hosts/mpaas.js";
import { EVIL, GOOD, policy } from "../guard/native.js";
import { show, table } from "../tables.js";
import { makeKey, signByHand } from "./keys.js";

const jose = await import(createRequire(new URL("../../../js/package.json", import.meta.url)).resolve("jose"));
const TYPE = "minifence-policy+jws";
const DAY = 86_400_000;
const { keys, now, rows } = table("signed");
const key = makeKey("2026-11");
const verifier = createVerifier({ keys: [key.publicJwk] });
const appId = "2018080616290001";

before(() => Promise.all([load(), fetched.load()]));

test(`${rows.length} rows through the verifier`, () => {
  for (const row of rows) {
    const time = row.now === undefined ? now : row.now;
    const answer = /** @type {any} */ (createVerifier({ keys, now: () => (time === null ? NaN : time * 1000) }).verify(row.text));
    assert.ok(Object.isFrozen(answer), show(row));
    assert.equal(answer.verified ? "ok" : answer.code, row.code, show(row));
    assert.equal(answer.verified, row.code === "ok", show(row));
    for (const name of ["reason", "kid", "expires"]) if (name in row) assert.equal(answer.params[name], row[name], show(row));
    if ("policy" in row) assert.equal(answer.policy, row.policy, show(row));
  }
});

test("what another implementation refuses of the table is refused; what is refused here alone has its reason", async () => {
  const byKid = new Map(await Promise.all(keys.map(async (/** @type {any} */ { kid, x }) => [kid, await jose.importJWK({ kty: "OKP", crv: "Ed25519", x }, "EdDSA")])));
  const find = (/** @type {any} */ header) => byKid.get(header.kid) ?? Promise.reject(new Error("no such key"));
  const stricter = new Set();
  for (const row of rows) {
    const accepted = await jose.compactVerify(row.text, find, { algorithms: ["EdDSA", "Ed25519"] }).then(() => true, () => false);
    if (row.code === "ok") assert.ok(accepted, show(row));
    else if (accepted) stricter.add(row.code === "policy_signature" ? `${row.reason}: ${row.say}` : row.code);
  }
  const reasons = new Set([...stricter].map((text) => text.split(":")[0]));
  assert.deepEqual([...reasons].sort(), ["encoding", "header", "payload", "policy_expired", "policy_unsigned", "signature", "type"].filter((reason) => reasons.has(reason)));
  assert.ok(reasons.has("header") && reasons.has("policy_expired") && reasons.has("type"), [...stricter].join("\n"));
});

test("jose signs, we take it: the policy is what was signed, byte for byte", async () => {
  const text = policy({ serverDomains: { entries: [{ domain: "api.good.test", remark: "订单 😀 \u2028" }] } });
  for (const alg of ["EdDSA", "Ed25519"]) {
    const signed = await new jose.CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg, kid: key.kid, typ: TYPE }).sign(await jose.importJWK(key.privateJwk, alg));
    assert.deepEqual({ ...verifier.verify(signed) }, { verified: true, policy: text, kid: "2026-11", expires: null });
  }
});

test("we sign, jose takes it: with a JWK and with a CryptoKey, in the order and the words of the standard", async () => {
  const text = `\n ${policy()} `;
  const cryptoKey = await crypto.subtle.importKey("jwk", /** @type {any} */ (key.privateJwk), "Ed25519", false, ["sign"]);
  const expires = new Date(Date.now() + 30 * DAY);
  for (const one of [key.privateJwk, cryptoKey]) {
    const { value } = /** @type {any} */ (await signPolicy(text, { key: one, kid: key.kid, expires }));
    const { payload, protectedHeader } = await jose.compactVerify(value, await jose.importJWK(key.publicJwk, "EdDSA"));
    assert.equal(new TextDecoder().decode(payload), text);
    assert.deepEqual([protectedHeader.alg, protectedHeader.kid, protectedHeader.typ, protectedHeader.exp], ["EdDSA", key.kid, TYPE, Math.floor(expires.getTime() / 1000)]);
    assert.ok(Math.abs(protectedHeader.iat * 1000 - Date.now()) < DAY);
    assert.deepEqual({ ...verifier.verify(value) }, { verified: true, policy: text, kid: key.kid, expires: Math.floor(expires.getTime() / 1000) });
  }
  const { value } = /** @type {any} */ (await signPolicy(text, { key: cryptoKey, kid: key.kid, expires: null }));
  assert.deepEqual(Object.keys(jose.decodeProtectedHeader(value)).sort(), ["alg", "iat", "kid", "typ"]);
});

test("a policy that no engine would load is not signed, nor with what is no key, no id, no time", async () => {
  const options = { key: key.privateJwk, kid: "a", expires: null };
  const issues = async (/** @type {any} */ text) => /** @type {any} */ (await signPolicy(text, options)).issues.map((/** @type {any} */ issue) => issue.code);
  assert.deepEqual(await issues("{"), ["policy_syntax"]);
  assert.deepEqual(await issues(policy({ mode: "on" })), ["policy_invalid"]);
  assert.deepEqual(await issues(7), ["argument_invalid"]);
  for (const [wrong, said] of /** @type {[any, RegExp][]} */ ([
    [{ kid: "" }, /kid/], [{ kid: "a b" }, /kid/], [{ kid: undefined }, /kid/], [{ key: key.publicJwk }, /private/], [{ key: undefined }, /private/], [{ key: { kty: "oct", k: "AA" } }, /private/],
    [{ expires: undefined }, /`expires` must be a Date/], [{ expires: 1_800_000_000 }, /`expires` must be a Date/], [{ expires: new Date(NaN) }, /`expires` must be a Date/], [{ expires: new Date(0) }, /later/], [{ issued: "now" }, /`issued`/],
  ])) await assert.rejects(signPolicy(policy(), { ...options, ...wrong }), said);
  await assert.rejects(signPolicy(policy({ appId: "\ud800" }).replace("\\ud800", "\ud800"), options), /surrogate/);
});

test("keys that are none, private ones, and options that are none are refused at the start", () => {
  const { x } = key.publicJwk;
  for (const [options, said] of /** @type {[any, RegExp][]} */ ([
    [undefined, /keys/], [{}, /keys/], [{ keys: [] }, /keys/], [{ keys: [null] }, /keys/], [{ keys: [{ kid: "a" }] }, /keys/], [{ keys: [{ ...key.privateJwk, kid: "a" }] }, /private/],
    [{ keys: [{ kid: "a", x, kty: "EC" }] }, /Ed25519/], [{ keys: [{ kid: "a", x, crv: "X25519" }] }, /Ed25519/], [{ keys: [{ kid: "a", x: "AAAA" }] }, /no public key/], [{ keys: [{ kid: "a", x: `${x}\nb ${x}` }] }, /Ed25519/],
    [{ keys: [{ kid: "é", x }] }, /key id|text/], [{ keys: [{ kid: "a", x: "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }] }, /no public key/], [{ keys: [{ kid: "a", x }, { kid: "a", x }] }, /twice/],
    [{ keys: [{ kid: "a", x }], now: 7 }, /now/], [{ keys: [{ kid: "a", x }], leeway: -1 }, /leeway/], [{ keys: [{ kid: "a", x }], leeway: "300" }, /leeway/],
  ])) assert.throws(() => createVerifier(options), (/** @type {any} */ error) => error instanceof TypeError && said.test(error.message), `${JSON.stringify(options)}`);
});

test("what is no text is no signed policy, and a text over the limit is not read", () => {
  for (const value of [undefined, null, 7, {}, [], new String("a.b.c"), { toString: () => "a.b.c" }, Symbol("x")]) assert.equal(/** @type {any} */ (verifier.verify(value)).code, "policy_unsigned");
  assert.equal(/** @type {any} */ (verifier.verify("a".repeat(23_000_000))).code, "policy_too_large");
  assert.equal(/** @type {any} */ (verifier.verify(`${"a".repeat(5_000_000)}é`)).code, "policy_unsigned");
});

test("a policy of 16 MiB is verified, and a small one after it", () => {
  const large = `${policy()}${" ".repeat(16 * 1024 * 1024 - 2000)}`;
  assert.equal(/** @type {any} */ (verifier.verify(signByHand(large, key))).policy, large);
  assert.equal(/** @type {any} */ (verifier.verify(signByHand(policy(), key))).policy, policy());
});

test("a clock that throws, or tells no time, lets nothing that expires pass", () => {
  const text = signByHand(policy(), key, { exp: 9_000_000_000 });
  for (const clock of [() => { throw new Error("no clock"); }, () => NaN, () => undefined, () => -1, () => Infinity, () => "tomorrow"]) {
    const answer = /** @type {any} */ (createVerifier({ keys: [key.publicJwk], now: /** @type {any} */ (clock) }).verify(text));
    assert.deepEqual([answer.code, answer.params], ["policy_expired", { expires: 9_000_000_000, now: 0 }]);
  }
});

test("all doors have the same verifier", () => {
  for (const door of [fetched, asJs]) assert.equal(door.createVerifier({ keys: [key.publicJwk] }).verify(signByHand(policy(), key)).verified, true);
});

test("a guard with a verifier takes signed policies only; a refusal leaves what is in force", () => {
  const wire = /** @type {string[]} */ ([]);
  const my = { request: (/** @type {any} */ { url }) => { wire.push(url); } };
  const errors = /** @type {string[]} */ ([]);
  const guard = installGuard(mpaasHost({ my }), { policy: signByHand(policy({ revision: 5 }), key), appId, verifier, onError: ({ code }) => errors.push(code) });
  const told = (/** @type {any} */ text) => {
    const answer = /** @type {any} */ (guard.update(text));
    assert.equal(guard.revision, 5);
    my.request({ url: GOOD });
    my.request(/** @type {any} */ ({ url: EVIL, fail() {} }));
    return answer.applied || answer.error.code;
  };
  const evil = { revision: 6, serverDomains: { entries: [{ domain: "evil.test" }] } };
  const other = { ...makeKey("2026-11") };
  assert.equal(told(policy(evil)), "policy_unsigned");
  assert.equal(told(signByHand(policy(evil), other)), "policy_signature");
  assert.equal(told(signByHand(policy(evil), { ...other, kid: "2026-12" })), "policy_key");
  assert.equal(told(signByHand(policy(evil), key, { exp: 1_000_000_000 })), "policy_expired");
  assert.equal(told(signByHand(policy({ ...evil, revision: 4 }), key)), "policy_stale");
  assert.equal(told(signByHand(policy({ ...evil, revision: 5 }), key)), "policy_conflict");
  assert.equal(told(signByHand(policy({ ...evil, appId: "2018080616290002" }), key)), "policy_app_id");
  assert.equal(told(signByHand("{", key)), "policy_syntax");
  assert.equal(told(signByHand(policy({ revision: 5 }), key, { exp: 9_000_000_000 })), true, "the same policy, signed again");
  assert.deepEqual(wire, Array(9).fill(GOOD));
  assert.equal(guard.update(signByHand(policy(evil), key)).applied, true);
  my.request({ url: EVIL });
  assert.equal(wire.at(-1), EVIL);
  assert.deepEqual(errors, ["policy_unsigned", "policy_signature", "policy_key", "policy_expired", "policy_stale", "policy_conflict", "policy_app_id", "policy_syntax"]);
});

test("a first policy that is not signed leaves everything denied", () => {
  const guard = installGuard({}, { policy: policy(), appId, verifier });
  assert.deepEqual([guard.revision, guard.judge.request(GOOD).decision.code], [null, "no_policy"]);
});

test("a guard with a verifier asks for the appId, and for a verifier that is one", () => {
  const install = (/** @type {any} */ options) => () => installGuard({}, { policy: null, ...options });
  assert.throws(install({ verifier }), /appId/);
  for (const wrong of [null, {}, { verify: true }, () => {}]) assert.throws(install({ verifier: wrong, appId }), /createVerifier/);
});

test("whatever a verifier of the host's own answers, only a policy text of its own passes", () => {
  for (const answer of [undefined, null, true, {}, { verified: 1, policy: policy() }, { verified: "true", policy: policy() }, { verified: true }, { verified: true, policy: new String(policy()) }, Object.create({ verified: true, policy: policy() })]) {
    const guard = installGuard({}, { policy: policy(), appId, verifier: /** @type {any} */ ({ verify: () => answer }) });
    assert.equal(guard.judge.request(GOOD).pass, false, JSON.stringify(answer));
  }
  const thrower = installGuard({}, { policy: policy(), appId, verifier: /** @type {any} */ ({ verify() { throw new Error("no"); } }) });
  assert.equal(thrower.judge.request(GOOD).pass, false);
});

test("a suspended guard denies everything until a good policy: the one it had will do, an older one will not", () => {
  const guard = installGuard({}, { policy: signByHand(policy({ revision: 5 }), key), appId, verifier });
  guard.suspend();
  assert.deepEqual([guard.judge.request(GOOD).decision.code, guard.judge.api("showToast").pass], ["no_policy", false]);
  assert.equal(guard.update(signByHand(policy({ revision: 4 }), key)).applied, false);
  assert.equal(guard.judge.request(GOOD).pass, false);
  assert.equal(guard.update(signByHand(policy({ revision: 5 }), key)).applied, true);
  assert.equal(guard.judge.request(GOOD).pass, true);
});

test("keys rotate: both are trusted for a while, then the old one is gone", () => {
  const [old, next] = [makeKey("2026-05"), makeKey("2026-11")];
  const guardOf = (/** @type {any[]} */ trusted) => installGuard({}, { policy: null, appId, verifier: createVerifier({ keys: trusted }) });
  const [before_, during, after_] = [guardOf([old.publicJwk]), guardOf([old.publicJwk, next.publicJwk]), guardOf([next.publicJwk])];
  const [first, second] = [signByHand(policy({ revision: 1 }), old), signByHand(policy({ revision: 2 }), next)];
  assert.deepEqual([before_, during, after_].map((guard) => guard.update(first).applied), [true, true, false]);
  assert.deepEqual([before_, during, after_].map((guard) => guard.update(second).applied), [false, true, true]);
});
