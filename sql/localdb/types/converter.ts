// What a converter is. Apart from `convert.ts` so that the conversions by subject can name it.

import type { ConversionSession } from './conversion-session.ts';
import type { SqlType, Value } from './sql-type.ts';

/** Converts a value that is not NULL; bound to its two types. Throws when this value does not convert. */
export type Converter = (value: NonNullable<Value>, session: ConversionSession) => Value;

export interface ConversionOptions {
  /** The style of CONVERT; absent for CAST and implicit conversions. */
  readonly style?: number;
  /** CAST and CONVERT may do more than implicit conversions. */
  readonly isExplicit?: boolean;
}

/** Cuts text to a string type's length and pads char and nchar with blanks. Text of the type's characters is given. */
export const fitText = (to: SqlType): ((text: string) => string) => {
  const { length, name } = to;
  if (length <= 0) return (text) => text;
  if (name === 'char' || name === 'nchar') return (text) => (text.length > length ? text.slice(0, length) : text.padEnd(length, ' '));
  return (text) => (text.length > length ? text.slice(0, length) : text);
};
