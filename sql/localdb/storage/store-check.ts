// Finds out whether a store's file may be opened, without changing a byte of it or of its write-ahead log.

import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

import { APPLICATION_ID, FORMAT_VERSION, openForReading, removeTraces } from './store-format.ts';
import { isWalDamaged } from './wal-check.ts';

/** Why a file is refused; the message names the file, the reason and what to do. */
export class StoreRefused extends Error {
  constructor(file: string, reason: string, advice: string) {
    super(`${file}: ${reason} ${advice} The file was left as it is.`);
    this.name = 'StoreRefused';
  }
}

export const damaged = (file: string, reason: string): StoreRefused =>
  new StoreRefused(
    file,
    `The data file is damaged: ${reason}.`,
    'Restore it from a backup, or move it away to begin with an empty server.',
  );

/** Opens a store that exists for reading. Throws StoreRefused. */
export const openChecked = (file: string): DatabaseSync => {
  const log = `${file}-wal`;
  checkHeader(file);
  if (existsSync(log) && isWalDamaged(log)) throw damaged(log, 'its write-ahead log is broken before its end');
  let db: DatabaseSync | undefined;
  try {
    db = openForReading(file);
    checkVersion(file, numberOf(db, 'application_id'), numberOf(db, 'user_version'));
    // Checks the structure of all pages; a million rows take about 0.15 s.
    const [result] = db.prepare('PRAGMA quick_check(1)').all();
    const text = String(result?.quick_check);
    if (text !== 'ok') throw damaged(file, text.replace(/\s+/g, ' '));
    return db;
  } catch (error) {
    db?.close();
    removeTraces(file);
    throw error instanceof StoreRefused ? error : damaged(file, error instanceof Error ? error.message : String(error));
  }
};

const checkHeader = (file: string): void => {
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  let size: number;
  try {
    size = fstatSync(handle).size;
    readSync(handle, header, 0, header.length, 0);
  } finally {
    closeSync(handle);
  }
  if (size < header.length) throw damaged(file, `it has only ${size} bytes`);
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw damaged(file, 'it is not an SQLite file');
  checkVersion(file, header.readUInt32BE(68), header.readUInt32BE(60));
};

const checkVersion = (file: string, applicationId: number, version: number): void => {
  if (applicationId !== APPLICATION_ID) {
    throw new StoreRefused(file, 'The file is not a data file of LocalDB.', 'Give another data folder, or move the file away.');
  }
  if (version > FORMAT_VERSION) {
    throw new StoreRefused(
      file,
      `The data file has format ${version}; this program reads formats up to ${FORMAT_VERSION}.`,
      'Start the newer program that wrote it.',
    );
  }
  if (version < 1) throw damaged(file, `format ${version} does not exist`);
};

const numberOf = (db: DatabaseSync, pragma: 'application_id' | 'user_version'): number =>
  Number(db.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
