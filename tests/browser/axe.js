// @ts-check
/** What axe-core, and a measuring of what it leaves open, says about a document in the browser. No assertions here. */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const examples = createRequire(fileURLToPath(new URL("../../examples/package.json", import.meta.url)));
const SOURCE = readFileSync(examples.resolve("axe-core/axe.min.js"), "utf8");
const ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** A page that still moves is looked at again: a dialog that opens, a list that fills. What stays is wrong. */
const LOOKS = 4;
const PAUSE_MS = 500;

/**
 * What is wrong with a document that has come to rest, a line each, and how many rules found something to look at.
 * @param {import("playwright-core").Page | import("playwright-core").Frame} document @param {readonly string[]} [rules] names of rules, or of groups of them
 */
export async function examine(document, rules = ALL) {
  for (let looks = 1; ; looks += 1) {
    const seen = await look(document, rules);
    if (seen.wrong.length === 0 || looks === LOOKS) return seen;
    await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });
  }
}

/**
 * What is wrong, a line each, and how many rules found something to look at. What axe cannot decide counts as wrong, with two exceptions that are
 * looked at in another way: frames are given to this function themselves, and where axe does not see what is behind a text (the invisible field of a
 * closed list lies over it, another element hides half of it), the colours of the text and of the elements around it are compared here.
 * @param {import("playwright-core").Page | import("playwright-core").Frame} document @param {readonly string[]} rules
 */
async function look(document, rules) {
  // Through the debugger, which the page's Content-Security-Policy does not bind.
  if (!(await document.evaluate(() => "axe" in globalThis))) await document.evaluate(SOURCE);
  return document.evaluate(async (rules) => {
    const { axe } = /** @type {any} */ (globalThis);
    const MEASURED = ["bgOverlap", "elmPartiallyObscured", "elmPartiallyObscuring", "emptyValue", "nonBmp", "outsideViewport", "shortTextContent"];
    const { violations, incomplete, passes } = await axe.run(globalThis.document, { iframes: false, elementRef: true, resultTypes: ["violations", "incomplete"], runOnly: rules });
    const open = incomplete.filter((/** @type {any} */ { id }) => id !== "frame-tested");
    const wrong = [];
    for (const { id, nodes } of [...violations, ...open]) {
      for (const { any, all, none, element, html } of nodes) {
        const measured = id === "color-contrast" && MEASURED.includes(any[0]?.data?.messageKey) ? contrast(element) : null;
        if (measured !== null && measured >= 4.5) continue;
        wrong.push(`${id}: ${html.slice(0, 160)} (${measured === null ? [...any, ...all, ...none].map(({ message }) => message).join("; ") : `contrast ${measured}`})`);
      }
    }
    return { wrong, rules: new Set([...passes, ...violations, ...open].map(({ id }) => id)).size };

    /** Of the colour of a text with what is painted behind it by the elements around it. @param {Element} element */
    function contrast(element) {
      const { Color, flattenColors, getContrast } = axe.commons.color;
      const colour = (/** @type {string} */ text) => {
        const parsed = new Color();
        parsed.parseString(text);
        return parsed;
      };
      const layers = [];
      for (let around = /** @type {Element | null} */ (element); around !== null && layers.at(-1)?.alpha !== 1; around = around.parentElement) layers.push(colour(getComputedStyle(around).backgroundColor));
      return layers.at(-1)?.alpha === 1 ? getContrast(layers.reduceRight((below, layer) => flattenColors(layer, below)), colour(getComputedStyle(element).color)) : 0;
    }
  }, rules);
}
