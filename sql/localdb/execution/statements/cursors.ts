// Cursors: DECLARE, OPEN, FETCH, CLOSE, DEALLOCATE, and SET of cursor variables.

import type { CloseCursor, DeallocateCursor, DeclareCursor, FetchCursor, OpenCursor, SetVariable } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { CURRENT_COMMAND } from '../client.ts';
import type { Cursor } from '../cursor.ts';
import { cursorSlot, findCursor } from '../cursor-lookup.ts';
import { endStatement } from '../end-statement.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { noteCursorVariables } from '../session/cursor-variables.ts';
import { makeCursor } from './cursor-plan.ts';
import { fetchRow, target } from './cursor-position.ts';
import { assignFetched } from './fetch-into.ts';

// biome-ignore-start lint/correctness/useYield: runners like the others
export function* runDeclareCursor(s: DeclareCursor, module: CompiledModule, call: CallFrame): Running<Flow> {
  const isGlobal = s.cursor.scope ? s.cursor.scope === 'global' : !module.database.options.flags.CURSOR_DEFAULT_LOCAL;
  const cursors = isGlobal ? call.session.globalCursors : call.localCursors;
  const key = s.name.toLowerCase();
  if (cursors.has(key)) throw sqlError(16915, s.name);
  cursors.set(key, makeCursor(s.name, isGlobal, s.cursor, module, call));
  call.session.rowCount = 0;
  return undefined;
}

export function* runOpenCursor(s: OpenCursor, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  const cursor = findCursor(s.cursor, module, call);
  if (cursor.isOpen) throw sqlError(16905);
  cursor.rows = [];
  cursor.bases = [];
  cursor.position = -1;
  yield* cursor.plan.open(cursor.call, (values, base) => {
    cursor.rows.push(values);
    cursor.bases.push(base);
  });
  cursor.isOpen = true;
  call.session.openCursors.add(cursor);
  session.cursorRows = cursor.plan.sensitivity === 'dynamic' ? -1 : cursor.rows.length;
  session.rowCount = 0;
  return undefined;
}

export function* runFetch(s: FetchCursor, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  const cursor = findCursor(s.cursor, module, call);
  if (!cursor.isOpen) throw sqlError(16917);
  const move = yield* target(s, cursor, module, call);
  const assign = s.into ? assignFetched(s, s.into, cursor, module) : undefined;
  const { status, row } = yield* fetchRow(cursor, move);
  session.fetchStatus = status;
  if (assign) {
    if (row) assign(row, call);
    session.rowCount = row ? 1 : 0;
    return undefined;
  }
  call.sink.columns(cursor.plan.columns);
  if (row) call.sink.row(row);
  endStatement(call, row ? 1 : 0, CURRENT_COMMAND.select);
  return undefined;
}

const close = (cursor: Cursor, call: CallFrame): void => {
  cursor.isOpen = false;
  call.session.openCursors.delete(cursor);
  cursor.rows = [];
  cursor.bases = [];
  cursor.position = -1;
  call.session.cursorRows = 0;
};

export function* runCloseCursor(s: CloseCursor, module: CompiledModule, call: CallFrame): Running<Flow> {
  const cursor = findCursor(s.cursor, module, call);
  if (!cursor.isOpen) throw sqlError(16917);
  close(cursor, call);
  call.session.rowCount = 0;
  return undefined;
}

/** One name or variable less; the last one frees the cursor. */
const release = (cursor: Cursor | undefined, call: CallFrame): void => {
  if (cursor && --cursor.references === 0 && cursor.isOpen) close(cursor, call);
};

export function* runDeallocate(s: DeallocateCursor, module: CompiledModule, call: CallFrame): Running<Flow> {
  const cursor = findCursor(s.cursor, module, call);
  const { name, isGlobal } = s.cursor;
  if (name.startsWith('@')) call.cursors[cursorSlot(name, module)] = undefined;
  else {
    const key = name.toLowerCase();
    if (isGlobal || !call.localCursors.delete(key)) call.session.globalCursors.delete(key);
  }
  release(cursor, call);
  call.session.rowCount = 0;
  return undefined;
}

/** SET @c = CURSOR ..., = name of a cursor, or = @other. */
export function* setCursorVariable(s: SetVariable, module: CompiledModule, call: CallFrame): Running<Flow> {
  const slot = cursorSlot(s.variable, module);
  noteCursorVariables(call, module.variables);
  const old = call.cursors[slot];
  const next = s.cursor ? makeCursor('', false, s.cursor, module, call) : assignedCursor(s, module, call);
  if (next && !s.cursor) next.references++;
  call.cursors[slot] = next;
  release(old, call);
  return undefined;
}
// biome-ignore-end lint/correctness/useYield: runners like the others

const assignedCursor = (s: SetVariable, module: CompiledModule, call: CallFrame): Cursor | undefined => {
  const { expression } = s;
  if (s.operator !== '=') throw sqlError(137, s.variable);
  if (expression?.kind === 'variable') return call.cursors[cursorSlot(expression.name, module)];
  if (expression?.kind === 'column' && expression.name.length === 1)
    return findCursor({ name: expression.name[0] ?? '', isGlobal: false }, module, call);
  throw sqlError(137, s.variable);
};
