/** The native layer of the tests answers later; the realm has no timers. This one is the native's own, and gone when the package comes. */
let first = null;

globalThis.setTimeout = (run) => {
  first = { run, after: first };
};

/** Runs what waits, not in order: natives promise none. */
export function runTimers() {
  const waiting = first;
  first = null;
  for (let at = waiting; at !== null; at = at.after) at.run();
}
