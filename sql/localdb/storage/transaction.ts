// One transaction: makes changes of rows and remembers them in order, so that they can be undone to any mark (a savepoint,
// the start of a statement) and, at commit, written to the store as one SQLite transaction.

import type { Exact } from '../types/sql-type.ts';
import type { Store } from './store.ts';
import type { Row, TableChange, TableData } from './table-data.ts';
import { finish } from './slices.ts';
import type { Slices } from './slices.ts';
import { writeChanges } from './write-changes.ts';

export type LogEntry =
  | { readonly kind: 'insert' | 'delete'; readonly table: TableData; readonly rows: Row[] }
  /** In the place of old rows stand new ones; 'takeOut' and 'putBack' are the two halves of such a change. */
  | {
      readonly kind: 'update' | 'takeOut' | 'putBack';
      readonly table: TableData;
      readonly olds: readonly Row[];
      readonly rows: readonly Row[];
    }
  /** The whole content was replaced: by nothing (TRUNCATE), by other rows (ALTER TABLE), or the table is gone. */
  | { readonly kind: 'truncate' | 'rebuild' | 'drop'; readonly table: TableData; readonly undo: () => void }
  | { readonly kind: 'other'; readonly undo: () => void }
  | { readonly kind: 'definition'; readonly databaseId: number; readonly entryId: number };

/** What a sequence has given out. */
export interface CounterState {
  current: Exact | null;
  isExhausted: boolean;
}

export class Transaction {
  readonly #store: Store;
  #log: LogEntry[] = [];
  /** Entries of tables whose undo ends with the statement. */
  #statementEntries = 0;
  /** The last entry must not take further rows, because a mark lies behind it. */
  #isSealed = false;
  readonly #counters = new Map<number, CounterState>();
  readonly #identities = new Set<TableData>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Whether there is anything to undo or to write. */
  get hasChanges(): boolean {
    return this.#log.length > 0 || this.#counters.size > 0 || this.#identities.size > 0;
  }

  /** Adds a row; its id is written into slot 0. Throws UniqueViolation. */
  insert(table: TableData, row: Row): Row {
    table.insert(row);
    this.#rowsOf('insert', table).push(row);
    return row;
  }

  delete(table: TableData, row: Row): void {
    table.delete(row);
    this.#rowsOf('delete', table).push(row);
  }

  /** Puts `row` in the place of `old`, which must be the very array that the table holds. Throws UniqueViolation. */
  update(table: TableData, old: Row, row: Row): void {
    this.updateMany(table, [old], [row]);
  }

  /** As `update` for many rows at once: keys may move among them. Keeps the two lists. Throws UniqueViolation, then nothing has changed. */
  updateMany(table: TableData, olds: readonly Row[], rows: readonly Row[]): void {
    table.replaceMany(olds, rows);
    this.#push({ kind: 'update', table, olds, rows }, table);
  }

  /**
   * The first half of a large `updateMany`: takes old rows out of the indexes where the new ones have another place. When all
   * rows of the statement are out, `putBack` with the same lists follows. Both may be done in parts, with pauses between.
   */
  takeOut(table: TableData, olds: readonly Row[], rows: readonly Row[]): void {
    table.takeOut(olds, rows);
    this.#push({ kind: 'takeOut', table, olds, rows }, table);
  }

  /** The second half. Throws UniqueViolation, then this part of it has not happened. */
  putBack(table: TableData, olds: readonly Row[], rows: readonly Row[]): void {
    table.putBack(olds, rows);
    this.#push({ kind: 'putBack', table, olds, rows }, table);
  }

  /** Takes all rows away and starts the identity anew. */
  truncate(table: TableData): void {
    this.#push({ kind: 'truncate', table, undo: table.clear() }, table);
  }

  /**
   * Gives a table other indexes and, with `map`, another shape of its rows (`map` returns new arrays; slot 0 is filled in).
   * Throws UniqueViolation, then nothing has changed.
   */
  alterTable(table: TableData, change: TableChange): void {
    finish(this.alterTableInSlices(table, change));
  }

  /** As `alterTable` with pauses; until it is done nothing has changed, so it may be left at any of them. */
  *alterTableInSlices(table: TableData, change: TableChange): Slices<void> {
    const undo = yield* table.reshapeInSlices(change);
    this.#push(change.map === undefined ? { kind: 'other', undo } : { kind: 'rebuild', table, undo }, table);
  }

  /** The table is gone: at commit its rows leave the store. The catalogue takes it out of sight. */
  dropTable(table: TableData): void {
    this.#push({ kind: 'drop', table, undo: () => {} }, table);
  }

  /** Runs on rollback, last logged first. */
  logUndo(undo: () => void): void {
    this.#push({ kind: 'other', undo });
  }

  /** Marks a definition as changed; its text is asked for at commit (see Store.definitionText). */
  touchDefinition(databaseId: number, entryId: number): void {
    this.#push({ kind: 'definition', databaseId, entryId });
  }

  /** A sequence has given out a value: kept in the store at the transaction's end, even if that is a rollback. */
  touchCounter(id: number, state: CounterState): void {
    this.#counters.set(id, state);
  }

  /** The identity of a table was set without a change of its rows (DBCC CHECKIDENT). */
  touchIdentity(table: TableData): void {
    if (table.isDurable) this.#identities.add(table);
  }

  /** A place to roll back to: a savepoint or the start of a statement. */
  mark(): number {
    this.#isSealed = true;
    return this.#log.length;
  }

  /** The statement that began at the mark has succeeded: changes of table variables since then cannot be undone any more. */
  endStatement(mark: number): void {
    if (this.#statementEntries === 0) return;
    const kept = this.#log.slice(0, mark);
    for (let i = mark; i < this.#log.length; i++) {
      const entry = this.#log[i] as LogEntry;
      if (!('table' in entry) || entry.table.undo !== 'statement') kept.push(entry);
      else {
        this.#statementEntries--;
        if (entry.kind === 'delete') for (const row of entry.rows) entry.table.release(row[0] as number);
      }
    }
    this.#log = kept;
    this.#isSealed = true;
  }

  rollbackTo(mark: number): void {
    finish(this.rollbackToInSlices(mark));
  }

  /** As `rollbackTo` with pauses. Like a commit it has to be run to its end. */
  *rollbackToInSlices(mark: number): Slices<void> {
    while (this.#log.length > mark) {
      const entry = this.#log.pop() as LogEntry;
      if ('table' in entry && entry.table.undo === 'statement') this.#statementEntries--;
      yield* undoEntry(entry);
    }
    this.#isSealed = true;
  }

  rollback(): void {
    finish(this.rollbackInSlices());
  }

  /** As `rollback` with pauses. Has to be run to its end. */
  *rollbackInSlices(): Slices<void> {
    yield* this.rollbackToInSlices(0);
    const { counters } = this.#takeCounters();
    if (counters.size > 0) yield* writeChanges(this.#store, { log: [], counters, identities: new Set() });
  }

  /** Durable when it returns. If the store cannot write, everything is rolled back and a SqlError thrown. */
  commit(): void {
    finish(this.commitInSlices());
  }

  /**
   * As `commit`, but pauses after every thousand rows, so that a large transaction need not stop other sessions; they may
   * read and commit meanwhile. The transaction keeps its locks, and the generator has to be run to its end before anything else is asked
   * of the transaction: a cancel comes too late once it has begun.
   */
  *commitInSlices(): Slices<void> {
    const log = this.#log;
    const counters = this.#takeCounters();
    try {
      yield* writeChanges(this.#store, { log, ...counters });
    } catch (error) {
      yield* this.rollbackToInSlices(0);
      throw error;
    }
    this.#log = [];
    this.#statementEntries = 0;
    yield* releaseIds(log);
  }

  #takeCounters(): { counters: Map<number, CounterState>; identities: Set<TableData> } {
    const taken = { counters: new Map(this.#counters), identities: new Set(this.#identities) };
    this.#counters.clear();
    this.#identities.clear();
    return taken;
  }

  /** The rows of the last entry if it is of the same kind, else of a new one. */
  #rowsOf(kind: 'insert' | 'delete', table: TableData): Row[] {
    const last = this.#isSealed ? undefined : this.#log[this.#log.length - 1];
    if (last !== undefined && last.kind === kind && last.table === table) return last.rows;
    const rows: Row[] = [];
    this.#push({ kind, table, rows }, table);
    return rows;
  }

  #push(entry: LogEntry, table?: TableData): void {
    this.#log.push(entry);
    this.#isSealed = false;
    if (table !== undefined && table.undo === 'statement') this.#statementEntries++;
  }
}

/** Rows undone between two pauses. */
const UNDO_SLICE = 500;

function* undoEntry(entry: LogEntry): Slices<void> {
  switch (entry.kind) {
    case 'insert':
      for (let i = entry.rows.length - 1; i >= 0; i--) {
        const row = entry.rows[i] as Row;
        entry.table.delete(row);
        entry.table.release(row[0] as number);
        if (i > 0 && i % UNDO_SLICE === 0) yield;
      }
      break;
    case 'delete':
      for (let i = entry.rows.length - 1; i >= 0; i--) {
        entry.table.restore(entry.rows[i] as Row);
        if (i > 0 && i % UNDO_SLICE === 0) yield;
      }
      break;
    case 'update':
      entry.table.replaceMany(entry.rows, entry.olds);
      if (entry.rows.length >= UNDO_SLICE) yield;
      break;
    case 'takeOut':
      entry.table.undoTakeOut(entry.olds, entry.rows);
      yield;
      break;
    case 'putBack':
      entry.table.undoPutBack(entry.olds, entry.rows);
      yield;
      break;
    case 'definition':
      break;
    default:
      entry.undo();
  }
}

/** The ids of deleted rows become free, unless the heap that they were of is gone. */
function* releaseIds(log: readonly LogEntry[]): Slices<void> {
  const replaced = new Set<TableData>();
  let released = 0;
  for (let i = log.length - 1; i >= 0; i--) {
    const entry = log[i] as LogEntry;
    if (entry.kind === 'truncate' || entry.kind === 'rebuild' || entry.kind === 'drop') replaced.add(entry.table);
    else if (entry.kind === 'delete' && !replaced.has(entry.table)) {
      for (const row of entry.rows) {
        entry.table.release(row[0] as number);
        if (++released % RELEASE_SLICE === 0) yield;
      }
    }
  }
}
const RELEASE_SLICE = 10_000;
