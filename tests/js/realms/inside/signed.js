/** Signed policies inside a bare realm, with nothing but ECMAScript: ASCII strings in, strings out. */
import "./timers.js";
import { EVIL, GOOD } from "../../guard/native.js";
import "./no-timers.js";
import { installGuard } from "the-door";
import { createVerifier } from "the-verifier";
import { mpaasHost } from "minifence/hosts/mpaas";
import { poisonEach } from "./poison.js";

const { parse, stringify } = JSON;

/** What each row of the table answers. */
export function rows(text) {
  const { keys, now, rows: table } = parse(text);
  let time = now;
  const verifier = createVerifier({ keys, now: () => (time === null ? NaN : time * 1000) });
  return stringify(table.map((row) => {
    time = row.now === undefined ? now : row.now;
    return verifier.verify(row.text);
  }));
}

/** What the verifier is made of, ruined all at once; then a forged policy, a signed one, and what became of a listed URL and another. */
export function ruined(text) {
  const { keys, first, forged, second } = parse(text);
  const guard = installGuard({}, { policy: first, appId: "2018080616290001", verifier: createVerifier({ keys }) });
  const [views, { defineProperty }] = [Object.getPrototypeOf(Uint8Array.prototype), Object];
  for (const name of ["set", "fill", "copyWithin", "subarray", "slice"]) views[name] = () => 1;
  for (const name of ["length", "buffer", "byteLength", "byteOffset"]) defineProperty(views, name, { get: () => 1 });
  Math.imul = Math.clz32 = Math.abs = Math.floor = Math.ceil = Math.min = () => 1;
  String.prototype.charCodeAt = () => 97;
  String.fromCharCode = () => "a";
  String.prototype.concat = () => first;
  Date.now = () => 0;
  JSON.parse = () => ({ verified: true, policy: first });
  Object.prototype.verified = true;
  Object.prototype.policy = first;
  for (const name of ["ArrayBuffer", "Int8Array", "Int32Array", "Uint8Array", "Uint32Array", "Float64Array", "Math", "JSON", "Map", "Date"]) globalThis[name] = function () {};
  let said = guard.update(forged).applied ? "forged " : "";
  said += guard.update(second).applied ? "signed " : "";
  said += guard.judge.request(GOOD).pass ? "good " : "";
  return said + (guard.judge.request(EVIL).pass ? "evil" : "");
}

/** Each built-in ruined in its turn, while a forged policy is tried and a signed one is taken. */
export function poisoned(text) {
  const { kind, keys, signed, forged } = parse(text);
  const install = (host) => {
    const guard = installGuard(mpaasHost(host), { policy: signed[0], appId: "2018080616290001", verifier: createVerifier({ keys }) });
    return { judge: guard.judge, update: (next) => (guard.update(forged).applied ? { applied: false } : guard.update(next)) };
  };
  return poisonEach(kind, install, (revision) => signed[revision - 1], { GOOD, EVIL });
}
