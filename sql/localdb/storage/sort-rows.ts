// Sorts the rows of a new index. Comparing rows costs a million rows some seconds, mostly waiting for memory, so the first
// key column is turned into numbers that can be sorted on their own; rows that those leave equal are compared in full.

import type { Row } from './table-data.ts';
import type { Value } from '../types/sql-type.ts';

export interface RowOrder {
  readonly compare: (a: Row, b: Row) => number;
  /** The first key column. */
  readonly slot: number;
  readonly descending: boolean;
  /** Whether its values are numbers (or bigints); otherwise `compareValues` orders them. */
  readonly isNumeric: boolean;
  readonly compareValues: (a: Value, b: Value) => number;
  /** Whether there are no further key columns: rows equal in the first one keep their order. */
  readonly isSingle: boolean;
}

const FEW = 2000;

/** The rows in order, as a new array. */
export const sortRows = (rows: readonly Row[], order: RowOrder): Row[] => {
  const ranks = rows.length < FEW ? undefined : order.isNumeric ? numericRanks(rows, order) : textRanks(rows, order);
  return ranks === undefined ? rows.toSorted(order.compare) : sortByRanks(rows, ranks, order);
};

/** Numbers in the order of the values; NULL is the least. */
const numericRanks = (rows: readonly Row[], { slot, descending }: RowOrder): Float64Array => {
  const ranks = new Float64Array(rows.length);
  let least = Infinity;
  for (let i = 0; i < rows.length; i++) {
    const value = (rows[i] as Row)[slot];
    const rank = value === null ? Number.NaN : Number(value);
    ranks[i] = rank;
    if (rank < least) least = rank;
  }
  const ofNull = least === Infinity ? 0 : least - Math.max(1, Math.abs(least) / 2 ** 40);
  for (let i = 0; i < ranks.length; i++) {
    const rank = ranks[i] as number;
    const known = Number.isNaN(rank) ? ofNull : rank;
    ranks[i] = descending ? -known : known;
  }
  return ranks;
};

/** Places of the values among the distinct ones; undefined when these are too many for that to pay. */
const textRanks = (rows: readonly Row[], { slot, compareValues }: RowOrder): Float64Array | undefined => {
  const places = new Map<Value, number>();
  for (let i = 0; i < rows.length; i++) {
    places.set((rows[i] as Row)[slot] as Value, 0);
    if (places.size > rows.length / 8) return undefined;
  }
  const distinct = [...places.keys()].sort(compareValues);
  let place = 0;
  distinct.forEach((value, i) => {
    if (i > 0 && compareValues(distinct[i - 1] as Value, value) !== 0) place++;
    places.set(value, place);
  });
  return Float64Array.from(rows, (row) => places.get(row[slot] as Value) as number);
};

const sortByRanks = (rows: readonly Row[], ranks: Float64Array, { compare, isSingle }: RowOrder): Row[] => {
  const count = rows.length;
  let least = Infinity;
  let greatest = -Infinity;
  let areSafe = true;
  for (let i = 0; i < count; i++) {
    const rank = ranks[i] as number;
    if (!Number.isSafeInteger(rank)) areSafe = false;
    if (rank < least) least = rank;
    if (rank > greatest) greatest = rank;
  }
  // Rank and place in one exact integer. Ranks too wide for that are made coarser, which keeps their order.
  const room = Math.floor(2 ** 53 / count) - 1;
  const scale = greatest - least <= room ? 1 : room / (greatest - least);
  const areRunsEqual = isSingle && areSafe && scale === 1;
  const packed = new Float64Array(count);
  for (let i = 0; i < count; i++) packed[i] = Math.min(room, Math.floor(((ranks[i] as number) - least) * scale)) * count + i;
  packed.sort();
  const sorted = new Array<Row>(count);
  let start = 0;
  let rank = -1;
  for (let i = 0; i < count; i++) {
    const value = packed[i] as number;
    const next = Math.floor(value / count);
    sorted[i] = rows[value % count] as Row;
    if (next !== rank && !areRunsEqual) {
      sortRun(sorted, start, i, compare);
      start = i;
      rank = next;
    }
  }
  if (!areRunsEqual) sortRun(sorted, start, count, compare);
  return sorted;
};

/** Sorts a part of the rows in place. */
const sortRun = (rows: Row[], from: number, to: number, compare: (a: Row, b: Row) => number): void => {
  if (to - from > 32) {
    const part = rows.slice(from, to).sort(compare);
    for (let i = from; i < to; i++) rows[i] = part[i - from] as Row;
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const row = rows[i] as Row;
    let at = i;
    while (at > from && compare(rows[at - 1] as Row, row) > 0) {
      rows[at] = rows[at - 1] as Row;
      at--;
    }
    rows[at] = row;
  }
};
