// Rowversion values: one counter for each database, which every insert and update of a row with such a column moves on.

import type { Database } from '../../catalog/database.ts';

/** SQL Server's counter of a new database. */
const FIRST = 2000n;

const counters = new WeakMap<Database, { last: bigint }>();

/** After a start the counter goes on from the greatest value stored. */
const counterOf = (database: Database): { last: bigint } => {
  let counter = counters.get(database);
  if (!counter) {
    counter = { last: FIRST };
    for (const table of database.tables()) {
      const column = table.columns.find((c) => c.type.name === 'timestamp');
      if (!column) continue;
      for (const row of database.data(table.id).rows) {
        const value = row?.[column.slot];
        if (!(value instanceof Uint8Array)) continue;
        const number = Buffer.from(value.buffer, value.byteOffset, 8).readBigUInt64BE();
        if (number > counter.last) counter.last = number;
      }
    }
    counters.set(database, counter);
  }
  return counter;
};

const encode = (value: bigint): Uint8Array => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};

export const nextRowVersion = (database: Database): Uint8Array => encode(++counterOf(database).last);

/** @@DBTS: the last value given out. */
export const lastRowVersion = (database: Database): Uint8Array => encode(counterOf(database).last);
