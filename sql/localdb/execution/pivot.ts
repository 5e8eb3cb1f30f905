// PIVOT and UNPIVOT as sources: rows are grouped, or taken apart, before the query that uses them sees them.

import type { Pivot, TableSource, Unpivot } from '../parser/ast/index.ts';
import { converter } from '../types/convert.ts';
import { SqlError, sqlError, sqlErrorAfter } from '../types/errors.ts';
import { isString, nvarcharType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { compileFrom } from './compile-from.ts';
import { newGroup } from './join-group.ts';
import { comparable } from './comparison.ts';
import { resultType } from './compile-expression.ts';
import { runNow } from './frame.ts';
import type { Frame, Running, Sink } from './frame.ts';
import { bindAggregate } from './grouping.ts';
import { planGroup } from './join-planner.ts';
import type { Operator } from './operators/operator.ts';
import { rowKey } from './row-key.ts';
import { columnScalar, constantScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import { resolveColumn, Scope } from './scope.ts';
import type { Source } from './scope.ts';

const inputOf = (source: TableSource, scope: Scope): { inner: Scope; operator: Operator } => {
  const inner = new Scope(scope.statement, scope.parent);
  inner.home = scope.home;
  for (const [name, entry] of scope.ctes) inner.ctes.set(name, entry);
  const group = newGroup();
  compileFrom([source], inner, group);
  return { inner, operator: planGroup(group, 0n, scope.statement) };
};

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A value of the IN list in the spread column's type. Throws 8114 and 473 for one that has no such form. */
const spreadValue = (text: string, type: SqlType): Scalar => {
  try {
    return constantScalar(
      type,
      converter(nvarcharType(Math.max(1, text.length)), type)(text, { dateFormat: 'mdy', language: 'us_english' }),
    );
  } catch (error) {
    if (error instanceof SqlError) throw sqlErrorAfter([sqlError(8114, 'nvarchar', type.name)], 473, text);
    throw error;
  }
};

export const pivotSource = (node: Pivot, scope: Scope): { source: Source; operator: Operator } => {
  const { inner, operator } = inputOf(node.source, scope);
  const argument = resolveColumn(inner, node.aggregate.argument);
  const spread = resolveColumn(inner, node.column);
  const columns = inner.sources.flatMap((s) => s.columns);
  // Whatever is neither aggregated nor spread is grouped by.
  const groups = columns.filter((c) => c.scalar.key !== argument.key && c.scalar.key !== spread.key);
  const { bound, converted } = bindAggregate(node.aggregate.name.toUpperCase(), [argument], false);
  const value = (converted[0] ?? argument).evaluate;
  const spreadType = spread.type;
  const wanted = node.values.map((v) => {
    const literal = constantScalar(nvarcharType(Math.max(1, v.length)), v);
    return spreadType.name === 'nvarchar' || isString(spreadType) ? literal : spreadValue(v, spreadType);
  });
  const twice =
    node.values.find((v, i) => node.values.findIndex((w) => sameName(v, w)) < i) ??
    node.values.find((v) => groups.some((c) => sameName(c.name, v)));
  if (twice !== undefined) throw sqlError(8156, twice, node.alias);
  const keyOf = rowKey([{ type: comparable(spread, wanted[0] ?? spread).type, collation: spread.collation?.name }]);
  const groupKey = rowKey(groups.map((c) => ({ type: c.scalar.type, collation: c.scalar.collation?.name })));
  const slot = scope.statement.newSlot();
  function* run(f: Frame, sink: Sink): Running<boolean> {
    const places = new Map<ReturnType<typeof keyOf>, number>();
    wanted.forEach((w, i) => {
      const v = w.evaluate(f);
      if (v !== null) places.set(keyOf([v]), i);
    });
    const found = new Map<ReturnType<typeof groupKey> | 0, { keys: Value[]; cells: ReturnType<typeof bound.create>[] }>();
    yield* operator.run(f, (g) => {
      const keys = groups.map((c) => c.scalar.evaluate(g));
      const key = groups.length === 0 ? 0 : groupKey(keys);
      let row = found.get(key);
      if (!row) {
        row = { keys, cells: wanted.map(() => bound.create(g.session)) };
        found.set(key, row);
      }
      const s = spread.evaluate(g);
      const place = s === null ? undefined : places.get(keyOf([s]));
      const v = value(g);
      if (place !== undefined && v !== null) row.cells[place]?.add(v);
    });
    for (const row of found.values()) {
      f.rows[slot] = [...row.keys, ...row.cells.map((c) => c.result())];
      if (sink(f) === true) return true;
    }
    return false;
  }
  const source: Source = {
    name: node.alias,
    qualifier: [],
    columns: [
      ...groups.map((c, i) => ({
        name: c.name,
        scalar: { ...columnScalar(slot, i, c.scalar.type), ...(c.scalar.collation ? { collation: c.scalar.collation } : {}) },
      })),
      ...node.values.map((name, i) => ({ name, scalar: columnScalar(slot, groups.length + i, bound.type) })),
    ],
  };
  return { source, operator: { slots: [slot], run, runNow: (f, sink) => runNow(run(f, sink)) } };
};

export const unpivotSource = (node: Unpivot, scope: Scope): { source: Source; operator: Operator } => {
  const { inner, operator } = inputOf(node.source, scope);
  const all = inner.sources.flatMap((s) => s.columns);
  const taken: Scalar[] = node.columns.map((name) => {
    const column = all.find((c) => sameName(c.name, name));
    if (!column) throw sqlError(207, name);
    return column.scalar;
  });
  const type = resultType(taken);
  for (const t of taken) {
    if (t.type.name !== type.name || t.type.length !== type.length || t.type.precision !== type.precision || t.type.scale !== type.scale) {
      throw sqlError(8167, node.columns[taken.indexOf(t)] ?? '');
    }
  }
  const convert = taken.map((t) => (t.type === type ? undefined : converter(t.type, type)));
  const rest = all.filter((c) => !node.columns.some((name) => sameName(c.name, name)));
  const slot = scope.statement.newSlot();
  const each =
    (sink: Sink): Sink =>
    (f) => {
      const others = rest.map((c) => c.scalar.evaluate(f));
      for (let i = 0; i < taken.length; i++) {
        const v = (taken[i] as Scalar).evaluate(f);
        if (v === null) continue;
        const c = convert[i];
        f.rows[slot] = [...others, c ? c(v, f.session) : v, node.columns[i] as string];
        if (sink(f) === true) return true;
      }
      return false;
    };
  const label = taken[0]?.collation;
  const source: Source = {
    name: node.alias,
    qualifier: [],
    columns: [
      ...rest.map((c, i) => ({
        name: c.name,
        scalar: { ...columnScalar(slot, i, c.scalar.type), ...(c.scalar.collation ? { collation: c.scalar.collation } : {}) },
      })),
      { name: node.valueColumn, scalar: { ...columnScalar(slot, rest.length, type), ...(label ? { collation: label } : {}) } },
      { name: node.nameColumn, scalar: columnScalar(slot, rest.length + 1, nvarcharType(128)) },
    ],
  };
  return {
    source,
    operator: { slots: [slot], run: (f, sink) => operator.run(f, each(sink)), runNow: (f, sink) => operator.runNow(f, each(sink)) },
  };
};
