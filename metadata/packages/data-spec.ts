// Which tables send their rows along with a package: the list `data` of `peregrine.json`, and the database's memory of it.

import type { SqlSession } from '../../sql/query.ts';
import type { Problem } from '../findings.ts';

export type DataMode = 'merge' | 'insertMissing';

export interface DataSpec {
  /** `dbo.ord_units`. */
  readonly table: string;
  /** Columns that tell rows apart, in every installation. */
  readonly key: readonly string[];
  /** `merge`: the package says what the rows are. `insertMissing`: it only adds those that are not there. */
  readonly mode: DataMode;
  /** These columns alone (and the key); without it all that can travel. */
  readonly columns?: readonly string[];
}

export const dataFolder = 'data';

/** Always with the schema: `data/dbo.ord_units.json`. */
export function dataPath(table: string): string {
  const { schema, name } = splitTable(table);
  return `${dataFolder}/${encoded(schema)}.${encoded(name)}.json`;
}

export function splitTable(table: string): { schema: string; name: string } {
  const at = table.indexOf('.');
  return at < 0 ? { schema: 'dbo', name: table } : { schema: table.slice(0, at), name: table.slice(at + 1) };
}

/** The list as it stands in a manifest, whatever stands there. */
export function readSpecs(value: unknown): { specs: DataSpec[]; problems: Problem[] } {
  const specs: DataSpec[] = [];
  const problems: Problem[] = [];
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  for (const [at, one] of list.entries()) {
    const spec = specOf(one);
    if (spec !== undefined && !specs.some(({ table }) => table.toLowerCase() === spec.table.toLowerCase())) specs.push(spec);
    else
      problems.push({
        pointer: `/data/${at}`,
        message: {
          en: 'An entry names a table once and its key: { "table": "dbo.units", "key": ["code"], "mode": "merge" }.',
          ru: 'Запись называет таблицу один раз и её ключ: { "table": "dbo.units", "key": ["code"], "mode": "merge" }.',
        },
      });
  }
  return { specs: inOrder(specs), problems };
}

/** In the one order and form in which they are written. */
export function writtenSpecs(specs: readonly DataSpec[]): object[] {
  return inOrder(specs).map(({ table, key, mode, columns }) => ({ table, key, mode, ...(columns && { columns }) }));
}

export async function rememberedSpecs(session: SqlSession, name?: string): Promise<DataSpec[]> {
  const [set] = await session.run('SELECT tableName, spec FROM platform.package_data WHERE @name IS NULL OR package = @name;', {
    name: name ?? null,
  });
  return readSpecs((set?.rows ?? []).map(({ spec }) => JSON.parse(String(spec)) as unknown)).specs;
}

/** `isAll`: others of the package are forgotten. */
export async function rememberSpecs(
  session: SqlSession,
  { name, specs, isAll }: { name: string; specs: readonly DataSpec[]; isAll: boolean },
): Promise<void> {
  await session.run(
    `DELETE d FROM platform.package_data AS d
     WHERE d.package = @name AND (@isAll = 1 OR EXISTS (SELECT 1 FROM OPENJSON(@json) WITH ([table] nvarchar(260)) AS j WHERE j.[table] = d.tableName));
     INSERT INTO platform.package_data (package, tableName, spec)
     SELECT @name, j.[table], j.spec FROM OPENJSON(@json) WITH ([table] nvarchar(260), spec nvarchar(max)) AS j;`,
    { name, isAll, json: JSON.stringify(writtenSpecs(specs).map((spec, at) => ({ table: specs[at]?.table, spec: JSON.stringify(spec) }))) },
  );
}

function specOf(value: unknown): DataSpec | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { table, key, mode = 'merge', columns } = value as Record<string, unknown>;
  if (typeof table !== 'string' || !/^[^.]+\.[^.]+$/.test(table) || !isNames(key) || key.length === 0) return undefined;
  if ((mode !== 'merge' && mode !== 'insertMissing') || (columns !== undefined && !isNames(columns))) return undefined;
  return { table, key, mode, ...(columns && { columns }) };
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');
}

function inOrder(specs: readonly DataSpec[]): DataSpec[] {
  return specs.toSorted((a, b) => (a.table < b.table ? -1 : 1));
}

function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll('.', '%2E').replaceAll('*', '%2A');
}
