// @ts-check
/** How a command ends, and the errors that end it. */

/** All allowed, nothing to complain of. */
export const OK = 0;
/** Something is denied, or what `--fail-on` names was found. */
export const FOUND = 1;
/** Wrong use, or something that cannot be read. */
export const WRONG = 2;

/** What ends a command: `code` has its sentence in `words/`. */
export class CliError extends Error {
  /** @param {string} code @param {Record<string, string>} [params] */
  constructor(code, params = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
