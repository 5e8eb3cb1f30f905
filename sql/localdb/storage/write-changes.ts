// The net effect of a transaction's log, written to the store: for each row that was touched what it is now, or that it
// is gone. The rows are read from the tables as they are, which is right because the transaction still holds its locks.

import type { Slices } from './slices.ts';
import type { StoreWriter } from './store-file.ts';
import { identityCounter } from './store-file.ts';
import type { Store } from './store.ts';
import type { Row, TableData } from './table-data.ts';
import type { CounterState, LogEntry } from './transaction.ts';

interface DefinitionKey {
  readonly databaseId: number;
  readonly entryId: number;
}
interface TableChanges {
  /** The rows stored so far go. */
  isCleared: boolean;
  /** Every row that the table has now is written. */
  isRewritten: boolean;
  isDropped: boolean;
  /** Rows inserted, as long as nothing else was done to the table: then no id comes twice. */
  inserted: (readonly Row[])[];
  /** Ids of rows touched; undefined while `inserted` says it all. */
  ids: Set<number> | undefined;
}

/** What a transaction leaves to be written. */
export interface Changes {
  readonly log: readonly LogEntry[];
  readonly counters: ReadonlyMap<number, CounterState>;
  /** Tables whose identity was set without a change of rows. */
  readonly identities: ReadonlySet<TableData>;
}

/** Rows written between two pauses; some milliseconds. */
const SLICE = 1000;

/**
 * Writes the changes as one SQLite transaction, which is durable when the generator is done. It pauses after some rows;
 * the tables must stay locked meanwhile. Throws SqlError if the store cannot write; then it holds what it held.
 */
export function* writeChanges(store: Store, { log, counters, identities }: Changes): Slices<void> {
  if (!store.isDurable) return;
  const tables = new Map<TableData, TableChanges>();
  const definitions = new Map<string, DefinitionKey>();
  for (const table of identities) changesOf(tables, table);
  for (const entry of log) {
    yield* collect(entry, tables, definitions);
    if ('rows' in entry && entry.rows.length >= ENTRY_SLICE) yield;
  }
  if (tables.size === 0 && definitions.size === 0 && counters.size === 0) return;
  const given = new Map<TableData, TableData['identity']>();
  yield* store.write(function* (writer) {
    for (const { databaseId, entryId } of definitions.values()) {
      writer.putDefinition(databaseId, entryId, store.definitionText(databaseId, entryId));
    }
    for (const [id, state] of counters) writer.putCounter(id, state);
    for (const [table, changes] of tables) {
      given.set(table, table.identity);
      yield* writeTable(writer, table, changes);
    }
  });
  for (const [table, identity] of given) table.storedIdentity = identity;
}

function* writeTable(writer: StoreWriter, table: TableData, changes: TableChanges): Slices<void> {
  if (changes.isCleared) yield* writer.deleteRows(table.id);
  if (changes.isDropped) {
    writer.deleteCounter(identityCounter(table.id));
    return;
  }
  if (table.identity !== table.storedIdentity) {
    writer.putCounter(identityCounter(table.id), { current: table.identity, isExhausted: false });
  }
  let written = 0;
  if (changes.ids === undefined || changes.isRewritten) {
    for (const rows of changes.isRewritten ? [table.rows] : changes.inserted) {
      for (const row of rows) {
        if (row !== undefined) writer.putRow(table.id, row);
        if (++written % SLICE === 0) yield;
      }
    }
    return;
  }
  for (const id of changes.ids) {
    const row = table.rows[id];
    if (row !== undefined) writer.putRow(table.id, row);
    else if (!changes.isCleared) writer.deleteRow(table.id, id);
    if (++written % SLICE === 0) yield;
  }
}

const changesOf = (tables: Map<TableData, TableChanges>, table: TableData): TableChanges => {
  let changes = tables.get(table);
  if (changes === undefined) {
    changes = { isCleared: false, isRewritten: false, isDropped: false, inserted: [], ids: undefined };
    tables.set(table, changes);
  }
  return changes;
};

function* collect(entry: LogEntry, tables: Map<TableData, TableChanges>, definitions: Map<string, DefinitionKey>): Slices<void> {
  if (entry.kind === 'other') return;
  if (entry.kind === 'definition') {
    definitions.set(`${entry.databaseId}/${entry.entryId}`, entry);
    return;
  }
  if (!entry.table.isDurable) return;
  const changes = changesOf(tables, entry.table);
  switch (entry.kind) {
    case 'insert':
      if (changes.ids === undefined) changes.inserted.push(entry.rows);
      else yield* addIds(changes.ids, entry.rows);
      break;
    // What it takes out comes back, or the table is undone.
    case 'takeOut':
      break;
    case 'delete':
    case 'update':
    case 'putBack':
      if (changes.ids === undefined) {
        changes.ids = new Set();
        for (const rows of changes.inserted) yield* addIds(changes.ids, rows);
        changes.inserted = [];
      }
      yield* addIds(changes.ids, entry.rows);
      break;
    case 'truncate':
      changes.isCleared = true;
      changes.isRewritten = false;
      changes.inserted = [];
      changes.ids = undefined;
      break;
    case 'rebuild':
      changes.isCleared = changes.isRewritten = true;
      break;
    case 'drop':
      changes.isCleared = changes.isDropped = true;
      break;
  }
}

function* addIds(ids: Set<number>, rows: readonly Row[]): Slices<void> {
  for (let i = 0; i < rows.length; i++) {
    ids.add((rows[i] as Row)[0] as number);
    if (i % ID_SLICE === ID_SLICE - 1) yield;
  }
}
const ID_SLICE = 20_000;
/** An entry of so many rows is worth a pause by itself. */
const ENTRY_SLICE = 500;
