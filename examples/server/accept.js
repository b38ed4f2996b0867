// @ts-check
/**
 * What may enter the database. Whatever a browser said before, this is the check: a form is a convenience. The rules are those of
 * `minifence/admin`; only lengths and shapes of this server's own fields are said here.
 */
import { draftPolicy, validateEntry, validatePolicy } from "minifence/admin";
import { Refusal } from "./refusal.js";

const AUTHOR_LENGTH = 80;
/** An API name, by A-1; an origin or a bare scheme, as `minifence/recorder` writes them. No path, no query: a subject says what was called, never how. */
const API = /^[a-z][\w.]{0,63}$/i;
const ORIGIN = /^[a-z][a-z0-9+.-]{0,63}:(\/\/[^\s/?#@\\\p{C}]{1,260}\/)?$/u;
/** A phone's clock may be ahead of the server's. */
const CLOCK_SKEW_MS = 24 * 60 * 60 * 1_000;
const ANY_POLICY = JSON.stringify({ format: 1, appId: "0".repeat(16), revision: 0, mode: "off", serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
const OBSERVATION = ["list", "subject", "code", "count", "first", "last"];

/** A policy. @param {string} text @returns {string} the canonical text */
export function acceptPolicy(text) {
  const checked = validatePolicy(text);
  if ("issues" in checked) throw new Refusal(422, "policy_refused", "the policy has errors", { issues: checked.issues });
  return checked.value;
}

/** Who publishes. @param {unknown} author @returns {string} */
export function acceptAuthor(author) {
  const text = acceptLine("author", author);
  const length = [...text].length;
  if (length < 1 || length > AUTHOR_LENGTH) throw new Refusal(400, "bad_body", `\`author\` must be 1 to ${AUTHOR_LENGTH} characters long; this one has ${length}`, { field: "author" });
  return text;
}

/** Why; empty when nothing was said. @param {unknown} note @returns {string} */
export const acceptNote = (note) => acceptLine("note", note ?? "");

/** One line of text for people, by the rule for remarks (P-4). @param {string} field @param {unknown} value @returns {string} */
function acceptLine(field, value) {
  if (typeof value !== "string") throw new Refusal(400, "bad_body", `\`${field}\` must be text`, { field });
  const text = value.trim();
  const checked = validateEntry("apis", { text: "any", remark: text });
  if ("issues" in checked) throw new Refusal(400, "bad_body", `\`${field}\` is too long, or has control characters in it`, { field, issues: checked.issues });
  return text;
}

/** @param {string} field @param {unknown} value @returns {number} */
export function acceptRevision(field, value) {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Refusal(400, "bad_body", `\`${field}\` must be a revision: a whole number from 0`, { field });
}

/**
 * What a phone observed. `draftPolicy` says whether the codes, lists and numbers are ones: so everything that is kept can be drafted from.
 * @param {unknown} value
 * @returns {import("minifence/types").Observation[]}
 */
export function acceptObservations(value) {
  const refuse = (/** @type {string} */ message, details = {}) => new Refusal(400, "bad_body", message, { field: "observations", ...details });
  if (!Array.isArray(value)) throw refuse("send { observations: Observation[] }");
  for (const [index, item] of value.entries()) {
    const fields = Object.keys(Object(item));
    if (fields.length !== OBSERVATION.length || !OBSERVATION.every((name) => fields.includes(name))) throw refuse(`observation ${index} must have ${OBSERVATION.join(", ")}, and no more`);
    const { list, subject, count, first, last } = item;
    if (typeof subject !== "string" || !(list === "apis" ? API : ORIGIN).test(subject)) throw refuse(`observation ${index} has a \`subject\` that is neither an API name nor an origin`);
    if (count < 1 || last < first || last > Date.now() + CLOCK_SKEW_MS) throw refuse(`observation ${index} was seen ${count} times, from ${first} to ${last}: that cannot be`);
  }
  const checked = draftPolicy(value, ANY_POLICY);
  if ("issues" in checked) throw refuse("the observations have errors", { issues: checked.issues });
  return value;
}
