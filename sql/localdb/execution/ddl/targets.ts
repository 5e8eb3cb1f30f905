// What data definition statements name: where a new object goes, and the object that is changed, locked against others
// until the transaction ends. Names are locked as well as objects, so that two sessions cannot create the same one.

import type { Database } from '../../catalog/database.ts';
import type { SchemaObject, Table, TableDefinition } from '../../catalog/model.ts';
import type { MultipartName } from '../../parser/ast/index.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { sqlError } from '../../types/errors.ts';
import { endStatement } from '../end-statement.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { findTemporaryTable } from '../temporary-tables.ts';
import { atomically } from '../transaction-state.ts';
import { setTemporaryTable } from './temporary-holder.ts';

/** Schema of unqualified names in data definition statements, also inside modules of other schemas. */
export const DEFAULT_SCHEMA = 'dbo';

export interface Target {
  readonly database: Database;
  readonly schema: string;
  readonly name: string;
  /** The name as the statement has it, for messages. */
  readonly written: string;
}

/** Runs a data definition statement as one change and tells the client that it is done. */
export function* changeCatalog(call: CallFrame, body: (transaction: Transaction) => Running<void>): Running<Flow> {
  yield* atomically(call.session, call.sink, body);
  endStatement(call, undefined, 0);
  return undefined;
}

/** Statement bodies that never wait. */
// biome-ignore lint/correctness/useYield: a statement's body is a generator, this kind gives no reason to pause
export function* atOnce(run: () => void): Running<void> {
  run();
}

export const lastPart = (name: MultipartName): string => name[name.length - 1] ?? '';
export const isTemporaryName = (name: MultipartName): boolean => lastPart(name).startsWith('#');

/** Splits a name of up to three parts. Throws 117, and `missingDatabase` for a database that is not there. */
export const targetOf = (name: MultipartName, module: CompiledModule, missingDatabase: 911 | 2702 = 911): Target => {
  if (name.length > 3) throw sqlError(117, 'object', name.join('.'), 2);
  const databaseName = name[name.length - 3] ?? '';
  const database = databaseName === '' ? module.database : module.catalog.database(databaseName);
  if (!database) throw sqlError(missingDatabase, databaseName);
  return { database, schema: name[name.length - 2] || DEFAULT_SCHEMA, name: lastPart(name), written: name.join('.') };
};

/** A place for a new object. Throws 2760 for a schema that is not there and 166 where no database may be named. */
export const newTarget = (name: MultipartName, module: CompiledModule, statement?: string): Target => {
  if (statement !== undefined && name.length > 2) throw sqlError(166, statement);
  const target = targetOf(name, module, 2702);
  const schema = target.database.schema(target.schema);
  if (!schema) throw sqlError(2760, target.schema);
  return { ...target, schema: schema.name };
};

/** Takes the name and the object behind it, if there is one, for the transaction; waits while others hold them. */
export function* lockTarget(target: Target, call: CallFrame): Running<SchemaObject | undefined> {
  const { session } = call;
  const { locks } = session.server;
  const { database, schema, name } = target;
  const waitForName = locks.acquire(
    session.lockOwner,
    `name:${database.id}:${schema}.${name}`.toLowerCase(),
    'X',
    session.options.lockTimeout,
  );
  if (waitForName) yield waitForName;
  for (;;) {
    const found = database.find(schema, name);
    if (found?.kind !== 'table') return found;
    const wait = locks.acquire(session.lockOwner, found.id, 'Sch-M', session.options.lockTimeout);
    if (!wait) return database.find(schema, name);
    yield wait;
    if (database.find(schema, name)?.id === found.id) return database.find(schema, name);
  }
}

/** A new table belongs to its transaction until that ends. */
export const lockNewTable = (id: number, call: CallFrame): void => {
  call.session.server.locks.acquire(call.session.lockOwner, id, 'X', 0);
};

/** A table that is changed: permanent in its database, or temporary. */
export interface TableTarget {
  readonly database: Database;
  readonly table: Table;
  /** Lower-case name of a temporary table. */
  readonly temporaryName: string | undefined;
  readonly written: string;
}

/** The table to change. `missing` makes the error for a name that means nothing, `notTable` the one for other objects. */
export function* lockTable(
  name: MultipartName,
  module: CompiledModule,
  call: CallFrame,
  errors: { readonly missing: () => Error; readonly notTable: (object: SchemaObject) => Error },
): Running<TableTarget> {
  if (isTemporaryName(name)) {
    const temporaryName = lastPart(name).toLowerCase();
    const table = findTemporaryTable(call, temporaryName);
    if (!table) throw errors.missing();
    return { database: module.database, table, temporaryName, written: lastPart(name) };
  }
  if (name.length > 3) throw sqlError(117, 'object', name.join('.'), 2);
  const databaseName = name[name.length - 3] ?? '';
  if (databaseName !== '' && !module.catalog.database(databaseName)) throw errors.missing();
  const target = targetOf(name, module);
  const object = yield* lockTarget(target, call);
  if (!object) throw errors.missing();
  if (object.kind !== 'table') throw errors.notTable(object);
  return {
    database: target.database,
    table: { definition: object, data: target.database.data(object.id) },
    temporaryName: undefined,
    written: target.written,
  };
}

/** Gives a table another definition. */
export const replaceDefinition = (transaction: Transaction, call: CallFrame, target: TableTarget, definition: TableDefinition): void => {
  if (definition === target.table.definition) return;
  if (target.temporaryName === undefined) target.database.replace(transaction, definition);
  else setTemporaryTable(transaction, call, target.temporaryName, { definition, data: target.table.data });
};
