// Work over the rows of a table that is altered: expressions evaluated for each row, constraints checked, keys built.

import type { CheckConstraint, Column, ForeignKey, IndexDefinition, TableDefinition } from '../../catalog/model.ts';
import { qualifiedName } from '../../catalog/build-context.ts';
import { constraintFailed } from '../../catalog/build-index.ts';
import type { UniqueViolation } from '../../storage/index-data.ts';
import type { IndexData } from '../../storage/index-data.ts';
import type { Row, TableData } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import type { Value } from '../../types/sql-type.ts';
import { compileCondition } from '../compile-condition.ts';
import { compileExpression } from '../compile-expression.ts';
import { brokenCheck, missingReference, printKey } from '../dml/constraint-errors.ts';
import { tableNames } from '../dml/table-names.ts';
import type { CallFrame, Frame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { convertScalar } from '../scalar.ts';
import type { Scope } from '../scope.ts';
import { lockTables, makePlan, openFrame } from '../statement-plan.ts';
import { columnScope, definitionContext } from './expression-binder.ts';
import type { TableTarget } from './targets.ts';

/** Something compiled over a table's columns, ready to run on its rows. */
export interface RowReader<T> {
  readonly made: T;
  readonly frame: Frame;
  readonly slot: number;
  release(): void;
}

/** Compiles over the columns and takes the locks of what functions in it read. */
export function* openRowReader<T extends object>(
  columns: readonly Column[],
  module: CompiledModule,
  call: CallFrame,
  compile: (scope: Scope) => T,
): Running<RowReader<T>> {
  const plan = makePlan({ ...definitionContext(module), call }, 'ALTER TABLE', (context) => {
    const { scope, slot } = columnScope(context, columns);
    return { made: compile(scope), slot };
  });
  const release = yield* lockTables(plan, call.session);
  return { made: plan.made, slot: plan.slot, frame: openFrame(plan, call), release };
}

/** Gives each row's value of a column: its default, or its computed expression. */
export interface ColumnFiller {
  readonly column: Column;
  readonly evaluate: (frame: Frame) => Value;
}

export const defaultFiller = (column: Column, scope: Scope): ColumnFiller => {
  if (!column.default) return { column, evaluate: () => null };
  return { column, evaluate: convertScalar(compileExpression(column.default.expression, scope), column.type).evaluate };
};
export const computedFiller = (column: Column, scope: Scope): ColumnFiller => {
  if (!column.computed) throw new Error(`column ${column.name} is not computed`);
  return { column, evaluate: convertScalar(compileExpression(column.computed.expression, scope), column.type).evaluate };
};

/** Calls `visit` for the rows in order, pausing now and then. */
export function* eachRow(data: TableData, call: CallFrame, visit: (row: Row) => void): Running<void> {
  const { work } = call.session;
  for (const row of data.orderedRows()) {
    if (row === undefined) continue;
    if (++work.count > work.limit && work.isDue()) yield;
    visit(row);
  }
}

/** Throws 547 for the first row that breaks a check. */
export function* validateChecks(
  checks: readonly CheckConstraint[],
  definition: TableDefinition,
  target: TableTarget,
  module: CompiledModule,
  call: CallFrame,
): Running<void> {
  const names = tableNames(definition, target.database);
  for (const check of checks) {
    const reader = yield* openRowReader(definition.columns, module, call, (scope) => ({
      test: compileCondition(check.expression, scope).test,
    }));
    try {
      yield* eachRow(target.table.data, call, (row) => {
        reader.frame.rows[reader.slot] = row;
        if (reader.made.test(reader.frame) === false) throw brokenCheck(check, definition, names, 'ALTER TABLE');
      });
    } finally {
      reader.release();
    }
  }
}

/** Throws 547 for the first row whose foreign key refers to nothing. */
export function* validateForeignKeys(
  keys: readonly ForeignKey[],
  definition: TableDefinition,
  target: TableTarget,
  call: CallFrame,
): Running<void> {
  const { database } = target;
  const { session } = call;
  for (const key of keys) {
    const isSameTable = key.referencedTableId === definition.id;
    if (!isSameTable) {
      const wait = session.server.locks.acquire(session.lockOwner, key.referencedTableId, 'S', session.options.lockTimeout);
      if (wait) yield wait;
    }
    const referenced = isSameTable ? { definition, data: target.table.data } : database.table(key.referencedTableId);
    if (!referenced) throw new Error(`foreign key ${key.name} refers to no table`);
    const find = keyFinder(key, referenced.definition, referenced.data);
    yield* eachRow(target.table.data, call, (row) => {
      if (!find(row))
        throw missingReference(key, referenced.definition, tableNames(referenced.definition, database), isSameTable, 'ALTER TABLE');
    });
  }
}

/** Whether the row that a row refers to is there; a reference with a NULL in it refers to nothing and is right. */
const keyFinder = (key: ForeignKey, referenced: TableDefinition, data: TableData): ((row: Row) => boolean) => {
  const index = uniqueIndexOver(key.referencedColumns, referenced, data);
  const slots = index.slots.map((slot) => key.columns[key.referencedColumns.indexOf(slot)] ?? 0);
  return (row) => {
    const values = slots.map((slot) => row[slot] ?? null);
    return values.includes(null) || index.seekFirst(values) !== undefined;
  };
};

const uniqueIndexOver = (slots: readonly number[], definition: TableDefinition, data: TableData): IndexData => {
  const wanted = definition.indexes.find(
    (i) => i.isUnique && !i.filter && !i.isDisabled && i.keys.length === slots.length && i.keys.every((k) => slots.includes(k.slot)),
  );
  const found = wanted && data.indexes.find((i) => i.name === wanted.name);
  if (!found) throw new Error(`no key of table ${definition.name} over the referenced columns`);
  return found;
};

/** 1505 for a key that two rows have; a constraint says 1750 after it. */
export const duplicateInNewIndex = (violation: UniqueViolation, definition: TableDefinition, call: CallFrame): Error => {
  const { index, row } = violation;
  const isConstraint = definition.indexes.some((i: IndexDefinition) => i.name === index.name && i.constraint);
  const error = sqlError(1505, qualifiedName(definition), index.name, printKey(definition, index.slots, row, call.session));
  return isConstraint ? constraintFailed(error) : error;
};
