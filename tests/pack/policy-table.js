// @ts-check
/** The table of fields in docs/policy.md, made from the JSON Schema, which is made from the engine's types. Words for patterns are here; a pattern without words is an error. */

/** What a pattern of the schema says, for people. @type {Record<string, string>} */
const PATTERNS = {
  "^[0-9]{16}$": "16 digits",
  "^[^\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]*$": "no control or bidi-control characters",
  "^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+([0-9]*[a-z]([a-z0-9-]*[a-z0-9])?|[0-9]+-[a-z0-9-]*[a-z0-9])(:[1-9][0-9]{0,4})?$": "two labels or more of `a-z 0-9 -`, perhaps `*.` before, perhaps a port behind",
  "^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*$": "a letter, then letters, digits and `_`; parts joined by dots",
};
const ORDER = ["format", "appId", "revision", "mode", "serverDomains", "apis", "webViewDomains", "enabled", "hostRule", "official", "entries", "domain", "api", "remark"];

/** @typedef {Record<string, any>} Schema */
/** @param {Schema} of */
const typeOf = (of) => (of.const !== undefined || of.oneOf !== undefined ? [of, ...(of.oneOf ?? [])].flatMap(({ const: one }) => (one === undefined ? [] : [`\`${JSON.stringify(one)}\``])).join(", ") : of.type === "array" ? "list" : of.type);
/** @param {Schema} of */
function limits(of) {
  if (of.pattern !== undefined && !Object.hasOwn(PATTERNS, of.pattern)) throw new Error(`no words for the pattern ${of.pattern}`);
  return [
    of.const === undefined && of.minimum !== undefined ? `from ${of.minimum}` : "", of.maximum === undefined ? "" : `to ${of.maximum === Number.MAX_SAFE_INTEGER ? "2^53 − 1" : of.maximum}`,
    of.maxItems === undefined ? "" : `at most ${of.maxItems.toLocaleString("en")}`, of.maxLength === undefined ? "" : `at most ${of.maxLength} characters`, of.pattern === undefined ? "" : PATTERNS[of.pattern],
  ].filter((part) => part !== "").join("; ").replace(/^from (\d+); to/, "from $1 to");
}

/** @param {Schema} schema @param {string} path @returns {string[]} */
function rows(schema, path) {
  return Object.entries(schema.properties).sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)).flatMap(([name, /** @type {Schema} */ of]) => {
    if (!ORDER.includes(name)) throw new Error(`no place for the field ${name}`);
    const preset = schema.required?.includes(name) === true ? "required" : of.default === undefined ? "" : `\`${JSON.stringify(of.default)}\``;
    const row = `| ${of.properties === undefined ? `\`${path}${name}\`` : `**\`${name}\`**`} | ${typeOf(of)} | ${preset} | ${limits(of)} | ${of.description.replaceAll("|", "\\|")} |`;
    const below = of.properties !== undefined ? rows(of, ".") : of.items !== undefined ? rows(of.items, `${path}${name}[].`) : [];
    return [row, ...below];
  });
}

/** @param {Schema} schema */
export const fieldTable = (schema) => ["| field | type | default | limits | |", "| --- | --- | --- | --- | --- |", ...rows(schema, "")].join("\n");
