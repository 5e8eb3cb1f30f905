// Rows of a table as an item of a package: one row a line, in the order of the key, so that the same rows always give the same bytes and a
// difference of two states is read line by line.

import type { Problem } from '../findings.ts';
import type { DataMode } from './data-spec.ts';
import { dataPath } from './data-spec.ts';
import type { PackageItem } from './items.ts';

/** Whole numbers, truth and float as themselves; everything else as text that the server reads back exactly. */
export type DataValue = string | number | boolean | null;
export type DataRow = readonly DataValue[];

export interface DataRows {
  readonly table: string;
  readonly key: readonly string[];
  /** The key first, then by name. */
  readonly columns: readonly string[];
  /** Values in the order of the columns. */
  readonly rows: readonly DataRow[];
}

export interface RowChanges {
  readonly added: readonly DataRow[];
  readonly changed: readonly DataRow[];
  /** Of the state before, in its columns. */
  readonly deleted: readonly DataRow[];
}

export function columnOrder(key: readonly string[], columns: readonly string[]): string[] {
  const others = columns.filter((name) => !has(key, name));
  return [...key, ...others.sort((a, b) => (a < b ? -1 : 1))];
}

export function dataItem(data: DataRows): PackageItem {
  return { type: 'data', path: dataPath(data.table), name: data.table, text: textOf(data) };
}

/** Rows of a file; what a hand wrote in another order is put in order. */
export function parseData(text: string): { data?: DataRows; problem?: Problem } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: wrong(`This is not JSON: ${String(error)}`, `Это не JSON: ${String(error)}`) };
  }
  const { table, key, columns, rows } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const isText = (one: unknown): boolean => typeof one === 'string' && one !== '';
  const areNames = (names: unknown): names is string[] => Array.isArray(names) && names.length > 0 && names.every(isText);
  if (typeof table !== 'string' || !areNames(key) || !areNames(columns) || !Array.isArray(rows) || !key.every((name) => has(columns, name)))
    return { problem: wrong('"table", "key", "columns" and "rows" are needed.', 'Нужны "table", "key", "columns" и "rows".') };
  const odd = rows.findIndex((row) => !Array.isArray(row) || row.length !== columns.length || !row.every(isValue));
  if (odd >= 0)
    return {
      problem: wrong(
        `Row ${odd + 1} does not have a value for each of the ${columns.length} columns.`,
        `В строке ${odd + 1} нет значения для каждого из ${columns.length} столбцов.`,
        `/rows/${odd}`,
      ),
    };
  const order = columnOrder(key, columns);
  const places = order.map((name) => columns.findIndex((own) => same(own, name)));
  const data = {
    table,
    key,
    columns: order,
    rows: (rows as DataValue[][]).map((row) => places.map((place) => row[place] ?? null)),
  };
  const twice = duplicateIn(data);
  return twice === undefined
    ? { data: sorted(data) }
    : { problem: wrong(`The key ${twice} is there twice.`, `Ключ ${twice} встречается дважды.`) };
}

/** The first key that two rows have. */
export function duplicateIn({ key, rows }: Pick<DataRows, 'key' | 'rows'>): string | undefined {
  const seen = new Set<string>();
  for (const row of rows) {
    const own = row.slice(0, key.length).map(String).join(', ');
    if (seen.has(own)) return own;
    seen.add(own);
  }
  return undefined;
}

/** What makes the rows that are here those of the package. Columns that only one of the two has are left alone. */
export function rowChanges(before: DataRows | undefined, after: DataRows, mode: DataMode): RowChanges {
  if (before === undefined) return { added: after.rows, changed: [], deleted: [] };
  const here = new Map(before.rows.map((row) => [keyText(row, after.key.length), row]));
  const places = after.columns.map((name) => before.columns.findIndex((own) => same(own, name)));
  const isSame = (row: DataRow, known: DataRow): boolean => row.every((value, at) => (known[places[at] ?? -1] ?? null) === value);
  const added: DataRow[] = [];
  const changed: DataRow[] = [];
  for (const row of after.rows) {
    const known = here.get(keyText(row, after.key.length));
    if (known === undefined) added.push(row);
    else if (mode === 'merge' && !isSame(row, known)) changed.push(row);
  }
  if (mode === 'insertMissing') return { added, changed, deleted: [] };
  const wanted = new Set(after.rows.map((row) => keyText(row, after.key.length)));
  return { added, changed, deleted: before.rows.filter((row) => !wanted.has(keyText(row, after.key.length))) };
}

/** The rows that are here and those that would come: what only adds is shown as that. */
export function withAdded(before: DataRows, added: readonly DataRow[], after: DataRows): DataRows {
  const places = before.columns.map((name) => after.columns.findIndex((own) => same(own, name)));
  return sorted({ ...before, rows: [...before.rows, ...added.map((row) => places.map((place) => row[place] ?? null))] });
}

export function sorted(data: DataRows): DataRows {
  const length = data.key.length;
  return { ...data, rows: data.rows.toSorted((a, b) => compare(a.slice(0, length), b.slice(0, length))) };
}

function compare(a: DataRow, b: DataRow): number {
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? null;
    if (value === other) continue;
    if (typeof value === 'number' && typeof other === 'number') return value - other;
    return String(value) < String(other) ? -1 : 1;
  }
  return 0;
}

function textOf({ table, key, columns, rows }: DataRows): string {
  const list = (values: readonly unknown[]): string => `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
  const lines = rows.map((row) => `\n    ${list(row)}`);
  const body = lines.length === 0 ? '[]' : `[${lines.join(',')}\n  ]`;
  return `{\n  "table": ${JSON.stringify(table)},\n  "key": ${list(key)},\n  "columns": ${list(columns)},\n  "rows": ${body}\n}\n`;
}

/** The server's usual collations do not tell letter cases apart. */
function keyText(row: DataRow, length: number): string {
  return JSON.stringify(row.slice(0, length).map((value) => (typeof value === 'string' ? value.toLowerCase() : value)));
}

function isValue(value: unknown): value is DataValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function has(names: readonly string[], name: string): boolean {
  return names.some((one) => same(one, name));
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function wrong(en: string, ru: string, pointer = ''): Problem {
  return { pointer, message: { en, ru } };
}
