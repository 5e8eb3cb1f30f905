// .NET standard numeric formats (C, D, E, F, G, N, P, R, X with a precision); other formats go to
// custom-number-format.ts. An invalid format gives undefined, which FORMAT returns as NULL.

import { exactScale, isApproximate, isInteger } from '../../types/sql-type.ts';
import type { Exact, SqlType } from '../../types/sql-type.ts';
import type { Culture } from './culture.ts';
import { customNumberFormat } from './custom-number-format.ts';
import { digitsOf, fixedParts, grouped, roundDigits } from './number-digits.ts';
import type { NumberDigits } from './number-digits.ts';

export type NumberFormat = (v: Exact) => string;

/** The formatting of a number type by a format and a culture; undefined if the format is none. */
export const numberFormat = (type: SqlType, format: string, culture: Culture): NumberFormat | undefined => {
  const toDigits = digitsOf(type);
  const standard = /^([A-Za-z])(\d{0,2})$/.exec(format === '' ? 'G' : format);
  if (standard === null) {
    const custom = customNumberFormat(format, culture);
    return (v) => custom(toDigits(v));
  }
  const [, letter = '', digits = ''] = standard;
  const precision = digits === '' ? undefined : Number(digits);
  const write = standardFormat(type, letter, precision, culture);
  return write && ((v) => write(toDigits(v), v));
};

type Write = (n: NumberDigits, v: Exact) => string;

const standardFormat = (type: SqlType, letter: string, precision: number | undefined, culture: Culture): Write | undefined => {
  switch (letter.toUpperCase()) {
    case 'C':
      return patterned(culture.currencyPositive, culture.currencyNegative, precision ?? 2, culture);
    case 'N':
      return patterned('n', '-n', precision ?? 2, culture);
    case 'P': {
      const write = patterned(culture.percentPositive, culture.percentNegative, precision ?? 2, culture);
      return (n, v) => write(n.digits === '' ? n : { ...n, point: n.point + 2 }, v);
    }
    case 'F':
      return (n) => {
        const { whole, fraction, isZero } = fixedParts(n, precision ?? 2);
        return signed(n.isNegative && !isZero, joined(whole, fraction, culture));
      };
    case 'D':
      if (!isInteger(type)) return undefined;
      return (n) => {
        const { whole } = fixedParts(n, 0);
        return signed(n.isNegative, whole.padStart(precision ?? 1, '0'));
      };
    case 'X': {
      if (!isInteger(type)) return undefined;
      const isUpper = letter === 'X';
      return (_, v) => {
        const hex = BigInt.asUintN(WIDTHS[type.name] ?? 64, BigInt(v))
          .toString(16)
          .padStart(precision ?? 1, '0');
        return isUpper ? hex.toUpperCase() : hex;
      };
    }
    case 'E':
      return (n) => scientific(n, precision ?? 6, letter, 3, culture);
    case 'G':
      return general(type, letter, precision, culture);
    case 'R':
      return isApproximate(type) ? (n, v) => roundTrip(n, Number(v), culture) : undefined;
    default:
      return undefined;
  }
};

const WIDTHS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, int: 32, bigint: 64 };

const signed = (isNegative: boolean, text: string): string => (isNegative ? `-${text}` : text);
const joined = (whole: string, fraction: string, culture: Culture): string =>
  fraction === '' ? whole : whole + culture.decimal + fraction;

/** Grouped digits put into a culture's pattern for positive or negative numbers. */
const patterned =
  (positive: string, negative: string, decimals: number, culture: Culture): Write =>
  (n) => {
    const { whole, fraction, isZero } = fixedParts(n, decimals);
    const number = joined(grouped(whole, culture.group), fraction, culture);
    let out = '';
    for (const c of n.isNegative && !isZero ? negative : positive) out += c === 'n' ? number : c === '$' ? culture.currency : c;
    return out;
  };

const scientific = (n: NumberDigits, decimals: number, letter: string, exponentDigits: number, culture: Culture): string => {
  const rounded = roundDigits(n, decimals + 1);
  const all = rounded.digits.padEnd(decimals + 1, '0');
  const exponent = rounded.digits === '' ? 0 : rounded.point - 1;
  const mantissa = joined(all.charAt(0), all.slice(1), culture);
  return signed(n.isNegative, `${mantissa}${letter}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(exponentDigits, '0')}`);
};

/** As many digits as the value has: fixed point, or scientific where that would be long. */
const general = (type: SqlType, letter: string, precision: number | undefined, culture: Culture): Write => {
  const isFloat = isApproximate(type);
  if (!isFloat && precision === undefined) {
    const scale = exactScale(type);
    // An exact type keeps the zeros of its scale.
    return (n) => {
      const { whole, fraction } = fixedParts(n, scale);
      return signed(n.isNegative, joined(whole, fraction, culture));
    };
  }
  const most = precision === undefined || precision === 0 ? (type.name === 'real' ? 7 : 15) : precision;
  const exponentLetter = letter === 'g' ? 'e' : 'E';
  return (n) => {
    const rounded = roundDigits(n, most);
    if (rounded.digits === '') return '0';
    if (rounded.point > most || rounded.point < -4) return scientific(rounded, rounded.digits.length - 1, exponentLetter, 2, culture);
    const { whole, fraction } = fixedParts(rounded, Math.max(rounded.digits.length - rounded.point, 0));
    return signed(n.isNegative, joined(whole, fraction, culture));
  };
};

const roundTrip = (n: NumberDigits, v: number, culture: Culture): string => {
  if (n.digits === '') return '0';
  const [mantissa = '', exponent = '0'] = Math.abs(v).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exact: NumberDigits = { isNegative: n.isNegative, digits, point: Number(exponent) + 1 };
  if (exact.point > 15 || exact.point < -4) return scientific(exact, digits.length - 1, 'E', 2, culture);
  const { whole, fraction } = fixedParts(exact, Math.max(digits.length - exact.point, 0));
  return signed(n.isNegative, joined(whole, fraction, culture));
};
