// Text to numbers: what SQL Server reads as an integer, decimal, money, float or bit, and the errors of what it does not.

import { valueTypeName } from './conversion-rules.ts';
import type { Converter } from './converter.ts';
import { sqlError } from './errors.ts';
import type { SqlError } from './errors.ts';
import { divideRounded, normalise, powerOfTen, rescale } from './exact.ts';
import { integerRange } from './integer-arithmetic.ts';
import { moneyRange } from './money-arithmetic.ts';
import type { Exact, SqlType } from './sql-type.ts';

/** The converter from a string type to a numeric type. */
export const textToNumber = (from: SqlType, to: SqlType): Converter => {
  switch (to.name) {
    case 'bit':
      return (v) => textToBit(v as string, from);
    case 'tinyint':
    case 'smallint':
    case 'int':
      return textToSmallInteger(from, to);
    case 'bigint':
      return (v) => textToBigint(v as string, from, to);
    case 'money':
    case 'smallmoney':
      return (v) => textToMoney(v as string, to);
    case 'real':
      return (v) => checkedFloat(Math.fround(textToFloat(v as string, from, to)), to);
    case 'float':
      return (v) => checkedFloat(textToFloat(v as string, from, to), to);
    default:
      return textToDecimal(from, to);
  }
};

const INTEGER = /^ *([+-]?) *(\d*) *$/;

const failed = (text: string, from: SqlType, to: SqlType): SqlError => sqlError(245, valueTypeName(from), text, to.name);

const textToSmallInteger = (from: SqlType, to: SqlType): Converter => {
  const { minimum, maximum } = integerRange(to);
  return (v) => {
    const text = v as string;
    const m = INTEGER.exec(text);
    if (!m) throw failed(text, from, to);
    const digits = Number(m[2]);
    const n = m[1] === '-' && digits !== 0 ? -digits : digits;
    if (n > maximum || n < minimum) {
      if (to.name === 'int') throw sqlError(248, valueTypeName(from), text);
      throw sqlError(244, valueTypeName(from), text, to.name === 'tinyint' ? 'INT1' : 'INT2');
    }
    return n;
  };
};

const textToBigint = (text: string, from: SqlType, to: SqlType): Exact => {
  const m = INTEGER.exec(text);
  if (!m) throw sqlError(8114, valueTypeName(from), 'bigint');
  const { minimum, maximum } = integerRange(to);
  const n = normalise(BigInt(m[2] ?? '') * (m[1] === '-' ? -1n : 1n));
  if (n > maximum || n < minimum) throw sqlError(8115, 'expression', 'bigint');
  return n;
};

const textToBit = (text: string, from: SqlType): number => {
  const word = text.trim().toLowerCase();
  if (word === 'true') return 1;
  if (word === 'false') return 0;
  const m = INTEGER.exec(text);
  if (!m) throw sqlError(245, valueTypeName(from), text, 'bit');
  return /[1-9]/.test(m[2] ?? '') ? 1 : 0;
};

/** An exact number with its digits after the point. */
export interface ParsedDecimal {
  readonly value: Exact;
  readonly scale: number;
}

/** `[sign]digits[.digits]`, blanks around; undefined for anything else. */
export const parseDecimalText = (text: string): ParsedDecimal | undefined => {
  const m = /^\s*([+-]?)(\d*)(?:\.(\d*))?\s*$/.exec(text);
  if (!m) return undefined;
  const whole = m[2] ?? '';
  const fraction = m[3] ?? '';
  if (whole === '' && fraction === '') return undefined;
  const digits = whole + fraction;
  const value = digits.length <= 15 ? Number(digits) : normalise(BigInt(digits));
  return { value: m[1] === '-' && value !== 0 ? (typeof value === 'number' ? -value : normalise(-value)) : value, scale: fraction.length };
};

const textToDecimal = (from: SqlType, to: SqlType): Converter => {
  const limit = powerOfTen(to.precision);
  const { scale } = to;
  return (v) => {
    const parsed = parseDecimalText(v as string);
    if (!parsed) throw sqlError(8114, valueTypeName(from), 'numeric');
    const value = rescaleAny(parsed, scale);
    if (value >= limit || value <= -limit) throw sqlError(8115, valueTypeName(from), 'numeric');
    return value;
  };
};

/** Like `rescale`, for text with any number of digits after the point. */
const rescaleAny = ({ value, scale }: ParsedDecimal, to: number): Exact => {
  if (scale - to <= 80) return rescale(value, scale, to);
  // Digits this far behind the point cannot round up to anything.
  return divideRounded(divideRounded(value, Math.min(80, scale - to - 80)), 80);
};

const CURRENCY = /[$\u00a2\u00a3\u00a4\u00a5\u20a0-\u20bf]/;

/** Money text times 10^4: a sign, a currency sign, digits with commas; undefined when it is something else. */
export const parseMoneyText = (text: string): Exact | undefined => {
  let rest = text.trim();
  let isNegative = false;
  let hasSign = false;
  let hasCurrency = false;
  if (rest.startsWith('(') && rest.endsWith(')')) {
    isNegative = true;
    hasSign = true;
    rest = rest.slice(1, -1).trim();
  }
  while (rest !== '') {
    const c = rest.charAt(0);
    if ((c === '+' || c === '-') && !hasSign) {
      hasSign = true;
      isNegative = c === '-';
    } else if (CURRENCY.test(c) && !hasCurrency) hasCurrency = true;
    else if (c !== ' ') break;
    rest = rest.slice(1);
  }
  const m = /^([\d,]*)(?:\.(\d*))?$/.exec(rest);
  if (!m) return undefined;
  const whole = (m[1] ?? '').replaceAll(',', '');
  const fraction = m[2] ?? '';
  const value = rescaleAny({ value: normalise(BigInt(whole + fraction)), scale: fraction.length }, 4);
  return isNegative ? (typeof value === 'number' ? (value === 0 ? 0 : -value) : normalise(-value)) : value;
};

const textToMoney = (text: string, to: SqlType): Exact => {
  const value = parseMoneyText(text);
  if (value === undefined) throw sqlError(235);
  const { minimum, maximum } = moneyRange(to);
  if (value > maximum || value < minimum) throw sqlError(8115, 'expression', to.name);
  return value;
};

const textToFloat = (text: string, from: SqlType, to: SqlType): number => {
  const word = text.trim();
  if (word === '') return 0;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d*)?$/.test(word)) throw sqlError(8114, valueTypeName(from), to.name);
  // An exponent may lack its digits; d is another letter for it.
  return Number(word.replace(/[dD]/, 'e').replace(/[eE][+-]?$/, ''));
};

const checkedFloat = (v: number, to: SqlType): number => {
  if (!Number.isFinite(v)) throw sqlError(8115, 'expression', to.name);
  return v === 0 ? 0 : v;
};
