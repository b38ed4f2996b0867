// @ts-check
/** Finds and opens a Chromium that knows the demo's made-up hosts. It gets a profile of its own, thrown away afterwards. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PLACES = [
  "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** @returns {string} the path of a Chromium or Chrome */
export function findBrowser() {
  const found = [process.env.CHROMIUM ?? "", ...PLACES].find((place) => place !== "" && existsSync(place));
  if (found === undefined) throw new Error("no Chromium or Chrome found: set CHROMIUM to its path");
  return found;
}

/** Every `*.test` name is answered by `targets`, and only its certificate is taken. @param {{ port: number, spki: string }} targets */
export const targetFlags = ({ port, spki }) => [`--host-resolver-rules=MAP *.test 127.0.0.1:${port}`, `--ignore-certificate-errors-spki-list=${spki}`];

/** Nothing that calls home. */
export const QUIET_FLAGS = ["--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/**
 * @param {string} url @param {{ port: number, spki: string }} targets
 * @returns {{ closed: Promise<void>, close(): void }} `closed` settles when the window is gone and its profile is removed
 */
export function openBrowser(url, targets) {
  const profile = mkdtempSync(join(tmpdir(), "minifence-browser-"));
  // As root, in a container say, Chromium does not start with its sandbox.
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = spawn(findBrowser(), [...targetFlags(targets), ...QUIET_FLAGS, ...root, `--user-data-dir=${profile}`, "--window-size=1480,960", url], { stdio: "ignore" });
  const closed = once(browser, "exit").then(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return { closed, close: () => void browser.kill() };
}
