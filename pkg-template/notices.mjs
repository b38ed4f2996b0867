/** THIRD-PARTY-NOTICES.md: which parts of others are in which file of the package, under which terms, with the texts as their authors wrote them. */
import { WASMS } from "./wasms.mjs";

const STANDARD_LIBRARY = `The standard library of Rust is in every wasm: \`core\` and \`alloc\`, in \`admin.wasm\` also \`std\` and what that is built of. Copyright the Rust Project contributors; MIT or
Apache-2.0, taken under Apache-2.0, whose text is \`LICENSE-APACHE\` of this package. Its \`compiler_builtins\` is under MIT, Apache-2.0 with the LLVM exception, and Apache-2.0.`;

const row = (cells) => `| ${cells.join(" | ")} |`;
const code = (names) => names.map((name) => `\`${name}\``).join(" ");

/** Text → the parts that it belongs to: many parts share one. @param {readonly import("./parts.mjs").Part[]} parts */
function byText(parts) {
  const found = new Map();
  for (const part of parts) for (const text of part.texts) found.set(text, [...(found.get(text) ?? []), `${part.name} ${part.version}`]);
  return [...found];
}

/** @param {readonly import("./parts.mjs").Part[]} parts @param {ReturnType<typeof import("./parts.mjs").dataParts>} data */
export function notices(parts, data) {
  const table = parts.map(({ kind, name, version, license, used, inside }) => row([name, version, kind === "cargo" ? "crate" : "npm", license, used.join(", "), inside.join(", ")]));
  const fence = (text) => "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `# Parts of others

minifence is under MIT or Apache-2.0 (\`LICENSE-MIT\`, \`LICENSE-APACHE\`). Its files carry the parts below. This page is made by the build from \`Cargo.lock\`, \`js/package-lock.json\` and the
parts' own files; for programs there is \`sbom.cdx.json\` (CycloneDX). A crate is listed where it is linked, also where the compiler kept little of it.

${Object.entries(WASMS).map(([name, { files }]) => `- **${name}**: ${code(files)}`).join("\n")}
- **cli**: \`cli/\`, the command line tool

${STANDARD_LIBRARY}

${row(["part", "version", "from", "offered under", "taken under", "inside"])}
${row(Array(6).fill("---"))}
${table.join("\n")}

## Data

${data.map(({ name, from, version, license, inside, notice }) => `- **${name}**, by way of the crate ${from} ${version}, inside ${inside.join(", ")}: ${license}. ${notice}`).join("\n")}

## Texts
${byText(parts).map(([text, owners]) => `\n### ${owners.join(", ")}\n\n${fence(text)}text\n${text}\n${fence(text)}\n`).join("")}`;
}
