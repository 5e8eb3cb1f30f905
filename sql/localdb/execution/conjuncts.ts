// The conditions of WHERE and ON, taken apart at AND, each with the comparisons that an index can answer.

import type { ComparisonOperator, Expression } from '../parser/ast/index.ts';
import type { Collation } from '../types/collation.ts';
import { likePrefix } from '../types/like.ts';
import { isString } from '../types/sql-type.ts';
import { compileExpression } from './compile-expression.ts';
import { comparable, compareScalars, compareWithNulls, mayEqualNull } from './comparison.ts';
import { combine, compileCondition, flatten } from './compile-condition.ts';
import { hoistScalar } from './hoist.ts';
import { constantScalar, operationCollation } from './scalar.ts';
import type { Condition, Scalar } from './scalar.ts';
import type { Scope } from './scope.ts';

/** `column operator value`, where the value has the column's own form, so that an index or hash table can find it. */
export interface Searchable {
  readonly slot: number;
  readonly index: number;
  readonly operator: ComparisonOperator | 'isNull' | 'in' | 'prefix';
  /** One value; several for 'in'; none for 'isNull'. */
  readonly values: readonly Scalar[];
  readonly collation: Collation | undefined;
  /** Whether finding by it answers the whole condition. */
  readonly isExact: boolean;
}
export interface Conjunct {
  readonly condition: Condition;
  readonly searchable: readonly Searchable[];
  readonly isEquality: boolean;
}

export const compileConjuncts = (e: Expression, scope: Scope): Conjunct[] => flatten(e, 'and').map((part) => compileConjunct(part, scope));

const compileConjunct = (e: Expression, scope: Scope): Conjunct => {
  switch (e.kind) {
    case 'comparison': {
      const left = hoistScalar(compileExpression(e.left, scope), scope);
      const right = hoistScalar(compileExpression(e.right, scope), scope);
      const condition = compareWithNulls(e.operator, left, right);
      // With ANSI_NULLS OFF rows are wanted that no search for NULL finds.
      const findsNull = scope.statement.module.call?.session.options.ansiNulls === false && (mayEqualNull(left) || mayEqualNull(right));
      return {
        condition,
        searchable: e.operator === '<>' || findsNull ? [] : comparisonSearches(e.operator, left, right, true),
        isEquality: e.operator === '=',
      };
    }
    case 'between': {
      if (e.negated) break;
      const operand = compileExpression(e.operand, scope);
      const low = hoistScalar(compileExpression(e.low, scope), scope);
      const high = hoistScalar(compileExpression(e.high, scope), scope);
      const condition = combine('and', [compareScalars('>=', operand, low), compareScalars('<=', operand, high)]);
      // Two searches answer it together; each alone does not.
      return {
        condition,
        searchable: [...comparisonSearches('>=', operand, low, false), ...comparisonSearches('<=', operand, high, false)],
        isEquality: false,
      };
    }
    case 'isNull': {
      const condition = compileCondition(e, scope);
      const operand = compileExpression(e.operand, scope);
      const { column } = operand;
      if (e.negated || !column) return { condition, searchable: [], isEquality: false };
      return {
        condition,
        searchable: [{ ...column, operator: 'isNull', values: [], collation: undefined, isExact: true }],
        isEquality: false,
      };
    }
    case 'inList': {
      const condition = compileCondition(e, scope);
      if (e.negated) return { condition, searchable: [], isEquality: false };
      const operand = compileExpression(e.operand, scope);
      const searches = e.items.map((item) => comparisonSearches('=', operand, compileExpression(item, scope), true)[0]);
      const first = searches[0];
      if (!first || searches.some((s) => s === undefined || s.slot !== first.slot || s.index !== first.index))
        return { condition, searchable: [], isEquality: false };
      return { condition, searchable: [{ ...first, operator: 'in', values: searches.flatMap((s) => s?.values ?? []) }], isEquality: false };
    }
    case 'like': {
      const condition = compileCondition(e, scope);
      if (e.negated || e.escape) return { condition, searchable: [], isEquality: false };
      const operand = compileExpression(e.operand, scope);
      const pattern = compileExpression(e.pattern, scope);
      const text = pattern.constant?.value;
      if (!operand.column || !isString(operand.type) || typeof text !== 'string') return { condition, searchable: [], isEquality: false };
      const prefix = likePrefix(text, undefined);
      const collation = operationCollation('like', operand, pattern);
      if (prefix === '' || collation?.isBinary) return { condition, searchable: [], isEquality: false };
      return {
        condition,
        searchable: [{ ...operand.column, operator: 'prefix', values: [constantScalar(pattern.type, prefix)], collation, isExact: false }],
        isEquality: false,
      };
    }
    default:
      break;
  }
  return { condition: compileCondition(e, scope), searchable: [], isEquality: false };
};

const FLIPPED: Record<ComparisonOperator, ComparisonOperator> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Both directions of `left operator right` in which one side is a stored column in the comparison's own type. */
const comparisonSearches = (operator: ComparisonOperator, leftScalar: Scalar, rightScalar: Scalar, isExact: boolean): Searchable[] => {
  if (!leftScalar.column && !rightScalar.column) return [];
  const { left, right, type } = comparable(leftScalar, rightScalar);
  const collation = isString(type) ? operationCollation('equal to', left, right) : undefined;
  const found: Searchable[] = [];
  // A column that had to be converted for the comparison lost its `column`, so what is left has the column's own form.
  if (left.column && !right.isVolatile) found.push({ ...left.column, operator, values: [right], collation, isExact });
  if (right.column && !left.isVolatile) found.push({ ...right.column, operator: FLIPPED[operator], values: [left], collation, isExact });
  return found;
};
