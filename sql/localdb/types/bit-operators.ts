// The bit operators & | ^ << >> ~ of the integer types (and & | ^ of an integer with binary).

import { integerRange } from './integer-arithmetic.ts';
import { normalise } from './exact.ts';
import { dataTypePrecedence } from './precedence.ts';
import { isBinary, isInteger } from './sql-type.ts';
import type { Exact, SqlType, Value } from './sql-type.ts';

type Operand = NonNullable<Value>;
type BitOperator = '&' | '|' | '^' | '<<' | '>>';
interface BoundBits {
  readonly type: SqlType;
  readonly left: SqlType;
  readonly right: SqlType;
  readonly apply: (a: Operand, b: Operand) => Value;
}

/** The bound operator; undefined when the operator does not take the types. */
export const bitOperator = (operator: BitOperator, a: SqlType, b: SqlType): BoundBits | undefined => {
  if (operator === '<<' || operator === '>>') {
    if (!isInteger(a) || !isInteger(b)) return undefined;
    return { type: a, left: a, right: b, apply: shift(operator, a) as BoundBits['apply'] };
  }
  const left = isInteger(a) ? a : isBinary(a) && isInteger(b) ? b : undefined;
  const right = isInteger(b) ? b : isBinary(b) && isInteger(a) ? a : undefined;
  if (!left || !right) return undefined;
  const type = dataTypePrecedence(left) <= dataTypePrecedence(right) ? left : right;
  return { type, left, right, apply: (type.name === 'bigint' ? wide(operator) : narrow(operator)) as BoundBits['apply'] };
};

const narrow = (operator: '&' | '|' | '^'): ((a: number, b: number) => number) => {
  switch (operator) {
    case '&':
      return (a, b) => a & b;
    case '|':
      return (a, b) => a | b;
    case '^':
      return (a, b) => a ^ b;
  }
};

const isSmall = (v: Exact): v is number => typeof v === 'number' && (v | 0) === v;

const wide = (operator: '&' | '|' | '^'): ((a: Exact, b: Exact) => Exact) => {
  const small = narrow(operator);
  const big =
    operator === '&'
      ? (a: bigint, b: bigint) => a & b
      : operator === '|'
        ? (a: bigint, b: bigint) => a | b
        : (a: bigint, b: bigint) => a ^ b;
  return (a, b) => (isSmall(a) && isSmall(b) ? small(a, b) : normalise(big(BigInt(a), BigInt(b))));
};

const WIDTHS: Readonly<Record<string, number>> = { bit: 1, tinyint: 8, smallint: 16, int: 32, bigint: 64 };

// Shifts are logical: zeroes come in from either side; a negative distance shifts the other way.
const shift = (operator: '<<' | '>>', type: SqlType): ((a: Exact, b: Exact) => Exact) => {
  const width = WIDTHS[type.name] ?? 32;
  const isSigned = integerRange(type).minimum < 0;
  return (a, b) => {
    const distance = operator === '<<' ? Number(b) : -Number(b);
    if (Math.abs(distance) >= width) return 0;
    const bits = BigInt.asUintN(width, BigInt(a));
    const moved = distance >= 0 ? bits << BigInt(distance) : bits >> BigInt(-distance);
    return normalise(isSigned ? BigInt.asIntN(width, moved) : BigInt.asUintN(width, moved));
  };
};

/** Bitwise NOT within the width of the type. */
export const bitwiseNot = (type: SqlType): ((v: Exact) => Exact) => {
  switch (type.name) {
    case 'bit':
      return (v) => (v === 0 ? 1 : 0);
    case 'tinyint':
      return (v) => 255 - (v as number);
    case 'bigint':
      return (v) => (isSmall(v) ? ~v : normalise(~BigInt(v)));
    default:
      return (v) => ~(v as number);
  }
};
