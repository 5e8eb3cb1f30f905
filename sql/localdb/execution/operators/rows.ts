// Sources that are not stored tables: nested queries, rows made by functions, a trigger's inserted and deleted.

import type { Row } from '../../storage/table-data.ts';
import type { Value } from '../../types/sql-type.ts';
import type { CompiledQuery } from '../compile-select.ts';
import type { Frame } from '../frame.ts';
import type { Operator } from './operator.ts';

/** A nested query's rows at one slot. */
export const queryRows = (query: CompiledQuery, slot: number): Operator => ({
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
});

/** Rows that a function gives, each as an array of values. */
export const iterated = (slot: number, rows: (f: Frame) => Iterable<readonly Value[]>): Operator => ({
  slots: [slot],
  *run(f, sink) {
    const { work } = f;
    for (const row of rows(f)) {
      f.rows[slot] = row as Row;
      if (sink(f) === true) return true;
      if (++work.count > work.limit && work.isDue()) yield;
    }
    return false;
  },
  runNow(f, sink) {
    const { work } = f;
    for (const row of rows(f)) {
      if (++work.count > work.limit) work.isDue();
      f.rows[slot] = row as Row;
      if (sink(f) === true) return true;
    }
    return false;
  },
});

/** inserted or deleted of the running trigger. */
export const triggerRows = (slot: number, which: 'inserted' | 'deleted'): Operator =>
  iterated(slot, (f) => (which === 'inserted' ? f.call.trigger?.inserted : f.call.trigger?.deleted) ?? []);
