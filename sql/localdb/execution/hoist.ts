// Values and conditions that read no row are the same for every row of a statement: they are computed at their first use
// and kept in the frame. `@filter = '' OR name LIKE @filter` then costs nothing per row when the filter is empty.

import type { Value } from '../types/sql-type.ts';
import type { Frame, Test } from './frame.ts';
import type { Condition, Scalar } from './scalar.ts';
import type { Scope } from './scope.ts';

/** Whether something may be computed once for the statement. */
const isStable = (s: { readonly slots: bigint; readonly isVolatile: boolean }, scope: Scope): boolean =>
  s.slots === 0n && !s.isVolatile && !scope.statement.assignsVariables;

/** The scalar, computed once for a statement when it reads no row and is more than a constant or variable. */
export const hoistScalar = (s: Scalar, scope: Scope): Scalar => {
  if (s.constant || s.key.startsWith('@') || !isStable(s, scope)) return s;
  const cache = scope.statement.newCache();
  const { evaluate } = s;
  return {
    ...s,
    evaluate: (f) => {
      const known = f.cache[cache] as { readonly value: Value } | undefined;
      if (known) return known.value;
      const value = evaluate(f);
      f.cache[cache] = { value };
      return value;
    },
  };
};

/** A volatile scalar that all the same gives one value for a whole statement: RAND. */
export const oncePerStatement = (s: Scalar, scope: Scope): Scalar => {
  const cache = scope.statement.newCache();
  const { evaluate } = s;
  return {
    ...s,
    evaluate: (f) => {
      const known = f.cache[cache] as Value | undefined;
      if (known !== undefined) return known;
      const value = evaluate(f);
      f.cache[cache] = value;
      return value;
    },
  };
};

/** Several conditions of an OR that read no row, as one that is tested once for a statement; the others are left. */
export const hoistConditions = (
  parts: readonly Condition[],
  scope: Scope,
  join: (parts: readonly Condition[]) => Condition,
): readonly Condition[] => {
  const stable = parts.filter((p) => isStable(p, scope));
  if (stable.length === 0 || stable.length === parts.length) return parts;
  const cache = scope.statement.newCache();
  const joined = join(stable);
  const test: Test = (f: Frame) => {
    const known = f.cache[cache] as boolean | null | undefined;
    if (known !== undefined) return known;
    const value = joined.test(f);
    f.cache[cache] = value;
    return value;
  };
  return [{ ...joined, test }, ...parts.filter((p) => !stable.includes(p))];
};

/** A condition of CASE in a query that reads no row is tested once: `CASE WHEN @sort = 'name' THEN ...` for each row costs nothing. */
export const hoistCondition = (condition: Condition, scope: Scope): Condition => {
  if ((scope.sources.length === 0 && !scope.grouping) || !isStable(condition, scope)) return condition;
  const cache = scope.statement.newCache();
  return {
    ...condition,
    test: (f) => {
      const known = f.cache[cache] as boolean | null | undefined;
      if (known !== undefined) return known;
      const value = condition.test(f);
      f.cache[cache] = value;
      return value;
    },
  };
};
