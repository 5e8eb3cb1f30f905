// Sorts the rows of a new index. Comparing rows costs a million rows some seconds, mostly waiting for memory, so the first
// key column is turned into numbers that can be sorted on their own; rows that those leave equal are compared in full.

import type { Slices } from './slices.ts';
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
/** Rows looked at between two pauses. */
const SLICE = 4000;

/** The rows in order, as a new array. */
export function* sortRows(rows: readonly Row[], order: RowOrder): Slices<Row[]> {
  const ranks = rows.length < FEW ? undefined : order.isNumeric ? yield* numericRanks(rows, order) : yield* textRanks(rows, order);
  return ranks === undefined ? yield* sortInSlices(rows.slice(), order.compare) : yield* sortByRanks(rows, ranks, order);
}

/** Sorts stably: short runs by themselves, which are then merged, with pauses. The array given may be changed. */
function* sortInSlices<T>(items: T[], compare: (a: T, b: T) => number): Slices<T[]> {
  const { length } = items;
  if (length <= RUN) return items.sort(compare);
  let from: T[] = [];
  for (let i = 0; i < length; i += RUN) {
    for (const item of items.slice(i, i + RUN).sort(compare)) from.push(item);
    yield;
  }
  let to = items;
  for (let width = RUN; width < length; width *= 2) {
    let merged = 0;
    for (let start = 0; start < length; start += 2 * width) {
      const middle = Math.min(start + width, length);
      const end = Math.min(start + 2 * width, length);
      let i = start;
      let j = middle;
      for (let n = start; n < end; n++) {
        if (i < middle && (j >= end || compare(from[i] as T, from[j] as T) <= 0)) to[n] = from[i++] as T;
        else to[n] = from[j++] as T;
        if (++merged % SLICE === 0) yield;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
const RUN = 1024;

/** Numbers in the order of the values; NULL is the least. */
function* numericRanks(rows: readonly Row[], { slot, descending }: RowOrder): Slices<Float64Array> {
  const ranks = new Float64Array(rows.length);
  let least = Infinity;
  for (let i = 0; i < rows.length; i++) {
    const value = (rows[i] as Row)[slot];
    const rank = value === null ? Number.NaN : Number(value);
    ranks[i] = rank;
    if (rank < least) least = rank;
    if (i % SLICE === SLICE - 1) yield;
  }
  const ofNull = least === Infinity ? 0 : least - Math.max(1, Math.abs(least) / 2 ** 40);
  for (let i = 0; i < ranks.length; i++) {
    const rank = ranks[i] as number;
    const known = Number.isNaN(rank) ? ofNull : rank;
    ranks[i] = descending ? -known : known;
  }
  return ranks;
}

/** Places of the values among the distinct ones; undefined when these are too many for that to pay. */
function* textRanks(rows: readonly Row[], { slot, compareValues }: RowOrder): Slices<Float64Array | undefined> {
  const places = new Map<Value, number>();
  for (let i = 0; i < rows.length; i++) {
    places.set((rows[i] as Row)[slot] as Value, 0);
    if (places.size > rows.length / 8) return undefined;
    if (i % SLICE === SLICE - 1) yield;
  }
  const distinct = yield* sortInSlices([...places.keys()], compareValues);
  let place = 0;
  for (let i = 0; i < distinct.length; i++) {
    const value = distinct[i] as Value;
    if (i > 0 && compareValues(distinct[i - 1] as Value, value) !== 0) place++;
    places.set(value, place);
    if (i % SLICE === SLICE - 1) yield;
  }
  const ranks = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    ranks[i] = places.get((rows[i] as Row)[slot] as Value) as number;
    if (i % SLICE === SLICE - 1) yield;
  }
  return ranks;
}

function* sortByRanks(rows: readonly Row[], ranks: Float64Array, { compare, isSingle }: RowOrder): Slices<Row[]> {
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
  yield;
  // Rank and place in one exact integer. Ranks too wide for that are made coarser, which keeps their order.
  const room = Math.floor(2 ** 53 / count) - 1;
  const scale = greatest - least <= room ? 1 : room / (greatest - least);
  const areRunsEqual = isSingle && areSafe && scale === 1;
  const unsorted = new Float64Array(count);
  for (let i = 0; i < count; i++) unsorted[i] = Math.min(room, Math.floor(((ranks[i] as number) - least) * scale)) * count + i;
  const packed = yield* sortNumbers(unsorted);
  const sorted = new Array<Row>(count);
  let start = 0;
  let rank = -1;
  for (let i = 0; i < count; i++) {
    const value = packed[i] as number;
    const next = Math.floor(value / count);
    sorted[i] = rows[value % count] as Row;
    if (next !== rank && !areRunsEqual) {
      yield* sortRun(sorted, start, i, compare);
      start = i;
      rank = next;
    }
    if (i % SLICE === SLICE - 1) yield;
  }
  if (!areRunsEqual) yield* sortRun(sorted, start, count, compare);
  return sorted;
}

/** Sorts numbers: runs by themselves, which are then merged. */
function* sortNumbers(numbers: Float64Array): Slices<Float64Array> {
  const { length } = numbers;
  for (let i = 0; i < length; i += NUMBER_RUN) {
    numbers.subarray(i, i + NUMBER_RUN).sort();
    yield;
  }
  let from = numbers;
  let to = length > NUMBER_RUN ? new Float64Array(length) : numbers;
  for (let width = NUMBER_RUN; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      const middle = Math.min(start + width, length);
      const end = Math.min(start + 2 * width, length);
      let i = start;
      let j = middle;
      for (let n = start; n < end; n++) {
        to[n] = (i < middle && (j >= end || (from[i] as number) <= (from[j] as number)) ? from[i++] : from[j++]) as number;
        if (n % NUMBER_RUN === 0) yield;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
const NUMBER_RUN = 1 << 16;

/** Sorts a part of the rows in place. */
function* sortRun(rows: Row[], from: number, to: number, compare: (a: Row, b: Row) => number): Slices<void> {
  if (to - from > 32) {
    const part = yield* sortInSlices(rows.slice(from, to), compare);
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
}
