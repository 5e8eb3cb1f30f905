// Firing triggers: which are to run, and with which rows.

import type { Column, TableDefinition, Trigger, View } from '../../catalog/model.ts';
import type { Row } from '../../storage/table-data.ts';
import type { Frame, Running } from '../frame.ts';

export interface ChangedRows {
  readonly inserted: readonly Row[];
  readonly deleted: readonly Row[];
  /** column_ids. */
  readonly updatedColumns: ReadonlySet<number>;
}

/** The trigger that the statement is part of. */
const runningTrigger = (frame: Frame): number | undefined => {
  for (let call: Frame['call'] | undefined = frame.call; call; call = call.parent) if (call.trigger) return call.trigger.triggerId;
  return undefined;
};

export const isInTrigger = (frame: Frame): boolean => runningTrigger(frame) !== undefined;

/** Whether a trigger's own statement would fire it again, which RECURSIVE_TRIGGERS OFF forbids. */
export const isRunning = (frame: Frame, trigger: Trigger): boolean => runningTrigger(frame) === trigger.id;

/** What @@ROWCOUNT is when a trigger begins. */
const countOf = (rows: ChangedRows): number => Math.max(rows.inserted.length, rows.deleted.length);

/** AFTER triggers, one after another. */
export function* fireAfter(frame: Frame, triggers: readonly Trigger[], table: TableDefinition, rows: ChangedRows): Running<void> {
  for (const trigger of triggers) {
    if (isRunning(frame, trigger)) continue;
    frame.session.rowCount = countOf(rows);
    yield* frame.session.server.runTrigger(trigger, table, { tableId: table.id, triggerId: trigger.id, ...rows }, frame);
  }
}

export function* fireInsteadOf(frame: Frame, trigger: Trigger, table: TableDefinition, rows: ChangedRows): Running<void> {
  frame.session.rowCount = countOf(rows);
  yield* frame.session.server.runTrigger(trigger, table, { tableId: table.id, triggerId: trigger.id, ...rows }, frame);
}

export const allColumns = (table: TableDefinition): ReadonlySet<number> => new Set(table.columns.map((c) => c.id));
export const NO_COLUMNS: ReadonlySet<number> = new Set();

const SHAPES = new WeakMap<View, TableDefinition>();

/** The shape of a view's rows in inserted and deleted: as a table whose columns stand in the view's order. */
export const viewShape = (view: View): TableDefinition => {
  let shape = SHAPES.get(view);
  if (!shape) {
    const columns: Column[] = view.columns.map((c, i) => ({
      name: c.name,
      id: c.id,
      slot: i + 1,
      type: c.type,
      isNullable: c.isNullable,
      isRowGuid: false,
      ...(c.collation ? { collation: c.collation } : {}),
    }));
    shape = {
      kind: 'table',
      id: view.id,
      schema: view.schema,
      name: view.name,
      created: view.created,
      modified: view.modified,
      columns,
      width: columns.length + 1,
      indexes: [],
      checks: [],
      foreignKeys: [],
      triggers: [],
      nextColumnId: columns.length + 1,
      storage: 'permanent',
    };
    SHAPES.set(view, shape);
  }
  return shape;
};
