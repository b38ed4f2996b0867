// @ts-check
/**
 * The policies on disk: one file per mini program, seeded on first start. Nothing is written that `minifence/admin` does not
 * accept, whatever a browser said before: a form is a convenience, this is the check.
 */
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { load, validatePolicy } from "minifence/admin";
import { Refusal } from "./refusal.js";

const SEED = new URL("./seed/", import.meta.url);

/** @typedef {{ appId: string, name: { en: string, zh: string } }} Program */

/** @param {string} folder */
export async function openPolicies(folder) {
  await load();
  /** @type {readonly Program[]} */
  const programs = JSON.parse(readFileSync(new URL("programs.json", SEED), "utf8"));
  mkdirSync(folder, { recursive: true });
  for (const { appId } of programs) {
    if (!existsSync(fileOf(appId))) copyFileSync(new URL(`${appId}.json`, SEED), fileOf(appId));
    read(appId);
  }

  /** @param {string} appId */
  function fileOf(appId) {
    if (!programs.some((program) => program.appId === appId)) throw new Refusal(404, "unknown_program", `there is no mini program ${appId}`);
    return join(folder, `${appId}.json`);
  }

  /** The policy's JSON text. @param {string} appId @returns {string} */
  function read(appId) {
    const file = fileOf(appId);
    const checked = validatePolicy(readFileSync(file, "utf8"));
    if ("issues" in checked) throw new Error(`${file} is not a policy (${checked.issues[0].code}); mend it, or delete it to get the seed again`);
    return checked.value;
  }

  /**
   * Write a policy as the next revision. `basedOn` is the revision the editor started from: when somebody else published
   * since, theirs is not overwritten. All of it is synchronous, so two publications cannot interleave.
   * @param {string} appId @param {string} policy @param {number} basedOn @returns {string} the policy as written
   */
  function publish(appId, policy, basedOn) {
    const file = fileOf(appId);
    const held = JSON.parse(read(appId)).revision;
    if (basedOn !== held) throw new Refusal(409, "edited_elsewhere", `revision ${held} was published in the meantime; yours is based on ${basedOn}`, { held });
    const document = JSON.parse(accepted(policy));
    if (document.appId !== appId) throw new Refusal(422, "policy_app_id", `this policy is for ${document.appId}, not for ${appId}`);
    const next = accepted(JSON.stringify({ ...document, revision: held + 1 }));
    writeAtomically(file, next);
    return next;
  }

  return { programs, read, publish };
}

/** @param {string} text @returns {string} the canonical text */
function accepted(text) {
  const checked = validatePolicy(text);
  if ("issues" in checked) throw new Refusal(422, "policy_refused", "the policy has errors", { issues: checked.issues });
  return checked.value;
}

/** A reader sees the old file or the new one, never half of it, also after a power cut. @param {string} file @param {string} text */
function writeAtomically(file, text) {
  const temporary = `${file}.${process.pid}.tmp`;
  const descriptor = openSync(temporary, "w", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
}
