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
  return stringify(table.map((row) => {
    const time = row.now === undefined ? now : row.now;
    return createVerifier({ keys, now: () => (time === null ? NaN : time * 1000) }).verify(row.text);
  }));
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
