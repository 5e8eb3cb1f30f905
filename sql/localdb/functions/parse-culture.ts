// The core of PARSE and TRY_PARSE: text read as a number or a date the way .NET reads it under a culture.

import type { ConversionSession } from '../types/conversion-session.ts';
import { fromParts } from '../types/date-parts.ts';
import { sqlError } from '../types/errors.ts';
import type { ErrorNumber, SqlError } from '../types/errors.ts';
import { divideRounded, multiply, normalise, powerOfTen, remainder } from '../types/exact.ts';
import { exactScale, isApproximate, isDecimal, isExact, isMoney, isTemporal, typeDeclaration } from '../types/sql-type.ts';
import type { Exact, SqlType, Value } from '../types/sql-type.ts';
import { cultureOf, cultureOfLanguage } from './format/culture.ts';
import type { Culture } from './format/culture.ts';
import { parseDate } from './parse-date.ts';

/**
 * The value of the text; `culture` defaults to that of the session's language. Throws 9819 when the text is no value of
 * the type, 9818 for an unknown culture and 10761 for a type that PARSE does not have.
 */
export const parseWithCulture = (
  text: string,
  type: SqlType,
  culture: string | undefined,
  session: ConversionSession,
): NonNullable<Value> => {
  const c = culture === undefined ? cultureOfLanguage(session.language) : cultureOf(culture);
  const failure = (): SqlError => sqlError(9819, text, typeDeclaration(type), culture ?? '');
  let value: NonNullable<Value> | undefined;
  if (isTemporal(type)) {
    const parts = parseDate(text, c);
    value = parts && fromParts(type)(parts);
  } else if (type.name === 'bit' || !(isExact(type) || isApproximate(type))) {
    throw sqlError(10761, type.name, 'PARSE');
  } else value = parseNumber(text, type, c);
  if (value === undefined) throw failure();
  return value;
};

/** The errors of `parseWithCulture` that TRY_PARSE turns into NULL. */
export const PARSE_FAILURE: ErrorNumber = 9819;

const parseNumber = (text: string, type: SqlType, c: Culture): Exact | undefined => {
  let s = text.trim();
  let isNegative = false;
  const isCurrency = isMoney(type);
  if (isCurrency && s.startsWith('(') && s.endsWith(')')) {
    isNegative = true;
    s = s.slice(1, -1).trim();
  }
  // Sign and currency symbol may stand before or after the digits, in any order.
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    if (isCurrency && c.currency !== '' && (s.startsWith(c.currency) || s.endsWith(c.currency))) {
      s = (s.startsWith(c.currency) ? s.slice(c.currency.length) : s.slice(0, -c.currency.length)).trim();
      isChanged = true;
    }
    const sign = /^[+-]/.exec(s)?.[0] ?? /[+-]$/.exec(s)?.[0];
    if (sign !== undefined && !isNegative) {
      isNegative = sign === '-';
      s = (s.startsWith(sign) ? s.slice(1) : s.slice(0, -1)).trim();
      isChanged = true;
      if (/^[+-]|[+-]$/.test(s)) return undefined;
    }
  }
  const digits = readDigits(s, c, isApproximate(type));
  if (digits === undefined) return undefined;
  const { whole, fraction, exponent } = digits;
  if (isApproximate(type)) {
    const v = Number(`${whole || '0'}.${fraction || '0'}e${exponent}`) * (isNegative ? -1 : 1);
    return Number.isFinite(v) ? (type.name === 'real' ? Math.fround(v) : v) : undefined;
  }
  return exactOf(type, whole, fraction, isNegative);
};

interface Digits {
  readonly whole: string;
  readonly fraction: string;
  readonly exponent: string;
}

const readDigits = (s: string, c: Culture, hasExponent: boolean): Digits | undefined => {
  const [mantissa = '', exponent = '0', ...more] = hasExponent ? s.split(/e/i) : [s];
  if (more.length > 0 || !/^[+-]?\d+$/.test(exponent)) return undefined;
  const at = mantissa.indexOf(c.decimal);
  const before = at < 0 ? mantissa : mantissa.slice(0, at);
  const fraction = at < 0 ? '' : mantissa.slice(at + c.decimal.length);
  // Where groups are parted by a no-break space, a plain space does as well.
  const isSpaced = /\s/.test(c.group);
  const whole = isSpaced ? before.replace(/[\s\u00a0\u202f]/g, '') : before.replaceAll(c.group, '');
  if (!/^\d*$/.test(whole) || !/^\d*$/.test(fraction) || whole + fraction === '') return undefined;
  if (whole !== before && !/^\d/.test(before)) return undefined;
  return { whole, fraction, exponent };
};

const INTEGER_RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-(2n ** 15n), 2n ** 15n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
  smallmoney: [-(2n ** 31n), 2n ** 31n - 1n],
  money: [-(2n ** 63n), 2n ** 63n - 1n],
};

const exactOf = (type: SqlType, whole: string, fraction: string, isNegative: boolean): Exact | undefined => {
  if (whole.length + fraction.length > 76) return undefined;
  const scale = exactScale(type);
  const all = normalise(BigInt(`${whole}${fraction}` || '0'));
  const extra = fraction.length - scale;
  // An integer type takes decimals only when they are zeros.
  if (scale === 0 && !isDecimal(type) && extra > 0 && remainder(all, powerOfTen(extra)) !== 0) return undefined;
  const magnitude = BigInt(extra > 0 ? divideRounded(all, extra) : multiply(all, powerOfTen(-extra)));
  const v = isNegative ? -magnitude : magnitude;
  const most = BigInt(powerOfTen(type.precision)) - 1n;
  const [low, high] = INTEGER_RANGES[type.name] ?? [-most, most];
  return v < low || v > high ? undefined : normalise(v);
};
