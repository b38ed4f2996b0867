/**
 * Run by failure.test.js as a process of its own, with `--wasm-max-mem-pages`: the engine's real memory runs out in an
 * update: it traps in the middle of compiling. Prints what happened as JSON.
 */
import { installGuard } from "../../../js/guard/install.js";
import { GOOD, EVIL, loadEngine, policy } from "./host.js";

loadEngine();
const errors = [];
const guard = installGuard({}, { policy: policy(), onError: (error) => errors.push(error.code) });
const judged = (url) => guard.judge.request(url).decision.code;
/** The policy of the tests with this many pages more in its web-view list. */
const large = (revision, entries) => {
  const document = JSON.parse(policy({ revision }));
  document.webViewDomains.entries = Array.from({ length: entries }, (_, i) => ({ domain: `page${i}.example.com` }));
  return JSON.stringify(document);
};

const tooLarge = guard.update(large(2, 90_000));
const update = { applied: tooLarge.applied, code: tooLarge.error?.code, told: errors.splice(0), good: judged(GOOD), evil: judged(EVIL) };

const mended = guard.update(policy({ revision: 2 })).applied;
console.log(JSON.stringify({ ...update, mended, after: judged(GOOD) }));
