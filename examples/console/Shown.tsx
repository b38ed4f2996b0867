/**
 * Text that somebody typed or a file holds, shown as text (C-7): never as markup, isolated from the words around it whatever its direction of
 * writing, cut where it has no end, and with a name for each character that nobody would see.
 */
import type { ReactNode } from "react";
import { useTexts } from "./words/index.ts";

/** Controls, direction marks and zero-width characters. Joiners stay: families of emoji and some scripts need them. */
const UNSEEN = /([\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff])/;

interface Props { readonly of: string; /** In code points. */ readonly limit?: number; readonly code?: boolean }

export function Shown({ of, limit = 120, code = false }: Props) {
  const { words } = useTexts();
  // A code point has at most two units, so nothing behind these can be among the first `limit` ones.
  const start = Array.from(of.slice(0, 2 * limit + 2));
  const isCut = start.length > limit;
  const shown = named(start.slice(0, limit).join(""));
  return (
    <>
      <bdi className="shown">{code ? <code>{shown}</code> : shown}</bdi>
      {isCut && <span className="hint"> … {words.file.characters(codePoints(of))}</span>}
    </>
  );
}

/** The text, with a name for each character that nobody would see. */
export const named = (text: string): ReactNode => text.split(UNSEEN).map((part, at) => (at % 2 === 0 ? part : <span key={at} className="code-point">{nameOf(part)}</span>));

/** How many code points the text has, as the engine counts them (P-4). */
export const codePoints = (text: string) => text.length - (text.match(/[\ud800-\udbff](?=[\udc00-\udfff])/g)?.length ?? 0);

const nameOf = (character: string) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
