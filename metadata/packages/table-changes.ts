// The statements that bring a table from one script to another. What loses data (columns, tables) is kept apart, because it needs a
// consent of its own.

import { quoted, textLiteral } from './items.ts';
import { addForeignKey, columnLine, constraintLine, tableName } from './table-script.ts';
import type { TableColumn, TableModel, TablePart } from './table-script.ts';

export interface TableChanges {
  /** Before the modules: the table, its columns and constraints. */
  readonly shape: readonly string[];
  /** After all tables and functions are there. */
  readonly indexes: readonly string[];
  readonly foreignKeys: readonly string[];
  /** Lose data, last of all. */
  readonly drops: readonly string[];
  /** What no statement can do. */
  readonly obstacles: readonly string[];
}

export function tableChanges(wanted: TableModel, present: TableModel | undefined): TableChanges {
  if (present === undefined) {
    const lines = [...wanted.columns.map(columnLine), ...wanted.constraints.map(constraintLine)];
    return {
      shape: [`CREATE TABLE ${tableName(wanted)} (\n  ${lines.join(',\n  ')}\n);`],
      indexes: wanted.indexes.map(({ text }) => text),
      foreignKeys: wanted.foreignKeys.map((key) => addForeignKey(wanted, key)),
      drops: [],
      obstacles: [],
    };
  }
  const table = tableName(present);
  const constraints = compare(wanted.constraints, present.constraints);
  const indexes = compare(wanted.indexes, present.indexes);
  const foreignKeys = compare(wanted.foreignKeys, present.foreignKeys);
  const columns = columnChanges(wanted, present);
  return {
    shape: [
      ...foreignKeys.gone.map((key) => dropConstraint(present, key)),
      ...constraints.gone.map((part) => dropConstraint(present, part)),
      ...indexes.gone.map(({ name = '' }) => `DROP INDEX ${quoted(name)} ON ${table};`),
      ...columns.statements,
      ...constraints.fresh.map((part) => `ALTER TABLE ${table} ADD ${constraintLine(part)};`),
    ],
    indexes: indexes.fresh.map(({ text }) => text),
    foreignKeys: foreignKeys.fresh.map((key) => addForeignKey(present, key)),
    drops: columns.drops,
    obstacles: columns.obstacles,
  };
}

export function isSameTable({ shape, indexes, foreignKeys, drops, obstacles }: TableChanges): boolean {
  return shape.length + indexes.length + foreignKeys.length + drops.length + obstacles.length === 0;
}

function columnChanges(wanted: TableModel, present: TableModel): { statements: string[]; drops: string[]; obstacles: string[] } {
  const table = tableName(present);
  const here = new Map(present.columns.map((column) => [column.name.toLowerCase(), column]));
  const there = new Set(wanted.columns.map(({ name }) => name.toLowerCase()));
  const statements: string[] = [];
  const obstacles: string[] = [];
  for (const column of wanted.columns) {
    const known = here.get(column.name.toLowerCase());
    if (known === undefined) statements.push(`ALTER TABLE ${table} ADD ${columnLine(column)};`);
    else if (columnLine(known) !== columnLine(column)) {
      if (canAlter(known, column)) statements.push(...alterColumn(present, { known, column }));
      else obstacles.push(`${table}.${quoted(column.name)}: ${known.definition} → ${column.definition}`);
    }
  }
  const drops = present.columns
    .filter(({ name }) => !there.has(name.toLowerCase()))
    .flatMap((column) => [...dropDefault(present, column), `ALTER TABLE ${table} DROP COLUMN ${quoted(column.name)};`]);
  return { statements, drops, obstacles };
}

/** Identity and rowversion belong to a column from its birth. */
function canAlter(known: TableColumn, column: TableColumn): boolean {
  const born = ({ definition }: TableColumn): string => /IDENTITY\([^)]*\)|rowversion/.exec(definition)?.[0] ?? '';
  return known.isComputed === column.isComputed && born(known) === born(column);
}

function alterColumn(table: TableModel, { known, column }: { known: TableColumn; column: TableColumn }): string[] {
  const name = tableName(table);
  if (column.isComputed)
    return [`ALTER TABLE ${name} DROP COLUMN ${quoted(column.name)};`, `ALTER TABLE ${name} ADD ${columnLine(column)};`];
  const isTypeChanged = known.definition !== column.definition;
  const isDefaultChanged = isTypeChanged || defaultOf(known) !== defaultOf(column);
  return [
    ...(isDefaultChanged ? dropDefault(table, known) : []),
    ...(isTypeChanged ? [`ALTER TABLE ${name} ALTER COLUMN ${quoted(column.name)} ${column.definition};`] : []),
    ...(isDefaultChanged && column.default !== undefined
      ? [
          `ALTER TABLE ${name} ADD ${constraintLine({ name: column.default.name, text: `DEFAULT ${column.default.expression} FOR ${quoted(column.name)}` })};`,
        ]
      : []),
  ];
}

function defaultOf({ default: standard }: TableColumn): string {
  return standard === undefined ? '' : `${standard.name ?? ''} ${standard.expression}`;
}

function dropDefault(table: TableModel, { name, default: standard }: TableColumn): string[] {
  if (standard === undefined) return [];
  if (standard.name !== undefined) return [`ALTER TABLE ${tableName(table)} DROP CONSTRAINT ${quoted(standard.name)};`];
  const find = `SELECT d.name FROM sys.default_constraints AS d WHERE d.parent_object_id = OBJECT_ID(${textLiteral(tableName(table))}) AND COL_NAME(d.parent_object_id, d.parent_column_id) = ${textLiteral(name)}`;
  return [dropFound(table, find)];
}

function dropConstraint(table: TableModel, { name, text }: TablePart): string {
  if (name !== undefined) return `ALTER TABLE ${tableName(table)} DROP CONSTRAINT ${quoted(name)};`;
  const id = `OBJECT_ID(${textLiteral(tableName(table))})`;
  if (text.startsWith('CHECK ')) {
    return dropFound(
      table,
      `SELECT c.name FROM sys.check_constraints AS c WHERE c.parent_object_id = ${id} AND c.definition = ${textLiteral(text.slice('CHECK '.length))}`,
    );
  }
  const [, column = ''] = /\(\[((?:[^\]]|\]\])+)\]/.exec(text) ?? [];
  const named = textLiteral(column.replaceAll(']]', ']'));
  return dropFound(
    table,
    text.startsWith('FOREIGN KEY ')
      ? `SELECT f.name FROM sys.foreign_keys AS f JOIN sys.foreign_key_columns AS c ON c.constraint_object_id = f.object_id AND c.constraint_column_id = 1 WHERE f.parent_object_id = ${id} AND f.is_system_named = 1 AND COL_NAME(c.parent_object_id, c.parent_column_id) = ${named}`
      : `SELECT k.name FROM sys.key_constraints AS k JOIN sys.index_columns AS c ON c.object_id = k.parent_object_id AND c.index_id = k.unique_index_id AND c.key_ordinal = 1 WHERE k.parent_object_id = ${id} AND k.is_system_named = 1 AND k.type = '${text.startsWith('PRIMARY') ? 'PK' : 'UQ'}' AND COL_NAME(c.object_id, c.column_id) = ${named}`,
  );
}

/** A name that the server made up is another one in every database. */
function dropFound(table: TableModel, find: string): string {
  const drop = textLiteral(`ALTER TABLE ${tableName(table)} DROP CONSTRAINT `);
  return `DECLARE @constraint nvarchar(300) = ${drop} + QUOTENAME((${find})) + N';';\nEXEC (@constraint);`;
}

/** By name; by text where the server made the name. A part that is another one under its name is gone and fresh. */
function compare(wanted: readonly TablePart[], present: readonly TablePart[]): { gone: TablePart[]; fresh: TablePart[] } {
  const key = ({ name, text }: TablePart): string => `${name?.toLowerCase() ?? ''}\n${text}`;
  const there = new Set(wanted.map(key));
  const here = new Set(present.map(key));
  return { gone: present.filter((part) => !there.has(key(part))), fresh: wanted.filter((part) => !here.has(key(part))) };
}

/** Tables that go together may name each other. */
export function dropForeignKeys(table: TableModel | undefined): string[] {
  return table === undefined ? [] : table.foreignKeys.map((key) => dropConstraint(table, key));
}
