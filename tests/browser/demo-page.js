// @ts-check
/**
 * What the demo's tests stand on: the real demo server on a free port with a throw-away data folder, the target servers that
 * write down what reaches them, and a Chromium that knows their names. No assertions here.
 */
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startDemo } from "../../examples/server/demo.js";
import { startTargets } from "../../examples/server/targets.js";
import { findBrowser, QUIET_FLAGS, targetFlags } from "../../examples/server/browser.js";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));
/** @type {typeof import("playwright-core")} */
const { chromium } = createRequire(join(examples, "package.json"))("playwright-core");

export const SHOP = "2026010100000001";

/** Long enough for a call that was let through by mistake to arrive. */
const SETTLE_MS = 400;

/** @typedef {Awaited<ReturnType<Awaited<ReturnType<typeof openStage>>["open"]>>} Scene */
/** @typedef {{ width?: number, height?: number } & Pick<import("playwright-core").BrowserContextOptions, "locale" | "colorScheme" | "reducedMotion">} Look */

/**
 * The `scene(sentence, run)` of a test file: a test with a demo and a profile of its own. What a failed one showed is kept when
 * the environment names a folder in `SHOTS`.
 */
export function scenes() {
  /** @type {Awaited<ReturnType<typeof openStage>>} */
  let stage;
  before(async () => { stage = await openStage(); });
  after(() => stage?.close());

  /** @param {string} sentence @param {(scene: Scene) => Promise<void>} run @param {Look} [look] */
  return (sentence, run, look) => test(sentence, { timeout: 60_000 }, async () => {
    const scene = await stage.open(look);
    try {
      await run(scene);
    } catch (error) {
      await scene.shot(`failed-${sentence.replace(/\W+/g, "-")}`).catch(() => {});
      throw error;
    } finally {
      await scene.close();
    }
  });
}

/** Add a domain to the list that is open. @param {import("playwright-core").Page} page @param {string} domain @param {string} [remark] */
export async function addDomain(page, domain, remark = "") {
  await page.getByRole("button", { name: "Add domain" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Domain").fill(domain);
  await dialog.getByLabel("Remark").fill(remark);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Review what was edited, and publish it. @param {import("playwright-core").Page} page @param {string} [name] who does */
export async function publishAs(page, name = "Ann") {
  await page.getByRole("button", { name: "Publish …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your name").fill(name);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
}

/** Browser and targets, for all tests of a file. */
export async function openStage() {
  const dist = join(examples, "dist");
  if (!existsSync(dist)) throw new Error("the demo is not built: run `npm run build` in examples/");
  const targets = await startTargets();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox", "--disable-gpu", ...QUIET_FLAGS, ...targetFlags(targets)] });
  const folder = mkdtempSync(join(tmpdir(), "minifence-demo-"));
  const shots = process.env.SHOTS ?? join(folder, "shots");
  mkdirSync(shots, { recursive: true });
  let scenes = 0;

  /** A fresh demo with the seeded policies, opened in a fresh browser profile. @param {Look} [look] */
  async function open({ width = 1400, height = 900, ...look } = {}) {
    const data = join(folder, `data-${++scenes}`);
    const demo = await startDemo({ port: 0, dist, data });
    const port = Number(new URL(demo.url).port);
    /** @type {Awaited<ReturnType<typeof startDemo>> | null} */
    let running = demo;
    async function stop() {
      await running?.close();
      running = null;
    }
    const contexts = [await openContext()];
    const page = await visit();
    targets.seen.length = 0;

    async function openContext() {
      const context = await browser.newContext({ viewport: { width, height }, locale: "en-US", reducedMotion: "reduce", ...look });
      context.setDefaultTimeout(8_000);
      return context;
    }
    /** One more tab of the same browser. */
    async function visit(context = contexts[0]) {
      const page = await context.newPage();
      await page.goto(demo.url);
      await page.locator(".decisions .note[data-revision]").first().waitFor();
      return page;
    }
    /** Somebody else at the console, with a browser of their own. */
    async function meet() {
      const context = await openContext();
      contexts.push(context);
      return visit(context);
    }
    const phone = page.frameLocator(".phone iframe");

    return {
      demo, data, page, phone, visit, meet,
      /** The server goes away, and comes back under the same address with what it had. */
      server: {
        stop,
        /** @param {Partial<Parameters<typeof startDemo>[0]>} [options] */
        start: async (options) => { running = await startDemo({ port, dist, data, ...options }); },
      },
      /** What the server holds of the shop. */
      published: async () => (await fetch(`${demo.url}/api/apps/${SHOP}/policy`)).json(),
      /** The phone's own realm. */
      realm: () => /** @type {import("playwright-core").Frame} */ (page.frames().find((frame) => frame.url().includes("/phone.html"))),
      /** Press a button of the mini program and return what it got back. @param {string} tab @param {string} id */
      async press(tab, id) {
        await phone.locator(`[data-tab=${tab}]`).click();
        await phone.locator(`[data-call=${id}]`).click();
        await phone.locator('.answer:not([data-how=""]):not([data-how=waiting])').waitFor();
        return { how: await phone.locator(".answer").getAttribute("data-how"), value: JSON.parse((await phone.locator(".answer pre").textContent()) || "null") };
      },
      /** The newest decision in the panel. */
      async newest() {
        const line = page.locator(".log .decision").first();
        const [code, subject, enforced] = await Promise.all(["data-code", "data-subject", "data-enforced"].map((name) => line.getAttribute(name)));
        return { code, subject, enforced, text: await line.innerText() };
      },
      async publish() {
        const before = Number(await page.locator(".decisions .note[data-revision]").first().getAttribute("data-revision"));
        await publishAs(page);
        await page.locator(`.decisions .note[data-revision="${before + 1}"]`).waitFor();
        return before + 1;
      },
      /** What the targets saw since the last look, preflights left out. */
      async arrived() {
        await page.waitForTimeout(SETTLE_MS);
        return targets.seen.splice(0).filter(({ method }) => method !== "OPTIONS").map(({ method, scheme, host, path }) => `${method} ${scheme}://${host}${path}`);
      },
      /** Everything the targets saw since the last look. */
      async anything() {
        await page.waitForTimeout(SETTLE_MS);
        return targets.seen.splice(0);
      },
      /** @param {string} name */
      shot: (name, of = page) => of.screenshot({ path: join(shots, `${name}.png`) }),
      async close() {
        for (const context of contexts) await context.close();
        await stop();
      },
    };
  }

  return {
    open,
    async close() {
      await browser.close();
      await targets.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
