// The store's SQLite file while a server uses it: first open for reading only, until everything has been loaded and found
// right, then for writing. Exclusive: one process at a time.

import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { backup } from 'node:sqlite';
import type { SqlError } from '../types/errors.ts';
import { sqlError } from '../types/errors.ts';
import type { Exact } from '../types/sql-type.ts';
import type { FolderLock } from './folder-lock.ts';
import { lockFolder } from './folder-lock.ts';
import { checksum, decodeRow, decodeValueText, encodeRow, encodeValueText } from './row-codec.ts';
import { damaged, openChecked, StoreRefused } from './store-check.ts';
import { createStoreFile, openForWriting, removeTraces, STORE_FILE, syncPath } from './store-format.ts';
import type { Slices } from './slices.ts';
import type { StoredDefinition } from './store.ts';
import type { Row, TableData } from './table-data.ts';
import type { CounterState } from './transaction.ts';

export interface StoreWriter {
  putRow(tableId: number, row: Row): void;
  deleteRow(tableId: number, rowId: number): void;
  /** All rows of a table, with pauses. */
  deleteRows(tableId: number): Slices<void>;
  /** null removes it. */
  putDefinition(databaseId: number, entryId: number, text: string | null): void;
  /** Of a sequence, or the identity of a table. */
  putCounter(id: number, state: CounterState): void;
  deleteCounter(id: number): void;
}

/** Writes of one transaction, in steps. */
export type WriteSteps = (writer: StoreWriter) => Iterator<void, void, void>;

interface CurrentWrite {
  readonly steps: Iterator<void, void, void>;
  isDone: boolean;
  error: unknown;
}

/** Characters of rows that are read and parsed at once. */
const CHUNK = 1 << 18;

export class StoreFile {
  readonly #file: string;
  readonly #lock: FolderLock;
  #db: DatabaseSync;
  #writer: StoreWriter | undefined;
  readonly #loaded = new Set<number>();
  readonly #maximumPages: number;
  #begin: StatementSync | undefined;
  #commit: StatementSync | undefined;
  /** The transaction that is being written. */
  #current: CurrentWrite | undefined;
  #isBroken = false;
  /** A backup is running. */
  #isCopied = false;

  constructor(folder: string, maximumPages: number) {
    this.#maximumPages = maximumPages;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#file = join(folder, STORE_FILE);
    this.#lock = lockFolder(folder);
    try {
      if (!existsSync(this.#file)) {
        if (existsSync(`${this.#file}-wal`)) throw damaged(this.#file, 'it is missing, but its write-ahead log is there');
        createStoreFile(this.#file);
      }
      this.#db = openChecked(this.#file);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  damaged(reason: string): Error {
    return damaged(this.#file, reason);
  }

  definitions(): StoredDefinition[] {
    return this.#reading(() =>
      this.#db
        .prepare('SELECT database, entry, text, sum FROM definition ORDER BY database, entry')
        .all()
        .map((stored) => {
          const text = String(stored.text);
          const [databaseId, entryId] = [Number(stored.database), Number(stored.entry)];
          if (checksum(`${databaseId}/${entryId}/${text}`) !== stored.sum)
            throw damaged(this.#file, `definition ${databaseId}/${entryId} has a wrong checksum`);
          return { databaseId, entryId, text };
        }),
    );
  }

  counter(id: number): CounterState | undefined {
    return this.#reading(() => {
      const stored = this.#db.prepare('SELECT text, sum FROM counter WHERE id = ?').get(id);
      if (stored === undefined) return undefined;
      const text = String(stored.text);
      if (checksum(`${id}/${text}`) !== stored.sum) throw damaged(this.#file, `counter ${id} has a wrong checksum`);
      const isExhausted = text.startsWith('!');
      return { current: decodeValueText(isExhausted ? text.slice(1) : text) as Exact | null, isExhausted };
    });
  }

  loadTable(table: TableData): void {
    this.#reading(() => {
      table.identity = table.storedIdentity = this.counter(identityCounter(table.id))?.current ?? null;
      const low = keyOf(table.id, 0);
      const high = lastKeyOf(table.id);
      const widest = this.#db.prepare('SELECT max(octet_length(data)) AS widest FROM row WHERE key BETWEEN ? AND ?').get(low, high)?.widest;
      if (typeof widest !== 'number') return;
      // Many rows as one text: one call and one parse for all of them cost a third of what they cost one by one.
      const chunk =
        this.#db.prepare(`SELECT group_concat(data, ',' || char(10)) AS rows, group_concat(sum) AS sums, max(key) & 4294967295 AS last,
        sum(key & 4294967295) AS ids FROM (SELECT key, data, sum FROM row WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?)`);
      const limit = Math.max(1, Math.min(2000, Math.floor(CHUNK / widest)));
      for (let from = low; ; ) {
        const found = chunk.get(from, high, limit);
        if (found === undefined || found.rows === null) break;
        this.#loadChunk(table, String(found.rows), String(found.sums), Number(found.ids));
        from = keyOf(table.id, Number(found.last) + 1);
      }
    });
    this.#loaded.add(table.id);
  }

  #loadChunk(table: TableData, text: string, sums: string, idTotal: number): void {
    const rows = JSON.parse(`[${text}]`) as unknown[];
    const expected = JSON.parse(`[${sums}]`) as number[];
    let at = 0;
    let ids = 0;
    for (let i = 0; i < rows.length; i++) {
      // A row's text has no line break inside: JSON writes them as \n.
      const end = i + 1 < rows.length ? text.indexOf('\n', at) - 1 : text.length;
      const row = decodeRow(rows[i]);
      if (checksum(text, at, end) !== expected[i]) throw damaged(this.#file, `row ${row[0]} of table ${table.id} has a wrong checksum`);
      at = end + 2;
      ids += row[0] as number;
      table.loadRow(row);
    }
    if (rows.length !== expected.length || ids !== idTotal) throw damaged(this.#file, `rows of table ${table.id} are in wrong places`);
  }

  start(): void {
    if (this.#writer !== undefined) return;
    this.#reading(() => {
      const next = this.#db.prepare('SELECT min(key) >> 32 AS id FROM row WHERE key > ?');
      for (let from = 0n; ; ) {
        const id = next.get(from)?.id;
        if (typeof id !== 'number') break;
        if (!this.#loaded.has(id)) throw damaged(this.#file, `it holds rows of table ${id}, which is not defined`);
        from = lastKeyOf(id);
      }
    });
    this.#db.close();
    removeTraces(this.#file);
    this.#db = openForWriting(this.#file, this.#maximumPages);
    this.#begin = this.#db.prepare('BEGIN IMMEDIATE');
    this.#commit = this.#db.prepare('COMMIT');
    this.#writer = writerOf(this.#db);
  }

  /**
   * One transaction, durable when the generator is done. SQLite has one transaction at a time: while another one is being
   * written, this one helps it on, one step before each pause.
   */
  *write(run: WriteSteps): Slices<void> {
    this.start();
    while (this.#current !== undefined) {
      this.#step(this.#current);
      if (this.#current !== undefined && !this.#isCopied) yield;
    }
    if (this.#isBroken) throw writeError('the file could not be brought back to its last commit');
    const current: CurrentWrite = { steps: run(this.#writer as StoreWriter), isDone: false, error: undefined };
    this.#current = current;
    for (;;) {
      this.#step(current);
      if (current.isDone) break;
      // A copy is made of what the connection sees, so nothing may be left half written for long.
      if (!this.#isCopied) yield;
    }
    if (current.error !== undefined) throw current.error;
  }

  /** Goes one step on with a transaction that is not done, from its BEGIN to its COMMIT. */
  #step(current: CurrentWrite): void {
    if (current.isDone) return;
    try {
      if (!this.#db.isTransaction) this.#begin?.run();
      if (!current.steps.next().done) return;
      this.#commit?.run();
    } catch (error) {
      this.#undo();
      current.error = error instanceof Error && 'errcode' in error ? writeError(error.message, error.errcode === SQLITE_FULL) : error;
    }
    current.isDone = true;
    this.#current = undefined;
  }

  async backup(file: string): Promise<void> {
    this.start();
    const draft = `${file}.part`;
    rmSync(draft, { force: true });
    while (this.#current !== undefined) this.#step(this.#current);
    this.#isCopied = true;
    try {
      await backup(this.#db, draft, { rate: 256 });
      chmodSync(draft, 0o600);
      syncPath(draft);
      renameSync(draft, file);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    } finally {
      this.#isCopied = false;
    }
  }

  close(): void {
    try {
      this.#db.close();
      if (this.#writer === undefined) removeTraces(this.#file);
    } finally {
      this.#lock.release();
    }
  }

  #undo(): void {
    if (!this.#db.isTransaction) return;
    try {
      this.#db.exec('ROLLBACK');
    } catch {
      // What the file holds is unknown now; only a restart finds out.
      this.#isBroken = true;
    }
  }

  /** Errors of SQLite and of parsing while loading mean that the file is damaged. */
  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw error instanceof StoreRefused ? error : damaged(this.#file, error instanceof Error ? error.message : String(error));
    }
  }
}

const SQLITE_FULL = 13;
/** Row ids deleted between two pauses. */
const DELETE_SLICE = 5000;

/** Identities of tables and values of sequences are counters side by side; the ids of the former are negative. */
export const identityCounter = (tableId: number): number => -tableId;

const keyOf = (tableId: number, rowId: number): bigint => (BigInt(tableId) << 32n) + BigInt(rowId);
const lastKeyOf = (tableId: number): bigint => keyOf(tableId, 0xffffffff);

/** 9002 for a full disk, 9001 for other failures of the file. */
const writeError = (reason: string, isFull = false): SqlError =>
  isFull ? sqlError(9002, 'LocalDB', reason) : sqlError(9001, 'LocalDB', reason);

const writerOf = (db: DatabaseSync): StoreWriter => {
  const putRow = db.prepare('INSERT OR REPLACE INTO row VALUES (?, ?, ?)');
  const deleteRow = db.prepare('DELETE FROM row WHERE key = ?');
  const firstRow = db.prepare('SELECT min(key) & 4294967295 AS id FROM row WHERE key BETWEEN ? AND ?');
  const deleteRows = db.prepare('DELETE FROM row WHERE key BETWEEN ? AND ?');
  const putDefinition = db.prepare('INSERT OR REPLACE INTO definition VALUES (?, ?, ?, ?)');
  const deleteDefinition = db.prepare('DELETE FROM definition WHERE database = ? AND entry = ?');
  const putCounter = db.prepare('INSERT OR REPLACE INTO counter VALUES (?, ?, ?)');
  const deleteCounter = db.prepare('DELETE FROM counter WHERE id = ?');
  const writeCounter = (id: number, { current, isExhausted }: CounterState): void => {
    const text = `${isExhausted ? '!' : ''}${encodeValueText(current)}`;
    putCounter.run(id, text, checksum(`${id}/${text}`));
  };
  return {
    putRow: (tableId, row) => {
      const text = encodeRow(row);
      putRow.run(keyOf(tableId, row[0] as number), text, checksum(text));
    },
    deleteRow: (tableId, rowId) => {
      deleteRow.run(keyOf(tableId, rowId));
    },
    *deleteRows(tableId) {
      for (let from = 0; ; ) {
        const first = firstRow.get(keyOf(tableId, from), lastKeyOf(tableId))?.id;
        if (typeof first !== 'number') return;
        from = first + DELETE_SLICE;
        deleteRows.run(keyOf(tableId, first), keyOf(tableId, from - 1));
        yield;
      }
    },
    putDefinition: (databaseId, entryId, text) => {
      if (text === null) deleteDefinition.run(databaseId, entryId);
      else putDefinition.run(databaseId, entryId, text, checksum(`${databaseId}/${entryId}/${text}`));
    },
    putCounter: writeCounter,
    deleteCounter: (id) => {
      deleteCounter.run(id);
    },
  };
};
