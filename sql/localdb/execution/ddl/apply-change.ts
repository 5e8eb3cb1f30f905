// Carries out a change of a table: new columns filled, values converted, indexes built, constraints checked, and the new
// definition put in place. Everything is undone with the statement.

import { indexShape } from '../../catalog/index-layout.ts';
import { copyDefinition } from '../../catalog/lazy-definition.ts';
import type { Column, TableDefinition } from '../../catalog/model.ts';
import type { TableChange } from '../../catalog/table-change.ts';
import { IndexData, UniqueViolation } from '../../storage/index-data.ts';
import type { Row } from '../../storage/table-data.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { columnConverter, isIdentityConversion } from '../../types/convert.ts';
import type { Converter } from '../../types/convert.ts';
import type { Value } from '../../types/sql-type.ts';
import { nullNotAllowed } from '../dml/constraint-errors.ts';
import { identityColumn, nextIdentity } from '../dml/identity.ts';
import { nextRowVersion } from '../dml/row-version.ts';
import { tableNames } from '../dml/table-names.ts';
import { inSlices } from '../frame.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { setTriggers } from './create-trigger.ts';
import { filterCompiler } from './row-test.ts';
import {
  computedFiller,
  defaultFiller,
  duplicateInNewIndex,
  eachRow,
  openRowReader,
  validateChecks,
  validateForeignKeys,
} from './row-work.ts';
import { newIndexes } from './table-instance.ts';
import { replaceDefinition } from './targets.ts';
import type { TableTarget } from './targets.ts';

export function* applyChange(
  transaction: Transaction,
  change: TableChange,
  target: TableTarget,
  module: CompiledModule,
  call: CallFrame,
): Running<void> {
  const { data } = target.table;
  const { definition } = change;
  const setIdentity = identityFiller(change.addedColumns, target, transaction);
  const rows = data.rowCount === 0 ? undefined : yield* newRows(change, target, module, call, setIdentity);
  try {
    if (rows) {
      const { indexes, clustered } = newIndexes(definition, target.database);
      let at = 0;
      yield* inSlices(transaction.alterTableInSlices(data, { indexes, clustered, map: () => rows[at++] as Row }), call.session.work);
    } else if (change.indexesToBuild.length > 0 || change.droppedIndexes.length > 0) {
      yield* inSlices(transaction.alterTableInSlices(data, { ...keptIndexes(change, target) }), call.session.work);
    }
  } catch (error) {
    throw error instanceof UniqueViolation ? duplicateInNewIndex(error, definition, call) : error;
  }
  replaceDefinition(transaction, call, target, definition);
  setTriggers(transaction, target.database, change.triggers);
  if (data.rowCount === 0) return;
  yield* validateChecks(change.checksToValidate, definition, target, module, call);
  yield* validateForeignKeys(change.foreignKeysToValidate, definition, target, call);
}

/** The indexes of the new definition: those that did not change stay as they are. */
const keptIndexes = (
  change: TableChange,
  target: TableTarget,
): { readonly indexes: readonly IndexData[]; readonly clustered: IndexData | undefined } => {
  const { definition } = change;
  let clustered: IndexData | undefined;
  const indexes = definition.indexes
    .filter((i) => !i.isDisabled)
    .map((index) => {
      const kept = change.indexesToBuild.includes(index) ? undefined : target.table.data.indexes.find((i) => i.name === index.name);
      const result = kept ?? new IndexData(indexShape(definition, index, target.database.collation, filterCompiler(target.database)));
      if (index.isClustered) clustered = result;
      return result;
    });
  return { indexes, clustered };
};

/** The rows in their new form, in the order of the table; undefined when the rows stay as they are. */
function* newRows(
  change: TableChange,
  target: TableTarget,
  module: CompiledModule,
  call: CallFrame,
  setIdentity: ((row: Row) => void) | undefined,
): Running<Row[] | undefined> {
  const { definition, alteredColumn, addedColumns, storedColumns } = change;
  const { data } = target.table;
  const names = tableNames(definition, target.database);
  const convert = alteredColumn && conversion(alteredColumn.from, alteredColumn.to, names.full);
  if (!convert && addedColumns.length === 0 && storedColumns.length === 0) {
    if (alteredColumn?.mustBeNotNull) {
      yield* eachRow(data, call, (row) => {
        if ((row[alteredColumn.to.slot] ?? null) === null) throw nullNotAllowed(alteredColumn.to.name, names, 'UPDATE');
      });
    }
    return undefined;
  }
  const computed = [...addedColumns.filter((a) => a.fill === 'computed').map((a) => a.column), ...storedColumns];
  const reader = yield* openRowReader(definition.columns, module, call, (scope) => ({
    defaults: addedColumns.filter((a) => a.fill === 'default').map((a) => defaultFiller(a.column, scope)),
    computed: computed.map((column) => computedFiller(column, scope)),
  }));
  const { frame, slot, made } = reader;
  const versions = addedColumns.filter((a) => a.fill === 'timestamp').map((a) => a.column.slot);
  const rows: Row[] = [];
  try {
    yield* eachRow(data, call, (old) => {
      const row = widened(old, definition);
      frame.rows[slot] = row;
      if (alteredColumn) {
        const at = alteredColumn.to.slot;
        const value = row[at] as Value;
        if (value !== null && convert) row[at] = convert(value, call.session);
        else if (value === null && alteredColumn.mustBeNotNull) throw nullNotAllowed(alteredColumn.to.name, names, 'UPDATE');
      }
      setIdentity?.(row);
      for (const at of versions) row[at] = nextRowVersion(target.database);
      for (const { column, evaluate } of made.defaults) row[column.slot] = requireValue(evaluate(frame), column, names);
      for (const { column, evaluate } of made.computed) row[column.slot] = requireValue(evaluate(frame), column, names);
      rows.push(row);
    });
  } finally {
    reader.release();
  }
  return rows;
}

const requireValue = (value: Value, column: Column, names: Parameters<typeof nullNotAllowed>[1]): Value => {
  if (value === null && !column.isNullable) throw nullNotAllowed(column.name, names, 'UPDATE');
  return value;
};

/** A copy of the row with room for all columns of the definition. */
const widened = (row: Row, definition: TableDefinition): Row => {
  const copy = row.slice();
  while (copy.length < definition.width) copy.push(null);
  return copy;
};

/** The conversion of an altered column's values; undefined when they stay what they are. */
const conversion = (from: Column, to: Column, table: string): Converter | undefined =>
  isIdentityConversion(from.type, to.type) ? undefined : columnConverter(from.type, to.type, { table, column: to.name });

/** Numbers the rows for a new identity column; also without rows it begins at its seed. */
const identityFiller = (
  added: TableChange['addedColumns'],
  target: TableTarget,
  transaction: Transaction,
): ((row: Row) => void) | undefined => {
  const identity = identityColumn(added.filter((a) => a.fill === 'identity').map((a) => a.column));
  if (!identity) return undefined;
  const { data } = target.table;
  const before = data.identity;
  transaction.logUndo(() => {
    data.identity = before;
  });
  data.identity = null;
  transaction.touchIdentity(data);
  return (row) => {
    row[identity.slot] = nextIdentity(data, identity);
  };
};

/** Definitions whose indexes were renamed or switched keep their other parts. */
export const withIndexes = (definition: TableDefinition, indexes: TableDefinition['indexes'], modified: number): TableDefinition =>
  copyDefinition(definition, { indexes, modified });
