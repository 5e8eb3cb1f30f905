// Binary and unary operators: result types, the types that operands are converted to, and the closures that compute them.
//
// `apply` takes operands that are not NULL and already have the types `left` and `right`. Exact numbers of all types
// share their in-memory form, so operands mostly keep their own type and the closure knows their scales.

import { messageName } from './conversion-rules.ts';
import { dateOperator } from './date-operators.ts';
import { decimalArithmetic, decimalName, decimalResult, digitsOfConstant } from './decimal-rules.ts';
import type { ArithmeticOperator, Digits } from './decimal-rules.ts';
import { sqlError } from './errors.ts';
import type { SqlError } from './errors.ts';
import { negate } from './exact.ts';
import { bitOperator, bitwiseNot } from './bit-operators.ts';
import { integerArithmetic } from './integer-arithmetic.ts';
import { moneyArithmetic } from './money-arithmetic.ts';
import { dataTypePrecedence } from './precedence.ts';
import {
  MAX,
  floatType,
  intType,
  isApproximate,
  isBinary,
  isDecimal,
  isExact,
  isInteger,
  isLegacyLob,
  isMoney,
  isNumeric,
  isString,
  isTemporal,
  isUnicode,
  exactScale,
  smallintType,
  sqlType,
} from './sql-type.ts';
import type { Exact, SqlType, Value } from './sql-type.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>' | '||';
export type UnaryOperator = '-' | '+' | '~';

type Operand = NonNullable<Value>;
export interface BoundBinary {
  readonly type: SqlType;
  /** What the operands must be converted to before `apply`. */
  readonly left: SqlType;
  readonly right: SqlType;
  readonly apply: (a: Operand, b: Operand) => Value;
}
export interface BoundUnary {
  readonly type: SqlType;
  readonly apply: (a: Operand) => Value;
}
/** Values of operands that are whole number literals: next to a decimal they have only the digits that are written. */
export interface LiteralOperands {
  readonly left?: number | bigint;
  readonly right?: number | bigint;
}

const OPERATOR_NAMES: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
  '&': "'&'",
  '|': "'|'",
  '^': "'^'",
  '<<': "'<<'",
  '>>': "'>>'",
  '||': 'concat',
};

/** Binds an operator to its operand types. Throws 402, 403, 8117, 206 or 257 when SQL Server does not have the combination. */
export const binaryOperator = (operator: BinaryOperator, left: SqlType, right: SqlType, literals: LiteralOperands = {}): BoundBinary => {
  const a = left.name === 'null' ? (right.name === 'null' ? intType : right) : left;
  const b = right.name === 'null' ? a : right;
  switch (operator) {
    case '||':
      return concatenation(operator, a, b);
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
      return bitOperator(operator, a, b) ?? refuse(operator, a, b);
    default:
      return arithmetic(operator, a, b, literals);
  }
};

const arithmetic = (operator: ArithmeticOperator, a: SqlType, b: SqlType, literals: LiteralOperands): BoundBinary => {
  if (isNumeric(a) && isNumeric(b)) return numericOperator(operator, a, b, literals);
  if (operator === '+' && ((isPlainString(a) && isPlainString(b)) || (isPlainBinary(a) && isPlainBinary(b)))) {
    return concatenation(operator, a, b);
  }
  if (isTemporal(a) || isTemporal(b)) return dateOperator(operator, a, b) ?? refuse(operator, a, b);
  // Text and binary operands become numbers where the other operand is one.
  if (isPlainString(a) ? b.name === 'bit' : isPlainString(b) && a.name === 'bit') return refuse(operator, a, b);
  if (isNumeric(a) && canBecomeNumber(b, a)) return numericOperator(operator, a, a, {});
  if (isNumeric(b) && canBecomeNumber(a, b)) return numericOperator(operator, b, b, {});
  return refuse(operator, a, b);
};

const isPlainString = (t: SqlType): boolean => isString(t) && t.name !== 'xml' && !isLegacyLob(t);
const isNewDate = (t: SqlType): boolean => isTemporal(t) && t.name !== 'datetime' && t.name !== 'smalldatetime';
const isPlainBinary = (t: SqlType): boolean => isBinary(t) && !isLegacyLob(t);
const canBecomeNumber = (t: SqlType, number: SqlType): boolean => isPlainString(t) || (isPlainBinary(t) && isExact(number));

const refuse = (operator: BinaryOperator, a: SqlType, b: SqlType): never => {
  throw clash(operator, a, b);
};

/** The error for operand types that the operator does not take. */
const clash = (operator: BinaryOperator, a: SqlType, b: SqlType): SqlError => {
  const name = OPERATOR_NAMES[operator];
  const isBitwise = operator === '&' || operator === '|' || operator === '^' || operator === '<<' || operator === '>>';
  if (!isBitwise) {
    // A number or date next to a type without any conversion to it.
    const isClash = (x: SqlType, y: SqlType): boolean => isNumeric(y) && (x.name === 'uniqueidentifier' || isNewDate(x));
    if (isClash(a, b)) return sqlError(206, messageName(a), messageName(b));
    if (isClash(b, a)) return sqlError(206, messageName(a), messageName(b));
    if (operator === '*' || operator === '/') return sqlError(8117, messageName(isNumeric(a) && a.name !== 'bit' ? b : a), name);
    // The newer types of dates have no arithmetic of their own, so that the left one is named.
    const isPairOfNewDates = isNewDate(a) && isNewDate(b);
    const isSame = a.name === b.name && a.name !== 'bit' && !isPlainBinary(a);
    if (operator !== '%' && (isSame || isPairOfNewDates)) return sqlError(8117, messageName(a), name);
  }
  return sqlError(402, messageName(a), messageName(b), name);
};

// -- numbers

const numericOperator = (operator: ArithmeticOperator, a: SqlType, b: SqlType, literals: LiteralOperands): BoundBinary => {
  if (isApproximate(a) || isApproximate(b)) return approximate(operator, a, b);
  if (isDecimal(a) || isDecimal(b)) return decimalOperator(operator, a, b, literals);
  const high = dataTypePrecedence(a) <= dataTypePrecedence(b) ? a : b;
  if (isMoney(high)) return { type: high, left: a, right: b, apply: moneyArithmetic(operator, a, b, high) as BoundBinary['apply'] };
  if (a.name === 'bit' && b.name === 'bit') return refuse(operator, a, b);
  return { type: high, left: a, right: b, apply: integerArithmetic(operator, high) as BoundBinary['apply'] };
};

const decimalOperator = (operator: ArithmeticOperator, a: SqlType, b: SqlType, literals: LiteralOperands): BoundBinary => {
  const type = decimalResult(operator, digitsOf(a, literals.left), digitsOf(b, literals.right), decimalName(a, b));
  return { type, left: a, right: b, apply: decimalArithmetic(operator, exactScale(a), exactScale(b), type) as BoundBinary['apply'] };
};

const digitsOf = (type: SqlType, literal: number | bigint | undefined): Digits =>
  literal !== undefined && isInteger(type) ? digitsOfConstant(literal) : { precision: type.precision, scale: exactScale(type) };

const approximate = (operator: ArithmeticOperator, a: SqlType, b: SqlType): BoundBinary => {
  const type = dataTypePrecedence(a) <= dataTypePrecedence(b) ? a : b;
  if (operator === '%') throw sqlError(402, messageName(a), messageName(b), 'modulo');
  // Small integers are held as the numbers that they are; bigint, decimal and money are not.
  const operand = (t: SqlType): SqlType => (isApproximate(t) || (isInteger(t) && t.name !== 'bigint') ? t : floatType);
  const round = type.name === 'real' ? Math.fround : undefined;
  const finish = (v: number): number => {
    const r = round ? round(v) : v;
    if (!Number.isFinite(r)) throw sqlError(8115, 'expression', type.name);
    return r === 0 ? 0 : r;
  };
  const compute: Readonly<Record<'+' | '-' | '*' | '/', (x: number, y: number) => number>> = {
    '+': (x, y) => finish(x + y),
    '-': (x, y) => finish(x - y),
    '*': (x, y) => finish(x * y),
    '/': (x, y) => {
      if (y === 0) throw sqlError(8134);
      return finish(x / y);
    },
  };
  return { type, left: operand(a), right: operand(b), apply: compute[operator] as BoundBinary['apply'] };
};

// -- concatenation

const concatenation = (operator: '+' | '||', a: SqlType, b: SqlType): BoundBinary => {
  if (isPlainBinary(a) && isPlainBinary(b)) {
    const type = sqlType('varbinary', joinedLength(a, b, 8000));
    return { type, left: a, right: b, apply: joinBinaries(type.length) };
  }
  const left = isPlainString(a) ? a : textOf(a);
  const right = isPlainString(b) ? b : textOf(b);
  if (!left || !right || (left !== a && right !== b)) return refuse(operator, a, b);
  const isWide = isUnicode(left) || isUnicode(right);
  const limit = isWide ? 4000 : 8000;
  const type = sqlType(isWide ? 'nvarchar' : 'varchar', joinedLength(left, right, limit));
  const isCut = type.length !== MAX && left.length + right.length > limit;
  return {
    type,
    left,
    right,
    apply: isCut
      ? (x, y) => {
          const joined = (x as string) + (y as string);
          return joined.length > limit ? joined.slice(0, limit) : joined;
        }
      : (x, y) => (x as string) + (y as string),
  };
};

const joinedLength = (a: SqlType, b: SqlType, limit: number): number =>
  a.length === MAX || b.length === MAX ? MAX : Math.min(limit, a.length + b.length);

/** The text type of an operand that `||` turns into text. */
const textOf = (t: SqlType): SqlType | undefined =>
  isNumeric(t) || isTemporal(t) || t.name === 'uniqueidentifier' ? sqlType('varchar', 50) : undefined;

const joinBinaries =
  (length: number) =>
  (x: Operand, y: Operand): Value => {
    const joined = Buffer.concat([x as Uint8Array, y as Uint8Array]);
    return length !== MAX && joined.length > length ? joined.subarray(0, length) : joined;
  };

// -- unary

/** Binds -, + or ~. Throws 8117 when the type does not have the operator. */
export const unaryOperator = (operator: UnaryOperator, type: SqlType): BoundUnary => {
  if (type.name === 'null') return { type: intType, apply: (v) => v };
  switch (operator) {
    case '+':
      return { type, apply: (v) => v };
    case '~':
      if (!isInteger(type)) throw sqlError(8117, messageName(type), "'~'");
      return { type, apply: bitwiseNot(type) as BoundUnary['apply'] };
    case '-':
      return negation(type);
  }
};

const negation = (type: SqlType): BoundUnary => {
  if (!isNumeric(type) || type.name === 'bit') throw sqlError(8117, messageName(type), 'minus');
  if (isApproximate(type)) return { type, apply: (v) => ((v as number) === 0 ? 0 : -(v as number)) };
  if (isDecimal(type)) return { type, apply: (v) => negate(v as Exact) };
  // tinyint has no sign: its negative is a smallint.
  const result = type.name === 'tinyint' ? smallintType : type;
  const subtract = isMoney(type) ? moneyArithmetic('-', type, type, type) : integerArithmetic('-', result);
  return { type: result, apply: (v) => subtract(0, v as Exact) };
};
