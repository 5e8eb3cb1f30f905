// Window functions: collected while the select list is compiled, computed over all rows of the query before it runs.

import { findAggregate } from '../functions/registry.ts';
import type { Accumulator, BoundAggregate } from '../functions/function.ts';
import type { FunctionCall, NextValueFor, WindowSpecification } from '../parser/ast/index.ts';
import type { Row } from '../storage/table-data.ts';
import { sqlError } from '../types/errors.ts';
import { intType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { isWindowOnly } from './compile-call.ts';
import { compileExpression } from './compile-expression.ts';
import { runNow } from './frame.ts';
import type { Evaluate, Frame, Running, Sink } from './frame.ts';
import { bindAggregate } from './grouping.ts';
import { restore, snapshot } from './operators/joins.ts';
import type { Operator } from './operators/operator.ts';
import { rowKey } from './row-key.ts';
import { columnScalar, convertScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import type { Scope, StatementContext, WindowContext } from './scope.ts';
import { compileSequenceValue } from './sequence-value.ts';
import { keyComparer, sortRows } from './sorting.ts';
import type { Sortable, SortKey } from './sorting.ts';
import { peersOf, rankings } from './window-functions.ts';
import type { Computation } from './window-functions.ts';

/** One row of the query while windows are computed. */
export interface WindowRow {
  readonly rows: readonly Row[];
  readonly results: Value[];
}

/** Functions that share partitions and order. */
interface WindowPlan {
  readonly key: string;
  readonly partition: readonly Scalar[];
  readonly order: readonly SortKey[];
  readonly functions: { readonly index: number; readonly compute: Computation }[];
}

const RANKING_NEEDS_ORDER: ReadonlySet<string> = new Set([
  'ROW_NUMBER',
  'RANK',
  'DENSE_RANK',
  'NTILE',
  'LAG',
  'LEAD',
  'FIRST_VALUE',
  'LAST_VALUE',
  'PERCENT_RANK',
  'CUME_DIST',
]);
/** Aggregates that have no windowed form. */
const NOT_OVER: ReadonlySet<string> = new Set(['STRING_AGG', 'APPROX_COUNT_DISTINCT']);
const NO_FRAME: ReadonlySet<string> = new Set(['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'NTILE', 'LAG', 'LEAD', 'PERCENT_RANK', 'CUME_DIST']);

export class Windowing implements WindowContext {
  readonly slot: number;
  private readonly plans: WindowPlan[] = [];
  private readonly known = new Map<string, Scalar>();
  private count = 0;
  private isCompiling = false;

  constructor(statement: StatementContext) {
    this.slot = statement.newSlot();
  }

  window(call: FunctionCall | NextValueFor, scope: Scope): Scalar {
    if (this.isCompiling) throw sqlError(4109);
    this.isCompiling = true;
    try {
      return this.compile(call, scope);
    } finally {
      this.isCompiling = false;
    }
  }

  private compile(call: FunctionCall | NextValueFor, scope: Scope): Scalar {
    const specification = resolveWindow(call.over ?? { partitionBy: [], orderBy: [] }, scope);
    const name = call.kind === 'call' ? (call.name[0] ?? '').toUpperCase() : 'NEXT VALUE FOR';
    if (RANKING_NEEDS_ORDER.has(name) && specification.orderBy.length === 0) throw sqlError(4112, name);
    if (NO_FRAME.has(name) && specification.frame) throw sqlError(10752, name);
    if (specification.frame && specification.orderBy.length === 0) throw sqlError(10756);
    if (specification.frame?.unit === 'range' && (specification.frame.start.offset || specification.frame.end.offset)) throw sqlError(4194);
    if (specification.frame) checkFrame(specification.frame);
    const within = call.kind === 'call' ? (call.withinGroup ?? []) : [];
    const partition = specification.partitionBy.map((e) => compileExpression(e, scope));
    const order = [...specification.orderBy, ...within].map((o) => {
      if (o.expression.kind === 'literal') throw sqlError(o.expression.type === 'int' ? 5308 : 5309);
      return { scalar: compileExpression(o.expression, scope), descending: o.descending };
    });
    const { type, compute, isNotNull, argumentKey, collation } =
      call.kind === 'call' ? this.compileFunction(name, call, specification, order, scope) : nextValue(call, scope);
    const windowKey = `${partition.map((p) => p.key).join()};${order.map((o) => `${o.scalar.key}${o.descending ? '-' : '+'}`).join()}`;
    const key = `${name}(${argumentKey})over(${windowKey};${JSON.stringify(specification.frame ?? null)})`;
    const existing = this.known.get(key);
    if (existing) return existing;
    const index = this.count++;
    let plan = this.plans.find((p) => p.key === windowKey);
    if (!plan) {
      plan = { key: windowKey, partition, order, functions: [] };
      this.plans.push(plan);
    }
    plan.functions.push({ index, compute });
    const scalar: Scalar = { ...columnScalar(this.slot, index, type, { isNotNull }), ...(collation ? { collation } : {}) };
    this.known.set(key, scalar);
    return scalar;
  }

  private compileFunction(
    name: string,
    call: FunctionCall,
    specification: WindowSpecification,
    order: readonly SortKey[],
    scope: Scope,
  ): { type: SqlType; compute: Computation; isNotNull: boolean; argumentKey: string; collation?: Scalar['collation'] } {
    const args = call.arguments.map((a) => compileExpression(a, scope));
    const argumentKey = `${call.star ? '*' : ''}${call.nulls ?? ''}${args.map((a) => a.key).join()}`;
    if (isWindowOnly(name)) {
      const ranking = rankings[name];
      if (!ranking) throw sqlError(195, name);
      const made = ranking(args, { order, frame: specification.frame, ignoreNulls: call.nulls === 'ignore', scope });
      return {
        ...made,
        argumentKey,
        ...(args[0]?.collation && made.type.name === args[0].type.name ? { collation: args[0].collation } : {}),
      };
    }
    if (!findAggregate(name) || NOT_OVER.has(name)) throw sqlError(4113, call.name[0] ?? '');
    if (call.distinct) throw sqlError(10759);
    const { bound, converted } = bindAggregate(name, args, call.star ?? false);
    return {
      type: bound.type,
      compute: aggregateOver(bound, converted, specification, order, scope),
      isNotNull: bound.isNotNull ?? false,
      argumentKey,
      ...(args[0]?.collation ? { collation: args[0].collation } : {}),
    };
  }

  /** Gives the source's rows again, with the results at this slot. */
  operator(source: Operator): Operator {
    const { slot, plans } = this;
    const total = (): number => this.count;
    function* run(f: Frame, sink: Sink): Running<boolean> {
      const n = total();
      let rows: WindowRow[] = [];
      yield* source.run(f, (g) => {
        rows.push({ rows: snapshot(g, source.slots), results: new Array<Value>(n) });
      });
      for (const plan of plans) rows = yield* computePlan(plan, rows, source.slots, f);
      const { work } = f;
      for (const row of rows) {
        restore(f, source.slots, row.rows);
        f.rows[slot] = row.results;
        if (sink(f) === true) return true;
        if (++work.count > work.limit && work.isDue()) yield;
      }
      return false;
    }
    return { slots: [...source.slots, slot], run, runNow: (f, sink) => runNow(run(f, sink)) };
  }
}

/** The bounds from the first row to the last, as messages call them. */
const BOUNDS = new Map([
  ['unboundedPreceding', 'UNBOUNDED PRECEDING'],
  ['preceding', 'PRECEDING'],
  ['currentRow', 'CURRENT ROW'],
  ['following', 'FOLLOWING'],
  ['unboundedFollowing', 'UNBOUNDED FOLLOWING'],
]);
const BOUND_ORDER = [...BOUNDS.keys()];

/** Throws 4193 for a frame that begins behind its end. */
const checkFrame = ({ start, end }: NonNullable<WindowSpecification['frame']>): void => {
  const isOrdered = BOUND_ORDER.indexOf(start.type) <= BOUND_ORDER.indexOf(end.type);
  if (isOrdered && start.type !== 'unboundedFollowing' && end.type !== 'unboundedPreceding') return;
  throw sqlError(4193, `BETWEEN ${BOUNDS.get(start.type)} AND ${BOUNDS.get(end.type)}`);
};

const resolveWindow = (w: WindowSpecification, scope: Scope, users: readonly WindowSpecification[] = []): WindowSpecification => {
  if (w.base === undefined) return w;
  const base = scope.windows?.get(w.base.toLowerCase());
  if (!base) throw sqlError(5362, w.base);
  if (users.includes(base)) throw sqlError(5365);
  const resolved = resolveWindow(base, scope, [...users, base]);
  return {
    partitionBy: w.partitionBy.length > 0 ? w.partitionBy : resolved.partitionBy,
    orderBy: w.orderBy.length > 0 ? w.orderBy : resolved.orderBy,
    ...((w.frame ?? resolved.frame) ? { frame: w.frame ?? resolved.frame } : {}),
  } as WindowSpecification;
};

/** Sorts by partition and order, and computes each partition; the rows come back in that order. */
function* computePlan(plan: WindowPlan, rows: WindowRow[], slots: readonly number[], f: Frame): Running<WindowRow[]> {
  const sortKeys: SortKey[] = [...plan.partition.map((scalar) => ({ scalar, descending: false })), ...plan.order];
  const evaluates = sortKeys.map((k) => k.scalar.evaluate);
  const { work } = f;
  const sortable: Sortable<WindowRow>[] = [];
  for (const item of rows) {
    restore(f, slots, item.rows);
    sortable.push({ keys: evaluates.map((e) => e(f)), item });
    if (++work.count > work.limit && work.isDue()) yield;
  }
  const sorted = sortKeys.length > 0 ? yield* sortRows(sortable, keyComparer(sortKeys), f) : sortable;
  const p = plan.partition.length;
  const partitionKey = p > 0 ? rowKey(plan.partition.map((s) => ({ type: s.type, collation: s.collation?.name }))) : () => 0;
  // Within a partition its keys are equal, so that only the order's make a difference.
  const compare = keyComparer(sortKeys);
  let start = 0;
  while (start < sorted.length) {
    const key = partitionKey((sorted[start] as (typeof sorted)[number]).keys);
    let end = start + 1;
    while (end < sorted.length && (p === 0 || partitionKey((sorted[end] as (typeof sorted)[number]).keys) === key)) {
      end++;
      if (++work.count > work.limit && work.isDue()) yield;
    }
    const first = start;
    const rowAt = (i: number): Sortable<WindowRow> => sorted[first + i] as Sortable<WindowRow>;
    const partition = {
      size: end - start,
      frame: f,
      /** Sets the row's values for evaluation. */
      at: (i: number): Frame => {
        restore(f, slots, rowAt(i).item.rows);
        return f;
      },
      isPeer: (a: number, b: number): boolean => plan.order.length === 0 || compare(rowAt(a).keys, rowAt(b).keys) === 0,
      orderValue: (i: number): Value => rowAt(i).keys[p] ?? null,
    };
    for (const fn of plan.functions) {
      yield* fn.compute(partition, (i, v) => {
        rowAt(i).item.results[fn.index] = v;
      });
    }
    start = end;
  }
  return sorted.map((s) => s.item);
}

/** An aggregate over a frame: extended row by row where the frame begins at the partition's start, otherwise made anew. */
const aggregateOver = (
  bound: BoundAggregate,
  args: readonly Scalar[],
  specification: WindowSpecification,
  order: readonly SortKey[],
  scope: Scope,
): Computation => {
  const [argument, second] = args;
  const frame = specification.frame ?? (order.length > 0 ? DEFAULT_FRAME : undefined);
  const offsetOf = (e: { offset?: import('../parser/ast/index.ts').Expression }): Evaluate | undefined =>
    e.offset ? convertScalar(compileExpression(e.offset, scope), intType).evaluate : undefined;
  const startOffset = frame && offsetOf(frame.start);
  const endOffset = frame && offsetOf(frame.end);
  return function* compute(partition, set) {
    const f = partition.frame;
    const { work } = f;
    const add = (accumulator: Accumulator, i: number): void => {
      const g = partition.at(i);
      const v = argument ? argument.evaluate(g) : 1;
      if (v !== null) accumulator.add(v, second?.evaluate(g));
    };
    const n = partition.size;
    if (!frame) {
      const accumulator = bound.create(f.session);
      for (let i = 0; i < n; i++) {
        add(accumulator, i);
        if (++work.count > work.limit && work.isDue()) yield;
      }
      const result = accumulator.result();
      for (let i = 0; i < n; i++) {
        set(i, result);
        if (++work.count > work.limit && work.isDue()) yield;
      }
      return;
    }
    const before = startOffset ? Number(startOffset(f)) : 0;
    const after = endOffset ? Number(endOffset(f)) : 0;
    const peers = peersOf(partition);
    const startOf = (i: number): number => {
      switch (frame.start.type) {
        case 'unboundedPreceding':
          return 0;
        case 'preceding':
          return Math.max(0, i - before);
        case 'following':
          return i + before;
        case 'unboundedFollowing':
          return n;
        case 'currentRow':
          return frame.unit === 'range' ? peers(i).start : i;
      }
    };
    const endOf = (i: number): number => {
      switch (frame.end.type) {
        case 'unboundedFollowing':
          return n;
        case 'following':
          return Math.min(n, i + after + 1);
        case 'preceding':
          return i - after + 1;
        case 'unboundedPreceding':
          return 0;
        case 'currentRow':
          return (frame.unit === 'range' ? peers(i).end : i) + 1;
      }
    };
    if (frame.start.type === 'unboundedPreceding') {
      const accumulator = bound.create(f.session);
      let done = 0;
      for (let i = 0; i < n; ) {
        const end = endOf(i);
        for (; done < end; done++) {
          add(accumulator, done);
          if (++work.count > work.limit && work.isDue()) yield;
        }
        const result = accumulator.result();
        set(i, result);
        i++;
        // Peers share the frame.
        if (frame.unit === 'range' && frame.end.type === 'currentRow') for (; i < end; i++) set(i, result);
        if (++work.count > work.limit && work.isDue()) yield;
      }
      return;
    }
    for (let i = 0; i < n; i++) {
      const accumulator = bound.create(f.session);
      const end = endOf(i);
      for (let j = startOf(i); j < end; j++) {
        add(accumulator, j);
        if (++work.count > work.limit && work.isDue()) yield;
      }
      set(i, accumulator.result());
    }
  };
};

const DEFAULT_FRAME: NonNullable<WindowSpecification['frame']> = {
  unit: 'range',
  start: { type: 'unboundedPreceding' },
  end: { type: 'currentRow' },
};

const nextValue = (
  call: NextValueFor,
  scope: Scope,
): { type: SqlType; compute: Computation; isNotNull: boolean; argumentKey: string; collation?: Scalar['collation'] } => {
  const value = compileSequenceValue({ ...call, over: undefined } as NextValueFor, scope);
  return {
    type: value.type,
    isNotNull: true,
    argumentKey: call.sequence.join('.'),
    *compute(partition, set) {
      const { work } = partition.frame;
      for (let i = 0; i < partition.size; i++) {
        set(i, value.evaluate(partition.at(i)));
        if (++work.count > work.limit && work.isDue()) yield;
      }
    },
  };
};
