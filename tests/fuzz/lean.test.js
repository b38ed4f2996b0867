// @ts-check
/**
 * The engine without IDNA beside the full one: it allows nothing that the full one does not allow, in the same words, and answers the
 * same wherever IDNA has nothing to say. Seeded; `MINIFENCE_SEED=…` replays.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { Engine } from "../../pkg/inline.js";
import { answers } from "./lean-answers.js";
import { drawSeed } from "./run.js";

const COUNT = Number(process.env.MINIFENCE_INPUTS ?? 200_000);
const seed = drawSeed(process.env.MINIFENCE_SEED);

/** Whether IDNA has a say: characters that are not ASCII, written or escaped, or an A-label. @param {string} text */
function isForIdna(text) {
  const read = text.replace(/[\t\n\r]/g, "").replace(/%([0-7][0-9a-f])/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return /[^\0-\x7f]|%[89a-f][0-9a-f]|xn--/i.test(read);
}

test(`lean allows no more than the full engine, and the same where no IDNA is needed (MINIFENCE_SEED=${seed})`, async (t) => {
  const worker = new Worker(new URL("./lean-answers.js", import.meta.url));
  worker.postMessage({ seed, count: COUNT });
  const full = answers(Engine, seed, COUNT);
  const [lean] = await once(worker, "message");
  let [allowed, fewer, equal] = [0, 0, 0];
  for (let i = 0; i < COUNT; i += 1) {
    const shown = () => `${full[i].check} ${JSON.stringify(full[i].text)}: full ${full[i].answer}, lean ${lean[i].answer}`;
    assert.equal(lean[i].text, full[i].text);
    if (!isForIdna(full[i].text)) {
      equal += 1;
      assert.equal(lean[i].answer, full[i].answer, shown());
    }
    const isAllowed = JSON.parse(lean[i].answer).outcome === "allow";
    if (isAllowed) assert.equal(lean[i].answer, full[i].answer, shown());
    else if (JSON.parse(full[i].answer).outcome === "allow") assert.equal(JSON.parse(lean[i].answer).code, "idn_not_supported", shown());
    allowed += Number(isAllowed);
    fewer += Number(!isAllowed && JSON.parse(full[i].answer).outcome === "allow");
  }
  t.diagnostic(`${COUNT} URLs: lean allowed ${allowed}, ${fewer} fewer than the full engine; ${equal} are for no IDNA`);
  assert.ok(allowed > COUNT / 20 && fewer > COUNT / 200 && equal > COUNT / 10, "the generator reaches all three");
});
