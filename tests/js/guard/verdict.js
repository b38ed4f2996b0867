/** What counts as an escape, in one place for Node and Chromium. */

/** What no guest may bring about under this policy. */
export const isForbidden = (line) => /evil|secretapi|payDirect|hiddenDoor|leaked|debugInstall|unloc/i.test(line) || /TINY|a\/b|\((?:call|toString|constructor|__proto__)\)/.test(line);

/** What a guest tells of what it should not have been shown. */
const TOLD = /leak|species|trap|memory|write|ctor|apply|caller/;
export const isTold = (line) => TOLD.test(line);

/** The lines of `wire` that `permitted` does not cover, each as often as it is there. */
const beyond = (wire, permitted) => {
  const left = [...permitted];
  return wire.filter((line) => {
    const at = left.indexOf(line);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
};

/** Whether a guest got past the guard of its realm. @param {any} row @param {{ wire: string[], said: string[] }} seen */
export const escaped = (row, { wire, said }) =>
  wire.some(isForbidden) || (row.wire !== undefined && beyond(wire, row.wire).length > 0) || (row.silent === true && said.some(isTold));
