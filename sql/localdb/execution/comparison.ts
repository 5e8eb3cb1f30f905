// Comparisons of two values: the type that they are compared in, and closures specialised to it.

import type { ComparisonOperator } from '../parser/ast/index.ts';
import { comparer, equality } from '../types/compare.ts';
import type { getCollation } from '../types/collation.ts';
import { sqlError } from '../types/errors.ts';
import { comparisonType } from '../types/precedence.ts';
import { isApproximate, isExact, isLegacyLob, isString, isTemporal } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import type { Evaluate, Test } from './frame.ts';
import { convertScalar, operationCollation } from './scalar.ts';
import type { Condition, Scalar } from './scalar.ts';

/** NULL itself or a variable: what SET ANSI_NULLS OFF lets equal NULL. */
export const mayEqualNull = (s: Scalar): boolean => s.constant?.value === null || s.key.startsWith('@');

/** A comparison that minds SET ANSI_NULLS OFF, which is asked only where the answer would be unknown. */
export const compareWithNulls = (operator: ComparisonOperator, left: Scalar, right: Scalar): Condition => {
  const condition = compareScalars(operator, left, right);
  if ((operator !== '=' && operator !== '<>') || !(mayEqualNull(left) || mayEqualNull(right))) return condition;
  const { test } = condition;
  const isEqual = operator === '=';
  return {
    ...condition,
    test: (f) => {
      const answer = test(f);
      if (answer !== null || f.session.options.ansiNulls) return answer;
      const leftIsNull = left.evaluate(f) === null;
      const rightIsNull = right.evaluate(f) === null;
      // A column that is NULL does not come to equal, or differ from, a value.
      if (!(leftIsNull && mayEqualNull(left)) && !(rightIsNull && mayEqualNull(right))) return null;
      return (leftIsNull === rightIsNull) === isEqual;
    },
  };
};

const NAMES: Record<ComparisonOperator, string> = {
  '=': 'equal to',
  '<>': 'not equal to',
  '<': 'less than',
  '<=': 'less than or equal to',
  '>': 'greater than',
  '>=': 'greater than or equal to',
};

/** Operands brought to the type that they are compared in. */
export const comparable = (left: Scalar, right: Scalar, operation = 'equal to'): { left: Scalar; right: Scalar; type: SqlType } => {
  if (isLegacyLob(left.type) || isLegacyLob(right.type)) throw sqlError(402, left.type.name, right.type.name, operation);
  if ((left.type.name === 'time') !== (right.type.name === 'time') && isTemporal(left.type) && isTemporal(right.type)) {
    throw sqlError(402, left.type.name, right.type.name, operation);
  }
  const type = comparisonType(left.type, right.type);
  return { left: convertScalar(left, type), right: convertScalar(right, type), type };
};

/** Whether values of a type compare right with JavaScript's own operators. */
export const isPrimitive = (type: SqlType): boolean =>
  isExact(type) || isApproximate(type) || (isTemporal(type) && type.name !== 'datetimeoffset');

export const compareScalars = (operator: ComparisonOperator, leftScalar: Scalar, rightScalar: Scalar): Condition => {
  const { left, right, type } = comparable(leftScalar, rightScalar, NAMES[operator]);
  const collation = isString(type) ? operationCollation(NAMES[operator], left, right) : undefined;
  const info = {
    slots: left.slots | right.slots,
    isVolatile: left.isVolatile || right.isVolatile,
    key: `(${left.key}${operator}${right.key})`,
  };
  if (left.type.name === 'null') return { ...info, test: () => null };
  return { ...info, test: comparisonTest(operator, left.evaluate, right.evaluate, type, collation, right.constant?.value) };
};

const comparisonTest = (
  operator: ComparisonOperator,
  l: Evaluate,
  r: Evaluate,
  type: SqlType,
  collation: ReturnType<typeof getCollation> | undefined,
  constant: Value | undefined,
): Test => {
  if (isPrimitive(type) || (type.name === 'uniqueidentifier' && (operator === '=' || operator === '<>')))
    return primitiveTest(operator, l, r, constant);
  if (operator === '=' || operator === '<>') {
    const equals = equality(type, collation);
    const wanted = operator === '=';
    return (f) => {
      const a = l(f);
      if (a === null) return null;
      const b = r(f);
      return b === null ? null : equals(a, b) === wanted;
    };
  }
  const compare = comparer(type, collation);
  const [low, equal] =
    operator === '<' ? [true, false] : operator === '<=' ? [true, true] : operator === '>' ? [false, false] : [false, true];
  return (f) => {
    const a = l(f);
    if (a === null) return null;
    const b = r(f);
    if (b === null) return null;
    const c = compare(a, b);
    return c === 0 ? equal : c < 0 === low;
  };
};

const primitiveTest = (operator: ComparisonOperator, l: Evaluate, r: Evaluate, constant: Value | undefined): Test => {
  if (constant !== undefined && constant !== null) {
    const c = constant;
    switch (operator) {
      case '=':
        return (f) => {
          const a = l(f);
          return a === null ? null : a === c;
        };
      case '<>':
        return (f) => {
          const a = l(f);
          return a === null ? null : a !== c;
        };
      case '<':
        return (f) => {
          const a = l(f);
          return a === null ? null : a < c;
        };
      case '<=':
        return (f) => {
          const a = l(f);
          return a === null ? null : a <= c;
        };
      case '>':
        return (f) => {
          const a = l(f);
          return a === null ? null : a > c;
        };
      case '>=':
        return (f) => {
          const a = l(f);
          return a === null ? null : a >= c;
        };
    }
  }
  switch (operator) {
    case '=':
      return (f) => {
        const a = l(f);
        const b = r(f);
        return a === null || b === null ? null : a === b;
      };
    case '<>':
      return (f) => {
        const a = l(f);
        const b = r(f);
        return a === null || b === null ? null : a !== b;
      };
    case '<':
      return (f) => {
        const a = l(f);
        const b = r(f);
        return a === null || b === null ? null : a < b;
      };
    case '<=':
      return (f) => {
        const a = l(f);
        const b = r(f);
        return a === null || b === null ? null : a <= b;
      };
    case '>':
      return (f) => {
        const a = l(f);
        const b = r(f);
        return a === null || b === null ? null : a > b;
      };
    case '>=':
      return (f) => {
        const a = l(f);
        const b = r(f);
        return a === null || b === null ? null : a >= b;
      };
  }
};
