// @ts-check
/** Findings as SARIF 2.1.0, for code hosts and editors: denied is an error, dynamic a note, a file that cannot be parsed a notification. */
import { readFileSync } from "node:fs";

/** @typedef {import("../scan/verdicts.js").Finding} Finding */

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** A path as a URI reference. @param {string} path */
const uriOf = (path) => path.split("/").map(encodeURIComponent).join("/");
/** @param {{ file: string, line: number, column: number }} place */
const locationOf = ({ file, line, column }) => ({ physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: "ROOT" }, region: { startLine: line, startColumn: column } } });

/** @param {import("../scan.js").Result} result @param {import("../io.js").Io} io */
export function toSarif({ findings, faults }, { say, words, lang }) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const told = findings.filter(({ verdict }) => verdict !== "allowed");
  const ids = [...new Set(told.map(({ code }) => code ?? "dynamic"))].sort();
  const rules = ids.map((id) => ({
    id, shortDescription: { text: id === "dynamic" ? words.scan.sarifDynamic : say({ code: id, params: {} }) }, defaultConfiguration: { level: id === "dynamic" ? "note" : "error" },
  }));
  /** @param {Finding} finding */
  const textOf = ({ code, params, subject, api, add, open }) => (code === null
    ? `${api}: ${subject}: ${words.scan.why[open[0]?.why ?? "unknown"]}`
    : `${api}: ${subject}: ${say({ code, params })}${add === null ? "" : ` (${words.check.add(add.text, words.lists[add.list])})`}`);
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [{
      tool: { driver: { name: "minifence", version, language: lang, rules } },
      columnKind: "utf16CodeUnits",
      originalUriBaseIds: { ROOT: { description: { text: "the folder that was scanned" } } },
      invocations: [{
        executionSuccessful: true,
        toolExecutionNotifications: faults.map(({ path, line, column, message }) => ({ level: "warning", message: { text: `${words.scan.sarifFault} ${message}` }, locations: [locationOf({ file: path, line, column })] })),
      }],
      results: told.map((finding) => ({
        ruleId: finding.code ?? "dynamic",
        ruleIndex: ids.indexOf(finding.code ?? "dynamic"),
        level: finding.code === null ? "note" : "error",
        message: { text: textOf(finding) },
        locations: [locationOf(finding)],
        ...(finding.via.length > 0 ? { relatedLocations: finding.via.map((via, id) => ({ id, ...locationOf(via), message: { text: words.scan.through } })) } : {}),
        properties: { kind: finding.kind, subject: finding.subject, ...(finding.add === null ? {} : { add: finding.add }) },
      })),
    }],
  };
}
