// The format of the store's SQLite file: its marks, tables and settings, and making a new one.

import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export const STORE_FILE = 'localdb.sqlite';
/** 'LDB1', in the file's header. */
export const APPLICATION_ID = 0x4c444231;
/** Grows with every change of the format that older programs cannot read. */
export const FORMAT_VERSION = 1;
export const PAGE_SIZE = 8192;

// row.key is the table's id in the upper 32 bits and the row's id in the lower ones. `sum` is the checksum of the text
// beside it: SQLite has none, so without it a flipped bit in a text would become a wrong value.
const SCHEMA = `
  CREATE TABLE row (key INTEGER PRIMARY KEY, data TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
  CREATE TABLE definition (
    database INTEGER NOT NULL, entry INTEGER NOT NULL, text TEXT NOT NULL, sum INTEGER NOT NULL,
    PRIMARY KEY (database, entry)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE counter (id INTEGER PRIMARY KEY, text TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
`;

/** Makes an empty store. It appears under its name only when it is complete, so a crash leaves none behind or a whole one. */
export const createStoreFile = (file: string): void => {
  const draft = `${file}.new`;
  for (const left of [draft, `${draft}-wal`, `${draft}-journal`]) rmSync(left, { force: true });
  closeSync(openSync(draft, 'wx', 0o600));
  const db = new DatabaseSync(draft);
  try {
    db.exec(`PRAGMA page_size = ${PAGE_SIZE}; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA application_id = ${APPLICATION_ID};
      PRAGMA user_version = ${FORMAT_VERSION}; ${SCHEMA} PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;`);
  } finally {
    db.close();
  }
  syncPath(draft);
  renameSync(draft, file);
  syncPath(dirname(file));
};

/** Opens an existing store for writing. */
export const openForWriting = (file: string, maximumPages: number): DatabaseSync => {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    // Before the first access, so that no shared-memory file is needed.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    db.exec(`PRAGMA max_page_count = ${maximumPages}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000; 
      PRAGMA journal_size_limit = 33554432; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/**
 * Opens an existing store without the means to change it; a write-ahead log is read as well, but not taken in. Leaves
 * files of its own behind: see `removeTraces`.
 */
export const openForReading = (file: string): DatabaseSync => new DatabaseSync(file, { readOnly: true, timeout: 0 });

/** Takes away what reading leaves: the shared memory of the log, and an empty log where there was none. */
export const removeTraces = (file: string): void => {
  rmSync(`${file}-shm`, { force: true });
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size === 0) rmSync(log);
};

export const syncPath = (path: string): void => {
  if (!existsSync(path)) return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
