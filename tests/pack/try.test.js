import { test } from "node:test";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { blocks } from "./blocks.js";
import { follow } from "./journey.js";
import { packed } from "./project.js";
const pack = packed();
test("x", async () => {
  const folder = pack.folder("journey");
  copyFileSync(pack.tarball, join(folder, "minifence-0.1.0.tgz"));
  await follow(blocks("docs/" + process.env.PAGE), { folder, env: { PORT: "18080" } });
});
