// Rows that a client sends in bulk: the INSERT BULK statement says where they go, the protocol brings them in pieces.

import type { Column } from '../catalog/model.ts';
import type { BulkInsertTds } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import type { BulkLoad } from './client.ts';
import { CURRENT_COMMAND } from './client.ts';
import type { TableValue } from './client.ts';
import { findNamed } from './table-source.ts';
import { bulkInsert } from './dml/bulk-insert.ts';
import { createTableInstance } from './ddl/table-instance.ts';
import type { Table, TableDefinition } from '../catalog/model.ts';
import { endStatement } from './end-statement.ts';
import { awaited } from './frame.ts';
import type { CallFrame, Running } from './frame.ts';
import { functionCompiler } from './function-compiler.ts';
import { CompiledModule } from './module.ts';
import { Scope, StatementContext } from './scope.ts';
import { requireNeeds } from './security/needs.ts';
import { atomically } from './transaction-state.ts';

/** Runs a bulk load after its INSERT BULK. Throws 4815-like errors of the columns, and those of the rows. */
export function* runBulkLoad(load: BulkLoad, call: CallFrame): Running<void> {
  const { session } = call;
  const pending = session.bulkLoad;
  session.bulkLoad = undefined;
  if (!pending) throw sqlError(4815);
  const table = targetOf(pending.statement, call);
  const columns = load.columns.map((c) => columnOf(table.definition, c.name));
  const types = load.columns.map((c) => c.type);
  const has = (hint: string): boolean => pending.statement.hints.some((h) => h.replace(/[\s_]/g, '').toUpperCase() === hint);
  const options = {
    checkConstraints: has('CHECKCONSTRAINTS'),
    fireTriggers: has('FIRETRIGGERS'),
    keepNulls: has('KEEPNULLS'),
    keepIdentity: has('KEEPIDENTITY') || columns.some((c) => c.identity !== undefined),
  };
  const count = yield* atomically(session, call.sink, function* () {
    const wait = session.server.locks.acquire(session.lockOwner, table.definition.id, 'X', session.options.lockTimeout);
    if (wait) yield wait;
    let total = 0;
    const iterator = load.rows[Symbol.asyncIterator]();
    for (;;) {
      const next = yield* awaited(iterator.next());
      if (next.done) return total;
      total += yield* bulkInsert(call, table, columns, next.value, types, options);
    }
  });
  endStatement(call, count, CURRENT_COMMAND.insert);
}

const targetOf = (statement: BulkInsertTds, call: CallFrame): Table => {
  const { session } = call;
  const module = new CompiledModule({
    catalog: session.server.catalog,
    database: session.database,
    defaultSchema: 'dbo',
    statements: [],
    name: '',
    functions: functionCompiler,
  });
  module.call = call;
  const found = findNamed(statement.table, new Scope(new StatementContext(module, 'INSERT BULK')));
  if (found.kind !== 'table') throw sqlError(208, statement.table.join('.'));
  const { place, definition } = found.dependency;
  if (place.kind === 'permanent') requireNeeds([{ permission: 'INSERT', database: place.database, object: definition }], session);
  return found.table;
};

const columnOf = (definition: TableDefinition, name: string): Column => {
  const column = definition.columns.find((c) => c.name.toLowerCase() === name.toLowerCase());
  if (!column) throw sqlError(207, name);
  return column;
};

/** A table-valued parameter's rows as a table variable of its type. */
export function* tableOfRows(definition: TableDefinition, value: TableValue, call: CallFrame): Running<Table> {
  const { session } = call;
  const table = createTableInstance(definition, 'variable', session.database);
  const given = value.columns.flatMap((c, i) => (c.isDefault ? [] : [i]));
  const columns = given.map((i) => definition.columns[i]);
  if (columns.some((c) => c === undefined)) throw sqlError(500, value.columns.length, definition.columns.length);
  const types: SqlType[] = given.map((i) => value.columns[i]?.type as SqlType);
  const rows = given.length === value.columns.length ? value.rows : value.rows.map((r) => given.map((i) => r[i] as Value));
  yield* atomically(session, call.sink, () =>
    bulkInsert(call, table, columns as Column[], rows, types, {
      checkConstraints: true,
      fireTriggers: false,
      keepNulls: true,
      keepIdentity: false,
    }),
  );
  return table;
}
