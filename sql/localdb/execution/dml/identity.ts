// Identity values: the next one of a table, and what explicit values do to it.

import type { Column } from '../../catalog/model.ts';
import type { TableData } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { add, powerOfTen, subtract } from '../../types/exact.ts';
import type { Exact, SqlType } from '../../types/sql-type.ts';

const MAX_BIGINT = 9223372036854775807n;

const highest = (type: SqlType): Exact => {
  switch (type.name) {
    case 'tinyint':
      return 255;
    case 'smallint':
      return 32767;
    case 'int':
      return 2147483647;
    case 'bigint':
      return MAX_BIGINT;
    default:
      return subtract(powerOfTen(type.precision), 1);
  }
};
const lowest = (type: SqlType): Exact => {
  switch (type.name) {
    case 'tinyint':
      return 0;
    case 'smallint':
      return -32768;
    case 'int':
      return -2147483648;
    case 'bigint':
      return -MAX_BIGINT - 1n;
    default:
      return subtract(1, powerOfTen(type.precision));
  }
};

export interface IdentityColumn {
  readonly slot: number;
  readonly seed: Exact;
  readonly increment: Exact;
  readonly typeName: string;
  readonly low: Exact;
  readonly high: Exact;
}

export const identityColumn = (columns: readonly Column[]): IdentityColumn | undefined => {
  const column = columns.find((c) => c.identity);
  if (!column?.identity) return undefined;
  const { type, slot, identity } = column;
  return { slot, seed: identity.seed, increment: identity.increment, typeName: type.name, low: lowest(type), high: highest(type) };
};

/** Takes the table's next value. Throws 8115 when the type has no more. */
export const nextIdentity = (data: TableData, column: IdentityColumn): Exact => {
  const next = data.identity === null ? column.seed : add(data.identity, column.increment);
  if (next > column.high || next < column.low) throw sqlError(8115, 'IDENTITY', column.typeName);
  data.identity = next;
  return next;
};

/** An explicit value moves the table's counter on, never back. */
export const noteIdentity = (data: TableData, column: IdentityColumn, value: Exact): void => {
  const isForward = column.increment > 0;
  const current = data.identity;
  if (current === null) {
    if (isForward ? value >= column.seed : value <= column.seed) data.identity = value;
  } else if (isForward ? value > current : value < current) data.identity = value;
};
