// @ts-check
/**
 * The container of the phone: this page's first and only script. It installs the guard, then follows the policy, then starts
 * the mini program: the order is the point (G-7). It makes no decision itself.
 */
import { installGuard } from "minifence/inline";
import { mpaasHost } from "minifence/hosts/mpaas";
import en from "minifence/messages/en";
import zhCN from "minifence/messages/zh-CN";
import { createNatives } from "./natives.js";
import { createBridge, createMy } from "./my.js";
import { createObserver } from "./observer.js";
import { createScreen } from "./screen.js";
import { removeAmbientNetwork } from "./realm.js";
import { isOutgrown, revisionOfPage } from "./wall.js";

const query = new URLSearchParams(location.search);
const appId = query.get("app") ?? "";
const chinese = query.get("lang") === "zh";
const title = query.get("title") ?? appId;
document.documentElement.lang = chinese ? "zh-CN" : "en";

// Whatever guest code could replace later is taken now. `event.data` is a getter that a guest can replace too: read through
// the prototype at the wrong time, it would hand this page a policy of the guest's own making.
const { parse } = JSON;
const dataOf = Function.prototype.call.bind(/** @type {() => string} */ (Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data")?.get));
const report = openReport();
const server = `/api/apps/${encodeURIComponent(appId)}`;
const follow = new EventSource(`${server}/events`);
const observer = createObserver(`${server}/observations`);
const screen = createScreen(document, chinese);
const natives = createNatives({ screen, fetch: window.fetch.bind(window), WebSocket: window.WebSocket });
removeAmbientNetwork(window);

const my = createMy(natives);
const bridge = createBridge(natives);
Object.assign(window, { my, dd: my, AlipayJSBridge: bridge });

const guard = installGuard(mpaasHost({ my, bridge, document }), {
  policy: null, // until the first event arrives everything is denied
  appId,
  messages: chinese ? zhCN : en,
  onDecision: (event) => {
    observer.record(event);
    report({ type: "decision", event });
  },
  onError: (error) => report({ type: "error", error: { code: error.code, params: error.params } }),
});
report({ type: "installed", report: guard.report });

const revision = revisionOfPage(performance);
/** The policy that this page's wall was made from. @type {string | null} */
let loadedWith = null;
follow.addEventListener("policy", (event) => {
  /** @type {string} */
  const text = parse(dataOf(event));
  const updated = guard.update(text);
  const isLate = loadedWith === null && revision !== null && revision !== guard.revision;
  const before = (loadedWith ??= text);
  // The guard has taken the policy; where the wall would still hold back what it allows, the phone starts afresh.
  if (isLate || (updated.applied && isOutgrown(before, text))) return report({ type: "restart" });
  report({ type: "policy", applied: updated.applied, revision: guard.revision });
});

screen.setTitle(title);
const { start } = await import("./guest/app.js");
start(screen.page, chinese ? "zh" : "en");

/**
 * A private line to the console's page. The port is handed over before guest code exists and is reachable from this closure
 * only, so the mini program cannot write decisions into the panel.
 * @returns {(message: object) => void}
 */
function openReport() {
  const { port1, port2 } = new MessageChannel();
  if (window.parent !== window) window.parent.postMessage("minifence-phone", query.get("console") ?? location.origin, [port2]);
  return port1.postMessage.bind(port1);
}
