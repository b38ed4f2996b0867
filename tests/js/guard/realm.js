/**
 * A realm of its own for one guest: natives, guard, then the guest's source, which may ruin every built-in it finds.
 * Run as a worker; it answers with what reached the native side, what the guest said, and what the host was told.
 */
import { parentPort, workerData } from "node:worker_threads";
import { installGuard } from "../../../js/guard/install.js";
import { mpaasHost } from "../../../js/hosts/mpaas.js";
import { add, createHost, loadEngine, policy } from "./host.js";

const { guest, after, bare, still } = workerData;
const send = parentPort.postMessage.bind(parentPort);
const later = setTimeout;
const run = globalThis.eval;

loadEngine();
const { my, dd, bridge, wire } = createHost({ still });
const events = [];
const errors = [];
const said = [];
let guard;
if (!bare) {
  guard = installGuard(mpaasHost({ my, bridge, aliases: { dd } }), {
    policy: policy(),
    onDecision: (e) => { add(events, `${e.surface} ${e.subject} ${e.decision.code} ${e.enforced}`); },
    onError: (e) => { add(errors, `${e.code}`); },
  });
}
const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
define("my", my);
define("dd", dd);
define("AlipayJSBridge", bridge);
define("GOOD", "https://api.good.test/v1");
define("EVIL", "https://evil.test/steal");
define("say", (text) => add(said, `${text}`));
process.on("uncaughtException", (e) => { add(said, `uncaught ${e}`); });
process.on("unhandledRejection", () => { add(said, "unhandled rejection"); });

try {
  run(guest);
} catch (e) {
  add(said, `threw ${e}`);
}
// Strings only, joined by hand: the guest may own `toJSON`.
const join = (list) => { let text = ""; for (let i = 0; i < list.length; i += 1) text += `${list[i]}\n`; return text; };
const answer = (kind) => send(`${kind}\n---\n${join(wire)}---\n${join(said)}---\n${join(events)}---\n${join(errors)}`);
// A guest may break the timers of this realm for good: then this is the only answer.
answer("early");
later(() => {
  if (after !== undefined) {
    const outcome = guard.update(after);
    add(said, outcome.applied ? "updated" : `refused ${outcome.error.code}`);
    run("my.request({ url: EVIL }); my.request({ url: GOOD });");
  }
  later(() => answer("late"), 15);
}, 15);
