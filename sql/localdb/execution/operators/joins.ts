// Combining operators: nested loops (whose inner side looks rows up by index or hash table), outer joins and filters.

import type { Row } from '../../storage/table-data.ts';
import type { Value } from '../../types/sql-type.ts';
import type { Conjunct } from '../conjuncts.ts';
import { combine } from '../compile-condition.ts';
import { runNow } from '../frame.ts';
import type { Frame, Running, Sink, Test } from '../frame.ts';
import type { Operator } from './operator.ts';
import { hashKeyOf } from './table-access.ts';

/** Every value of an absent row: NULL whatever the index. */
export const NULL_ROW: Row = new Array<null>(4100).fill(null);

function* prepareAll(f: Frame, ...operators: readonly Operator[]): Running<void> {
  for (const o of operators) if (o.prepare) yield* o.prepare(f);
}

export const nestedLoop = (outer: Operator, inner: Operator): Operator => ({
  slots: [...outer.slots, ...inner.slots],
  *prepare(f) {
    yield* prepareAll(f, outer, inner);
  },
  *run(f, sink) {
    if (inner.prepare) yield* inner.prepare(f);
    return yield* outer.run(f, (g) => inner.runNow(g, sink));
  },
  runNow: (f, sink) => outer.runNow(f, (g) => inner.runNow(g, sink)),
});

/** The first operator's rows that pass; a condition without rows of its own is tested once, before anything runs. */
export const filter = (operator: Operator, test: Test): Operator => ({
  slots: operator.slots,
  ...(operator.prepare ? { prepare: (f: Frame) => prepareAll(f, operator) } : {}),
  run: (f, sink) => operator.run(f, (g) => (test(g) === true ? sink(g) : false)),
  runNow: (f, sink) => operator.runNow(f, (g) => (test(g) === true ? sink(g) : false)),
});

export const startupFilter = (operator: Operator, test: Test): Operator => ({
  slots: operator.slots,
  *run(f, sink) {
    if (test(f) !== true) return false;
    return yield* operator.run(f, sink);
  },
  runNow: (f, sink) => test(f) === true && operator.runNow(f, sink),
});

/** Left outer join: where `inner` (with the ON conditions inside) has no row, its slots hold NULLs. */
export const leftJoin = (outer: Operator, inner: Operator): Operator => {
  const { slots } = inner;
  const joined = (sink: Sink): Sink => {
    let isMatched = false;
    const onMatch: Sink = (f) => {
      isMatched = true;
      return sink(f);
    };
    return (f) => {
      isMatched = false;
      if (inner.runNow(f, onMatch)) return true;
      if (isMatched) return false;
      for (let i = 0; i < slots.length; i++) f.rows[slots[i] as number] = NULL_ROW;
      return sink(f);
    };
  };
  return {
    slots: [...outer.slots, ...slots],
    *prepare(f) {
      yield* prepareAll(f, outer, inner);
    },
    *run(f, sink) {
      if (inner.prepare) yield* inner.prepare(f);
      return yield* outer.run(f, joined(sink));
    },
    runNow: (f, sink) => outer.runNow(f, joined(sink)),
  };
};

/** The values of some slots, kept while others overwrite them. */
export const snapshot = (f: Frame, slots: readonly number[]): Row[] => {
  const rows = new Array<Row>(slots.length);
  for (let i = 0; i < slots.length; i++) rows[i] = f.rows[slots[i] as number] as Row;
  return rows;
};
export const restore = (f: Frame, slots: readonly number[], rows: readonly Row[]): void => {
  for (let i = 0; i < slots.length; i++) f.rows[slots[i] as number] = rows[i] as Row;
};

interface KeptRow {
  readonly rows: Row[];
  isMatched: boolean;
}

/** Gives kept rows to the sink one after another, as far as they pass; true when the sink stopped it. */
export const sinkKept = (
  f: Frame,
  slots: readonly number[],
  rows: readonly (readonly Row[])[],
  test: Test | undefined,
  sink: Sink,
): boolean => {
  const { work } = f;
  for (let i = 0; i < rows.length; i++) {
    if (++work.count > work.limit) work.isDue();
    restore(f, slots, rows[i] as readonly Row[]);
    if ((test === undefined || test(f) === true) && sink(f) === true) return true;
  }
  return false;
};

/** Full outer join: the right side is kept, by the keys of the equalities in `on`; its rows that nothing matched come last. */
export const fullJoin = (left: Operator, right: Operator, on: readonly Conjunct[]): Operator => {
  const rightSlots = right.slots;
  const leftSlots = left.slots;
  const equalities = on.flatMap((c) => {
    const search = c.isEquality
      ? c.searchable.find(
          (s) =>
            s.operator === '=' && s.isExact && rightSlots.includes(s.slot) && s.values.every((v) => readsOf(v.slots, rightSlots) === 0n),
        )
      : undefined;
    const value = search?.values[0];
    return search && value ? [{ conjunct: c, search, value }] : [];
  });
  const rest = on.filter((c) => !equalities.some((e) => e.conjunct === c));
  const test: Test =
    rest.length === 0
      ? () => true
      : combine(
          'and',
          rest.map((c) => c.condition),
        ).test;
  const keyOf =
    equalities.length === 0
      ? undefined
      : hashKeyOf(equalities.map(({ search, value }) => ({ type: value.type, collation: search.collation })));
  const leftKey = (f: Frame) => keyOf?.((i) => (equalities[i] as (typeof equalities)[number]).value.evaluate(f));
  const rightKey = (f: Frame) =>
    keyOf?.((i) => {
      const { search } = equalities[i] as (typeof equalities)[number];
      return (f.rows[search.slot] as Row)[search.index] as Value;
    });
  function* run(f: Frame, sink: Sink): Running<boolean> {
    const kept: KeptRow[] = [];
    const byKey = new Map<ReturnType<typeof rightKey>, KeptRow[]>();
    yield* right.run(f, (g) => {
      const row = { rows: snapshot(g, rightSlots), isMatched: false };
      kept.push(row);
      const key = rightKey(g);
      const bucket = key === undefined ? undefined : byKey.get(key);
      if (bucket) bucket.push(row);
      else if (key !== undefined) byKey.set(key, [row]);
    });
    const { work } = f;
    const stopped = yield* left.run(f, (g) => {
      let isMatched = false;
      const key = leftKey(g);
      const candidates = keyOf ? (key === undefined ? NO_ROWS : (byKey.get(key) ?? NO_ROWS)) : kept;
      for (const k of candidates) {
        if (++work.count > work.limit) work.isDue();
        restore(g, rightSlots, k.rows);
        if (test(g) !== true) continue;
        isMatched = true;
        k.isMatched = true;
        if (sink(g) === true) return true;
      }
      if (isMatched) return false;
      for (const s of rightSlots) g.rows[s] = NULL_ROW;
      return sink(g);
    });
    if (stopped) return true;
    for (const k of kept) {
      if (k.isMatched) continue;
      for (const s of leftSlots) f.rows[s] = NULL_ROW;
      restore(f, rightSlots, k.rows);
      if (sink(f) === true) return true;
      if (++work.count > work.limit && work.isDue()) yield;
    }
    return false;
  }
  return { slots: [...leftSlots, ...rightSlots], run, runNow: (f, sink) => runNow(run(f, sink)) };
};

const NO_ROWS: readonly KeptRow[] = [];

/** The slots of the list that an expression reads. */
const readsOf = (slots: bigint, of: readonly number[]): bigint => of.reduce((mask, s) => mask | (slots & (1n << BigInt(s))), 0n);

/** Rows of an operator that does not depend on the outer side, kept once and looked through for each outer row. */
export const kept = (operator: Operator, cache: number, test: Test | undefined): Operator => {
  const { slots } = operator;
  function* build(f: Frame): Running<Row[][]> {
    const known = f.cache[cache] as Row[][] | undefined;
    if (known) return known;
    const rows: Row[][] = [];
    yield* operator.run(f, (g) => {
      rows.push(snapshot(g, slots));
    });
    f.cache[cache] = rows;
    return rows;
  }
  const look = (f: Frame, sink: Sink): boolean => {
    const rows = (f.cache[cache] as Row[][] | undefined) ?? runNow(build(f));
    return sinkKept(f, slots, rows, test, sink);
  };
  return {
    slots,
    *prepare(f) {
      yield* build(f);
    },
    *run(f, sink) {
      yield* build(f);
      return look(f, sink);
    },
    runNow: look,
  };
};
