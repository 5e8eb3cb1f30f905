// One index of a table: its rows in key order, in a B+ tree. NULL sorts first, and in a unique index NULL equals NULL.
// Keys of a non-unique index are made distinct by the row id, so rows of one key come in the order of their ids.

import type { SqlType, Value } from '../types/sql-type.ts';
import type { Row } from './table-data.ts';

import { getCollation } from '../types/collation.ts';
import { comparer } from '../types/compare.ts';
import { TreeCursor, visitRange } from './b-tree-cursor.ts';
import type { TreeRange } from './b-tree-cursor.ts';
import { BTree } from './b-tree.ts';
import { finish } from './slices.ts';
import type { Slices } from './slices.ts';
import type { RowOrder } from './sort-rows.ts';
import { sortRows } from './sort-rows.ts';

export interface IndexColumn {
  readonly slot: number;
  readonly descending: boolean;
  readonly type: SqlType;
  /** Name of a collation; of string types. */
  readonly collation?: string;
}
export interface IndexShape {
  readonly name: string;
  readonly columns: readonly IndexColumn[];
  readonly isUnique: boolean;
  /** Rows that a filtered index holds; undefined for all. */
  readonly filter?: (row: Row) => boolean;
}

/** An end of a range: a prefix of the key columns, in the order of the columns; the range holds the rows that equal it or not. */
export interface Bound {
  readonly values: readonly Value[];
  readonly isInclusive: boolean;
}
export interface IndexCursor {
  /** The next row in the cursor's direction; undefined at the end. */
  next(): Row | undefined;
}

/** A row whose key is in a unique index already. */
export class UniqueViolation {
  readonly index: IndexData;
  readonly row: Row;
  constructor(index: IndexData, row: Row) {
    this.index = index;
    this.row = row;
  }
}

/** Rows that a build looks at between two pauses. */
const SLICE = 2000;

type RowTree = BTree<Row, readonly Value[]>;
type Compare = (a: Value, b: Value) => number;

export class IndexData {
  /** Changes when the index is renamed; plans look it up by it. */
  name: string;
  readonly columns: readonly IndexColumn[];
  readonly slots: readonly number[];
  readonly descending: readonly boolean[];
  readonly isUnique: boolean;
  readonly filter: ((row: Row) => boolean) | undefined;
  /** Order of two rows by the key columns alone. */
  readonly compareKeys: (a: Row, b: Row) => number;
  #tree: RowTree;

  constructor(shape: IndexShape) {
    this.name = shape.name;
    this.columns = shape.columns;
    this.slots = shape.columns.map((c) => c.slot);
    this.descending = shape.columns.map((c) => c.descending);
    this.isUnique = shape.isUnique;
    this.filter = shape.filter;
    const compares = shape.columns.map(columnCompare);
    this.compareKeys = keyCompare(this.slots, compares);
    this.#tree = new BTree(this.isUnique ? this.compareKeys : withRowId(this.compareKeys), probeCompare(this.slots, compares));
  }

  /** Exchanges the content for another one of this index (or none) and returns the old. */
  exchangeTree(tree: RowTree = new BTree(this.#tree.compare, this.#tree.compareProbe)): RowTree {
    const old = this.#tree;
    this.#tree = tree;
    return old;
  }

  /** Number of rows held; the table's unless the index is filtered. */
  get size(): number {
    return this.#tree.size;
  }

  /** The first row, in key order, whose first key columns have these values; of a unique index with all values given, the only one. */
  seekFirst(prefix: readonly Value[]): Row | undefined {
    return this.#tree.find(prefix);
  }

  /** Calls `visit` for the rows of a range in key order (or in reverse) until it returns true. `visit` must not change the table. */
  range(low: Bound | undefined, high: Bound | undefined, visit: (row: Row) => unknown, reverse = false): void {
    visitRange(this.#tree, treeRange(low, high), visit, reverse);
  }

  /** Walks over a range; may be left and taken up again, also after the table changed. */
  cursor(low: Bound | undefined, high: Bound | undefined, reverse = false): IndexCursor {
    return new TreeCursor(this.#tree, treeRange(low, high), reverse);
  }

  /** Whether the index holds a row of this content. */
  covers(row: Row): boolean {
    return this.filter === undefined || this.filter(row);
  }

  /** Adds a row; throws UniqueViolation, then nothing has changed. */
  add(row: Row): void {
    if (this.filter !== undefined && !this.filter(row)) return;
    if (this.#tree.insert(row) !== undefined) throw new UniqueViolation(this, row);
  }

  remove(row: Row): void {
    if (this.filter !== undefined && !this.filter(row)) return;
    this.#tree.delete(row);
  }

  /** Whether a change from one row to the other keeps its place in the index, or its absence. */
  isPlaceKept(old: Row, row: Row): boolean {
    if (this.filter !== undefined && this.filter(old) !== this.filter(row)) return false;
    return this.compareKeys(old, row) === 0;
  }

  /** Puts a row in the place of the one with the same key and row id. */
  replaceInPlace(row: Row): void {
    if (this.filter !== undefined && !this.filter(row)) return;
    this.#tree.replace(row);
  }

  /** Whether the last row added came after all others. */
  get wasAppended(): boolean {
    return this.#tree.wasAppended;
  }

  /** Fills the index from a table's rows (with holes); throws UniqueViolation, then it holds what it held before. */
  build(rows: readonly (Row | undefined)[]): void {
    finish(this.buildInSlices(rows));
  }

  /** As `build` with pauses; until it is done the index holds what it held before. */
  *buildInSlices(rows: readonly (Row | undefined)[]): Slices<void> {
    const compare = this.#tree.compare;
    let sorted: Row[] = [];
    let isSorted = true;
    let last: Row | undefined;
    for (let i = 0; i < rows.length; i++) {
      if (i % SLICE === SLICE - 1) yield;
      const row = rows[i];
      if (row === undefined || (this.filter !== undefined && !this.filter(row))) continue;
      if (last !== undefined && isSorted && compare(last, row) >= 0) isSorted = false;
      sorted.push(row);
      last = row;
    }
    if (!isSorted) {
      sorted = yield* sortRows(sorted, this.#order());
      for (let i = 1; i < sorted.length; i++) {
        if (i % SLICE === 0) yield;
        const row = sorted[i] as Row;
        if (compare(sorted[i - 1] as Row, row) === 0) throw new UniqueViolation(this, row);
      }
    }
    const tree: RowTree = new BTree(compare, this.#tree.compareProbe);
    for (let i = 0; i < sorted.length; i += SLICE) {
      tree.extend(sorted, i, Math.min(sorted.length, i + SLICE));
      yield;
    }
    this.#tree = tree;
  }

  #order(): RowOrder {
    const [first] = this.columns;
    if (first === undefined) throw new Error(`index ${this.name} has no columns`);
    return {
      compare: this.#tree.compare,
      slot: first.slot,
      descending: first.descending,
      isNumeric: NUMBERS.has(first.type.name) || EXACTS.has(first.type.name),
      compareValues: columnCompare(first),
      isSingle: this.columns.length === 1,
    };
  }
}

const treeRange = (low: Bound | undefined, high: Bound | undefined): TreeRange<readonly Value[]> => ({
  low: low && { probe: low.values, isAfter: !low.isInclusive },
  high: high && { probe: high.values, isAfter: high.isInclusive },
});

// Types whose values are JavaScript numbers and nothing else.
const NUMBERS: ReadonlySet<string> = new Set([
  'bit',
  'tinyint',
  'smallint',
  'int',
  'real',
  'float',
  'date',
  'time',
  'smalldatetime',
  'datetime',
]);
// Types held as number or bigint.
const EXACTS: ReadonlySet<string> = new Set(['bigint', 'decimal', 'numeric', 'money', 'smallmoney', 'datetime2']);

/** Order of two values of a key column: NULL first, direction included. */
const columnCompare = (column: IndexColumn): Compare => {
  const ascending = valueCompare(column);
  return column.descending ? (a, b) => ascending(b, a) : ascending;
};

const valueCompare = (column: IndexColumn): Compare => {
  const { name } = column.type;
  if (NUMBERS.has(name)) {
    return (a, b) => (a === b ? 0 : a === null ? -1 : b === null ? 1 : (a as number) < (b as number) ? -1 : 1);
  }
  if (EXACTS.has(name)) {
    return (a, b) => (a === b ? 0 : a === null ? -1 : b === null ? 1 : (a as number | bigint) < (b as number | bigint) ? -1 : 1);
  }
  const compare = comparer(column.type, column.collation === undefined ? undefined : getCollation(column.collation)) as Compare;
  return (a, b) => (a === b ? 0 : a === null ? -1 : b === null ? 1 : compare(a, b));
};

const keyCompare = (slots: readonly number[], compares: readonly Compare[]): ((a: Row, b: Row) => number) => {
  const [slot0 = 0, slot1 = 0] = slots;
  const [compare0, compare1] = compares;
  if (compare0 === undefined) return () => 0;
  if (compare1 === undefined) return (a, b) => compare0(a[slot0] as Value, b[slot0] as Value);
  if (compares.length === 2)
    return (a, b) => compare0(a[slot0] as Value, b[slot0] as Value) || compare1(a[slot1] as Value, b[slot1] as Value);
  return (a, b) => {
    for (let i = 0; i < compares.length; i++) {
      const slot = slots[i] as number;
      const order = (compares[i] as Compare)(a[slot] as Value, b[slot] as Value);
      if (order !== 0) return order;
    }
    return 0;
  };
};

const withRowId =
  (compare: (a: Row, b: Row) => number): ((a: Row, b: Row) => number) =>
  (a, b) =>
    compare(a, b) || (a[0] as number) - (b[0] as number);

const probeCompare = (slots: readonly number[], compares: readonly Compare[]): ((probe: readonly Value[], row: Row) => number) => {
  const [slot0 = 0] = slots;
  const [compare0] = compares;
  if (compare0 !== undefined && compares.length === 1) {
    return (probe, row) => (probe.length === 0 ? 0 : compare0(probe[0] as Value, row[slot0] as Value));
  }
  return (probe, row) => {
    for (let i = 0; i < probe.length; i++) {
      const order = (compares[i] as Compare)(probe[i] as Value, row[slots[i] as number] as Value);
      if (order !== 0) return order;
    }
    return 0;
  };
};
