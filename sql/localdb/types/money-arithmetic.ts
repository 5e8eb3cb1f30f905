// Arithmetic of money and smallmoney: four digits after the point at every step.

import type { ArithmeticOperator } from './decimal-rules.ts';
import { sqlError } from './errors.ts';
import { add, divideRounded, multiply, powerOfTen, quotient, remainder, rescale, subtract } from './exact.ts';
import type { IntegerRange } from './integer-arithmetic.ts';
import { exactScale } from './sql-type.ts';
import type { Exact, SqlType } from './sql-type.ts';

/** Least and greatest in-memory value (times 10^4). */
export const moneyRange = (type: SqlType): IntegerRange =>
  type.name === 'money'
    ? { minimum: -9_223_372_036_854_775_808n, maximum: 9_223_372_036_854_775_807n }
    : { minimum: -2_147_483_648, maximum: 2_147_483_647 };

/** `a operator b` of money and integer operands as the money type `type`; 8115 out of its range, 8134 for division by zero. */
export const moneyArithmetic = (
  operator: ArithmeticOperator,
  left: SqlType,
  right: SqlType,
  type: SqlType,
): ((a: Exact, b: Exact) => Exact) => {
  const { minimum, maximum } = moneyRange(type);
  const check = (r: Exact): Exact => {
    if (r > maximum || r < minimum) throw sqlError(8115, 'expression', type.name);
    return r;
  };
  const scaleA = exactScale(left);
  const scaleB = exactScale(right);
  const widenA = scaleA === 4 ? (v: Exact) => v : (v: Exact) => rescale(v, scaleA, 4);
  const widenB = scaleB === 4 ? (v: Exact) => v : (v: Exact) => rescale(v, scaleB, 4);
  switch (operator) {
    case '+':
      return (a, b) => check(add(widenA(a), widenB(b)));
    case '-':
      return (a, b) => check(subtract(widenA(a), widenB(b)));
    case '*': {
      const lost = scaleA + scaleB - 4;
      return (a, b) => check(divideRounded(multiply(a, b), lost));
    }
    case '/': {
      // The quotient is cut after four digits, not rounded.
      const factor = powerOfTen(4 + scaleB - scaleA);
      return (a, b) => {
        if (b === 0) throw sqlError(8134);
        return check(quotient(multiply(a, factor), b));
      };
    }
    case '%':
      return (a, b) => {
        if (b === 0) throw sqlError(8134);
        return remainder(widenA(a), widenB(b));
      };
  }
};
