// Locks that applications name themselves (sp_getapplock and its relatives): names of resources, modes and owners.

import { sqlError } from '../../types/errors.ts';
import type { LockMode, LockOwner } from '../../storage/locks.ts';
import type { Session } from '../session.ts';

const MODES: Readonly<Record<string, LockMode>> = {
  shared: 'S',
  update: 'U',
  intentshared: 'IS',
  intentexclusive: 'IX',
  exclusive: 'X',
};
const NAMES: Readonly<Record<LockMode, string>> = {
  IS: 'IntentShared',
  S: 'Shared',
  U: 'Update',
  IX: 'IntentExclusive',
  SIX: 'SharedIntentExclusive',
  X: 'Exclusive',
  'Sch-S': 'Shared',
  'Sch-M': 'Exclusive',
};

export const applicationLockMode = (name: string): LockMode | undefined => MODES[name.trimEnd().toLowerCase()];
export const applicationLockName = (mode: LockMode | undefined): string => (mode ? NAMES[mode] : 'NoLock');

/** The lock's resource: names are compared byte for byte, apart for each database and database principal. */
export const applicationResource = (session: Session, principal: string, name: string): string =>
  `application:${session.database.id}:${principal.toLowerCase()}:${name.slice(0, 255)}`;

/** The part of a resource's name that the application gave. */
export const applicationLockText = (resource: string): string => resource.split(':').slice(3).join(':');

/** The owner of locks that outlive the session's transactions. */
const sessionOwner = (session: Session): LockOwner => {
  session.sessionLockOwner ??= {
    id: session.id,
    kind: 'session',
    get deadlockPriority() {
      return session.options.deadlockPriority;
    },
  };
  return session.sessionLockOwner;
};

/** The owner that 'Session' or 'Transaction' means; undefined for another word. */
export const applicationLockOwner = (session: Session, owner: string): LockOwner | undefined => {
  switch (owner.trimEnd().toLowerCase()) {
    case 'session':
      return sessionOwner(session);
    case 'transaction':
      return session.lockOwner;
    default:
      return undefined;
  }
};

/** The database principal must exist: dbo, public and the like. */
export const checkLockPrincipal = (session: Session, principal: string): void => {
  if (!session.database.principal(principal)) throw sqlError(15151, 'find', 'database principal', principal);
};
