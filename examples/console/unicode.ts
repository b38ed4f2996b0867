/**
 * The Unicode form of an entry that is stored in ASCII (U-6): for eyes only, beside the stored form, never instead of it.
 * Punycode is decoded by RFC 3492, and what the browser's own parser does not read back as the same host is not shown.
 */

/** @returns the entry in its Unicode form, or null where there is none worth showing */
export function unicodeOf(entry: string): string | null {
  if (!entry.includes("xn--")) return null;
  const shown = entry.split(".").map((label) => (label.startsWith("xn--") ? decode(label.slice(4)) : label)).join(".");
  const host = (text: string) => new URL(`https://${text.replace(/^\*\./, "")}/`).host;
  try {
    return host(shown) === host(entry) ? shown : null;
  } catch {
    return null;
  }
}

/** RFC 3492, section 6.2. Malformed input yields something that does not read back. */
function decode(label: string): string {
  const split = label.lastIndexOf("-");
  const points = Array.from(label.slice(0, Math.max(split, 0)), (character) => character.codePointAt(0)!);
  let [code, bias, position] = [128, 72, 0];
  for (let at = split + 1; at < label.length;) {
    const before = position;
    for (let weight = 1, base = 36; ; base += 36) {
      const digit = parseInt(label[at++] ?? "", 36);
      if (Number.isNaN(digit)) return label;
      const value = digit < 10 ? digit + 26 : digit - 10;
      position += value * weight;
      const threshold = Math.min(Math.max(base - bias, 1), 26);
      if (value < threshold) break;
      weight *= 36 - threshold;
    }
    const length = points.length + 1;
    let delta = Math.floor((position - before) / (before === 0 ? 700 : 2));
    delta += Math.floor(delta / length);
    let steps = 0;
    for (; delta > 455; steps += 36) delta = Math.floor(delta / 35);
    bias = steps + Math.floor((36 * delta) / (delta + 38));
    code += Math.floor(position / length);
    position %= length;
    if (code > 0x10ffff) return label;
    points.splice(position++, 0, code);
  }
  return String.fromCodePoint(...points);
}
