// Short ways to convert a value in tests: types by their declaration, results as values.

import { converter } from '../../../sql/localdb/types/convert.ts';
import type { ConversionSession } from '../../../sql/localdb/types/conversion-session.ts';
import { SqlError } from '../../../sql/localdb/types/errors.ts';
import { builtInType } from '../../../sql/localdb/types/resolve-type.ts';
import type { SqlType, Value } from '../../../sql/localdb/types/sql-type.ts';

export const session: ConversionSession = { dateFormat: 'mdy', language: 'us_english' };

/** The type of a declaration such as `decimal(9,2)`. */
export const typeOf = (declaration: string): SqlType => {
  const m = /^([a-z_0-9 ]+?)\s*(?:\(([^)]*)\))?$/i.exec(declaration);
  const parameters = (m?.[2] ?? '')
    .split(',')
    .filter((p) => p !== '')
    .map((p) => (p.trim() === 'max' ? 'max' : Number(p)));
  const type = builtInType(m?.[1] ?? '', parameters, { isCast: true });
  if (!type) throw new Error(`no type ${declaration}`);
  return type;
};

/** CONVERT(to, value, style) of a value of type `from`. */
export const convert = (value: NonNullable<Value>, from: string, to: string, style?: number, as: ConversionSession = session): Value =>
  converter(typeOf(from), typeOf(to), { isExplicit: true, ...(style === undefined ? {} : { style }) })(value, as);

/** Text converted to a type, and from there to text again: what CAST(CAST('...' AS type) AS varchar(60)) shows. */
export const shown = (text: string, type: string, style?: number): Value =>
  convert(convert(text, 'varchar(100)', type) as NonNullable<Value>, type, 'varchar(60)', style);

/** The number and text of the SqlError that the call throws. */
export const errorOf = (call: () => unknown): [number, string] => {
  try {
    call();
  } catch (error) {
    if (error instanceof SqlError) return [error.number, error.message];
    throw error;
  }
  throw new Error('no error was raised');
};
