// The log of what people do with their access: sign-ins, refusals, changes of passwords and factors. Rows never hold secrets.

import type { Database } from '../../sql/connection.ts';
import type { RequestContext } from '../request-context.ts';

export type AuthAction =
  | 'signIn'
  | 'signInFailed'
  | 'signOut'
  | 'secondFactorFailed'
  | 'register'
  | 'emailConfirmed'
  | 'emailChangeAsked'
  | 'recoveryAsked'
  | 'passwordRecovered'
  | 'passwordChanged'
  | 'passwordRefused'
  | 'profileChanged'
  | 'totpEnabled'
  | 'totpDisabled'
  | 'recoveryCodesMade'
  | 'recoveryCodeUsed'
  | 'sessionRevoked'
  | 'sessionsRevoked'
  | 'userCreated'
  | 'userDisabled'
  | 'userEnabled'
  | 'passwordSet'
  | 'rolesSet'
  /** What developers change: `admin.definitionSaved`, … */
  | `admin.${string}`;

export interface AuditEntry {
  readonly action: AuthAction;
  readonly userID: number | null;
  /** What it was done to: a user name, a session. Names that do not exist are left out: people type passwords there. */
  readonly object?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** Writes an entry for what this request did. */
export function audit({ app, ip, visitor, traceId }: RequestContext, entry: AuditEntry): Promise<void> {
  const impersonator = visitor.realUsername === null ? {} : { realUsername: visitor.realUsername };
  return writeAudit(app.db, { ...entry, ip, details: { ...entry.details, ...impersonator, traceId } });
}

/** The same outside a request: installer, jobs. */
export async function writeAudit(
  db: Database,
  { action, userID, object, details, ip = null }: AuditEntry & { ip?: string | null },
): Promise<void> {
  await db.kysely
    .insertInto('platform.audit')
    .values({
      userID,
      realUserID: null,
      action,
      object: object?.slice(0, 256) ?? null,
      details: details === undefined ? null : JSON.stringify(details),
      ip,
    })
    .execute();
}
