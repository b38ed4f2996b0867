/** Runs a guest in a realm of its own (`realm.js`): a worker, since it may ruin every built-in. */
import { Worker } from "node:worker_threads";

const realm = new URL("./realm.js", import.meta.url);
const lines = (text) => text.split("\n").slice(0, -1);

/** Runs one guest. @param {object} workerData */
export const runGuest = (workerData) => new Promise((resolve, reject) => {
  const worker = new Worker(realm, { workerData });
  let last;
  worker.on("error", reject);
  worker.on("exit", () => (last === undefined ? reject(new Error(`the realm died: ${JSON.stringify(workerData)}`)) : resolve(last)));
  worker.on("message", (text) => {
    const [kind, wire, said, events, errors] = text.split("---\n").map(lines);
    last = { wire, said, events, errors };
    if (kind[0] === "late") worker.terminate();
  });
});
