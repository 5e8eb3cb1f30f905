// TRUNCATE TABLE.

import type { Truncate } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { mayAlterTable } from '../security/definition-rights.ts';
import { findTemporaryTable } from '../temporary-tables.ts';

/** Takes all rows away and starts the identity anew. Runs inside a transaction. Throws 4701, 4708 and 4712. */
export function* runTruncate(statement: Truncate, module: CompiledModule, call: CallFrame): Running<void> {
  const { session } = call;
  const { transaction } = session;
  if (!transaction) throw new Error('TRUNCATE TABLE outside a transaction');
  const name = statement.table;
  const last = name[name.length - 1] ?? '';
  if (last.startsWith('#')) {
    const table = findTemporaryTable(call, last.toLowerCase());
    if (!table) throw sqlError(4701, last);
    transaction.truncate(table.data);
    return;
  }
  const found = module.catalog.resolveWithoutSynonyms(module.database, module.defaultSchema, name);
  if (found?.kind !== 'object') throw sqlError(4701, last);
  const { object, database } = found;
  if (object.kind !== 'table') throw object.kind === 'view' ? sqlError(4708, last) : sqlError(4701, last);
  if (!mayAlterTable(name, module, session)) throw sqlError(1088, name.join('.'));
  if (database.foreignKeysTo(object.id).some((r) => r.table.id !== object.id)) throw sqlError(4712, name.join('.'));
  const wait = session.server.locks.acquire(session.lockOwner, object.id, 'X', session.options.lockTimeout);
  if (wait) yield wait;
  const table = database.table(object.id);
  if (!table) throw sqlError(4701, last);
  transaction.truncate(table.data);
}
