// @ts-check
/** What was measured, as a table, and beside the goals. Pure. */

/** @typedef {{ goal: string, place: string, figure: string, limit: string, holds: boolean, note?: string }} Judged */

const PLACES = /** @type {const} */ (["node", "chromium"]);
const OURS = "minifence";
const TITLE = { node: "Node", chromium: "Chromium" };

/** @param {readonly any[]} rows @param {string} name */
const rowOf = (rows, name) => rows.find((row) => row.name === name);

/** @param {Record<string, any>} results @returns {Judged[]} */
export function goals(results) {
  /** @type {Judged[]} */ const out = [];
  for (const key of PLACES) {
    const place = results[key];
    if (place === undefined) continue;
    /** @param {string} goal @param {number} value @param {number} limit @param {string} unit @param {string} [note] */
    const add = (goal, value, limit, unit, note) =>
      out.push({ goal, place: TITLE[key], figure: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`, limit: `${limit} ${unit}`, holds: value <= limit, note });
    const short = place.urls[30];
    const ratio = (/** @type {string} */ corpus) => rowOf(short[corpus].flat, OURS).ratio;
    const beside = (/** @type {string} */ corpus) => `concatenated ${rowOf(short[corpus].fresh, OURS).ratio.toFixed(2)}; with reasons ${rowOf(short[corpus].flat, "minifence, with reasons").ratio.toFixed(2)}`;
    add("typical, of new URL + Set", ratio("typical"), 0.2, "×", beside("typical"));
    add("mixed, of new URL + Set", ratio("mixed"), 0.4, "×", beside("mixed"));
    add("all misses, of new URL + Set", ratio("all-miss"), 0.45, "×", beside("all-miss"));
    add("API names, of Set.has", rowOf(place.names, OURS).ratio, 1.5, "×");
    const at = (/** @type {number} */ count) => rowOf(place.urls[count].typical.flat, OURS).ns;
    const base = (/** @type {number} */ count) => rowOf(place.urls[count].typical.flat, "new URL + Set").ns;
    add("growth from 30 to 100,000 entries", at(100_000) / at(30), 2.5, "×", `new URL + Set: ${(base(100_000) / base(30)).toFixed(2)}`);
    add("a guarded my.request, more than an unguarded one", place.guarded.short.added / 1000, 1, "µs", `with headers and data ${(place.guarded.usual.added / 1000).toFixed(2)}`);
    add("cold start with 30 entries", place.cold.start, 10, "ms", `an empty module of that size: ${place.cold.empty.toFixed(2)}`);
    add("update() of 30 entries", place.updates[30].median, 1, "ms");
    add("update() of 100,000 entries", place.updates[100_000].median, 150, "ms");
    if (place.memory !== undefined) add("memory an entry, of 100,000", place.memory, 100, "bytes");
    const wrong = Object.values(place.urls).flatMap((corpora) => Object.values(corpora)).flatMap(({ flat }) => [OURS, "minifence, with reasons"].map((name) => rowOf(flat, name)));
    add("wrong answers", [...wrong, rowOf(place.names, OURS)].reduce((sum, row) => sum + row.wrongAllow + row.wrongDeny, 0), 0, "");
  }
  return out;
}

/** @param {readonly Judged[]} judged */
export const goalTable = (judged) => ["| goal | place | figure | at most | holds | beside it |", "| --- | --- | ---: | ---: | --- | --- |",
  ...judged.map(({ goal, place, figure, limit, holds, note }) => `| ${goal} | ${place} | ${figure} | ${limit} | ${holds ? "yes" : "no"} | ${note ?? ""} |`), ""].join("\n");

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
          return row === undefined ? "–" : name === "new URL + Set" ? `${row.ns.toFixed(0)} ns` : row.ratio < 10 ? row.ratio.toFixed(2) : row.ratio.toFixed(0);
        };
        const mixed = rowOf(/** @type {any} */ (corpora).mixed?.flat ?? [], name);
        const wrong = mixed === undefined ? "–" : `${mixed.wrongAllow}, ${mixed.wrongDeny} of ${mixed.asked.toLocaleString("en")}`;
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
