// @ts-check
/** Templates → the elements that show pages, and the scripts of a component, by htmlparser2. */
import { Parser } from "htmlparser2";

/** Elements that show a page. */
const PAGES = new Set(["web-view", "webview", "WebView"]);
/** Attributes that hold its address, by how templates bind them. */
const SOURCES = new Set(["src", ":src", "v-bind:src", "a:src", "wx:src"]);

/**
 * @typedef {{ start: number, name: string, value: string | null, bound: boolean, loops: readonly string[] }} PageElement
 * @typedef {{ start: number, end: number, lang: string, setup: boolean, src: string | null }} Script
 */

/** Names that a repeated element gives its children. @param {Record<string, string>} attributes */
function loopNames(attributes) {
  const keys = Object.keys(attributes);
  const vue = /^\s*\(?\s*([\w$]+)\s*(?:,\s*([\w$]+))?/.exec(attributes["v-for"] ?? "");
  const isLoop = keys.some((key) => /^(?:a|wx|tt|s|qq|ks):for(?:-items)?$/.test(key));
  const named = keys.filter((key) => /:for-(?:item|index)$/.test(key)).map((key) => attributes[key]);
  return [...(vue === null ? [] : vue.slice(1)), ...(isLoop ? ["item", "index", ...named] : [])].filter(Boolean);
}

/** @param {string} text @param {boolean} isComponent a file with scripts and a template in it */
export function readMarkup(text, isComponent) {
  /** @type {PageElement[]} */ const pages = [];
  /** @type {Script[]} */ const scripts = [];
  /** @type {{ name: string, loops: readonly string[] }[]} */ const open = [];
  /** @type {Partial<Script> | null} */ let script = null;
  const parser = new Parser({
    onopentag(name, attributes) {
      const loops = [...(open.at(-1)?.loops ?? []), ...loopNames(attributes)];
      open.push({ name, loops });
      if (isComponent && name === "script" && open.length === 1) script = { start: parser.endIndex + 1, lang: attributes.lang ?? "js", setup: "setup" in attributes, src: attributes.src ?? null };
      if (!PAGES.has(name)) return;
      const key = Object.keys(attributes).find((one) => SOURCES.has(one));
      pages.push({ start: parser.startIndex, name, value: key === undefined ? null : attributes[key], bound: key !== undefined && key !== "src", loops });
    },
    onclosetag(name) {
      if (script !== null && name === "script") {
        scripts.push(/** @type {Script} */ ({ ...script, end: parser.startIndex }));
        script = null;
      }
      open.pop();
    },
  }, { xmlMode: false, lowerCaseTags: false, lowerCaseAttributeNames: false, recognizeSelfClosing: true, decodeEntities: true });
  parser.end(text);
  return { pages, scripts };
}

/** Where an offset is, from 1. @param {string} text @param {number} offset */
export function placeAt(text, offset) {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}

/** A script of a component as a text of its own, at the same lines and columns. @param {string} text @param {Script} script */
export const scriptText = (text, { start, end }) => text.slice(0, start).replace(/[^\n\r]/g, " ") + text.slice(start, end);

/** `a{{b}}c` as pieces. @param {string} value @returns {{ text: string, isExpression: boolean }[]} */
export function pieces(value) {
  const out = [];
  let at = 0;
  for (const found of value.matchAll(/\{\{([\s\S]*?)\}\}/g)) {
    if (found.index > at) out.push({ text: value.slice(at, found.index), isExpression: false });
    out.push({ text: found[1].trim(), isExpression: true });
    at = found.index + found[0].length;
  }
  if (at < value.length || out.length === 0) out.push({ text: value.slice(at), isExpression: false });
  return out;
}
