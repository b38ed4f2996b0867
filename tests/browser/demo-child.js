// @ts-check
/** The demo's server in a process of its own, for tests that kill it: `node demo-child.js dist data`. It prints its address. */
import { startDemo } from "../../examples/server/demo.js";

const [dist, data] = process.argv.slice(2);
const { url } = await startDemo({ port: 0, dist, data });
console.log(url);
