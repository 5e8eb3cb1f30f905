// Numbers to numbers: rounding, truncation and overflow between integers, decimals, money and floating point.

import { valueTypeName } from './conversion-rules.ts';
import type { Converter } from './converter.ts';
import { sqlError } from './errors.ts';
import { divideRounded, exactToNumber, normalise, powerOfTen, quotient, rescale } from './exact.ts';
import { integerRange } from './integer-arithmetic.ts';
import { moneyRange } from './money-arithmetic.ts';
import { exactScale, isApproximate, isDecimal, isInteger, isMoney } from './sql-type.ts';
import type { Exact, SqlType } from './sql-type.ts';

/** The converter between two numeric types. */
export const numberToNumber = (from: SqlType, to: SqlType): Converter => {
  if (to.name === 'bit') return (v) => (v === 0 ? 0 : 1);
  if (isApproximate(from)) return fromFloat(from, to);
  if (isApproximate(to)) return toFloat(from, to);
  if (isInteger(to)) return exactToInteger(from, to);
  return isDecimal(to) ? exactToDecimal(from, to) : exactToMoney(from, to);
};

const toFloat = (from: SqlType, to: SqlType): Converter => {
  const scale = exactScale(from);
  const isReal = to.name === 'real';
  return (v) => {
    const n = exactToNumber(v as Exact, scale);
    return isReal ? Math.fround(n) : n;
  };
};

const exactToInteger = (from: SqlType, to: SqlType): Converter => {
  const { minimum, maximum } = integerRange(to);
  const scale = exactScale(from);
  const divisor = powerOfTen(scale);
  return (v) => {
    // Decimals lose their fraction, money is rounded.
    const n = scale === 0 ? (v as Exact) : isMoney(from) ? divideRounded(v as Exact, scale) : quotient(v as Exact, divisor);
    if (n > maximum || n < minimum) throw integerOverflow(from, to, n);
    return n;
  };
};

const integerOverflow = (from: SqlType, to: SqlType, n: Exact): Error => {
  const isIntValue = n <= 2_147_483_647 && n >= -2_147_483_648;
  if (isInteger(from) && (to.name === 'tinyint' || to.name === 'smallint') && isIntValue) return sqlError(220, to.name, String(n));
  return sqlError(8115, isInteger(from) ? 'expression' : valueTypeName(from), to.name);
};

const exactToDecimal = (from: SqlType, to: SqlType): Converter => {
  const limit = powerOfTen(to.precision);
  const scale = exactScale(from);
  return (v) => {
    const n = rescale(v as Exact, scale, to.scale);
    if (n >= limit || n <= -limit) throw sqlError(8115, valueTypeName(from), 'numeric');
    return n;
  };
};

const exactToMoney = (from: SqlType, to: SqlType): Converter => {
  const { minimum, maximum } = moneyRange(to);
  const scale = exactScale(from);
  return (v) => {
    const n = rescale(v as Exact, scale, 4);
    if (n > maximum || n < minimum) throw sqlError(8115, isDecimal(from) ? 'numeric' : 'expression', to.name);
    return n;
  };
};

const fromFloat = (from: SqlType, to: SqlType): Converter => {
  if (to.name === 'float') return (v) => v;
  if (to.name === 'real') {
    return (v) => {
      const n = Math.fround(v as number);
      if (!Number.isFinite(n)) throw sqlError(8115, 'expression', 'real');
      return n;
    };
  }
  if (isInteger(to)) {
    const { minimum, maximum } = integerRange(to);
    return (v) => {
      const n = Math.trunc(v as number);
      if (n > maximum || n < minimum) {
        throw to.name === 'bigint' ? sqlError(8115, 'expression', 'bigint') : sqlError(232, to.name, (v as number).toFixed(6));
      }
      return Number.isSafeInteger(n) ? (n === 0 ? 0 : n) : normalise(BigInt(n));
    };
  }
  const { minimum, maximum } = isMoney(to) ? moneyRange(to) : decimalRange(to);
  return (v) => {
    const n = floatToExact(v as number, to.scale);
    if (n === undefined || n > maximum || n < minimum) throw sqlError(8115, isMoney(to) ? 'expression' : from.name, valueTypeName(to));
    return n;
  };
};

const decimalRange = (to: SqlType): { minimum: Exact; maximum: Exact } => {
  const limit = BigInt(powerOfTen(to.precision)) - 1n;
  return { minimum: normalise(-limit), maximum: normalise(limit) };
};

/** The number times 10^scale, rounded half away from zero from its 17 significant digits; undefined when far out of range. */
const floatToExact = (v: number, scale: number): Exact | undefined => {
  if (v === 0) return 0;
  if (Math.abs(v) >= 1e39) return undefined;
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(v.toExponential(16));
  if (!m) return undefined;
  const digits = (m[2] ?? '') + (m[3] ?? '');
  // value = digits * 10^(exponent - (digits.length - 1)).
  const shift = Number(m[4]) - (digits.length - 1) + scale;
  if (shift < -80) return 0;
  const magnitude = normalise(BigInt(digits));
  const r = shift >= 0 ? normalise(BigInt(magnitude) * 10n ** BigInt(shift)) : divideRounded(magnitude, -shift);
  return m[1] === '-' && r !== 0 ? normalise(-BigInt(r)) : r;
};
