// The column list of an INSERT: which columns get values, and what the others get.

import type { Column, TableDefinition } from '../../catalog/model.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import type { Evaluate, Frame } from '../frame.ts';
import { beginSequenceRow } from '../sequence-value.ts';
import type { TableNames } from './table-names.ts';
import type { TableWriter } from './table-writer.ts';

/** A column by the name that the statement uses for it. */
export interface NamedColumn {
  readonly name: string;
  readonly column: Column | undefined;
}

export interface InsertColumns {
  readonly given: readonly Column[];
  /** The list was written. */
  readonly isListed: boolean;
  /** The identity column is in it. */
  readonly hasIdentity: boolean;
}

const same = (a: string, b: string): boolean => a === b || a.toLowerCase() === b.toLowerCase();

/** Columns that take values. Throws 207, 264, 271, and 4406's error for a view's computed column. */
export const insertColumns = (
  available: readonly NamedColumn[],
  listed: readonly string[] | undefined,
  notUpdatable: () => Error,
): InsertColumns => {
  if (!listed) {
    const given = available.flatMap(({ column }) => (!column ? [] : column.computed || column.identity ? [] : [column]));
    return { given, isListed: false, hasIdentity: false };
  }
  const given: Column[] = [];
  for (const name of listed) {
    const found =
      available.find((c) => same(c.name, name)) ??
      (name.toLowerCase() === '$identity' ? available.find((c) => c.column?.identity) : undefined);
    if (!found) throw sqlError(207, name);
    const { column } = found;
    if (!column) throw notUpdatable();
    if (given.includes(column)) throw sqlError(264, name);
    if (column.computed) throw sqlError(271, name);
    given.push(column);
  }
  return { given, isListed: true, hasIdentity: given.some((c) => c.identity) };
};

/** Checks the number of values against the columns; `kind` says whose values they are. */
export const checkCount = (
  columns: InsertColumns,
  count: number,
  kind: 'values' | 'query' | 'execute',
  table: TableDefinition,
  names: TableNames,
): void => {
  const wanted = columns.given.length;
  if (count === wanted) return;
  if (!columns.isListed || kind === 'execute') {
    const hasIdentity = table.columns.some((c) => c.identity);
    if (hasIdentity && !columns.isListed && count === wanted + 1) throw sqlError(8101, names.short);
    throw sqlError(213);
  }
  if (kind === 'values') throw sqlError(count < wanted ? 109 : 110);
  throw sqlError(count < wanted ? 120 : 121);
};

/** Throws 544, 545 or 8101 when IDENTITY_INSERT is not as the statement needs it. */
export const checkIdentityInsert = (f: Frame, writer: TableWriter, hasIdentity: boolean): void => {
  if (!writer.identity) return;
  const isOn = f.session.identityInsertTable === writer.definition.id;
  if (hasIdentity && !isOn && writer.definition.storage !== 'type') throw sqlError(544, writer.definition.name);
  if (!hasIdentity && isOn) throw sqlError(545, writer.definition.name);
};

/** Makes new rows: the defaults of the columns that get no value. */
export interface RowMaker {
  /** A row with NULL everywhere. */
  readonly make: () => Row;
  readonly fill: (f: Frame, row: Row) => void;
}

export const rowMaker = (writer: TableWriter, given: readonly Column[]): RowMaker => {
  const template: Row = new Array<null>(writer.definition.width).fill(null);
  beginSequenceRow(writer.writers.statement);
  const fillers = writer.definition.columns.flatMap((c) => {
    const evaluate = given.includes(c) || c.computed || c.identity ? undefined : writer.defaultOf(c);
    return evaluate ? [{ slot: c.slot, evaluate }] : [];
  });
  return {
    make: () => template.slice(),
    fill: (f, row) => {
      for (let i = 0; i < fillers.length; i++) {
        const { slot, evaluate } = fillers[i] as { slot: number; evaluate: Evaluate };
        row[slot] = evaluate(f);
      }
    },
  };
};

/** A view's rows for an INSTEAD OF trigger have no defaults. */
export const plainRowMaker = (shape: TableDefinition): RowMaker => {
  const template: Row = new Array<null>(shape.width).fill(null);
  template[0] = 0;
  return { make: () => template.slice(), fill: () => {} };
};
