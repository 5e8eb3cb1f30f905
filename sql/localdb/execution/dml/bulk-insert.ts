// Rows that come in bulk: SELECT INTO and bulk loads.

import type { Column, Table } from '../../catalog/model.ts';
import type { Row } from '../../storage/table-data.ts';
import type { Exact, SqlType, Value } from '../../types/sql-type.ts';
import { functionCompiler } from '../function-compiler.ts';
import { Frame } from '../frame.ts';
import type { CallFrame, Evaluate, Running } from '../frame.ts';
import { VariableScope } from '../scope.ts';
import type { ModuleContext, StatementContext, TableDependency } from '../scope.ts';
import { lockTables, makePlan, openFrame } from '../statement-plan.ts';
import { findTemporaryTable } from '../temporary-tables.ts';
import { converterFor } from './column-value.ts';
import { identityColumn, noteIdentity } from './identity.ts';
import { rowMaker } from './insert-columns.ts';
import { Writers } from './table-writer.ts';
import { allColumns, fireAfter } from './triggers.ts';
import { WriteRun } from './write-run.ts';

/** Puts finished rows (slot 0 and the columns in their slots) into a table that has no constraints yet. */
export function* insertRows(table: Table, rows: readonly Row[], frame: Frame): Running<void> {
  const { session, work } = frame;
  const { transaction } = session;
  if (!transaction) throw new Error('rows inserted outside a transaction');
  const { data } = table;
  const identity = identityColumn(table.definition.columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as Row;
    transaction.insert(data, row);
    if (identity) noteIdentity(data, identity, row[identity.slot] as Exact);
    if (++work.count > work.limit && work.isDue()) yield;
  }
}

export interface BulkOptions {
  readonly checkConstraints: boolean;
  readonly fireTriggers: boolean;
  /** NULLs are stored as they are; otherwise a column's default takes their place. */
  readonly keepNulls: boolean;
  readonly keepIdentity: boolean;
}

const moduleFor = (call: CallFrame): ModuleContext => ({
  call,
  catalog: call.session.server.catalog,
  database: call.session.database,
  defaultSchema: 'dbo',
  variables: new VariableScope(),
  findTemporaryTable: (name) => findTemporaryTable(call, name),
  isFunction: false,
  quotedIdentifier: true,
  functions: functionCompiler,
});

const placeOf = (table: Table, call: CallFrame): TableDependency['place'] => {
  const { definition } = table;
  if (definition.storage !== 'permanent') return { kind: 'temporary', name: definition.name.toLowerCase() };
  const { catalog } = call.session.server;
  const database = [...catalog.databases()].find((d) => d.table(definition.id)?.data === table.data) ?? call.session.database;
  return { kind: 'permanent', database };
};

const compileBulk = (
  context: StatementContext,
  table: Table,
  place: TableDependency['place'],
  columns: readonly Column[],
  types: readonly SqlType[],
  options: BulkOptions,
) => {
  context.tables.push({ definition: table.definition, place, rowCount: table.data.rowCount, lock: 'none', isHeld: false });
  const writer = new Writers(context).written(0);
  const { checks, references, ...rest } = writer.forInsert();
  const rules = options.checkConstraints ? { ...rest, checks, references } : { ...rest, checks: [], references: [] };
  const taken = columns.flatMap((column, i) => {
    if (column.computed || column.type.name === 'timestamp' || (column.identity && !options.keepIdentity)) return [];
    const type = types[i];
    const convert = type && converterFor(type, column, writer.names);
    const fallback: Evaluate | undefined = options.keepNulls ? undefined : writer.defaultOf(column);
    return [{ position: i, slot: column.slot, convert, fallback }];
  });
  const after = options.fireTriggers ? writer.triggers('insert', 'after') : [];
  return {
    writer,
    rules,
    taken,
    maker: rowMaker(writer, columns),
    after,
    hasIdentity: options.keepIdentity && columns.some((c) => c.identity),
  };
};

/** Inserts rows of values for some columns; gives their number. Runs inside a transaction. */
export function* bulkInsert(
  call: CallFrame,
  table: Table,
  columns: readonly Column[],
  rows: readonly (readonly Value[])[],
  types: readonly SqlType[],
  options: BulkOptions,
): Running<number> {
  const { session } = call;
  const plan = makePlan(moduleFor(call), 'INSERT', (context) => compileBulk(context, table, placeOf(table, call), columns, types, options));
  yield* lockTables(plan, session);
  // The table itself is given, as a table variable has no name to be found by.
  const others = openFrame({ ...plan, tables: plan.tables.slice(1) }, call).tables;
  const f = new Frame(call, plan.slotCount, plan.cacheCount, [table, ...others]);
  const { maker, taken, writer, rules, after } = plan;
  const { work } = session;
  const made: Row[] = [];
  for (let r = 0; r < rows.length; r++) {
    const values = rows[r] as readonly Value[];
    const row = maker.make();
    for (let i = 0; i < taken.length; i++) {
      const t = taken[i] as (typeof taken)[number];
      const v = values[t.position] as Value;
      row[t.slot] = v === null ? (t.fallback?.(f) ?? null) : t.convert ? t.convert(v, session) : v;
    }
    maker.fill(f, row);
    made.push(row);
    if (++work.count > work.limit && work.isDue()) yield;
  }
  const run = new WriteRun(f, 'INSERT');
  const stored = yield* run.insert(writer, rules, made, { explicitIdentity: plan.hasIdentity, setsIdentity: false });
  yield* run.finish();
  if (after.length > 0)
    yield* fireAfter(f, after, writer.definition, { inserted: stored, deleted: [], updatedColumns: allColumns(writer.definition) });
  return stored.length;
}
