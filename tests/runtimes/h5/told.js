/** What the apps of both frameworks share, bundled into them: where they call, and what they hear of a call: `passed`, `failed` by their own `fail` or `catch`, or `nothing`. */

export const API = "https://api.good.test";
export const PAGE = "https://www.good.test/page/x";

/** @param {string} text */
export const blobOf = (text) => URL.createObjectURL(new Blob([text], { type: "text/plain" }));

/** Which callbacks came, in their order. @param {(options: object) => unknown} call */
export const callbacks = (call) => {
  const log = /** @type {string[]} */ ([]);
  return new Promise((resolve) => { call({ success: () => log.push("success"), fail: () => log.push("fail"), complete: () => { log.push("complete"); resolve(log); } }); });
};

const LIMIT = 20_000;

/** @param {(end: (told: string) => void) => unknown} start */
export const heard = (start) =>
  new Promise((resolve) => {
    setTimeout(() => resolve("nothing"), LIMIT);
    start(resolve);
  });

/** @param {Promise<unknown>} promise */
export const told = (promise) => heard((end) => promise.then(() => end("passed"), () => end("failed")));
