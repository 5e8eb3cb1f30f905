// Finding cursors by name or variable, and the row that a cursor stands on.

import type { Table } from '../catalog/model.ts';
import type { CursorReference } from '../parser/ast/index.ts';
import type { Row } from '../storage/table-data.ts';
import { sqlError } from '../types/errors.ts';
import type { Cursor } from './cursor.ts';
import type { CallFrame } from './frame.ts';
import type { ModuleContext } from './scope.ts';

/** The slot of a cursor variable. Throws 137 for another variable. */
export const cursorSlot = (name: string, module: Pick<ModuleContext, 'variables'>): number => {
  const info = module.variables.find(name);
  if (info?.kind !== 'cursor') throw sqlError(137, name);
  return info.slot;
};

/** The cursor that a statement means: a variable's, the call's own of that name, or a global one. Throws 16916 and 16950. */
export const findCursor = (reference: CursorReference, module: Pick<ModuleContext, 'variables'>, call: CallFrame): Cursor => {
  const { name, isGlobal } = reference;
  if (name.startsWith('@')) {
    const cursor = call.cursors[cursorSlot(name, module)];
    if (!cursor) throw sqlError(16950, name);
    return cursor;
  }
  const key = name.toLowerCase();
  const cursor = (isGlobal ? undefined : call.localCursors.get(key)) ?? call.session.globalCursors.get(key);
  if (!cursor) throw sqlError(16916, name);
  return cursor;
};

/**
 * WHERE CURRENT OF: the row of `table` that the cursor stands on, as it is now, for UPDATE and DELETE.
 * Throws 16916, 16917, 16929, 16931, 16933 and, when the row is gone, 16947.
 */
export const currentRow = (reference: CursorReference, table: Table, module: Pick<ModuleContext, 'variables'>, call: CallFrame): Row => {
  const cursor = findCursor(reference, module, call);
  if (!cursor.isOpen) throw sqlError(16917);
  const { baseTable } = cursor.plan;
  if (cursor.isReadOnly || !baseTable) throw sqlError(16929);
  if (baseTable(cursor.call).data !== table.data) throw sqlError(16933);
  const base = cursor.bases[cursor.position];
  if (!base) throw sqlError(16931);
  const row = table.data.rows[base[0] as number];
  if (!row) throw sqlError(16947);
  return row;
};
