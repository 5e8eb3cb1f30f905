// Numbers to text, with the styles of money and float, and what happens when the text does not fit.

import { valueTypeName } from './conversion-rules.ts';
import { fitText } from './converter.ts';
import type { Converter } from './converter.ts';
import { sqlError } from './errors.ts';
import type { SqlError } from './errors.ts';
import { divideRounded, exactToText } from './exact.ts';
import { exactScale, isApproximate, isInteger, isMoney, isUnicode } from './sql-type.ts';
import type { Exact, SqlType } from './sql-type.ts';

const MONEY_STYLES: ReadonlySet<number> = new Set([0, 1, 2, 126]);
const FLOAT_STYLES: ReadonlySet<number> = new Set([0, 1, 2, 3, 126, 128, 129]);

/** The converter from a numeric type to a string type. Only money and floats have styles; 281 for one that does not exist. */
export const numberToText = (from: SqlType, to: SqlType, style: number): Converter => {
  const styles = isMoney(from) ? MONEY_STYLES : isApproximate(from) ? FLOAT_STYLES : undefined;
  if (styles && !styles.has(style)) throw sqlError(281, style, from.name);
  const write = writer(from, style);
  const sized = fitText(to);
  const limit = to.length > 0 ? to.length : Number.POSITIVE_INFINITY;
  return (v) => {
    const text = write(v as Exact);
    if (text.length <= limit) return sized(text);
    // Whole numbers that do not fit char and varchar become a star; all others are errors.
    if (isInteger(from) && from.name !== 'bigint' && !isUnicode(to)) return sized('*');
    throw tooLong(from, to, v as Exact);
  };
};

const tooLong = (from: SqlType, to: SqlType, v: Exact): SqlError => {
  if (isMoney(from)) return sqlError(234, to.name);
  if (isApproximate(from)) return sqlError(232, to.name, (v as number).toFixed(6));
  return sqlError(8115, isInteger(from) ? 'expression' : valueTypeName(from), to.name);
};

const writer = (from: SqlType, style: number): ((v: Exact) => string) => {
  if (isInteger(from)) return String;
  if (isApproximate(from)) return (v) => floatText(v as number, style, from.name === 'real');
  if (isMoney(from)) return (v) => moneyText(v, style);
  const scale = exactScale(from);
  return (v) => exactToText(v, scale);
};

/** Text of money (times 10^4): style 0 has two decimals, 1 also commas, 2 and 126 four decimals. */
const moneyText = (v: Exact, style: number): string => {
  if (style === 2 || style === 126) return exactToText(v, 4);
  const text = exactToText(divideRounded(v, 2), 2);
  return style === 1 ? text.replace(/\B(?=(\d{3})+(?=\.))/g, ',') : text;
};

/** Text of a float: style 0 has at most six significant digits, 1 eight, 2 sixteen, 3 seventeen (lossless), both in scientific notation. */
const floatText = (v: number, style: number, isReal = false): string => {
  switch (style) {
    case 1:
      return scientific(v.toExponential(7));
    case 2:
      return scientific(v.toExponential(15));
    case 3:
      return scientific(v.toExponential(16));
    case 126:
    case 128:
    case 129:
      return scientific(v.toExponential(isReal ? 8 : 15));
    default:
      return shortFloat(v);
  }
};

/** As C prints %g: six significant digits without trailing zeros, scientific below 1e-4 and from 1e6 on. */
const shortFloat = (v: number): string => {
  if (v === 0) return '0';
  const text = v.toExponential(5);
  const at = text.indexOf('e');
  const exponent = Number(text.slice(at + 1));
  if (exponent >= -4 && exponent < 6) return trimZeros(v.toFixed(Math.max(0, 5 - exponent)));
  return scientific(`${trimZeros(text.slice(0, at))}${text.slice(at)}`);
};

const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** The exponent with a sign and at least three digits. */
const scientific = (text: string): string => {
  const at = text.indexOf('e');
  const exponent = text.slice(at + 2);
  return `${text.slice(0, at)}e${text.charAt(at + 1)}${exponent.padStart(3, '0')}`;
};
