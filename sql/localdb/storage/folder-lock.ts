// Exclusive use of a data folder: one process, one store. The lock is one of the operating system, taken through SQLite on
// a file of its own, so it ends with the process however that ends; there is no stale lock to clean up.

import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface FolderLock {
  release(): void;
}

/** Throws an Error that names the folder when another process (or another store of this one) has it. */
export const lockFolder = (folder: string): FolderLock => {
  const file = join(folder, 'localdb.lock');
  closeSync(openSync(file, 'a', 0o600));
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw new Error(`The data folder ${folder} is in use by another LocalDB. Stop that one first, or give another folder.`);
    }
    throw new Error(`The data folder ${folder} cannot be locked: ${error instanceof Error ? error.message : error}. Remove ${file}.`);
  }
  return {
    release: () => {
      db.exec('ROLLBACK');
      db.close();
    },
  };
};

const SQLITE_BUSY = 5;
