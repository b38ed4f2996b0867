/**
 * The English words of the blocked page: all that a guard without a catalog of its own can need. The other words are in `en.js`,
 * so that no runtime carries them.
 */

/** @type {{ readonly [F in import("../types.d.ts").UrlFault]: string }} */
const faults = {
  not_a_string:    "The URL is not a string. Pass it as a plain string.",
  empty:           "The URL is empty. Pass a complete URL, such as “https://api.example.com/”.",
  too_long:        "The URL is longer than 8,192 characters. Shorten it, or send the data in the body.",
  not_well_formed: "The URL holds half of a character (a lone surrogate). Encode the text before you add it to the URL.",
  unparsable:      "This is not a complete URL. Write it with scheme and host, such as “https://api.example.com/”.",
  host:            "The host of the URL is not a domain name. Use a name with at least two parts, such as “api.example.com”.",
};

/** @type {{ readonly [V in import("../types.d.ts").Violation]: string }} */
const violations = {
  backslash:   "The URL has a backslash before its query, and programs read that differently. Write “/”, or encode it as “%5C”.",
  control:     "The URL has a tab, a line break or another control character. Remove it, or encode it.",
  space:       "The URL has a space in front or at the end. Remove it.",
  slashes:     "The URL does not have exactly two slashes after its scheme. Write “https://” or “wss://”.",
  credentials: "The URL has a user name or an “@” in front of the host. Remove it, and send credentials in a header.",
  port:        "The port of the URL is empty or begins with a zero. Write it plainly, or leave it out.",
  host:        "The host of the URL is written with unusual characters. Write it in plain lower-case letters.",
  drive_letter: "The path of the URL has a drive letter, such as “C:”, and goes up by “..”, and programs read that differently. Write the path without “..”.",
};

/** @type {import("../types.d.ts").PageMessages} */
const page = {
  invalid_url:          ({ reason }) => faults[reason],
  ambiguous_url:        ({ violation }) => violations[violation],
  not_https:            ({ scheme }) => `“${scheme}:” is not allowed. Use “https:” for requests, transfers and pages, and “wss:” for sockets.`,
  ip_not_allowed:       ({ host }) => `“${host}” is an IP address. Use a domain name.`,
  idn_not_supported:    () => "The host of the URL is an international name that this runtime cannot check. Write it in its coded form, “xn--…”, and add that whole name in the console.",
  port_not_listed:      ({ host, port }) => `“${host}” is listed, but not with port ${port}. Add ${port === 443 ? `“${host}”` : `“${host}:${port}”`} to the list.`,
  host_not_listed:      ({ scheme, host }) => scheme === "wss" ? `“${host}” is not in the server domain list. Add it in the console.` : `“${host}” is not in the domain list for this call. Add it in the console: server domains for requests and transfers, web-view domains for pages.`,
  no_policy:            () => "There is no policy, so everything is denied. Load the policy of this mini program first.",
  engine_failed:        () => "The permission engine failed, so everything is denied. Load the policy again, and report this if it comes back.",

  ui: { lang: "en", blockedTitle: "This page is blocked", blockedHint: "It is not allowed for this mini program. If you need it, tell the people who run the mini program." },
};

export default page;
