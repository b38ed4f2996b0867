// @ts-check
/** Takes the README's picture of the demo: `npm run picture` writes docs/demo.png. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { openStage } from "../tests/browser/demo-page.js";

const stage = await openStage();
const scene = await stage.open({ width: 1400, height: 900 });
await scene.press("pages", "viewListed");
await scene.press("network", "socketListed");
await scene.press("tricks", "trickTab");
await scene.press("apis", "hidden");
await scene.press("network", "requestListed");
await scene.press("network", "requestUnlisted");
await scene.page.locator("#test-subject").fill("https://img.eu.cdn.good.test/logo.png");
await scene.page.mouse.move(5, 5);
await scene.page.waitForTimeout(300);
writeFileSync(fileURLToPath(new URL("../docs/demo.png", import.meta.url)), await small(await scene.page.screenshot()));
await scene.close();
await stage.close();

/**
 * The same picture without the encoder's row filters, which are meant for photographs: a fifth smaller for a screen of text.
 * @param {Buffer} png
 */
async function small(png) {
  const { width, height, pixels } = await scene.page.evaluate(async (source) => {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(picture, 0, 0);
    return { width: picture.width, height: picture.height, pixels: Array.from(context.getImageData(0, 0, picture.width, picture.height).data) };
  }, `data:image/png;base64,${png.toString("base64")}`);

  const row = 1 + width * 3; // a filter byte, 0 for none, and RGB
  const rows = Buffer.alloc(row * height);
  for (let at = 0; at < width * height; at += 1) {
    const to = Math.floor(at / width) * row + 1 + (at % width) * 3;
    for (let channel = 0; channel < 3; channel += 1) rows[to + channel] = pixels[at * 4 + channel];
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // eight bits, RGB
  return Buffer.concat([png.subarray(0, 8), chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
