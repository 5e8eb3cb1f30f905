// sp_getapplock and sp_releaseapplock.

import { SqlError, sqlError } from '../../types/errors.ts';
import { intType, nvarcharType, sysnameType, varcharType } from '../../types/sql-type.ts';
import type { CallFrame, Running } from '../frame.ts';
import { applicationLockMode, applicationLockOwner, applicationResource } from '../session/application-locks.ts';
import { raise } from './procedure.ts';
import type { RunningProcedure } from './procedure.ts';

const GRANTED = 0;
const GRANTED_AFTER_WAIT = 1;
const TIMED_OUT = -1;
const DEADLOCKED = -3;
const INVALID = -999;

const LOCK_TIMEOUT = 1222;
const DEADLOCK = 1205;

export const getApplicationLock: RunningProcedure = {
  name: 'sp_getapplock',
  parameters: [
    { name: '@Resource', type: nvarcharType(255) },
    { name: '@LockMode', type: varcharType(32) },
    { name: '@LockOwner', type: varcharType(32), default: 'Transaction' },
    { name: '@LockTimeout', type: intType, default: null },
    { name: '@DbPrincipal', type: sysnameType, default: 'public' },
  ],
  *run(call, [resource, modeName, ownerName, timeout, principal]) {
    const { session } = call;
    const fail = (error: SqlError): number => raise(error, 'sp_getapplock', call, INVALID);
    const mode = applicationLockMode(String(modeName ?? ''));
    const owner = applicationLockOwner(session, String(ownerName ?? ''));
    if (resource === null || resource === undefined) return fail(sqlError(15600, 'sp_getapplock'));
    if (!mode) return fail(sqlError(15625, String(modeName ?? ''), '@LockMode'));
    if (!owner) return fail(sqlError(15625, String(ownerName ?? ''), '@LockOwner'));
    if (!session.database.principal(String(principal))) return fail(sqlError(15600, 'sp_getapplock'));
    if (owner.kind === 'transaction' && session.transactionCount === 0) return fail(sqlError(15626));
    const wait = session.server.locks.acquire(
      owner,
      applicationResource(session, String(principal), String(resource)),
      mode,
      timeout === null ? session.options.lockTimeout : Number(timeout),
    );
    return wait ? yield* outcome(wait) : GRANTED;
  },
};

/** Waits for the lock; a timeout and a deadlock are told by the return status alone. */
function* outcome(wait: Promise<void>): Running<number> {
  try {
    yield wait;
  } catch (error) {
    if (error instanceof SqlError && error.number === LOCK_TIMEOUT) return TIMED_OUT;
    if (error instanceof SqlError && error.number === DEADLOCK) return DEADLOCKED;
    throw error;
  }
  return GRANTED_AFTER_WAIT;
}

export const releaseApplicationLock: RunningProcedure = {
  name: 'sp_releaseapplock',
  parameters: [
    { name: '@Resource', type: nvarcharType(255) },
    { name: '@LockOwner', type: varcharType(32), default: 'Transaction' },
    { name: '@DbPrincipal', type: sysnameType, default: 'public' },
  ],
  *run(call: CallFrame, [resource, ownerName, principal]) {
    const { session } = call;
    const fail = (error: SqlError): number => raise(error, 'sp_releaseapplock', call, INVALID);
    const owner = applicationLockOwner(session, String(ownerName ?? ''));
    if (resource === null || resource === undefined) return fail(sqlError(15600, 'sp_releaseapplock'));
    if (!owner) return fail(sqlError(15625, String(ownerName ?? ''), '@LockOwner'));
    const isReleased = session.server.locks.release(owner, applicationResource(session, String(principal), String(resource)));
    return isReleased ? 0 : fail(sqlError(1223, String(principal), String(resource)));
  },
};
