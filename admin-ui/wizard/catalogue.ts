// What the database has already, as far as the wizard has to know: tables with columns, keys and references, modules, definitions, roles.

import { sql } from 'kysely';
import type { Database } from '../../sql/connection.ts';

export interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  /** Characters; -1 for (max). */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly isNullable: boolean;
  readonly isIdentity: boolean;
  readonly isComputed: boolean;
  readonly hasDefault: boolean;
  /** A key or index makes its values unique. */
  readonly isUnique: boolean;
  readonly isKey: boolean;
  readonly reference?: { readonly table: string; readonly column: string };
}

export interface TableInfo {
  readonly name: string;
  readonly columns: readonly ColumnInfo[];
}

export interface ModuleInfo {
  readonly name: string;
  /** `P`, `IF`, `FN`, … */
  readonly type: string;
  readonly definition: string;
}

export interface DefinitionInfo {
  readonly kind: string;
  readonly code: string;
  readonly version: number;
  readonly body: string;
}

export interface RoleInfo {
  readonly code: string;
  readonly title: unknown;
  readonly menu?: string;
}

export interface WizardCatalogue {
  /** Tables of dbo by name in lower case. */
  readonly tables: ReadonlyMap<string, TableInfo>;
  /** Procedures, functions and views of dbo by name in lower case. */
  readonly modules: ReadonlyMap<string, ModuleInfo>;
  /** By `kind/code` in lower case. */
  readonly definitions: ReadonlyMap<string, DefinitionInfo>;
  readonly roles: readonly RoleInfo[];
  /** Functions that say which rows of a table a user may see (`ord_allowed`), by table in lower case. */
  readonly allowed: ReadonlyMap<string, readonly string[]>;
  /** The solution's function that gives a user's points, with the table of points; undefined when it has none. */
  readonly points?: { readonly scope: string; readonly table: string };
}

const SCOPE_FUNCTION = 'sec_scope';
const SCOPE_COLUMN = 'pointid';

export async function readWizardCatalogue(db: Database): Promise<WizardCatalogue> {
  const [tables, modules, definitions, scope] = await Promise.all([readTables(db), readModules(db), readDefinitions(db), readScope(db)]);
  return {
    tables,
    modules,
    definitions,
    roles: rolesOf(definitions),
    allowed: allowedFunctions(tables, modules),
    ...(scope && pointsTable(tables) !== undefined && { points: { scope: SCOPE_FUNCTION, table: pointsTable(tables) ?? '' } }),
  };
}

interface ColumnRow extends Omit<ColumnInfo, 'reference' | 'isUnique' | 'isKey'> {
  tableID: number;
  columnID: number;
  table: string;
}

interface IndexRow {
  tableID: number;
  columnID: number;
  isPrimary: boolean;
}

interface ReferenceRow {
  tableID: number;
  columnID: number;
  table: string;
  column: string;
}

async function readTables(db: Database): Promise<Map<string, TableInfo>> {
  const [columns, indexes, references] = await Promise.all([
    sql<ColumnRow>`
      SELECT t.object_id AS tableID, c.column_id AS columnID, t.name AS [table], c.name, y.name AS type,
        CASE WHEN y.name IN (N'nvarchar', N'nchar') AND c.max_length > 0 THEN c.max_length / 2 ELSE c.max_length END AS length,
        c.precision, c.scale, c.is_nullable AS isNullable, c.is_identity AS isIdentity, c.is_computed AS isComputed,
        CAST(CASE WHEN c.default_object_id <> 0 THEN 1 ELSE 0 END AS bit) AS hasDefault
      FROM sys.tables AS t
      INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id AND s.name = N'dbo'
      INNER JOIN sys.columns AS c ON c.object_id = t.object_id
      INNER JOIN sys.types AS y ON y.user_type_id = c.user_type_id
      ORDER BY t.name, c.column_id
    `.execute(db.kysely),
    // Keys and unique indexes of one column; a composite key is none that a form could name.
    sql<IndexRow>`
      SELECT i.object_id AS tableID, MIN(ic.column_id) AS columnID, i.is_primary_key AS isPrimary
      FROM sys.indexes AS i
      INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id AND ic.is_included_column = 0
      WHERE i.is_unique = 1
      GROUP BY i.object_id, i.index_id, i.is_primary_key
      HAVING COUNT(*) = 1
    `.execute(db.kysely),
    sql<ReferenceRow>`
      SELECT f.parent_object_id AS tableID, MIN(f.parent_column_id) AS columnID, MIN(r.name) AS [table], MIN(c.name) AS [column]
      FROM sys.foreign_key_columns AS f
      INNER JOIN sys.tables AS r ON r.object_id = f.referenced_object_id
      INNER JOIN sys.columns AS c ON c.object_id = f.referenced_object_id AND c.column_id = f.referenced_column_id
      GROUP BY f.parent_object_id, f.constraint_object_id
      HAVING COUNT(*) = 1
    `.execute(db.kysely),
  ]);
  const at = ({ tableID, columnID }: { tableID: number; columnID: number }): string => `${tableID}/${columnID}`;
  const unique = new Set(indexes.rows.map(at));
  const keys = new Set(indexes.rows.filter(({ isPrimary }) => isPrimary).map(at));
  const targets = new Map(references.rows.map((row) => [at(row), { table: row.table, column: row.column }]));
  const tables = new Map<string, { name: string; columns: ColumnInfo[] }>();
  for (const row of columns.rows) {
    const { table: name, tableID: _table, columnID: _column, ...column } = row;
    const table = tables.get(name.toLowerCase()) ?? { name, columns: [] };
    tables.set(name.toLowerCase(), table);
    const reference = targets.get(at(row));
    table.columns.push({
      ...column,
      isUnique: unique.has(at(row)),
      isKey: keys.has(at(row)),
      ...(reference !== undefined && { reference }),
    });
  }
  return tables;
}

async function readModules(db: Database): Promise<Map<string, ModuleInfo>> {
  const { rows } = await sql<ModuleInfo>`
    SELECT o.name, RTRIM(o.type) AS type, ISNULL(m.definition, N'') AS definition
    FROM sys.objects AS o
    INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id AND s.name = N'dbo'
    INNER JOIN sys.sql_modules AS m ON m.object_id = o.object_id
  `.execute(db.kysely);
  return new Map(rows.map((row) => [row.name.toLowerCase(), row]));
}

async function readDefinitions(db: Database): Promise<Map<string, DefinitionInfo>> {
  const rows = await db.kysely.selectFrom('platform.definition').select(['kind', 'code', 'version', 'body']).execute();
  return new Map(rows.map((row) => [`${row.kind}/${row.code}`.toLowerCase(), row]));
}

/** Whether the solution has the function with the points of a user. */
async function readScope(db: Database): Promise<boolean> {
  const { rows } = await sql<{ found: number }>`
    SELECT COUNT(*) AS found
    FROM sys.columns AS c
    INNER JOIN sys.objects AS o ON o.object_id = c.object_id AND o.type IN ('IF', 'TF')
    WHERE o.name = ${SCOPE_FUNCTION} AND o.schema_id = SCHEMA_ID(N'dbo') AND c.name IN (N'pointID', N'canManage')
  `.execute(db.kysely);
  return Number(rows[0]?.found ?? 0) === 2;
}

/** The table that columns of the scope's name refer to. */
function pointsTable(tables: ReadonlyMap<string, TableInfo>): string | undefined {
  for (const { columns } of tables.values()) {
    const found = columns.find(({ name, reference }) => name.toLowerCase() === SCOPE_COLUMN && reference !== undefined);
    if (found?.reference !== undefined) return found.reference.table;
  }
  return undefined;
}

/** Inline functions of the user alone that read a table and give its ids. */
function allowedFunctions(tables: ReadonlyMap<string, TableInfo>, modules: ReadonlyMap<string, ModuleInfo>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, type, definition } of modules.values()) {
    if (type !== 'IF' || !/_allowed$/i.test(name) || !/\(\s*@username\s+nvarchar\(\d+\)\s*\)/i.test(definition)) continue;
    const read = /SELECT\s+(\w+)\.id\b/i.exec(definition);
    if (read === null) continue;
    const table = new RegExp(`dbo\\.(\\w+)\\s+AS\\s+${read[1]}\\b`, 'i').exec(definition)?.[1]?.toLowerCase();
    if (table !== undefined && tables.has(table)) found.set(table, [...(found.get(table) ?? []), name]);
  }
  return found;
}

function rolesOf(definitions: ReadonlyMap<string, DefinitionInfo>): RoleInfo[] {
  return [...definitions.values()]
    .filter(({ kind }) => kind === 'role')
    .map(({ code, body }) => {
      const role = JSON.parse(body) as { title?: unknown; menu?: string };
      return { code, title: role.title, ...(role.menu !== undefined && { menu: role.menu }) };
    })
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
