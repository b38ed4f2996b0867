// @ts-check
/** Users of the vendors' typings keep their types through the guard: the compiler finds nothing, and it would if a type were lost to `any`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compile, loseTypes } from "../compile.js";

for (const [typings, user] of [["@mini-types/my", "my"], ["miniprogram-api-typings", "wx"]]) {
  const file = fileURLToPath(new URL(`users/${user}.ts`, import.meta.url));
  test(`${typings}: what the guard wraps keeps its type`, () => assert.deepEqual(compile(file, [typings]), []));
  test(`${typings}: a wrapper that lost its type would be found`, () => {
    const said = compile(file, [typings], loseTypes);
    assert.ok(said.filter((line) => line.includes("Unused '@ts-expect-error'")).length >= 3, said.join("\n"));
    assert.ok(said.filter((line) => line.includes("'true' is not assignable to type 'false'")).length >= 1, said.join("\n"));
  });
}
