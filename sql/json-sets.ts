// Result sets that came as one JSON text `{"sel1": [...], "sel2": [...]}` instead of as sets (conventions §1).

import { newRow } from './result-sets.ts';
import type { Column, ResultSet, Row } from './result-sets.ts';

/** The sets in the order of their numbers; undefined when the text is not of this form. A missing number is an empty set. */
export const setsOfJson = (text: string): ResultSet[] | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const sets: ResultSet[] = [];
  for (const [key, rows] of Object.entries(value)) {
    const [, number] = /^sel(\d{1,2})$/i.exec(key) ?? [];
    if (number === undefined || number === '0') continue;
    sets[Number(number) - 1] = setOf(Array.isArray(rows) ? rows : [rows]);
  }
  return sets.length === 0 ? undefined : Array.from(sets, (set) => set ?? { columns: [], rows: [] });
};

const setOf = (values: readonly unknown[]): ResultSet => {
  const columns = new Map<string, Column>();
  const rows = values.filter(isObject).map((value) => {
    const row: Row = newRow();
    for (const [name, cell] of Object.entries(value)) {
      if (!columns.has(name)) columns.set(name, { name, type: typeOf(cell) });
      row[name] = typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell;
    }
    return row;
  });
  return { columns: [...columns.values()], rows };
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const typeOf = (value: unknown): string => (typeof value === 'number' ? 'float' : typeof value === 'boolean' ? 'bit' : 'nvarchar');
