// @ts-check
/** The tables of the admin API (`tests/cases`) through the built package: what `tests/admin_bulk` says of the crate, said at the door (C-2 to C-5). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import * as admin from "../../pkg/admin.js";

const table = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8"));
const APP = "2018080616290001";
const LISTS = /** @type {const} */ (["serverDomains", "apis", "webViewDomains"]);

before(() => admin.load());

/** A policy from the short fields of a row, as `document` of `tests/admin_bulk/main.rs` reads them. @param {any} row */
const document = (row) => {
  const entries = (/** @type {string} */ list, /** @type {string} */ field) => (row[list] ?? []).map((/** @type {any} */ entry) =>
    Array.isArray(entry) ? { [field]: entry[0], remark: entry[1] } : { [field]: entry, remark: row.remark ?? "" });
  const isOn = (/** @type {string} */ list) => !(row.off ?? []).includes(list);
  const rule = (/** @type {number} */ index) => row.hostRules?.[index] ?? "exact";
  return JSON.stringify({
    format: 1, appId: row.appId ?? APP, revision: row.revision ?? 7, mode: row.mode ?? "enforce",
    serverDomains: { enabled: isOn("serverDomains"), hostRule: rule(0), entries: entries("serverDomains", "domain") },
    apis: { enabled: isOn("apis"), official: row.official ?? true, entries: entries("apis", "api") },
    webViewDomains: { enabled: isOn("webViewDomains"), hostRule: rule(1), entries: entries("webViewDomains", "domain") },
  });
};
/** The one way to write a policy. @param {string} policy */
const canonical = (policy) => /** @type {any} */ (admin.validatePolicy(policy)).value;
const codes = (/** @type {any[]} */ issues) => issues.map(({ code }) => code);

/**
 * Runs every row of a table.
 * @param {string} name @param {string} rows @param {(row: any) => void} run
 */
const rows = (name, rows, run) => {
  const all = table(name)[rows];
  test(`${name}: ${all.length} ${rows}`, () => {
    assert.ok(all.length > 5);
    for (const row of all) {
      try {
        run(row);
      } catch (error) {
        throw new Error(`${row.say}: ${JSON.stringify(row).slice(0, 400)}\n${error}`);
      }
    }
  });
};

rows("bulk", "rows", (row) => {
  const { header, lines, entries } = admin.parseLines(row.list, row.text, { others: row.others });
  const answers = lines.map(({ line, text, remark, result }) => [line, text, remark, "issues" in result ? codes([...result.issues]) : result.value]);
  assert.deepEqual(answers, row.lines);
  assert.equal(header, row.header ?? false);
  assert.deepEqual(entries, answers.filter(([, , , answer]) => typeof answer === "string").map(([, , remark, text]) => ({ text, remark })));
  if (row.notices) assert.deepEqual(lines.flatMap(({ result }) => ("notices" in result ? codes([...result.notices]) : [])), row.notices);
});

/** Keys in the order in which the crate's runner writes them. @param {any} value @returns {any} */
const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
};
rows("permission_files", "rows", (row) => {
  const answer = /** @type {any} */ (admin.importPermissionFile(row.text ?? JSON.stringify(sorted(row.file)), { appId: APP, revision: 7 }));
  if (row.code !== undefined) {
    const { code, params } = answer.issues[0];
    assert.deepEqual([code, params.line, params.column], [row.code, row.line ?? params.line, row.column ?? params.column]);
    return;
  }
  const [servers = [], apis = [], pages = []] = [row.servers, row.apis, row.pages];
  assert.equal(answer.value, canonical(document({
    ...row, serverDomains: servers, apis, webViewDomains: pages, official: row.official ?? false, hostRules: row.hostRules ?? ["suffix", "exact"],
  })));
  assert.deepEqual(answer.notices.map((/** @type {any} */ { code, params }) => [code, Object.values(params)[0] ?? null]), row.told ?? []);
  assert.deepEqual(answer.review.map((/** @type {any} */ { list, text, issue }) => [list, text, issue.code]), row.review ?? []);
  // The way back.
  const exported = /** @type {any} */ (admin.exportPermissionFile(answer.value));
  const again = /** @type {any} */ (admin.importPermissionFile(exported.value, { appId: APP, revision: 7 }));
  const { changes } = /** @type {any} */ (admin.comparePolicies(answer.value, again.value));
  assert.deepEqual(changes.filter((/** @type {any} */ { kind, list }) => list !== "apis" || kind !== "entry_added"), [], "only the other names of the same APIs");
});

rows("permission_files", "options", (row) => {
  const { say: _, code, path, form = "digits16", ...into } = row;
  void admin.load(undefined, { appIdForm: form }); // loaded already: it only takes the form
  const answer = /** @type {any} */ (admin.importPermissionFile("{}", { appId: APP, mode: "report", ...into }));
  void admin.load(undefined, { appIdForm: "digits16" });
  if (code !== "ok") return assert.deepEqual([answer.issues[0].code, answer.issues[0].path], [code, path]);
  const { appId, revision, mode } = JSON.parse(answer.value);
  assert.deepEqual({ appId, revision, mode }, { appId: APP, revision: 0, mode: "report", ...into });
});

const FIELDS = ["list", "subject", "code", "count", "first", "last"];
rows("drafts", "rows", (row) => {
  const seen = row.observations.map((/** @type {any[]} */ values) => Object.fromEntries(FIELDS.map((field, index) => [field, values[index]])));
  const policy = document(row.policy ?? {});
  const { value, added, left, unused } = /** @type {any} */ (admin.draftPolicy(seen, policy));
  assert.deepEqual(added.map((/** @type {any} */ one) => [one.list, one.text, one.count, one.first, one.last]), row.added ?? []);
  const indexOf = (/** @type {any} */ observation) => seen.findIndex((/** @type {any} */ other) => JSON.stringify(other) === JSON.stringify(observation));
  assert.deepEqual(left.map((/** @type {any} */ { observation, issue }) => [indexOf(observation), issue.code]), row.left ?? []);
  if (row.unusedCount === undefined) assert.deepEqual(unused.map((/** @type {any} */ { list, entry }) => [list, entry]), row.unused ?? []);
  else assert.equal(unused.length, row.unusedCount);
  const expected = JSON.parse(policy);
  for (const { list, text } of added) expected[list].entries.push(list === "apis" ? { api: text } : { domain: text });
  assert.equal(value, canonical(JSON.stringify(expected)));
});

/** What JSON text can say and a list of objects cannot: it is no text, or a field more or twice. */
const ONLY_TEXT = ["no JSON", "a field more", "a field twice", "subjects that are no JSON"];
rows("drafts", "refused", ({ say, text, code, path }) => {
  if (ONLY_TEXT.includes(say)) return;
  const { issues } = /** @type {any} */ (admin.draftPolicy(JSON.parse(text), document({})));
  assert.deepEqual([issues[0].code, issues[0].path], [code, path]);
});

const CHANGE = {
  entry_added: ["kind", "list", "entry", "remark"], entry_removed: ["kind", "list", "entry", "remark"], remark_changed: ["kind", "list", "entry", "before", "after"],
  enabled_changed: ["kind", "list", "before", "after"], host_rule_changed: ["kind", "list", "before", "after"],
  mode_changed: ["kind", "before", "after"], official_changed: ["kind", "before", "after"], app_id_changed: ["kind", "before", "after"],
};
rows("comparisons", "rows", (row) => {
  const subjects = (row.subjects ?? []).map((/** @type {any[]} */ [list, subject]) => ({ list, subject }));
  const { changes, shifts, unchanged } = /** @type {any} */ (admin.comparePolicies(document(row.before), document(row.after), subjects));
  assert.deepEqual(changes.map((/** @type {any} */ change) => CHANGE[/** @type {"mode_changed"} */ (change.kind)].map((field) => change[field])), row.changes ?? []);
  const indexOf = (/** @type {any} */ shift) => subjects.findIndex((/** @type {any} */ one) => one.list === shift.list && one.subject === shift.subject);
  const told = shifts.map((/** @type {any} */ shift) => [indexOf(shift), shift.becomes, shift.before.happens, shift.before.decision.code, shift.after.happens, shift.after.decision.code]);
  assert.deepEqual(told, row.shifts ?? []);
  assert.equal(unchanged, row.unchanged ?? subjects.length - shifts.length);
});

rows("comparisons", "refused", ({ say, before, after, subjects = "[]", code, path }) => {
  if (ONLY_TEXT.includes(say)) return;
  const text = (/** @type {any} */ side) => (typeof side === "string" ? side : document(side ?? {}));
  const { issues } = /** @type {any} */ (admin.comparePolicies(text(before), text(after), JSON.parse(subjects)));
  assert.deepEqual([issues[0].code, issues[0].path], [code, path]);
});

rows("explain", "rows", (row) => {
  const serverDomains = row.full ? Array.from({ length: 30 }, (_, n) => `n${n}.weather.cn`) : row.serverDomains;
  const { decision, entry, nearest, add } = /** @type {any} */ (admin.explain(document({ ...row, serverDomains }), row.list, row.subject));
  assert.deepEqual([decision.code, entry, nearest, add], [row.code, row.entry, row.nearest ?? [], row.add && { list: row.list, text: row.add }]);
});

rows("lint", "rows", (row) => {
  const advice = admin.lint(document(row));
  if (row.refused) return assert.deepEqual(codes([...advice]), row.refused);
  const told = advice.map(({ severity, code, params, path }) => {
    const { entry, ...other } = /** @type {any} */ (params);
    const [list, , index] = /** @type {any[]} */ (path);
    assert.deepEqual([severity, entry], ["notice", row[list][index]]);
    return [list, index, code, ...Object.values(other)];
  });
  assert.deepEqual(told, row.advice ?? []);
});

test("a file in the vendor's exact shape comes back with the same verdicts", () => {
  const { file } = table("permission_files").rows[0];
  assert.deepEqual(Object.keys(file), ["validDomain", "JSAPI_SP_Config", "Webview_Config", "JSAPI_List", "EVENT_List", "Enable_Proxy", "Valid_SubResMimeList", "UserPermission"]);
  assert.deepEqual(Object.keys(file.JSAPI_SP_Config), ["startApp", "httpRequest"]);
  const first = /** @type {any} */ (admin.importPermissionFile(JSON.stringify(file), { appId: APP }));
  const second = /** @type {any} */ (admin.importPermissionFile(/** @type {any} */ (admin.exportPermissionFile(first.value)).value, { appId: APP }));
  const hosts = [...file.validDomain, ...file.JSAPI_SP_Config.httpRequest.allowedDomain, ...file.Webview_Config.allowedDomain, "fixture.test", "evil.test"].filter((host) => /^[a-z0-9.-]+$/.test(host));
  const urls = hosts.flatMap((host) => [`https://${host}/x`, `https://sub.${host}/x`, `https://${host}:8443/`, `http://${host}/`, `wss://${host}/`]);
  const subjects = [...LISTS.slice(0, 1), ...LISTS.slice(2)].flatMap((list) => urls.map((subject) => ({ list, subject })));
  for (const subject of [...file.JSAPI_List, "showToast", "toast", "tinyToNative", "neverListed"]) subjects.push({ list: "apis", subject });
  const { shifts, unchanged } = /** @type {any} */ (admin.comparePolicies(first.value, second.value, subjects));
  assert.deepEqual(shifts, []);
  assert.ok(unchanged > 60, `${unchanged} subjects`);
});
