// Reading a stored table: whole, by an index, or by a hash table made for the statement.

import type { IndexData } from '../../storage/index-data.ts';
import type { Row, TableData } from '../../storage/table-data.ts';
import { hashKey, isIdentityKey } from '../../types/compare.ts';
import type { Collation } from '../../types/collation.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { runNow } from '../frame.ts';
import type { Evaluate, Frame, Running, Sink, Test } from '../frame.ts';
import type { Operator } from './operator.ts';

const tableOf = (f: Frame, tableIndex: number): TableData => {
  const table = f.tables[tableIndex];
  if (!table) throw new Error(`table ${tableIndex} of the plan is missing`);
  return table.data;
};

/** Goes over rows from an index on; gives the index to go on from, or -1 when the sink stopped it. */
const scanChunk = (
  f: Frame,
  rows: readonly (Row | undefined)[],
  from: number,
  slot: number,
  test: Test | undefined,
  sink: Sink,
): number => {
  const { work, rows: current } = f;
  const n = rows.length;
  for (let i = from; i < n; i++) {
    const row = rows[i];
    if (row === undefined) continue;
    current[slot] = row;
    if ((test === undefined || test(f) === true) && sink(f) === true) return -1;
    if (++work.count > work.limit && work.isDue()) return i + 1;
  }
  return n;
};

/** All rows, in the order of the clustered index when there is one. */
export const tableScan = (slot: number, tableIndex: number, test: Test | undefined): Operator => ({
  slots: [slot],
  *run(f, sink) {
    const rows = tableOf(f, tableIndex).orderedRows();
    for (let i = 0; i < rows.length; ) {
      const next = scanChunk(f, rows, i, slot, test, sink);
      if (next < 0) return true;
      if (next < rows.length) yield;
      i = next;
    }
    return false;
  },
  runNow(f, sink) {
    const rows = tableOf(f, tableIndex).orderedRows();
    for (let i = 0; i < rows.length; ) {
      i = scanChunk(f, rows, i, slot, test, sink);
      if (i < 0) return true;
    }
    return false;
  },
});

const indexOf = (data: TableData, name: string): IndexData => {
  for (const index of data.indexes) if (index.name === name) return index;
  throw new Error(`index ${name} is missing`);
};

/** The single row of a unique key, all of whose columns are given. */
export const uniqueSeek = (
  slot: number,
  tableIndex: number,
  indexName: string,
  values: readonly Evaluate[],
  test: Test | undefined,
): Operator => {
  const find = (f: Frame, sink: Sink): boolean => {
    const probe = new Array<Value>(values.length);
    for (let i = 0; i < values.length; i++) {
      const v = (values[i] as Evaluate)(f);
      if (v === null) return false;
      probe[i] = v;
    }
    const row = indexOf(tableOf(f, tableIndex), indexName).seekFirst(probe);
    f.work.count++;
    if (row === undefined) return false;
    f.rows[slot] = row;
    return (test === undefined || test(f) === true) && sink(f) === true;
  };
  return {
    slots: [slot],
    // biome-ignore lint/correctness/useYield: one row gives no reason to pause
    *run(f, sink) {
      return find(f, sink);
    },
    runNow: find,
  };
};

export interface RangeEnd {
  readonly value: Evaluate;
  readonly isInclusive: boolean /** A LIKE prefix: the end is after all texts that begin with it. */;
  readonly isPrefix?: boolean;
}
export interface IndexRange {
  readonly indexName: string;
  /** Leading key columns that equal a value; 'isNull' entries are undefined. */
  readonly equal: readonly (Evaluate | undefined)[];
  /** Values of the column after those, each looked for. */
  readonly anyOf?: { readonly values: readonly Evaluate[]; readonly key: (v: NonNullable<Value>) => string | number | bigint };
  /** Range of the column after `equal`. */
  readonly low?: RangeEnd;
  readonly high?: RangeEnd;
  /** Whether the range's column is a descending key. */
  readonly isDescending: boolean;
  readonly reverse: boolean;
}

interface Bounds {
  low: { values: Value[]; isInclusive: boolean } | undefined;
  high: { values: Value[]; isInclusive: boolean } | undefined;
}

/** The ranges to read now; none when a value is NULL. */
const boundsOf = (range: IndexRange, f: Frame): Bounds[] => {
  const prefix: Value[] = [];
  for (const e of range.equal) {
    const v = e ? e(f) : null;
    if (e && v === null) return [];
    prefix.push(v);
  }
  if (range.anyOf) {
    const seen = new Map<string | number | bigint, Value>();
    for (const e of range.anyOf.values) {
      const v = e(f);
      if (v !== null) seen.set(range.anyOf.key(v), v);
    }
    return [...seen.values()].map((v) => ({
      low: { values: [...prefix, v], isInclusive: true },
      high: { values: [...prefix, v], isInclusive: true },
    }));
  }
  const whole = prefix.length > 0 ? { values: prefix, isInclusive: true } : undefined;
  if (!range.low && !range.high) return [{ low: whole, high: whole }];
  const end = (e: RangeEnd | undefined, isHigh: boolean): { values: Value[]; isInclusive: boolean } | undefined | null => {
    if (!e) return undefined;
    const v = e.value(f);
    if (v === null) return null;
    return { values: [...prefix, e.isPrefix && isHigh ? `${v as string}\uffff` : v], isInclusive: e.isInclusive };
  };
  const low = end(range.low, false);
  const high = end(range.high, true);
  if (low === null || high === null) return [];
  // NULLs stand at the key's beginning (its end when descending) and satisfy no comparison.
  const withoutNulls = { values: [...prefix, null], isInclusive: false };
  return range.isDescending ? [{ low: high ?? whole, high: low ?? withoutNulls }] : [{ low: low ?? withoutNulls, high: high ?? whole }];
};

/** Rows of one or several ranges of an index, in its order. */
export const indexSeek = (slot: number, tableIndex: number, range: IndexRange, test: Test | undefined): Operator => ({
  slots: [slot],
  *run(f, sink) {
    const index = indexOf(tableOf(f, tableIndex), range.indexName);
    const { work, rows: current } = f;
    for (const { low, high } of boundsOf(range, f)) {
      const cursor = index.cursor(low, high, range.reverse);
      for (let row = cursor.next(); row !== undefined; row = cursor.next()) {
        current[slot] = row;
        if ((test === undefined || test(f) === true) && sink(f) === true) return true;
        if (++work.count > work.limit && work.isDue()) yield;
      }
    }
    return false;
  },
  runNow(f, sink) {
    const index = indexOf(tableOf(f, tableIndex), range.indexName);
    const { work, rows: current } = f;
    let isStopped = false;
    for (const { low, high } of boundsOf(range, f)) {
      index.range(
        low,
        high,
        (row) => {
          current[slot] = row;
          if (++work.count > work.limit) work.isDue();
          if ((test === undefined || test(f) === true) && sink(f) === true) isStopped = true;
          return isStopped;
        },
        range.reverse,
      );
      if (isStopped) return true;
    }
    return false;
  },
});

export interface HashColumn {
  readonly index: number;
  readonly type: SqlType;
  readonly collation: Collation | undefined;
  readonly value: Evaluate;
}

/** Makes the Map key of several values; undefined when one is NULL. */
export const hashKeyOf = (
  columns: readonly { readonly type: SqlType; readonly collation: Collation | undefined }[],
): ((values: (i: number) => Value) => string | number | bigint | undefined) => {
  const keys = columns.map((c) => (isIdentityKey(c.type) ? undefined : hashKey(c.type, c.collation)));
  const part = (i: number, v: NonNullable<Value>): string | number | bigint => {
    const key = keys[i];
    return key ? key(v) : (v as string | number | bigint);
  };
  if (columns.length === 1) {
    return (values) => {
      const v = values(0);
      return v === null ? undefined : part(0, v);
    };
  }
  return (values) => {
    let key = '';
    for (let i = 0; i < columns.length; i++) {
      const v = values(i);
      if (v === null) return undefined;
      const p = part(i, v);
      key += typeof p === 'string' ? `${p.length}:${p}|` : `${p}|`;
    }
    return key;
  };
};

type Bucket = Row | Row[];
const isMany = (bucket: Bucket): bucket is Row[] => Array.isArray(bucket[0]);

/** Rows by equality with values of rows outside: a hash table made once for the statement. `local` reads this table alone. */
export const hashLookup = (
  slot: number,
  tableIndex: number,
  cache: number,
  columns: readonly HashColumn[],
  local: Test | undefined,
  test: Test | undefined,
): Operator => {
  const keyOf = hashKeyOf(columns);
  const indexes = columns.map((c) => c.index);
  const values = columns.map((c) => c.value);
  function* build(f: Frame): Running<Map<string | number | bigint, Bucket>> {
    const known = f.cache[cache] as Map<string | number | bigint, Bucket> | undefined;
    if (known) return known;
    const map = new Map<string | number | bigint, Bucket>();
    const scan = tableScan(slot, tableIndex, local);
    let row: Row = [];
    const valueAt = (i: number): Value => row[indexes[i] as number] as Value;
    yield* scan.run(f, () => {
      row = f.rows[slot] as Row;
      const key = keyOf(valueAt);
      if (key === undefined) return;
      const bucket = map.get(key);
      if (bucket === undefined) map.set(key, row);
      else if (isMany(bucket)) bucket.push(row);
      else map.set(key, [bucket, row] as unknown as Row[]);
    });
    f.cache[cache] = map;
    return map;
  }
  const probe = (f: Frame, sink: Sink): boolean => {
    const map = (f.cache[cache] as Map<string | number | bigint, Bucket> | undefined) ?? runNow(build(f));
    const single = values.length === 1 ? values[0] : undefined;
    const key = single ? keyOf(() => single(f)) : keyOf((i) => (values[i] as Evaluate)(f));
    if (key === undefined) return false;
    const bucket = map.get(key);
    if (bucket === undefined) return false;
    const { work } = f;
    if (!isMany(bucket)) {
      f.rows[slot] = bucket;
      return (test === undefined || test(f) === true) && sink(f) === true;
    }
    for (let i = 0; i < bucket.length; i++) {
      if (++work.count > work.limit) work.isDue();
      f.rows[slot] = bucket[i] as Row;
      if ((test === undefined || test(f) === true) && sink(f) === true) return true;
    }
    return false;
  };
  return {
    slots: [slot],
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
