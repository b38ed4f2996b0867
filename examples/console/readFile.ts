/** A file that a person chose or dropped → its text, or why there is none. What the text means is not asked here. */

/** Why a file gives no text. */
export type FileFault = "too_large" | "no_text" | "unreadable";

/** What text files do not hold, and others do in their first bytes. */
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/**
 * The text of a file, its lines ended by `\n`. UTF-8; UTF-16 behind its mark, and GB 18030 where the bytes are no UTF-8: spreadsheets write
 * these.
 */
export async function readFile(file: File, limit: number): Promise<{ readonly text: string } | { readonly fault: FileFault }> {
  if (file.size > limit) return { fault: "too_large" };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { fault: "unreadable" }; // a folder, or gone since
  }
  const text = decode(bytes);
  return text === null || BINARY.test(text) ? { fault: "no_text" } : { text: text.replace(/\r\n?/g, "\n") };
}

function decode(bytes: ArrayBuffer): string | null {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  const marked = first === 0xff && second === 0xfe ? ["utf-16le"] : first === 0xfe && second === 0xff ? ["utf-16be"] : ["utf-8", "gb18030"];
  for (const encoding of marked) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // not in this encoding
    }
  }
  return null;
}
