// Table-valued parameters (MS-TDS 2.2.5.5.5).

import type { TableValue } from '../execution/client.ts';
import type { Value } from '../types/sql-type.ts';
import type { ByteReader } from './byte-reader.ts';
import { ProtocolError } from './protocol-error.ts';
import type { WireType } from './wire-type.ts';
import { readWireType } from './wire-type.ts';

const TOKEN = { end: 0x00, row: 0x01, orderUnique: 0x10, columnOrder: 0x11 } as const;
const NO_COLUMNS = 0xffff;
const DEFAULT_FLAG = 0x0200;
/** The most columns that a table type can have. */
const MOST_COLUMNS = 1024;

interface Column extends WireType {
  readonly isDefault: boolean;
}

/** Reads what follows the type byte: name, columns, rows. */
export const readTableValue = (from: ByteReader): TableValue => {
  if (from.uint8() !== 0) throw new ProtocolError(17836, 'a table type of another database');
  const schema = from.shortText();
  const typeName = from.shortText();
  const columns = readColumns(from);
  const order = readOptionalMetadata(from, columns.length);
  const rows = readRows(from, inOrder(columns, order));
  return {
    kind: 'table',
    schema,
    typeName,
    columns: columns.map(({ type, isDefault }) => ({ type, isDefault })),
    rows: order === undefined ? rows : rows.map((row) => rearranged(row, order)),
  };
};

const readColumns = (from: ByteReader): readonly Column[] => {
  const count = from.uint16();
  if (count === NO_COLUMNS) return [];
  if (count > MOST_COLUMNS) throw new ProtocolError(17836, `${count} columns in a table-valued parameter`);
  const columns: Column[] = [];
  for (let i = 0; i < count; i++) {
    from.uint32();
    const flags = from.uint16();
    const wire = readWireType(from, { hasTableName: false });
    from.shortText();
    columns.push({ ...wire, isDefault: (flags & DEFAULT_FLAG) !== 0 });
  }
  return columns;
};

/**
 * Steps over the promises about order and uniqueness, which nothing here relies on; gives the order in which rows hold
 * the columns (0-based) if it isn't the natural one.
 */
const readOptionalMetadata = (from: ByteReader, count: number): readonly number[] | undefined => {
  let order: number[] | undefined;
  for (;;) {
    const token = from.uint8();
    if (token === TOKEN.end) return order;
    const entries = from.uint16();
    if (token === TOKEN.orderUnique) {
      from.take(entries * 3);
    } else if (token === TOKEN.columnOrder) {
      order = [];
      for (let i = 0; i < entries; i++) order.push(from.uint16() - 1);
      if (entries !== count || new Set(order).size !== count || order.some((i) => i < 0 || i >= count)) {
        throw new ProtocolError(17836, 'column order of a table-valued parameter');
      }
    } else {
      throw new ProtocolError(17836, `token ${token} in a table-valued parameter`);
    }
  }
};

const inOrder = (columns: readonly Column[], order: readonly number[] | undefined): readonly Column[] =>
  order === undefined ? columns : order.flatMap((i) => columns[i] ?? []);

const rearranged = (row: readonly Value[], order: readonly number[]): readonly Value[] => {
  const result: Value[] = new Array(row.length).fill(null);
  for (const [at, column] of order.entries()) result[column] = row[at] ?? null;
  return result;
};

/** Columns that take their default have no data in the rows. */
const readRows = (from: ByteReader, columns: readonly Column[]): (readonly Value[])[] => {
  const rows: (readonly Value[])[] = [];
  // Without a column that has data, a row would cost the client one byte and the server much more.
  const hasData = columns.some((column) => !column.isDefault);
  for (;;) {
    const token = from.uint8();
    if (token === TOKEN.end) return rows;
    if (token !== TOKEN.row || !hasData) throw new ProtocolError(17836, `token ${token} in a table-valued parameter's rows`);
    rows.push(columns.map((column) => (column.isDefault ? null : column.read(from))));
  }
};
