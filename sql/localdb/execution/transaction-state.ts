// Beginning and ending transactions of a session: counts, dooming, savepoints, locks, and what the client is told.

import { finish } from '../storage/slices.ts';
import type { Slices } from '../storage/slices.ts';
import { Transaction } from '../storage/transaction.ts';
import { sqlError } from '../types/errors.ts';
import type { ResponseSink } from './client.ts';
import type { Session } from './session.ts';

/** Rows of savepoints: name in lower case, and the place in the log to go back to. */
export interface Savepoint {
  readonly name: string;
  readonly mark: number;
}

let nextDescriptor = 1n;

/** BEGIN TRANSACTION: the first makes it, others count. */
export const beginTransaction = (session: Session, name: string, sink: ResponseSink): void => {
  if (session.transactionCount === 0) {
    session.transaction ??= new Transaction(session.server.store);
    session.transactionName = name;
    session.savepoints.length = 0;
    session.transactionDescriptor = nextDescriptor++;
    sink.environment({ kind: 'beginTransaction', descriptor: session.transactionDescriptor });
  }
  session.transactionCount++;
};

/** COMMIT: the outermost writes. Throws 3902 without a transaction, 3930 for a doomed one. */
export function* commitTransaction(session: Session, sink: ResponseSink): Slices<void> {
  if (session.transactionCount === 0) throw sqlError(3902);
  if (session.isDoomed) throw sqlError(3930);
  if (session.transactionCount > 1) {
    session.transactionCount--;
    return;
  }
  try {
    if (session.transaction) yield* session.transaction.commitInSlices();
  } catch (error) {
    endTransaction(session, sink, 'rollbackTransaction');
    throw error;
  }
  endTransaction(session, sink, 'commitTransaction');
}

/** Rolls back everything, if there is a transaction. Once begun it has to be run to its end, as a commit has. */
export function* rollbackAll(session: Session, sink: ResponseSink): Slices<void> {
  if (session.transactionCount === 0 && !session.transaction) return;
  if (session.transaction) yield* session.transaction.rollbackInSlices();
  endTransaction(session, sink, 'rollbackTransaction');
}

/** As `rollbackAll` without a pause, where nothing can wait: a connection that is reset, or idle and killed. */
export const rollbackAllNow = (session: Session, sink: ResponseSink): void => finish(rollbackAll(session, sink));

/** ROLLBACK of the whole transaction. Throws 3903 without one. */
export function* rollbackTransaction(session: Session, sink: ResponseSink): Slices<void> {
  if (session.transactionCount === 0) throw sqlError(3903);
  yield* rollbackAll(session, sink);
}

const endTransaction = (session: Session, sink: ResponseSink, kind: 'commitTransaction' | 'rollbackTransaction'): void => {
  const { transactionDescriptor: descriptor } = session;
  const wasOpen = session.transactionCount > 0;
  session.transaction = undefined;
  session.transactionCount = 0;
  session.isDoomed = false;
  session.transactionName = '';
  session.savepoints.length = 0;
  session.server.locks.releaseAll(session.lockOwner);
  session.transactionDescriptor = 0n;
  if (session.options.cursorCloseOnCommit) closeCursors(session);
  if (wasOpen && descriptor !== 0n) sink.environment({ kind, descriptor });
};

/** SET CURSOR_CLOSE_ON_COMMIT ON. */
const closeCursors = (session: Session): void => {
  for (const cursor of session.openCursors) cursor.isOpen = false;
  session.openCursors.clear();
};

/** SAVE TRANSACTION. */
export const saveTransaction = (session: Session, name: string): void => {
  const { transaction } = session;
  if (!transaction || session.transactionCount === 0) throw sqlError(628);
  if (session.isDoomed) throw sqlError(3931);
  session.savepoints.push({ name: name.toLowerCase(), mark: transaction.mark() });
};

/** ROLLBACK TRANSACTION name: to a savepoint, or all of it when the name is the outermost transaction's. Throws 6401, 3931. */
export function* rollbackTo(session: Session, name: string, sink: ResponseSink): Slices<void> {
  if (session.transactionCount === 0) throw sqlError(3903);
  const key = name.toLowerCase();
  const at = session.savepoints.findLastIndex((s) => s.name === key);
  const savepoint = session.savepoints[at];
  if (savepoint) {
    if (session.isDoomed) throw sqlError(3931);
    if (session.transaction) yield* session.transaction.rollbackToInSlices(savepoint.mark);
    session.savepoints.length = at + 1;
    return;
  }
  if (session.transactionName.toLowerCase() === key) return yield* rollbackAll(session, sink);
  throw sqlError(6401, name);
}

/**
 * Runs a change as one statement: all of it or nothing. Outside a transaction it commits by itself.
 * Throws 3930 in a doomed transaction.
 */
export function* atomically<T>(
  session: Session,
  sink: ResponseSink,
  body: (transaction: Transaction) => Generator<undefined | Promise<unknown>, T, void>,
): Generator<undefined | Promise<unknown>, T, void> {
  if (session.isDoomed) throw sqlError(3930);
  if (session.transactionCount === 0 && session.options.implicitTransactions) beginTransaction(session, '', sink);
  const isOwn = session.transaction === undefined;
  const transaction = session.transaction ?? new Transaction(session.server.store);
  session.transaction = transaction;
  const mark = transaction.mark();
  let result: T;
  try {
    result = yield* body(transaction);
  } catch (error) {
    // A trigger or called procedure may have ended the transaction: then there is nothing left to undo.
    if (session.transaction === transaction) {
      yield* transaction.rollbackToInSlices(mark);
      if (isOwn && session.transactionCount === 0) finishOwn(session, transaction);
    }
    throw error;
  }
  if (session.transaction === transaction) {
    transaction.endStatement(mark);
    if (isOwn && session.transactionCount === 0) {
      try {
        yield* transaction.commitInSlices();
      } finally {
        finishOwn(session, undefined);
      }
    }
  }
  return result;
}

const finishOwn = (session: Session, rolledBack: Transaction | undefined): void => {
  rolledBack?.rollback();
  session.transaction = undefined;
  session.isDoomed = false;
  session.server.locks.releaseAll(session.lockOwner);
};
