// Reading pages of a table: filters and sort by columns of the catalogue, values bound. In the order of the key the next page is a seek;
// in any other order pages are counted off.

import type { Database } from '../../sql/connection.ts';
import { runSql } from '../../sql/query.ts';
import type { SqlParameters } from '../../sql/query.ts';
import type { Row } from '../../sql/result-sets.ts';
import { quoteName } from '../workshop/names.ts';
import { columnOf, isSortable, isText, tableName } from './catalogue.ts';
import type { DataColumn, DataTable } from './catalogue.ts';

export interface DataQuery {
  /** Column → what was typed: a part of a text, a value, `>5`, `<=2026-01-01`, `!x`, `null`, `!null`. */
  readonly filters: ReadonlyMap<string, string>;
  readonly sort: string;
  readonly isDescending: boolean;
  /** Key of the row before the page, in the order of the key. */
  readonly after: readonly string[];
  /** From 1, in any other order. */
  readonly page: number;
}

export interface DataPage {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  /** Undefined when there are too many to count. */
  readonly total: number | undefined;
  /** Columns whose filter is no value of their type. */
  readonly wrong: ReadonlySet<string>;
}

/** The value as a text that the server takes back; null for NULL. */
export function textOfValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex').toUpperCase()}`;
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

const MOST_COUNTED = 100_000;

interface Condition {
  readonly sql: string;
  readonly parameters: SqlParameters;
}

interface PageOptions {
  readonly size: number;
  /** Long values are cut: a page of them would be megabytes. */
  readonly longest?: number;
}

export async function readPage(
  db: Pick<Database, 'pool'>,
  table: DataTable,
  query: DataQuery,
  { size, longest }: PageOptions,
): Promise<DataPage> {
  const where = conditionOf(table, query.filters);
  const wrong = await wrongFilters(db, table, query.filters);
  if (wrong.size > 0) return { rows: [], hasMore: false, total: 0, wrong };
  const asked = columnOf(table, query.sort);
  const sort = asked !== undefined && isSortable(asked) ? asked : undefined;
  const isByKey = sort === undefined && table.key.length > 0;
  const seek = isByKey && query.after.length === table.key.length ? afterKey(table, query) : undefined;
  const conditions = [where.sql, seek?.sql].filter((sql) => sql !== undefined && sql !== '');
  const skip = isByKey ? 0 : (query.page - 1) * size;
  const [set] = await runSql(
    db,
    `SELECT ${selectList(table, longest)}
     FROM ${tableName(table)} AS t
     ${conditions.length === 0 ? '' : `WHERE ${conditions.map((sql) => `(${sql})`).join(' AND ')}`}
     ORDER BY ${orderOf(table, { sort, isDescending: query.isDescending })}
     OFFSET @skip ROWS FETCH NEXT @size ROWS ONLY;`,
    { ...where.parameters, ...seek?.parameters, skip, size: size + 1 },
    { timeoutMs: 30_000 },
  );
  const rows = set?.rows ?? [];
  return { rows: rows.slice(0, size), hasMore: rows.length > size, total: await count(db, table, where), wrong };
}

/** One row by its key, whole. */
export async function readRow(db: Pick<Database, 'pool'>, table: DataTable, key: readonly string[]): Promise<Row | undefined> {
  const where = keyCondition(table, key);
  const [set] = await runSql(db, `SELECT ${selectList(table)} FROM ${tableName(table)} AS t WHERE ${where.sql};`, where.parameters);
  return set?.rows[0];
}

export function keyOfRow(table: DataTable, row: Row): string[] {
  return table.key.map(({ name }) => textOfValue(row[name]) ?? '');
}

/** `t.[a] = @key0 AND …`. Throws RangeError when the key has another shape. */
export function keyCondition(table: DataTable, key: readonly string[]): Condition {
  if (table.key.length === 0 || key.length !== table.key.length) throw new RangeError('the key has another shape');
  return {
    sql: table.key.map((column, index) => `t.${quoteName(column.name)} = ${converted(column, `@key${index}`)}`).join(' AND '),
    parameters: Object.fromEntries(key.map((value, index) => [`key${index}`, value])),
  };
}

/** A bound text as a value of the column. Texts need none, and CONVERT would cut them silently. */
export function converted(column: DataColumn, parameter: string): string {
  if (isText(column)) return parameter;
  if (['binary', 'varbinary', 'timestamp'].includes(column.baseType)) return `CONVERT(varbinary(8000), ${parameter}, 1)`;
  return `CONVERT(${column.baseType === 'sql_variant' ? 'nvarchar(4000)' : column.type}, ${parameter})`;
}

function selectList(table: DataTable, longest?: number): string {
  return table.columns
    .map((column) => {
      const name = `t.${quoteName(column.name)}`;
      const isLong = longest !== undefined && (/\(max\)$/.test(column.type) || ['ntext', 'text', 'image', 'xml'].includes(column.baseType));
      if (!isLong) return name;
      if (['varbinary', 'image'].includes(column.baseType)) return `CONVERT(varbinary(24), ${name}) AS ${quoteName(column.name)}`;
      return `LEFT(CONVERT(nvarchar(max), ${name}), ${longest + 1}) AS ${quoteName(column.name)}`;
    })
    .join(', ');
}

function orderOf(table: DataTable, { sort, isDescending }: { sort: DataColumn | undefined; isDescending: boolean }): string {
  const key = table.key
    .filter((column) => column !== sort)
    .map(({ name }) => `t.${quoteName(name)}${sort === undefined && isDescending ? ' DESC' : ''}`);
  if (sort !== undefined) return [`t.${quoteName(sort.name)}${isDescending ? ' DESC' : ''}`, ...key].join(', ');
  return key.length > 0 ? key.join(', ') : '(SELECT NULL)';
}

/** Rows behind a key: greater in its first column, or equal there and greater in the next. */
function afterKey(table: DataTable, { after, isDescending }: DataQuery): Condition {
  const sign = isDescending ? '<' : '>';
  const column = (index: number): string => `t.${quoteName(table.key[index]?.name ?? '')}`;
  const value = (index: number): string => {
    const own = table.key[index];
    return own === undefined ? 'NULL' : converted(own, `@after${index}`);
  };
  const sql = after
    .map((_value, index) => {
      const equal = Array.from({ length: index }, (_none, before) => `${column(before)} = ${value(before)}`);
      return `(${[...equal, `${column(index)} ${sign} ${value(index)}`].join(' AND ')})`;
    })
    .join(' OR ');
  return { sql, parameters: Object.fromEntries(after.map((text, index) => [`after${index}`, text])) };
}

interface Comparison {
  readonly column: DataColumn;
  readonly sign: string;
  readonly value: string;
}

function comparisonsOf(table: DataTable, filters: ReadonlyMap<string, string>): Comparison[] {
  return [...filters].flatMap(([name, typed]): Comparison[] => {
    const column = columnOf(table, name);
    const [, sign = '', value = ''] = /^\s*(>=|<=|<>|!=|!|=|>|<)?\s*([\s\S]*?)\s*$/.exec(typed) ?? [];
    return column === undefined || typed.trim() === '' ? [] : [{ column, sign, value }];
  });
}

function conditionOf(table: DataTable, filters: ReadonlyMap<string, string>): Condition {
  const parameters: Record<string, string> = {};
  const conditions = comparisonsOf(table, filters).map(({ column, sign, value }, index) => {
    const own = `t.${quoteName(column.name)}`;
    const name = isText(column) && !isSortable(column) ? `CONVERT(nvarchar(max), ${own})` : own;
    const isNot = sign === '!' || sign === '!=' || sign === '<>';
    if (value.toLowerCase() === 'null') return `${name} IS ${isNot ? 'NOT ' : ''}NULL`;
    const parameter = `filter${index}`;
    if (isText(column) && (sign === '' || sign === '!')) {
      parameters[parameter] = `%${value.replace(/[[%_]/g, '[$&]')}%`;
      return isNot ? `(${name} IS NULL OR ${name} NOT LIKE @${parameter})` : `${name} LIKE @${parameter}`;
    }
    parameters[parameter] = value;
    const compare = isNot ? '<>' : sign === '' ? '=' : sign;
    return `${name} ${compare} ${converted(column, `@${parameter}`)}`;
  });
  return { sql: conditions.join(' AND '), parameters };
}

async function wrongFilters(db: Pick<Database, 'pool'>, table: DataTable, filters: ReadonlyMap<string, string>): Promise<Set<string>> {
  const typed = comparisonsOf(table, filters).filter(({ column, value }) => !isText(column) && value.toLowerCase() !== 'null');
  if (typed.length === 0) return new Set();
  const [set] = await runSql(
    db,
    `SELECT ${typed.map(({ column }, index) => `CASE WHEN ${converted(column, `@value${index}`).replace('CONVERT', 'TRY_CONVERT')} IS NULL THEN 1 ELSE 0 END AS c${index}`).join(', ')};`,
    Object.fromEntries(typed.map(({ value }, index) => [`value${index}`, value])),
  );
  return new Set(typed.filter((_one, index) => set?.rows[0]?.[`c${index}`] === 1).map(({ column }) => column.name));
}

async function count(db: Pick<Database, 'pool'>, table: DataTable, where: Condition): Promise<number | undefined> {
  if (where.sql === '') return table.rows;
  const [set] = await runSql(
    db,
    `SELECT COUNT(*) AS n FROM (SELECT TOP (${MOST_COUNTED + 1}) 1 AS one FROM ${tableName(table)} AS t WHERE ${where.sql}) AS r;`,
    where.parameters,
  );
  const found = Number(set?.rows[0]?.n ?? 0);
  return found > MOST_COUNTED ? undefined : found;
}
