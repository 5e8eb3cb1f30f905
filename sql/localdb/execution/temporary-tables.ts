// Where temporary tables are looked for: in the running call and its callers, then in the session, then among the global ones.

import type { Table } from '../catalog/model.ts';
import type { CallFrame } from './frame.ts';

/** A temporary table by its lower-case name with the #, as the call sees it. */
export const findTemporaryTable = (call: CallFrame, name: string): Table | undefined => {
  if (name.startsWith('##')) return call.session.server.globalTemporaryTables.get(name)?.table;
  for (let c: CallFrame | undefined = call; c; c = c.parent) {
    const found = c.temporaryTables.get(name);
    if (found) return found;
  }
  return call.session.temporaryTables.get(name);
};

/** The map that a new temporary table goes into: the procedure's, or the session's for a batch. */
export const temporaryTablesOf = (call: CallFrame): Map<string, Table> =>
  call.isModule ? call.temporaryTables : call.session.temporaryTables;

/** All temporary tables that the call sees. */
export function* visibleTemporaryTables(call: CallFrame): Generator<Table> {
  for (let c: CallFrame | undefined = call; c; c = c.parent) yield* c.temporaryTables.values();
  yield* call.session.temporaryTables.values();
  for (const { table } of call.session.server.globalTemporaryTables.values()) yield table;
}
