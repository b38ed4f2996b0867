/** The policy as a Content-Security-Policy (W-3): only what the lists govern, and only while they are in force. The real engine. */
import assert from "node:assert/strict";
import test from "node:test";
import { contentSecurityPolicy } from "../../../js/guard/csp.js";
import { loadEngine, policy } from "./host.js";

loadEngine();
const list = (domains, more) => ({ entries: domains.map((domain) => ({ domain })), ...more });
const csp = (more, options) => contentSecurityPolicy(policy(more), options);

test("two lists give two directives, and no plug-ins", () => {
  assert.deepEqual(csp({ serverDomains: list(["api.good.test", "*.cdn.good.test", "pay.good.test:8443"]), webViewDomains: list(["www.good.test"]) }), {
    name: "Content-Security-Policy",
    value: "connect-src 'self' https://api.good.test wss://api.good.test https://*.cdn.good.test wss://*.cdn.good.test https://pay.good.test:8443 wss://pay.good.test:8443; frame-src https://www.good.test; object-src 'none'",
  });
});

test("the suffix rule adds the subdomains, with the port", () => {
  const { value } = csp({ serverDomains: list([], { enabled: false }), webViewDomains: list(["a.test.example:8443", "*.b.example"], { hostRule: "suffix" }) });
  assert.equal(value, "frame-src https://a.test.example:8443 https://*.a.test.example:8443 https://*.b.example; object-src 'none'");
});

test("an empty list allows nothing but the host's own sources", () => {
  assert.equal(csp({ serverDomains: list([]), webViewDomains: list([]) }).value, "connect-src 'self'; frame-src 'none'; object-src 'none'");
  assert.equal(csp({ serverDomains: list([]), webViewDomains: list([]) }, { connect: [], frame: ["https://help.example"] }).value, "connect-src 'none'; frame-src https://help.example; object-src 'none'");
});

test("a list that is off gives no directive; off altogether gives none; report only reports", () => {
  assert.equal(csp({ webViewDomains: list([], { enabled: false }) }).value, "connect-src 'self' https://api.good.test wss://api.good.test");
  assert.equal(csp({ serverDomains: list([], { enabled: false }), webViewDomains: list([], { enabled: false }) }), null);
  assert.equal(csp({ mode: "off" }), null);
  assert.equal(csp({ mode: "report" }).name, "Content-Security-Policy-Report-Only");
});

test("a policy that does not compile, and a source that could end a header, are refused", () => {
  assert.throws(() => contentSecurityPolicy("{}"), { name: "PermissionError", code: /^policy_/ });
  for (const source of ["a; script-src *", "a b", "a,b", "a\nb", "", 7, "é"]) assert.throws(() => csp({}, { connect: [source] }), /one word/);
  assert.throws(() => csp({}, { frame: "'self'" }), /list of sources/);
});
