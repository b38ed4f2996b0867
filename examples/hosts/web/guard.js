// The first script of an H5 build: bundle it (`esbuild guard.js --bundle --minify --outfile=guard.min.js`) and load it before the framework's.
import { installGuard } from "minifence/inline";
import { webHost } from "minifence/hosts/web";

const policy = /** @type {HTMLElement} */ (document.getElementById("minifence-policy")).textContent;
const guard = installGuard(webHost({ own: [location.origin] }), {
  policy,
  onDecision: ({ subject, decision, enforced }) => {
    if (decision.outcome === "deny") console.warn(`minifence: ${enforced ? "stopped" : "would stop"} ${subject}: ${decision.code}`);
  },
});
for (const { point, why } of guard.report.degraded) console.error(`minifence: ${point} ${why}`);
