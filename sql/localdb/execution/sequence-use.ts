// Where a query may give out values of a sequence: in its select list, for each row once.

import type { Expression, QuerySpecification, SelectStatement } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { parts, some } from './ast-search.ts';

const LAZY: ReadonlySet<string> = new Set(['CHOOSE', 'COALESCE', 'IIF', 'ISNULL', 'NULLIF']);

const gives = (e: Expression | undefined): boolean => e !== undefined && some(e, (part) => part.kind === 'nextValueFor');

/** Throws 11719, 11720, 11721, 11723, 11739 or 11741 for NEXT VALUE FOR where it may not stand. */
export const checkSequenceUse = (q: QuerySpecification, select: SelectStatement, isNested: boolean): void => {
  if (gives(q.where) || gives(q.having) || select.orderBy.some((o) => gives(o.expression))) throw sqlError(11720);
  const listed = q.items.flatMap((i) => (i.kind !== 'star' && gives(i.expression) ? [i.expression] : []));
  if (listed.length === 0) return;
  for (const e of listed) {
    if (
      some(
        e,
        (part) =>
          (part.kind === 'case' || (part.kind === 'call' && LAZY.has((part.name[0] ?? '').toUpperCase()))) && parts(part).some(gives),
      )
    )
      throw sqlError(11741);
  }
  if (isNested) throw sqlError(11719);
  if (q.distinct) throw sqlError(11721);
  if (q.top || select.offset) throw sqlError(11739);
  const isOrdered = listed.every((e) => !some(e, (part) => part.kind === 'nextValueFor' && part.over === undefined));
  if (select.orderBy.length > 0 && !isOrdered) throw sqlError(11723);
};
