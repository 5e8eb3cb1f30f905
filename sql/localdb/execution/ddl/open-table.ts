// Start-up: opens the store and puts definitions, rows and counters in place.

import type { Database } from '../../catalog/database.ts';
import type { TableDefinition } from '../../catalog/model.ts';
import { ServerCatalog } from '../../catalog/server-catalog.ts';
import { UniqueViolation } from '../../storage/index-data.ts';
import { openStore } from '../../storage/store.ts';
import type { Store } from '../../storage/store.ts';
import { TableData } from '../../storage/table-data.ts';
import { newIndexes } from './table-instance.ts';

/** Loads what the folder holds; without a folder, an empty server in memory. Throws an Error that names the file and the reason. */
export const openCatalog = (folder: string | undefined): { readonly store: Store; readonly catalog: ServerCatalog } => {
  const store = openStore(folder);
  try {
    const catalog = new ServerCatalog();
    catalog.load({
      definitions: () => store.definitions(),
      openTable: (database, definition) => openTable(store, database, definition),
      counter: (id) => store.counter(id),
    });
    store.definitionText = (databaseId, entryId) => catalog.definitionText(databaseId, entryId);
    store.start();
    return { store, catalog };
  } catch (error) {
    store.close();
    throw error;
  }
};

/** A stored table's rows with its indexes built over them. */
const openTable = (store: Store, database: Database, definition: TableDefinition): TableData => {
  if (definition.dataId === undefined) throw store.damaged(`table ${definition.name} has no rows' id`);
  const data = new TableData({ id: definition.dataId, isDurable: true, undo: 'transaction' });
  store.loadTable(data);
  const { indexes, clustered } = newIndexes(definition, database);
  try {
    data.setIndexes(indexes, clustered);
  } catch (error) {
    if (error instanceof UniqueViolation)
      throw store.damaged(`table ${definition.name} has two rows with the same key of ${error.index.name}`);
    throw error;
  }
  return data;
};
