// @ts-check
/** The chart of the README: how long a check takes, as a part of `new URL + Set` in the same run. On a logarithmic scale. Pure. */

const SHOWN = ["minifence", "minifence, with reasons", "one RegExp", "split + Set", "tldts + Set", "new URL + Set", "@casl/ability", "URLPattern, native", "URLPattern, polyfill", "@ghostery/adblocker", "casbin", "whatwg-url + Set", "cedar-wasm"];
const WIDTH = 760;
const LEFT = 190;
const ROW = 26;
const [LOW, HIGH] = [0.05, 1000];

/** @param {number} ratio */
const x = (ratio) => LEFT + ((Math.log10(Math.min(Math.max(ratio, LOW), HIGH)) - Math.log10(LOW)) / (Math.log10(HIGH) - Math.log10(LOW))) * (WIDTH - LEFT - 150);

/** @param {Record<string, any>} results */
export function chart(results) {
  const parts = [];
  let y = 52;
  const find = (/** @type {string} */ place, /** @type {string} */ name) => results[place]?.urls[30].mixed.flat.find((/** @type {any} */ row) => row.name === name);
  for (const name of SHOWN) {
    const rows = ["node", "chromium"].map((place) => find(place, name)).filter((row) => row !== undefined);
    if (rows.length === 0) continue;
    parts.push(`<text x="${LEFT - 8}" y="${y + 13}" text-anchor="end" class="${name === "minifence" ? "ours" : ""}">${name}</text>`);
    rows.forEach((row, i) => {
      const isOurs = name.startsWith("minifence");
      const top = y + i * 9;
      const place = find("node", name) === row ? "n" : "c";
      parts.push(`<rect x="${x(LOW)}" y="${top}" width="${Math.max(2, x(row.ratio) - x(LOW)).toFixed(1)}" height="8" class="${isOurs ? "o" : "p"} ${place}"/>`);
      if (i === 0) {
        const wrong = row.wrongAllow + row.wrongDeny;
        parts.push(`<text x="${(Math.max(...rows.map((other) => x(other.ratio))) + 6).toFixed(1)}" y="${y + 13}" class="n">${rows.map((other) => other.ratio.toFixed(other.ratio < 10 ? 2 : 0)).join(" · ")}${wrong > 0 ? `, ${((100 * wrong) / row.asked).toFixed(wrong * 100 < row.asked ? 1 : 0)} % wrong` : ""}</text>`);
      }
    });
    y += ROW;
  }
  const lines = [0.1, 1, 10, 100].map((mark) => `<line x1="${x(mark)}" x2="${x(mark)}" y1="44" y2="${y}" class="${mark === 1 ? "base" : "grid"}"/><text x="${x(mark)}" y="${y + 16}" text-anchor="middle" class="n">${mark} ×</text>`);
  const title = "One check of a URL against 30 entries, mixed corpus: time as a part of new URL + Set";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 28}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="${title}">
<style>text { fill: #1f2328 } .ours { font-weight: 600 } .n { fill: #59636e; font-size: 12px } .o { fill: #1a7f37 } .p { fill: #8c959f } .c { opacity: .55 } .grid { stroke: #d1d9e0 } .base { stroke: #59636e; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) { text { fill: #f0f6fc } .n { fill: #9198a1 } .o { fill: #3fb950 } .p { fill: #656c76 } .grid { stroke: #3d444d } }</style>
<text x="8" y="18">${title}</text>
<text x="8" y="36" class="n">logarithmic; upper bar Node, lower bar Chromium; wrong answers beside (Node)</text>
${lines.join("\n")}
${parts.join("\n")}
</svg>
`;
}
