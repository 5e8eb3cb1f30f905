// The reading half of UPDATE and DELETE: the sources, the target among them, and the operator that finds the rows.

import type { Delete, TableSource, Update } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { compileFrom } from '../compile-from.ts';
import { newGroup } from '../join-group.ts';
import type { JoinGroup } from '../join-group.ts';
import { compileConjuncts } from '../conjuncts.ts';
import { registerCtes } from '../cte.ts';
import { planGroup } from '../join-planner.ts';
import type { Operator } from '../operators/operator.ts';
import { Scope } from '../scope.ts';
import type { Source, StatementContext } from '../scope.ts';
import { cursorRow } from './current-of.ts';
import { RowOrigins } from './row-origins.ts';
import { locateTarget, queryTarget, sourceNamed } from './target.ts';
import type { QueryTarget } from './target.ts';

export interface AffectedRows {
  readonly scope: Scope;
  readonly source: Source;
  /** Sources besides the target. */
  readonly others: readonly Source[];
  readonly node: TableSource;
  readonly query: QueryTarget | undefined;
  readonly origins: RowOrigins;
  /** A row of the target may come more than once. */
  readonly mayRepeat: boolean;
  /** To be called once all expressions are compiled. */
  operator(): Operator;
}

export const compileAffected = (statement: Update | Delete, context: StatementContext): AffectedRows => {
  const scope = new Scope(context);
  registerCtes(statement.with, scope);
  const located = locateTarget(statement.target, statement.from, scope);
  const query = queryTarget(located.node, scope);
  const origins = new RowOrigins(context);
  const group = newGroup();
  group.isOrderForced = statement.options.some((o) => o.name === 'FORCE ORDER');
  if (query) context.rowTracker = origins;
  context.writtenNode = located.node;
  try {
    compileFrom(located.from, scope, group);
  } finally {
    context.rowTracker = undefined;
  }
  const { where } = statement;
  if (where && where.kind !== 'currentOf') {
    scope.aggregateError = () => sqlError(147);
    group.conjuncts.push(...compileConjuncts(where, scope));
    scope.aggregateError = undefined;
  }
  const source = sourceNamed(scope, located);
  return {
    scope,
    source,
    others: scope.sources.filter((s) => s !== source),
    node: located.node,
    query,
    origins,
    mayRepeat: group.units.length > 1 || group.units.some((u) => u.kind !== 'table'),
    operator: () =>
      where?.kind === 'currentOf' ? currentOperator(where, group, changedColumns(statement), context) : planGroup(group, 0n, context),
  };
};

const changedColumns = (statement: Update | Delete): string[] =>
  statement.kind === 'update' ? statement.set.flatMap((s) => s.column?.at(-1) ?? []) : [];

const currentOperator = (
  where: Extract<NonNullable<Update['where']>, { kind: 'currentOf' }>,
  group: JoinGroup,
  changed: readonly string[],
  context: StatementContext,
): Operator => {
  const [unit] = group.units;
  if (unit?.kind !== 'table' || group.units.length !== 1) throw sqlError(16933);
  return cursorRow(where, unit.slot, unit.tableIndex, changed, context);
};
