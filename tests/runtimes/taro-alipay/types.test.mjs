// @ts-check
/** A user of Taro's typings keeps their types through the guard. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compile, loseTypes } from "../compile.js";

const file = fileURLToPath(new URL("users/taro.ts", import.meta.url));

test("@tarojs/taro: what the guard wraps keeps its type", () => assert.deepEqual(compile(file, []), []));

test("@tarojs/taro: a wrapper that lost its type would be found", () => {
  const said = compile(file, [], loseTypes);
  assert.equal(said.filter((line) => line.includes("Unused '@ts-expect-error'")).length, 2, said.join("\n"));
});
