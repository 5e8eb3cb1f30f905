// A hash table over any operator's rows, for equality with rows outside: the inner side of joins with derived tables.

import type { Row } from '../../storage/table-data.ts';
import type { Value } from '../../types/sql-type.ts';
import { runNow } from '../frame.ts';
import type { Evaluate, Frame, Running, Sink, Test } from '../frame.ts';
import { sinkKept, snapshot } from './joins.ts';
import type { Operator } from './operator.ts';
import { hashKeyOf } from './table-access.ts';

export interface HashedColumn {
  /** Slot and index of the inner side's value. */
  readonly slot: number;
  readonly index: number;
  readonly type: Parameters<typeof hashKeyOf>[0][number]['type'];
  readonly collation: Parameters<typeof hashKeyOf>[0][number]['collation'];
  /** The outer side's value. */
  readonly value: Evaluate;
}

export const hashed = (operator: Operator, cache: number, columns: readonly HashedColumn[], test: Test | undefined): Operator => {
  const { slots } = operator;
  const keyOf = hashKeyOf(columns);
  function* build(f: Frame): Running<Map<string | number | bigint, Row[][]>> {
    const known = f.cache[cache] as Map<string | number | bigint, Row[][]> | undefined;
    if (known) return known;
    const map = new Map<string | number | bigint, Row[][]>();
    yield* operator.run(f, (g) => {
      const key = keyOf((i) => {
        const c = columns[i] as HashedColumn;
        return (g.rows[c.slot] as Row)[c.index] as Value;
      });
      if (key === undefined) return;
      const bucket = map.get(key);
      if (bucket) bucket.push(snapshot(g, slots));
      else map.set(key, [snapshot(g, slots)]);
    });
    f.cache[cache] = map;
    return map;
  }
  const probe = (f: Frame, sink: Sink): boolean => {
    const map = (f.cache[cache] as Map<string | number | bigint, Row[][]> | undefined) ?? runNow(build(f));
    const key = keyOf((i) => (columns[i] as HashedColumn).value(f));
    const bucket = key === undefined ? undefined : map.get(key);
    return bucket !== undefined && sinkKept(f, slots, bucket, test, sink);
  };
  return {
    slots,
    *prepare(f) {
      yield* build(f);
    },
    *run(f, sink) {
      yield* build(f);
      return probe(f, sink);
    },
    runNow: probe,
  };
};
