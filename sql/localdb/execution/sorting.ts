// ORDER BY: comparing sort keys, sorting large inputs in pieces so that others can run, and keeping only the first rows
// when no more are wanted.

import { getCollation } from '../types/collation.ts';
import { comparer } from '../types/compare.ts';
import { sqlError } from '../types/errors.ts';
import { isLegacyLob } from '../types/sql-type.ts';
import type { Value } from '../types/sql-type.ts';
import { isPrimitive } from './comparison.ts';
import type { Frame, Running } from './frame.ts';
import type { Scalar } from './scalar.ts';

export interface SortKey {
  readonly scalar: Scalar;
  readonly descending: boolean;
}
/** A row to sort: its keys and what is sorted. */
export interface Sortable<T> {
  readonly keys: readonly Value[];
  readonly item: T;
}

/** Order of two key arrays: NULLs first, last when descending. */
export const keyComparer = (keys: readonly SortKey[]): ((a: readonly Value[], b: readonly Value[]) => number) => {
  const compares = keys.map((k) => {
    const { type, collation } = k.scalar;
    if (isLegacyLob(type)) throw sqlError(306);
    const sign = k.descending ? -1 : 1;
    if (type.name === 'null') return () => 0;
    if (isPrimitive(type))
      return (a: Value, b: Value): number => (a === b ? 0 : a === null ? -sign : b === null ? sign : a < b ? -sign : sign);
    const compare = comparer(type, collation && collation.rank !== 'none' ? getCollation(collation.name) : undefined);
    return (a: Value, b: Value): number => (a === b ? 0 : a === null ? -sign : b === null ? sign : compare(a, b) * sign);
  });
  const [first] = compares;
  if (compares.length === 1 && first) return (a, b) => first(a[0] as Value, b[0] as Value);
  return (a, b) => {
    for (let i = 0; i < compares.length; i++) {
      const c = (compares[i] as (a: Value, b: Value) => number)(a[i] as Value, b[i] as Value);
      if (c !== 0) return c;
    }
    return 0;
  };
};

const PIECE = 4096;

/** Sorts stably in pieces, pausing between them. */
export function* sortRows<T>(
  rows: Sortable<T>[],
  compare: (a: readonly Value[], b: readonly Value[]) => number,
  frame: Frame,
): Running<Sortable<T>[]> {
  const order = (a: Sortable<T>, b: Sortable<T>): number => compare(a.keys, b.keys);
  if (rows.length <= PIECE) return rows.sort(order);
  const { work } = frame;
  let runs: Sortable<T>[][] = [];
  for (let i = 0; i < rows.length; i += PIECE) {
    runs.push(rows.slice(i, i + PIECE).sort(order));
    if (work.isDue()) yield;
  }
  while (runs.length > 1) {
    const merged: Sortable<T>[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      const a = runs[i] as Sortable<T>[];
      const b = runs[i + 1];
      merged.push(b ? yield* mergeRuns(a, b, order, frame) : a);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergeRuns<T>(
  a: Sortable<T>[],
  b: Sortable<T>[],
  order: (a: Sortable<T>, b: Sortable<T>) => number,
  frame: Frame,
): Running<Sortable<T>[]> {
  const result = new Array<Sortable<T>>(a.length + b.length);
  const { work } = frame;
  let i = 0;
  let j = 0;
  let n = 0;
  while (i < a.length && j < b.length) {
    const x = a[i] as Sortable<T>;
    const y = b[j] as Sortable<T>;
    if (order(x, y) <= 0) {
      result[n++] = x;
      i++;
    } else {
      result[n++] = y;
      j++;
    }
    if (++work.count > work.limit && work.isDue()) yield;
  }
  while (i < a.length) result[n++] = a[i++] as Sortable<T>;
  while (j < b.length) result[n++] = b[j++] as Sortable<T>;
  return result;
}

/** Keeps the first `limit` rows of an order: a heap whose root is the last of them. Ties keep the order of arrival. */
export class TopRows<T> {
  private readonly heap: { keys: readonly Value[]; item: T; sequence: number }[] = [];
  private sequence = 0;
  readonly limit: number;
  private readonly compare: (a: readonly Value[], b: readonly Value[]) => number;
  constructor(limit: number, compare: (a: readonly Value[], b: readonly Value[]) => number) {
    this.limit = limit;
    this.compare = compare;
  }
  /** Whether a row with these keys would be among the first. */
  accepts(keys: readonly Value[]): boolean {
    const root = this.heap[0];
    return this.heap.length < this.limit || (root !== undefined && this.compare(keys, root.keys) < 0);
  }
  /** The caller has asked `accepts`. */
  add(keys: readonly Value[], item: T): void {
    const { heap } = this;
    const entry = { keys, item, sequence: this.sequence++ };
    if (heap.length < this.limit) {
      heap.push(entry);
      this.rise(heap.length - 1);
    } else {
      heap[0] = entry;
      this.sink();
    }
  }
  /** The rows in order. */
  sorted(): T[] {
    return this.heap.sort((a, b) => this.order(a, b)).map((e) => e.item);
  }
  private order(a: { keys: readonly Value[]; sequence: number }, b: { keys: readonly Value[]; sequence: number }): number {
    return this.compare(a.keys, b.keys) || a.sequence - b.sequence;
  }
  private rise(start: number): void {
    const { heap } = this;
    let i = start;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const a = heap[i];
      const b = heap[parent];
      if (!a || !b || this.order(a, b) <= 0) return;
      heap[i] = b;
      heap[parent] = a;
      i = parent;
    }
  }
  private sink(): void {
    const { heap } = this;
    let i = 0;
    for (;;) {
      let largest = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        const a = heap[child];
        const b = heap[largest];
        if (a && b && this.order(a, b) > 0) largest = child;
      }
      if (largest === i) return;
      const a = heap[i];
      const b = heap[largest];
      if (!a || !b) return;
      heap[i] = b;
      heap[largest] = a;
      i = largest;
    }
  }
}
