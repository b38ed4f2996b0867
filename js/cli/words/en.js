// @ts-check
/** What the commands say in English, beside the sentences of codes (`minifence/messages`). */

const policyOption = `  --app-id-form <form>  which appId a policy may have: digits16 (default) or token`;
const common = `  --json                the result as JSON
  --lang <en|zh-CN>     language of sentences
  --color <when>        auto (default: on a terminal), always or never
  -h, --help            this text`;

const words = {
  help: {
    main: `minifence: learn before a release what a policy denies

usage: minifence <command> …

  check <policy> <url|api>…           what a policy says of URLs and API names
  lint <policy>                       what is wrong with a policy, and advice
  diff <before> <after>               what a change of policy opens and closes
  scan <folder> --policy <policy>     every call in a mini program's source, judged

minifence <command> --help says more; minifence --version its version.
Exit codes: 0 all allowed, 1 something denied or found, 2 wrong use or unreadable input.`,
    check: `usage: minifence check <policy> <url|api>…

Judges each subject as the guard would. What has a scheme or a slash is a URL: https against the server list, wss as a socket,
--page against the web-view list. Anything else is an API name. “-” reads subjects from stdin, one a line.

  --page                judge URLs as pages of a web-view
  --api                 judge every subject as an API name
${policyOption}
${common}

Exit code: 0 all allowed, 1 something denied, 2 wrong use or unreadable policy.`,
    lint: `usage: minifence lint <policy>

Says what keeps a policy from loading, and what loads and may not be what was meant.

  --fail-on <what>      exit with 1 for: error (default) or notice
${policyOption}
${common}

Exit code: 0 nothing, 1 an error (or notice, see above), 2 wrong use or unreadable file.`,
    diff: `usage: minifence diff <before> <after> [--subject <url|api>]…

Says what differs between two policies, and what that does to subjects. “--subject -” reads them from stdin.

  --subject <url|api>   a URL or API name to judge by both; may be given again
  --page <url>          the same for a page of a web-view
  --exit-code           exit with 1 when something differs
${policyOption}
${common}

Exit code: 0, 1 with --exit-code when something differs, 2 wrong use or unreadable policy.`,
    scan: `usage: minifence scan <folder> --policy <policy>

Reads the scripts and templates of a mini program and judges every call of my, dd, wx, tt, swan, uni, Taro … that it finds, with the URLs
that it carries, and every <web-view>. A finding is allowed, denied, or dynamic: it is only known when the program runs.

  -p, --policy <file>   the policy to judge by (required)
  --all                 list what is allowed too
  --sarif               the result as SARIF 2.1.0
  --fail-on <what>      exit with 1 for: denied (default), dynamic (those too) or never
  --write-draft <file>  propose a policy that lists what was found; never over an existing file
  --force               … but over this one
  --node-modules        look into node_modules too (miniprogram_npm always counts)
${policyOption}
${common}

Exit code: 0 nothing denied, 1 something denied (see --fail-on), 2 wrong use or unreadable input. A file that cannot be parsed is listed.`,
  },
  lists: /** @type {Record<string, string>} */ ({ serverDomains: "server domain list", apis: "API list", webViewDomains: "web-view domain list" }),
  errors: /** @type {Record<string, (params: Record<string, string>) => string>} */ ({
    command_missing: () => "Say what to do: check, lint, diff or scan. “minifence --help” explains them.",
    command_unknown: ({ found }) => `There is no command “${found}”. There are check, lint, diff and scan; “minifence --help” explains them.`,
    option_unknown: ({ option, command }) => `“${command}” has no option ${option}. “minifence ${command} --help” lists its options.`,
    option_value: ({ option, command }) => `The option ${option} is given in the wrong way. “minifence ${command} --help” shows how.`,
    option_choice: ({ option, found, choices }) => `${option} cannot be “${found}”. Use one of: ${choices}.`,
    options_clash: ({ a, b }) => `${a} and ${b} do not go together. Leave one out.`,
    argument_missing: ({ what, command }) => `${what} is missing. “minifence ${command} --help” shows how to call it.`,
    argument_extra: ({ found, command }) => `“${found}” is one argument too many. “minifence ${command} --help” shows how to call it.`,
    file_unreadable: ({ path, detail }) => `“${path}” cannot be read (${detail}). Check the path and the permissions.`,
    file_not_utf8: ({ path }) => `“${path}” is not UTF-8 text. Save it as UTF-8.`,
    folder_unreadable: ({ path, detail }) => `“${path}” is not a folder that can be read (${detail}). Give the folder of the mini program's source.`,
    folder_empty: ({ path }) => `There is no script and no template in “${path}”. Give the folder of the mini program's source.`,
    folder_too_large: ({ path, done, all }) => `There is more source in “${path}” than fits into memory (${done} of ${all} files are read). Give a part of it, or more memory: NODE_OPTIONS=--max-old-space-size=8192.`,
    policy_refused: ({ path, why }) => `“${path}” is not a policy that loads:\n  ${why}\nMend it, then try again; “minifence lint ${path}” lists everything.`,
    draft_exists: ({ path }) => `“${path}” exists already. Choose another name for the draft, or add --force to write over it.`,
    draft_unwritable: ({ path, detail }) => `The draft cannot be written to “${path}” (${detail}). Check the folder and its permissions.`,
    draft_refused: ({ why }) => `No policy can be drafted: ${why}`,
  }),
  check: {
    allowed: "allowed", denied: "denied", reported: "would be denied", what: "A policy", subjects: "A URL or an API name",
    report: "The policy is in report mode: what is denied here is noted on the phone, not stopped.",
    nearest: (/** @type {string} */ entries) => `near it: ${entries}`,
    add: (/** @type {string} */ text, /** @type {string} */ list) => `add “${text}” to the ${list}`,
    host: (/** @type {string} */ subject) => `judged as an API name; for the host write “https://${subject}/”`,
  },
  lint: { good: "Nothing to complain of.", error: "error", notice: "advice" },
  diff: {
    same: "The policies say the same.", subjects: "Subjects", unchanged: (/** @type {number} */ n) => `${n} subject${n === 1 ? "" : "s"} treated as before.`,
    becomes: /** @type {Record<string, string>} */ ({ allowed: "becomes allowed", denied: "becomes denied", reported: "would become denied (report mode)" }),
    before: "Policy before", after: "Policy after",
    change: /** @type {Record<string, (change: any, list: string) => string>} */ ({
      entry_added: ({ entry }, list) => `+ ${entry}  (${list})`, entry_removed: ({ entry }, list) => `- ${entry}  (${list})`,
      remark_changed: ({ entry, before, after }) => `~ ${entry}: remark “${before}” → “${after}”`, mode_changed: ({ before, after }) => `~ mode: ${before} → ${after}`,
      enabled_changed: ({ after }, list) => `~ ${list}: ${after ? "on" : "off"}`, host_rule_changed: ({ before, after }, list) => `~ ${list}: hosts match ${before} → ${after}`,
      official_changed: ({ after }) => `~ official APIs: ${after ? "allowed without an entry" : "each needs an entry"}`, app_id_changed: ({ before, after }) => `~ mini program: ${before} → ${after}`,
    }),
  },
  scan: {
    folder: "The folder of a mini program", policy: "--policy <file>",
    steps: /** @type {Record<string, string>} */ ({ read: "reading", link: "linking", look: "looking" }),
    denied: "Denied", dynamic: "Cannot be known before it runs", allowed: "Allowed", faults: "Not parsed",
    off: "The policy's switch is off: nothing would be stopped. This is what it would say if it were on.",
    through: "through", more: (/** @type {number} */ n) => `and ${n} more way${n === 1 ? "" : "s"} to it that cannot be known`,
    why: /** @type {Record<string, string>} */ ({
      parameter: "comes in as a parameter", import: "comes from a module that was not looked at", result: "is what a function gives back", runtime: "is set when the program runs",
      loop: "is one of many in a loop", unknown: "is computed",
    }),
    sum: (/** @type {Record<string, number>} */ n) => `${n.files} file${n.files === 1 ? "" : "s"}: ${n.allowed} allowed, ${n.denied} denied, ${n.dynamic} cannot be known${n.faults > 0 ? `, ${n.faults} file${n.faults === 1 ? "" : "s"} not parsed` : ""}.`,
    nothing: "No call of a mini program was found in it. Is it the folder of the source?",
    draft: (/** @type {string} */ path, /** @type {number} */ added) => `Draft: ${path}, with ${added} more entr${added === 1 ? "y" : "ies"}. Look at it before you publish it.`,
    draftOpen: (/** @type {number} */ n) => `It knows nothing of the ${n} that cannot be known: report mode and the recorder tell what they call.`,
    left: (/** @type {string} */ subject, /** @type {string} */ why) => `not in the draft: ${subject}: ${why}`,
    sarifDynamic: "The subject of this call is only known when the program runs, so that nobody can say before whether it is allowed.",
    sarifFault: "The file cannot be parsed, so that its calls are not known.",
  },
};
/** @typedef {typeof words} Words */
export default words;
