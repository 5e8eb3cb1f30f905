import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, describe, expect, it } from 'vitest';

import { checksum } from '../../../sql/localdb/storage/row-codec.ts';
import { finish } from '../../../sql/localdb/storage/slices.ts';
import type { Store } from '../../../sql/localdb/storage/store.ts';
import { openStore } from '../../../sql/localdb/storage/store.ts';
import type { Row } from '../../../sql/localdb/storage/table-data.ts';
import { TableData } from '../../../sql/localdb/storage/table-data.ts';
import { Transaction } from '../../../sql/localdb/storage/transaction.ts';
import { DateTimeOffsetValue, decimalType, VariantValue, varcharType } from '../../../sql/localdb/types/sql-type.ts';
import { randomOf } from './random.ts';
import { contentOf, insertRows, newIndex, newTable, setTestIndexes } from './tables.ts';

const folders: string[] = [];
const stores: Store[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'localdb-'));
  folders.push(folder);
  return folder;
};
const open = (folder: string): Store => {
  const store = openStore(folder);
  stores.push(store);
  return store;
};
const close = (store: Store): void => {
  stores.splice(stores.indexOf(store), 1);
  store.close();
};
const load = (store: Store, id = 1000): TableData => {
  const table = new TableData({ id, isDurable: true, undo: 'transaction' });
  store.loadTable(table);
  setTestIndexes(table);
  return table;
};
const hashes = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /sqlite(-wal)?$/.test(name) && statSync(join(folder, name)).size > 0)
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    );
const many = (count: number, from = 0): Row[] => Array.from({ length: count }, (_, i) => [from + i, `name ${i % 100}`, i * 3]);

/** A copy of the files of a store in use, as kill -9 leaves them. */
const crashCopy = (folder: string): string => {
  const copy = newFolder();
  for (const name of readdirSync(folder)) if (!name.endsWith('.lock')) cpSync(join(folder, name), join(copy, name));
  return copy;
};
const expectRefused = (folder: string, message: RegExp, isLoading = false): void => {
  const before = hashes(folder);
  let error: unknown;
  try {
    const store = openStore(folder);
    try {
      if (isLoading) {
        load(store);
        store.definitions();
        store.start();
      }
    } finally {
      store.close();
    }
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).toContain(join(folder, 'localdb.sqlite'));
  expect(hashes(folder)).toEqual(before);
};
/** A closed store with 3000 rows, and the place of a text in its file. */
const damagedStore = (): { folder: string; file: string; bytes: Buffer } => {
  const folder = newFolder();
  const store = open(folder);
  insertRows(store, load(store), many(3000));
  close(store);
  const file = join(folder, 'localdb.sqlite');
  return { folder, file, bytes: readFileSync(file) };
};

describe('store', () => {
  it('gives back every kind of value after it was closed', () => {
    const folder = newFolder();
    let store = open(folder);
    const rows: Row[] = [
      [1, null, 2],
      [2, 'ä €  \n"\\ \ud800 😀 \u0000\u2028', 0.1],
      [3, '', -0],
      [4, '2', 123456789012345678901234567890n],
      [5, '5e-324', 5e-324],
      [6, 'binary', new Uint8Array([0, 1, 255])],
      [7, 'empty', new Uint8Array(0)],
      [8, 'offset', new DateTimeOffsetValue(-(10n ** 17n), -840)],
      [9, 'offset', new DateTimeOffsetValue(12, 90)],
      [10, 'variant', new VariantValue(decimalType(38, 2), 10n ** 30n)],
      [11, 'variant', new VariantValue(varcharType(9), 'x')],
      [12, 'x'.repeat(3_000_000), Number.MAX_SAFE_INTEGER],
    ];
    const table = new TableData({ id: 2 ** 31 - 1, isDurable: true, undo: 'transaction' });
    insertRows(store, table, rows);
    close(store);
    store = open(folder);
    const loaded = new TableData({ id: 2 ** 31 - 1, isDurable: true, undo: 'transaction' });
    store.loadTable(loaded);
    const content = loaded.rows.map((row) => row?.slice(1));
    expect(content).toEqual(rows);
    expect(Object.is(content[2]?.[2], -0)).toBe(true);
  });

  it('writes the net effect of each transaction, and nothing of those rolled back', () => {
    const folder = newFolder();
    let store = open(folder);
    const table = load(store);
    const [key] = table.indexes;
    const find = (n: number): Row => key?.seekFirst([n]) as Row;
    insertRows(store, table, many(10));
    let transaction = new Transaction(store);
    transaction.update(table, find(1), [0, 1, 'changed', 1]);
    transaction.update(table, find(1), [0, 1, 'changed again', 1]);
    transaction.delete(table, find(2));
    transaction.insert(table, [0, 50, 'come', 0]);
    transaction.delete(table, find(50));
    const mark = transaction.mark();
    transaction.delete(table, find(3));
    transaction.rollbackTo(mark);
    transaction.commit();
    transaction = new Transaction(store);
    transaction.delete(table, find(4));
    transaction.rollback();
    insertRows(store, table, [[60, 'reuses an id', 0]]);
    const expected = contentOf(table);
    expect(expected.length).toBe(10);
    close(store);
    store = open(folder);
    expect(contentOf(load(store))).toEqual(expected);
  });

  it('keeps TRUNCATE, ALTER TABLE and DROP TABLE', () => {
    const folder = newFolder();
    let store = open(folder);
    const [a, b, c] = [load(store, 1), load(store, 2), load(store, 3)];
    for (const table of [a, b, c]) insertRows(store, table, many(100));
    const transaction = new Transaction(store);
    transaction.insert(a, [0, 500, 'gone', 0]);
    transaction.truncate(a);
    transaction.insert(a, [0, 7, 'after', 0]);
    const key = newIndex('pk', [{ slot: 1 }], { isUnique: true });
    transaction.alterTable(b, { indexes: [key], clustered: key, map: (row) => [...row, 'added'] });
    transaction.insert(c, [0, 500, 'gone', 0]);
    transaction.dropTable(c);
    transaction.commit();
    close(store);
    store = open(folder);
    expect(contentOf(load(store, 1))).toEqual([[7, 'after', 0]]);
    const [first] = contentOf(load(store, 2));
    expect(first).toEqual([0, 'name 0', 0, 'added']);
    // Table 3 is not loaded: `start` would refuse rows of a table that nobody knows.
    store.start();
  });

  it('keeps definitions, identities and what sequences gave out, the latter over a rollback', () => {
    const folder = newFolder();
    let store = open(folder);
    store.definitionText = (databaseId, entryId) => (entryId === 9 ? null : `text of ${databaseId}/${entryId} ü`);
    const table = load(store);
    let transaction = new Transaction(store);
    transaction.touchDefinition(5, 0);
    transaction.touchDefinition(5, 901578250);
    transaction.touchDefinition(5, 9);
    table.identity = 10n ** 17n;
    transaction.insert(table, [0, 1, 'a', 1]);
    transaction.commit();
    transaction = new Transaction(store);
    const mark = transaction.mark();
    transaction.touchDefinition(5, 77);
    transaction.rollbackTo(mark);
    transaction.touchCounter(44, { current: -5, isExhausted: true });
    transaction.rollback();
    close(store);
    store = open(folder);
    expect([...store.definitions()]).toEqual([
      { databaseId: 5, entryId: 0, text: 'text of 5/0 ü' },
      { databaseId: 5, entryId: 901578250, text: 'text of 5/901578250 ü' },
    ]);
    expect(load(store).identity).toBe(10n ** 17n);
    expect(store.counter(44)).toEqual({ current: -5, isExhausted: true });
    expect(store.counter(45)).toBe(undefined);
  });

  it('takes in the write-ahead log of a server that was killed, also one cut short', () => {
    const folder = newFolder();
    const store = open(folder);
    const table = load(store);
    for (let i = 0; i < 20; i++) insertRows(store, table, many(20, i * 20));
    const copy = crashCopy(folder);
    const log = join(copy, 'localdb.sqlite-wal');
    expect(statSync(log).size).toBeGreaterThan(0);
    let crashed = open(copy);
    expect(contentOf(load(crashed)).length).toBe(400);
    insertRows(crashed, load(crashed), [[1000, 'after', 0]]);
    close(crashed);
    const cut = crashCopy(folder);
    truncateSync(join(cut, 'localdb.sqlite-wal'), statSync(join(cut, 'localdb.sqlite-wal')).size - 3000);
    crashed = open(cut);
    expect(contentOf(load(crashed)).length).toBe(380);
  });

  it('refuses a write-ahead log that is broken before its end', () => {
    const folder = newFolder();
    const store = open(folder);
    const table = load(store);
    for (let i = 0; i < 20; i++) insertRows(store, table, many(20, i * 20));
    for (const place of [10, 2000]) {
      const copy = crashCopy(folder);
      const log = join(copy, 'localdb.sqlite-wal');
      const bytes = readFileSync(log);
      bytes[place] = (bytes[place] as number) ^ 4;
      writeFileSync(log, bytes);
      expectRefused(copy, /log is broken/);
    }
  });

  it('refuses what is not a data file, cut short or empty, and leaves it as it is', () => {
    for (const content of ['', 'not a database at all '.repeat(1000), 'SQLite format 3\0']) {
      const folder = newFolder();
      writeFileSync(join(folder, 'localdb.sqlite'), content);
      expectRefused(folder, /damaged/);
    }
    const { folder, file, bytes } = damagedStore();
    writeFileSync(file, bytes.subarray(0, bytes.length - 8192 * 3));
    expectRefused(folder, /damaged/, true);
    writeFileSync(file, bytes.subarray(0, 8192 + 100));
    expectRefused(folder, /damaged/, true);
    rmSync(file);
    writeFileSync(`${file}-wal`, 'left over');
    expectRefused(folder, /missing/);
  });

  it('refuses flipped bits in rows and structure; where they mean nothing, the content is right', () => {
    const { folder, file, bytes } = damagedStore();
    const expected = many(3000);
    const text = bytes.indexOf('name 42');
    const random = randomOf(3);
    let refused = 0;
    const places = [text, text + 6, text + 9, 8192 * 4, 8192 * 5 + 3, ...Array.from({ length: 60 }, () => random(bytes.length))];
    for (const place of places) {
      const copy = Buffer.from(bytes);
      copy[place] = (copy[place] as number) ^ (1 << random(8));
      writeFileSync(file, copy);
      let content: Row[] | undefined;
      try {
        const store = openStore(folder);
        try {
          content = contentOf(load(store));
          store.definitions();
        } finally {
          store.close();
        }
      } catch (error) {
        expect((error as Error).message).toContain(file);
        refused++;
      }
      if (content !== undefined) expect([place, content]).toEqual([place, expected]);
      expect(readFileSync(file).equals(copy)).toBe(true);
    }
    expect(refused).toBeGreaterThan(40);
  });

  it('refuses rows that are no rows, and rows of unknown tables', () => {
    const { folder, file } = damagedStore();
    const db = new DatabaseSync(file);
    const put = db.prepare('UPDATE row SET data = ?, sum = ? WHERE key = ?');
    const key = (1000n << 32n) + 5n;
    for (const data of ['[5,', '{"a":1}', '[5,{"q":1},2]', '[6,1,2]', '[5,1],[6,1]']) {
      put.run(data, checksum(data), key);
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      expectRefused(crashCopy(folder), /damaged/, true);
    }
    put.run('[5,5,"x",1]', checksum('[5,5,"x",1]'), key);
    db.exec('UPDATE row SET key = key + 4294967296 WHERE key > 4294967296000 + 2990');
    db.close();
    expectRefused(folder, /table 1001, which is not defined/, true);
  });

  it('refuses a newer format and files of other programs', () => {
    const { folder, file } = damagedStore();
    const set = (pragma: string): void => {
      const db = new DatabaseSync(file);
      db.exec(pragma);
      db.close();
    };
    set('PRAGMA user_version = 2');
    expectRefused(folder, /format 2.*newer/);
    set('PRAGMA user_version = 1; PRAGMA application_id = 7');
    expectRefused(folder, /not a data file of LocalDB/);
  });

  it('refuses a second server on the same folder', () => {
    const folder = newFolder();
    const store = open(folder);
    expect(() => openStore(folder)).toThrow(`${folder} is in use`);
    store.start();
    expect(() => openStore(folder)).toThrow(`${folder} is in use`);
    close(store);
    open(folder);
  });

  it('refuses a second process, and forgets the first one when that was killed', async () => {
    const folder = newFolder();
    const module = new URL('../../../sql/localdb/storage/store.ts', import.meta.url).href;
    const script = `const { openStore } = await import(${JSON.stringify(module)});
      const store = openStore(${JSON.stringify(folder)}); store.start(); console.log('open'); setInterval(() => store.isDurable, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      expect(() => openStore(folder)).toThrow(`${folder} is in use`);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    open(folder).start();
  });

  it('is readable by its user only', () => {
    const folder = join(newFolder(), 'a', 'b');
    const store = open(folder);
    insertRows(store, load(store), many(1));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('backs up a consistent state while transactions go on', async () => {
    const folder = newFolder();
    const store = open(folder);
    const table = load(store);
    insertRows(store, table, many(20_000));
    const target = newFolder();
    const file = join(target, 'localdb.sqlite');
    const finished = store.backup(file).then(() => true);
    let rounds = 0;
    while (!(await Promise.race([finished, new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]))) {
      // Each transaction keeps the sum of the third column.
      const transaction = new Transaction(store);
      const [from, to] = [table.rows[rounds % 20_000] as Row, table.rows[(rounds * 7 + 1) % 20_000] as Row];
      if (from !== to) {
        transaction.update(table, from, [0, from[1] ?? null, 'from', (from[3] as number) - 1]);
        transaction.update(table, to, [0, to[1] ?? null, 'to', (to[3] as number) + 1]);
      }
      transaction.commit();
      rounds++;
    }
    const sum = (rows: Row[]): number => rows.reduce((total, row) => total + (row[2] as number), 0);
    const copied = contentOf(load(open(target)));
    expect(copied.length).toBe(20_000);
    expect(sum(copied)).toBe(sum(contentOf(table)));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  it('lets others commit while a large transaction commits in slices', () => {
    const folder = newFolder();
    let store = open(folder);
    const [large, small] = [load(store, 1), load(store, 2)];
    const transaction = new Transaction(store);
    for (const row of many(5000)) transaction.insert(large, [0, ...row]);
    const commit = transaction.commitInSlices();
    commit.next();
    commit.next();
    insertRows(store, small, many(5));
    let steps = 0;
    while (!commit.next().done) steps++;
    expect(steps).toBe(0);
    const alone = new Transaction(store);
    for (const row of many(5000, 5000)) alone.insert(large, [0, ...row]);
    for (const _ of alone.commitInSlices()) steps++;
    expect(steps).toBeGreaterThanOrEqual(5);
    const expected = [contentOf(large), contentOf(small)];
    close(store);
    store = open(folder);
    expect([contentOf(load(store, 1)), contentOf(load(store, 2))]).toEqual(expected);
  });

  it('rolls back a large transaction that another found out not to fit, and keeps the other', () => {
    const folder = newFolder();
    const store = openStore(folder, { maximumBytes: 150_000 });
    stores.push(store);
    const [large, small] = [load(store, 1), load(store, 2)];
    const transaction = new Transaction(store);
    for (const row of many(10_000)) transaction.insert(large, [0, ...row]);
    const commit = transaction.commitInSlices();
    commit.next();
    insertRows(store, small, many(5));
    expect(() => finish(commit)).toThrow(expect.objectContaining({ number: 9002 }));
    expect(contentOf(large)).toEqual([]);
    expect(contentOf(small).length).toBe(5);
  });

  it('rolls back in memory when the disk is full', () => {
    const folder = newFolder();
    const store = openStore(folder, { maximumBytes: 150_000 });
    stores.push(store);
    const table = load(store);
    insertRows(store, table, many(10));
    const before = contentOf(table);
    const transaction = new Transaction(store);
    for (const row of many(5000, 100)) transaction.insert(table, [0, ...row]);
    expect(() => transaction.commit()).toThrow(expect.objectContaining({ number: 9002 }));
    expect(contentOf(table)).toEqual(before);
    insertRows(store, table, [[11, 'fits', 1]]);
    const after = contentOf(table);
    close(store);
    expect(contentOf(load(open(folder)))).toEqual(after);
  });

  it('keeps nothing without a folder', () => {
    const memory = openStore(undefined);
    expect(memory.isDurable).toBe(false);
    insertRows(memory, newTable(), many(3));
    expect([...memory.definitions()]).toEqual([]);
  });
});
