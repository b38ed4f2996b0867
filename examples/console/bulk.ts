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
