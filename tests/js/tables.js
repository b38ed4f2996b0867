// @ts-check
/** The case tables (`tests/cases`), read, for whoever runs them through a door of the package. */
import { readFileSync } from "node:fs";

/** @param {string} name */
export const table = (name) => JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8"));

/** Tables of subjects, and what judges them. */
export const CHECKS = {
  requests: "checkRequest", sockets: "checkSocket", downloads: "checkDownload", reads: "checkRead", pages: "checkPage", web_views: "checkWebView", apis: "checkApi",
};

/** @param {any} row @returns {string} */
export const subjectOf = (row) => row.subject ?? String.fromCharCode(...row.subject_utf16);

/** A row, short enough to read in a failure. @param {unknown} row */
export const show = (row) => JSON.stringify(row).slice(0, 400);
