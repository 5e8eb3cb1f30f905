// Row versions: 8 bytes, big-endian, always greater than those before them in the database.

import type { Database } from '../../catalog/database.ts';

const LAST = new WeakMap<Database, bigint>();

/** The clock at the first use makes versions grow over restarts too. */
const lastOf = (database: Database): bigint => LAST.get(database) ?? BigInt(Date.now()) << 20n;

const bytesOf = (version: bigint): Uint8Array => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(version);
  return bytes;
};

/** A new row version (the value of a rowversion column). */
export const nextRowVersion = (database: Database): Uint8Array => {
  const version = lastOf(database) + 1n;
  LAST.set(database, version);
  return bytesOf(version);
};

/** @@DBTS, or with 1 the version that comes next. */
export const lastRowVersion = (database: Database, ahead = 0): Uint8Array => {
  const version = lastOf(database);
  LAST.set(database, version);
  return bytesOf(version + BigInt(ahead));
};
