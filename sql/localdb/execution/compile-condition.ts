// Compiles conditions (predicates and their combinations) to closures of three-valued logic.

import type { Comparison, Expression, Logical } from '../parser/ast/index.ts';
import { isPredicate } from '../parser/ast/index.ts';
import { equality, hashKey } from '../types/compare.ts';
import { getCollation, DEFAULT_COLLATION } from '../types/collation.ts';
import { likeMatcher } from '../types/like.ts';
import { notSupported, sqlError } from '../types/errors.ts';
import { isString, isUnicode, nvarcharType } from '../types/sql-type.ts';
import { compileExpression } from './compile-expression.ts';
import { compileExists, compileInQuery, compileQuantified } from './compile-subquery.ts';
import type { Frame, Test } from './frame.ts';
import { hoistConditions, hoistScalar } from './hoist.ts';
import { convertScalar, operationCollation } from './scalar.ts';
import type { Condition, Scalar } from './scalar.ts';
import type { Scope } from './scope.ts';
import { compareWithNulls, comparable, compareScalars } from './comparison.ts';

export const compileCondition = (e: Expression, scope: Scope): Condition => {
  switch (e.kind) {
    case 'and':
    case 'or':
      return compileLogical(e, scope);
    case 'not': {
      const c = compileCondition(e.operand, scope);
      const { test } = c;
      return {
        ...c,
        key: `not(${c.key})`,
        test: (f) => {
          const v = test(f);
          return v === null ? null : !v;
        },
      };
    }
    case 'comparison':
      return compileComparison(e, scope);
    case 'between':
      return compileBetween(e, scope);
    case 'inList':
      return compileInList(e, scope);
    case 'inQuery':
      return compileInQuery(e, scope);
    case 'like':
      return compileLike(e, scope);
    case 'isNull': {
      const s = compileExpression(e.operand, scope);
      const { evaluate } = s;
      return {
        slots: s.slots,
        isVolatile: s.isVolatile,
        key: `isnull(${s.key})${e.negated}`,
        test: e.negated ? (f) => evaluate(f) !== null : (f) => evaluate(f) === null,
      };
    }
    case 'isDistinctFrom':
      return compileDistinct(e, scope);
    case 'exists':
      return compileExists(e, scope);
    case 'quantified':
      return compileQuantified(e, scope);
    case 'updateFunction':
      return compileUpdateFunction(e.column, scope);
    case 'currentOf':
      throw notSupported('WHERE CURRENT OF outside UPDATE and DELETE', e.line);
    case 'fullText':
      throw notSupported(e.name, e.line);
    default:
      if (!isPredicate(e)) throw sqlError(4145, '');
      throw notSupported(e.kind, e.line);
  }
};

const compileLogical = (e: Logical, scope: Scope): Condition => {
  const parts = flatten(e, e.kind).map((p) => compileCondition(p, scope));
  if (e.kind === 'and') return combine('and', parts);
  const hoisted = hoistConditions(parts, scope, (stable) => combine('or', stable));
  const condition = combine('or', hoisted);
  return hoisted === parts ? condition : { ...condition, isOptional: true };
};

/** The operands of a chain of ANDs or ORs, found in a loop since chains of thousands occur. */
export const flatten = (e: Expression, kind: 'and' | 'or'): Expression[] => {
  const found: Expression[] = [];
  const open: Expression[] = [e];
  while (open.length > 0) {
    const node = open.pop() as Expression;
    if (node.kind === kind) open.push(node.right, node.left);
    else found.push(node);
  }
  return found;
};

export const combine = (kind: 'and' | 'or', parts: readonly Condition[]): Condition => {
  const first = parts[0];
  if (first && parts.length === 1) return first;
  const tests = parts.map((p) => p.test);
  const stop = kind === 'or';
  const [a, b] = tests;
  const test: Test =
    tests.length === 2 && a && b
      ? (f) => {
          const x = a(f);
          if (x === stop) return stop;
          const y = b(f);
          if (y === stop) return stop;
          return x === null || y === null ? null : !stop;
        }
      : (f) => {
          let isUnknown = false;
          for (let i = 0; i < tests.length; i++) {
            const v = (tests[i] as Test)(f);
            if (v === stop) return stop;
            if (v === null) isUnknown = true;
          }
          return isUnknown ? null : !stop;
        };
  return {
    test,
    slots: parts.reduce((all, p) => all | p.slots, 0n),
    isVolatile: parts.some((p) => p.isVolatile),
    key: `${kind}(${parts.map((p) => p.key).join()})`,
  };
};

const compileComparison = (e: Comparison, scope: Scope): Condition =>
  compareWithNulls(e.operator, hoistScalar(compileExpression(e.left, scope), scope), hoistScalar(compileExpression(e.right, scope), scope));

const compileBetween = (e: Expression & { kind: 'between' }, scope: Scope): Condition => {
  const operand = compileExpression(e.operand, scope);
  const inside = combine('and', [
    compareScalars('>=', operand, compileExpression(e.low, scope)),
    compareScalars('<=', operand, compileExpression(e.high, scope)),
  ]);
  if (!e.negated) return inside;
  const { test } = inside;
  return {
    ...inside,
    key: `not(${inside.key})`,
    test: (f) => {
      const v = test(f);
      return v === null ? null : !v;
    },
  };
};

const compileInList = (e: Expression & { kind: 'inList' }, scope: Scope): Condition => {
  const operand = compileExpression(e.operand, scope);
  const items = e.items.map((i) => compileExpression(i, scope));
  const inside =
    constantSet(operand, items) ??
    combine(
      'or',
      items.map((i) => compareScalars('=', operand, i)),
    );
  if (!e.negated) return inside;
  const { test } = inside;
  return {
    ...inside,
    key: `not(${inside.key})`,
    test: (f) => {
      const v = test(f);
      return v === null ? null : !v;
    },
  };
};

/** A long list of constants of the operand's own type: one look-up in a set. */
const constantSet = (operand: Scalar, items: readonly Scalar[]): Condition | undefined => {
  if (items.length < 4 || operand.type.name === 'null') return undefined;
  const pairs = items.map((i) => comparable(operand, i));
  const first = pairs[0];
  if (
    !first ||
    pairs.some(
      (p) =>
        !p.right.constant || p.left.evaluate !== operand.evaluate || p.type.name !== first.type.name || p.type.scale !== first.type.scale,
    )
  )
    return undefined;
  const collation = isString(first.type) ? operationCollation('equal to', operand, ...items) : undefined;
  const key = hashKey(first.type, collation);
  const keys = new Set<string | number | bigint>();
  let hasNull = false;
  for (const { right } of pairs) {
    const value = right.constant?.value ?? null;
    if (value === null) hasNull = true;
    else keys.add(key(value));
  }
  const { evaluate } = operand;
  const absent = hasNull ? null : false;
  return {
    slots: operand.slots,
    isVolatile: operand.isVolatile,
    key: `in(${operand.key},${items.map((i) => i.key).join()})`,
    test: (f) => {
      const v = evaluate(f);
      return v === null ? null : keys.has(key(v)) ? true : absent;
    },
  };
};

const compileLike = (e: Expression & { kind: 'like' }, scope: Scope): Condition => {
  const text = asText(compileExpression(e.operand, scope));
  const pattern = asText(compileExpression(e.pattern, scope));
  const escaped = e.escape ? asText(compileExpression(e.escape, scope)) : undefined;
  const collation = operationCollation('like', text, pattern) ?? getCollation(DEFAULT_COLLATION);
  const { negated } = e;
  const unicode = isUnicode(text.type) || isUnicode(pattern.type);
  // char(n) pads its value; the pattern's own padding counts, as in SQL Server, the text's trailing blanks do not hurt.
  let lastPattern: string | undefined;
  let lastEscape: string | undefined;
  let matches: (text: string) => boolean = () => false;
  const [t, p, x] = [text.evaluate, pattern.evaluate, escaped?.evaluate];
  return {
    slots: text.slots | pattern.slots | (escaped?.slots ?? 0n),
    isVolatile: text.isVolatile || pattern.isVolatile,
    key: `like(${text.key},${pattern.key},${escaped?.key ?? ''})${negated}`,
    test: (f) => {
      const value = t(f);
      const wanted = p(f);
      if (value === null || wanted === null) return null;
      const by = x ? x(f) : undefined;
      if (by === null) return null;
      if (wanted !== lastPattern || by !== lastEscape) {
        matches = likeMatcher(wanted as string, by as string | undefined, collation, unicode);
        lastPattern = wanted as string;
        lastEscape = by as string | undefined;
      }
      return matches(value as string) !== negated;
    },
  };
};

const asText = (s: Scalar): Scalar => {
  if (isString(s.type)) return s;
  if (s.type.name === 'binary' || s.type.name === 'varbinary' || s.type.name === 'image' || s.type.name === 'timestamp')
    throw sqlError(8116, s.type.name, 1, 'like');
  return convertScalar(s, nvarcharType(4000));
};

const compileDistinct = (e: Expression & { kind: 'isDistinctFrom' }, scope: Scope): Condition => {
  const { left, right, type } = comparable(compileExpression(e.left, scope), compileExpression(e.right, scope));
  const collation = isString(type) ? operationCollation('is distinct from', left, right) : undefined;
  const equals = type.name === 'null' ? () => true : equality(type, collation);
  const [l, r] = [left.evaluate, right.evaluate];
  const { negated } = e;
  return {
    slots: left.slots | right.slots,
    isVolatile: left.isVolatile || right.isVolatile,
    key: `distinct(${left.key},${right.key})${negated}`,
    test: (f) => {
      const a = l(f);
      const b = r(f);
      const isSame = a === null || b === null ? a === b : equals(a, b);
      return isSame === negated;
    },
  };
};

const compileUpdateFunction = (column: string, scope: Scope): Condition => {
  const found = scope.statement.module.trigger?.table.columns.find((c) => c.name.toLowerCase() === column.toLowerCase());
  if (!scope.statement.module.trigger) throw sqlError(175, 'UPDATE');
  if (!found) throw sqlError(207, column);
  const { id } = found;
  return { slots: 0n, isVolatile: true, key: `update(${id})`, test: (f: Frame) => f.call.trigger?.updatedColumns.has(id) ?? false };
};
