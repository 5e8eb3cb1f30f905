// Searching expressions of the syntax tree, without going into subqueries.

import { findAggregate } from '../functions/registry.ts';
import type { Expression, FunctionCall } from '../parser/ast/index.ts';

/** The direct parts of an expression. */
export const parts = (e: Expression): readonly Expression[] => {
  switch (e.kind) {
    case 'unary':
    case 'collate':
    case 'not':
    case 'isNull':
    case 'parse':
    case 'xmlValue':
      return [e.operand];
    case 'cast':
      return e.style ? [e.operand, e.style] : [e.operand];
    case 'binary':
    case 'and':
    case 'or':
    case 'comparison':
    case 'isDistinctFrom':
      return [e.left, e.right];
    case 'atTimeZone':
      return [e.operand, e.zone];
    case 'case':
      return [...(e.input ? [e.input] : []), ...e.branches.flatMap((b) => [b.when, b.then]), ...(e.otherwise ? [e.otherwise] : [])];
    case 'between':
      return [e.operand, e.low, e.high];
    case 'inList':
      return [e.operand, ...e.items];
    case 'inQuery':
      return [e.operand];
    case 'quantified':
      return [e.left];
    case 'like':
      return [e.operand, e.pattern, ...(e.escape ? [e.escape] : [])];
    case 'call':
      return [
        ...e.arguments,
        ...(e.withinGroup?.map((o) => o.expression) ?? []),
        ...(e.over ? [...e.over.partitionBy, ...e.over.orderBy.map((o) => o.expression)] : []),
      ];
    default:
      return [];
  }
};

/** Whether some part satisfies; long chains are walked without recursion. */
export const some = (e: Expression, found: (e: Expression) => boolean): boolean => {
  const open: Expression[] = [e];
  while (open.length > 0) {
    const node = open.pop() as Expression;
    if (found(node)) return true;
    open.push(...parts(node));
  }
  return false;
};

export const isAggregateCall = (e: Expression): e is FunctionCall =>
  e.kind === 'call' && !e.over && e.name.length === 1 && findAggregate(e.name[0] ?? '') !== undefined;

export const containsAggregate = (e: Expression): boolean => some(e, (x) => isAggregateCall(x) || isGroupingCall(x));

const isGroupingCall = (e: Expression): boolean => e.kind === 'call' && e.name.length === 1 && /^GROUPING(_ID)?$/i.test(e.name[0] ?? '');

export const containsWindow = (e: Expression): boolean =>
  some(e, (x) => (x.kind === 'call' || x.kind === 'nextValueFor') && x.over !== undefined);
