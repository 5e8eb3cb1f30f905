// What a system view is: a name, columns with SQL Server's names, order and types, and the rows of a database.

import type { SqlType, Value } from '../../types/sql-type.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { ViewColumn } from '../model.ts';

export interface SystemView {
  readonly schema: 'sys' | 'INFORMATION_SCHEMA';
  readonly name: string;
  /** Also reachable through dbo and without a schema: sysobjects and the like. */
  readonly isCompatibility?: boolean;
  /** Found in master alone. */
  readonly isInMasterOnly?: boolean;
  /** Negative, as the object ids of SQL Server's own views are. */
  readonly id: number;
  readonly columns: readonly ViewColumn[];
  rows(context: CatalogContext): Iterable<Value[]>;
}

/** A column's name and type; `?` after the name: it may be NULL. */
export type ColumnSpec = readonly [name: string, type: SqlType];

/** Every view that was made, for the views that list views. */
const made: SystemView[] = [];
export const systemViews = (): readonly SystemView[] => made;

/** Column names that end in `?` may be NULL. Rows give the values in the columns' order. */
export const systemView = (
  schema: SystemView['schema'],
  name: string,
  columns: readonly ColumnSpec[],
  rows: SystemView['rows'],
  isCompatibility = false,
): SystemView => {
  const view: SystemView = {
    schema,
    name,
    isCompatibility,
    id: -100 - made.length,
    columns: columns.map(([spec, type], i): ViewColumn => {
      const isNullable = spec.endsWith('?');
      return { name: isNullable ? spec.slice(0, -1) : spec, id: i + 1, type, isNullable };
    }),
    rows,
  };
  made.push(view);
  return view;
};
