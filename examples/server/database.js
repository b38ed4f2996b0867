// @ts-check
/**
 * One SQLite file: opened, checked, brought up to date, and its errors in words. It knows no table: those are in `migrations.js`, what is asked of
 * them in `store.js`.
 *
 * The driver has the interface of Node's own `node:sqlite`, which Node 20 does not have yet.
 */
import { DatabaseSync } from "@photostructure/sqlite";
import { Refusal } from "./refusal.js";

/** How long a write waits for another process that writes. Everything else waits with it. */
const BUSY_MS = 1_000;

/** SQLite's primary result codes that have words of their own. */
const BUSY = 5;
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;

/** @typedef {InstanceType<typeof DatabaseSync>} Database */

/**
 * @param {string} file made when it is not there
 * @param {readonly string[]} migrations
 * @param {number} room how many bytes it may take
 * @returns {Database}
 * @throws {Error} with the file's name and the way out, when it cannot be opened, is damaged or of a newer version
 */
export function openDatabase(file, migrations, room) {
  /** @type {Database | undefined} */
  let database;
  try {
    database = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
    // A commit is on the disk when it returns: written to the log, and the log synced.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    const { page_size: page } = ask(database, "page_size");
    database.exec(`PRAGMA max_page_count = ${Math.floor(room / page)}`);
    const { quick_check: found } = ask(database, "quick_check(1)");
    if (found !== "ok") throw damaged(file, found.split("\n").at(-1));
    migrate(database, file, migrations);
    return database;
  } catch (error) {
    if (database?.isOpen) database.close();
    const code = primaryCode(error);
    if (code === null) throw error;
    const { message } = /** @type {Error} */ (error);
    if (code === CORRUPT || code === NOT_A_DATABASE) throw damaged(file, message);
    throw new Error(`${file} cannot be opened (${message}): is the disk full, or the folder not writable?`, { cause: error });
  }
}

/** @param {string} file @param {string} fault */
const damaged = (file, fault) => new Error(`${file} is damaged (${fault}): put a copy back, or move it away to start over from the seeds`);

/** @param {Database} database @param {string} pragma @returns {any} its one row */
const ask = (database, pragma) => database.prepare(`PRAGMA ${pragma}`).get();

/** Everything moves from the log into the one file, where that is possible. Statements that are still about would keep the log from going. @param {Database} database */
export function closeDatabase(database) {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // The log stays, and the next start reads it.
  }
  database.close();
}

/** Every step that the file has not seen, each whole or not at all. @param {Database} database @param {string} file @param {readonly string[]} migrations */
function migrate(database, file, migrations) {
  const versionOf = () => ask(database, "user_version").user_version;
  if (versionOf() > migrations.length) {
    throw new Error(`${file} is of version ${versionOf()} and this demo knows ${migrations.length}: update the demo, or move the file away to start over from the seeds`);
  }
  while (versionOf() < migrations.length) {
    transaction(database, () => {
      const version = versionOf(); // read again behind the lock: another process may have been here
      if (version >= migrations.length) return;
      database.exec(migrations[version]);
      database.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
}

/** All of `run` or nothing of it; when this returns, it is on the disk. @template T @param {Database} database @param {() => T} run @returns {T} */
export function transaction(database, run) {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = run();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // On some errors, a full disk among them, SQLite has rolled back already.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** What a client is told of an error of SQLite's; null when it is another's. @param {unknown} error @returns {Refusal | null} */
export function storageRefusal(error) {
  const code = primaryCode(error);
  if (code === null) return null;
  if (code === FULL) return new Refusal(507, "storage_full", "the disk is full: nothing was saved, and what is published stays. Make room and try again");
  if (code === BUSY) return new Refusal(503, "storage_busy", "another program is writing to the database: nothing was saved. Try again");
  if (code === CORRUPT || code === NOT_A_DATABASE) return new Refusal(500, "storage_damaged", "the database is damaged: nothing was saved. The server's terminal says more");
  return new Refusal(500, "storage_failed", "the database cannot be used: nothing was saved. The server's terminal says why");
}

/** Without SQLite's details (`SQLITE_IOERR_WRITE` → `SQLITE_IOERR`). @param {unknown} error @returns {number | null} */
function primaryCode(error) {
  const { code, errcode } = /** @type {{ code?: unknown, errcode?: unknown }} */ (Object(error));
  return code === "ERR_SQLITE_ERROR" && typeof errcode === "number" ? errcode & 0xff : null;
}
