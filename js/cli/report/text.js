// @ts-check
/** Lines for a terminal: colours where there is one, widths as it counts them, and nothing in what a program says that would steer it. */

/** C0, C1, and what turns the direction of writing: a guest's text must not write to the terminal. */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NONE = /\p{Mn}/u;

/** @param {string} text */
export const safe = (text) => text.replace(STEERING, (unit) => `\\u{${unit.charCodeAt(0).toString(16)}}`);

/** Columns that a text takes, without colours in it. @param {string} text */
export const widthOf = (text) => {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : NONE.test(character) ? 0 : 1;
  return width;
};

/** Breaks at blanks, and between wide characters; a word that fits no line stays whole (a URL can be copied). @param {string} text @param {number} width @param {string} indent @param {string} [hanging] */
export function wrap(text, width, indent, hanging = indent) {
  const words = safe(text).match(/[^\s\u2e80-\uffef]+[\u3000-\u303f\uff00-\uffef]*|[\u2e80-\uffef][\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]*| +/gu) ?? [];
  const room = Math.max(24, width);
  /** @type {string[]} */ const lines = [];
  let line = indent;
  let used = widthOf(indent);
  let isStart = true;
  for (const word of words) {
    const size = widthOf(word);
    if (!isStart && used + size > room) {
      lines.push(line.trimEnd());
      line = hanging;
      used = widthOf(hanging);
      isStart = true;
    }
    if (isStart && word.trim() === "") continue;
    line += word;
    used += size;
    isStart = false;
  }
  return [...lines, line.trimEnd()].join("\n");
}

/** @typedef {{ red: Paint, green: Paint, yellow: Paint, bold: Paint, dim: Paint }} Palette */
/** @typedef {(text: string) => string} Paint */

/** @param {boolean} isOn @returns {Palette} */
export const palette = (isOn) => {
  /** @param {number} on @param {number} off @returns {Paint} */
  const paint = (on, off) => (isOn ? (text) => `\u001b[${on}m${text}\u001b[${off}m` : (text) => text);
  return { red: paint(31, 39), green: paint(32, 39), yellow: paint(33, 39), bold: paint(1, 22), dim: paint(2, 22) };
};
