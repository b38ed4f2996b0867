/**
 * The pages of docs/ as the site wants them, copied aside: names that a web server answers a folder with, and links that lead out of docs/ (to examples,
 * to the change log) made to lead to copies. The pages themselves stay as GitHub and the package show them; not a word of them is changed here.
 */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** Pages with another name on the site. Paths from the root of the repository. */
const RENAMED = new Map([
  ["docs/hosts/README.md", "hosts/index.md"],
  ["docs/console.zh-CN.md", "zh-CN/console.md"],
  ["CHANGELOG.md", "changelog.md"],
  ["CONTRIBUTING.md", "contributing.md"],
]);
const onSite = (/** @type {string} */ path) => RENAMED.get(path) ?? (path.startsWith("docs/") ? path.slice("docs/".length) : null);
const PICTURE = /\.(png|svg)$/;
/** A link, or a picture: `](target)`, not in a block of code. */
const LINK = /\]\(((?!\w+:|#|\/)[^)#\s]+)(#[^)\s]*)?\)/g;

/** @param {{ root: string, pages: string }} where */
export function stage({ root, pages }) {
  rmSync(pages, { recursive: true, force: true });
  for (const path of [...filesOf(root, "docs"), "CHANGELOG.md", "CONTRIBUTING.md"]) {
    const to = join(pages, onSite(path) ?? "");
    mkdirSync(dirname(to), { recursive: true });
    if (path.endsWith(".md")) writeFileSync(to, moved(root, pages, path));
    else cpSync(join(root, path), to);
  }
}

/** @param {string} root @param {string} folder @returns {string[]} everything that is a page or on one */
function filesOf(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return path === "docs/site" ? [] : filesOf(root, path);
    return entry.name.endsWith(".md") || PICTURE.test(entry.name) ? [path] : [];
  });
}

/** A page with its links as they are from its new place. @param {string} root @param {string} pages @param {string} path */
function moved(root, pages, path) {
  const from = posix.dirname(/** @type {string} */ (onSite(path)));
  const link = (/** @type {string} */ whole, /** @type {string} */ target, hash = "", /** @type {number} */ at = 0, /** @type {string} */ text = "") => {
    const isShown = /!\[[^\][]*$/.test(text.slice(0, at)); // a picture, which the site shows; any other link to one leads to a file
    const meant = posix.join(posix.dirname(path), target);
    let to = onSite(meant);
    if (to === null || (PICTURE.test(meant) && !isShown)) {
      if (!statSync(join(root, meant)).isFile()) throw new Error(`${path} links to a folder: ${target}`);
      to = `source/${meant}`;
      cpSync(join(root, meant), join(pages, "public", to));
    }
    return `](${posix.relative(from, to) || "."}${hash})`;
  };
  return readFileSync(join(root, path), "utf8").split(/^( *```[\s\S]*?^ *```$)/m).map((part, at) => (at % 2 === 1 ? part : part.replace(LINK, link))).join("");
}
