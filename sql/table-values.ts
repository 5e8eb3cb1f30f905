// Table-valued parameters: the dictionary in whichever of its three types is declared, and rows of any other table type.

import { TYPES } from 'tedious';
import type { DeclaredType } from './declared-type.ts';
import { fail, invariantText } from './parameter-text.ts';
import { bindValue, isSentAsText } from './parameter-types.ts';
import type { DriverType } from './request.ts';
import type { TableType } from './signatures.ts';
import type { TableRow } from './procedures.ts';

/** What the driver wants for a table. */
export interface TableValue {
  readonly name: string;
  readonly schema: string;
  readonly columns: readonly { readonly name: string; readonly type: DriverType; readonly length?: number }[];
  readonly rows: unknown[][];
}

const DICTIONARY_TYPES: ReadonlySet<string> = new Set(['crudfilterparameter', 'dictionaryparameter', 'extendeddictionaryparameter']);
const DICTIONARY_NAMES: ReadonlySet<string> = new Set(['filters', 'parameters']);

/** Whether a table-valued parameter takes the call's dictionary. */
export const isDictionaryParameter = (name: string, { name: type, columns }: TableType): boolean =>
  DICTIONARY_TYPES.has(type.toLowerCase()) || (DICTIONARY_NAMES.has(name.toLowerCase()) && columns[0]?.name.toLowerCase() === 'key');

/** The dictionary as rows. A key longer than the type's is left out: no procedure can ask for it. */
export const bindDictionary = (type: TableType, dictionary: ReadonlyMap<string, string> | Readonly<Record<string, string>>): TableValue => {
  const columns = tableColumns(type);
  const keyLength = type.columns[0]?.type.length ?? 'max';
  const rows: unknown[][] = [];
  for (const [key, value] of dictionary instanceof Map ? dictionary : Object.entries(dictionary)) {
    if (keyLength !== 'max' && key.length > keyLength) continue;
    const text = value === null || value === undefined ? null : (invariantText(value) ?? null);
    rows.push(type.columns.map((_, index) => (index === 0 ? key : text)));
  }
  return { schema: type.schema, name: type.name, columns, rows };
};

/** Rows by column name in any letter case, or in column order; what a row lacks is NULL. */
export const bindTable = (type: TableType, { rows, label }: { rows: readonly TableRow[]; label: string }): TableValue => ({
  schema: type.schema,
  name: type.name,
  columns: tableColumns(type),
  rows: rows.map((row) => {
    const values = valuesOf(row, type);
    return type.columns.map((column, index) => {
      const conversion = { parameter: `${label}.${column.name}`, type: column.type };
      const travel = bindValue(values(column.name, index), conversion);
      // A column has one type for all rows, so text that stands for a variant stays text.
      return column.type.name === 'sql_variant' && travel.value !== null
        ? (invariantText(travel.value) ?? fail(travel.value, conversion))
        : travel.value;
    });
  }),
});

const tableColumns = (type: TableType): TableValue['columns'] =>
  type.columns.map((column) => {
    const { type: driverType, length } = driverTypeOf(column.type);
    return { name: column.name, type: driverType, ...(length !== undefined && { length }) };
  });

/** Decimals and dates go as text here as well; the server converts them to the column's type. */
const driverTypeOf = (type: DeclaredType): { type: DriverType; length?: number } => {
  if (isSentAsText(type) || type.name === 'sql_variant') return { type: TYPES.NVarChar, length: 4_000 };
  return bindValue(null, { parameter: '', type });
};

const valuesOf = (row: TableRow, type: TableType): ((name: string, index: number) => unknown) => {
  if (Array.isArray(row)) return (_, index) => row[index] ?? null;
  const byName = new Map(Object.entries(row as Readonly<Record<string, unknown>>).map(([name, value]) => [name.toLowerCase(), value]));
  const unknown = [...byName.keys()].find((name) => !type.columns.some((column) => column.name.toLowerCase() === name));
  if (unknown !== undefined) throw new TypeError(`The table type ${type.schema}.${type.name} has no column ${unknown}.`);
  return (name) => byName.get(name.toLowerCase()) ?? null;
};
