/**
 * A realm of its own in which every built-in is ruined, one after the other, while a recorder works (G-1). It answers with what
 * went wrong, how many built-ins there were, and what the recorder says at the end.
 */
import { parentPort, workerData } from "node:worker_threads";
import { createRecorder } from "../../pkg/recorder.js";

const send = parentPort.postMessage.bind(parentPort);
const POISON = { throws: () => { throw new Error("poison"); }, "is undefined": undefined, "says true": () => true };
const poison = POISON[workerData];
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { ownKeys } = Reflect;

const event = (surface, subject, code) => Object.freeze({ id: "1", surface, subject, decision: Object.freeze({ outcome: "deny", code, params: {} }), enforced: true, revision: 1 });
const events = [
  event("request", "HTTPS://***@API.example.com:443/path", "host_not_listed"), event("request", "https://api.example.com/x", "header_not_allowed"),
  event("webView", "https://m.example.com/", "listed"), event("api", "tinyToNative", "api_not_listed"), event("api", "no name", "invalid_api"),
];
const recorder = createRecorder({ limit: 3, now: () => 5 });
/** By hand: whatever joins or compares for us may be poisoned. */
const show = () => {
  const rows = recorder.observations();
  let text = "";
  for (let i = 0; i < rows.length; i += 1) text += `${rows[i].list} ${rows[i].subject} ${rows[i].code} ${rows[i].count} ${rows[i].first}-${rows[i].last}\n`;
  return `${text}${recorder.dropped} ${recorder.skipped}`;
};
const work = () => {
  recorder.clear();
  for (let i = 0; i < events.length; i += 1) recorder.record(events[i]);
  for (let i = 0; i < 3; i += 1) recorder.record(events[0]);
  return show();
};
const expected = work();

const TypedArray = getPrototypeOf(Uint8Array);
const roots = [Object, Function, Array, String, Number, Boolean, Symbol, Promise, Map, WeakMap, Set, RegExp, Error, RangeError, JSON, Math, Reflect, Uint8Array, TypedArray, TextEncoder, Proxy, Date, URL,
  Function.prototype, getPrototypeOf([][Symbol.iterator]()), getPrototypeOf(new Map()[Symbol.iterator]())];
const targets = [];
for (const root of roots) targets.push(root, ...(root.prototype ? [root.prototype] : []));
const todo = [];
for (const target of targets) for (const key of ownKeys(target)) {
  const found = getOwnPropertyDescriptor(target, key);
  if (found.configurable && (typeof found.value === "function" || found.get)) todo.push({ target, key, found, instead: found.get ? { get: typeof poison === "function" ? poison : () => undefined, configurable: true } : { value: poison, configurable: true, writable: true } });
}

let wrong = "";
for (let i = 0; i < todo.length; i += 1) {
  const { target, key, found, instead } = todo[i];
  let said;
  defineProperty(target, key, instead);
  try {
    said = work();
  } catch {
    said = "threw";
  }
  defineProperty(target, key, found);
  if (said !== expected) wrong += `${String(key)}: ${said}\n`;
}

// For good: a prototype that says and hears everything, and a guest that listens.
let heard = 0;
for (const name of ["toJSON", "list", "subject", "code", "count", "first", "last", "limit", "now", "0", "1", "2", "get", "set", "value"]) {
  defineProperty(Object.prototype, name, { get() { heard += 1; return undefined; }, set() { heard += 1; }, configurable: true });
}
const { stringify } = JSON;
if (work() !== expected) wrong += "Object.prototype\n";
const heardBefore = heard;
for (const name of ["toJSON", "list", "subject", "code", "count", "first", "last", "limit", "now", "0", "1", "2", "get", "set", "value"]) delete Object.prototype[name];
Object.prototype.toJSON = Array.prototype.toJSON = () => "forged";
Date.now = () => 7;
send({ wrong, count: todo.length, expected, heard: heardBefore, json: stringify(recorder.observations()) });
