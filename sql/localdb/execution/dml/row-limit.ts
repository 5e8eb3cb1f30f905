// TOP of INSERT, UPDATE, DELETE and MERGE, and SET ROWCOUNT.

import type { QuerySpecification, SelectStatement, Top } from '../../parser/ast/index.ts';
import type { Frame } from '../frame.ts';
import { compileLimit } from '../row-pipeline.ts';
import type { Scope } from '../scope.ts';

export interface RowLimit {
  /** How many rows are wanted at most, as far as that is known before they are read. */
  readonly most: (f: Frame) => number;
  /** Cuts the rows read to TOP PERCENT. */
  readonly cut: <T>(rows: T[], f: Frame) => T[];
}

const rowCountOf = (f: Frame): number => f.session.options.rowCount || Number.POSITIVE_INFINITY;
const NO_TOP: RowLimit = { most: rowCountOf, cut: (rows) => rows };

export const compileTop = (top: Top | undefined, scope: Scope): RowLimit => {
  if (!top) return NO_TOP;
  // The limit of a query needs its TOP and ORDER BY alone.
  const limit = compileLimit({ top } as QuerySpecification, { orderBy: [] } as unknown as SelectStatement, scope);
  const count = limit?.count;
  if (!count) return NO_TOP;
  if (!top.percent) return { most: (f) => Math.min(Number(count(f)), rowCountOf(f)), cut: (rows) => rows };
  return { most: rowCountOf, cut: (rows, f) => rows.slice(0, Math.ceil((rows.length * Number(count(f))) / 100)) };
};
