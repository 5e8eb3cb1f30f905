// Values on their way into columns: converted to the column's type, with the column named in the error.

import type { Column } from '../../catalog/model.ts';
import { columnConverter, isIdentityConversion } from '../../types/convert.ts';
import type { Converter } from '../../types/convert.ts';
import type { SqlType } from '../../types/sql-type.ts';
import type { Evaluate } from '../frame.ts';
import type { Scalar } from '../scalar.ts';
import type { TableNames } from './table-names.ts';

/** The conversion of values of a type for a column; undefined when there is nothing to do. Throws 206 or 257. */
export const converterFor = (from: SqlType, column: Column, names: TableNames): Converter | undefined =>
  from.name === 'null' || isIdentityConversion(from, column.type)
    ? undefined
    : columnConverter(from, column.type, { table: names.full, column: column.name });

/** The scalar's value as the column holds it. */
export const assigned = (s: Scalar, column: Column, names: TableNames): Evaluate => {
  const convert = converterFor(s.type, column, names);
  const { evaluate } = s;
  if (!convert) return evaluate;
  return (f) => {
    const v = evaluate(f);
    return v === null ? null : convert(v, f.session);
  };
};
