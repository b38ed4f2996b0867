// @ts-check
/** Takes the pictures of the documentation, from the demo as it is: `npm run pictures` writes docs/demo.png and docs/pictures/. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { openStage, SHOP } from "../tests/browser/demo-page.js";
import { personAt } from "../tests/browser/console-words.js";

/** @typedef {import("../tests/browser/demo-page.js").Scene} Scene */
/** @typedef {import("playwright-core").Locator} Locator */
/** What is taken: what is to be seen, by whom it is looked at, and which parts of the page are on it (left out: the whole page). */
/** @typedef {{ name: string, look?: import("../tests/browser/demo-page.js").Look & { deviceScaleFactor?: number }, show(scene: Scene & { ann: ReturnType<typeof personAt> }): Promise<readonly Locator[] | void> }} Picture */

const MARGIN = 12;
const SHARP = { deviceScaleFactor: 2 };
const PERMISSION_FILE = {
  JSAPI_SP_Config: { httpRequest: { allowedDomain: ["API.good.test", "(.*).good.test", "10.0.0.1"] } },
  JSAPI_List: ["tinyToNative", "get.*"],
  Webview_Config: { allowedDomain: [".*"] },
};

/** @type {readonly Picture[]} */
const pictures = [
  {
    name: "../demo", look: { width: 1400, height: 920 },
    async show({ page, press }) {
      for (const [tab, id] of [["pages", "viewListed"], ["network", "socketListed"], ["tricks", "trickTab"], ["apis", "hidden"], ["network", "requestListed"], ["network", "requestUnlisted"]]) await press(tab, id);
      await personAt(page).edit("api.good.test", { remark: "orders, stock and prices" });
      await page.locator("#test-subject").fill("https://img.eu.cdn.good.test/logo.png");
      await page.locator(".test .code").waitFor();
    },
  },
  {
    name: "console", look: { width: 860, height: 900, ...SHARP },
    async show({ page, ann }) {
      await ann.add("*.github.io", "release notes");
      await ann.edit("api.good.test", { remark: "orders, stock and prices" });
      return [page.locator("header.top"), page.locator(".console > .card").nth(1)];
    },
  },
  {
    name: "entry", look: SHARP,
    async show({ page, ann }) {
      await page.getByRole("button", { name: "Add domain" }).click();
      await ann.dialog.getByLabel("Domain").fill("http://api.example.com/v1");
      await ann.dialog.getByLabel("Remark").fill("orders");
      return [box(page)];
    },
  },
  {
    name: "paste", look: { ...SHARP, height: 1000 },
    async show({ page, ann }) {
      await page.getByRole("button", { name: "Paste many" }).click();
      await ann.dialog.getByRole("textbox", { name: "Lines to add" }).fill("domain,remark\nhttps://Shop.Example.com/,pictures\nhttp://plain.example.com,\n10.0.0.1,the old server\nbücher.example,books\n");
      await ann.dialog.locator("[data-code=domain_ip]").waitFor();
      return [box(page)];
    },
  },
  {
    name: "import", look: { ...SHARP, height: 1500 },
    async show({ page, ann }) {
      await ann.press("transfer");
      await ann.dialog.getByRole("textbox", { name: "Text of the file" }).fill(JSON.stringify(PERMISSION_FILE, null, 2));
      await ann.dialog.locator(".diff").waitFor();
      await ann.dialog.getByRole("textbox").evaluate((area) => { area.scrollTop = 0; });
      return [page.locator(".ant-modal-title"), page.locator(".review-list")];
    },
  },
  {
    name: "test", look: { ...SHARP, width: 860, height: 1200 },
    async show({ page }) {
      await page.locator("#test-subject").fill("https://apl.good.test/orders");
      await page.locator(".test .code").waitFor();
      return [page.locator(".test")];
    },
  },
  {
    name: "seen", look: { width: 860, height: 1400, ...SHARP },
    async show({ page, press, ann }) {
      await page.locator(".mode").getByText("Report", { exact: true }).click();
      await ann.publish();
      await ann.told("Revision 2");
      for (const id of ["requestUnlisted", "socketUnlisted", "requestListed", "requestHttp"]) await press("network", id);
      await press("apis", "hidden");
      await page.getByRole("tab", { name: "Seen" }).click();
      await page.locator(".seen", { hasText: "http://api.good.test/" }).waitFor();
      await page.locator(".seen", { hasText: "debugInstallPackage" }).waitFor();
      return [page.locator(".console > .card").nth(1)];
    },
  },
  {
    name: "review", look: { ...SHARP, height: 1350 },
    async show({ page, ann, press }) {
      for (const id of ["requestListed", "requestUnlisted", "downloadListed"]) await press("network", id);
      await ann.remove("*.cdn.good.test");
      await ann.add("evil.test", "card checks");
      await ann.add("*.github.io", "release notes");
      await page.locator(".mode").getByText("Report", { exact: true }).click();
      await page.waitForTimeout(500); // what was called is told to the server, and by it to the console
      await ann.press("review");
      await ann.dialog.locator(".shift").first().waitFor();
      await ann.dialog.getByLabel("Your name").fill("Ann");
      await ann.dialog.getByLabel("Note").fill("card checks move to a new host");
      return [box(page)];
    },
  },
  {
    name: "two-people", look: { ...SHARP, height: 1000 },
    async show({ page, ann, meet }) {
      const bo = personAt(await meet());
      await ann.add("stock.good.test", "stock");
      await ann.edit("api.good.test", { remark: "orders" });
      await bo.add("maps.good.test", "maps");
      await bo.edit("api.good.test", { remark: "orders and prices" });
      await bo.publish("Bo", "maps for the new branch");
      await page.locator(".newer", { hasText: "Bo" }).waitFor();
      await ann.press("look");
      await ann.dialog.locator(".change").nth(3).waitFor();
      return [box(page)];
    },
  },
  {
    name: "history", look: { ...SHARP, width: 1000, height: 560 },
    async show({ page, ann, press }) {
      for (const [tab, id] of [["network", "requestListed"], ["pages", "viewListed"]]) await press(tab, id);
      await ann.add("maps.good.test", "maps");
      await ann.publish("Bo", "maps for the new branch");
      await ann.told("Revision 2");
      await ann.remove("pay.good.test:8443");
      await ann.publish("Ann", "the gateway moved");
      await ann.told("Revision 3");
      await ann.press("history");
      await ann.dialog.getByRole("button", { name: /^.*Revision 2 / }).click();
      await ann.dialog.getByText("What restoring it would change").click();
      await ann.dialog.locator(".diff").waitFor();
      await page.locator(".ant-message-notice").first().waitFor({ state: "hidden" });
      return [page.locator(".ant-drawer-section, .ant-drawer-content").first()];
    },
  },
  {
    name: "zh-CN", look: { locale: "zh-CN", colorScheme: "dark", width: 860, height: 900, ...SHARP },
    async show({ page }) {
      const ann = personAt(page, "zh");
      await ann.add("*.github.io", "发布说明");
      return [page.locator("header.top"), page.locator(".console > .card").nth(1)];
    },
  },
];

/** The dialog that is open. @param {import("playwright-core").Page} page */
const box = (page) => page.locator(".ant-modal-container:visible, .ant-modal-content:visible").last();

const wanted = process.argv.slice(2);
const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
mkdirSync(folder, { recursive: true });
const stage = await openStage();
for (const { name, look, show } of pictures.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const scene = await stage.open(look);
  const parts = await show({ ...scene, ann: personAt(scene.page) });
  await scene.page.mouse.move(2, 2);
  await scene.page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
  await scene.page.waitForTimeout(300);
  const png = await scene.page.screenshot(parts === undefined ? {} : { clip: await around(parts, scene.page) });
  const { size } = await sharp(png).png({ palette: true, colours: 128, effort: 10, compressionLevel: 9, dither: 0 }).toFile(`${folder}${name}.png`);
  console.log(`${name}: ${Math.round(size / 1024)} KB`);
  await scene.close();
}
await stage.close();

/** The part of the page that holds all of these, and a little around them. @param {readonly Locator[]} parts @param {import("playwright-core").Page} page */
async function around(parts, page) {
  const boxes = await Promise.all(parts.map(async (part) => /** @type {{ x: number, y: number, width: number, height: number }} */ (await part.boundingBox())));
  const { width, height } = /** @type {{ width: number, height: number }} */ (page.viewportSize());
  const [left, top] = [Math.max(0, Math.min(...boxes.map(({ x }) => x)) - MARGIN), Math.max(0, Math.min(...boxes.map(({ y }) => y)) - MARGIN)];
  const [right, bottom] = [Math.min(width, Math.max(...boxes.map((one) => one.x + one.width)) + MARGIN), Math.min(height, Math.max(...boxes.map((one) => one.y + one.height)) + MARGIN)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}
