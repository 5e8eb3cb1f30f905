// SELECT @v = expression: each row assigns, in the order of the list; later items see what earlier ones assigned.

import type { SelectItem } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { binaryScalar, compileExpression } from './compile-expression.ts';
import { convertScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import type { Scope } from './scope.ts';

/** The assignments of a select list as scalars that store what they compute; undefined when there are none. */
export const compileAssignments = (items: readonly SelectItem[], scope: Scope): Scalar[] | undefined => {
  if (!items.some((i) => i.kind === 'assignment')) return undefined;
  return items.map((item) => {
    if (item.kind !== 'assignment') throw sqlError(141);
    const value = compileExpression(item.expression, scope);
    return assignment(item.variable, item.operator, value, scope);
  });
};

/** A scalar that assigns its value to a variable when it is evaluated. */
export const assignment = (
  variable: string,
  operator: Extract<SelectItem, { kind: 'assignment' }>['operator'],
  value: Scalar,
  scope: Scope,
): Scalar => {
  const target = scope.statement.module.variables.scalar(variable);
  const { slot, type } = target;
  const current: Scalar = {
    type,
    evaluate: (f) => f.variables[slot] ?? null,
    slots: 0n,
    isVolatile: true,
    isNotNull: false,
    key: `@${slot}`,
    ...(value.collation ? { collation: value.collation } : {}),
  };
  const combined = convertScalar(operator === '=' ? value : binaryScalar(operator, current, value), type);
  const { evaluate } = combined;
  return {
    ...combined,
    isVolatile: true,
    evaluate: (f) => {
      const v = evaluate(f);
      f.variables[slot] = v;
      return v;
    },
  };
};
