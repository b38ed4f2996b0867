/** Ruins every built-in of the realm, one at a time, and asks the guard for what needs the engine: a new policy, then URLs (G-1). */
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { ownKeys } = Reflect;
const POISON = { throws: () => { throw new Error("poison"); }, "is undefined": undefined, "says true": () => true, "says 0": () => 0 };

/** Every configurable function and getter that a guest can reach from the global object. */
function builtIns() {
  const found = [];
  const seen = new Set();
  const visit = (target) => {
    if ((typeof target !== "object" && typeof target !== "function") || target === null || seen.has(target)) return;
    seen.add(target);
    visit(getPrototypeOf(target));
    for (const key of ownKeys(target)) {
      const own = getOwnPropertyDescriptor(target, key);
      if (own.configurable && (typeof own.value === "function" || own.get)) found.push({ target, key, own });
      visit(own.value);
    }
  };
  for (const key of ownKeys(globalThis)) visit(getOwnPropertyDescriptor(globalThis, key).value);
  for (const one of [[][Symbol.iterator](), new Map()[Symbol.iterator](), new Uint8Array(0), (function* () {})(), async function () {}]) visit(one);
  return found;
}

/** Natives that write down the last call, with nothing that could be ruined. */
function createNatives() {
  const seen = { request: "", name: "" };
  const my = { request(options) { seen.request = options.url; }, call(name) { seen.name = name; }, ap: { openURL(options) { seen.request = options.url; } } };
  const bridge = { call(name) { seen.name = name; } };
  return { my, bridge, seen };
}

/** @param {string} kind @param {(host: { my: any, bridge: any }) => any} install @param {(revision: number) => string} policy @param {{ GOOD: string, EVIL: string }} urls */
export function poisonEach(kind, install, policy, { GOOD, EVIL }) {
  const poison = POISON[kind];
  const { my, bridge, seen } = createNatives();
  const guard = install({ my, bridge });
  const todo = builtIns();
  // Texts are made before, and compared by hand: nothing here may use what is ruined.
  const policies = todo.map((_, i) => policy(i + 2));
  const REPAIRED = "https://API.good.test/a/../v1";
  const CAPITALS = "https://API.good.test/v1";
  const listed = [GOOD, REPAIRED, CAPITALS];
  const fail = () => {};

  /** Every way of a URL through the engine, by the guard's own judge. */
  const judged = () => {
    for (let i = 0; i < listed.length; i += 1) {
      const verdict = guard.judge.request(listed[i]);
      if (!verdict.pass || verdict.forward !== GOOD) return "a listed URL is denied, or another is sent";
    }
    const evil = guard.judge.request(EVIL);
    if (evil.pass || evil.decision.code !== "host_not_listed") return "an unlisted URL is judged otherwise";
    const name = guard.judge.api("secretApi");
    if (name.pass || name.decision.code !== "api_not_listed") return "an unlisted API is judged otherwise";
    return "";
  };
  /** A call that is denied may throw at a guest who ruined promises: it must not arrive. @param {() => void} call */
  const denied = (call) => {
    try {
      call();
    } catch {
      // its own doing
    }
  };
  /** The same as calls. */
  const called = () => {
    seen.request = "";
    seen.name = "";
    denied(() => my.request({ url: EVIL, fail }));
    denied(() => my.ap.openURL({ url: EVIL, fail }));
    denied(() => my.request({ url: GOOD, headers: { Host: "evil.test" }, fail }));
    if (seen.request !== "") return "a forbidden request arrives";
    denied(() => my.call("secretApi", {}, fail));
    denied(() => bridge.call("httpRequest", { url: EVIL }, fail));
    if (seen.name !== "") return "a forbidden name arrives";
    my.request({ url: CAPITALS, fail });
    if (seen.request !== GOOD) return "a listed request does not arrive as it was judged";
    bridge.call("tinyToNative", {});
    if (seen.name !== "tinyToNative") return "a listed name does not arrive";
    return "";
  };

  let wrong = "";
  for (let i = 0; i < todo.length; i += 1) {
    const { target, key, own } = todo[i];
    const instead = { __proto__: null, configurable: true };
    if (own.get) instead.get = typeof poison === "function" ? poison : () => undefined;
    else {
      instead.value = poison;
      instead.writable = true;
    }
    let said = "";
    defineProperty(target, key, instead);
    try {
      said = guard.update(policies[i]).applied ? judged() : "an update is refused";
      if (said === "") said = called();
    } catch (error) {
      said = `threw ${error.stack}`;
    }
    defineProperty(target, key, own);
    if (said !== "") wrong += `${String(key)}: ${said}\n`;
  }
  return JSON.stringify({ wrong, count: todo.length });
}
