// WITH CHECK OPTION: rows written through a view must be rows of the view afterwards.

import type { DmlTarget, NamedTable } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { combine } from '../compile-condition.ts';
import { compileFrom } from '../compile-from.ts';
import { newGroup } from '../join-group.ts';
import { findNamed } from '../table-source.ts';
import type { Frame, Running } from '../frame.ts';
import { Scope } from '../scope.ts';
import type { QueryTarget } from './target.ts';

/** Throws 550 for a new row that the view does not show; undefined when no view asks for that. */
export const compileCheckOption = (
  query: QueryTarget | undefined,
  target: Pick<DmlTarget, 'name' | 'start' | 'end' | 'line'>,
  scope: Scope,
): ((f: Frame, rows: readonly Row[]) => Running<void>) | undefined => {
  if (query?.kind !== 'view') return undefined;
  const name = checkedView(target.name, scope);
  if (!name) return undefined;
  const { start, end, line } = target;
  const node: NamedTable = { start, end, line, kind: 'table', name, hints: [] };
  const group = newGroup();
  scope.statement.isAfterChanges = true;
  scope.statement.writtenNode = node;
  compileFrom([node], new Scope(scope.statement), group);
  scope.statement.isAfterChanges = false;
  const [unit] = group.units;
  if (group.units.length !== 1 || unit?.kind !== 'table' || group.conjuncts.length === 0) return undefined;
  const { slot } = unit;
  const { test } = combine(
    'and',
    group.conjuncts.map((c) => c.condition),
  );
  return function* check(f, rows) {
    const { work } = f;
    for (const row of rows) {
      f.rows[slot] = row;
      if (test(f) !== true) throw sqlError(550);
      if (++work.count > work.limit && work.isDue()) yield;
    }
  };
};

/** The view itself or the first one below it that has the option. */
const checkedView = (name: readonly string[], scope: Scope): readonly string[] | undefined => {
  const found = findNamed(name, scope);
  if (found.kind !== 'view') return undefined;
  const { statement } = found.view;
  if (statement.withCheckOption) return name;
  const q = statement.query.query;
  const [source] = q.kind === 'query' ? q.from : [];
  if (source?.kind !== 'table') return undefined;
  const inner = new Scope(scope.statement);
  inner.home = { database: found.database, schema: found.view.schema };
  return checkedView(source.name, inner);
};
