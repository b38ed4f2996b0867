/** What an app hears of a call: `passed`, `failed` by its own `fail` or `catch`, or `nothing`. Bundled into the apps. */

const LIMIT = 20_000;

/** @param {(end: (told: string) => void) => unknown} start */
export const heard = (start) =>
  new Promise((resolve) => {
    setTimeout(() => resolve("nothing"), LIMIT);
    start(resolve);
  });

/** @param {Promise<unknown>} promise */
export const told = (promise) => heard((end) => promise.then(() => end("passed"), () => end("failed")));
