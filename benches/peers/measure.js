// @ts-check
/**
 * How time is taken: every contender in turn, many short rounds, each beside the base in the same round; of the ratios the
 * median. A machine that is busy elsewhere slows whole rounds, and so both sides of a ratio. Runs in Node and in a page.
 */

/** @typedef {import("./corpus.js").Item} Item */
/** @typedef {import("./contenders.js").Check} Check */
/** @typedef {{ name: string, check: Check }} Ready */
/** @typedef {{ name: string, ns: number, ratio: number, wrongAllow: number, wrongDeny: number, asked: number }} Row */

/** About how long one timing lasts: short, so that few are disturbed, and long against the clock. */
const SPELL_MS = 1.5;
const WARM_MS = 100;

/** @param {readonly number[]} list */
export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Kept, so that no answer is optimised away. */
let sink = 0;
export const sunk = () => sink;

/** Milliseconds that this process was at work, where a process can tell: others' work on the same cores is no part of it. */
export const now = globalThis.process?.cpuUsage === undefined ? () => performance.now() : () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Nanoseconds a call. @param {Check} check @param {readonly string[]} subjects */
function time(check, subjects) {
  let yes = 0;
  const start = now();
  for (let i = 0; i < subjects.length; i += 1) if (check(subjects[i])) yes += 1;
  const end = now();
  sink += yes;
  return ((end - start) * 1e6) / subjects.length;
}

/** So many functions go through `time` that none is inlined there: each is measured as it runs by itself. */
for (let i = 0; i < 64; i += 1) {
  const checks = [(/** @type {string} */ text) => text.length > 0, (/** @type {string} */ text) => text === "", (/** @type {string} */ text) => text !== "a", (/** @type {string} */ text) => text < "b", (/** @type {string} */ text) => text > "c", () => true];
  for (const check of checks) time(check, Array(200).fill("text"));
}

/** Asks for a while, so that everything is compiled that will be; nanoseconds a call at the end. @param {Check} check @param {readonly Item[]} items */
function warm(check, items) {
  const start = now();
  for (let round = 1; ; round += 1) {
    const before = now();
    let yes = 0;
    for (let i = 0; i < items.length; i += 1) if (check(items[i].url)) yes += 1;
    sink += yes;
    const end = now();
    if (end - start > WARM_MS || round === 1000) return ((end - before) * 1e6) / items.length;
  }
}

/** A program's strings: parts that were concatenated just now, or text in one piece. @param {readonly Item[]} items @param {boolean} isFresh @param {readonly string[][]} parts */
function draw(items, isFresh, parts, at, count) {
  const out = Array(count);
  for (let i = 0; i < count; i += 1) {
    const k = (at + i) % items.length;
    out[i] = isFresh ? parts[k][0] + parts[k][1] : items[k].url;
  }
  return out;
}

/** One piece of memory each: what `JSON.parse` and `slice` leave behind may be part of another string. @param {string} text */
const flat = (text) => /** @type {string} */ (JSON.parse(JSON.stringify(text)));

/**
 * @param {readonly Ready[]} ready the first of them is the base
 * @param {readonly Item[]} given @param {{ fresh: boolean, rounds: number, slow?: number }} options `slow`: rounds of who takes over 20 µs
 * @returns {Row[]}
 */
export function measure(ready, given, { fresh, rounds, slow = 5 }) {
  const items = given.map(({ url, cut, right }) => ({ url: flat(url), cut, right }));
  const parts = items.map(({ url, cut }) => [flat(url.slice(0, cut)), flat(url.slice(cut))]);
  const runs = ready.map(({ name, check }) => {
    const sure = items.slice(0, 2000);
    const start = now();
    for (const { url } of sure.slice(0, 200)) check(url);
    const first = ((now() - start) * 1e6) / 200;
    const sample = first > 20_000 ? sure.slice(0, 500) : items;
    let [wrongAllow, wrongDeny] = [0, 0];
    for (const { url, right } of sample) {
      const said = check(url);
      if (right === null || said === right) continue;
      if (said) wrongAllow += 1;
      else wrongDeny += 1;
    }
    const each = warm(check, sample);
    const count = Math.max(20, Math.min(items.length, Math.round((SPELL_MS * 1e6) / Math.max(each, 50))));
    return { name, check, count, at: 0, isSlow: each > 20_000, times: /** @type {number[]} */ ([]), ratios: /** @type {number[]} */ ([]), wrongAllow, wrongDeny, asked: sample.length };
  });
  const [base] = runs;
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < runs.length; i += 1) {
      const run = runs[(i + round) % runs.length];
      if (run.isSlow && round % Math.ceil(rounds / slow) !== 0) continue;
      // The same subjects for both; who goes first changes with the round.
      const subjects = () => draw(items, fresh, parts, run.at, Math.min(run.count, base.count));
      const [mine, bases] = [subjects(), subjects()];
      const isFirst = (round & 1) === 0;
      const before = isFirst ? time(run.check, mine) : 0;
      const other = time(base.check, bases);
      const after = isFirst ? before : time(run.check, mine);
      run.at = (run.at + mine.length) % items.length;
      run.times.push(after);
      run.ratios.push(after / other);
    }
  }
  return runs.map(({ name, times, ratios, wrongAllow, wrongDeny, asked }) => ({ name, ns: median(times), ratio: median(ratios), wrongAllow, wrongDeny, asked }));
}
