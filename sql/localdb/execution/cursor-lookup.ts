// Finding cursors by name or variable, and the row that a cursor stands on.

import type { CursorReference } from '../parser/ast/index.ts';
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
