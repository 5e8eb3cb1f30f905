// Queries as sources: views, derived tables and common table expressions that only select and filter are merged into the
// group that uses them, others run as a whole.

import type { SelectItem, SelectStatement } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { containsAggregate, containsWindow } from './ast-search.ts';
import { compileExpression } from './compile-expression.ts';
import { compileFrom } from './compile-from.ts';
import { compileSelect } from './compile-select.ts';
import type { CompiledQuery, QueryColumn } from './compile-select.ts';
import { compileConjuncts } from './conjuncts.ts';
import { newGroup, pushSource } from './join-group.ts';
import type { JoinGroup } from './join-group.ts';
import { queryRows } from './operators/rows.ts';
import { columnScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import type { Scope, Source, SourceColumn } from './scope.ts';

export interface Exposed {
  readonly name: string;
  readonly qualifier?: readonly string[];
  readonly columns: readonly string[] | undefined;
  /** A view has the columns that it was made with; those that a star of its query gives since then are not seen. */
  readonly isFixed?: boolean;
}

/** A query as a source: merged into the group where it only joins, filters and selects, otherwise run as a whole. */
export const addQuery = (
  select: SelectStatement,
  exposed: Exposed,
  inner: Scope,
  scope: Scope,
  group: JoinGroup,
  use: 'derived' | 'view' | 'apply' | 'cte',
): void => {
  const merged = use === 'apply' ? undefined : mergeable(select);
  if (merged) {
    const start = group.units.length;
    const items = mergeQuery(select, merged, inner, group);
    if (items) {
      pushSource(scope, {
        name: exposed.name,
        qualifier: exposed.qualifier ?? [],
        columns: nameColumns(
          items.map((i) => ({ name: i.name, scalar: i.scalar })),
          exposed,
        ),
      });
      return;
    }
    group.units.length = start;
  }
  const tracker = scope.statement.rowTracker;
  const query = tracker?.compile(select, inner) ?? compileSelect(select, inner, { isNested: true });
  scope.noteOuter(query.outerSlots);
  const slot = scope.statement.newSlot();
  tracker?.place(query, slot);
  pushSource(scope, querySource(query, slot, exposed));
  group.units.push({
    kind: 'operator',
    operator: queryRows(query, slot),
    slots: 1n << BigInt(slot),
    requires: query.outerSlots,
    estimate: query.estimate,
  });
};

/** The source that shows a query's rows at a slot. */
export const querySource = (query: CompiledQuery, slot: number, exposed: Exposed): Source => ({
  name: exposed.name,
  qualifier: exposed.qualifier ?? [],
  columns: nameColumns(
    query.columns.map((c, i) => ({ name: c.name, scalar: queryColumnScalar(c, slot, i) })),
    exposed,
  ),
});

export const queryColumnScalar = (c: QueryColumn, slot: number, index: number): Scalar => ({
  ...columnScalar(slot, index, c.type, { isNotNull: !c.isNullable, ...(c.collation ? { collation: c.collation } : {}) }),
  ...(c.isJson ? { isJson: true } : {}),
});

const nameColumns = (columns: readonly { readonly name: string; readonly scalar: Scalar }[], exposed: Exposed): SourceColumn[] => {
  if (exposed.isFixed && exposed.columns) {
    const { columns: names, name } = exposed;
    if (names.length > columns.length) throw sqlError(4502, name);
    return names.map((n, i) => ({ name: n, scalar: (columns[i] as (typeof columns)[number]).scalar }));
  }
  if (exposed.columns) {
    if (exposed.columns.length < columns.length) throw sqlError(8158, exposed.name);
    if (exposed.columns.length > columns.length) throw sqlError(8159, exposed.name);
  }
  const seen = new Set<string>();
  return columns.map((c, i) => {
    const name = exposed.columns?.[i] ?? c.name;
    if (name === '') throw sqlError(8155, i + 1, exposed.name);
    const key = name.toLowerCase();
    if (seen.has(key)) throw sqlError(8156, name, exposed.name);
    seen.add(key);
    return { name, scalar: c.scalar };
  });
};

type Specification = Extract<SelectStatement['query'], { kind: 'query' }>;

const mergeable = (select: SelectStatement): Specification | undefined => {
  const q = select.query;
  if (
    q.kind !== 'query' ||
    select.orderBy.length > 0 ||
    select.offset ||
    select.forClause ||
    q.distinct ||
    q.top ||
    q.groupBy ||
    q.having ||
    q.into ||
    q.from.length === 0
  )
    return undefined;
  if (select.with.length > 0) return undefined;
  return q.items.some(
    (i) => i.kind === 'assignment' || (i.kind === 'expression' && (containsAggregate(i.expression) || containsWindow(i.expression))),
  )
    ? undefined
    : q;
};

/** Under an outer join only plain columns are merged: they are NULL where it has no row, computed values would not be. */
const mergeQuery = (
  select: SelectStatement,
  q: Specification,
  inner: Scope,
  group: JoinGroup,
): { name: string; scalar: Scalar }[] | undefined => {
  const part = newGroup();
  const before = inner.sources.length;
  inner.aggregateError = () => sqlError(147);
  compileFrom(q.from, inner, part);
  const items = expandItems(q.items, inner);
  if (!items?.every((i) => i.scalar.column || (!group.isOptional && !i.scalar.isVolatile))) {
    inner.sources.length = before;
    return undefined;
  }
  if (q.where) part.conjuncts.push(...compileConjuncts(q.where, inner));
  if (select.options.some((o) => o.name === 'FORCE ORDER')) group.isOrderForced = true;
  group.units.push(...part.units);
  group.conjuncts.push(...part.conjuncts);
  return items;
};

const expandItems = (items: readonly SelectItem[], scope: Scope): { name: string; scalar: Scalar }[] | undefined => {
  const result: { name: string; scalar: Scalar }[] = [];
  for (const item of items) {
    if (item.kind === 'expression') {
      const { expression } = item;
      const scalar = compileExpression(expression, scope);
      if (expression.kind === 'pseudoColumn' && item.alias === undefined) return undefined;
      const name = item.alias ?? (expression.kind === 'column' ? (expression.name[expression.name.length - 1] ?? '') : '');
      result.push({ name, scalar });
    } else if (item.kind === 'star') {
      if (item.qualifier.length > 0) return undefined;
      for (const source of scope.sources) for (const c of source.columns) result.push({ name: c.name, scalar: c.scalar });
    }
  }
  return result;
};
