// @ts-check
/** What the server answers instead of doing what it was asked: an HTTP status, a code, and one sentence. */
export class Refusal extends Error {
  /** @param {number} status @param {string} code @param {string} message @param {object} [details] */
  constructor(status, code, message, details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}
