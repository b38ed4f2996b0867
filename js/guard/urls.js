// @ts-check
/**
 * A host's own table of URLs in params (U-12), and what its rows say of a call. Hosts bring it along, so that a runtime that needs none
 * carries none. The engine's rules come first, and no row takes anything away from them.
 */

import { MapCtor, append, freeze, isArray, mapGet, mapHas, mapSet, slice, startsWith, toLowerCase } from "../primordials.js";
import { judgeUrl, worse } from "./call.js";
import { isObject } from "./natives.js";
import { list, own, record, replace, valueAt } from "./snapshot.js";

/** @typedef {import("../types.d.ts").UrlRow} UrlRow */
/** @typedef {import("../types.d.ts").UrlTable} UrlTable */
/** @typedef {import("../types.d.ts").CallRows} CallRows */
/** @typedef {(value: unknown, holder: object, key: string) => boolean} Visit false ends it */

/** Where a path goes through every item of a list. */
const EACH = "*";
/** Stands where a URL's way goes on through what is no object: no judge lets it pass. */
const MISFIT = Symbol("no object");

/** Rows are asked for in any spelling that a native may take for the name. @param {string} name */
const keyOf = (name) => {
  const lower = toLowerCase(name);
  return startsWith(lower, "my.") ? slice(lower, 3) : lower;
};

/** @param {readonly UrlRow[]} rows @returns {UrlTable} */
export const urlTable = (rows) => {
  /** @type {Map<string, UrlRow[]>} */ const byName = new MapCtor();
  for (let i = 0; i < rows.length; i += 1) {
    const { name, kind, fields, local, when, tail } = rows[i];
    const key = keyOf(name);
    const known = mapGet(byName, key) ?? [];
    // A row inherits nothing from a guest.
    append(known, freeze({ name, kind, fields, local, when, tail }));
    mapSet(byName, key, known);
  }
  /** @type {Map<string, CallRows>} */ const calls = new MapCtor();
  for (let i = 0; i < rows.length; i += 1) mapSet(calls, keyOf(rows[i].name), callRows(mapGet(byName, keyOf(rows[i].name))));
  return freeze({ find: (/** @type {unknown} */ name) => (typeof name === "string" ? mapGet(calls, keyOf(name)) : undefined) });
};

/** The rows of one name. @param {readonly UrlRow[]} rows @returns {CallRows} */
const callRows = (rows) => {
  const indirect = rows[0].kind === "indirect" ? rows[0] : null;
  return freeze(/** @type {CallRows} */ ({
    indirect,
    name: (options) => (indirect === null ? undefined : nameIn(indirect, options)),
    copy: (options) => {
      const copies = new MapCtor();
      for (let i = 0; i < rows.length; i += 1) for (let j = 0; j < rows[i].fields.length; j += 1) copyAlong(options, rows[i].fields[j], 0, copies);
    },
    judge: (judge, options, before) => {
      let finding = before;
      for (let i = 0; i < rows.length && finding.verdict.pass === true; i += 1) {
        const { kind } = rows[i];
        if (kind === "indirect" || !isMeant(rows[i], options)) continue;
        eachGoverned(rows[i], options, (value, holder, key) => {
          const verdict = judgeUrl(judge, kind, value);
          finding = worse(finding, { verdict, surface: kind === "page" ? "webView" : "request", subject: value, kind });
          if (verdict.decision.code === "listed" && verdict.forward !== null) replace(holder, key, verdict.forward);
          return finding.verdict.pass === true;
        });
      }
      return finding;
    },
  }));
};

/** The name that is really called; null where it is no text. @param {UrlRow} row @param {unknown} options a copy */
const nameIn = ({ fields, tail }, options) => {
  const name = valueAt(options, fields[0]);
  if (tail === undefined) return name;
  const rest = valueAt(options, tail);
  return typeof name === "string" && typeof rest === "string" ? name + "." + rest : null;
};

/** @param {UrlRow} row @param {unknown} options a copy */
const isMeant = ({ when }, options) => {
  if (when === undefined) return true;
  const value = valueAt(options, when.field);
  return typeof value !== "string" || value === when.is;
};

/** What never leaves the device, by how it begins. @param {UrlRow} row @param {unknown} value */
const isLocal = ({ local }, value) => {
  if (local === undefined || typeof value !== "string") return false;
  for (let i = 0; i < local.length; i += 1) if (startsWith(value, local[i])) return true;
  return false;
};

/** @param {UrlRow} row @param {unknown} options a copy @param {Visit} visit */
const eachGoverned = (row, options, visit) => {
  /** @type {Visit} */
  const governed = (value, holder, key) => value === undefined || value === null || isLocal(row, value) || visit(value, holder, key);
  for (let i = 0; i < row.fields.length; i += 1) if (!eachValue(options, row.fields[i], 0, governed)) return;
};

/** @param {any} copy @param {readonly string[]} path @param {number} at @param {Visit} visit @returns {boolean} whether it came to the end */
const eachValue = (copy, path, at, visit) => {
  if (path[at] !== EACH) return visitStep(copy, path[at], path, at, visit);
  if (!isArray(copy)) return visit(MISFIT, copy, EACH);
  for (let i = 0; i < copy.length; i += 1) if (!visitStep(copy, "" + i, path, at, visit)) return false;
  return true;
};

/** @param {any} copy @param {string} key @param {readonly string[]} path @param {number} at @param {Visit} visit @returns {boolean} */
const visitStep = (copy, key, path, at, visit) => {
  const value = own(copy, key);
  if (at === path.length - 1 || value === undefined || value === null) return visit(value, copy, key);
  return isObject(value) ? eachValue(value, path, at + 1, visit) : visit(MISFIT, copy, key);
};

/** Copies what lies on the way to a value, each object once. @param {any} copy @param {readonly string[]} path @param {number} at @param {Map<object, true>} copies */
const copyAlong = (copy, path, at, copies) => {
  if (at === path.length - 1) return;
  if (path[at] !== EACH) return copyStep(copy, path[at], path, at, copies);
  if (isArray(copy)) for (let i = 0; i < copy.length; i += 1) copyStep(copy, "" + i, path, at, copies);
};

/** @param {any} copy @param {string} key @param {readonly string[]} path @param {number} at @param {Map<object, true>} copies */
const copyStep = (copy, key, path, at, copies) => {
  const inner = own(copy, key);
  if (!isObject(inner)) return;
  let mine = inner;
  if (!mapHas(copies, inner)) {
    mine = isArray(inner) ? list(inner) : record(inner);
    mapSet(copies, mine, true);
    replace(copy, key, mine);
  }
  copyAlong(mine, path, at + 1, copies);
};
