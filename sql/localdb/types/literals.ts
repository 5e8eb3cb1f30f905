// The type and value of a literal as written.

import { toCodePage } from './code-page.ts';
import { parseDecimalText, parseMoneyText } from './convert-text-to-number.ts';
import { sqlError } from './errors.ts';
import { rescale } from './exact.ts';
import { MAX, floatType, intType, moneyType, nullType, sqlType } from './sql-type.ts';
import type { SqlType, Value } from './sql-type.ts';

/** A literal of the syntax tree, without its place. */
export type LiteralSource =
  | { readonly type: 'int' | 'float'; readonly value: number }
  | { readonly type: 'decimal' | 'money' | 'binary'; readonly text: string }
  | { readonly type: 'string'; readonly text: string; readonly national: boolean }
  | { readonly type: 'null' };

export interface TypedValue {
  readonly type: SqlType;
  readonly value: Value;
}

/** Decimals get the digits that are written; strings and binaries their length, at least 1. Throws 1007 for a number of more than 38 digits. */
export const literalValue = (literal: LiteralSource): TypedValue => {
  switch (literal.type) {
    case 'null':
      return { type: nullType, value: null };
    case 'int':
      return { type: intType, value: literal.value };
    case 'float':
      return { type: floatType, value: literal.value };
    case 'decimal':
      return decimalLiteral(literal.text);
    case 'money': {
      const value = parseMoneyText(literal.text);
      if (value === undefined) throw sqlError(1007, literal.text);
      return { type: moneyType, value };
    }
    case 'string':
      return literal.national
        ? { type: sqlType('nvarchar', lengthOf(literal.text.length, 4000)), value: literal.text }
        : { type: sqlType('varchar', lengthOf(literal.text.length, 8000)), value: toCodePage(literal.text) };
    case 'binary': {
      const value = Buffer.from(literal.text.length % 2 === 1 ? `0${literal.text}` : literal.text, 'hex');
      return { type: sqlType('varbinary', lengthOf(value.length, 8000)), value };
    }
  }
};

const lengthOf = (length: number, limit: number): number => (length > limit ? MAX : Math.max(1, length));

const decimalLiteral = (text: string): TypedValue => {
  const parsed = parseDecimalText(text);
  if (!parsed) throw sqlError(1007, text);
  const scale = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  const whole = (text.split('.')[0] ?? '').replace(/^0+/, '').length;
  const precision = Math.max(1, whole + scale);
  if (precision > 38) throw sqlError(1007, text);
  return { type: sqlType('numeric', 0, precision, scale), value: rescale(parsed.value, parsed.scale, scale) };
};
