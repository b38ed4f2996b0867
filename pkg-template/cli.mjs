/**
 * The command line tool of the package: `js/cli/` and its parsers, bundled, so that `npx minifence` needs no other package. What is the package's
 * own (`admin.js`, `messages/` …) stays outside of the bundle. The licences of what is in it lie beside it.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

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

/** @param {{ root: string, out: string }} folders the repository, and the package that is being built */
export async function buildCli({ root, out }) {
  const js = join(root, "js");
  const folder = join(out, "cli");
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    entryPoints: { minifence: join(js, "cli/main.js") }, outdir: folder, bundle: true, splitting: true, format: "esm", platform: "node", target: "node18.17", minifySyntax: true, minifyWhitespace: true, lineLimit: 160,
    legalComments: "none", chunkNames: "[name]-[hash]", metafile: true, logLevel: "error", absWorkingDir: root, plugins: [outside(js)],
  });
  chmodSync(join(folder, "minifence.js"), 0o755);
  writeFileSync(join(folder, "LICENSES.txt"), licences(Object.keys(metafile.inputs), root));
}

/** Every package whose code is in the bundle, with the text of its licence. */
function licences(inputs, root) {
  const found = new Map();
  for (const input of inputs.filter((path) => path.includes("node_modules/"))) {
    const folder = packageOf(join(root, input));
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} is bundled into the command line tool, and has no file with its licence`);
    found.set(`${name}@${version}`, `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`);
  }
  const texts = [...found.keys()].sort().map((key) => found.get(key));
  return `The command line tool carries code of these packages.\n\n${texts.join(`\n${"─".repeat(80)}\n\n`)}`;
}

/** The folder of the package that a file belongs to. */
function packageOf(file) {
  let folder = dirname(file);
  while (!existsSync(join(folder, "package.json")) || JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name === undefined) folder = dirname(folder);
  return folder;
}
