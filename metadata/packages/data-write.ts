// Brings rows of a package into their tables, set-based: one statement for the rows that change, one for the new ones, one for those that
// go; tables in the order in which their foreign keys allow it.

import type { SqlSession } from '../../sql/query.ts';
import { readDataColumns, STYLES } from './data-read.ts';
import type { DataColumn } from './data-read.ts';
import type { DataRow, DataRows } from './data-rows.ts';
import { splitTable } from './data-spec.ts';
import { quoted } from './items.ts';
import { tableName } from './table-script.ts';

export interface RowWork {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  readonly added: readonly DataRow[];
  readonly changed: readonly DataRow[];
}

/** Updates and inserts. */
export async function writeRows(session: SqlSession, work: RowWork): Promise<void> {
  const columns = await columnsFor(session, work);
  const { table, key, added, changed } = work;
  const name = tableName(splitTable(table));
  // An identity cannot be updated, and it is the same anyway.
  const set = columns.flatMap(({ name: column, isIdentity }, at) =>
    at < key.length || isIdentity ? [] : [`${quoted(column)} = s.c${at}`],
  );
  if (changed.length > 0 && set.length > 0) {
    await session.run(`UPDATE t SET ${set.join(', ')} FROM ${name} AS t JOIN (${source(columns)}) AS s ON ${onKey(columns, key.length)};`, {
      rows: JSON.stringify(changed),
    });
  }
  if (added.length === 0) return;
  const names = columns.map((column) => quoted(column.name)).join(', ');
  const insert = `INSERT INTO ${name} (${names}) SELECT ${columns.map((_, at) => `s.c${at}`).join(', ')} FROM (${source(columns)}) AS s
WHERE NOT EXISTS (SELECT 1 FROM ${name} AS t WHERE ${onKey(columns, key.length)});`;
  const hasIdentity = columns.some(({ isIdentity }) => isIdentity);
  await session.run(hasIdentity ? `SET IDENTITY_INSERT ${name} ON;\n${insert}\nSET IDENTITY_INSERT ${name} OFF;` : insert, {
    rows: JSON.stringify(added),
  });
}

/** `rows` begin with the key. */
export async function deleteRows(session: SqlSession, { table, key, rows }: Pick<DataRows, 'table' | 'key' | 'rows'>): Promise<void> {
  if (rows.length === 0) return;
  const columns = await columnsFor(session, { table, columns: key });
  await session.run(`DELETE t FROM ${tableName(splitTable(table))} AS t JOIN (${source(columns)}) AS s ON ${onKey(columns, key.length)};`, {
    rows: JSON.stringify(rows.map((row) => row.slice(0, key.length))),
  });
}

/** Tables that others refer to come first. Circles stay in the order of their names. */
export async function referenceOrder(session: SqlSession, tables: readonly string[]): Promise<string[]> {
  const [set] = await session.run(
    `SELECT CONCAT(OBJECT_SCHEMA_NAME(f.parent_object_id), N'.', OBJECT_NAME(f.parent_object_id)) AS child,
       CONCAT(OBJECT_SCHEMA_NAME(f.referenced_object_id), N'.', OBJECT_NAME(f.referenced_object_id)) AS parent
     FROM sys.foreign_keys AS f WHERE f.parent_object_id <> f.referenced_object_id;`,
  );
  const parents = Map.groupBy(set?.rows ?? [], ({ child }) => String(child).toLowerCase());
  const byName = new Map(tables.toSorted().map((table) => [table.toLowerCase(), table]));
  const done = new Set<string>();
  const ordered: string[] = [];
  const visit = (name: string): void => {
    const table = byName.get(name);
    if (table === undefined || done.has(name)) return;
    done.add(name);
    for (const { parent } of parents.get(name) ?? []) visit(String(parent).toLowerCase());
    ordered.push(table);
  };
  for (const name of byName.keys()) visit(name);
  return ordered;
}

async function columnsFor(session: SqlSession, { table, columns }: Pick<RowWork, 'table' | 'columns'>): Promise<DataColumn[]> {
  const found = (await readDataColumns(session, [table])).get(table.toLowerCase()) ?? [];
  return columns.map((name) => {
    const column = found.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (column === undefined) throw new Error(`the table has no column ${name} that rows can be brought into`);
    return column;
  });
}

/** The rows of `@rows`, lists of values, as the columns' own types. */
function source(columns: readonly DataColumn[]): string {
  const values = columns.map(({ type, base }, at) => {
    const style = STYLES[base];
    return `CONVERT(${type}, j.c${at}${style === undefined ? '' : `, ${style}`}) AS c${at}`;
  });
  const shape = columns.map((_, at) => `c${at} nvarchar(max) '$[${at}]'`);
  return `SELECT ${values.join(', ')} FROM OPENJSON(@rows) WITH (${shape.join(', ')}) AS j`;
}

function onKey(columns: readonly DataColumn[], length: number): string {
  return columns
    .slice(0, length)
    .map(({ name }, at) => `t.${quoted(name)} = s.c${at}`)
    .join(' AND ');
}
