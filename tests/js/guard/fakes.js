/** A judge and an airlock for tests: four rules of thumb instead of an engine. */

const GRANT = (code, params = {}, href) => Object.freeze({ outcome: "allow", code, params, ...(href && { href }) });
const DENY = (code, params = {}) => Object.freeze({ outcome: "deny", code, params });

const RULES = {
  request: { kind: "request", fields: [["url"]] },
  httpRequest: { kind: "request", fields: [["url"]] },
  startApp: { kind: "page", fields: [["url"], ["param", "url"]] },
  internalAPI: { kind: "indirect", fields: [["method"], ["param"]] },
};

/** `good` anywhere in a https URL is allowed, and comes back in lower case. */
const url = (scheme) => (value) => {
  if (typeof value !== "string") return DENY("invalid_url", { reason: "not_a_string" });
  if (!value.startsWith(scheme)) return DENY("not_https", { scheme: value.split(":")[0] });
  return value.toLowerCase().includes("good.test") ? GRANT("listed", { entry: "good.test" }, value.toLowerCase()) : DENY("host_not_listed", { scheme, host: "evil.test" });
};

export class FakeError extends Error {
  constructor(code, params) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** A core for a policy text of the form `{ "appId", "revision", "mode" }`; `broken` makes every check throw. */
export const fakeCompile = (text) => {
  const { appId = "1", revision = 1, mode = "enforce", broken = false, answer } = JSON.parse(text);
  const check = (f) => (value) => {
    if (broken) throw new Error("trap");
    if (answer !== undefined) return answer;
    return mode === "off" ? GRANT("control_off") : f(value);
  };
  return {
    appId, revision, mode,
    request: check(url("https:")), socket: check(url("wss:")), page: check(url("https:")), webView: check(url("https:")),
    download: check((value) => (typeof value === "string" && value.startsWith("data:") ? GRANT("not_governed") : url("https:")(value))),
    api: check((name) => (typeof name !== "string" ? DENY("invalid_api") : name.startsWith("secret") ? DENY("api_not_listed", { api: name }) : GRANT("api_official", { api: name.replace(/^my\./, "") }))),
    rule: (name) => (Object.hasOwn(RULES, name) ? RULES[name] : null),
  };
};

export const fakeAirlock = { compile: fakeCompile, samePolicy: (a, b) => a === b, PermissionError: FakeError };
