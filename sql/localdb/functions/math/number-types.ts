// Types of mathematical functions: the families that they distinguish, and the checks that results fit.

import { sqlError } from '../../types/errors.ts';
import { normalise, powerOfTen } from '../../types/exact.ts';
import { bigintType, floatType, intType, isDecimal, isMoney, isString, moneyType, uniqueidentifierType } from '../../types/sql-type.ts';
import type { Exact, SqlType } from '../../types/sql-type.ts';
import { argumentAt, invalidArgument } from '../argument-types.ts';
import type { FunctionArgument } from '../function.ts';

/** The numeric type that an argument counts as: small integers are int, bit and text are float, NULL is int. */
export const numberOf = (args: readonly FunctionArgument[], index: number, functionName: string): SqlType => {
  const { type } = argumentAt(args, index);
  switch (type.name) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'null':
      return intType;
    case 'bigint':
      return bigintType;
    case 'money':
    case 'smallmoney':
      return moneyType;
    case 'decimal':
    case 'numeric':
      return type;
    case 'bit':
    case 'real':
    case 'float':
      return floatType;
    default:
      if (isString(type) && type.name !== 'xml' && type.name !== 'text' && type.name !== 'ntext') return floatType;
      throw invalidArgument(type, index + 1, functionName);
  }
};

/** The float that an argument is converted to. */
export const floatParameter = (args: readonly FunctionArgument[], index: number, functionName: string): SqlType => {
  if (argumentAt(args, index).type.name !== uniqueidentifierType.name) numberOf(args, index, functionName);
  else throw invalidArgument(uniqueidentifierType, index + 1, functionName);
  return floatType;
};

const INT_MAX = 2147483647;
const INT_MIN = -2147483648;
const BIGINT_MAX = 2n ** 63n - 1n;
const BIGINT_MIN = -(2n ** 63n);

/** The largest magnitude that an exact type holds, in its in-memory form. */
export const limitsOf = (type: SqlType): { readonly low: Exact; readonly high: Exact } => {
  switch (type.name) {
    case 'int':
      return { low: INT_MIN, high: INT_MAX };
    case 'bigint':
    case 'money':
      return { low: BIGINT_MIN, high: BIGINT_MAX };
    default: {
      const high = normalise(BigInt(powerOfTen(type.precision)) - 1n);
      return { low: -high, high };
    }
  }
};

/** The value if the exact type holds it, else 8115. */
export const fitting = (type: SqlType): ((v: Exact) => Exact) => {
  const { low, high } = limitsOf(type);
  return (v) => {
    if (v > high || v < low) throw overflow(type);
    return v;
  };
};

const overflow = (type: SqlType): Error =>
  isDecimal(type) ? sqlError(8115, 'numeric', 'numeric') : sqlError(8115, 'expression', type.name);

/** A float result: 3623 where it is not a number, 8115 beyond the range of float. */
export const checkedFloat = (v: number): number => {
  if (Number.isFinite(v)) return v === 0 ? 0 : v;
  throw Number.isNaN(v) ? sqlError(3623) : sqlError(8115, 'expression', 'float');
};

/** A float turned into the exact type, as the functions that compute in float but return an exact type do. */
export const exactFromFloat = (type: SqlType): ((v: number) => Exact) => {
  const { low, high } = limitsOf(type);
  const scale = isDecimal(type) || isMoney(type) ? type.scale : 0;
  const bound = Number(high);
  return (v) => {
    if (Number.isNaN(v)) throw sqlError(3623);
    if (scale === 0) {
      const whole = Math.trunc(v);
      if (whole > bound || whole < Number(low) || (type.name === 'bigint' && whole >= bound)) throw floatOverflow(type, v);
      return Number.isSafeInteger(whole) ? (whole === 0 ? 0 : whole) : normalise(BigInt(whole));
    }
    if (!Number.isFinite(v) || Math.abs(v) * 10 ** scale > bound) throw floatOverflow(type, v);
    const digits = fixedDigits(Math.abs(v), scale);
    return normalise(v < 0 ? -digits : digits);
  };
};

const floatOverflow = (type: SqlType, v: number): Error => {
  if (type.name === 'int' || type.name === 'bigint') return sqlError(232, type.name, Number.isFinite(v) ? wholeText(v) : String(v));
  return sqlError(8115, 'float', isMoney(type) ? 'money' : 'numeric');
};
const wholeText = (v: number): string => `${BigInt(Math.trunc(v))}.000000`;

/** A non-negative number times 10^scale, rounded on its exact binary value. */
const fixedDigits = (v: number, scale: number): bigint => {
  // toFixed is exact below 1e21; whole numbers beyond have no fraction.
  if (v >= 1e21) return BigInt(v) * 10n ** BigInt(scale);
  return BigInt(v.toFixed(scale).replace('.', ''));
};
