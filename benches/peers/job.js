// @ts-check
/** One job in a process of its own: `node job.js <name> <options as JSON>`. Prints what it returned, as JSON on the last line. */
import { readFileSync } from "node:fs";
import * as jobs from "./jobs.js";

const [name, text] = process.argv.slice(2);
const options = JSON.parse(text);
if (options.wasm) options.wasm = readFileSync(options.wasm);
console.log(`\n${JSON.stringify(await /** @type {any} */ (jobs)[name](options))}`);
process.exit();
