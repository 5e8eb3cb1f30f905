// Arithmetic on Exact values: exact integers held as a number while they are safe integers, as a bigint beyond.
// Every function returns the one form that the value has, so `===` and Map keys work on the results.

import type { Exact } from './sql-type.ts';

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The one form of a bigint: a number if it is safe. */
export const normalise = (v: bigint): Exact => (v <= MAX_SAFE && v >= -MAX_SAFE ? Number(v) : v);

export const add = (a: Exact, b: Exact): Exact => {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b;
    if (Number.isSafeInteger(r)) return r;
  }
  return normalise(BigInt(a) + BigInt(b));
};

export const subtract = (a: Exact, b: Exact): Exact => {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b;
    if (Number.isSafeInteger(r)) return r;
  }
  return normalise(BigInt(a) - BigInt(b));
};

export const multiply = (a: Exact, b: Exact): Exact => {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b;
    if (Number.isSafeInteger(r)) return r === 0 ? 0 : r;
  }
  return normalise(BigInt(a) * BigInt(b));
};

/** Integer quotient, truncated toward zero; the caller has checked b. */
export const quotient = (a: Exact, b: Exact): Exact => {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = Math.trunc(a / b);
    // The rounding of a/b can step over an integer only when the quotient itself is near 2^53.
    if (r < 4503599627370496 && r > -4503599627370496 && a < 4503599627370496 && a > -4503599627370496) return r === 0 ? 0 : r;
  }
  return normalise(BigInt(a) / BigInt(b));
};

/** Remainder with the sign of a; the caller has checked b. */
export const remainder = (a: Exact, b: Exact): Exact => {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a % b;
    return r === 0 ? 0 : r;
  }
  return normalise(BigInt(a) % BigInt(b));
};

export const negate = (a: Exact): Exact => (typeof a === 'number' ? (a === 0 ? 0 : -a) : normalise(-a));

const POWERS: Exact[] = [];
for (let i = 0; i <= 80; i++) POWERS.push(normalise(10n ** BigInt(i)));

/** 10^n for n from 0 to 80. */
export const powerOfTen = (n: number): Exact => {
  const p = POWERS[n];
  if (p === undefined) throw new RangeError(`power of ten out of range: ${n}`);
  return p;
};

/** Divides by 10^digits and rounds half away from zero, as SQL Server rounds exact numbers. */
export const divideRounded = (v: Exact, digits: number): Exact => {
  if (digits === 0) return v;
  const p = powerOfTen(digits);
  if (typeof v === 'number' && typeof p === 'number') {
    const q = Math.trunc(v / p);
    const r = v % p;
    const up = Math.abs(r) * 2 >= p ? Math.sign(v) : 0;
    const s = q + up;
    return s === 0 ? 0 : s;
  }
  const b = BigInt(v);
  const d = BigInt(p);
  const q = b / d;
  const r = b % d;
  const twice = (r < 0n ? -r : r) * 2n;
  return normalise(twice >= d ? q + (b < 0n ? -1n : 1n) : q);
};

/** Changes the number of digits after the point, rounding half away from zero when digits are lost. */
export const rescale = (v: Exact, from: number, to: number): Exact =>
  from === to ? v : to > from ? multiply(v, powerOfTen(to - from)) : divideRounded(v, from - to);

/** The nearest JavaScript number of an exact value with `scale` digits after the point. */
export const exactToNumber = (v: Exact, scale: number): number =>
  scale === 0 ? Number(v) : typeof v === 'number' && scale <= 22 ? v / 10 ** scale : Number(exactToText(v, scale));

/** Decimal text with exactly `scale` digits after the point, as SQL Server prints it (a zero before the point). */
export const exactToText = (v: Exact, scale: number): string => {
  if (scale === 0) return String(v);
  const negative = v < 0;
  const digits = String(negative ? negate(v) : v).padStart(scale + 1, '0');
  const at = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`;
};
