// @ts-check
/** Time for tests: timers that fire when they are told to, a wall clock that can be set, a clock that only goes forward. Nobody waits. */

export function createClock() {
  let [wall, mono, last] = [1_800_000_000_000, 5_000, 0];
  /** @type {Map<number, { at: number, run: () => void }>} */ const open = new Map();
  return {
    now: () => wall,
    monotonic: () => mono,
    timers: {
      set(/** @type {() => void} */ run, /** @type {number} */ ms) {
        if (!(ms >= 0 && ms < 2 ** 31)) throw new RangeError(`a timer of ${ms} ms`);
        open.set((last += 1), { at: mono + ms, run });
        return last;
      },
      clear(/** @type {any} */ id) { open.delete(id); },
    },
    /** Lets time pass; what is due runs in order. @param {number} ms */
    pass(ms) {
      const end = mono + ms;
      for (;;) {
        const due = [...open].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
        if (due === undefined) break;
        const [id, { at, run }] = due;
        open.delete(id);
        wall += at - mono;
        mono = at;
        run();
      }
      wall += end - mono;
      mono = end;
    },
    /** Somebody sets the clock. @param {number} ms */
    jump(ms) { wall += ms; },
    /** How many timers are open. */
    get open() { return open.size; },
  };
}
