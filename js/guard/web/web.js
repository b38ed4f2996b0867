// @ts-check
/**
 * The guard of a window: what in it reaches a server or shows a page is replaced, before any guest code, by what asks the judge
 * first. It composes; the rules are the judge's, and what a header must stop is said in `docs/hosts/web.md`.
 */

import { placeChannels } from "./channels.js";
import { placeElements } from "./elements.js";
import { placeFetch } from "./fetch.js";
import { createFrames } from "./frames.js";
import { createPlacer } from "./place.js";
import { createRefusals } from "./refusal.js";
import { createRulings } from "./rulings.js";
import { createTargets } from "./targets.js";
import { placeXhr } from "./xhr.js";

/**
 * @typedef {object} Tools
 * @property {any} window
 * @property {import("./targets.js").Targets} targets
 * @property {ReturnType<typeof createRulings>} rulings
 * @property {import("./refusal.js").Refusals} refusals
 * @property {import("./place.js").Placer} placer
 */

/** @param {any} window @param {readonly string[] | undefined} own @param {readonly string[] | undefined} workers @returns {(installation: import("../../types.d.ts").Installation) => { judgeAgain: () => void }} */
export const guardWindow = (window, own, workers) => {
  // Captured with the host, not with the first call: whoever makes it runs first.
  const targets = createTargets(window, own, workers);
  return ({ judge, log, exposeReason, messages }) => {
    const refusals = createRefusals(window, exposeReason);
    const frames = createFrames(window, refusals, targets.trust, messages);
    const tools = { window, targets, rulings: createRulings(judge, targets), refusals, placer: createPlacer(log) };
    placeFetch(tools);
    placeXhr(tools);
    placeChannels(tools);
    return placeElements(tools, frames);
  };
};
