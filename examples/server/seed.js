// @ts-check
/**
 * The first start: the mini programs of `seed/`. Where an earlier demo left `<appId>.json` in the folder, that is the first revision instead;
 * the file stays where it is and is not looked at again. Later starts check that what is published still loads.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { validatePolicy } from "minifence/admin";

const SEED = new URL("./seed/", import.meta.url);

/** @param {import("./store.js").Store} store @param {string} folder @throws {Error} with the name of what is no policy, and the way out */
export function seedStore(store, folder) {
  /** @type {readonly import("./store.js").Program[]} */
  const programs = JSON.parse(readFileSync(new URL("programs.json", SEED), "utf8"));
  const known = new Set(store.programs().map(({ appId }) => appId));
  for (const program of programs) if (!known.has(program.appId)) store.found(program, firstRevision(program.appId, folder));
  for (const { appId, policy, revision } of store.programs()) {
    const wayOut = `mend that row, delete it to go back to the revision before, or move the file away to start over from the seeds`;
    const { appId: named, revision: numbered } = checked(policy, `${store.file}: revision ${revision} of ${appId}`, wayOut).document;
    if (named !== appId || numbered !== revision) throw new Error(`${store.file}: revision ${revision} of ${appId} is revision ${numbered} of ${named}; ${wayOut}`);
  }
}

/** @param {string} appId @param {string} folder @returns {import("./store.js").Revision} */
function firstRevision(appId, folder) {
  const earlier = join(folder, `${appId}.json`);
  const isEarlier = existsSync(earlier);
  const source = isEarlier ? earlier : new URL(`${appId}.json`, SEED);
  const { text, document } = checked(readFileSync(source, "utf8"), String(source), "mend it, or delete it to get the seed");
  if (document.appId !== appId) throw new Error(`${source} is for ${document.appId}: mend it, or delete it to get the seed`);
  const at = isEarlier ? Math.floor(statSync(earlier).mtimeMs) : Date.now();
  return { policy: text, revision: document.revision, at, author: "minifence demo", note: isEarlier ? `taken over from ${appId}.json` : "seed", restores: null };
}

/** @param {string} policy @param {string} where @param {string} wayOut @returns {{ text: string, document: { appId: string, revision: number } }} */
function checked(policy, where, wayOut) {
  const result = validatePolicy(policy);
  if ("issues" in result) throw new Error(`${where} is not a policy (${result.issues[0].code}); ${wayOut}`);
  return { text: result.value, document: JSON.parse(result.value) };
}
