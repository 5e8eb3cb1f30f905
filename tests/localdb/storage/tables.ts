// Tables and indexes for the tests of storage.

import { IndexData } from '../../../sql/localdb/storage/index-data.ts';
import type { Store } from '../../../sql/localdb/storage/store.ts';
import type { Row } from '../../../sql/localdb/storage/table-data.ts';
import { TableData } from '../../../sql/localdb/storage/table-data.ts';
import { Transaction } from '../../../sql/localdb/storage/transaction.ts';
import type { SqlType } from '../../../sql/localdb/types/sql-type.ts';
import { intType, varcharType } from '../../../sql/localdb/types/sql-type.ts';

export interface Key {
  readonly slot: number;
  readonly type?: SqlType;
  readonly descending?: boolean;
}

export const newIndex = (
  name: string,
  keys: readonly Key[],
  options: { isUnique?: boolean; filter?: (row: Row) => boolean } = {},
): IndexData =>
  new IndexData({
    name,
    isUnique: options.isUnique ?? false,
    filter: options.filter,
    columns: keys.map((key) => ({ slot: key.slot, type: key.type ?? intType, descending: key.descending ?? false })),
  });

/** A table (id int primary key, name varchar, n int) with an index on name and one on n. */
export const newTable = (id = 1000, options: { isDurable?: boolean; undo?: 'transaction' | 'statement' } = {}): TableData => {
  const table = new TableData({ id, isDurable: options.isDurable ?? true, undo: options.undo ?? 'transaction' });
  setTestIndexes(table);
  return table;
};

export const setTestIndexes = (table: TableData): void => {
  const key = newIndex('pk', [{ slot: 1 }], { isUnique: true });
  table.setIndexes(
    [key, newIndex('by_name', [{ slot: 2, type: varcharType(50) }]), newIndex('by_n', [{ slot: 3, descending: true }])],
    key,
  );
};

/** All rows without their ids, in the order of the primary key, after checking that every index holds the same rows. */
export const contentOf = (table: TableData): Row[] => {
  const heap = table.rows.filter((row) => row !== undefined);
  if (heap.length !== table.rowCount) throw new Error(`row count ${table.rowCount}, but ${heap.length} rows`);
  heap.forEach((row) => {
    if (table.rows[row[0] as number] !== row) throw new Error(`row ${row} is not at its id`);
  });
  for (const index of table.indexes) {
    const held = new Set<Row>();
    let last: Row | undefined;
    index.range(undefined, undefined, (row) => {
      if (last !== undefined && index.compareKeys(last, row) > 0) throw new Error(`${index.name} is out of order`);
      last = row;
      held.add(row);
    });
    const expected = heap.filter((row) => index.covers(row));
    if (held.size !== expected.length || index.size !== held.size || !expected.every((row) => held.has(row)))
      throw new Error(`${index.name} holds other rows`);
  }
  const ordered = table.orderedRows().filter((row) => row !== undefined);
  const walked: Row[] = [];
  const cursor = table.cursor();
  for (let row = cursor.next(); row !== undefined; row = cursor.next()) walked.push(row);
  if (walked.length !== ordered.length || walked.some((row, i) => row !== ordered[i])) throw new Error('cursor and orderedRows differ');
  return ordered.map((row) => row.slice(1));
};

/** Inserts rows in a transaction of its own. */
export const insertRows = (store: Store, table: TableData, rows: readonly Row[]): void => {
  const transaction = new Transaction(store);
  for (const row of rows) transaction.insert(table, [0, ...row]);
  transaction.commit();
};
