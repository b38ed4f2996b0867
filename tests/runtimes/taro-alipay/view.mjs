// @ts-check
/**
 * As much of Alipay's view layer as a web-view needs: it keeps the data that `setData` sends, and finds the pages to be shown where
 * Taro's templates say that they are, `<web-view src="{{i.p0}}">`. What loads a page is given: that is where a host asks its guard.
 */
import { readFileSync } from "node:fs";

const axml = readFileSync(new URL("dist/base.axml", import.meta.url), "utf8");
const [, TEMPLATE, FIELD] = axml.match(/<template name="tmpl_0_(\w+)">\s*<web-view src="\{\{i\.(\w+)\}\}"/) ?? [];

/** Puts a value where a path of `setData` says, `root.cn.[0].p0`. @param {any} data @param {string} path @param {unknown} value */
function put(data, path, value) {
  const keys = path.replaceAll("[", "").replaceAll("]", "").split(".");
  const last = /** @type {string} */ (keys.pop());
  for (const key of keys) data = data[key] ??= {};
  data[last] = value;
}

/** The web-views of a tree. @param {any} node @returns {any[]} */
const viewsIn = (node) => [...(node.nn === TEMPLATE ? [node] : []), ...Object.values(node.cn ?? {}).flatMap(viewsIn)];

/** @param {(src: string) => void} load @returns {(data: any) => void} a page's `setData` */
export function createView(load) {
  const data = { root: {} };
  const shown = new Map();
  return (update) => {
    for (const [path, value] of Object.entries(update)) put(data, path, value);
    for (const view of viewsIn(data.root)) {
      const src = view[FIELD];
      if (shown.get(view.sid) !== src) load(src);
      shown.set(view.sid, src);
    }
  };
}
