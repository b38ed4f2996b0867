/** What the dialog for pasted lists does with the text itself. What a line means, `parseLines` says. */
import type { BulkResult } from "minifence/types";

/**
 * The lines that did not hold, as they were typed, under the line that names the columns, if there is one: what stays in the box when the
 * others are added.
 */
export function refusedLines(text: string, { header, lines }: BulkResult): string {
  const typed = text.split("\n");
  const refused = lines.flatMap(({ line, result }, at) => {
    if (!("issues" in result)) return [];
    const end = lines[at + 1]?.line ?? typed.length + 1; // a quoted cell may go over several lines
    return [typed.slice(line - 1, end - 1).join("\n").trimEnd()];
  });
  if (refused.length === 0) return "";
  return (header ? [typed.slice(0, lines[0].line - 1).join("\n").trim(), ...refused] : refused).join("\n");
}

/** What a browser's text box takes without stalling, in UTF-16 units. */
const BOX_LIMIT = { text: 1024 * 1024, line: 20_000 };

/** Whether the text is too much for a box in which one types. */
export function isTooMuchToEdit(text: string): boolean {
  if (text.length > BOX_LIMIT.text) return true;
  for (let start = 0; text.length - start > BOX_LIMIT.line;) {
    const end = text.indexOf("\n", start);
    if (end < 0 || end - start > BOX_LIMIT.line) return true;
    start = end + 1;
  }
  return false;
}

/** Where a line begins and ends in the text. @param line counted from 1 */
export function rangeOfLine(text: string, line: number): readonly [number, number] {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf("\n", start);
    if (end < 0) break;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  return [start, end < 0 ? text.length : end];
}
