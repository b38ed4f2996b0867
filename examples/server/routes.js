// @ts-check
/**
 * The API as a table: what can be asked, by whom, and what is done. Reading a policy is for console and phone; the rest is for one of them. A route
 * that changes something is only for that side's own page.
 */
import { acceptAuthor, acceptNote, acceptObservations, acceptRevision } from "./accept.js";
import { readJson } from "./body.js";
import { Refusal } from "./refusal.js";
import { sendJson, sendNothing, sendPolicy } from "./respond.js";

/** A policy of some ten thousand entries, as JSON in JSON. */
const POLICY_LIMIT = 4 * 1024 * 1024;
const OBSERVATIONS_LIMIT = 256 * 1024;
/** How many lines of the history come at once, when nothing is said and at most. */
const PAGE = 50;
const LONGEST_PAGE = 200;

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {"console" | "phone"} Side */
/** @typedef {{ request: Request, response: Response, side: Side, appId: string, item: string, query: URLSearchParams }} Call */
/** @typedef {{ method: string, path: string, only?: Side, changes?: true, run(call: Call): unknown }} Route */

/**
 * @param {{ store: import("./store.js").Store, events: ReturnType<typeof import("./events.js").openEvents>, origins: Record<Side, string> }} parts
 * @returns {(request: Request, response: Response, side: Side, url: URL) => Promise<void>}
 */
export function createRoutes({ store, events, origins }) {
  /** @type {readonly Route[]} */
  const routes = [
    { method: "GET", path: "/api/apps", only: "console", run: listPrograms },
    { method: "GET", path: "/api/apps/:id/policy", run: ({ request, response, appId }) => sendPolicy(request, response, store.published(appId).policy) },
    { method: "PUT", path: "/api/apps/:id/policy", only: "console", changes: true, run: publish },
    { method: "GET", path: "/api/apps/:id/history", only: "console", run: readHistory },
    { method: "GET", path: "/api/apps/:id/history/:item", only: "console", run: readRevision },
    { method: "GET", path: "/api/apps/:id/events", run: ({ response, side, appId }) => events.subscribe(response, side, appId, store.published(appId)) },
    { method: "GET", path: "/api/apps/:id/observations", only: "console", run: ({ response, appId }) => sendJson(response, 200, store.observations(appId)) },
    { method: "POST", path: "/api/apps/:id/observations", only: "phone", changes: true, run: observe },
    { method: "DELETE", path: "/api/apps/:id/observations", only: "console", changes: true, run: forget },
  ];

  /** @param {Call} call */
  function listPrograms({ response }) {
    sendJson(response, 200, store.programs().map(({ policy, ...program }) => ({ ...program, mode: JSON.parse(policy).mode })));
  }

  /** Answers and events come after the commit: what anybody was told is on the disk. @param {Call} call */
  async function publish({ request, response, appId }) {
    const { policy, basedOn, author, note, restores } = await readJson(request, POLICY_LIMIT);
    if (typeof policy !== "string") throw new Refusal(400, "bad_body", "`policy` must be a policy's JSON text", { field: "policy" });
    const published = store.publish(appId, {
      policy,
      basedOn: acceptRevision("basedOn", basedOn),
      author: acceptAuthor(author),
      note: acceptNote(note),
      restores: restores == null ? null : acceptRevision("restores", restores),
    });
    events.published(appId, published);
    sendJson(response, 200, { policy: published.policy, revision: published.revision, at: published.at, author: published.author });
  }

  /** @param {Call} call */
  function readHistory({ response, appId, query }) {
    const before = acceptNumber(query, "before", Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const limit = acceptNumber(query, "limit", PAGE, LONGEST_PAGE);
    sendJson(response, 200, store.history(appId, { before, limit }));
  }

  /** @param {Call} call */
  function readRevision({ request, response, appId, item }) {
    if (!/^\d{1,16}$/.test(item)) throw new Refusal(404, "unknown_revision", "a revision is a whole number");
    sendPolicy(request, response, store.policyOf(appId, Number(item)));
  }

  /** @param {Call} call */
  async function observe({ request, response, appId }) {
    const { observations } = await readJson(request, OBSERVATIONS_LIMIT);
    store.observe(appId, acceptObservations(observations));
    events.observed(appId);
    sendNothing(response);
  }

  /** @param {Call} call */
  function forget({ response, appId }) {
    store.forget(appId);
    events.observed(appId);
    sendNothing(response);
  }

  /**
   * Whether the side's own page asks, or, to read, a person or a program. Browsers send these headers themselves, and no page can change them.
   * @param {Request} request @param {Side} side @param {boolean} changes
   */
  function isOwn({ headers }, side, changes) {
    const site = headers["sec-fetch-site"] ?? "same-origin"; // older browsers, and whoever is no browser
    return changes ? site === "same-origin" && headers.origin === origins[side] : site === "same-origin" || site === "none";
  }

  return async function answer(request, response, side, { pathname, searchParams }) {
    const found = routes.flatMap((route) => match(route, pathname));
    if (found.length === 0) throw new Refusal(404, "not_found", "there is nothing under this address");
    // What a HEAD asks for is what a GET would say; Node leaves the body out.
    const method = request.method === "HEAD" && !pathname.endsWith("/events") ? "GET" : request.method;
    const hit = found.find(({ route }) => route.method === method);
    if (hit === undefined) {
      response.setHeader("allow", found.map(({ route }) => route.method).join(", "));
      throw new Refusal(405, "method_not_allowed", `${request.method} is not possible here`);
    }
    const { route, appId, item } = hit;
    if (route.only !== undefined && route.only !== side) throw new Refusal(403, `${route.only}_only`, `only the ${route.only} may do this`);
    if (!isOwn(request, side, route.changes === true)) throw new Refusal(403, "cross_site", `only the ${side}'s own page may do this`);
    await route.run({ request, response, side, appId, item, query: searchParams });
  };
}

/** @param {Route} route @param {string} pathname @returns {{ route: Route, appId: string, item: string }[]} one, or none */
function match(route, pathname) {
  const wanted = route.path.split("/");
  const given = pathname.split("/");
  if (wanted.length !== given.length || !wanted.every((part, index) => part.startsWith(":") || part === given[index])) return [];
  return [{ route, appId: given[3] ?? "", item: given[5] ?? "" }];
}

/** A number of the query, from 1. @param {URLSearchParams} query @param {string} name @param {number} otherwise when it is not there @param {number} most */
function acceptNumber(query, name, otherwise, most) {
  const text = query.get(name);
  if (text === null) return otherwise;
  const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (number >= 1 && number <= most) return number;
  throw new Refusal(400, "bad_query", `\`${name}\` must be a whole number from 1 to ${most}`);
}
