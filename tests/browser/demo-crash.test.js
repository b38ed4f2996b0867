// @ts-check
/**
 * The demo's server dies without warning, another one writes to the same file, the power goes, the disk is full: what was acknowledged is there,
 * whole, and the history has no gap.
 */
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, statfsSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load, validatePolicy } from "../../pkg/admin.js";
import { openStore } from "../../examples/server/store.js";
import { APP, clientOf, openFolder } from "./demo-client.js";

await load();
const place = openFolder();
after(place.remove);
const path = `/api/apps/${APP}`;

const pause = (/** @type {number} */ ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** A policy of about `size` bytes, which says who wrote it. @param {string} policy @param {string} mark @param {number} size */
function padded(policy, mark, size) {
  const document = JSON.parse(policy);
  document.webViewDomains.entries = Array.from({ length: Math.ceil(size / 240) }, (_, index) => ({ domain: `host-${index}.example.com`, remark: mark.padEnd(190, "x") }));
  return JSON.stringify(document);
}

/** The real server in a process of its own. @param {string} data */
async function spawnServer(data) {
  const child = spawn(process.execPath, [fileURLToPath(new URL("demo-child.js", import.meta.url)), place.dist, data], { stdio: ["ignore", "pipe", "inherit"] });
  const kill = () => child.kill("SIGKILL");
  place.running.add(kill);
  const closed = once(child, "close").finally(() => place.running.delete(kill));
  const [url] = await Promise.race([once(createInterface(child.stdout), "line"), closed.then(([code]) => { throw new Error(`the server ended with ${code}`); })]);
  return { child, closed, ...clientOf(url) };
}

/** The whole history, checked: no gap, each revision a policy that says so. @param {import("./demo-client.js").Client} server @returns {Promise<Map<number, { author: string, policy: string }>>} */
async function readAll(server) {
  /** @type {Map<number, { author: string, policy: string }>} */
  const all = new Map();
  for (let before = "", more = true; more;) {
    const { body } = await server.ask(`${path}/history?limit=200${before}`);
    for (const { revision, author } of body.revisions) all.set(revision, { author, policy: (await server.ask(`${path}/history/${revision}`)).text });
    more = body.more;
    before = `&before=${body.revisions.at(-1).revision}`;
  }
  assert.deepEqual([...all.keys()], Array.from({ length: all.size }, (_, index) => all.size - index), "no gap");
  for (const [revision, { policy }] of all) {
    assert.ok("value" in validatePolicy(policy), `revision ${revision} is whole`);
    assert.equal(JSON.parse(policy).revision, revision);
  }
  return all;
}

test("kill -9 while four people publish loses nothing that was acknowledged", { timeout: 60_000 }, async () => {
  const data = place.at("killed");
  /** @type {Map<number, { author: string, policy: string }>} */
  const acknowledged = new Map();
  const until = Date.now() + 9_000;
  let kills = 0;
  for (; kills < 8 && Date.now() < until; kills += 1) {
    const server = await spawnServer(data);
    const held = JSON.parse(await server.held()).revision;
    assert.ok(held >= Math.max(1, ...acknowledged.keys()), `revision ${held} is the last one after ${kills} kills`);
    let alive = true;
    const people = ["Ann", "Bob", "Cho", "Dan"].map(async (author, index) => {
      for (let turn = 0; alive; turn += 1) {
        try {
          const policy = padded(await server.held(), `${author} ${kills} ${turn}`, index === 0 ? 100_000 : 2_000);
          const { status, body } = await server.put({ policy, basedOn: JSON.parse(policy).revision, author });
          assert.ok(status === 200 || status === 409, `${status}`);
          if (status === 200) acknowledged.set(body.revision, { author, policy: body.policy });
        } catch (error) {
          if (alive) throw error;
        }
      }
    });
    // At some moment of some publication.
    const enough = acknowledged.size + 3 + Math.random() * 20;
    while (acknowledged.size < enough && Date.now() < until + 3_000) await pause(1);
    await pause(Math.random() * 15);
    alive = false;
    server.child.kill("SIGKILL");
    await Promise.all([...people, server.closed]);
  }
  const server = await spawnServer(data);
  const all = await readAll(server);
  for (const [revision, publication] of acknowledged) assert.deepEqual(all.get(revision), publication, `revision ${revision}`);
  assert.ok(kills >= 3 && acknowledged.size >= kills * 3, `${acknowledged.size} publications, ${kills} kills`);
  // Committed, and killed before the answer was through: at most one for each who was waiting, the seed aside.
  assert.ok(all.size - acknowledged.size - 1 <= kills * 4, `${all.size} revisions for ${acknowledged.size} acknowledged`);
  assert.equal((await server.publish()).status, 200);
  server.child.kill("SIGKILL");
  await server.closed;
});

test("two servers at one folder take every revision once", { timeout: 30_000 }, async () => {
  const data = place.at("shared");
  const servers = await Promise.all([spawnServer(data), spawnServer(data)]);
  /** @type {Map<number, { author: string, policy: string }>} */
  const acknowledged = new Map();
  const until = Date.now() + 8_000;
  const conflicts = await Promise.all(servers.flatMap((server, index) => ["Ann", "Bob"].map(async (name) => {
    const author = `${name} at ${index}`;
    let conflicts = 0;
    for (let turn = 0; acknowledged.size < 40 && Date.now() < until; turn += 1) {
      const { status, body } = await server.publish({ policy: padded(await server.held(), `${author} ${turn}`, 5_000), author });
      assert.ok(status === 200 || status === 409, `${status} ${body.code}`);
      if (status === 409) conflicts += 1;
      else assert.equal(acknowledged.has(body.revision), false, `revision ${body.revision} was acknowledged twice`);
      if (status === 200) acknowledged.set(body.revision, { author, policy: body.policy });
    }
    return conflicts;
  })));
  const all = await readAll(servers[0]);
  assert.equal(all.size, acknowledged.size + 1);
  for (const [revision, publication] of acknowledged) assert.deepEqual(all.get(revision), publication);
  assert.ok(acknowledged.size >= 10 && conflicts.some((count) => count > 0), `${acknowledged.size} taken, ${conflicts} refused`);
  for (const { child, closed } of servers) {
    child.kill("SIGKILL");
    await closed;
  }
});

test("a log that ends anywhere, as after a power cut, ends with a whole publication", async () => {
  const data = place.at("powerless");
  const server = await place.start("powerless");
  for (let turn = 0; turn < 12; turn += 1) await server.publish({ policy: padded(await server.held(), `turn ${turn}`, 9_000) });
  const log = statSync(join(data, "console.db-wal")).size;
  const found = new Set();
  for (let cut = 0; cut <= 20; cut += 1) {
    const copy = place.at(`powerless-${cut}`);
    mkdirSync(copy);
    for (const name of ["console.db", "console.db-wal"]) copyFileSync(join(data, name), join(copy, name));
    truncateSync(join(copy, "console.db-wal"), Math.floor((log * cut) / 20));
    const store = openStore(copy);
    const programs = store.programs();
    const { revisions } = programs.length === 0 ? { revisions: [] } : store.history(APP, { before: 2 ** 40, limit: 200 });
    assert.deepEqual(revisions.map(({ revision }) => revision), Array.from({ length: revisions.length }, (_, index) => revisions.length - index), "no gap");
    for (const { revision } of revisions) assert.equal(JSON.parse(store.policyOf(APP, revision)).revision, revision);
    found.add(revisions.length);
    store.close();
  }
  assert.ok(found.has(13) && found.size > 5, `${[...found]}`);
  await server.close();
});

/** Publish until the answer is another one. @param {import("./demo-client.js").Client} server @param {number} size @returns {Promise<import("./demo-client.js").Answer>} */
async function publishUntilRefused(server, size) {
  for (let turn = 0; turn < 500; turn += 1) {
    const answer = await server.publish({ policy: padded(await server.held(), `turn ${turn}`, size) });
    if (answer.status !== 200) return answer;
  }
  throw new Error("it never got full");
}

/** @param {import("./demo-client.js").Answer} answer */
function assertFull({ status, body }) {
  assert.deepEqual([status, body.code], [507, "storage_full"]);
  assert.match(body.message, /nothing was saved, and what is published stays/);
}

test("a database that may not grow any more refuses in words, goes on reading, and takes publications again when it may", async () => {
  const server = await place.start("limited", { room: 400_000 });
  let acknowledged = await server.held();
  assertFull(await publishUntilRefused(server, 30_000));
  acknowledged = await server.held();
  const all = await readAll(server);
  assert.ok(all.size > 5 && all.get(all.size)?.policy === acknowledged);
  assertFull(await server.publish({ policy: padded(acknowledged, "again", 60_000) }));
  assert.equal(await server.held(), acknowledged);
  await server.close();

  const roomy = await place.start("limited");
  assert.equal(await roomy.held(), acknowledged);
  assert.equal((await roomy.publish({ policy: padded(acknowledged, "room", 60_000) })).body.revision, all.size + 1);
  await roomy.close();
});

/** A disk of two megabytes, where this process may make one. */
function mountSmallDisk() {
  const disk = place.at("disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], { stdio: "ignore" });
    return disk;
  } catch {
    return null;
  }
}

test("a full disk refuses in words, loses nothing, and there is no need to start again when there is room", async (t) => {
  const disk = mountSmallDisk();
  if (disk === null) return t.skip("only root can mount a small disk");
  try {
    const data = join(disk, "data");
    const server = await spawnServer(data);
    const filler = join(disk, "filler");
    assert.equal((await server.publish()).status, 200);
    writeFileSync(filler, Buffer.alloc(512 * 1024));
    assertFull(await publishUntilRefused(server, 30_000));
    const acknowledged = await server.held();
    const all = await readAll(server);
    assert.ok(all.get(all.size)?.policy === acknowledged);
    for (let turn = 0; turn < 5; turn += 1) assertFull(await server.publish({ policy: padded(acknowledged, "again", 60_000) }));
    assert.equal(await server.held(), acknowledged);

    rmSync(filler);
    const next = await server.publish({ policy: padded(acknowledged, "room", 60_000) });
    assert.deepEqual([next.status, next.body.revision], [200, all.size + 1]);

    // Killed while the disk is full to the last byte: a start tells, or serves what was acknowledged; never something else.
    server.child.kill("SIGKILL");
    await server.closed;
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
    const late = await spawnServer(data).catch(() => null);
    if (late !== null) {
      assert.equal(await late.held(), next.body.policy);
      late.child.kill("SIGKILL");
      await late.closed;
    }
    rmSync(filler);
    const last = await spawnServer(data);
    assert.equal(await last.held(), next.body.policy);
    last.child.kill("SIGKILL");
    await last.closed;
  } finally {
    execFileSync("umount", ["-l", disk]);
  }
});
