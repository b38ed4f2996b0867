// @ts-check
/** A walk through states of the console, each examined by axe-core, in three looks. Which states there are is the test's business. */
import assert from "node:assert/strict";
import { examine } from "./axe.js";
import { personAt } from "./console-words.js";

/** How many of axe's rules must have had something to look at: in the console, and in the small documents beside it (the phone, the page with two forms). */
const LEAST_RULES = { console: 45, beside: 24 };
const LOOKS = {
  "English, light": { locale: "en-US", colorScheme: "light" },
  "Chinese, dark": { locale: "zh-CN", colorScheme: "dark" },
  "Chinese, light, 360 pixels": { locale: "zh-CN", colorScheme: "light", width: 360, height: 740 },
};
const SMALL = "Chinese, light, 360 pixels";

/** @typedef {import("./demo-page.js").Scene} Scene */
/** @typedef {ReturnType<typeof personAt>} Person */
/** @typedef {(state: string, page?: import("playwright-core").Page | import("playwright-core").Frame) => Promise<void>} Examine */

/** @param {ReturnType<typeof import("./demo-page.js").scenes>} scene */
export const walks = (scene) =>
/**
 * A walk through states, in every look. All findings of a walk are told at once.
 * @param {string} sentence @param {(walk: Scene & { ann: Person, say: Person["say"], language: "en" | "zh", at: Examine }) => Promise<void>} run @param {{ small?: boolean }} [options]
 */
(sentence, run, { small = true } = {}) => {
  for (const [name, look] of Object.entries(LOOKS)) {
    if (name === SMALL && !small) continue;
    const language = look.locale === "zh-CN" ? "zh" : "en";
    scene(`${sentence}: nothing is wrong for anybody (${name})`, async (scene) => {
      /** @type {Map<string, string>} what is wrong → the first state in which it is */
      const found = new Map();
      const ann = personAt(scene.page, language);
      await run({ ...scene, ann, say: ann.say, language, at: async (state, page = scene.page) => {
        const { wrong, rules } = await examine(page);
        const note = (/** @type {string} */ one) => found.has(one) || found.set(one, state);
        wrong.forEach(note);
        const isForms = page.url().includes("/forms.html"); // in English only
        assert.ok(rules >= (page === scene.page && !isForms ? LEAST_RULES.console : LEAST_RULES.beside), `${state}: axe looked at ${rules} rules only`);
        const { lang, wide } = await page.evaluate(() => ({ lang: document.documentElement.lang, wide: document.documentElement.scrollWidth - innerWidth }));
        assert.equal(lang, look.locale === "zh-CN" && !isForms ? "zh-CN" : "en", state);
        if (wide > 0) note(`${wide} pixels lie outside`);
        if (page === scene.page && process.env.SHOTS !== undefined) await scene.shot(`axe-${state}-${name}`.replace(/\W+/g, "-"));
      } });
      assert.deepEqual([...found].map(([wrong, state]) => `${state}: ${wrong}`), []);
    }, /** @type {import("./demo-page.js").Look} */ (look));
  }
};
