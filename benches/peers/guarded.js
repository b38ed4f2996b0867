// @ts-check
/**
 * What the guard costs a call: `my.request` of a native that does nothing, with the guard in front and without. Runs in Node and in
 * a page. The guest's options are an ordinary program's.
 */
import { median } from "./measure.js";

/** @param {{ installGuard: Function, mpaasHost: Function }} shim @param {string} policy @param {readonly string[]} urls */
export function prepareGuarded({ installGuard, mpaasHost }, policy, urls) {
  let seen = 0;
  const native = () => ({
    /** @param {{ url: string }} options */
    request(options) {
      seen += options.url.length;
    },
  });
  const [bare, guarded] = [native(), native()];
  installGuard(mpaasHost({ my: guarded }), { policy });
  const success = () => {};
  const fail = () => {};
  /** @type {Record<string, (url: string) => object>} */
  const programs = {
    short: (url) => ({ url, success }),
    usual: (url) => ({ url, method: "POST", headers: { "content-type": "application/json" }, data: { id: 1 }, dataType: "json", success, fail }),
  };
  return {
    seen: () => seen,
    /** Nanoseconds that the guard adds to a call. @param {keyof programs} kind @param {() => number} now @param {number} rounds */
    measure(kind, now, rounds) {
      const make = programs[kind];
      /** @param {{ request(options: object): void }} my */
      const time = (my) => {
        const start = now();
        for (let i = 0; i < urls.length; i += 1) my.request(make(urls[i]));
        return ((now() - start) * 1e6) / urls.length;
      };
      const [plain, more] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
      for (let i = 0; i < rounds; i += 1) {
        const order = i & 1 ? [bare, guarded] : [guarded, bare];
        const [a, b] = [time(order[0]), time(order[1])];
        plain.push(i & 1 ? a : b);
        more.push(i & 1 ? b - a : a - b);
      }
      return { bare: median(plain), added: median(more) };
    },
  };
}
