// The net effect of a transaction's log, written to the store: for each row that was touched what it is now, or that it
// is gone. The rows are read from the tables as they are, which is right because the transaction still holds its locks.

import { identityCounter } from './store-file.ts';
import type { Store } from './store.ts';
import type { Row, TableData } from './table-data.ts';
import type { CounterState, LogEntry } from './transaction.ts';

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

/** One SQLite transaction, durable when it returns. Throws SqlError if the store cannot write; then it holds what it held. */
export const writeChanges = (
  store: Store, log: readonly LogEntry[], counters: ReadonlyMap<number, CounterState>, identities: ReadonlySet<TableData>,
): void => {
  if (!store.isDurable) return;
  const tables = new Map<TableData, TableChanges>();
  const definitions = new Map<string, { readonly databaseId: number; readonly entryId: number }>();
  for (const table of identities) changesOf(tables, table);
  for (const entry of log) collect(entry, tables, definitions);
  if (tables.size === 0 && definitions.size === 0 && counters.size === 0) return;
  store.write((writer) => {
    for (const { databaseId, entryId } of definitions.values()) {
      writer.putDefinition(databaseId, entryId, store.definitionText(databaseId, entryId));
    }
    for (const [table, changes] of tables) {
      if (changes.isCleared) writer.deleteRows(table.id);
      if (changes.isDropped) {
        writer.deleteCounter(identityCounter(table.id));
        continue;
      }
      if (changes.isRewritten) {
        for (const row of table.rows) if (row !== undefined) writer.putRow(table.id, row);
      } else if (changes.ids === undefined) {
        for (const rows of changes.inserted) for (const row of rows) writer.putRow(table.id, row);
      } else {
        for (const id of changes.ids) {
          const row = table.rows[id];
          if (row !== undefined) writer.putRow(table.id, row);
          else if (!changes.isCleared) writer.deleteRow(table.id, id);
        }
      }
      if (table.identity !== table.storedIdentity) writer.putCounter(identityCounter(table.id), { current: table.identity, isExhausted: false });
    }
    for (const [id, state] of counters) writer.putCounter(id, state);
  });
  for (const table of tables.keys()) table.storedIdentity = table.identity;
};

const changesOf = (tables: Map<TableData, TableChanges>, table: TableData): TableChanges => {
  let changes = tables.get(table);
  if (changes === undefined) {
    changes = { isCleared: false, isRewritten: false, isDropped: false, inserted: [], ids: undefined };
    tables.set(table, changes);
  }
  return changes;
};

const collect = (
  entry: LogEntry, tables: Map<TableData, TableChanges>, definitions: Map<string, { databaseId: number; entryId: number }>,
): void => {
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
      else addIds(changes.ids, entry.rows);
      break;
    case 'delete':
    case 'update':
      if (changes.ids === undefined) {
        changes.ids = new Set();
        for (const rows of changes.inserted) addIds(changes.ids, rows);
        changes.inserted = [];
      }
      addIds(changes.ids, entry.rows);
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
};

const addIds = (ids: Set<number>, rows: readonly Row[]): void => {
  for (const row of rows) ids.add(row[0] as number);
};
