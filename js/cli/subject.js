// @ts-check
/** Which list a subject that somebody typed belongs to. */

/** @typedef {import("../types.d.ts").List} List */

/** A scheme, or a slash: no API name has either. A port alone makes none: `api.example.com:8443` is asked as a URL would be, and refused. */
const URL_LIKE = /^[a-z][a-z0-9+.-]*:|[/\\?#@]/i;
/** What looks like a host rather than like an API: its last part is a name that hosts end with. */
const HOST_LIKE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|io|dev|app|test|example|co|top|xyz|me|cc|info)$/i;

/** @param {string} subject @param {{ page?: boolean, api?: boolean }} options @returns {List} */
export const listOf = (subject, { page = false, api = false }) => (api ? "apis" : page ? "webViewDomains" : URL_LIKE.test(subject) ? "serverDomains" : "apis");

/** @param {string} subject */
export const looksLikeHost = (subject) => HOST_LIKE.test(subject);
