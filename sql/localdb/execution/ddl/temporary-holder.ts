// Puts temporary tables into the place where their name is kept and takes them out, undone with the transaction.

import type { CatalogTransaction } from '../../catalog/catalog-transaction.ts';
import type { Table } from '../../catalog/model.ts';
import type { CallFrame } from '../frame.ts';
import { temporaryTablesOf } from '../temporary-tables.ts';

interface Holder {
  get(): Table | undefined;
  set(table: Table | undefined): void;
}

const mapHolder = (tables: Map<string, Table>, name: string): Holder => ({
  get: () => tables.get(name),
  set: (table) => {
    if (table) tables.set(name, table);
    else tables.delete(name);
  },
});

const globalHolder = (call: CallFrame, name: string): Holder => {
  const tables = call.session.server.globalTemporaryTables;
  const owner = tables.get(name)?.owner ?? call.session.id;
  return {
    get: () => tables.get(name)?.table,
    set: (table) => {
      if (table) tables.set(name, { table, owner });
      else tables.delete(name);
    },
  };
};

/** Where a new temporary table of the name goes. */
const newHolder = (call: CallFrame, name: string): Holder =>
  name.startsWith('##') ? globalHolder(call, name) : mapHolder(temporaryTablesOf(call), name);

/** Where the temporary table that the call sees under the name is kept. */
const holderOf = (call: CallFrame, name: string): Holder => {
  if (name.startsWith('##')) return globalHolder(call, name);
  for (let c: CallFrame | undefined = call; c; c = c.parent) if (c.temporaryTables.has(name)) return mapHolder(c.temporaryTables, name);
  return mapHolder(call.session.temporaryTables, name);
};

const change = (transaction: CatalogTransaction, holder: Holder, table: Table | undefined): void => {
  const old = holder.get();
  holder.set(table);
  transaction.logUndo(() => holder.set(old));
};

/** Whether the call itself has a temporary table of the name; a caller's may be hidden by a new one. */
export const hasOwnTemporaryTable = (call: CallFrame, name: string): boolean => newHolder(call, name).get() !== undefined;

export const addTemporaryTable = (transaction: CatalogTransaction, call: CallFrame, name: string, table: Table): void =>
  change(transaction, newHolder(call, name), table);

/** Another version of a table that the call sees; undefined drops it. */
export const setTemporaryTable = (transaction: CatalogTransaction, call: CallFrame, name: string, table: Table | undefined): void =>
  change(transaction, holderOf(call, name), table);
