// @ts-check
/** One schema in two real form libraries, in a real browser: our sentence beside the field, the canonical entry in the list (C-6). */
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startDemo } from "../../examples/server/demo.js";
import { findBrowser, QUIET_FLAGS } from "../../examples/server/browser.js";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));
/** @type {typeof import("playwright-core")} */
const { chromium } = createRequire(join(examples, "package.json"))("playwright-core");
const FORMS = ["react-hook-form", "TanStack Form"];
const HTTP = "“http:” is not accepted here. Type the domain alone; HTTPS is always used (WSS for sockets).";

const data = mkdtempSync(join(tmpdir(), "minifence-forms-"));
/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof startDemo>>} */ let demo;
before(async () => {
  demo = await startDemo({ port: 0, dist: join(examples, "dist"), data });
  browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox", "--disable-gpu", ...QUIET_FLAGS] });
});
after(async () => {
  await browser?.close();
  await demo?.close();
  rmSync(data, { recursive: true, force: true });
});

/** @param {(page: import("playwright-core").Page) => Promise<void>} run @param {object} [context] */
async function onPage(run, context) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 }, ...context });
  /** @type {string[]} */ const complaints = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.setDefaultTimeout(8_000);
  try {
    await page.goto(`${demo.url}/forms.html`);
    await page.getByRole("heading", { name: "Add a server domain" }).waitFor();
    await run(page);
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `forms-${page.viewportSize()?.width}.png`) });
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
  }
}
/** @param {import("playwright-core").Page} page @param {string} name */
const parts = (page, name) => {
  const form = page.getByRole("form", { name });
  return { form, domain: form.getByLabel("Domain"), remark: form.getByLabel("Remark"), alerts: form.getByRole("alert"), add: form.getByRole("button", { name: "Add" }) };
};
/** @param {import("playwright-core").Locator} field */
const described = (field) => field.evaluate((input) => document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent ?? "");

for (const name of FORMS) {
  test(`${name} shows our sentence beside the field while one types, and takes it away when it holds`, () => onPage(async (page) => {
    const { domain, remark, alerts } = parts(page, name);
    await domain.pressSequentially("http://api.example.com", { delay: 5 });
    await alerts.getByText(HTTP, { exact: true }).waitFor();
    assert.equal(await domain.getAttribute("aria-invalid"), "true");
    assert.equal(await described(domain), HTTP);
    assert.equal(await remark.getAttribute("aria-invalid"), "false");
    await domain.fill("api.example.com");
    await alerts.getByText(HTTP).waitFor({ state: "detached" });
    assert.equal(await domain.getAttribute("aria-invalid"), "false");
    await remark.fill("é".repeat(201));
    await alerts.getByText("The remark has 201 characters. At most 200 are possible.").waitFor();
    assert.equal(await remark.getAttribute("aria-invalid"), "true");
  }));

  test(`${name} submits nothing that does not hold, and the canonical entry of what does, by the keyboard alone`, () => onPage(async (page) => {
    const { domain, remark, alerts } = parts(page, name);
    await domain.focus();
    await page.keyboard.press("Enter");
    await alerts.getByText("Type a domain").waitFor();
    await page.keyboard.type("10.0.0.1");
    await page.keyboard.press("Enter");
    await alerts.getByText("IP addresses are not accepted").waitFor();
    assert.equal(await page.getByRole("listitem").count(), 0);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(" HTTPS://API.Example.com:443/ ");
    await page.keyboard.press("Tab");
    await page.keyboard.type("<b>orders</b> \u05d0\u05d1");
    await page.keyboard.press("Enter");
    await page.getByRole("listitem").waitFor();
    assert.deepEqual(await page.getByRole("listitem").allTextContents(), ["api.example.com · <b>orders</b> \u05d0\u05d1"]);
    assert.deepEqual([await domain.inputValue(), await remark.inputValue()], ["", ""]);
  }));
}

test("what one form has added, the other calls a duplicate", () => onPage(async (page) => {
  const [first, second] = FORMS.map((name) => parts(page, name));
  assert.ok(first && second);
  await first.domain.fill("api.example.com");
  await first.add.click();
  await page.getByRole("listitem").waitFor();
  await second.domain.fill("API.example.com");
  await second.alerts.getByText("“api.example.com” is in this list already.").waitFor();
  await second.domain.fill("b.example.com");
  await second.add.click();
  await page.getByRole("listitem").nth(1).waitFor();
  assert.deepEqual(await page.getByRole("listitem").allTextContents(), ["api.example.com", "b.example.com"]);
}));

test("it fits a narrow screen in the dark", () => onPage(async (page) => {
  for (const name of FORMS) await parts(page, name).domain.fill("http://a.example.com/a/very/long/path/that/does/not/end/soon/and/has/no/space/in/it");
  await page.getByText("is not accepted here").nth(1).waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
}, { viewport: { width: 320, height: 800 }, colorScheme: "dark" }));
