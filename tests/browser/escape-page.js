/** A frame of Chromium for one hostile guest. Its results are arrays that the page outside reads with its own, unspoilt built-ins. */
import { keepModule } from "/js/engine.js";
import { begin } from "/tests/js/guard/life.js";

const { id, row, module } = window.parent.next(window);
const run = globalThis.eval;
keepModule(module);
window.addEventListener("unhandledrejection", (event) => event.preventDefault());
const life = begin(row, module);
window.parent.began(id, life);
try {
  run(row.guest);
} catch (error) {
  life.said[life.said.length] = `threw ${error}`;
}
