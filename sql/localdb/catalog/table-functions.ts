// Table-valued functions of the catalogue, which read definitions as system views do.

import { nvarcharType, sysnameType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import type { CatalogContext } from './catalog-context.ts';
import { listExtendedProperties } from './system-procedures/extended-properties.ts';

export interface CatalogTableFunction {
  readonly name: string;
  readonly parameters: readonly SqlType[];
  readonly columns: readonly { readonly name: string; readonly type: SqlType; readonly isNullable: boolean }[];
  rows(context: CatalogContext, values: readonly Value[]): Iterable<Value[]>;
}

const column = (name: string, type: SqlType, isNullable = true): CatalogTableFunction['columns'][number] => ({ name, type, isNullable });

const FUNCTIONS: readonly CatalogTableFunction[] = [
  {
    name: 'fn_listextendedproperty',
    parameters: Array.from({ length: 7 }, () => sysnameType),
    columns: [
      column('objtype', sysnameType),
      column('objname', sysnameType),
      column('name', sysnameType, false),
      column('value', nvarcharType(4000)),
    ],
    rows: (context, values) => listExtendedProperties(context, values),
  },
];

/** The function of a name, alone or behind `sys`. */
export const catalogTableFunction = (name: readonly string[]): CatalogTableFunction | undefined => {
  const schema = name[name.length - 2]?.toLowerCase();
  if (schema !== undefined && schema !== 'sys' && schema !== '') return undefined;
  const last = (name[name.length - 1] ?? '').toLowerCase();
  return FUNCTIONS.find((f) => f.name === last);
};
