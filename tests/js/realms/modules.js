// @ts-check
/** Where the modules of a bare realm are: the package as it was built, and the few modules of the tests that run in there. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const { exports } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));

/** What is evaluated first, where nothing else is said. */
export const ENTRY = join(root, "tests/js/realms/inside/main.js");
/** The same for signed policies. */
export const SIGNED_ENTRY = join(root, "tests/js/realms/inside/signed.js");

/** @param {string} specifier @param {string} base the module that imports it @param {string} door what `the-door` stands for */
export function resolve(specifier, base, door) {
  const verifier = door === "minifence/js" ? "minifence/signed/js" : "minifence/signed/inline";
  const name = specifier === "the-door" ? door : specifier === "the-verifier" ? verifier : specifier;
  if (name.startsWith("minifence")) return join(root, "pkg", exports[`.${name.slice("minifence".length)}`].default);
  if (name === "#load") return join(root, "pkg/load/web.js");
  const path = join(dirname(base), name);
  // Modules of the tests name the shim's source; here they get what is shipped.
  return path.startsWith(join(root, "js/")) ? join(root, "pkg", path.slice(join(root, "js/").length)) : path;
}

/** @param {string} path */
export const read = (path) => readFileSync(path, "utf8");

/** Opens a realm: whatever it is, strings go in and strings come out. @typedef {{ call: (name: string, text?: string) => Promise<string>, close: () => void }} Realm */
