/**
 * Which naive guard (`naive.js`) each attempt of `attacks.js` gets past, row by row; null for a control. Checked by both suites that run them.
 */
export const BITES = {
  options: [
    "parser", null, "parser", "parser", "parser", "copying", "copying", "copying", "parser", "copying",
    "parser", "copying", "copying", "copying", "parser", "parser", "parser", "parser", null, "copying",
    "copying", "copying", "parser", "parser", "parser", "copying", "copying", "parser", "parser", "parser",
    "parser", "parser", "relative", "parser", "parser", "parser", "assigning", "copying", "copying", "parser",
    null, "copying",
  ],
  urls: [
    "substring", "substring", "substring", "relative", "relative", "substring", "substring", "suffix", "unported", "local",
    "substring", "substring", "relative", "substring", "substring", "decoded", "unported", "substring",
  ],
  surface: [
    "shallow", "shallow", "shallow", "shallow", "shallow", null, "shallow", "shallow", "shallow", "shallow",
    "shallow", "shallow", "shallow", "shallow", "shallow", "shallow", "shallow", "shallow", "shallow", "shallow",
    "shallow", "shallow", "shallow", "shallow", "shallow", "shallow", "shallow", "shallow", "shallow", "thenning",
    "thenning", "thenning", "shallow", null, "sloppy", null, "shallow", "shallow", null, "lenient",
    null, "lenient", "shallow",
  ],
  poison: [
    "some", "map", "regex", "printed", "some", "record", "record", "assigned", "indexed", "filtered",
    "json", "some", "reflected", "dictionary", "membrane", "reflected", "logging", "thrown", "encoded", "encoded",
    "encoded", "viewed", "copied", "encoded", "promised", null, "awaited", "spread", "printed", null,
    "distance", null,
  ],
};
