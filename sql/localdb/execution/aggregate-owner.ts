// Which query an aggregate belongs to: the one whose columns it reads. An aggregate over outer columns only is computed by
// the outer query, though it is written in a subquery.

import type { Expression, FunctionCall } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { isAggregateCall, some } from './ast-search.ts';
import { scopeOfColumn } from './scope.ts';
import type { Scope } from './scope.ts';

/** The scope of the query that computes the aggregate. Throws 8124 for columns of several queries. */
export const aggregateOwner = (call: FunctionCall, scope: Scope): Scope => {
  let owner: Scope | undefined;
  let isMixed = false;
  for (const argument of call.arguments) {
    some(argument, (e) => {
      if (e.kind !== 'column') return false;
      const found = scopeOfColumn(scope, e.name);
      if (found && owner && found !== owner) isMixed = true;
      if (found) owner ??= found;
      return false;
    });
  }
  if (isMixed) throw sqlError(8124);
  return owner ?? scope;
};

/** Whether the expression has an aggregate that the query of this scope computes. */
export const hasOwnAggregate = (e: Expression, scope: Scope): boolean =>
  some(e, (part) => {
    if (part.kind === 'call' && /^GROUPING(_ID)?$/i.test(part.name[0] ?? '')) return true;
    return isAggregateCall(part) && aggregateOwner(part, scope) === scope;
  });
