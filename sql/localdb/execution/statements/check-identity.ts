// DBCC CHECKIDENT: shows, corrects or sets the current identity value of a table.

import type { Column, Table } from '../../catalog/model.ts';
import { splitMultipartName } from '../../parser/names.ts';
import { converter } from '../../types/convert.ts';
import { sqlError } from '../../types/errors.ts';
import { subtract } from '../../types/exact.ts';
import type { Exact } from '../../types/sql-type.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { mayAlterTable } from '../security/definition-rights.ts';
import type { TypedValue } from '../statement-values.ts';
import { findTemporaryTable } from '../temporary-tables.ts';
import { atomically } from '../transaction-state.ts';
import { findTable } from './identity-insert.ts';

type Info = (number: number, text: string) => void;

const CHECKING = 7998;

/** ('table' [, NORESEED | RESEED [, value]]) */
export function* checkIdentity(values: readonly TypedValue[], info: Info, module: CompiledModule, call: CallFrame): Running<void> {
  const [name, mode, value] = values;
  if (!name || values.length > 3) throw sqlError(2583);
  const written = String(name.value ?? '');
  const table = requireTable(written, module, call);
  if (!mayAlterTable(splitMultipartName(written), module, call.session))
    throw sqlError(2557, call.session.principal.name, 'CHECKIDENT', table.definition.name);
  const column = table.definition.columns.find((c) => c.identity);
  if (!column) throw sqlError(7997, table.definition.name);
  const word = mode === undefined ? '' : String(mode.value).toUpperCase();
  if (word !== '' && word !== 'RESEED' && word !== 'NORESEED') throw sqlError(2526);
  if (value && word !== 'RESEED') throw sqlError(2526);

  const { session } = call;
  if (table.definition.storage === 'permanent') {
    const wait = session.server.locks.acquire(session.lockOwner, table.definition.id, 'X', session.options.lockTimeout);
    if (wait) yield wait;
  }
  const current = table.data.identity;
  const shown = String(current ?? 'NULL');
  if (value) {
    if (value.value === null) throw sqlError(2526);
    const wanted = converter(value.type, column.type)(value.value, session) as Exact;
    yield* setIdentity(table, column, wanted, call);
    info(CHECKING, `Checking identity information: current identity value '${shown}'.`);
    return;
  }
  const highest = extreme(table, column);
  info(CHECKING, `Checking identity information: current identity value '${shown}', current column value '${highest ?? 'NULL'}'.`);
  if (word === 'NORESEED' || highest === null || current === null) return;
  const isForward = (column.identity?.increment ?? 1) > 0;
  if (isForward ? current < highest : current > highest) yield* setIdentity(table, column, highest, call, true);
}

const requireTable = (written: string, module: CompiledModule, call: CallFrame): Table => {
  const name = splitMultipartName(written);
  const last = (name[name.length - 1] ?? '').toLowerCase();
  if (last.startsWith('#')) {
    const table = findTemporaryTable(call, last);
    if (table) return table;
  } else {
    const found = findTable(name, module, call);
    const database = found && module.catalog.databases().find((d) => d.byId(found.id) === found);
    const table = found && database?.table(found.id);
    if (table) return table;
  }
  throw sqlError(2501, written);
};

/** The value that is farthest in the direction of the identity. */
const extreme = ({ data }: Table, { slot, identity }: Column): Exact | null => {
  const isForward = (identity?.increment ?? 1) > 0;
  let found: Exact | null = null;
  for (const row of data.rows) {
    const v = row?.[slot] as Exact | null | undefined;
    if (v === null || v === undefined) continue;
    if (found === null || (isForward ? v > found : v < found)) found = v;
  }
  return found;
};

/** In a table that has had no rows yet the next row gets the value itself, otherwise the one after it. */
function* setIdentity(table: Table, column: Column, value: Exact, call: CallFrame, isCurrent = false): Running<void> {
  const { data } = table;
  const before = data.identity;
  const after = before === null && !isCurrent ? subtract(value, column.identity?.increment ?? 1) : value;
  yield* atomically(call.session, call.sink, function* (transaction) {
    data.identity = after;
    transaction.logUndo(() => {
      data.identity = before;
    });
    transaction.touchIdentity(data);
  });
}
