// What a statement's plan needs of the session's user, noted while names are bound and looked at each time the plan is run.
//
// Ownership chaining: what a module names is covered by the right to use the module as long as both belong to one owner, so
// only what a text names itself (a batch, dynamic SQL, a temporary procedure) is noted, and what belongs to another owner or
// database. Temporary tables, variables and system objects need nothing.

import type { Database } from '../../catalog/database.ts';
import type { SchemaObject, UserType } from '../../catalog/model.ts';
import { ownerOf } from '../../catalog/security/database-access.ts';
import type { DatabaseAccess } from '../../catalog/security/database-access.ts';
import { sqlError } from '../../types/errors.ts';
import type { Place, Scope } from '../scope.ts';
import type { Session } from '../session.ts';

export interface Need {
  readonly database: Database;
  /** Undefined: to enter the database. */
  readonly object: SchemaObject | undefined;
  readonly permission: string;
}

export const NO_NEEDS: readonly Need[] = [];

/** Whether the module at a place may use what is in the schema without asking for the caller's rights. */
export const isChained = (from: Place | undefined, database: Database, schema: string): boolean =>
  from !== undefined && from.database === database && ownerOf(database, from.schema) === ownerOf(database, schema);

export const noteNeed = (scope: Scope, permission: string, database: Database, object: SchemaObject): void => {
  const { statement } = scope;
  if (isChained(scope.home ?? statement.module.home, database, object.schema)) return;
  if (object.kind === 'table' && object.storage !== 'permanent') return;
  statement.needs.push({ permission, database, object });
};

/** A system view of another database than the text's or module's own. */
export const noteEntry = (scope: Scope, database: Database): void => {
  const own = scope.home?.database ?? scope.statement.module.database;
  if (own !== database) scope.statement.needs.push({ permission: 'CONNECT', database, object: undefined });
};

/** Throws 916 and 229. */
export const requireNeeds = (needs: readonly Need[], session: Session): void => {
  if (session.principal.isSysadmin) return;
  for (const { permission, database, object } of needs) {
    const access = accessTo(database, session);
    if (object && !access.has(permission, { class: 'object', object })) throw denied(permission, object, database);
  }
};

/** EXEC of a procedure by name from a module at `from`. Throws 916 and 229. */
export const requireExecute = (from: Place | undefined, database: Database, object: SchemaObject, session: Session): void => {
  if (session.principal.isSysadmin || isChained(from, database, object.schema)) return;
  requireNeeds([{ permission: 'EXECUTE', database, object }], session);
};

/** A variable or parameter of a table type in a text. Throws 229. */
export const requireTableType = (database: Database, type: UserType, session: Session): void => {
  if (session.principal.isSysadmin) return;
  if (!accessTo(database, session).has('EXECUTE', { class: 'type', type })) throw denied('EXECUTE', type, database);
};

/** What the session may do in the database. Throws 916 when it may not enter. */
export const accessTo = (database: Database, { principal }: Session): DatabaseAccess => {
  const access = principal.accessTo(database);
  if (!access) throw sqlError(916, principal.name, database.name);
  return access;
};

const denied = (permission: string, { name, schema }: { readonly name: string; readonly schema: string }, database: Database): Error =>
  sqlError(229, permission, name, database.name, schema);
