/**
 * The API reference: a page of Markdown for each door that `package.json` of the package exports, from its declarations. Doors are named as they are
 * imported. It writes pages, and nothing else; words come from the JSDoc of the source.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Application, Converter, ReflectionKind } from "typedoc";

/** @param {string} pkg the built package @returns {{ door: string, file: string }[]} what has types */
export function doors(pkg) {
  const { name, exports } = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));
  return Object.entries(exports).flatMap(([path, { types }]) => (types === undefined ? [] : [{ door: path.replace(/^\./, name), file: join(pkg, types) }]));
}

/** @param {{ pkg: string, work: string, out: string }} where */
export async function writeApi({ pkg, work, out }) {
  const all = doors(pkg);
  const tsconfig = join(work, "tsconfig.json");
  const compilerOptions = { target: "ES2022", module: "NodeNext", moduleResolution: "NodeNext", lib: ["ES2022", "DOM"], types: [], strict: true, skipLibCheck: true, noEmit: true };
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: all.map(({ file }) => file) }));
  const app = await Application.bootstrapWithPlugins({
    entryPoints: all.map(({ file }) => file), tsconfig, plugin: ["typedoc-plugin-markdown"], out, readme: "none", logLevel: "Warn", disableGit: true, disableSources: true,
    treatWarningsAsErrors: true, treatValidationWarningsAsErrors: true, validation: { notExported: false, invalidLink: true, notDocumented: false },
    excludePrivate: true, excludeInternal: true, excludeExternals: true, githubPages: false, name: "API",
    // Options of the Markdown plugin.
    outputFileStrategy: "modules", entryFileName: "index", hideBreadcrumbs: true, hidePageHeader: true, useCodeBlocks: true, parametersFormat: "table", interfacePropertiesFormat: "table",
    typeDeclarationFormat: "table", typeAliasPropertiesFormat: "table", expandObjects: false, expandParameters: false, sanitizeComments: true, formatWithPrettier: false,
  });
  const names = new Map(all.map(({ door, file }) => [file, door]));
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (reflection.kind !== ReflectionKind.Module) return;
    const file = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.getSourceFile().fileName;
    reflection.name = names.get(file) ?? reflection.name;
  });
  // What JSDoc calls `@typedef` a declaration file exports: another name for a type of `minifence/types`, or one that no caller meets.
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      const [aliases, rest] = partition(module.children ?? [], ({ kind, type }) => kind === ReflectionKind.TypeAlias && !module.name.endsWith("/types"));
      const met = rest.map((reflection) => JSON.stringify(app.serializer.toObject(reflection))).join();
      for (const alias of aliases) if (alias.type?.name === alias.name || !met.includes(`"name":"${alias.name}"`)) project.removeReflection(alias);
    }
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("typedoc read no types");
  await app.generateOutputs(project);
  const table = /^\| door [\s\S]*?(?=\n\n)/m.exec(readFileSync(join(pkg, "README.md"), "utf8"))?.[0];
  if (table === undefined) throw new Error("the package's README has no table of doors");
  // To go on to what rustdoc makes is the browser's business, not that of the site's script.
  const rust = '<a href="../rust/minifence/index.html" target="_self">The crate</a> judges; it enforces nothing.';
  const list = all.map(({ door }) => `- [\`${door}\`](${door}.md)`).join("\n");
  writeFileSync(join(out, "index.md"), `# API\n\nMade from the package's declarations, a page for each door.\n\n${list}\n\n## What is behind a door\n\n${table}\n\n## Rust\n\n${rust}\n`);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("typedoc complains");
}

/** @template T @param {readonly T[]} all @param {(one: T) => boolean} is @returns {[T[], T[]]} */
const partition = (all, is) => [all.filter(is), all.filter((one) => !is(one))];
