// @ts-check
/** The attacks of `tests/js/guard/attacks.js` in Chromium: each gets past the naive guard that it was made for, and not past this one. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { attacks } from "../js/guard/attacks.js";
import { BITES } from "../js/guard/bites.js";
import { escaped } from "../js/guard/verdict.js";
import { writeTally } from "../escape/tally.js";
import { openStage } from "./stage.js";

/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
/** @type {import("playwright-core").Page} */
let page;
/** @type {import("../escape/tally.js").Tally[]} */
const tallies = [];

const PAGE = `<!doctype html><title>realms</title><script type="module">
const module = await WebAssembly.compile(await (await fetch("/engine.wasm")).arrayBuffer());
const lives = new Map();
let rows = 0;
const waiting = new Map();
window.next = (realm) => { const id = realm.name; return { id, row: waiting.get(id), module }; };
window.began = (id, life) => { lives.set(id, life); };
/** Strings of another realm, one by one: its arrays may be ruined. */
const copy = (list) => { const out = []; for (let i = 0; i < list.length; i += 1) out.push(String(list[i])); return out; };
window.live = async (row) => {
  const id = String(rows += 1);
  const frame = document.createElement("iframe");
  waiting.set(id, row);
  frame.name = id;
  frame.src = "/realm.html";
  const loaded = new Promise((done) => { frame.onload = done; });
  document.body.append(frame);
  await loaded;
  for (let i = 0; i < 200 && !lives.has(id); i += 1) await new Promise((done) => setTimeout(done, 5));
  await new Promise((done) => setTimeout(done, 30));
  const life = lives.get(id);
  const seen = life && { wire: copy(life.wire), said: copy(life.said), errors: copy(life.errors) };
  lives.delete(id);
  frame.remove();
  return seen;
};
window.ready = true;
</script>`;

before(async () => {
  stage = await openStage();
  stage.pages.set("/", { body: PAGE });
  stage.pages.set("/realm.html", { body: '<!doctype html><script type="module" src="/tests/browser/escape-page.js"></script>' });
  page = await stage.browser.newPage();
  await page.goto(stage.origin);
  await page.waitForFunction("window.ready");
});
after(async () => {
  writeTally("chromium", tallies);
  await stage?.close();
});

/** @param {object} row */
const live = (row) => page.evaluate((row) => /** @type {any} */ (window).live(row), row);

for (const [name, rows] of Object.entries(attacks)) {
  test(`${name}, in Chromium`, async () => {
    const tally = { name: `${name}, Chromium`, attempts: 0, bites: 0, stopped: 0, impossible: [], controls: 0 };
    tallies.push(tally);
    const wrong = [];
    for (const [i, { say, guest, wire, silent, control, still }] of /** @type {any[]} */ (rows).entries()) {
      const row = { say, guest, wire, silent, still };
      const guarded = await live({ ...row, by: "minifence" });
      const isStopped = guarded !== undefined && !escaped(row, guarded);
      if (!isStopped) wrong.push(`got through: ${say}: ${JSON.stringify(guarded)}`);
      if (control) { tally.controls += 1; continue; }
      tally.attempts += 1;
      if (isStopped) tally.stopped += 1;
      const naive = await live({ ...row, by: BITES[name][i] });
      if (naive !== undefined && escaped(row, naive)) tally.bites += 1;
      else wrong.push(`does not bite: ${say} (${BITES[name][i]}): ${JSON.stringify(naive)}`);
    }
    assert.deepEqual(wrong, []);
  });
}
