/**
 * Words for the search: split at what is no letter, digit or `_`, and Chinese into words, which no spaces part. It is sent to the page as text, so
 * it uses nothing from outside of itself.
 */
export function tokenize(text) {
  const words = text.split(/[\n\r\p{Z}\p{P}\p{S}]+/u);
  const whole = text.match(/[\p{L}\p{N}]+(?:[_.-][\p{L}\p{N}]+)+/gu) ?? [];
  const chinese = words.filter((word) => /\p{Script=Han}/u.test(word));
  const parts = typeof Intl.Segmenter === "function" ? chinese.flatMap((word) => Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(word), ({ segment }) => segment)) : [];
  return [...words, ...whole, ...parts].filter((word) => word !== "");
}
