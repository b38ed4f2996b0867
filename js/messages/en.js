/**
 * The English catalog: one sentence or two per code, for admins and for developers of mini programs.
 * It names the thing and the way out. Words only; what a code means is `docs/codes.md`.
 */

import page from "./en-page.js";

/** @type {{ readonly [L in import("../types.d.ts").List]: string }} */
const lists = { serverDomains: "server domain list", apis: "API list", webViewDomains: "web-view domain list" };

/** @type {{ readonly [F in import("../types.d.ts").SignatureFault]: string }} */
const signatureFaults = {
  encoding: "The signed policy is not encoded as the standard says.",
  header: "The header of the signed policy is not one that is taken.",
  algorithm: "The policy is signed by another algorithm. Only Ed25519 is taken.",
  type: "What is signed is no policy: the type in its header is another.",
  signature: "The signature does not hold. The policy was changed, or signed by somebody else.",
  payload: "What is signed is no text in UTF-8.",
};

/** @type {import("../types.d.ts").Messages} */
const en = {
  // what lets a call pass
  control_off:          () => "Permission control is off for this mini program, so nothing is checked.",
  list_off:             ({ list }) => `The ${lists[list]} is off, so everything it would check is allowed.`,
  listed:               ({ entry }) => `Allowed by the entry “${entry}”.`,
  api_listed:           ({ api }) => `“${api}” is in the API list.`,
  api_official:         ({ api }) => `“${api}” is an official API. It is allowed without an entry.`,
  not_governed:         () => "No list applies here: there is no page to load, no network call, or the page is inside the package.",

  // what stops a call; a draft leaves out how a call was made (`draftPolicy`)
  ...page,
  invalid_url:          ({ reason }) => (reason === undefined ? "This is not a URL that can be judged. Write it with scheme and host, such as “https://api.example.com/”." : page.invalid_url({ reason })),
  ambiguous_url:        ({ violation }) => (violation === undefined ? "Programs read this URL differently. Write it plainly, as “https://api.example.com/path”." : page.ambiguous_url({ violation })),
  invalid_api:          () => "This is not an API name. A name begins with a letter and has letters, digits, “_” and “.” only, 64 at most.",
  api_not_listed:       ({ api }) => `“${api}” is neither an official API of this policy nor in the API list. Check the spelling and the case, or add it in the console.`,
  header_not_allowed:   ({ header }) => `${header === undefined ? "A header" : `The header “${header}”`} would send the request to another host. Remove it.`,

  // why a policy is refused
  policy_syntax:        ({ line, column, detail }) => `The policy is not valid JSON. Line ${line}, column ${column}: ${detail}.`,
  policy_format:        ({ found, supported }) => `The policy has format ${found}, and this version reads format ${supported}. Update minifence, or export the policy again.`,
  policy_invalid:       ({ path, problem, line, column, detail }) => `The policy has a wrong ${path === "" ? "shape" : `value at “${path}”`}${line === undefined ? "" : ` (line ${line}, column ${column ?? 1})`}: ${detail}${problem === "shape" ? "" : ` (${problem})`}.`,
  policy_too_large:     ({ size, limit }) => `The policy has ${size} bytes. The limit is ${limit}; remove entries that nobody needs.`,
  policy_stale:         ({ revision, held }) => `Revision ${revision} is older than revision ${held}, which is in use. Publish with a higher revision.`,
  policy_conflict:      ({ revision }) => `Revision ${revision} is in use with other content. Publish the change with a higher revision.`,
  policy_app_id:        ({ expected, found }) => `This policy is for mini program “${found}”, not for “${expected}”. Load the right one.`,

  policy_unsigned:      () => "This is not a signed policy, or only a part of one. Publish the text that `signPolicy` gives.",
  policy_signature:     ({ reason, detail }) => `${signatureFaults[reason] ?? "The signature of the policy does not hold."}${detail === "" ? "" : ` Detail: ${detail}.`}`,
  policy_key:           ({ kid }) => `The policy is signed by the key “${kid}”, which this app does not trust. Sign it with a key that the app has, or give the app that key.`,
  policy_expired:       ({ expires, now }) => `The policy was to be taken until ${expires}, and it is ${now} now (seconds since 1970). Publish it again, or set the clock.`,

  // what can be wrong with what was typed
  domain_empty:         () => "Type a domain, such as “api.example.com”.",
  domain_scheme:        ({ scheme }) => `“${scheme}:” is not accepted here. Type the domain alone; HTTPS is always used (WSS for sockets).`,
  domain_path:          ({ suggestion }) => `A domain has no path. Use “${suggestion}”.`,
  domain_query:         ({ suggestion }) => `A domain has no query (“?”). Use “${suggestion}”.`,
  domain_fragment:      ({ suggestion }) => `A domain has no fragment (“#”). Use “${suggestion}”.`,
  domain_credentials:   () => "A domain has no user name or password. Remove everything up to the “@”.",
  domain_wildcard:      () => "“*” may only stand for the whole first part, in front of at least two more: “*.example.com”.",
  domain_ip:            () => "IP addresses are not accepted. Use a domain name.",
  domain_single_label:  ({ host }) => `“${host}” has one part only. Type a full domain, such as “${host}.example.com”.`,
  domain_reserved:      ({ suffix }) => `Names under “${suffix}” work on one machine or network only. Use a public domain.`,
  domain_label:         ({ label }) => label === "" ? "There is nothing before, after or between two dots. Remove the extra dot." : `“${label}” is not a valid part of a domain. Use letters, digits and hyphens, with no hyphen first or last.`,
  domain_label_too_long: ({ label, limit }) => `“${label}” is too long. One part of a domain has at most ${limit} characters.`,
  domain_too_long:      ({ length, limit }) => `The domain has ${length} characters. At most ${limit} are possible.`,
  domain_port:          ({ port }) => port === "" ? "There is no port after the colon. Add it, or remove the colon." : `“${port}” is not a port. Use a number from 1 to 65535 without leading zeros.`,
  domain_trailing_dot:  ({ suggestion }) => `Remove the final dot: “${suggestion}”.`,
  domain_idna:          ({ host }) => `“${host}” is not a valid internationalized domain name. Check its spelling.`,
  domain_regex:         ({ character }) => `“${character}” belongs to a regular expression, and an entry is one plain name. For all subdomains of a domain use “*.example.com”.`,
  domain_spelling:      ({ suggestion }) => `The domain has unusual characters, such as full-width letters. Use “${suggestion}”.`,
  api_empty:            () => "Type an API name, such as “tinyToNative”.",
  api_invalid:          ({ api }) => `“${api}” is not an API name. It begins with a letter and has letters, digits, “_” and “.” only.`,
  api_too_long:         ({ length, limit }) => `The API name has ${length} characters. At most ${limit} are possible.`,
  control_character:    ({ codePoint }) => `There is an invisible character (${codePoint}). Remove it, or type the text again.`,
  remark_too_long:      ({ length, limit }) => `The remark has ${length} characters. At most ${limit} are possible.`,
  entry_duplicate:      ({ value }) => `“${value}” is in this list already.`,
  entry_missing:        ({ value }) => `“${value}” is not in this list. Load the list again; somebody may have removed it.`,
  not_canonical:        ({ canonical }) => `Write this entry as “${canonical}”.`,
  list_too_long:        ({ length, limit }) => `The list would have ${length} entries. At most ${limit} are possible; remove one first.`,
  app_id_invalid:       ({ found }) => `“${found}” is not a valid AppId. By default an AppId has 16 digits.`,
  revision_invalid:     ({ found, limit }) => `“${found}” is not a revision. Use a whole number from 0 to ${limit}.`,
  list_unknown:         ({ found }) => `There is no list “${found}”. Use “serverDomains”, “apis” or “webViewDomains”.`,
  mode_unknown:         ({ found }) => `There is no mode “${found}”. Use “off”, “report” or “enforce”.`,
  argument_invalid:     ({ argument, expected }) => `The argument “${argument}” must be ${expected}.`,
  permission_file_invalid: ({ line, column, detail }) => `This is not a permission file (“api_permission”). Line ${line}, column ${column}: ${detail}.`,

  // what is worth knowing
  spaces_removed:       () => "Spaces around the text were removed.",
  lower_cased:          ({ value }) => `Capital letters were lowered: “${value}”.`,
  scheme_removed:       ({ scheme }) => `“${scheme}://” was removed. An entry is the domain alone.`,
  slash_removed:        () => "The final “/” was removed.",
  default_port_removed: () => "Port 443 was removed. An entry without a port means 443.",
  idn_encoded:          ({ unicode, ascii }) => `“${unicode}” is stored as “${ascii}”. Both are the same domain.`,
  prefix_removed:       ({ prefix }) => `“${prefix}” was removed. An entry is the name alone.`,
  already_official:     ({ api }) => `“${api}” is an official API and allowed by default. An entry is needed only where official APIs must be listed.`,

  // advice
  public_suffix:        ({ entry, suffix }) => `“${suffix}” is a name under which anybody can get a domain, so “${entry}” lets strangers in. List the domains you need.`,
  entry_shadowed:       ({ entry, by }) => `“${entry}” changes nothing: “${by}” covers it already. Remove one of them.`,
  entry_same_api:       ({ entry, other }) => `“${entry}” and “${other}” are two names of one API. One of them is enough.`,
  entry_look_alike:     ({ entry, other }) => `“${entry}” looks like “${other}” and is not the same. Check that both are meant.`,
  mixed_script:         ({ entry, unicode }) => `“${unicode}” (stored as “${entry}”) mixes letters of several scripts, as forged names do. Check that it is the domain you mean.`,
  name_reserved:        ({ entry, suffix }) => `“${entry}” can reach nobody: “${suffix}” is reserved for examples, tests or special networks. Use a real domain.`,

  // from a permission file
  allow_all:            ({ list }) => `The file allows everything here (“.*”), so the ${lists[list]} is off and checks nothing. Turn it on and list what is needed.`,
  key_not_carried:      ({ key }) => `“${key}” of the file has no place in a policy and was left out.`,
  duplicate_merged:     ({ value }) => `“${value}” is in the file more than once. It was taken once.`,
};

export default en;
