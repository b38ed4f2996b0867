// @ts-check
/** Every function that `@mini-types/my` 3.0.14 declares is judged by its name, and every URL in its options by a rule, or there is a reason why not. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { installGuard } from "minifence/inline";
import { mpaasHost } from "minifence/hosts/mpaas";
import { policy } from "../policy.js";
import { createReport } from "../report.js";
import { readDeclarations } from "./declared.js";

const report = createReport("@mini-types/my 3.0.14", "typings");
after(() => report.print());
const declared = readDeclarations();
const names = declared.map(({ name }) => name);

/** A `my` with every declared function as a native that writes down what it was given. @param {readonly string[]} what */
function createNatives(what) {
  /** @type {{ name: string, args: unknown[] }[]} */ const called = [];
  const my = /** @type {any} */ ({});
  for (const name of what) {
    const parts = name.split(".");
    const last = /** @type {string} */ (parts.pop());
    let holder = my;
    for (const part of parts) holder = holder[part] ??= {};
    holder[last] = (/** @type {unknown[]} */ ...args) => {
      called.push({ name, args });
      return { from: name };
    };
  }
  return { my, called };
}

/** @param {any} my @param {string} name @param {unknown[]} args */
const call = (my, name, ...args) => name.split(".").reduce((at, part) => at[part], my)(...args);

/** @param {readonly string[]} what @param {object} rules */
function guarded(what, rules) {
  const { my, called } = createNatives(what);
  /** @type {any[]} */ const events = [];
  const guard = installGuard(mpaasHost({ my, bridge: null }), { policy: policy(rules), onDecision: (event) => void events.push(event) });
  assert.equal(guard.revision, 1, "the policy was taken");
  assert.deepEqual(guard.report.degraded, []);
  return { my, called, events, guard };
}

/** Options that are good for every rule. */
const options = () => ({ url: "https://api.good.test/v1", success() {}, text: "a" });
/** Of a page or a socket. @param {any} guard @param {string} name */
const optionsFor = (guard, name) => {
  const kind = guard.judge.rule(name)?.kind;
  return { ...options(), ...(kind === "page" || name === "switchTab" ? { url: "/pages/index" } : kind === "socket" ? { url: "wss://api.good.test/v1" } : undefined) };
};
/** `my.call` gets a name, and is judged by that. */
const isCall = (/** @type {string} */ name) => name === "call";

test("there are 283 functions of `my`, 20 of `my.ap`, 1 of `my.cloud`", () => {
  const count = (/** @type {RegExp} */ kind) => names.filter((name) => kind.test(name)).length;
  assert.deepEqual([count(/^\w+$/), count(/^ap\./), count(/^cloud\./), names.length], [283, 20, 1, 304]);
});

test("a policy that lists nothing stops each of them by its name, and no native hears of it", async () => {
  const { my, called, events, guard } = guarded(names, { apis: { official: false, entries: [] } });
  for (const name of names) {
    events.length = 0;
    const result = isCall(name) ? call(my, name, "scan", {}, () => {}) : call(my, name, optionsFor(guard, name));
    await Promise.resolve(result).catch(() => {});
    assert.deepEqual(events.map(({ surface, subject, decision }) => [surface, subject, decision.code]), [["api", isCall(name) ? "scan" : name, "api_not_listed"]], name);
    report.evil(`my.${name}, not listed`, called.length === 0);
  }
  assert.deepEqual(called, []);
});

test("a policy that lists each of them lets it through, with its arguments and its result", () => {
  const rules = { apis: { official: false, entries: names.map((api) => ({ api })) }, webViewDomains: { entries: [] } };
  const { my, called, events, guard } = guarded(names, rules);
  for (const name of names) {
    called.length = 0;
    events.length = 0;
    const given = optionsFor(guard, name);
    const result = isCall(name) ? call(my, name, "scan", given, () => {}) : call(my, name, given, 7, "text");
    assert.equal(events.length, 1, name);
    assert.equal(events[0].decision.outcome, "allow", JSON.stringify(events[0]));
    assert.equal(called.length, 1, name);
    const [first, second, third] = isCall(name) ? [called[0].args[1], 7, "text"] : called[0].args;
    assert.deepEqual(JSON.parse(JSON.stringify(first)), JSON.parse(JSON.stringify(given)), name);
    assert.equal(typeof /** @type {any} */ (first).success, "function");
    // Network functions take one argument: a second could hold another URL.
    if (!["request", "uploadFile", "downloadFile", "connectSocket"].includes(name)) assert.deepEqual([second, third], [7, "text"], name);
    assert.deepEqual({ .../** @type {any} */ (result) }, { from: name }, name);
    report.good(`my.${name}, listed`, true);
  }
});

test("without any list of APIs the official ones pass and the others do not", () => {
  const { my, called, events, guard } = guarded(names, { apis: { entries: [] } });
  for (const name of names.filter((one) => !isCall(one))) Promise.resolve(call(my, name, optionsFor(guard, name))).catch(() => {});
  const codes = events.map(({ decision }) => decision.code);
  assert.equal(codes.length, 303);
  assert.equal(called.length, codes.filter((code) => code !== "api_not_listed").length);
  assert.equal(codes.filter((code) => code === "api_not_listed").length, 96);
});

/** What carries a URL or a path and is governed by no list on this host, with the reason. @type {Record<string, readonly string[]>} */
const REASONS = {
  "an image, a film or a document that is read, shown or kept: no list of mPaaS governs media, as none governs <image src>": [
    "getImageInfo.src", "getVideoInfo.src", "previewImage.urls", "saveImage.url", "saveImageToPhotosAlbum.filePath", "saveVideoToPhotosAlbum.src", "saveVideoToPhotosAlbum.filePath",
    "openDocument.filePath", "setTabBarItem.iconPath", "setTabBarItem.selectedIconPath", "setNavigationBar.image", "setNavigationBarTitle.image",
  ],
  "a file on this device: nothing is fetched": [
    "uploadFile.filePath", "compressImage.apFilePaths", "detectFileType.filePath", "getFileInfo.filePath", "getFileInfo.apFilePath", "getSavedFileInfo.filePath", "getSavedFileInfo.apFilePath",
    "removeSavedFile.filePath", "removeSavedFile.apFilePath", "saveFile.filePath", "saveFile.apFilePath", "saveFileToDisk.filePath", "saveFileToDisk.apFilePath", "multiLevelSelect.path",
  ],
  "opens the vendor's own pages or another app, by schemes that no list of domains knows: not official, the API list decides": ["openOtherApp.url", "ap.navigateToFinance.url", "ap.navigateToAlipayPage.path"],
  "a page of another mini program, which has a policy of its own": ["navigateToMiniProgram.path"],
  "text of a contact, an id or a style": ["addPhoneContact.url", "chooseDistrict.src"],
};

test("every parameter that holds a URL or a path is governed by a rule, or listed here with the reason", () => {
  const { guard } = guarded(names, {});
  const host = mpaasHost({ my: {}, bridge: null });
  const carries = declared.flatMap(({ name, fields }) => fields.filter((field) => /string/.test(field.type) && /(^|\.)(\w*(url|urls|uri|src|path|paths|image|link|href|scheme|domain)|host)$/i.test(field.name)).map((field) => `${name}.${field.name}`));
  const governed = carries.filter((parameter) => {
    const name = names.filter((one) => parameter.startsWith(`${one}.`)).sort((a, b) => b.length - a.length)[0];
    const field = parameter.slice(name.length + 1);
    const rule = guard.judge.rule(name);
    const evil = { url: "/pages/index", [field]: "https://evil.test/" };
    const hasRow = host.urls?.find(name) !== undefined && isDenied(name, evil);
    return rule?.fields.some((path) => path.join(".") === field) === true || hasRow;
  });
  const listed = Object.values(REASONS).flat();
  assert.deepEqual(carries.filter((parameter) => governed.includes(parameter) === listed.includes(parameter)), [], "exactly one of both");
  assert.deepEqual(listed.filter((parameter) => !carries.includes(parameter)), [], "the typings know it");
  assert.deepEqual(governed, [
    "connectSocket.url", "downloadFile.url", "navigateTo.url", "navigateTo.resolvedPath", "redirectTo.url", "redirectTo.resolvedPath", "reLaunch.url", "reLaunch.resolvedPath", "request.url",
    "startAPVerify.url", "switchTab.url", "switchTab.resolvedPath", "uploadFile.url", "ap.openURL.url",
  ]);
  for (const [reason, parameters] of Object.entries(REASONS)) report.residue(parameters.join(", "), reason);
});

/** Whether a guard that lists the API stops it for that URL. @param {string} name @param {object} given */
function isDenied(name, given) {
  const { my, called } = guarded([name], { apis: { entries: [{ api: name }] } });
  Promise.resolve(call(my, name, given)).catch(() => {});
  return called.length === 0;
}
