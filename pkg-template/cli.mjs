/**
 * The command line tool of the package: `js/cli/` and its parsers, bundled, so that `npx minifence` needs no other package. What is the package's
 * own (`admin.js`, `messages/` …) stays outside of the bundle. What is in it, `parts.mjs` asks its list of inputs.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";

const require = createRequire(new URL("../js/package.json", import.meta.url));
const { build } = require("esbuild");

/** Modules of the package itself, from wherever the tool asks for them. */
const outside = (js) => ({
  name: "outside",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const file = relative(js, resolve(resolveDir, path));
      const isOwn = !file.startsWith("cli/") && !file.startsWith("node_modules/") && !file.startsWith("..");
      return isOwn ? { path: `../${file}`, external: true } : undefined;
    });
  },
});

/** The types of the source, which is not shipped: beside the package's own modules, as it will run. @param {{ root: string, out: string, tsc: (config: string) => void }} check */
export function checkCli({ root, out, tsc }) {
  const [folder, config] = [join(out, "cli"), join(out, "tsconfig.json")];
  const tools = join(root, "js/node_modules");
  const paths = Object.fromEntries(["@babel/parser", "htmlparser2"].map((name) => [name, [join(tools, name, JSON.parse(readFileSync(join(tools, name, "package.json"), "utf8")).types)]]));
  try {
    cpSync(join(root, "js/cli"), folder, { recursive: true });
    const compilerOptions = { emitDeclarationOnly: false, declaration: false, noEmit: true, paths };
    writeFileSync(config, JSON.stringify({ extends: "../../pkg-template/tsconfig.json", compilerOptions, include: ["./cli/**/*.js"] }));
    tsc(config);
  } finally {
    rmSync(config, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {{ root: string, out: string }} folders the repository, and the package that is being built @returns {Promise<string[]>} what was bundled, below `root` */
export async function buildCli({ root, out }) {
  const js = join(root, "js");
  const folder = join(out, "cli");
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    entryPoints: { minifence: join(js, "cli/main.js") }, outdir: folder, bundle: true, splitting: true, format: "esm", platform: "node", target: "node18.17", minifySyntax: true, minifyWhitespace: true, lineLimit: 160,
    legalComments: "none", chunkNames: "[name]-[hash]", metafile: true, logLevel: "error", absWorkingDir: root, plugins: [outside(js)],
  });
  return Object.keys(metafile.inputs);
}
