// @ts-check
/**
 * How a subject gets into the engine, and its answer out: a scratch buffer, numeric exports, an output buffer. Captured built-ins only;
 * the generated glue is not used at all, since it reads built-ins at call time (G-1). It knows no codes.
 */
import { Uint8ArrayCtor, charCodeAt, encodeInto, freeze } from "./primordials.js";
import { read, write } from "./strings.js";
import { MAX_UNITS } from "./tier.js";

/** Three bytes hold any code unit. One more crosses than a subject may have, so that the engine itself sees what is too long. */
const SCRATCH_BYTES = 3 * (MAX_UNITS + 2);
const NOT_A_STRING = 0xffffffff;
/** The platform's encoder is asked for subjects of this length and more: in browsers, a call of it costs as much as a hundred characters here. */
const LONG = 128;

/** How much of a subject crosses; a surrogate pair is never cut in two. @param {string} subject */
function crossingUnits(subject) {
  if (subject.length <= MAX_UNITS) return subject.length;
  const last = charCodeAt(subject, MAX_UNITS);
  return last >= 0xd800 && last < 0xdc00 && subject.length > MAX_UNITS + 1 ? MAX_UNITS + 2 : MAX_UNITS + 1;
}

/** @param {import("./instances.js").Instance} instance that has compiled a policy */
export function createCrossing({ exports, buffer, isCurrent }) {
  const address = exports.scratch(SCRATCH_BYTES);
  /** All of the engine's memory, and the scratch buffer in it. @type {Uint8Array} */ let bytes;
  /** @type {Uint8Array | undefined} */ let scratch;
  /** Where the next text of an answer begins. */
  let at = 0;

  /** Memory that has grown leaves the old views behind: writing there would leave an earlier subject in place. @returns {Uint8Array} the scratch buffer */
  function refresh() {
    if (scratch !== undefined && isCurrent(scratch)) return scratch;
    const now = buffer();
    bytes = new Uint8ArrayCtor(now);
    scratch = /** @type {Uint8Array} */ (new Uint8ArrayCtor(now, address, SCRATCH_BYTES));
    return scratch;
  }

  /** Asks about a subject. @param {string} check the export @param {unknown} subject @returns {number} what the engine answered; 0 is no answer */
  function ask(check, subject) {
    if (typeof subject !== "string") return exports[check](NOT_A_STRING);
    const room = refresh();
    if (encodeInto !== undefined && subject.length >= LONG && subject.length <= MAX_UNITS) {
      // As many bytes as code units: all of it is ASCII, and nothing was repaired.
      const { written } = encodeInto(subject, room);
      if (written === subject.length) return exports[check](written);
    }
    return exports[check](write(room, subject, crossingUnits(subject)));
  }

  /** Asks about a part that is ASCII. @param {string} find the export @param {string} text @param {number} start @param {number} end @returns {number} 0: it is not */
  function askPart(find, text, start, end) {
    const room = refresh();
    for (let i = start; i < end; i += 1) {
      const unit = charCodeAt(text, i);
      // A byte would hold half of it, and half of a letter is another letter.
      if (unit > 0x7f) return 0;
      room[i - start] = unit;
    }
    return exports[find](end - start);
  }

  /** Texts of the answer follow each other, each behind its length. */
  function openAnswer() {
    refresh();
    at = exports.output();
  }
  function nextNumber() {
    const number = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    at += 4;
    return number >>> 0;
  }
  function nextText() {
    const start = at + 4;
    at = start + nextNumber();
    return read(bytes, start, at);
  }

  /** Tells all of an answer that is texts, each behind a number. @param {string} name the export @param {(number: number, text: string) => void} tell @returns {number} what it answered */
  function readList(name, tell) {
    const answer = exports[name]();
    openAnswer();
    const end = at + exports.output_length();
    while (at < end) tell(nextNumber(), nextText());
    return answer;
  }

  return freeze({ ask, askPart, openAnswer, nextText, readList });
}
