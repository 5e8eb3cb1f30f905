// The end of a query: computing the select list, DISTINCT, ORDER BY, TOP and OFFSET/FETCH.

import type { Expression, QuerySpecification, SelectStatement } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { bigintType, floatType, isInteger } from '../types/sql-type.ts';
import type { Value } from '../types/sql-type.ts';
import { compileExpression } from './compile-expression.ts';
import type { CompiledQuery, Emit } from './compile-select.ts';
import { runNow } from './frame.ts';
import type { Evaluate, Frame, Running } from './frame.ts';
import type { Operator } from './operators/operator.ts';
import { rowKey } from './row-key.ts';
import { convertScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import { Scope } from './scope.ts';
import { keyComparer, sortRows, TopRows } from './sorting.ts';
import type { SortKey, Sortable } from './sorting.ts';

export interface Limit {
  /** TOP's or FETCH's count; absent: all after the offset. */
  readonly count?: Evaluate;
  readonly offset?: Evaluate;
  readonly isPercent: boolean;
  readonly withTies: boolean;
}

/** TOP or OFFSET/FETCH of a query. Throws 1062 for WITH TIES without ORDER BY, 1060 for counts that are no integers. */
export const compileLimit = (q: QuerySpecification | undefined, select: SelectStatement, scope: Scope): Limit | undefined => {
  if (q?.top) {
    const { top } = q;
    if (top.withTies && select.orderBy.length === 0) throw sqlError(1062);
    return { count: compileCount(top.count, scope, TOP_RULES, top.percent), isPercent: top.percent, withTies: top.withTies };
  }
  if (!select.offset) return undefined;
  return {
    offset: compileCount(select.offset, scope, OFFSET_RULES),
    ...(select.fetch ? { count: compileCount(select.fetch, scope, FETCH_RULES) } : {}),
    isPercent: false,
    withTies: false,
  };
};

/** What a count may be, and the errors for what it may not. */
interface CountRules {
  readonly minimum: number;
  readonly tooSmall: 127 | 10742 | 10744;
  readonly notInteger: 1060 | 10743 | 10745;
}
const TOP_RULES: CountRules = { minimum: 0, tooSmall: 127, notInteger: 1060 };
const OFFSET_RULES: CountRules = { minimum: 0, tooSmall: 10742, notInteger: 10743 };
const FETCH_RULES: CountRules = { minimum: 1, tooSmall: 10744, notInteger: 10745 };

const compileCount = (e: Expression, scope: Scope, rules: CountRules, isPercent = false): Evaluate => {
  // The count is evaluated before any row: columns of this query are not visible.
  const outer = new Scope(scope.statement, scope.parent);
  const s = compileExpression(e, outer);
  scope.outerSlots |= outer.outerSlots;
  if (!isPercent && !isInteger(s.type) && s.type.name !== 'null') throw sqlError(rules.notInteger);
  const { evaluate } = convertScalar(s, isPercent ? floatType : bigintType);
  const check = (n: Value): Value => {
    if (n === null) throw sqlError(1014);
    if (isPercent && ((n as number) < 0 || (n as number) > 100)) throw sqlError(1031);
    if (!isPercent && (n as number) < rules.minimum) throw sqlError(rules.tooSmall);
    return n;
  };
  if (s.constant) check(s.constant.value);
  return (f) => check(evaluate(f));
};

interface PipelineOptions {
  readonly operator: Operator;
  readonly values: readonly Scalar[];
  readonly isDistinct: boolean;
  readonly sortKeys: readonly SortKey[];
  readonly limit: (Limit & { readonly tieKeys: readonly SortKey[] }) | undefined;
  /** The values have effects (SELECT @v = ...): they are computed for each row in its final order. */
  readonly isAssignment: boolean;
}

const TOP_LIMIT = 10000;

export const rowPipeline = (options: PipelineOptions): Pick<CompiledQuery, 'run' | 'runNow'> => {
  const evaluates = options.values.map((v) => v.evaluate);
  const project = (f: Frame): Value[] => {
    const row = new Array<Value>(evaluates.length);
    for (let i = 0; i < evaluates.length; i++) row[i] = (evaluates[i] as Evaluate)(f);
    return row;
  };
  const make =
    options.sortKeys.length > 0 || options.limit?.isPercent || options.limit?.withTies
      ? sortedRun(options, project)
      : streamedRun(options, project);
  return { run: make, runNow: (f, emit) => runNow(make(f, emit)) };
};

const bounds = (limit: Limit | undefined, f: Frame): { offset: number; count: number } => ({
  offset: limit?.offset ? Number(limit.offset(f)) : 0,
  count: limit?.count ? Number(limit.count(f)) : Number.POSITIVE_INFINITY,
});

/** Rows in the order in which they come. */
const streamedRun = (options: PipelineOptions, project: (f: Frame) => Value[]): ((f: Frame, emit: Emit) => Running<boolean>) => {
  const { operator, isDistinct, limit, values } = options;
  const keyOf = isDistinct ? rowKey(values.map((v) => ({ type: v.type, collation: v.collation?.name }))) : undefined;
  return function* run(f, emit) {
    if (!limit && !keyOf) return yield* operator.run(f, (g) => emit(g, project(g)));
    const { offset, count } = bounds(limit, f);
    if (count === 0) return false;
    const seen = new Set<string | number | bigint | null>();
    let n = 0;
    let isStopped = false;
    yield* operator.run(f, (g) => {
      if (!keyOf && n < offset) {
        n++;
        return false;
      }
      const row = project(g);
      if (keyOf) {
        const key = keyOf(row);
        if (seen.has(key)) return false;
        seen.add(key);
        if (n < offset) {
          n++;
          return false;
        }
      }
      n++;
      if (emit(g, row) === true) {
        isStopped = true;
        return true;
      }
      return n >= offset + count;
    });
    return isStopped;
  };
};

const sortedRun = (options: PipelineOptions, project: (f: Frame) => Value[]): ((f: Frame, emit: Emit) => Running<boolean>) => {
  const { operator, isDistinct, limit, values, sortKeys, isAssignment } = options;
  const keyOf = isDistinct ? rowKey(values.map((v) => ({ type: v.type, collation: v.collation?.name }))) : undefined;
  const compare = keyComparer(sortKeys);
  const keys = sortKeys.map((k) => k.scalar.evaluate);
  const keyValues = (f: Frame): Value[] => {
    const result = new Array<Value>(keys.length);
    for (let i = 0; i < keys.length; i++) result[i] = (keys[i] as Evaluate)(f);
    return result;
  };
  return function* run(f, emit) {
    const { offset, count } = bounds(limit, f);
    if (count === 0) return false;
    if (isAssignment) return yield* assigned(f, emit, { offset, count });
    const wanted = offset + count;
    const seen = new Set<string | number | bigint | null>();
    if (wanted <= TOP_LIMIT && !limit?.withTies && !limit?.isPercent && !keyOf) {
      const top = new TopRows<Value[]>(wanted, compare);
      yield* operator.run(f, (g) => {
        const k = keyValues(g);
        if (top.accepts(k)) top.add(k, project(g));
      });
      return yield* emitRows(f, top.sorted().slice(offset), emit);
    }
    const rows: Sortable<Value[]>[] = [];
    yield* operator.run(f, (g) => {
      const item = project(g);
      if (keyOf) {
        const key = keyOf(item);
        if (seen.has(key)) return;
        seen.add(key);
      }
      rows.push({ keys: keyValues(g), item });
    });
    const sorted = sortKeys.length > 0 ? yield* sortRows(rows, compare, f) : rows;
    let end = limit?.isPercent ? Math.ceil((sorted.length * count) / 100) : Math.min(sorted.length, wanted);
    if (limit?.withTies && end > 0) {
      const last = sorted[end - 1];
      while (last && end < sorted.length && compare(last.keys, (sorted[end] as Sortable<Value[]>).keys) === 0) end++;
    }
    return yield* emitRows(
      f,
      sorted.slice(offset, end).map((r) => r.item),
      emit,
    );
  };

  /** SELECT @v = ... ORDER BY: the rows are sorted first, then each assigns in turn. */
  function* assigned(f: Frame, emit: Emit, range: { offset: number; count: number }): Running<boolean> {
    const { slots } = operator;
    const rows: Sortable<Value[][]>[] = [];
    yield* operator.run(f, (g) => {
      rows.push({ keys: keyValues(g), item: slots.map((s) => g.rows[s] as Value[]) });
    });
    const sorted = yield* sortRows(rows, compare, f);
    const end = limit?.isPercent ? Math.ceil((sorted.length * range.count) / 100) : range.offset + range.count;
    for (const { item } of sorted.slice(range.offset, end)) {
      slots.forEach((s, i) => {
        f.rows[s] = item[i] as Value[];
      });
      if (emit(f, project(f)) === true) return true;
    }
    return false;
  }
};

function* emitRows(f: Frame, rows: readonly Value[][], emit: Emit): Running<boolean> {
  const { work } = f;
  for (const row of rows) {
    if (emit(f, row) === true) return true;
    if (++work.count > work.limit && work.isDue()) yield;
  }
  return false;
}
