// WHERE CURRENT OF: the row on which an updatable cursor stands.

import type { CurrentOf } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import type { Cursor } from '../cursor.ts';
import type { CallFrame, Frame, Sink } from '../frame.ts';
import type { Operator } from '../operators/operator.ts';
import type { StatementContext } from '../scope.ts';

const findCursor = (e: CurrentOf, variableSlot: number | undefined, call: CallFrame): Cursor => {
  if (variableSlot !== undefined) {
    const held = call.cursors[variableSlot];
    if (!held) throw sqlError(16950, e.cursor);
    return held;
  }
  const key = e.cursor.toLowerCase();
  const found = (e.isGlobal ? undefined : call.localCursors.get(key)) ?? call.session.globalCursors.get(key);
  if (!found) throw sqlError(16916, e.cursor);
  return found;
};

/** The cursor's row as the only row at the target's slot. */
export const currentRow = (e: CurrentOf, slot: number, tableIndex: number, statement: StatementContext): Operator => {
  const variable = e.cursor.startsWith('@') ? statement.module.variables.find(e.cursor) : undefined;
  if (e.cursor.startsWith('@') && variable?.kind !== 'cursor') throw sqlError(137, e.cursor);
  const variableSlot = variable?.slot;
  const run = (f: Frame, sink: Sink): boolean => {
    const cursor = findCursor(e, variableSlot, f.call);
    if (!cursor.isOpen) throw sqlError(16917);
    const { baseTable } = cursor.plan;
    if (cursor.isReadOnly || !baseTable) throw sqlError(16929);
    if (cursor.position < 0 || cursor.position >= cursor.bases.length) throw sqlError(16931);
    const table = f.tables[tableIndex];
    if (!table || baseTable(cursor.call).data !== table.data) throw sqlError(16933);
    const base = cursor.bases[cursor.position];
    // The row may have been changed since it was fetched; its id stays.
    const row: Row | undefined = base && table.data.rows[base[0] as number];
    if (!row) throw sqlError(16947);
    f.rows[slot] = row;
    return sink(f) === true;
  };
  return {
    slots: [slot],
    // biome-ignore lint/correctness/useYield: one row gives no reason to pause
    *run(f, sink) {
      return run(f, sink);
    },
    runNow: run,
  };
};
