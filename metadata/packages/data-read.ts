// The rows of tables as they are in a database. An export is strict about what may leave: no secrets by accident, nothing that means
// something else in another installation; an import only reads what it is going to compare.

import type { Row } from '../../sql/result-sets.ts';
import type { SqlSession } from '../../sql/query.ts';
import { DataRefused } from '../errors.ts';
import { columnOrder, dataItem, duplicateIn, sorted } from './data-rows.ts';
import type { DataRows, DataValue } from './data-rows.ts';
import { splitTable } from './data-spec.ts';
import type { DataSpec } from './data-spec.ts';
import { quoted } from './items.ts';
import type { PackageItem } from './items.ts';
import { columnType } from './table-catalogue.ts';
import { tableName } from './table-script.ts';

export const MOST_ROWS = 5_000;
/** Where rows are only compared. */
const MOST_COMPARED = 100_000;
const SECRET_WORDS = new Set(
  'password passwd pwd pass secret secrets token tokens hash salt key apikey credential credentials pin cvv'.split(' '),
);

export interface DataColumn {
  readonly name: string;
  /** As in a declaration. */
  readonly type: string;
  /** Without length. */
  readonly base: string;
  readonly isIdentity: boolean;
  /** `dbo.ord_units.id`: the first column that it refers to. */
  readonly refersTo: string | undefined;
}

/** By the lower-cased name of the table; a table that is not there is missing. Columns that the server fills are left out. */
export async function readDataColumns(session: SqlSession, tables: readonly string[]): Promise<Map<string, DataColumn[]>> {
  const [set] = await session.run(COLUMNS_SQL, { names: JSON.stringify(tables.map((table) => ({ table, ...splitTable(table) }))) });
  const found = new Map<string, DataColumn[]>();
  for (const row of set?.rows ?? []) {
    const table = String(row.tableName).toLowerCase();
    const own = found.get(table) ?? [];
    found.set(table, own);
    own.push({
      name: String(row.name),
      type: columnType(row),
      base: String(row.type),
      isIdentity: row.is_identity === true,
      refersTo: row.refersTo === null ? undefined : String(row.refersTo),
    });
  }
  return found;
}

/** A table with the sets of columns that could be its key: unique, never empty, best first. */
export interface DataCandidate {
  readonly table: string;
  readonly keys: readonly (readonly string[])[];
  readonly rows: number;
  /** Columns that look like secrets. */
  readonly secrets: readonly string[];
}

/** Tables whose rows could travel: those with a key that is not the server's own number come first for each. */
export async function readCandidates(session: SqlSession): Promise<DataCandidate[]> {
  const [set, columns] = await session.run(CANDIDATES_SQL);
  const secrets = Map.groupBy(columns?.rows ?? [], ({ tableName: name }) => String(name));
  return [...Map.groupBy(set?.rows ?? [], ({ tableName: name }) => String(name))].map(([table, rows]) => ({
    table,
    keys: [...Map.groupBy(rows, ({ index_id: id }) => String(id)).values()]
      .toSorted(
        (a, b) => Number(a[0]?.hasIdentity) - Number(b[0]?.hasIdentity) || Number(b[0]?.is_primary_key) - Number(a[0]?.is_primary_key),
      )
      .map((own) => own.map(({ columnName }) => String(columnName))),
    rows: Number(rows[0]?.rowCount ?? 0),
    secrets: (secrets.get(table) ?? []).map(({ name }) => String(name)).filter(isSecretName),
  }));
}

/** Items for an export. Throws DataRefused. */
export async function exportData(session: SqlSession, specs: readonly DataSpec[]): Promise<PackageItem[]> {
  const tables = await readDataColumns(
    session,
    specs.map(({ table }) => table),
  );
  const travelling = new Map<string, string[]>();
  for (const spec of specs) travelling.set(spec.table.toLowerCase(), travellers(spec, tables.get(spec.table.toLowerCase())));
  const items: PackageItem[] = [];
  for (const spec of specs) {
    const columns = tables.get(spec.table.toLowerCase()) ?? [];
    const chosen = travelling.get(spec.table.toLowerCase()) ?? [];
    requireReferences(spec, { columns, chosen, travelling });
    const data = await readRows(session, { spec, columns: pick(columns, chosen), most: MOST_ROWS });
    const twice = duplicateIn(data);
    if (twice !== undefined) throw new DataRefused(spec.table, 'duplicate', twice);
    items.push(dataItem(data));
  }
  return items;
}

export interface Compared {
  readonly spec: Pick<DataSpec, 'table' | 'key'>;
  /** The columns of the package. */
  readonly columns: readonly string[];
}

/** The rows that an import compares with, of the tables that are there. */
export async function readData(
  session: SqlSession,
  wanted: readonly Compared[],
  { shouldLock = false }: { shouldLock?: boolean } = {},
): Promise<PackageItem[]> {
  if (wanted.length === 0) return [];
  const tables = await readDataColumns(
    session,
    wanted.map(({ spec }) => spec.table),
  );
  const items: PackageItem[] = [];
  for (const { spec, columns: names } of wanted) {
    const columns = tables.get(spec.table.toLowerCase());
    // A key that is not there yet: nothing to compare.
    if (columns === undefined || pick(columns, spec.key).length < spec.key.length) continue;
    items.push(
      dataItem(await readRows(session, { spec, columns: pick(columns, columnOrder(spec.key, names)), most: MOST_COMPARED, shouldLock })),
    );
  }
  return items;
}

/** Names of the columns that leave. */
function travellers({ table, key, columns: listed }: DataSpec, columns: readonly DataColumn[] | undefined): string[] {
  if (columns === undefined) throw new DataRefused(table, 'noTable', table);
  const named = [...key, ...(listed ?? [])];
  const unknown = named.filter((name) => pick(columns, [name]).length === 0);
  if (unknown.length > 0) throw new DataRefused(table, 'noColumn', unknown.join(', '));
  const isNamed = (name: string): boolean => named.some((one) => one.toLowerCase() === name.toLowerCase());
  // Numbers that the server gives are no key elsewhere, and what it gives there is as good.
  const chosen = columns.filter(({ name, isIdentity }) => isNamed(name) || (listed === undefined && !isIdentity));
  const secret = chosen.filter(({ name }) => !isNamed(name) && isSecretName(name));
  if (secret.length > 0) throw new DataRefused(table, 'secret', secret.map(({ name }) => name).join(', '));
  const strange = chosen.filter(({ base }) => readAs(base) === undefined);
  if (strange.length > 0) throw new DataRefused(table, 'type', strange.map(({ name, base }) => `${name} (${base})`).join(', '));
  return columnOrder(
    pick(columns, key).map(({ name }) => name),
    chosen.map(({ name }) => name),
  );
}

/** A number of another table means another row elsewhere, unless that table brings its numbers along. */
function requireReferences(
  { table, key, columns: listed = [] }: DataSpec,
  {
    columns,
    chosen,
    travelling,
  }: { columns: readonly DataColumn[]; chosen: readonly string[]; travelling: ReadonlyMap<string, readonly string[]> },
): void {
  const isListed = (name: string): boolean => [...key, ...listed].some((one) => one.toLowerCase() === name.toLowerCase());
  for (const { name, refersTo } of pick(columns, chosen)) {
    if (refersTo === undefined || isListed(name)) continue;
    const at = refersTo.lastIndexOf('.');
    const target = travelling.get(refersTo.slice(0, at).toLowerCase());
    if (target === undefined || target.some((own) => own.toLowerCase() === refersTo.slice(at + 1).toLowerCase())) continue;
    throw new DataRefused(table, 'reference', `${name} → ${refersTo}`);
  }
}

/** Words of a name in any case: `apiKey`, `password_hash`. */
export function isSecretName(name: string): boolean {
  const words = name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2').split(/[^\p{L}]+/u);
  return words.some((word) => SECRET_WORDS.has(word.toLowerCase()));
}

interface Reading {
  readonly spec: Pick<DataSpec, 'table' | 'key'>;
  readonly columns: readonly DataColumn[];
  readonly most: number;
  readonly shouldLock?: boolean;
}

async function readRows(session: SqlSession, { spec: { table, key }, columns, most, shouldLock = false }: Reading): Promise<DataRows> {
  const list = columns.map(({ name, base }, at) => `${(readAs(base) ?? plain)(`t.${quoted(name)}`)} AS c${at}`);
  const lock = shouldLock ? ' WITH (UPDLOCK, HOLDLOCK)' : '';
  const [set] = await session.run(`SELECT TOP (${most + 1}) ${list.join(', ')} FROM ${tableName(splitTable(table))} AS t${lock};`);
  const rows = set?.rows ?? [];
  if (rows.length > most) throw new DataRefused(table, 'tooMany', String(most));
  return sorted({
    table,
    key: columns.slice(0, key.length).map(({ name }) => name),
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) => columns.map((_, at) => dataValue(row[`c${at}`]))),
  });
}

function dataValue(value: Row[string]): DataValue {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

/** The columns of these names, in the order of the names. */
function pick(columns: readonly DataColumn[], names: readonly string[]): DataColumn[] {
  return names.flatMap((name) => columns.find((column) => column.name.toLowerCase() === name.toLowerCase()) ?? []);
}

const plain = (column: string): string => column;

/** How a value is read so that it can be written back exactly; undefined for types that cannot travel. */
function readAs(base: string): ((column: string) => string) | undefined {
  const style = STYLES[base];
  if (style !== undefined) return (column) => `CONVERT(nvarchar(max), ${column}, ${style})`;
  if (TEXTS.has(base)) return (column) => `CONVERT(nvarchar(max), ${column})`;
  return PLAIN.has(base) ? plain : undefined;
}

/** Styles in which both directions are exact. */
export const STYLES: Readonly<Record<string, number>> = {
  date: 23,
  time: 121,
  datetime: 126,
  smalldatetime: 126,
  datetime2: 126,
  datetimeoffset: 121,
  money: 2,
  smallmoney: 2,
  binary: 2,
  varbinary: 2,
};
const TEXTS = new Set(['bigint', 'decimal', 'numeric', 'uniqueidentifier', 'xml']);
const PLAIN = new Set(['tinyint', 'smallint', 'int', 'bit', 'float', 'real', 'char', 'varchar', 'nchar', 'nvarchar']);

const CANDIDATES_SQL = `
SELECT CONCAT(s.name, N'.', t.name) AS tableName, i.index_id, i.is_primary_key, c.name AS columnName,
  (SELECT SUM(p.[rows]) FROM sys.partitions AS p WHERE p.object_id = t.object_id AND p.index_id IN (0, 1)) AS [rowCount],
  (SELECT COUNT(*) FROM sys.index_columns AS x JOIN sys.columns AS y ON y.object_id = x.object_id AND y.column_id = x.column_id
   WHERE x.object_id = i.object_id AND x.index_id = i.index_id AND y.is_identity = 1) AS hasIdentity
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
JOIN sys.indexes AS i ON i.object_id = t.object_id AND i.is_unique = 1 AND i.filter_definition IS NULL
JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.is_included_column = 0
JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id
WHERE s.name NOT IN (N'platform', N'sys', N'INFORMATION_SCHEMA') AND t.is_ms_shipped = 0
  AND NOT EXISTS (
    SELECT 1 FROM sys.index_columns AS x JOIN sys.columns AS y ON y.object_id = x.object_id AND y.column_id = x.column_id
    WHERE x.object_id = i.object_id AND x.index_id = i.index_id AND x.is_included_column = 0 AND y.is_nullable = 1)
ORDER BY s.name, t.name, i.index_id, k.key_ordinal;
SELECT CONCAT(s.name, N'.', t.name) AS tableName, c.name
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
JOIN sys.columns AS c ON c.object_id = t.object_id
WHERE s.name NOT IN (N'platform', N'sys', N'INFORMATION_SCHEMA') AND t.is_ms_shipped = 0;`;

const COLUMNS_SQL = `
SELECT j.[table] AS tableName, c.name, TYPE_NAME(c.system_type_id) AS type, CAST(0 AS bit) AS is_user_defined, c.max_length, c.precision, c.scale,
  c.is_identity,
  (SELECT TOP (1) CONCAT(OBJECT_SCHEMA_NAME(f.referenced_object_id), N'.', OBJECT_NAME(f.referenced_object_id), N'.',
      COL_NAME(f.referenced_object_id, f.referenced_column_id))
   FROM sys.foreign_key_columns AS f
   WHERE f.parent_object_id = c.object_id AND f.parent_column_id = c.column_id
   ORDER BY f.constraint_object_id) AS refersTo
FROM OPENJSON(@names) WITH ([table] nvarchar(260), [schema] nvarchar(128), name nvarchar(128)) AS j
JOIN sys.schemas AS s ON s.name = j.[schema]
JOIN sys.tables AS t ON t.schema_id = s.schema_id AND t.name = j.name
JOIN sys.columns AS c ON c.object_id = t.object_id
WHERE c.is_computed = 0 AND TYPE_NAME(c.system_type_id) <> N'timestamp' AND s.name <> N'platform'
ORDER BY j.[table], c.column_id;`;
