// @ts-check
/**
 * Starts the demo: the page with its policies, and the loopback servers behind the made-up host names.
 * `--browser` also opens a Chromium that knows those names. Composes; no rules here.
 */
import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import { startDemo } from "./demo.js";
import { startTargets } from "./targets.js";
import { openBrowser } from "./browser.js";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const data = fileURLToPath(new URL("../.data/", import.meta.url));

if (!existsSync(dist)) {
  console.error("the page is not built yet: run `npm run build` in examples/ (or `make demo`)");
  process.exit(1);
}

const demo = await startDemo({ port: Number(process.env.PORT ?? 8642), dist, data }).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
const targets = await startTargets();

console.log(`minifence demo: ${demo.url}`);
console.log(`policies, their history and what phones called are kept in examples/.data; stop the demo and delete that folder to start over`);
console.log(`*.good.test and evil.test are answered on 127.0.0.1:${targets.port}, for a browser that maps them there (npm run browser)`);

const browser = process.argv.includes("--browser") ? openBrowser(demo.url, targets) : null;
browser?.closed.then(stop);
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

async function stop() {
  browser?.close();
  await Promise.all([browser?.closed, demo.close(), targets.close()]);
  process.exit(0);
}
