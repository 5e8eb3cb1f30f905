// A number as decimal digits, the form that number formatting works on: exact for exact types, 15 significant digits
// (7 for real) for floats, as .NET Framework formats them.

import { exactScale, isApproximate } from '../../types/sql-type.ts';
import type { Exact, SqlType } from '../../types/sql-type.ts';

/** `digits` without leading zeros, '' for zero; the value is 0.digits times 10^point. */
export interface NumberDigits {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly point: number;
}

/** The digits of a value of an exact or approximate type. */
export const digitsOf = (type: SqlType): ((v: Exact) => NumberDigits) => {
  if (isApproximate(type)) {
    const significant = type.name === 'real' ? 7 : 15;
    return (v) => floatDigits(Number(v), significant);
  }
  const scale = exactScale(type);
  return (v) => {
    const text = String(v);
    const isNegative = text.startsWith('-');
    const digits = isNegative ? text.slice(1) : text;
    return digits === '0' ? { isNegative: false, digits: '', point: 0 } : { isNegative, digits, point: digits.length - scale };
  };
};

const floatDigits = (v: number, significant: number): NumberDigits => {
  if (v === 0) return { isNegative: false, digits: '', point: 0 };
  const [mantissa = '', exponent = '0'] = Math.abs(v)
    .toExponential(significant - 1)
    .split('e');
  return { isNegative: v < 0, digits: mantissa.replace('.', '').replace(/0+$/, ''), point: Number(exponent) + 1 };
};

/** Keeps `count` digits, rounding half away from zero, and drops zeros at the end. */
export const roundDigits = (n: NumberDigits, count: number): NumberDigits => {
  const { digits } = n;
  if (count >= digits.length) return { ...n, digits: digits.replace(/0+$/, '') };
  if (count < 0 || (count === 0 && digits.charAt(0) < '5')) return { ...n, digits: '', point: 0 };
  const isUp = digits.charAt(count) >= '5';
  if (!isUp) return withDigits(n, digits.slice(0, count), n.point);
  const raised = (BigInt(digits.slice(0, count) || '0') + 1n).toString().padStart(count, '0');
  return withDigits(n, raised, n.point + raised.length - count);
};

const withDigits = (n: NumberDigits, digits: string, point: number): NumberDigits => {
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? { ...n, digits: '', point: 0 } : { ...n, digits: kept, point };
};

/** Digits before and after the point of a number rounded to `decimals`; at least one before, exactly `decimals` after. */
export const fixedParts = (
  n: NumberDigits,
  decimals: number,
): { readonly whole: string; readonly fraction: string; readonly isZero: boolean } => {
  const { digits, point } = roundDigits(n, n.point + decimals);
  const whole = point <= 0 || digits === '' ? '0' : digits.slice(0, point).padEnd(point, '0');
  const fraction = (point < 0 ? '0'.repeat(-point) + digits : digits.slice(Math.max(point, 0))).slice(0, decimals).padEnd(decimals, '0');
  return { whole, fraction, isZero: digits === '' };
};

/** Groups of three from the right. */
export const grouped = (whole: string, separator: string): string => {
  let out = '';
  for (let i = 0; i < whole.length; i++) {
    if (i > 0 && (whole.length - i) % 3 === 0) out += separator;
    out += whole.charAt(i);
  }
  return out;
};
