// Arithmetic of the integer types, with SQL Server's overflow checks.

import type { ArithmeticOperator } from './decimal-rules.ts';
import { sqlError } from './errors.ts';
import type { SqlError } from './errors.ts';
import { add, multiply, quotient, remainder, subtract } from './exact.ts';
import type { Exact, SqlType, TypeName } from './sql-type.ts';

export interface IntegerRange {
  readonly minimum: Exact;
  readonly maximum: Exact;
}

const RANGES: Readonly<Partial<Record<TypeName, IntegerRange>>> = {
  bit: { minimum: 0, maximum: 1 },
  tinyint: { minimum: 0, maximum: 255 },
  smallint: { minimum: -32_768, maximum: 32_767 },
  int: { minimum: -2_147_483_648, maximum: 2_147_483_647 },
  bigint: { minimum: -9_223_372_036_854_775_808n, maximum: 9_223_372_036_854_775_807n },
};

/** Least and greatest value of an integer type. */
export const integerRange = (type: SqlType): IntegerRange => {
  const range = RANGES[type.name];
  if (!range) throw new TypeError(`not an integer type: ${type.name}`);
  return range;
};

const overflow = (type: SqlType): SqlError => sqlError(8115, 'expression', type.name);

/** `a operator b` with the result in the range of the type: 8115 beyond it, 8134 for division by zero. */
export const integerArithmetic = (operator: ArithmeticOperator, type: SqlType): ((a: Exact, b: Exact) => Exact) =>
  type.name === 'bigint' ? bigArithmetic(operator, type) : (smallArithmetic(operator, type) as (a: Exact, b: Exact) => Exact);

const smallArithmetic = (operator: ArithmeticOperator, type: SqlType): ((a: number, b: number) => number) => {
  const { minimum, maximum } = integerRange(type) as { minimum: number; maximum: number };
  switch (operator) {
    case '+':
      return (a, b) => {
        const r = a + b;
        if (r > maximum || r < minimum) throw overflow(type);
        return r;
      };
    case '-':
      return (a, b) => {
        const r = a - b;
        if (r > maximum || r < minimum) throw overflow(type);
        return r;
      };
    case '*':
      // A product that is rounded beyond 2^53 is far out of range anyway.
      return (a, b) => {
        const r = a * b;
        if (r > maximum || r < minimum) throw overflow(type);
        return r === 0 ? 0 : r;
      };
    case '/':
      return (a, b) => {
        if (b === 0) throw sqlError(8134);
        const r = Math.trunc(a / b);
        if (r > maximum || r < minimum) throw overflow(type);
        return r === 0 ? 0 : r;
      };
    case '%':
      return (a, b) => {
        if (b === 0) throw sqlError(8134);
        const r = a % b;
        return r === 0 ? 0 : r;
      };
  }
};

const bigArithmetic = (operator: ArithmeticOperator, type: SqlType): ((a: Exact, b: Exact) => Exact) => {
  const { minimum, maximum } = integerRange(type);
  const check = (r: Exact): Exact => {
    if (typeof r === 'bigint' && (r > maximum || r < minimum)) throw overflow(type);
    return r;
  };
  switch (operator) {
    case '+':
      return (a, b) => check(add(a, b));
    case '-':
      return (a, b) => check(subtract(a, b));
    case '*':
      return (a, b) => check(multiply(a, b));
    case '/':
      return (a, b) => {
        if (b === 0) throw sqlError(8134);
        return check(quotient(a, b));
      };
    case '%':
      return (a, b) => {
        if (b === 0) throw sqlError(8134);
        return remainder(a, b);
      };
  }
};
