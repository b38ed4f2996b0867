// @ts-check
/** `check`, `lint` and `diff`, and what all commands have in common. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { copy, fixtures, minifence, policy, root } from "./run.js";

const codes = (/** @type {string} */ stdout) => JSON.parse(stdout).results.map((/** @type {any} */ { list, decision }) => `${list} ${decision.outcome} ${decision.code}`);

test("check exits with 0 when all is allowed, with 1 when something is denied", () => {
  const good = minifence(["check", policy, "https://api.shop.cn/orders", "tinyToNative", "showToast"]);
  assert.equal(good.status, 0, good.stderr);
  assert.match(good.stdout, /allowed {2}https:\/\/api\.shop\.cn\/orders {2}listed\n {2}Allowed by the entry “api\.shop\.cn”\./);
  const bad = minifence(["check", policy, "https://api.shop.cn/", "https://pay.shop.cn/"]);
  assert.equal(bad.status, 1);
  assert.match(bad.stdout, /denied {2}https:\/\/pay\.shop\.cn\/ {2}host_not_listed\n.*is not in the domain list/s);
  assert.match(bad.stdout, /near it: api\.shop\.cn\n {2}add “pay\.shop\.cn” to the server domain list/);
});

test("the list follows from the subject: a scheme or a slash makes a URL, wss a socket, --page a page, anything else an API name", () => {
  const { stdout } = minifence(["check", policy, "--json", "https://api.shop.cn/", "wss://api.shop.cn/", "ws://api.shop.cn/", "//api.shop.cn/", "tinyToNative", "hidden.thing"]);
  assert.deepEqual(codes(stdout), [
    "serverDomains allow listed", "serverDomains allow listed", "serverDomains deny not_https", "serverDomains deny invalid_url", "apis allow api_listed", "apis deny api_not_listed",
  ]);
  assert.deepEqual(codes(minifence(["check", policy, "--json", "--page", "https://a.m.shop.cn/", "about:blank", "https://api.shop.cn/"]).stdout), [
    "webViewDomains allow listed", "webViewDomains allow not_governed", "webViewDomains deny host_not_listed",
  ]);
  assert.deepEqual(codes(minifence(["check", policy, "--json", "--api", "https://api.shop.cn/"]).stdout), ["apis deny invalid_api"]);
});

test("a bare host is judged as an API name, and it is said how to ask for the host", () => {
  assert.match(minifence(["check", policy, "api.shop.cn"]).stdout, /for the host write “https:\/\/api\.shop\.cn\/”/);
});

test("- reads subjects from stdin, one a line", () => {
  const { status, stdout } = minifence(["check", policy, "--json", "-"], { input: "https://api.shop.cn/\r\n\n  tinyToNative\n" });
  assert.deepEqual([status, ...codes(stdout)], [0, "serverDomains allow listed", "apis allow api_listed"]);
});

test("report mode says that a call would be denied, and exits with 1 all the same", () => {
  const folder = copy();
  writeFileSync(join(folder, "report.json"), readFileSync(policy, "utf8").replace('"enforce"', '"report"'));
  const { status, stdout } = minifence(["check", "report.json", "https://pay.shop.cn/"], { cwd: folder });
  assert.equal(status, 1);
  assert.match(stdout, /would be denied .*report mode/s);
});

test("Chinese words, by --lang", () => {
  const { stdout } = minifence(["check", policy, "--lang", "zh-CN", "https://pay.shop.cn/"]);
  assert.match(stdout, /拒绝 {2}https/);
  assert.match(stdout, /在应用服务器域名白名单中添加“pay\.shop\.cn”/);
  assert.match(minifence(["scan", "--lang=zh-CN"]).stderr, /缺少：小程序的目录/);
});

test("wrong use is exit code 2, names the thing and the way out, and prints nothing to stdout", () => {
  for (const [args, words] of /** @type {[string[], RegExp][]} */ ([
    [[], /Say what to do/], [["chekc", policy], /no command “chekc”.*check, lint, diff and scan/], [["check"], /A policy is missing/], [["check", policy], /A URL or an API name is missing/],
    [["check", "no-such.json", "x"], /“no-such\.json” cannot be read \(ENOENT\)/], [["check", fixtures, "x"], /cannot be read \(EISDIR\)/], [["check", policy, "--pgae", "x"], /“check” has no option --pgae/],
    [["check", policy, "--page", "--api", "x"], /--page and --api do not go together/], [["check", policy, "--lang", "fr", "x"], /--lang cannot be “fr”\. Use one of: en, zh-CN/],
    [["lint"], /A policy is missing/], [["lint", policy, "x"], /“x” is one argument too many/], [["diff", policy], /Policy after is missing/], [["diff", policy, policy, "--subject"], /--subject is given in the wrong way/],
    [["scan", "shop"], /--policy <file> is missing/], [["scan", "nowhere", "--policy", policy], /“nowhere” is not a folder.*ENOENT/], [["scan", policy, "--policy", policy], /is not a folder.*ENOTDIR/],
    [["scan", "shop", "--policy", policy, "--json", "--sarif"], /--json and --sarif/], [["scan", "shop", "--policy", policy, "--fail-on", "x"], /denied, dynamic, never/],
  ])) {
    const { status, stdout, stderr } = minifence(args);
    assert.equal(status, 2, args.join(" "));
    assert.equal(stdout, "", args.join(" "));
    assert.match(stderr, words);
  }
});

test("a policy that does not load is exit code 2 with its issue for check, and lint lists it with exit code 1", () => {
  const folder = copy();
  writeFileSync(join(folder, "bad.json"), readFileSync(policy, "utf8").replace("api.shop.cn", "API.shop.cn"));
  writeFileSync(join(folder, "binary.json"), Buffer.from([0xff, 0xfe, 0x00]));
  const refused = minifence(["check", "bad.json", "https://api.shop.cn/"], { cwd: folder });
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /“bad\.json” is not a policy that loads:\n.*serverDomains\.entries\.0\.domain.*\n.*minifence lint bad\.json/s);
  const linted = minifence(["lint", "bad.json", "--json"], { cwd: folder });
  assert.equal(linted.status, 1);
  assert.equal(JSON.parse(linted.stdout).issues[0].severity, "error");
  assert.match(minifence(["lint", "binary.json"], { cwd: folder }).stderr, /not UTF-8/);
});

test("lint gives advice with exit code 0, and 1 with --fail-on notice", () => {
  const folder = copy();
  writeFileSync(join(folder, "wide.json"), readFileSync(policy, "utf8").replace('"api.shop.cn"', '"*.github.io"'));
  const { status, stdout } = minifence(["lint", "wide.json"], { cwd: folder });
  assert.equal(status, 0);
  assert.match(stdout, /advice {2}public_suffix {2}serverDomains\.entries\.0/);
  assert.equal(minifence(["lint", "wide.json", "--fail-on", "notice"], { cwd: folder }).status, 1);
  assert.deepEqual([minifence(["lint", policy]).stdout, minifence(["lint", policy]).status], ["Nothing to complain of.\n", 0]);
});

test("diff says what a change opens and closes, and for which subjects", () => {
  const folder = copy();
  writeFileSync(join(folder, "after.json"), readFileSync(policy, "utf8").replace("tinyToNative", "otherThing"));
  const args = ["diff", "policy.json", "after.json", "--subject", "tinyToNative", "--subject", "otherThing", "--page", "https://a.m.shop.cn/"];
  const { status, stdout } = minifence(args, { cwd: folder });
  assert.equal(status, 0);
  for (const words of [/\+ otherThing {2}\(API list\)/, /- tinyToNative {2}\(API list\)/, /becomes allowed {2}otherThing/, /becomes denied {2}tinyToNative/, /1 subject treated as before/]) assert.match(stdout, words);
  assert.equal(minifence([...args, "--exit-code"], { cwd: folder }).status, 1);
  assert.equal(minifence(["diff", "policy.json", "policy.json", "--exit-code"], { cwd: folder }).status, 0);
  const { changes, shifts, unchanged } = JSON.parse(minifence([...args, "--json"], { cwd: folder }).stdout);
  assert.deepEqual([changes.length, shifts.length, unchanged], [2, 2, 1]);
});

test("--help explains every command and every option of it, in both languages", async () => {
  const { OPTIONS } = await import(join(root, "js/cli/args.js"));
  for (const lang of ["en", "zh-CN"]) {
    assert.equal(minifence(["--help", "--lang", lang]).status, 0);
    for (const [command, options] of Object.entries(OPTIONS)) {
      const { status, stdout } = minifence([command, "--help", "--lang", lang]);
      assert.equal(status, 0);
      for (const option of Object.keys(options)) assert.ok(stdout.includes(`--${option}`), `${command} --${option} (${lang})`);
    }
  }
  assert.equal(minifence(["--version"]).stdout.trim(), JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8")).version);
});

test("a subject cannot write to the terminal, and colours are for terminals", () => {
  const { stdout } = minifence(["check", policy, "\u001b[2Jhttps://x\u202e.cn/"]);
  assert.ok(!stdout.includes("\u001b") && stdout.includes("\\u{1b}[2J") && stdout.includes("\\u{202e}"), JSON.stringify(stdout));
  assert.match(minifence(["check", policy, "--color", "always", "tinyToNative"]).stdout, /\u001b\[32mallowed/);
});
