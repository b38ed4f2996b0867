// @ts-check
/** The declarations of every door, as strict as TypeScript can be told to read them; nothing is skipped. What they say is in pack.test.js and tests/types. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packed, root } from "./project.js";

const { exports: map } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
const doors = Object.keys(map).filter((door) => map[door].types !== undefined).map((door) => door.replace(/^\./, "minifence"));

const folder = packed().project("types", {
  "doors.ts": `${doors.map((door, i) => `import * as door${i} from "${door}";`).join("\n")}\n
    import schema from "minifence/policy.schema.json" with { type: "json" };
    const ready: Promise<void> = door0.load();
    // A door that lost its types would be \`any\`, and this no error.
    // @ts-expect-error
    door0.nothing;
    export const all = [ready, schema.$id, ${doors.map((_, i) => `door${i}`).filter((_, i) => doors[i] !== "minifence/types").join(", ")}];
    export type Types = door${doors.indexOf("minifence/types")}.Decision;`,
  "commonjs.cts": 'const engine = async () => (await import("minifence")).Engine.compile("{}").checkRequest("https://a.example.com/").outcome === "deny";\nvoid engine;',
});
// The spec's own types, as an application has them.
cpSync(join(root, "js/node_modules/@standard-schema"), join(folder, "node_modules/@standard-schema"), { recursive: true });

const STRICT = { strict: true, noEmit: true, target: "ES2022", lib: ["ES2022", "DOM"], types: [], exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true, isolatedModules: true, resolveJsonModule: true, skipLibCheck: false };

for (const [moduleResolution, module] of [["node16", "node20"], ["nodenext", "nodenext"], ["bundler", "esnext"], ["bundler", "preserve"]]) {
  test(`every door has its types with moduleResolution ${moduleResolution}, module ${module}`, () => {
    assert.ok(doors.includes("minifence") && doors.includes("minifence/signed/js") && doors.length >= 20, doors.join());
    const files = moduleResolution === "bundler" ? ["doors.ts"] : ["doors.ts", "commonjs.cts"];
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...STRICT, module, moduleResolution }, files }));
    const { status, stdout } = spawnSync(join(root, "js/node_modules/.bin/tsc"), ["-p", "."], { cwd: folder, encoding: "utf8" });
    assert.deepEqual([status, stdout], [0, ""]);
  });
}
