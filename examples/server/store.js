// @ts-check
/**
 * The mini programs, their policies with the whole history, and what was observed: everything that is asked of the database. Rules about what may
 * enter are in `accept.js`. Every function is synchronous, so two requests cannot interleave in one, and each change is one transaction.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { acceptPolicy } from "./accept.js";
import { closeDatabase, openDatabase, transaction } from "./database.js";
import { MIGRATIONS } from "./migrations.js";
import { Refusal } from "./refusal.js";

/** How many subjects of a mini program are kept. What is there stays and goes on being counted; further ones are left out, as in `minifence/recorder`. */
const OBSERVATIONS_KEPT = 1_000;
/** How many bytes the database may take before publications are refused as on a full disk. */
const ROOM = 2 ** 30;

/** @typedef {{ appId: string, name: { en: string, zh: string } }} Program */
/** @typedef {{ policy: string, revision: number, at: number, author: string, note: string, restores: number | null }} Revision */
/** @typedef {Omit<Revision, "policy">} HistoryLine */
/** @typedef {{ policy: string, basedOn: number, author: string, note: string, restores: number | null }} Publication */
/** @typedef {import("minifence/types").Observation} Observation */
/** @typedef {ReturnType<typeof openStore>} Store */

/** @param {string} folder made when it is not there @param {number} [room] in bytes */
export function openStore(folder, room = ROOM) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "console.db");
  const database = openDatabase(file, MIGRATIONS, room);
  const sql = prepare(database);

  /** The published revision. @param {string} appId @returns {Revision} */
  function published(appId) {
    const row = sql.published.get(appId);
    if (row === undefined) throw new Refusal(404, "unknown_program", "there is no such mini program");
    return /** @type {Revision} */ ({ ...row });
  }

  /** @param {string} appId @param {number} revision @returns {string} its policy */
  function policyOf(appId, revision) {
    published(appId);
    const row = sql.revision.get(appId, revision);
    if (row === undefined) throw new Refusal(404, "unknown_revision", `there is no revision ${revision} of this mini program`);
    return String(row.policy);
  }

  return {
    file,
    published,
    policyOf,
    /** With what is published. @returns {(Program & { revision: number, policy: string })[]} */
    programs: () => /** @type {any[]} */ (sql.programs.all()).map(({ en, zh, ...program }) => ({ ...program, name: { en, zh } })),

    /** A mini program that has no policy yet, with its first revision. @param {Program} program @param {Revision} first */
    found({ appId, name }, { policy, revision, at, author, note }) {
      transaction(database, () => {
        if (sql.published.get(appId) !== undefined) return; // another process was first
        sql.found.run(appId, name.en, name.zh);
        sql.publish.run(appId, revision, policy, author, at, note, null);
      });
    },

    /**
     * The next revision. `basedOn` is the one that the editor started from: when somebody else published since, theirs is not overwritten.
     * When this returns, the publication is on the disk.
     * @param {string} appId @param {Publication} publication @returns {Revision}
     */
    publish(appId, { policy, basedOn, author, note, restores }) {
      const document = JSON.parse(acceptPolicy(policy));
      if (document.appId !== appId) throw new Refusal(422, "policy_app_id", `this policy is for ${document.appId}, not for ${appId}`);
      return transaction(database, () => {
        const { restores: _, ...held } = published(appId);
        if (basedOn !== held.revision) throw new Refusal(409, "edited_elsewhere", `revision ${held.revision} was published in the meantime; yours is based on ${basedOn}`, { held });
        if (restores !== null && !isSame(document, JSON.parse(policyOf(appId, restores)))) throw new Refusal(422, "restores_other", `this is not what revision ${restores} says: publish it without \`restores\``);
        const next = { policy: acceptPolicy(JSON.stringify({ ...document, revision: held.revision + 1 })), revision: held.revision + 1, at: Date.now(), author, note, restores };
        sql.publish.run(appId, next.revision, next.policy, author, next.at, note, restores);
        return next;
      });
    },

    /** The newest first. @param {string} appId @param {{ before: number, limit: number }} page @returns {{ revisions: HistoryLine[], more: boolean }} */
    history(appId, { before, limit }) {
      published(appId);
      const rows = /** @type {any[]} */ (sql.history.all(appId, before, limit + 1)).map((row) => ({ ...row }));
      return { revisions: rows.slice(0, limit), more: rows.length > limit };
    },

    /** The most often seen first. @param {string} appId @returns {Observation[]} */
    observations(appId) {
      published(appId);
      return /** @type {any[]} */ (sql.observations.all(appId)).map((row) => ({ ...row }));
    },

    /** @param {string} appId @param {readonly Observation[]} observations */
    observe(appId, observations) {
      published(appId);
      transaction(database, () => {
        let room = OBSERVATIONS_KEPT - Number(sql.observed.get(appId)?.rows);
        for (const { list, subject, code, count, first, last } of observations) {
          if (sql.seenAgain.run(code, count, first, last, appId, list, subject).changes !== 0 || room === 0) continue;
          sql.seen.run(appId, list, subject, code, count, first, last);
          room -= 1;
        }
      });
    },

    /** @param {string} appId */
    forget(appId) {
      published(appId);
      sql.forget.run(appId);
    },

    close: () => closeDatabase(database),
  };
}

/** Whether two documents differ in their revision only. @param {object} a @param {object} b */
const isSame = (a, b) => JSON.stringify({ ...a, revision: 0 }) === JSON.stringify({ ...b, revision: 0 });

/** @param {import("./database.js").Database} database */
function prepare(database) {
  const line = "revision, at, author, note, restores";
  return {
    // Beside `max`, SQLite takes the other columns from the row that has it.
    programs: database.prepare("SELECT app_id AS appId, name_en AS en, name_zh AS zh, max(revision) AS revision, policy FROM programs JOIN revisions USING (app_id) GROUP BY app_id ORDER BY app_id"),
    found: database.prepare("INSERT INTO programs (app_id, name_en, name_zh) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
    published: database.prepare(`SELECT policy, ${line} FROM revisions WHERE app_id = ? ORDER BY revision DESC LIMIT 1`),
    revision: database.prepare("SELECT policy FROM revisions WHERE app_id = ? AND revision = ?"),
    publish: database.prepare("INSERT INTO revisions (app_id, revision, policy, author, at, note, restores) VALUES (?, ?, ?, ?, ?, ?, ?)"),
    history: database.prepare(`SELECT ${line} FROM revisions WHERE app_id = ? AND revision < ? ORDER BY revision DESC LIMIT ?`),
    observations: database.prepare("SELECT list, subject, code, count, first, last FROM observations WHERE app_id = ? ORDER BY count DESC, last DESC, list, subject"),
    observed: database.prepare("SELECT count(*) AS rows FROM observations WHERE app_id = ?"),
    // SQL's `?1` is the code, `?4` when it was last seen: of two, the later one says what happens now.
    seenAgain: database.prepare(`UPDATE observations SET code = iif(?4 >= last, ?1, code), count = min(count + ?2, ${Number.MAX_SAFE_INTEGER}),
      first = min(first, ?3), last = max(last, ?4) WHERE app_id = ?5 AND list = ?6 AND subject = ?7`),
    seen: database.prepare("INSERT INTO observations (app_id, list, subject, code, count, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)"),
    forget: database.prepare("DELETE FROM observations WHERE app_id = ?"),
  };
}
