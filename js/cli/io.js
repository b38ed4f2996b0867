// @ts-check
/** What a command says and where: stdout for results, stderr for progress and errors, words of one language. */
import { format } from "../messages/index.js";
import en from "../messages/en.js";
import zhCN from "../messages/zh-CN.js";
import { palette } from "./report/text.js";
import enWords from "./words/en.js";
import zhWords from "./words/zh-CN.js";

/** @typedef {import("./words/en.js").Words} Words */
/** @typedef {{ words: Words, say: (reason: any) => string, paint: import("./report/text.js").Palette, width: number, print: (text: string) => void, lang: string }} Io */

/** @param {Record<string, any>} options @returns {Io} */
export function openIo(options) {
  const lang = options.lang === "zh-CN" ? "zh-CN" : "en";
  const messages = lang === "zh-CN" ? zhCN : en;
  const { env, stdout } = process;
  const wants = options.color ?? "auto";
  const isColoured = wants === "always" || (wants === "auto" && stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb");
  return {
    lang, words: lang === "zh-CN" ? zhWords : enWords,
    say: (reason) => format(reason, messages),
    paint: palette(isColoured),
    width: stdout.columns ?? 100,
    print: (text) => void stdout.write(`${text}\n`),
  };
}

/** Progress for a person who waits: a line that is written over, on a terminal only. @param {(text: string) => string} label */
export function openProgress(label) {
  const { stderr } = process;
  if (stderr.isTTY !== true) return { tell: () => {}, end: () => {} };
  let last = 0;
  let shown = false;
  return {
    /** @param {string} step @param {number} done @param {number} all */
    tell(step, done, all) {
      const now = Date.now();
      if (now - last < 100) return;
      last = now;
      shown = true;
      stderr.write(`\r\u001b[K${label(step)} ${done}/${all}`);
    },
    end: () => void (shown && stderr.write("\r\u001b[K")),
  };
}
