// Tables, types and sequences of the solution, read from the catalogue as items. What the platform made (schema `platform`, its parameter
// types) is not among them.

import { declaredType, typeText } from '../../sql/declared-type.ts';
import type { Row } from '../../sql/result-sets.ts';
import type { SqlSession } from '../../sql/query.ts';
import { objectPath, quoted, sequencesFolder, textLiteral, typesFolder } from './items.ts';
import type { PackageItem } from './items.ts';
import { tableItem, tableName } from './table-script.ts';
import type { TableColumn, TableModel, TablePart } from './table-script.ts';

/** What the platform's first migration makes in schema dbo. */
const PLATFORM_TYPES = new Set(['crudfilterparameter', 'dictionaryparameter', 'extendeddictionaryparameter']);

export async function readTables(session: SqlSession): Promise<PackageItem[]> {
  const [columns, keys, checks, foreignKeys, sequences, types, typeColumns] = await session.run(CATALOGUE_SQL);
  const tables = grouped(columns?.rows ?? []);
  const keysOf = grouped(keys?.rows ?? []);
  const checksOf = grouped(checks?.rows ?? []);
  const foreignKeysOf = grouped(foreignKeys?.rows ?? []);
  const items = [...tables.entries()].map(([id, rows]) =>
    tableItem(modelOf(rows, { keys: keysOf.get(id) ?? [], checks: checksOf.get(id) ?? [], foreignKeys: foreignKeysOf.get(id) ?? [] })),
  );
  const columnsOf = grouped(typeColumns?.rows ?? []);
  return [
    ...items,
    ...(sequences?.rows ?? []).map(sequenceItem),
    ...(types?.rows ?? []).filter(({ name }) => !PLATFORM_TYPES.has(text(name).toLowerCase())).map((row) => typeItem(row, columnsOf)),
  ];
}

interface TableRows {
  readonly keys: readonly Row[];
  readonly checks: readonly Row[];
  readonly foreignKeys: readonly Row[];
}

function modelOf(columns: readonly Row[], { keys, checks, foreignKeys }: TableRows): TableModel {
  const of = { schema: text(columns[0]?.schemaName), name: text(columns[0]?.tableName) };
  const indexes = [...grouped(keys, 'index_id').values()];
  return {
    ...of,
    columns: columns.map(columnOf),
    constraints: [
      ...ordered(indexes.filter(isConstraint).map(keyConstraint)),
      ...ordered(checks.map((row) => ({ name: givenName(row), text: `CHECK ${text(row.definition)}` }))),
    ],
    indexes: ordered(indexes.filter((rows) => !isConstraint(rows)).map((rows) => indexPart(of, rows))),
    foreignKeys: ordered([...grouped(foreignKeys, 'keyID').values()].map(foreignKey)),
  };
}

function columnOf(row: Row): TableColumn {
  const name = text(row.name);
  if (row.is_computed === true) {
    const stored = row.is_persisted === true ? ` PERSISTED${row.is_nullable === true ? '' : ' NOT NULL'}` : '';
    return { name, definition: `AS ${text(row.computed)}${stored}`, isComputed: true };
  }
  const collation =
    row.collation_name === null || row.collation_name === row.databaseCollation ? '' : ` COLLATE ${text(row.collation_name)}`;
  const identity = row.is_identity === true ? ` IDENTITY(${text(row.seed_value)}, ${text(row.increment_value)})` : '';
  const guid = row.is_rowguidcol === true ? ' ROWGUIDCOL' : '';
  return {
    name,
    definition: `${columnType(row)}${collation}${identity}${guid} ${row.is_nullable === true ? 'NULL' : 'NOT NULL'}`,
    isComputed: false,
    default:
      row.defaultExpression === null
        ? undefined
        : { name: row.isDefaultUnnamed === true ? undefined : text(row.defaultName), expression: text(row.defaultExpression) },
  };
}

/** A type as it is written in a declaration, those of the solution with their schema. */
export function columnType(row: Row): string {
  const name = text(row.type);
  if (row.is_user_defined === true) return `${quoted(text(row.typeSchema))}.${quoted(name)}`;
  return typeText(declaredType({ name, maxLength: Number(row.max_length), precision: Number(row.precision), scale: Number(row.scale) }));
}

function isConstraint(rows: readonly Row[]): boolean {
  return rows[0]?.is_primary_key === true || rows[0]?.is_unique_constraint === true;
}

function keyConstraint(rows: readonly Row[]): TablePart {
  const [row] = rows;
  const kind = row?.is_primary_key === true ? 'PRIMARY KEY' : 'UNIQUE';
  return { name: givenName(row), text: `${kind} ${row?.indexType === 1 ? 'CLUSTERED' : 'NONCLUSTERED'} (${keyColumns(rows)})` };
}

function indexPart(of: { schema: string; name: string }, rows: readonly Row[]): TablePart {
  const [row] = rows;
  const name = text(row?.name);
  const included = rows.filter((column) => column.is_included_column === true).map((column) => text(column.columnName));
  const include = included.length === 0 ? '' : ` INCLUDE (${included.sort().map(quoted).join(', ')})`;
  const where = row?.filter_definition === null ? '' : ` WHERE ${text(row?.filter_definition)}`;
  const head = `CREATE ${row?.is_unique === true ? 'UNIQUE ' : ''}${row?.indexType === 1 ? 'CLUSTERED ' : ''}INDEX`;
  return { name, text: `${head} ${quoted(name)} ON ${tableName(of)} (${keyColumns(rows)})${include}${where};` };
}

function keyColumns(rows: readonly Row[]): string {
  return rows
    .filter((row) => row.is_included_column !== true)
    .sort((a, b) => Number(a.key_ordinal) - Number(b.key_ordinal))
    .map((row) => `${quoted(text(row.columnName))}${row.is_descending_key === true ? ' DESC' : ''}`)
    .join(', ');
}

function foreignKey(rows: readonly Row[]): TablePart {
  const [row] = rows;
  const list = (column: string): string => rows.map((one) => quoted(text(one[column]))).join(', ');
  const target = tableName({ schema: text(row?.referencedSchema), name: text(row?.referencedTable) });
  const actions = [
    action('DELETE', text(row?.delete_referential_action_desc)),
    action('UPDATE', text(row?.update_referential_action_desc)),
  ].join('');
  return { name: givenName(row), text: `FOREIGN KEY (${list('columnName')}) REFERENCES ${target} (${list('referencedColumn')})${actions}` };
}

function action(event: string, description: string): string {
  return description === 'NO_ACTION' ? '' : ` ON ${event} ${description.replaceAll('_', ' ')}`;
}

function sequenceItem(row: Row): PackageItem {
  const of = { schema: text(row.schemaName), name: text(row.name) };
  const create = `CREATE SEQUENCE ${tableName(of)} AS ${columnType(row)} START WITH ${text(row.start_value)} INCREMENT BY ${text(row.increment)}`;
  return {
    type: 'sequence',
    path: objectPath(sequencesFolder, of),
    name: `${of.schema}.${of.name}`,
    text: `IF OBJECT_ID(${textLiteral(tableName(of))}, N'SO') IS NULL\n${create}${row.is_cycling === true ? ' CYCLE' : ''};\nGO\n`,
  };
}

function typeItem(row: Row, columnsOf: ReadonlyMap<string, readonly Row[]>): PackageItem {
  const of = { schema: text(row.schemaName), name: text(row.name) };
  const columns = columnsOf.get(text(row.object_id)) ?? [];
  const key = columns.filter(({ keyOrdinal }) => keyOrdinal !== null).sort((a, b) => Number(a.keyOrdinal) - Number(b.keyOrdinal));
  const lines = [
    ...columns.map((column) => columnLineOfType(column)),
    ...(key.length === 0 ? [] : [`PRIMARY KEY (${key.map((column) => quoted(text(column.name))).join(', ')})`]),
  ];
  const body =
    row.is_table_type === true
      ? `AS TABLE (\n  ${lines.join(',\n  ')}\n)`
      : `FROM ${columnType(row)}${row.is_nullable === true ? '' : ' NOT NULL'}`;
  return {
    type: 'type',
    path: objectPath(typesFolder, of),
    name: `${of.schema}.${of.name}`,
    text: `IF TYPE_ID(${textLiteral(tableName(of))}) IS NULL\nCREATE TYPE ${tableName(of)} ${body};\nGO\n`,
  };
}

function columnLineOfType(column: Row): string {
  return `${quoted(text(column.name))} ${columnType(column)} ${column.is_nullable === true ? 'NULL' : 'NOT NULL'}`;
}

function givenName(row: Row | undefined): string | undefined {
  return row?.is_system_named === true ? undefined : text(row?.name);
}

/** By name, by text where the server made the name: never by what differs from one database to the next. */
function ordered(parts: readonly TablePart[]): TablePart[] {
  const key = ({ name, text: own }: TablePart): string => `${name ?? '~'}\n${own}`;
  return parts.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function grouped(rows: readonly Row[], column = 'object_id'): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = text(row[column]);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return groups;
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

const OWN_SCHEMAS = `s.name NOT IN (N'platform', N'sys', N'INFORMATION_SCHEMA')`;

const CATALOGUE_SQL = `
SELECT c.object_id, s.name AS schemaName, t.name AS tableName, c.name, ty.name AS type, SCHEMA_NAME(ty.schema_id) AS typeSchema,
  ty.is_user_defined, c.max_length, c.precision, c.scale, c.collation_name,
  CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation')) AS databaseCollation,
  c.is_nullable, c.is_identity, c.is_computed, c.is_rowguidcol, d.name AS defaultName, d.definition AS defaultExpression,
  d.is_system_named AS isDefaultUnnamed, cc.definition AS computed, cc.is_persisted,
  CONVERT(nvarchar(40), ic.seed_value) AS seed_value, CONVERT(nvarchar(40), ic.increment_value) AS increment_value
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
JOIN sys.columns AS c ON c.object_id = t.object_id
JOIN sys.types AS ty ON ty.user_type_id = c.user_type_id
LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
LEFT JOIN sys.computed_columns AS cc ON cc.object_id = c.object_id AND cc.column_id = c.column_id
LEFT JOIN sys.identity_columns AS ic ON ic.object_id = c.object_id AND ic.column_id = c.column_id
WHERE ${OWN_SCHEMAS} AND t.is_ms_shipped = 0
ORDER BY c.object_id, c.column_id;
SELECT i.object_id, i.index_id, i.name, i.type AS indexType, i.is_unique, i.is_primary_key, i.is_unique_constraint, i.filter_definition,
  k.is_system_named, ic.key_ordinal, ic.is_descending_key, ic.is_included_column, COL_NAME(ic.object_id, ic.column_id) AS columnName
FROM sys.indexes AS i
JOIN sys.tables AS t ON t.object_id = i.object_id
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
LEFT JOIN sys.key_constraints AS k ON k.parent_object_id = i.object_id AND k.unique_index_id = i.index_id
WHERE ${OWN_SCHEMAS} AND i.type IN (1, 2)
ORDER BY i.object_id, i.index_id, ic.key_ordinal;
SELECT c.parent_object_id AS object_id, c.name, c.definition, c.is_system_named
FROM sys.check_constraints AS c
JOIN sys.tables AS t ON t.object_id = c.parent_object_id
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE ${OWN_SCHEMAS};
SELECT f.parent_object_id AS object_id, f.object_id AS keyID, f.name, f.is_system_named, f.delete_referential_action_desc,
  f.update_referential_action_desc, COL_NAME(c.parent_object_id, c.parent_column_id) AS columnName,
  COL_NAME(c.referenced_object_id, c.referenced_column_id) AS referencedColumn,
  OBJECT_SCHEMA_NAME(f.referenced_object_id) AS referencedSchema, OBJECT_NAME(f.referenced_object_id) AS referencedTable
FROM sys.foreign_keys AS f
JOIN sys.foreign_key_columns AS c ON c.constraint_object_id = f.object_id
JOIN sys.tables AS t ON t.object_id = f.parent_object_id
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE ${OWN_SCHEMAS}
ORDER BY f.object_id, c.constraint_column_id;
SELECT s.name AS schemaName, q.name, TYPE_NAME(q.user_type_id) AS type, q.precision, q.scale, 0 AS max_length, CAST(0 AS bit) AS is_user_defined,
  CONVERT(nvarchar(40), q.start_value) AS start_value, CONVERT(nvarchar(40), q.increment) AS increment, q.is_cycling
FROM sys.sequences AS q
JOIN sys.schemas AS s ON s.schema_id = q.schema_id
WHERE ${OWN_SCHEMAS};
SELECT s.name AS schemaName, t.name, TYPE_NAME(t.system_type_id) AS type, CAST(0 AS bit) AS is_user_defined, t.max_length, t.precision, t.scale,
  t.is_nullable, t.is_table_type, tt.type_table_object_id AS object_id
FROM sys.types AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
LEFT JOIN sys.table_types AS tt ON tt.user_type_id = t.user_type_id
WHERE t.is_user_defined = 1 AND ${OWN_SCHEMAS};
SELECT c.object_id, c.name, ty.name AS type, SCHEMA_NAME(ty.schema_id) AS typeSchema, ty.is_user_defined, c.max_length, c.precision, c.scale,
  c.is_nullable, k.key_ordinal AS keyOrdinal
FROM sys.columns AS c
JOIN sys.table_types AS tt ON tt.type_table_object_id = c.object_id
JOIN sys.types AS ty ON ty.user_type_id = c.user_type_id
LEFT JOIN sys.indexes AS i ON i.object_id = c.object_id AND i.is_primary_key = 1
LEFT JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.column_id = c.column_id
ORDER BY c.object_id, c.column_id;`;
