// Compiles queries: FROM, WHERE, GROUP BY, windows, the select list, DISTINCT, ORDER BY, TOP and OFFSET, set operations
// and FOR JSON/XML, into something that gives rows of values.

import type { Expression, OrderItem, QueryExpression, QuerySpecification, SelectItem, SelectStatement } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { intType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { hasOwnAggregate } from './aggregate-owner.ts';
import { containsWindow, some } from './ast-search.ts';
import { compileAssignments } from './select-assignment.ts';
import { compileCondition } from './compile-condition.ts';
import { compileConjuncts } from './conjuncts.ts';
import type { Conjunct } from './conjuncts.ts';
import { compileExpression, pseudoColumn } from './compile-expression.ts';
import { compileFrom } from './compile-from.ts';
import { newGroup } from './join-group.ts';
import { registerCtes } from './cte.ts';
import { forClauseQuery } from './for-clause.ts';
import type { Frame, Running } from './frame.ts';
import { Grouping } from './grouping.ts';
import { identityScalar } from './identity-function.ts';
import type { NewIdentity } from './identity-function.ts';
import { checkSequenceUse } from './sequence-use.ts';
import { planGroup } from './join-planner.ts';
import type { WantedOrder } from './join-planner.ts';
import { filter } from './operators/joins.ts';
import type { Operator } from './operators/operator.ts';
import { compileLimit, rowPipeline } from './row-pipeline.ts';
import type { Scalar } from './scalar.ts';
import { isQualifiedBy, Scope } from './scope.ts';
import type { Source } from './scope.ts';
import type { SortKey } from './sorting.ts';
import { compileSetOperation } from './set-operations.ts';
import { Windowing } from './windowing.ts';

export interface QueryColumn {
  readonly name: string;
  /** 'null' for an untyped NULL in a nested query; int at the client. */
  readonly type: SqlType;
  readonly isNullable: boolean;
  readonly collation?: string;
  readonly isIdentity?: boolean;
  /** SELECT INTO: IDENTITY(type, seed, increment). */
  readonly newIdentity?: NewIdentity;
  readonly isComputed?: boolean;
  readonly isJson?: boolean;
  /** FOR JSON AUTO and FOR XML AUTO: the source that the column comes from. */
  readonly sourceName?: string;
}
/** Receives each row; the array is the receiver's to keep. Returning true stops the query. */
export type Emit = (frame: Frame, values: Value[]) => boolean | void;
export interface CompiledQuery {
  readonly columns: readonly QueryColumn[];
  /** Slots of outer queries that it reads; 0n when it is not correlated. */
  readonly outerSlots: bigint;
  readonly estimate: number;
  run(frame: Frame, emit: Emit): Running<boolean>;
  runNow(frame: Frame, emit: Emit): boolean;
  /** Whether there is any row; the select list is not computed. */
  exists(frame: Frame): boolean;
  /** Builds what its runs would otherwise build at their first use; of use where they cannot pause. */
  prepare?(frame: Frame): Running<void>;
  /** The only stored table read, for cursors that update. */
  readonly base?: QueryBase;
}
export interface QueryBase {
  readonly slot: number;
  readonly tableIndex: number;
  /** The values for the row in the slot; undefined when the conditions are to be met and are not. */
  readonly reread: (frame: Frame, isFiltered: boolean) => Value[] | undefined;
}

export interface SelectOptions {
  /** A subquery, derived table, view or function body: ORDER BY needs TOP, columns need no types yet. */
  readonly isNested?: boolean;
  /** EXISTS: what the select list gives does not matter. */
  readonly isExists?: boolean;
  /** A cursor's query: with a `base`, each row has the table's row as one more value. */
  readonly withBaseRow?: boolean;
}

/** Compiles a query in a scope of its own, whose parent is the scope around it. */
export const compileSelect = (select: SelectStatement, scope: Scope, options: SelectOptions = {}): CompiledQuery => {
  const firstSlot = scope.statement.slotCount;
  registerCtes(select.with, scope);
  const hint = select.options.find((o) => o.name === 'MAXRECURSION');
  if (hint?.value !== undefined && hint.value > MOST_RECURSION) throw sqlError(310, hint.value, MOST_RECURSION);
  if (hint?.value !== undefined) scope.statement.maxRecursion = hint.value;
  if (options.isNested && select.orderBy.length > 0 && !select.offset && !select.forClause && !hasTop(select.query)) throw sqlError(1033);
  const query = compileBody(select, scope, options);
  const own = (1n << BigInt(scope.statement.slotCount)) - (1n << BigInt(firstSlot));
  const correlated: CompiledQuery = { ...query, outerSlots: scope.outerSlots & ~own };
  if (!select.forClause) return correlated;
  return forClauseQuery(correlated, select.forClause, { isNested: options.isNested ?? false, firstSource: scope.sources[0]?.name });
};

/** The highest MAXRECURSION. */
const MOST_RECURSION = 32767;

const hasTop = (q: QueryExpression): boolean => q.kind === 'query' && q.top !== undefined;

const compileBody = (select: SelectStatement, scope: Scope, options: SelectOptions): CompiledQuery => {
  const { query } = select;
  if (query.kind === 'query') return compileSpecification(query, select, scope, options);
  const inner = query.kind === 'parenthesised' ? compileOperand(query, scope) : compileSetOperation(query, scope);
  return orderOutput(inner, select, scope);
};

/** One side of a set operation, or a query in parentheses. */
export const compileOperand = (q: QueryExpression, scope: Scope): CompiledQuery => {
  const inner = new Scope(scope.statement, scope.parent);
  inner.home = scope.home;
  for (const [name, entry] of scope.ctes) inner.ctes.set(name, entry);
  const span = { start: q.start, end: q.end, line: q.line };
  const select: SelectStatement =
    q.kind === 'parenthesised' ? q.query : { ...span, kind: 'select', with: [], query: q, orderBy: [], options: [] };
  const compiled = compileSelect(select, inner, { isNested: true });
  scope.outerSlots |= inner.outerSlots;
  return compiled;
};

// -- SELECT ... FROM ...

const compileSpecification = (q: QuerySpecification, select: SelectStatement, scope: Scope, options: SelectOptions): CompiledQuery => {
  if (q.top && select.offset) throw sqlError(10741);
  checkSequenceUse(q, select, options.isNested ?? false);
  const group = newGroup();
  group.isOrderForced = select.options.some((o) => o.name === 'FORCE ORDER');
  const firstTable = scope.statement.tables.length;
  compileFrom(q.from, scope, group);
  if (q.where) {
    scope.aggregateError = () => sqlError(147);
    group.conjuncts.push(...compileConjuncts(q.where, scope));
  }
  scope.aggregateError = undefined;
  scope.windows = new Map(q.windows.map((w) => [w.name.toLowerCase(), w.specification]));

  const isGrouped =
    q.groupBy !== undefined ||
    q.having !== undefined ||
    q.items.some((i) => i.kind !== 'star' && hasOwnAggregate(i.expression, scope)) ||
    select.orderBy.some((o) => hasOwnAggregate(o.expression, scope));
  const grouping = isGrouped ? new Grouping(scope, q.groupBy) : undefined;
  let listScope = scope;
  if (grouping) {
    listScope = new Scope(scope.statement, scope.parent);
    listScope.home = scope.home;
    listScope.grouping = grouping;
    listScope.windows = scope.windows;
    for (const [name, entry] of scope.ctes) listScope.ctes.set(name, entry);
  }
  const usesWindows =
    q.items.some((i) => i.kind !== 'star' && containsWindow(i.expression)) || select.orderBy.some((o) => containsWindow(o.expression));
  const windowing = usesWindows ? new Windowing(scope.statement) : undefined;
  listScope.windowing = windowing;

  const items = options.isExists && !isGrouped ? [] : expandList(q.items, listScope, scope.sources, q.into !== undefined);
  const assignments = compileAssignments(q.items, listScope);
  if (grouping) grouping.clause = 'having';
  const savedWindowing = listScope.windowing;
  listScope.windowing = undefined;
  const having = q.having ? compileCondition(q.having, listScope) : undefined;
  listScope.windowing = savedWindowing;
  if (grouping) grouping.clause = 'order';
  const sortKeys = options.isExists ? [] : compileOrder(select.orderBy, items, listScope, q.distinct);
  if (grouping) scope.outerSlots |= listScope.outerSlots;

  const limit = compileLimit(q, select, scope);
  const wanted = limit && !grouping && !windowing && !q.distinct ? wantedOrder(sortKeys) : undefined;
  const conditions = [...group.conjuncts];
  let operator: Operator = planGroup(group, 0n, scope.statement, wanted);
  if (grouping) operator = grouping.operator(operator);
  if (having) operator = filter(operator, having.test);
  if (windowing) operator = windowing.operator(operator);
  const unit = group.units.length === 1 && !grouping && !q.distinct ? group.units[0] : undefined;
  const list = assignments ?? items.map((i) => i.scalar);
  const values = options.withBaseRow && unit?.kind === 'table' && !windowing ? [...list, baseRow(unit.slot)] : list;
  const pipeline = rowPipeline({
    operator,
    values,
    isDistinct: q.distinct,
    sortKeys: wanted?.isMet ? [] : sortKeys,
    limit: limit && { ...limit, tieKeys: sortKeys },
    isAssignment: assignments !== undefined,
  });
  return {
    columns: items.map((i) => outputColumn(i.name, i.scalar, scope.sources)),
    outerSlots: 0n,
    estimate:
      q.from.length === 0 || (grouping && !q.groupBy)
        ? 1
        : Math.max(1, ...scope.statement.tables.slice(firstTable).map((t) => t.rowCount)) / (grouping ? 10 : 1),
    ...pipeline,
    exists: (f) => operator.runNow(f, stop),
    ...(operator.prepare ? { prepare: operator.prepare.bind(operator) } : {}),
    ...(unit?.kind === 'table' && !windowing
      ? { base: { slot: unit.slot, tableIndex: unit.tableIndex, reread: reread(conditions, list) } }
      : {}),
  };
};

/** The row itself as a value, which only cursors see. */
const baseRow = (slot: number): Scalar => ({
  type: intType,
  evaluate: (f) => f.rows[slot] as unknown as Value,
  slots: 1n << BigInt(slot),
  isVolatile: false,
  isNotNull: true,
  key: `#${slot}`,
});

const reread =
  (conditions: readonly Conjunct[], list: readonly Scalar[]): QueryBase['reread'] =>
  (f, isFiltered) => {
    if (isFiltered) for (const c of conditions) if (c.condition.test(f) !== true) return undefined;
    return list.map((s) => s.evaluate(f));
  };

const stop = (): boolean => true;

const wantedOrder = (keys: readonly SortKey[]): WantedOrder | undefined => {
  const columns = keys.flatMap((k) => (k.scalar.column ? [{ ...k.scalar.column, descending: k.descending }] : []));
  return keys.length > 0 && columns.length === keys.length ? { keys: columns, isMet: false } : undefined;
};

export interface ListItem {
  readonly name: string;
  readonly scalar: Scalar;
  readonly expression?: Expression;
  readonly sourceName?: string;
}

/** The select list with its stars written out; assignments are left out. */
export const expandList = (items: readonly SelectItem[], scope: Scope, sources: readonly Source[], isInto = false): ListItem[] => {
  const list: ListItem[] = [];
  for (const item of items) {
    if (item.kind === 'assignment') continue;
    if (item.kind === 'expression') {
      const numbered = isInto ? identityScalar(item.expression, scope) : undefined;
      if (numbered) {
        list.push({ name: item.alias ?? '', scalar: numbered });
        continue;
      }
      list.push({
        name: item.alias ?? nameOf(item.expression, scope),
        scalar: compileExpression(item.expression, scope),
        expression: item.expression,
      });
      continue;
    }
    const chosen = item.qualifier.length === 0 ? sources : sources.filter((s) => isQualifiedBy(s, item.qualifier));
    if (chosen.length === 0) {
      if (item.qualifier.length === 0) throw sqlError(263);
      throw sqlError(107, item.qualifier.join('.'));
    }
    for (const source of chosen) {
      for (const c of source.columns) {
        const key = scope.grouping ? scope.grouping.findKey(c.scalar.key) : c.scalar;
        if (!key) throw sqlError(8120, `${source.name}.${c.name}`);
        list.push({ name: c.name, scalar: key, sourceName: source.name });
      }
    }
  }
  return list;
};

const nameOf = (e: Expression, scope: Scope): string =>
  e.kind === 'column' ? (e.name[e.name.length - 1] ?? '') : e.kind === 'pseudoColumn' ? pseudoColumn(e, scope).name : '';

export const outputColumn = (name: string, s: Scalar, sources: readonly Source[]): QueryColumn => {
  const source = sources.find((x) =>
    x.columns.some(
      (c) =>
        c.scalar === s || (s.column !== undefined && c.scalar.column?.slot === s.column.slot && c.scalar.column.index === s.column.index),
    ),
  );
  return {
    name,
    type: s.type,
    isNullable: !s.isNotNull,
    ...(s.collation && s.collation.rank !== 'none' ? { collation: s.collation.name } : {}),
    ...(s.isIdentity ? { isIdentity: true } : {}),
    ...(s.newIdentity ? { newIdentity: s.newIdentity } : {}),
    ...(s.isJson ? { isJson: true } : {}),
    ...(source ? { sourceName: source.name } : {}),
  };
};

/** ORDER BY: positions, aliases of the select list, or expressions. */
const compileOrder = (order: readonly OrderItem[], items: readonly ListItem[], scope: Scope, isDistinct: boolean): SortKey[] => {
  const keys: SortKey[] = [];
  const scalars: Scalar[] = [];
  order.forEach((o, position) => {
    const scalar = orderScalar(o.expression, items, scope, position);
    if (isDistinct && !items.some((i) => i.scalar.key === scalar.key)) throw sqlError(145);
    if (
      order.some(
        (other, i) => i < position && scalars[i]?.key === scalar.key && scalar.column && isSameItem(other.expression, o.expression),
      )
    )
      throw sqlError(169);
    scalars.push(scalar);
    // A column of a derived table may be known to be constant: nothing is left to sort by.
    if (scalar.constant === undefined) keys.push({ scalar, descending: o.descending });
  });
  return keys;
};

/** Whether two items of ORDER BY name a column in the same way: a position stands for any name. */
const isSameItem = (a: Expression, b: Expression): boolean => {
  if (a.kind !== 'column' || b.kind !== 'column') return a.kind === 'literal' || b.kind === 'literal';
  return a.name.at(-1)?.toLowerCase() === b.name.at(-1)?.toLowerCase();
};

const orderScalar = (e: Expression, items: readonly ListItem[], scope: Scope, position: number): Scalar => {
  if (e.kind === 'literal') {
    if (e.type !== 'int') throw sqlError(408, position + 1);
    const item = items[e.value - 1];
    if (!item) throw sqlError(108, e.value);
    return item.scalar;
  }
  if (e.kind === 'column' && e.name.length === 1) {
    const name = (e.name[0] ?? '').toLowerCase();
    const named = items.filter((i) => i.name.toLowerCase() === name);
    const first = named[0];
    if (first) {
      if (named.some((n) => n.scalar.key !== first.scalar.key)) throw sqlError(209, e.name[0] ?? '');
      return first.scalar;
    }
  }
  if (e.kind === 'collate' && e.operand.kind === 'column') {
    const { operand } = e;
    const alias = operand.name.length === 1 ? items.find((i) => i.name.toLowerCase() === (operand.name[0] ?? '').toLowerCase()) : undefined;
    if (alias?.expression) return compileExpression({ ...e, operand: alias.expression }, scope);
  }
  const scalar = compileExpression(e, scope);
  if (!some(e, (part) => part.kind === 'column' || part.kind === 'pseudoColumn' || part.kind === 'call' || part.kind === 'subquery')) {
    if (some(e, (part) => part.kind === 'variable')) throw sqlError(1008, position + 1);
    throw sqlError(408, position + 1);
  }
  return scalar;
};

// -- ORDER BY over UNION, EXCEPT, INTERSECT

/** ORDER BY and OFFSET over a set operation: only its columns can be named. */
const orderOutput = (query: CompiledQuery, select: SelectStatement, scope: Scope): CompiledQuery => {
  if (select.orderBy.length === 0 && !select.offset) return query;
  const slot = scope.statement.newSlot();
  const outer = new Scope(scope.statement);
  const columns = query.columns.map((c, i) => ({ name: c.name, scalar: outputScalar(c, slot, i) }));
  outer.sources.push({ name: '', qualifier: [], columns });
  const sortKeys: SortKey[] = select.orderBy.map((o, position) => {
    const items = columns.map((c) => ({ name: c.name, scalar: c.scalar }));
    if (!['literal', 'column', 'collate', 'variable', 'subquery'].includes(o.expression.kind)) throw sqlError(104);
    try {
      return { scalar: orderScalar(o.expression, items, outer, position), descending: o.descending };
    } catch (error) {
      throw o.expression.kind === 'literal' ? error : sqlError(104);
    }
  });
  const limit = compileLimit(undefined, select, scope);
  const source: Operator = {
    slots: [slot],
    run: (f, sink) =>
      query.run(f, (g, values) => {
        g.rows[slot] = values;
        return sink(g);
      }),
    runNow: (f, sink) =>
      query.runNow(f, (g, values) => {
        g.rows[slot] = values;
        return sink(g);
      }),
  };
  const pipeline = rowPipeline({
    operator: source,
    values: columns.map((c) => c.scalar),
    isDistinct: false,
    sortKeys,
    limit: limit && { ...limit, tieKeys: sortKeys },
    isAssignment: false,
  });
  return { ...query, ...pipeline };
};

const outputScalar = (c: QueryColumn, slot: number, index: number): Scalar => ({
  type: c.type.name === 'null' ? intType : c.type,
  evaluate: (f) => (f.rows[slot] as Value[])[index] as Value,
  slots: 1n << BigInt(slot),
  isVolatile: false,
  isNotNull: !c.isNullable,
  key: `#${slot}.${index}`,
  ...(c.collation ? { collation: { name: c.collation, rank: 'implicit' as const } } : {}),
});
