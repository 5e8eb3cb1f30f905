// WHERE CURRENT OF: the row on which an updatable cursor stands.

import type { Table } from '../../catalog/model.ts';
import type { CurrentOf } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { findCursor } from '../cursor-lookup.ts';
import type { Cursor } from '../cursor.ts';
import type { Frame, Sink } from '../frame.ts';
import type { Operator } from '../operators/operator.ts';
import type { StatementContext } from '../scope.ts';

/** The cursor's row as the only row at the target's slot; `changed` are the columns that the statement sets. */
export const cursorRow = (
  e: CurrentOf,
  slot: number,
  tableIndex: number,
  changed: readonly string[],
  statement: StatementContext,
): Operator => {
  const { module } = statement;
  const reference = { name: e.cursor, isGlobal: e.isGlobal };
  const run = (f: Frame, sink: Sink): boolean => {
    const table = f.tables[tableIndex];
    if (!table) throw new Error(`table ${tableIndex} of the plan is missing`);
    f.rows[slot] = currentRow(findCursor(reference, module, f.call), table, changed);
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

/** The row as it is now: it may have been changed since it was fetched, its id stays. Throws 16917, 16929, 16931, 16932, 16933, 16947. */
const currentRow = (cursor: Cursor, table: Table, changed: readonly string[]): Row => {
  if (!cursor.isOpen) throw sqlError(16917);
  const { baseTable } = cursor.plan;
  if (cursor.isReadOnly) throw sqlError(16929);
  if (!baseTable || baseTable(cursor.call).data !== table.data) throw sqlError(16933);
  const { updatableColumns: updatable } = cursor;
  if (updatable && changed.some((c) => !updatable.has(c.toLowerCase()))) throw sqlError(16932);
  const base = cursor.bases[cursor.position];
  if (!base) throw sqlError(16931);
  const row = table.data.rows[base[0] as number];
  if (!row) throw sqlError(16947);
  return row;
};
