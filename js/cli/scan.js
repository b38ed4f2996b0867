// @ts-check
/** `scan <folder> --policy <policy>`: every call that a mini program's source makes, judged. */
import { readdirSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import { explain, setMode } from "../admin.js";
import { installGuard } from "../inline.js";
import { checkDraft, draftOf, writeDraft } from "./draft.js";
import { CliError, FOUND, OK } from "./exit.js";
import { readGoodPolicy } from "./input.js";
import { openProgress } from "./io.js";
import { printFindings } from "./report/human.js";
import { toJson } from "./report/json.js";
import { toSarif } from "./report/sarif.js";
import { rowsFor } from "./scan/rows.js";
import { scanFolder } from "./scan/scan.js";
import { judgeWith } from "./scan/verdicts.js";

/** @typedef {{ folder: string, policy: string, isOff: boolean, files: number, findings: import("./scan/verdicts.js").Finding[], faults: import("./scan/project.js").Fault[] }} Result */

/** As much of what Node may have is for trees; a large file more takes the rest. */
const MOST_HEAP = 0.8;

/** @param {import("./args.js").Args} args @param {import("./io.js").Io} io */
export async function run({ values, positionals }, io) {
  const { folder, draft } = readUse(values, positionals, io);
  const policy = await readGoodPolicy(values.policy, values, io.say);
  // Judged as if the switch were on: that is what a preflight is for.
  const isOff = JSON.parse(policy.text).mode === "off";
  const on = setMode(policy.text, "enforce");
  if ("issues" in on) throw new CliError("policy_refused", { path: values.policy, why: on.issues.map(io.say).join("\n  ") });
  const { judge } = installGuard({}, { policy: on.value, ...(values["app-id-form"] ? { appIdForm: values["app-id-form"] } : {}) });

  const progress = openProgress((step) => io.words.scan.steps[step]);
  const { heap_size_limit: limit } = getHeapStatistics();
  const scanned = scanFolder(folder, {
    nodeModules: values["node-modules"], rowsOf: rowsFor(judge), isOfficial: officialNames(),
    onProgress(step, done, all) {
      progress.tell(step, done, all);
      // A sentence, where Node would end with its own stack a little later.
      if (getHeapStatistics().used_heap_size < MOST_HEAP * limit) return;
      progress.end();
      throw new CliError("folder_too_large", { path: folder, done: String(step === "read" ? done : all), all: String(all) });
    },
  });
  progress.end();
  if (scanned.files === 0) throw new CliError("folder_empty", { path: folder });
  const findings = scanned.found.map(judgeWith({ judge, explain: (list, subject) => explain(on.value, list, subject) }));
  /** @type {Result} */
  const result = { folder, policy: values.policy, isOff, files: scanned.files, findings, faults: scanned.faults };

  const drafted = draft === undefined ? null : draftOf(findings, policy.text, io);
  if (draft !== undefined && drafted !== null) writeDraft(draft, drafted.value, values.force === true);
  if (values.sarif) io.print(JSON.stringify(toSarif(result, io), null, 2));
  else if (values.json) io.print(JSON.stringify(toJson(result, drafted, io), null, 2));
  else printFindings(result, draft === undefined || drafted === null ? null : { path: draft, ...drafted }, values.all === true, io);

  const failOn = values["fail-on"] ?? "denied";
  const isFound = findings.some(({ verdict }) => (verdict === "denied" && failOn !== "never") || (verdict === "dynamic" && failOn === "dynamic"));
  return isFound || (scanned.faults.length > 0 && failOn === "dynamic") ? FOUND : OK;
}

/** Whether everyone's policy admits a name: what a program puts there itself is no name of its own. @returns {(name: string) => boolean} */
function officialNames() {
  const policy = JSON.stringify({ format: 1, appId: "0".repeat(16), revision: 0, mode: "enforce", serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
  const { judge } = installGuard({}, { policy });
  return (name) => judge.api(name).decision.code === "api_official";
}

/** @param {Record<string, any>} values @param {string[]} positionals @param {import("./io.js").Io} io */
function readUse(values, positionals, io) {
  const [folder, extra] = positionals;
  if (folder === undefined) throw new CliError("argument_missing", { what: io.words.scan.folder, command: "scan" });
  if (extra !== undefined) throw new CliError("argument_extra", { found: extra, command: "scan" });
  if (values.policy === undefined) throw new CliError("argument_missing", { what: io.words.scan.policy, command: "scan" });
  if (values.json && values.sarif) throw new CliError("options_clash", { a: "--json", b: "--sarif" });
  try {
    readdirSync(folder);
  } catch (cause) {
    throw new CliError("folder_unreadable", { path: folder, detail: /** @type {{ code?: string }} */ (cause).code ?? String(cause) });
  }
  /** @type {string | undefined} */ const draft = values["write-draft"];
  if (draft !== undefined) checkDraft(draft, values.force === true);
  return { folder, draft };
}
