// @ts-check
/** What the demo's server keeps: over restarts, from an older version or an earlier demo, and when its file is damaged. */
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openDatabase } from "../../examples/server/database.js";
import { MIGRATIONS } from "../../examples/server/migrations.js";
import { APP, openFolder } from "./demo-client.js";

const place = openFolder();
after(place.remove);
const path = `/api/apps/${APP}`;
const seen = { list: "apis", subject: "scan", code: "api_official", count: 1, first: 5, last: 5 };
/** The folder's database, opened as anybody with a SQLite shell could. @param {string} data @param {readonly string[]} [migrations] */
const open = (data, migrations = MIGRATIONS) => openDatabase(join(data, "console.db"), migrations, 2 ** 30);
let folders = 0;
/** A folder of its own for a test. */
const newFolder = () => {
  const data = place.at(`data-${folders += 1}`);
  mkdirSync(data);
  return data;
};
/** @param {string} data */
const start = (data) => place.start(basename(data));
const seed = (appId = APP) => readFileSync(new URL(`../../examples/server/seed/${appId}.json`, import.meta.url), "utf8");

test("what was published and observed is there after a restart", async () => {
  const data = newFolder();
  const first = await start(data);
  await first.publish({ note: "kept" });
  await first.observe({ observations: [seen] });
  const before = await Promise.all(["policy", "history", "observations"].map((leaf) => first.ask(`${path}/${leaf}`)));
  await first.close();
  const second = await start(data);
  for (const [index, leaf] of ["policy", "history", "observations"].entries()) assert.equal((await second.ask(`${path}/${leaf}`)).text, before[index].text);
  await second.close();
});

test("each commit goes to the disk before it is answered", () => {
  const database = open(newFolder());
  const one = (/** @type {string} */ pragma) => Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  assert.deepEqual([one("journal_mode"), one("synchronous"), one("foreign_keys")], ["wal", 2, 1]);
  database.close();
});

test("a file of every earlier version is brought up to date, with all that is in it", async () => {
  for (let version = 1; version < MIGRATIONS.length; version += 1) {
    const data = newFolder();
    const old = open(data, MIGRATIONS.slice(0, version));
    const policy = JSON.stringify({ ...JSON.parse(seed()), revision: 7 });
    old.prepare("INSERT INTO programs VALUES (?, 'Old', '旧')").run(APP);
    old.prepare("INSERT INTO revisions (app_id, revision, policy, author, at, note) VALUES (?, 7, ?, 'Ann', 1000, 'old')").run(APP, policy);
    old.close();
    const server = await start(data);
    assert.equal(await server.held(), policy);
    assert.deepEqual((await server.ask(`${path}/history`)).body.revisions, [{ revision: 7, at: 1000, author: "Ann", note: "old", restores: null }]);
    assert.equal((await server.observe({ observations: [seen] })).status, 204);
    assert.equal((await server.publish()).body.revision, 8);
    await server.close();
  }
});

test("a step to a new version is taken whole or not at all", () => {
  const data = newFolder();
  open(data).close();
  assert.throws(() => open(data, [...MIGRATIONS, "CREATE TABLE half (a); CREATE TABLE programs (a);"]), /already exists/);
  const database = open(data);
  assert.deepEqual(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all(), []);
  database.close();
});

test("a file of a newer version is left alone", async () => {
  const data = newFolder();
  const database = open(data);
  database.exec("PRAGMA user_version = 99");
  database.close();
  await assert.rejects(start(data), /console\.db is of version 99 and this demo knows \d+: update the demo, or move the file away/);
  assert.throws(() => open(data), /version 99/, "still");
});

const damages = /** @type {[string, (data: string) => void, RegExp][]} */ ([
  ["a file that is no database", (data) => writeFileSync(join(data, "console.db"), "revision 12, honestly\n".repeat(400)), /console\.db is damaged \(file is not a database\): put a copy back, or move it away/],
  ["a file that was cut off", (data) => truncateSync(join(data, "console.db"), 4096 * 3), /console\.db is damaged \(.+\): put a copy back, or move it away/],
  ["a page of noise", (data) => scribble(join(data, "console.db"), 4096 * 2), /console\.db is damaged \(.+\): put a copy back, or move it away/],
  ["a policy that was edited into nonsense", (data) => edit(data, "UPDATE revisions SET policy = '{\"format\":1}' WHERE revision = 2"), /console\.db: revision 2 of 2026010100000001 is not a policy \(policy_invalid\); mend that row, delete it/],
  ["a policy of another mini program", (data) => edit(data, "UPDATE revisions SET policy = replace(policy, '0001', '0002') WHERE revision = 2"), /revision 2 of 2026010100000001 is revision 2 of 2026010100000002; mend that row/],
  ["a policy of another revision", (data) => edit(data, "UPDATE revisions SET revision = 9 WHERE revision = 2"), /revision 9 of 2026010100000001 is revision 2 of 2026010100000001; mend that row/],
]);
for (const [what, damage, words] of damages) {
  test(`${what} is named with the way out, not served`, async () => {
    const data = newFolder();
    const server = await start(data);
    await server.publish();
    await server.close();
    damage(data);
    const before = readFileSync(join(data, "console.db"));
    await assert.rejects(start(data), words);
    assert.deepEqual(readFileSync(join(data, "console.db")), before, "and not touched");
  });
}

test("the row of a damaged policy can be deleted, as the words say", async () => {
  const data = newFolder();
  const first = await start(data);
  await first.publish();
  await first.close();
  edit(data, "DELETE FROM revisions WHERE revision = 2");
  const second = await start(data);
  assert.equal(JSON.parse(await second.held()).revision, 1);
  await second.close();
});

test("policies of an earlier demo are taken over once, as they are", async () => {
  const data = newFolder();
  const file = join(data, `${APP}.json`);
  const earlier = JSON.stringify({ ...JSON.parse(seed()), revision: 12, mode: "report" }, null, 2);
  writeFileSync(file, earlier);
  utimesSync(file, 1_700_000_000, 1_700_000_000);
  const first = await start(data);
  assert.deepEqual((await first.ask(`${path}/history`)).body.revisions, [{ revision: 12, at: 1_700_000_000_000, author: "minifence demo", note: `taken over from ${APP}.json`, restores: null }]);
  assert.equal(JSON.parse(await first.held()).mode, "report");
  assert.equal((await first.publish()).body.revision, 13);
  await first.close();
  assert.equal(readFileSync(file, "utf8"), earlier, "the file stays");
  const second = await start(data);
  assert.equal(JSON.parse(await second.held()).revision, 13);
  await second.close();
});

test("a policy of an earlier demo that was damaged by hand is named, and nothing is stored in its place", async () => {
  const data = newFolder();
  const file = join(data, `${APP}.json`);
  writeFileSync(file, "{}");
  await assert.rejects(start(data), /2026010100000001\.json is not a policy \(policy_invalid\); mend it, or delete it to get the seed/);
  writeFileSync(file, seed("2026010100000002"));
  await assert.rejects(start(data), /2026010100000001\.json is for 2026010100000002: mend it, or delete it/);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(seed()), revision: 3 }));
  const server = await start(data);
  assert.equal(JSON.parse(await server.held()).revision, 3);
  await server.close();
});

/** @param {string} data @param {string} sql */
function edit(data, sql) {
  const database = open(data);
  database.exec(sql);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

/** @param {string} file @param {number} from */
function scribble(file, from) {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, from, from + 4096);
  writeFileSync(file, bytes);
}
