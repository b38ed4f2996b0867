// @ts-check
/** The small apps that are bundled or served: the texts of their files. Each leaves a promise of what it saw in `globalThis.answer`; a worker posts it. */

const policy = JSON.stringify({
  format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
  serverDomains: { entries: [{ domain: "api.example.com" }] }, apis: { entries: [] }, webViewDomains: { entries: [] },
});

/** One request that is listed, one that is not. What the native saw, and what the guest was told. */
const GUARDED = `
import { mpaasHost } from "minifence/hosts/mpaas";
export async function guarded(installGuard) {
  const sent = [];
  const denied = [];
  const errors = [];
  const my = { request: ({ url }) => { sent.push(url); } };
  installGuard(mpaasHost({ my }), { policy: ${JSON.stringify(policy)}, onError: ({ code }) => { errors.push(code); } });
  for (const url of ["https://API.example.com/v1", "https://evil.test/?token=1"]) my.request({ url, fail: ({ permission }) => { denied.push(permission.code); } });
  await new Promise((resolve) => { setTimeout(resolve, 0); });
  return { sent, denied, errors };
}
`;
export const GUARDED_ANSWER = { sent: ["https://api.example.com/v1"], denied: ["host_not_listed"], errors: [] };
export const ADMIN_ANSWER = { value: "api.example.com", refused: ["domain_scheme"] };

const worker = (/** @type {string} */ file) => `
globalThis.answer = new Promise((resolve) => {
  const worker = new Worker(new URL("${file}", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => { resolve(data); };
  worker.onerror = ({ message }) => { resolve(message); };
});
`;
const main = (/** @type {string} */ door, source = "", head = "") => `
import { installGuard, load } from "${door}";
import { guarded } from "./guarded.js";
${head}
globalThis.answer = load(${source}).then(() => guarded(installGuard));
`;
const inWorker = (/** @type {string} */ door) => `
import { installGuard, load } from "${door}";
import { guarded } from "./guarded.js";
load().then(() => guarded(installGuard)).then(postMessage, (error) => { postMessage(String(error)); });
`;

/** File → text. @type {Record<string, string>} */
export const FILES = {
  "guarded.js": GUARDED,
  "inline.js": main("minifence/inline"),
  "fetched.js": main("minifence"),
  // The wasm as an import of its own, for bundlers that make an address of it.
  "addressed.js": main("minifence", "wasm", 'import wasm from "minifence/engine.wasm";'),
  "placed.js": main("minifence", '"engine.wasm"'),
  "admin.js": `
    import { load, validateEntry } from "minifence/admin";
    globalThis.answer = load().then(() => {
      const { value } = validateEntry("serverDomains", { text: "https://API.example.com/", remark: "orders" });
      return { value, refused: validateEntry("serverDomains", { text: "http://api.example.com/" }).issues.map(({ code }) => code) };
    });
  `,
  "worker-inline.js": inWorker("minifence/inline"),
  "worker-fetched.js": inWorker("minifence"),
  "in-worker-inline.js": worker("./worker-inline.js"),
  "in-worker-fetched.js": worker("./worker-fetched.js"),
  "words.js": 'import { format } from "minifence/messages";\nimport words from "minifence/messages/zh-CN";\nglobalThis.answer = Promise.resolve(format({ code: "host_not_listed", params: { host: "a" } }, words));',
};
