// Tables as the data browser knows them, from the catalogue: no name comes from anywhere else.

import type { Database } from '../../sql/connection.ts';
import { runSql } from '../../sql/query.ts';
import type { Row } from '../../sql/result-sets.ts';
import { columnType } from '../../metadata/packages/table-catalogue.ts';
import { quoteName } from '../workshop/names.ts';

export interface ListedTable {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

export interface DataColumn {
  readonly name: string;
  /** As it is declared: `nvarchar(64)`. */
  readonly type: string;
  readonly baseType: string;
  readonly isNullable: boolean;
  readonly isIdentity: boolean;
  readonly isComputed: boolean;
  readonly hasDefault: boolean;
  /** Place in the primary key, from 1; 0 outside. */
  readonly keyOrdinal: number;
  /** Where its values lead to; only keys of one column. */
  readonly target: { readonly schema: string; readonly table: string; readonly column: string } | undefined;
}

export interface DataTable {
  readonly schema: string;
  readonly name: string;
  /** All but secret ones, which are never read. */
  readonly columns: readonly DataColumn[];
  readonly key: readonly DataColumn[];
  readonly hasSecrets: boolean;
  /** Rows when there is no filter. */
  readonly rows: number;
}

/** Tables that can be changed here: of the solution, with a key to know a row by. */
export function isChangeable({ schema, key }: DataTable): boolean {
  return schema.toLowerCase() !== 'platform' && key.length > 0;
}

export function isEditable({ isIdentity, isComputed, baseType }: DataColumn): boolean {
  return !isIdentity && !isComputed && !['timestamp', 'binary', 'varbinary', 'image', 'sql_variant'].includes(baseType);
}

export function isText({ baseType }: Pick<DataColumn, 'baseType'>): boolean {
  return ['nvarchar', 'varchar', 'nchar', 'char', 'ntext', 'text', 'xml', 'sysname'].includes(baseType);
}

export function isNumeric({ baseType }: Pick<DataColumn, 'baseType'>): boolean {
  return ['int', 'bigint', 'smallint', 'tinyint', 'decimal', 'numeric', 'money', 'smallmoney', 'float', 'real'].includes(baseType);
}

/** The server neither orders nor compares these. */
export function isSortable({ baseType }: Pick<DataColumn, 'baseType'>): boolean {
  return !['xml', 'text', 'ntext', 'image', 'geography', 'geometry'].includes(baseType);
}

export function tableName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

export function columnOf(table: DataTable, name: string): DataColumn | undefined {
  return table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}

export async function listTables(db: Pick<Database, 'pool'>): Promise<ListedTable[]> {
  const [set] = await runSql(
    db,
    `SELECT s.name AS schemaName, t.name,
       (SELECT SUM(p.[rows]) FROM sys.partitions AS p WHERE p.object_id = t.object_id AND p.index_id IN (0, 1)) AS [rows],
       (SELECT COUNT(*) FROM sys.columns AS c WHERE c.object_id = t.object_id) AS columns
     FROM sys.tables AS t
     JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     WHERE t.is_ms_shipped = 0
     ORDER BY CASE WHEN s.name = N'platform' THEN 1 ELSE 0 END, s.name, t.name;`,
  );
  return (set?.rows ?? []).map((row) => ({
    schema: String(row.schemaName),
    name: String(row.name),
    rows: Number(row.rows ?? 0),
    columns: Number(row.columns),
  }));
}

/** Undefined when there is no such table. */
export async function readTable(
  db: Pick<Database, 'pool'>,
  { schema, name }: { schema: string; name: string },
): Promise<DataTable | undefined> {
  const [columns, targets] = await runSql(db, TABLE_SQL, { schema, name });
  const rows = columns?.rows ?? [];
  const [first] = rows;
  if (first === undefined) return undefined;
  const own = { schema: String(first.schemaName), name: String(first.tableName) };
  const shown = rows.filter((row) => !isSecret(own, row)).map((row) => toColumn(row, targets?.rows ?? []));
  return {
    ...own,
    columns: shown,
    key: shown.filter(({ keyOrdinal }) => keyOrdinal > 0).sort((a, b) => a.keyOrdinal - b.keyOrdinal),
    hasSecrets: shown.length < rows.length,
    rows: Number(first.rows ?? 0),
  };
}

function toColumn(row: Row, targets: readonly Row[]): DataColumn {
  const target = targets.find(({ column_id }) => column_id === row.column_id);
  return {
    name: String(row.name),
    type: columnType(row),
    baseType: String(row.baseType),
    isNullable: row.is_nullable === true,
    isIdentity: row.is_identity === true,
    isComputed: row.is_computed === true,
    hasDefault: Number(row.default_object_id) !== 0,
    keyOrdinal: Number(row.keyOrdinal ?? 0),
    target:
      target === undefined
        ? undefined
        : { schema: String(target.targetSchema), table: String(target.targetTable), column: String(target.targetColumn) },
  };
}

/** Hashes, keys and what waits to be sent with them. A flag or a moment tells no secret. */
function isSecret({ schema, name }: { schema: string; name: string }, row: Row): boolean {
  const column = String(row.name);
  if (schema === 'platform' && SECRET_PLACES.has(`${name}.${column}`)) return true;
  const canHold = !['bit', 'date', 'datetime', 'datetime2', 'int', 'bigint', 'tinyint', 'smallint'].includes(String(row.baseType));
  return canHold && /password|passwd|secret|token|hash$|apikey|privatekey/i.test(column);
}

/** Mails hold links that sign in; values of settings may be secret ones. */
const SECRET_PLACES = new Set([
  'outbox.payload',
  'setting.value',
  'user_token.data',
  'idempotency.response',
  'package_import.before',
  'form_draft.data',
]);

const TABLE_SQL = `
SELECT s.name AS schemaName, t.name AS tableName, c.column_id, c.name, ty.name AS type, TYPE_NAME(c.system_type_id) AS baseType,
  SCHEMA_NAME(ty.schema_id) AS typeSchema, ty.is_user_defined, c.max_length, c.precision, c.scale, c.is_nullable, c.is_identity, c.is_computed,
  c.default_object_id, k.key_ordinal AS keyOrdinal,
  (SELECT SUM(p.[rows]) FROM sys.partitions AS p WHERE p.object_id = t.object_id AND p.index_id IN (0, 1)) AS [rows]
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
JOIN sys.columns AS c ON c.object_id = t.object_id
JOIN sys.types AS ty ON ty.user_type_id = c.user_type_id
LEFT JOIN sys.indexes AS i ON i.object_id = t.object_id AND i.is_primary_key = 1
LEFT JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.column_id = c.column_id
WHERE s.name = @schema AND t.name = @name AND t.is_ms_shipped = 0
ORDER BY c.column_id;
SELECT f.parent_column_id AS column_id, OBJECT_SCHEMA_NAME(f.referenced_object_id) AS targetSchema, OBJECT_NAME(f.referenced_object_id) AS targetTable,
  COL_NAME(f.referenced_object_id, f.referenced_column_id) AS targetColumn
FROM sys.foreign_key_columns AS f
WHERE f.parent_object_id = OBJECT_ID(QUOTENAME(@schema) + N'.' + QUOTENAME(@name))
  AND NOT EXISTS (SELECT 1 FROM sys.foreign_key_columns AS o WHERE o.constraint_object_id = f.constraint_object_id AND o.constraint_column_id > 1);`;
