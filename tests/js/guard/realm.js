/**
 * A realm of its own for one guest, as a worker of Node; it answers with what reached the native side, what the guest said, and
 * what the host was told.
 */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { keepModule } from "../../../js/engine.js";
import { engineWasm } from "./host.js";
import { begin } from "./life.js";
import { add } from "./native.js";

const { guest, after, by = "minifence", still } = workerData;
const send = parentPort.postMessage.bind(parentPort);
const later = setTimeout;
const run = globalThis.eval;

const module = new WebAssembly.Module(readFileSync(engineWasm()));
keepModule(module);
const { wire, said, events, errors, guard } = begin({ by, still }, module);
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
