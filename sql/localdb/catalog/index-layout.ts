// From index definitions to storage: the shape of an index's rows in memory, and a new table's empty rows.

import type { IndexShape } from '../storage/index-data.ts';
import type { Row } from '../storage/table-data.ts';
import { isString } from '../types/sql-type.ts';
import { columnOfSlot } from './build-context.ts';
import type { IndexDefinition, TableDefinition } from './model.ts';

/** Compiles a filtered index's condition to a test of rows; the compiler's work. */
export type FilterCompiler = (index: IndexDefinition, table: TableDefinition) => (row: Row) => boolean;

/** The storage shape of an index. `collation` is the database's, for columns that declare none. */
export const indexShape = (
  table: TableDefinition,
  index: IndexDefinition,
  collation: string,
  compileFilter: FilterCompiler,
): IndexShape => ({
  name: index.name,
  columns: index.keys.map(({ slot, descending }) => {
    const column = columnOfSlot(table, slot);
    if (!column) throw new Error(`index ${index.name} has a key without a column`);
    return { slot, descending, type: column.type, collation: isString(column.type) ? (column.collation ?? collation) : undefined };
  }),
  isUnique: index.isUnique,
  filter: index.filter && compileFilter(index, table),
});

/** Shapes of all indexes that hold rows, in the definition's order; disabled ones hold none. */
export const indexShapes = (table: TableDefinition, collation: string, compileFilter: FilterCompiler): readonly IndexShape[] =>
  table.indexes.filter((i) => !i.isDisabled).map((index) => indexShape(table, index, collation, compileFilter));
