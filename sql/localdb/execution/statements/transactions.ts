// BEGIN, COMMIT, ROLLBACK and SAVE TRANSACTION.

import type { BeginTransaction, CommitTransaction, RollbackTransaction, SaveTransaction } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { isString } from '../../types/sql-type.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { beginTransaction, commitTransaction, rollbackTo, rollbackTransaction, saveTransaction } from '../transaction-state.ts';

/** A transaction's name: an identifier, or a variable's value. */
const nameOf = (name: string | undefined, module: CompiledModule, call: CallFrame): string => {
  if (name === undefined || !name.startsWith('@')) return name ?? '';
  const variable = module.variables.scalar(name);
  if (!isString(variable.type)) throw sqlError(3914, variable.type.name);
  return String(call.variables[variable.slot] ?? '');
};

const inInsertExec = (call: CallFrame): boolean => call.session.insertExecDepth > 0;

// biome-ignore-start lint/correctness/useYield: runners like the others
export function* runBegin(s: BeginTransaction, module: CompiledModule, call: CallFrame): Running<Flow> {
  beginTransaction(call.session, nameOf(s.name, module, call), call.sink);
  call.session.rowCount = 0;
  return undefined;
}

export function* runCommit(_s: CommitTransaction, _module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  if (inInsertExec(call) && session.transactionCount <= session.insertExecTransactionCount) throw sqlError(3916);
  yield* commitTransaction(session, call.sink);
  session.rowCount = 0;
  return undefined;
}

export function* runRollback(s: RollbackTransaction, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  if (inInsertExec(call)) throw sqlError(3915);
  const name = nameOf(s.name, module, call);
  if (name === '') yield* rollbackTransaction(session, call.sink);
  else yield* rollbackTo(session, name, call.sink);
  session.rowCount = 0;
  return undefined;
}

export function* runSave(s: SaveTransaction, module: CompiledModule, call: CallFrame): Running<Flow> {
  saveTransaction(call.session, nameOf(s.name, module, call));
  call.session.rowCount = 0;
  return undefined;
}
// biome-ignore-end lint/correctness/useYield: runners like the others
