// The table of an object: columns with their constraints, indexes; and what an existing table is given.

import type { ModelColumn, ObjectModel } from './model.ts';
import { dboName, id } from './names.ts';
import { quoteText } from '../workshop/names.ts';

/** Statements that make the table ready, each a batch of its own. */
export function tableStatements(model: ObjectModel): string[] {
  if (!model.isNew) return addedStatements(model);
  const columns = [
    `id int IDENTITY(1, 1) NOT NULL CONSTRAINT ${id(`PK_${model.table}`)} PRIMARY KEY`,
    ...model.columns.map((column) => columnSql(model.table, column)),
    `created datetime2(0) NOT NULL CONSTRAINT ${id(`DF_${model.table}_created`)} DEFAULT (SYSUTCDATETIME())`,
    'createdBy nvarchar(64) NULL',
    'updated datetime2(0) NULL',
    'rv rowversion NOT NULL',
  ];
  return [
    `CREATE TABLE ${dboName(model.table)} (\n${columns.map((column) => `  ${column}`).join(',\n')}\n);`,
    ...model.columns.flatMap((column) => columnIndexes(model.table, column)),
    ...(model.rows === 'own' ? [createdByIndex(model.table)] : []),
  ];
}

/** Statements that give an existing table another column. */
export function addColumnStatements(table: string, column: ModelColumn): string[] {
  const withValues = column.isNullable && column.default !== '' ? ' WITH VALUES' : '';
  return [`ALTER TABLE ${dboName(table)} ADD ${columnSql(table, column)}${withValues};`, ...columnIndexes(table, column)];
}

function addedStatements({ table, added, rows }: ObjectModel): string[] {
  return added.flatMap((name) =>
    name === 'rv'
      ? [`ALTER TABLE ${dboName(table)} ADD rv rowversion NOT NULL;`]
      : [`ALTER TABLE ${dboName(table)} ADD createdBy nvarchar(64) NULL;`, ...(rows === 'own' ? [createdByIndex(table)] : [])],
  );
}

function createdByIndex(table: string): string {
  return `CREATE INDEX ${id(`IX_${table}_createdBy`)} ON ${dboName(table)} (createdBy);`;
}

function columnSql(table: string, column: ModelColumn): string {
  const { code, kind, sqlType, target, type } = column;
  const given = column.default === '' ? (type === 'yesNo' ? '0' : undefined) : kind.sqlDefault(column.default, column);
  return [
    `${id(code)} ${sqlType} ${column.isNullable ? 'NULL' : 'NOT NULL'}`,
    given === undefined ? '' : `CONSTRAINT ${id(`DF_${table}_${code}`)} DEFAULT (${given})`,
    target === undefined ? '' : `CONSTRAINT ${id(`FK_${table}_${code}`)} REFERENCES ${dboName(target.table)} (${id(target.key)})`,
    type === 'choice'
      ? `CONSTRAINT ${id(`CK_${table}_${code}`)} CHECK (${id(code)} IN (${column.options.map(({ value }) => quoteText(value)).join(', ')}))`
      : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Every reference has an index; what is unique is so among the rows that have a value. */
function columnIndexes(table: string, column: ModelColumn): string[] {
  const { code, target, unique } = column;
  if (unique) {
    const only = !column.isNullable ? '' : ` WHERE ${id(code)} IS NOT NULL`;
    return [`CREATE UNIQUE INDEX ${id(`UX_${table}_${code}`)} ON ${dboName(table)} (${id(code)})${only};`];
  }
  return target === undefined ? [] : [`CREATE INDEX ${id(`IX_${table}_${code}`)} ON ${dboName(table)} (${id(code)});`];
}
