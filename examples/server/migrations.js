// @ts-check
/**
 * What the database looks like, as the steps that lead there: step n takes a file from version n - 1 to n. A released step is never changed; a
 * new version is a new step at the end. No code reads the tables here.
 */

/** @type {readonly string[]} */
export const MIGRATIONS = [
  // 1: the mini programs, and every policy that was ever published, whole. The published one is the highest revision. The long text comes last:
  // SQLite reads a row from its beginning, and the history is read without the texts.
  `CREATE TABLE programs (
     app_id  TEXT PRIMARY KEY,
     name_en TEXT NOT NULL,
     name_zh TEXT NOT NULL
   ) STRICT;
   CREATE TABLE revisions (
     app_id   TEXT    NOT NULL REFERENCES programs,
     revision INTEGER NOT NULL CHECK (revision >= 0),
     at       INTEGER NOT NULL,
     author   TEXT    NOT NULL,
     note     TEXT    NOT NULL,
     restores INTEGER,
     policy   TEXT    NOT NULL,
     PRIMARY KEY (app_id, revision),
     FOREIGN KEY (app_id, restores) REFERENCES revisions (app_id, revision)
   ) STRICT;`,

  // 2: what the guards of the phones saw: a row for each subject of a list.
  `CREATE TABLE observations (
     app_id  TEXT    NOT NULL REFERENCES programs,
     list    TEXT    NOT NULL,
     subject TEXT    NOT NULL,
     code    TEXT    NOT NULL,
     count   INTEGER NOT NULL CHECK (count >= 1),
     first   INTEGER NOT NULL,
     last    INTEGER NOT NULL CHECK (last >= first),
     PRIMARY KEY (app_id, list, subject)
   ) STRICT, WITHOUT ROWID;`,
];
