/**
 * One life of a hostile guest: natives, what guards them, then the guest's source, which may ruin every built-in it finds. The
 * realm is given by whoever runs this: a worker of Node (`realm.js`), a frame of Chromium (`tests/browser/escape-page.js`).
 */
import { installGuard } from "../../../js/guard/install.js";
import { mpaasHost } from "../../../js/hosts/mpaas.js";
import { naive } from "./naive.js";
import { add, createHost, policy } from "./native.js";

const text = String;
const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });

/** `by`: who guards, `minifence`, one of `naive.js`, or nobody. @param {{ by: string, still?: boolean }} options */
export function begin({ by, still }, module) {
  const { my, dd, bridge, wire } = createHost({ still });
  const events = [];
  const errors = [];
  const said = [];
  let guard;
  if (by === "minifence") {
    guard = installGuard(mpaasHost({ my, bridge, aliases: { dd } }), {
      policy: policy(),
      onDecision: (e) => { add(events, e.surface + " " + e.subject + " " + e.decision.code + " " + e.enforced); },
      onError: (e) => { add(errors, e.code); },
    });
  } else if (by !== "nobody") naive[by]({ my, dd, bridge }, module);
  define("my", my);
  define("dd", dd);
  define("AlipayJSBridge", bridge);
  define("GOOD", "https://api.good.test/v1");
  define("EVIL", "https://evil.test/steal");
  define("say", (line) => add(said, text(line)));
  return { wire, said, events, errors, guard };
}
