// Precision and scale of the results of decimal arithmetic, as SQL Server derives them, and arithmetic that obeys them.

import { sqlError } from './errors.ts';
import { add, divideRounded, multiply, normalise, powerOfTen, quotient, remainder, rescale, subtract } from './exact.ts';
import { isDecimal, sqlType } from './sql-type.ts';
import type { Exact, SqlType } from './sql-type.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

/** Precision and scale of an exact operand, whatever its type. */
export interface Digits {
  readonly precision: number;
  readonly scale: number;
}

/** The decimal type of `a operator b`. Beyond 38 digits the scale gives way, for * and / down to 6. */
export const decimalResult = (operator: ArithmeticOperator, a: Digits, b: Digits, name: 'decimal' | 'numeric'): SqlType => {
  const wholeA = a.precision - a.scale;
  const wholeB = b.precision - b.scale;
  switch (operator) {
    case '+':
    case '-': {
      const scale = Math.max(a.scale, b.scale);
      const whole = Math.max(wholeA, wholeB);
      const precision = whole + scale + 1;
      return precision <= 38 ? sqlType(name, 0, precision, scale) : sqlType(name, 0, 38, Math.max(Math.min(scale, 38 - whole), 0));
    }
    case '*':
      return shortened(name, a.precision + b.precision + 1, a.scale + b.scale);
    case '/': {
      const scale = Math.max(6, a.scale + b.precision + 1);
      return shortened(name, wholeA + b.scale + scale, scale);
    }
    case '%': {
      const scale = Math.max(a.scale, b.scale);
      return sqlType(name, 0, Math.min(38, Math.min(wholeA, wholeB) + scale), scale);
    }
  }
};

const shortened = (name: 'decimal' | 'numeric', precision: number, scale: number): SqlType => {
  if (precision <= 38) return sqlType(name, 0, precision, scale);
  const whole = precision - scale;
  return sqlType(name, 0, 38, Math.max(Math.min(scale, 6), Math.min(scale, 38 - whole)));
};

/** numeric only when no operand was declared decimal. */
export const decimalName = (a: SqlType, b: SqlType): 'decimal' | 'numeric' =>
  a.name === 'decimal' || b.name === 'decimal' || !(isDecimal(a) || isDecimal(b)) ? 'decimal' : 'numeric';

/** Arithmetic of exact numbers with the given scales; the result has the type's scale and precision. */
export const decimalArithmetic = (
  operator: ArithmeticOperator,
  scaleA: number,
  scaleB: number,
  result: SqlType,
): ((a: Exact, b: Exact) => Exact) => {
  const { precision, scale } = result;
  const limit = powerOfTen(precision);
  const check = (v: Exact): Exact => {
    if (v >= limit || v <= -limit) throw sqlError(8115, 'expression', 'numeric');
    return v;
  };
  const common = Math.max(scaleA, scaleB);
  switch (operator) {
    case '+':
      if (scaleA === scaleB && scaleA === scale) return (a, b) => check(add(a, b));
      return (a, b) => check(rescale(add(rescale(a, scaleA, common), rescale(b, scaleB, common)), common, scale));
    case '-':
      if (scaleA === scaleB && scaleA === scale) return (a, b) => check(subtract(a, b));
      return (a, b) => check(rescale(subtract(rescale(a, scaleA, common), rescale(b, scaleB, common)), common, scale));
    case '*': {
      const lost = scaleA + scaleB - scale;
      if (lost === 0) return (a, b) => check(multiply(a, b));
      return (a, b) => check(divideRounded(multiply(a, b), lost));
    }
    case '/': {
      // (a / 10^sa) / (b / 10^sb) * 10^s, cut after the last digit as SQL Server does.
      const shift = scale + scaleB - scaleA;
      const factor = powerOfTen(Math.abs(shift));
      return (a, b) => {
        if (b === 0) throw sqlError(8134);
        return check(shift >= 0 ? quotient(multiply(a, factor), b) : quotient(a, multiply(b, factor)));
      };
    }
    case '%':
      return (a, b) => {
        if (b === 0) throw sqlError(8134);
        return check(rescale(remainder(rescale(a, scaleA, common), rescale(b, scaleB, common)), common, scale));
      };
  }
};

/** The decimal digits of a whole number constant: 7 is decimal(1,0), 250 is decimal(3,0). */
export const digitsOfConstant = (v: number | bigint): Digits => ({
  precision: String(normalise(BigInt(v))).replace('-', '').length,
  scale: 0,
});
