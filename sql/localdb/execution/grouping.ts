// GROUP BY and aggregates: collecting aggregates while the select list is compiled, and hashing rows into groups.

import { findAggregate } from '../functions/registry.ts';
import type { Accumulator, BoundAggregate } from '../functions/function.ts';
import type { Expression, FunctionCall, GroupBy, GroupingElement } from '../parser/ast/index.ts';
import { getCollation } from '../types/collation.ts';
import { comparer } from '../types/compare.ts';
import { sqlError } from '../types/errors.ts';
import { bigintType, intType, isLegacyLob, isString } from '../types/sql-type.ts';
import type { Value } from '../types/sql-type.ts';
import { containsAggregate, some } from './ast-search.ts';
import { compileExpression } from './compile-expression.ts';
import { runNow } from './frame.ts';
import type { Evaluate, Frame, Running, Sink } from './frame.ts';
import type { Operator } from './operators/operator.ts';
import { rowKey } from './row-key.ts';
import { columnScalar, convertScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import type { GroupingContext, Scope } from './scope.ts';
import { keyComparer } from './sorting.ts';
import type { SortKey } from './sorting.ts';

interface AggregatePlan {
  readonly key: string;
  readonly bound: BoundAggregate;
  readonly arguments: readonly Scalar[];
  /** COUNT(*): every row counts. */
  readonly isStar: boolean;
  readonly isDistinct: boolean;
  readonly order: readonly SortKey[];
  readonly scalar: Scalar;
}

export class Grouping implements GroupingContext {
  readonly inner: Scope;
  readonly slot: number;
  readonly keys: readonly Scalar[];
  /** For each grouping set, which keys it has. */
  readonly sets: readonly (readonly boolean[])[];
  readonly aggregates: AggregatePlan[] = [];
  clause: 'select' | 'having' | 'order' = 'select';
  private readonly keyScalars: readonly Scalar[];

  constructor(inner: Scope, groupBy: GroupBy | undefined) {
    this.inner = inner;
    this.slot = inner.statement.newSlot();
    const keys: Scalar[] = [];
    const indexOf = (e: Expression): number => {
      if (containsAggregate(e) || some(e, (x) => x.kind === 'subquery' || x.kind === 'exists')) throw sqlError(144);
      if (!some(e, (x) => x.kind === 'column')) throw sqlError(164);
      const s = compileExpression(e, inner);
      if (isLegacyLob(s.type)) throw sqlError(306);
      const known = keys.findIndex((k) => k.key === s.key);
      if (known >= 0) return known;
      return keys.push(s) - 1;
    };
    const sets = groupBy ? groupingSets(groupBy, indexOf) : [[]];
    this.keys = keys;
    this.sets = sets.map((set) => keys.map((_, i) => set.includes(i)));
    const canBeAbsent = this.sets.length > 1 || this.sets.some((s) => s.includes(false));
    this.keyScalars = keys.map((k, i) => ({
      ...columnScalar(this.slot, i, k.type, { isNotNull: k.isNotNull && !canBeAbsent }),
      ...(k.collation ? { collation: k.collation } : {}),
      ...(k.isJson ? { isJson: true } : {}),
    }));
  }

  findKey(key: string): Scalar | undefined {
    const i = this.keys.findIndex((k) => k.key === key);
    if (i >= 0) return this.keyScalars[i];
    // An expression over the group's own columns is one already.
    return undefined;
  }

  aggregate(call: FunctionCall): Scalar {
    const name = (call.name[0] ?? '').toUpperCase();
    const definition = findAggregate(name);
    if (!definition) throw sqlError(195, call.name[0] ?? '');
    const saved = this.inner.aggregateError;
    this.inner.aggregateError = () => sqlError(130);
    try {
      const args = call.star ? [] : call.arguments.map((a) => refuseSubquery(a, compileExpression(a, this.inner)));
      if (!call.star && (args.length < definition.minimum || args.length > definition.maximum))
        throw sqlError(174, name.toLowerCase(), definition.minimum);
      const order: SortKey[] = (call.withinGroup ?? []).map((o) => ({
        scalar: compileExpression(o.expression, this.inner),
        descending: o.descending,
      }));
      const key = `${name}(${call.distinct ? 'distinct ' : ''}${call.star ? '*' : args.map((a) => a.key).join()}${order.map((o) => `;${o.scalar.key}${o.descending}`).join('')})`;
      const known = this.aggregates.find((a) => a.key === key);
      if (known) return known.scalar;
      const { bound, converted } = bindAggregate(name, args, call.star ?? false);
      const index = this.keys.length + 1 + this.aggregates.length;
      const collation = args[0]?.collation;
      const scalar: Scalar = {
        ...columnScalar(this.slot, index, bound.type, { isNotNull: bound.isNotNull ?? false }),
        ...(collation && isString(bound.type) ? { collation } : {}),
      };
      this.aggregates.push({
        key,
        bound,
        arguments: converted,
        isStar: call.star ?? false,
        isDistinct: call.distinct ?? false,
        order,
        scalar,
      });
      return scalar;
    } finally {
      this.inner.aggregateError = saved;
    }
  }

  grouping(expressions: readonly Expression[], isId: boolean): Scalar {
    const indexes =
      expressions.length === 0 && isId
        ? this.keys.map((_, i) => i)
        : expressions.map((e, n) => {
            const s = compileExpression(e, this.inner);
            const i = this.keys.findIndex((k) => k.key === s.key);
            if (i < 0) throw sqlError(8161, n + 1, isId ? 'GROUPING_ID' : 'GROUPING');
            return i;
          });
    const { slot } = this;
    const at = this.keys.length;
    return {
      type: isId ? intType : tinyint,
      evaluate: (f) => {
        const absent = (f.rows[slot] as Value[])[at] as number;
        let id = 0;
        for (const i of indexes) id = id * 2 + ((absent >> i) & 1);
        return id;
      },
      slots: 1n << BigInt(slot),
      isVolatile: false,
      isNotNull: true,
      key: `grouping#${slot}(${indexes.join()})`,
    };
  }

  /** The operator that gives one row for each group, at this grouping's slot. */
  operator(source: Operator): Operator {
    return groupRows(this, source);
  }
}

const tinyint = { name: 'tinyint', length: 0, precision: 3, scale: 0 } as const;

const refuseSubquery = (e: Expression, s: Scalar): Scalar => {
  if (some(e, (part) => part.kind === 'subquery' || part.kind === 'exists' || part.kind === 'inQuery' || part.kind === 'quantified'))
    throw sqlError(130);
  return s;
};

/** Binds an aggregate to its arguments. COUNT(*) counts rows whose value is always 1. */
export const bindAggregate = (
  name: string,
  args: readonly Scalar[],
  isStar: boolean,
): { bound: BoundAggregate; converted: readonly Scalar[] } => {
  const definition = findAggregate(name);
  if (!definition) throw sqlError(195, name);
  const first = args[0];
  const collation = first?.collation && first.collation.rank !== 'none' ? getCollation(first.collation.name) : undefined;
  const compare = first && first.type.name !== 'null' ? comparer(first.type, collation) : () => 0;
  const list = isStar
    ? [{ type: intType, isConstant: true, isNotNull: true, constant: 1 }]
    : args.map((a) => ({
        type: a.type,
        isConstant: a.constant !== undefined,
        isNotNull: a.isNotNull,
        ...(a.constant ? { constant: a.constant.value } : {}),
        ...(collation && isString(a.type) ? { collation: collation.name } : {}),
      }));
  const bound = definition.bind(list, compare);
  const converted = args.map((a, i) => {
    const type = bound.parameters?.[i];
    return type ? convertScalar(a, type) : a;
  });
  return { bound: name === 'COUNT_BIG' ? { ...bound, type: bigintType } : bound, converted };
};

// -- grouping sets

/** Each set as indexes of keys. */
const groupingSets = (groupBy: GroupBy, indexOf: (e: Expression) => number): number[][] => {
  let sets: number[][] = [[]];
  for (const element of groupBy.elements) {
    const own = elementSets(element, indexOf);
    sets = sets.flatMap((s) => own.map((o) => [...s, ...o]));
  }
  return sets;
};

const elementSets = (element: GroupingElement, indexOf: (e: Expression) => number): number[][] => {
  switch (element.kind) {
    case 'expression':
      return [[indexOf(element.expression)]];
    case 'rollup': {
      const items = element.items.map((i) => i.map(indexOf));
      return Array.from({ length: items.length + 1 }, (_, n) => items.slice(0, items.length - n).flat());
    }
    case 'cube': {
      const items = element.items.map((i) => i.map(indexOf));
      return Array.from({ length: 2 ** items.length }, (_, mask) => items.filter((_item, i) => ((mask >> i) & 1) === 0).flat());
    }
    case 'sets':
      return element.sets.flatMap((set) => {
        let sets: number[][] = [[]];
        for (const inner of set) sets = sets.flatMap((s) => elementSets(inner, indexOf).map((o) => [...s, ...o]));
        return sets;
      });
  }
};

// -- running

interface Group {
  readonly keys: Value[];
  readonly accumulators: RowAccumulator[];
}

/** What takes a row into an aggregate. */
interface RowAccumulator {
  take(f: Frame): void;
  result(): Value;
}

class PlainAccumulator implements RowAccumulator {
  private readonly inner: Accumulator;
  private readonly argument: Evaluate;
  private readonly second: Evaluate | undefined;
  constructor(inner: Accumulator, argument: Evaluate, second: Evaluate | undefined) {
    this.inner = inner;
    this.argument = argument;
    this.second = second;
  }
  take(f: Frame): void {
    const v = this.argument(f);
    if (v !== null) this.inner.add(v, this.second ? this.second(f) : undefined);
  }
  result(): Value {
    return this.inner.result();
  }
}

class StarAccumulator implements RowAccumulator {
  private readonly inner: Accumulator;
  constructor(inner: Accumulator) {
    this.inner = inner;
  }
  take(): void {
    this.inner.add(1);
  }
  result(): Value {
    return this.inner.result();
  }
}

class DistinctAccumulator implements RowAccumulator {
  private readonly inner: Accumulator;
  private readonly argument: Evaluate;
  private readonly second: Evaluate | undefined;
  private readonly keyOf: (values: readonly Value[]) => string | number | bigint | null;
  private readonly seen = new Set<string | number | bigint | null>();
  constructor(
    inner: Accumulator,
    argument: Evaluate,
    second: Evaluate | undefined,
    keyOf: (values: readonly Value[]) => string | number | bigint | null,
  ) {
    this.inner = inner;
    this.argument = argument;
    this.second = second;
    this.keyOf = keyOf;
  }
  take(f: Frame): void {
    const v = this.argument(f);
    if (v === null) return;
    const key = this.keyOf([v]);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.inner.add(v, this.second ? this.second(f) : undefined);
  }
  result(): Value {
    return this.inner.result();
  }
}

class OrderedAccumulator implements RowAccumulator {
  private readonly inner: Accumulator;
  private readonly plan: AggregatePlan;
  private readonly rows: { readonly keys: Value[]; readonly value: Value; readonly second: Value | undefined }[] = [];
  constructor(inner: Accumulator, plan: AggregatePlan) {
    this.inner = inner;
    this.plan = plan;
  }
  take(f: Frame): void {
    const [argument, second] = this.plan.arguments;
    const value = argument ? argument.evaluate(f) : 1;
    if (value === null) return;
    this.rows.push({ keys: this.plan.order.map((o) => o.scalar.evaluate(f)), value, second: second?.evaluate(f) });
  }
  result(): Value {
    const compare = keyComparer(this.plan.order);
    this.rows.sort((a, b) => compare(a.keys, b.keys));
    for (const r of this.rows) this.inner.add(r.value, r.second);
    return this.inner.result();
  }
}

const makeAccumulator = (plan: AggregatePlan): ((f: Frame) => RowAccumulator) => {
  if (plan.order.length > 0) return (f) => new OrderedAccumulator(plan.bound.create(f.session), plan);
  const [argument, second] = plan.arguments;
  if (!argument) return (f) => new StarAccumulator(plan.bound.create(f.session));
  if (plan.isDistinct) {
    const keyOf = rowKey([{ type: argument.type, collation: argument.collation?.name }]);
    return (f) => new DistinctAccumulator(plan.bound.create(f.session), argument.evaluate, second?.evaluate, keyOf);
  }
  return (f) => new PlainAccumulator(plan.bound.create(f.session), argument.evaluate, second?.evaluate);
};

const groupRows = (grouping: Grouping, source: Operator): Operator => {
  const { slot, keys, sets } = grouping;
  const n = keys.length;
  const evaluates = keys.map((k) => k.evaluate);
  function* run(f: Frame, sink: Sink): Running<boolean> {
    const { aggregates } = grouping;
    const makers = aggregates.map(makeAccumulator);
    const newGroup = (values: Value[]): Group => ({ keys: values, accumulators: makers.map((m) => m(f)) });
    const perSet = sets.map((set) => {
      const indexes = set.flatMap((has, i) => (has ? [i] : []));
      const keyOf = rowKey(indexes.map((i) => ({ type: (keys[i] as Scalar).type, collation: (keys[i] as Scalar).collation?.name })));
      return {
        indexes,
        keyOf,
        groups: new Map<string | number | bigint | null, Group>(),
        absent: set.reduce((mask, has, i) => (has ? mask : mask | (1 << i)), 0),
      };
    });
    const scratch = new Array<Value>(n);
    const wholeSets = perSet.map((s) => s.indexes.length === n);
    yield* source.run(f, (g) => {
      for (let i = 0; i < n; i++) scratch[i] = (evaluates[i] as Evaluate)(g);
      for (let s = 0; s < perSet.length; s++) {
        const set = perSet[s] as (typeof perSet)[number];
        const values = wholeSets[s] ? scratch : set.indexes.map((i) => scratch[i] as Value);
        const key = set.indexes.length === 0 ? 0 : set.keyOf(values);
        let group = set.groups.get(key);
        if (group === undefined) {
          group = newGroup(wholeSets[s] ? scratch.slice() : scratch.map((v, i) => (set.indexes.includes(i) ? v : null)));
          set.groups.set(key, group);
        }
        const { accumulators } = group;
        for (let i = 0; i < accumulators.length; i++) (accumulators[i] as RowAccumulator).take(g);
      }
    });
    const { work } = f;
    for (const set of perSet) {
      // Without keys there is always one group, even of no rows.
      if (set.indexes.length === 0 && set.groups.size === 0 && (n === 0 || sets.length > 1))
        set.groups.set(0, newGroup(new Array<Value>(n).fill(null)));
      for (const group of set.groups.values()) {
        const row = new Array<Value>(n + 1 + aggregates.length);
        for (let i = 0; i < n; i++) row[i] = group.keys[i] as Value;
        row[n] = set.absent;
        for (let i = 0; i < group.accumulators.length; i++) row[n + 1 + i] = (group.accumulators[i] as RowAccumulator).result();
        f.rows[slot] = row;
        if (sink(f) === true) return true;
        if (++work.count > work.limit && work.isDue()) yield;
      }
    }
    return false;
  }
  return {
    slots: [slot],
    run,
    runNow: (f, sink) => runNow(run(f, sink)),
    ...(source.prepare ? { prepare: source.prepare.bind(source) } : {}),
  };
};
