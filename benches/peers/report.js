// @ts-check
/** What was measured, as a table, and beside the goals. Pure. */

/**
 * `floor`: what was measured, in the same run, of something that does less than any implementation can (`FLOOR`, an empty module).
 * @typedef {{ goal: string, place: string, figure: string, limit: string, holds: boolean, floor?: string, isBelowFloor?: boolean, note?: string }} Judged
 */

const PLACES = /** @type {const} */ (["node", "chromium"]);
const OURS = "minifence";
const BASE = "new URL + Set";
const FLOOR = "the floor";
const TITLE = { node: "Node", chromium: "Chromium" };

/** @param {readonly any[]} rows @param {string} name */
const rowOf = (rows, name) => rows.find((row) => row.name === name);

/** @param {Record<string, any>} results @returns {Judged[]} */
export function goals(results) {
  /** @type {Judged[]} */ const out = [];
  for (const key of PLACES) {
    const place = results[key];
    if (place === undefined) continue;
    const shown = (/** @type {number} */ value, /** @type {string} */ unit) => `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
    /** @param {string} goal @param {number} value @param {number} limit @param {string} unit @param {{ floor?: number, note?: string }} [beside] */
    const add = (goal, value, limit, unit, { floor, note } = {}) =>
      out.push({ goal, place: TITLE[key], figure: shown(value, unit), limit: `${limit} ${unit}`, holds: value <= limit, floor: floor && shown(floor, unit), isBelowFloor: floor && limit < floor, note });
    // As in a program, which has one of them: beside the base and the floor alone, not beside a dozen others.
    const short = place.duel[30];
    const ratio = (/** @type {string} */ corpus, name = OURS) => rowOf(short[corpus].flat, name).ratio;
    const beside = (/** @type {string} */ corpus) => ({ floor: corpus === "all-miss" ? undefined : ratio(corpus, FLOOR), note: `concatenated ${rowOf(short[corpus].fresh, OURS).ratio.toFixed(2)}; with reasons ${rowOf(short[corpus].flat, "minifence, with reasons").ratio.toFixed(2)}` });
    add("typical, of new URL + Set", ratio("typical"), 0.2, "×", beside("typical"));
    add("mixed, of new URL + Set", ratio("mixed"), 0.4, "×", beside("mixed"));
    add("all misses, of new URL + Set", ratio("all-miss"), 0.45, "×", beside("all-miss"));
    add("API names, of Set.has", rowOf(place.names, OURS).ratio, 1.5, "×");
    const growth = (/** @type {string} */ name) => rowOf(place.duel[100_000].typical.flat, name).ns / rowOf(place.duel[30].typical.flat, name).ns;
    add("growth from 30 to 100,000 entries", growth(OURS), 2.5, "×", { floor: growth(FLOOR), note: `${BASE}: ${growth(BASE).toFixed(2)}; among 100,000, of that: ${rowOf(place.duel[100_000].typical.flat, OURS).ratio.toFixed(2)}` });
    add("a guarded my.request, more than an unguarded one", place.guarded.short.added / 1000, 1, "µs", { note: `with headers and data ${(place.guarded.usual.added / 1000).toFixed(2)}` });
    add("cold start with 30 entries", place.cold.start, 10, "ms", { floor: place.cold.empty, note: "floor: an empty module of that size" });
    add("update() of 30 entries", place.updates[30].median, 1, "ms");
    add("update() of 100,000 entries", place.updates[100_000].median, 150, "ms");
    if (place.memory !== undefined) add("memory an entry, of 100,000", place.memory.bytes, 100, "bytes", { floor: place.memory.text, note: "floor: the policy's text" });
    const wrong = [...Object.values(place.urls), ...Object.values(place.duel)].flatMap((corpora) => Object.values(corpora)).flatMap(({ flat }) => [OURS, "minifence, with reasons"].map((name) => rowOf(flat, name)));
    add("wrong answers", [...wrong, rowOf(place.names, OURS)].reduce((sum, row) => sum + row.wrongAllow + row.wrongDeny, 0), 0, "");
  }
  return out;
}

/** @param {readonly { door: string, goal?: number, size: number, floor?: number }[]} doors in KB of brotli @returns {Judged[]} */
export const sizeGoals = (doors) => doors.map(({ door, goal = 0, size, floor }) => ({
  goal: `size of ${door}, wasm and shim`, place: "package", figure: `${size.toFixed(1)} KB`, limit: `${goal} KB`, holds: size <= goal,
  floor: floor && `${floor.toFixed(1)} KB`, isBelowFloor: floor !== undefined && goal < floor, note: floor && "floor: shim, tables, memory, IDNA; nothing that reads or judges",
}));

/** @param {readonly Judged[]} judged */
export const goalTable = (judged) => ["| goal | place | figure | at most | holds | floor | beside it |", "| --- | --- | ---: | ---: | --- | ---: | --- |",
  ...judged.map(({ goal, place, figure, limit, holds, floor, isBelowFloor, note }) => `| ${goal} | ${place} | ${figure} | ${limit} | ${holds ? "yes" : isBelowFloor ? "no: below the floor" : "no"} | ${floor ?? ""} | ${note ?? ""} |`), ""].join("\n");

/** @param {Record<string, any>} results */
export function table(results) {
  const lines = [];
  for (const key of PLACES) {
    const place = results[key];
    if (place === undefined) continue;
    for (const [count, corpora] of Object.entries(place.urls)) {
      const names = [...new Set(Object.values(/** @type {any} */ (corpora)).flatMap(({ flat }) => flat.map((/** @type {any} */ row) => row.name)))];
      lines.push("", `### ${place.version}, ${Number(count).toLocaleString("en")} entries`, "");
      lines.push("| contender | typical | mixed | all misses | concatenated: typical | mixed | all misses | wrong allows, denials (mixed) |", "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
      for (const name of names) {
        const cell = (/** @type {string} */ corpus, /** @type {"flat" | "fresh"} */ kind) => {
          const row = rowOf(/** @type {any} */ (corpora)[corpus]?.[kind] ?? [], name);
          // Nobody has to look at all of what is denied.
          const isNone = row === undefined || (name === FLOOR && corpus === "all-miss");
          return isNone ? "–" : name === BASE ? `${row.ns.toFixed(0)} ns` : row.ratio < 10 ? row.ratio.toFixed(2) : row.ratio.toFixed(0);
        };
        const mixed = rowOf(/** @type {any} */ (corpora).mixed?.flat ?? [], name);
        const wrong = mixed === undefined || name === FLOOR ? "–" : `${mixed.wrongAllow}, ${mixed.wrongDeny} of ${mixed.asked.toLocaleString("en")}`;
        const cells = /** @type {const} */ (["flat", "fresh"]).flatMap((kind) => ["typical", "mixed", "all-miss"].map((corpus) => cell(corpus, kind)));
        lines.push(`| ${name === OURS ? `**${name}**` : name} | ${cells.join(" | ")} | ${wrong} |`);
      }
    }
    lines.push("", `### ${place.version}: API names`, "", "| contender | ns | ratio |", "| --- | ---: | ---: |");
    for (const { name, ns, ratio } of place.names) lines.push(`| ${name} | ${ns.toFixed(1)} | ${ratio.toFixed(2)} |`);
    lines.push("", `### ${place.version}: floors`, "", "| what | ns |", "| --- | ---: |");
    for (const [name, ns] of Object.entries(place.floors)) lines.push(`| ${name} | ${/** @type {number} */ (ns).toFixed(0)} |`);
  }
  return `${lines.join("\n").trim()}\n`;
}
