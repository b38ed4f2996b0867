// @ts-check
/** A request's body: JSON, bounded while it comes in, and nothing else. What the fields must be is said elsewhere. */
import { Refusal } from "./refusal.js";

const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

/**
 * @param {import("node:http").IncomingMessage} request @param {number} limit in bytes
 * @returns {Promise<Record<string, unknown>>}
 */
export async function readJson(request, limit) {
  if (!JSON_TYPE.test(request.headers["content-type"] ?? "")) throw new Refusal(415, "not_json", "send application/json");
  const text = decode(await readBytes(request, limit));
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // falls through to the refusal
  }
  throw new Refusal(400, "bad_json", "the body is not a JSON object");
}

/** @param {import("node:http").IncomingMessage} request @param {number} limit @returns {Promise<Buffer>} */
async function readBytes(request, limit) {
  const tooLarge = () => new Refusal(413, "too_large", `at most ${limit} bytes can be sent here`);
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge();
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  // Not `for await`: leaving that early would cut the line before the refusal is through. What is left of the body is dropped as it comes.
  await new Promise((resolve, reject) => {
    request.on("data", (chunk) => {
      size += chunk.length;
      if (size > limit) return reject(tooLarge());
      chunks.push(chunk);
    });
    request.once("end", resolve);
    request.once("error", reject);
  });
  return Buffer.concat(chunks);
}

/** A byte that is no UTF-8 would become another character: such a policy is not the one that was sent. @param {Buffer} bytes */
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(400, "bad_json", "the body is not UTF-8");
  }
}
