/** Lines of a text that is edited in a box: where they are, and how much a box takes. */

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
