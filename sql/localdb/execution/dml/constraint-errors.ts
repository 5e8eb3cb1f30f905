// The errors of broken constraints, with the names and values that SQL Server prints.

import type { CheckConstraint, ForeignKey, IndexDefinition, TableDefinition } from '../../catalog/model.ts';
import { columnNamesOf } from '../../catalog/expression-columns.ts';
import type { UniqueViolation } from '../../storage/index-data.ts';
import type { ConversionSession } from '../../types/conversion-session.ts';
import { converter } from '../../types/convert.ts';
import { sqlError } from '../../types/errors.ts';
import type { SqlError } from '../../types/errors.ts';
import { isString, nvarcharType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import type { TableNames } from './table-names.ts';

/** The statement's name in messages. */
export type StatementName = 'INSERT' | 'UPDATE' | 'DELETE' | 'MERGE' | 'ALTER TABLE';

const columnAt = (table: TableDefinition, slot: number): TableDefinition['columns'][number] => {
  const column = table.columns.find((c) => c.slot === slot);
  if (!column) throw new Error(`table ${table.name} has no column at ${slot}`);
  return column;
};

/** A key's value as messages print it. */
const printKeyValue = (value: Value, type: SqlType, session: ConversionSession): string => {
  if (value === null) return '<NULL>';
  if (type.name === 'uniqueidentifier') return (value as string).toLowerCase();
  if (isString(type)) return value as string;
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  return String(converter(type, nvarcharType(4000), { isExplicit: true })(value, session));
};

/** Key values separated by commas. */
export const printKey = (table: TableDefinition, slots: readonly number[], row: readonly Value[], session: ConversionSession): string =>
  slots.map((slot) => printKeyValue(row[slot] ?? null, columnAt(table, slot).type, session)).join(', ');

export const indexOf = (table: TableDefinition, name: string): IndexDefinition | undefined => table.indexes.find((i) => i.name === name);

/** 2627 for a constraint's key, 2601 for an index. */
export const duplicateKey = (
  violation: UniqueViolation,
  table: TableDefinition,
  names: TableNames,
  session: ConversionSession,
): SqlError => {
  const { index, row } = violation;
  const key = printKey(table, index.slots, row, session);
  const constraint = indexOf(table, index.name)?.constraint;
  if (!constraint) return sqlError(2601, names.short, index.name, key);
  return sqlError(2627, constraint.kind === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE KEY', index.name, names.short, key);
};

export const nullNotAllowed = (column: string, names: TableNames, statement: 'INSERT' | 'UPDATE'): SqlError =>
  sqlError(515, column, names.full, statement);

export const brokenCheck = (check: CheckConstraint, table: TableDefinition, names: TableNames, statement: StatementName): SqlError => {
  const mentioned = columnNamesOf(check.expression);
  const columns = table.columns.filter((c) => mentioned.has(c.name.toLowerCase()));
  return sqlError(
    547,
    statement,
    'CHECK',
    check.name,
    names.database,
    names.short,
    columns.length === 1 ? `, column '${columns[0]?.name}'` : '',
  );
};

/** A row refers to one that is not there: the referenced table and its column are named. */
export const missingReference = (
  key: ForeignKey,
  referenced: TableDefinition,
  referencedNames: TableNames,
  isSameTable: boolean,
  statement: StatementName,
): SqlError =>
  sqlError(
    547,
    statement,
    isSameTable ? 'FOREIGN KEY SAME TABLE' : 'FOREIGN KEY',
    key.name,
    referencedNames.database,
    referencedNames.short,
    onlyColumn(referenced, key.referencedColumns),
  );

/** A row is still referred to: the table that refers and its column are named. */
export const stillReferenced = (
  key: ForeignKey,
  referencing: TableDefinition,
  names: TableNames,
  isSameTable: boolean,
  statement: StatementName,
): SqlError =>
  sqlError(
    547,
    statement,
    isSameTable ? 'SAME TABLE REFERENCE' : 'REFERENCE',
    key.name,
    names.database,
    names.short,
    onlyColumn(referencing, key.columns),
  );

const onlyColumn = (table: TableDefinition, slots: readonly number[]): string =>
  slots.length === 1 ? `, column '${columnAt(table, slots[0] as number).name}'` : '';
