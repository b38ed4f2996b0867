/**
 * What runs inside a bare realm, with nothing but ECMAScript: ASCII strings in, strings out. It keeps what it needs of the built-ins, since
 * the guests that it runs ruin them.
 */
import { runTimers } from "./timers.js";
import { EVIL, GOOD, add, policy } from "../../guard/native.js";
import "./no-timers.js";
import { Engine, PermissionError, contentSecurityPolicy, installGuard, load } from "the-door";
import { guardApi, guardRequest } from "minifence/guards";
import { mpaasHost } from "minifence/hosts/mpaas";
import { format } from "minifence/messages";
import en from "minifence/messages/en";
import zhCN from "minifence/messages/zh-CN";
import { createRecorder } from "minifence/recorder";
import { begin } from "../../guard/life.js";
import { engineBytes } from "./bytes.js";
import { poisonEach } from "./poison.js";

const { parse, stringify } = JSON;
const run = globalThis.eval;
const names = Object.getOwnPropertyNames(globalThis);

// A door that has its engine inside does nothing here; one that fetches is given bytes.
if (typeof WebAssembly === "object") await load(engineBytes());
else if (typeof WXWebAssembly === "object") await load(() => WXWebAssembly.instantiate("/lib/engine.wasm", {}));

/** The names of the global object, as they were when the package was imported. */
export const globals = () => stringify(names);

/** What each door gives, in one line. */
export const doors = () => stringify([Engine, PermissionError, contentSecurityPolicy, installGuard, load, guardApi, guardRequest, mpaasHost, format, createRecorder].map((one) => typeof one));

/** Judges the subjects of one policy. */
export function judge(text) {
  const { document, check, subjects } = parse(text);
  const engine = Engine.compile(document);
  const answers = stringify(subjects.map((subject) => engine[check](subject)));
  engine.free();
  return answers;
}

/** The same through the way that makes no decision. */
export function admit(text) {
  const { document, admit: ask, subjects } = parse(text);
  const engine = Engine.compile(document);
  const answers = stringify(subjects.map((subject) => engine[ask](subject)));
  engine.free();
  return answers;
}

/** "ok", or the code of the refusal. The policy is told as a JSON string: QuickJS is handed texts that end at a NUL. */
export function compile(text) {
  try {
    Engine.compile(parse(text)).free();
    return "ok";
  } catch (error) {
    return error instanceof PermissionError ? error.code : `threw ${error}`;
  }
}

/** A denial in words. */
export function words(text) {
  const engine = Engine.compile(policy());
  const denial = engine.checkRequest(text);
  engine.free();
  return stringify([format(denial, en), format(denial, zhCN)]);
}

/** The guard of this realm's guest, once there is one. */
let life;

/** Guards natives of the tests, then runs a guest. */
export function guest(text) {
  const { guest: source, by = "minifence", still } = parse(text);
  life = begin({ by, still });
  return more(source);
}

/** More of the guest's source. */
export function more(text) {
  try {
    run(text);
  } catch (error) {
    add(life.said, "threw " + error);
  }
  return "";
}

/** A new policy, from the host. */
export function update(text) {
  const outcome = life.guard.update(text);
  return outcome.applied ? "applied" : outcome.error.code;
}

export function tick() {
  runTimers();
  return "";
}

/** What was seen, by hand: the guest may own `join` and `toJSON`. */
export function seen() {
  return written(life.wire) + written(life.said) + written(life.events) + written(life.errors);
}

function written(lines) {
  let text = "";
  for (let i = 0; i < lines.length; i += 1) text += lines[i] + "\n";
  return text + "---\n";
}

/** Each built-in of this realm ruined in its turn, with an update and checks under it: what went wrong, and how many there were. */
export const poisoned = (kind) => poisonEach(kind, (host) => installGuard(mpaasHost(host), { policy: policy() }), (revision) => policy({ revision }), { GOOD, EVIL });
