// The rows of one table in memory: a heap of rows by row id, with the indexes over them. The operations here are the
// physical ones: they keep the indexes right and are all or nothing, but know nothing of transactions; see transaction.ts.

import type { Exact, Value } from '../types/sql-type.ts';
import { FreeIds } from './free-ids.ts';
import type { IndexCursor, IndexData } from './index-data.ts';
import { finish } from './slices.ts';
import type { Slices } from './slices.ts';

/** Slot 0 is the row's id, its index in the heap; other values by Column.slot. Never changed once it is in a table. */
export type Row = Value[];

export interface TableOptions {
  /** Of a durable table: unique in the server, 1 to 2^31 - 1, the place of its rows in the store. */
  readonly id: number;
  /** Kept in the store. Temporary tables and table variables are not. */
  readonly isDurable: boolean;
  /** 'statement': undone when its statement fails, not when the user's transaction rolls back (table variables). */
  readonly undo: 'transaction' | 'statement';
}

export interface TableChange {
  readonly indexes: readonly IndexData[];
  /** One of `indexes`. */
  readonly clustered: IndexData | undefined;
  /** The new form of a row as a new array; slot 0 is filled in. With it, all `indexes` must be new ones. */
  readonly map?: (row: Row) => Row;
}

export class TableData {
  readonly id: number;
  readonly isDurable: boolean;
  readonly undo: 'transaction' | 'statement';
  /** The heap. Holes are freed ids. */
  rows: (Row | undefined)[] = [];
  rowCount = 0;
  indexes: readonly IndexData[] = [];
  clustered: IndexData | undefined;
  /** The last identity value given; null before the first. Not undone by a rollback. Kept in the store with the next commit. */
  identity: Exact | null = null;
  /** `identity` as the store has it. */
  storedIdentity: Exact | null = null;
  /** Changes with every change of the rows. */
  version = 0;
  /** Whether `rows` is in the order of the clustered index (true without one). */
  isHeapInClusteredOrder = true;
  #free = new FreeIds();
  /** The rows in clustered order, as long as nothing changes. */
  #ordered: Row[] | undefined;

  constructor(options: TableOptions) {
    this.id = options.id;
    this.isDurable = options.isDurable;
    this.undo = options.undo;
  }

  /** Adds a row under a new id, which it writes into slot 0. Throws UniqueViolation. */
  insert(row: Row): Row {
    const id = this.#takeId();
    row[0] = id;
    try {
      this.#addToIndexes(row);
    } catch (error) {
      this.release(id);
      throw error;
    }
    this.#put(id, row);
    return row;
  }

  /** Takes a row out. Its id stays reserved until `release`, so that the deletion can be undone. */
  delete(row: Row): void {
    for (let i = 0; i < this.indexes.length; i++) (this.indexes[i] as IndexData).remove(row);
    this.rows[row[0] as number] = undefined;
    this.rowCount--;
    this.#changed();
  }

  /** Puts a deleted row back under its own id. */
  restore(row: Row): void {
    this.#addToIndexes(row);
    const isInOrder = this.isHeapInClusteredOrder;
    this.#put(row[0] as number, row);
    this.isHeapInClusteredOrder = isInOrder;
  }

  /** Makes the id of a deleted row free for new rows. */
  release(id: number): void {
    if (id === this.rows.length - 1 && this.rows[id] === undefined) this.rows.pop();
    else this.#free.add(id);
    if (this.rowCount === 0 && this.#free.size >= this.rows.length) this.#empty();
  }

  /** Puts a new version of a row in the place of the old one; the id is kept. Throws UniqueViolation. */
  replace(old: Row, row: Row): void {
    row[0] = old[0] as number;
    this.replaceMany([old], [row]);
  }

  /**
   * Puts new versions in the places of old ones, as one change: keys may move among the rows (`SET id = id + 1`).
   * Throws UniqueViolation, then nothing has changed.
   */
  replaceMany(olds: readonly Row[], rows: readonly Row[]): void {
    for (let i = 0; i < olds.length; i++) (rows[i] as Row)[0] = (olds[i] as Row)[0] as number;
    let done = 0;
    try {
      for (; done < this.indexes.length; done++) moveKeys(this.indexes[done] as IndexData, olds, rows);
    } catch (error) {
      while (--done >= 0) moveKeys(this.indexes[done] as IndexData, rows, olds);
      throw error;
    }
    const clustered = this.clustered;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as Row;
      this.rows[row[0] as number] = row;
      if (clustered !== undefined && this.isHeapInClusteredOrder && clustered.compareKeys(olds[i] as Row, row) !== 0) {
        this.isHeapInClusteredOrder = false;
      }
    }
    this.#changed();
  }

  /** Takes old rows out of the indexes in which the new ones have another place; in the heap they stay. */
  takeOut(olds: readonly Row[], rows: readonly Row[]): void {
    for (let i = 0; i < olds.length; i++) this.#moveOut(olds[i] as Row, rows[i] as Row);
    this.#changed();
  }

  /** Puts new rows in the places of old ones that were taken out. Throws UniqueViolation, then nothing has changed. */
  putBack(olds: readonly Row[], rows: readonly Row[]): void {
    let done = 0;
    try {
      for (; done < rows.length; done++) this.#moveIn(olds[done] as Row, rows[done] as Row);
    } catch (error) {
      while (--done >= 0) this.#moveOut(rows[done] as Row, olds[done] as Row);
      throw error;
    }
    const { clustered } = this;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as Row;
      this.rows[row[0] as number] = row;
      if (clustered !== undefined && this.isHeapInClusteredOrder && clustered.compareKeys(olds[i] as Row, row) !== 0) {
        this.isHeapInClusteredOrder = false;
      }
    }
    this.#changed();
  }

  undoTakeOut(olds: readonly Row[], rows: readonly Row[]): void {
    for (let i = 0; i < olds.length; i++) this.#moveIn(rows[i] as Row, olds[i] as Row);
    this.#changed();
  }

  undoPutBack(olds: readonly Row[], rows: readonly Row[]): void {
    for (let i = 0; i < olds.length; i++) {
      const old = olds[i] as Row;
      this.#moveOut(rows[i] as Row, old);
      this.rows[old[0] as number] = old;
    }
    this.#changed();
  }

  /** Takes `from` out of the indexes in which `to` has another place. */
  #moveOut(from: Row, to: Row): void {
    for (let i = 0; i < this.indexes.length; i++) {
      const index = this.indexes[i] as IndexData;
      if (!index.isPlaceKept(from, to)) index.remove(from);
    }
  }

  /** Puts `to` into the indexes: into its own place, or that of `from` where they are the same. All or nothing. */
  #moveIn(from: Row, to: Row): void {
    let done = 0;
    try {
      for (; done < this.indexes.length; done++) {
        const index = this.indexes[done] as IndexData;
        if (index.isPlaceKept(from, to)) index.replaceInPlace(to);
        else index.add(to);
      }
    } catch (error) {
      while (--done >= 0) {
        const index = this.indexes[done] as IndexData;
        if (index.isPlaceKept(from, to)) index.replaceInPlace(from);
        else index.remove(to);
      }
      throw error;
    }
  }

  /** Sets the indexes; those that are new are filled first. Throws UniqueViolation, then nothing has changed. */
  setIndexes(indexes: readonly IndexData[], clustered: IndexData | undefined): void {
    finish(this.#setIndexesInSlices(indexes, clustered));
  }

  *#setIndexesInSlices(indexes: readonly IndexData[], clustered: IndexData | undefined): Slices<void> {
    for (const index of indexes) if (!this.indexes.includes(index)) yield* index.buildInSlices(this.rows);
    this.#useIndexes(indexes, clustered, yield* isInOrder(this.rows, clustered));
  }

  /** Takes all rows away and starts the identity anew; returns what undoes it. */
  clear(): () => void {
    const { rows, rowCount, identity, isHeapInClusteredOrder } = this;
    const free = this.#free;
    const trees = this.indexes.map((index) => index.exchangeTree());
    this.rows = [];
    this.rowCount = 0;
    this.identity = null;
    this.isHeapInClusteredOrder = true;
    this.#free = new FreeIds();
    this.#changed();
    return () => {
      for (const [i, index] of this.indexes.entries()) index.exchangeTree(trees[i]);
      this.rows = rows;
      this.rowCount = rowCount;
      this.identity = identity;
      this.isHeapInClusteredOrder = isHeapInClusteredOrder;
      this.#free = free;
      this.#changed();
    };
  }

  /**
   * Changes the indexes and, with a map, the form of all rows, which get new ids. Returns what undoes it. Until it returns
   * nothing has changed, also when it throws UniqueViolation or is left at a pause.
   */
  *reshapeInSlices(change: TableChange): Slices<() => void> {
    const { rows, indexes, clustered, isHeapInClusteredOrder } = this;
    const free = this.#free;
    const { map } = change;
    if (map === undefined) yield* this.#setIndexesInSlices(change.indexes, change.clustered);
    else {
      const mapped: Row[] = [];
      for (const row of this.orderedRows()) {
        if (row === undefined) continue;
        const result = map(row);
        result[0] = mapped.length;
        mapped.push(result);
        if (mapped.length % MAP_SLICE === 0) yield;
      }
      for (const index of change.indexes) yield* index.buildInSlices(mapped);
      const isOrdered = yield* isInOrder(mapped, change.clustered);
      this.rows = mapped;
      this.#free = new FreeIds();
      this.#useIndexes(change.indexes, change.clustered, isOrdered);
    }
    return () => {
      this.rows = rows;
      this.#free = free;
      this.#useIndexes(indexes, clustered, isHeapInClusteredOrder);
    };
  }

  /** Takes rows that were loaded with their ids (slot 0), in order of the ids; the indexes are set afterwards. */
  loadRow(row: Row): void {
    const id = row[0] as number;
    while (this.rows.length < id) {
      this.#free.add(this.rows.length);
      this.rows.push(undefined);
    }
    this.rows.push(row);
    this.rowCount++;
  }

  /** The rows in the order of the clustered index, with holes; a heap's in the order of ids. To be read before the table changes. */
  orderedRows(): readonly (Row | undefined)[] {
    if (this.isHeapInClusteredOrder || this.clustered === undefined) return this.rows;
    if (this.#ordered !== undefined) return this.#ordered;
    const rows: Row[] = [];
    this.clustered.range(undefined, undefined, (row) => {
      rows.push(row);
    });
    this.#ordered = rows;
    return rows;
  }

  /** Walks over all rows in the order of `orderedRows`; may be left and taken up again, also after the table changed. */
  cursor(reverse = false): IndexCursor {
    if (this.clustered !== undefined && !this.isHeapInClusteredOrder) return this.clustered.cursor(undefined, undefined, reverse);
    let at = reverse ? this.rows.length : -1;
    const step = reverse ? -1 : 1;
    return {
      next: () => {
        const rows = this.rows;
        for (at += step; at >= 0 && at < rows.length; at += step) if (rows[at] !== undefined) return rows[at];
        at -= step;
        return undefined;
      },
    };
  }

  #useIndexes(indexes: readonly IndexData[], clustered: IndexData | undefined, isInClusteredOrder: boolean): void {
    this.indexes = indexes;
    this.clustered = clustered;
    this.isHeapInClusteredOrder = isInClusteredOrder;
    this.#changed();
  }

  #changed(): void {
    this.version++;
    this.#ordered = undefined;
  }

  #takeId(): number {
    const free = this.#free;
    // Filling holes would end the clustered order of the heap, so a table in order grows until half of it is holes.
    if (free.size === 0 || (this.clustered !== undefined && this.isHeapInClusteredOrder && free.size * 2 < this.rows.length + 1000)) {
      this.rows.push(undefined);
      return this.rows.length - 1;
    }
    return free.take() as number;
  }

  #put(id: number, row: Row): void {
    this.rows[id] = row;
    this.rowCount++;
    this.#changed();
    if (this.clustered !== undefined && !(this.clustered.wasAppended && id === this.rows.length - 1)) this.isHeapInClusteredOrder = false;
  }

  #addToIndexes(row: Row): void {
    let done = 0;
    try {
      for (; done < this.indexes.length; done++) (this.indexes[done] as IndexData).add(row);
    } catch (error) {
      while (--done >= 0) (this.indexes[done] as IndexData).remove(row);
      throw error;
    }
  }

  #empty(): void {
    this.rows.length = 0;
    this.#free.clear();
    this.isHeapInClusteredOrder = true;
  }
}

/** Rows copied, or compared, between two pauses. */
const MAP_SLICE = 2000;

/** Whether rows (with holes) are in the order of the clustered index; true without one. */
function* isInOrder(rows: readonly (Row | undefined)[], clustered: IndexData | undefined): Slices<boolean> {
  if (clustered === undefined) return true;
  let last: Row | undefined;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row !== undefined) {
      if (last !== undefined && clustered.compareKeys(last, row) > 0) return false;
      last = row;
    }
    if (i % MAP_SLICE === MAP_SLICE - 1) yield;
  }
  return true;
}

const moveKeys = (index: IndexData, olds: readonly Row[], rows: readonly Row[]): void => {
  let moved: number[] | undefined;
  for (let i = 0; i < olds.length; i++) {
    if (index.isPlaceKept(olds[i] as Row, rows[i] as Row)) continue;
    moved ??= [];
    moved.push(i);
  }
  if (moved !== undefined) {
    for (const i of moved) index.remove(olds[i] as Row);
    let added = 0;
    try {
      for (; added < moved.length; added++) index.add(rows[moved[added] as number] as Row);
    } catch (error) {
      while (--added >= 0) index.remove(rows[moved[added] as number] as Row);
      for (const i of moved) index.add(olds[i] as Row);
      throw error;
    }
  }
  for (let i = 0, m = 0; i < rows.length; i++) {
    if (moved !== undefined && moved[m] === i) m++;
    else index.replaceInPlace(rows[i] as Row);
  }
};
