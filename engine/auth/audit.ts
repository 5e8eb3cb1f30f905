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
export async function audit({ app, ip, visitor, traceId, trace }: RequestContext, entry: AuditEntry): Promise<void> {
  const { realUsername } = visitor;
  const impersonator = realUsername === null ? {} : { realUsername };
  await writeAudit(app.db, { ...entry, ip, realUsername, details: { ...entry.details, ...impersonator, traceId } });
  trace.note(AUDITED, [entry.action, entry.object ?? ''].join(' ').trim());
}

/** Whether this request has written an entry. */
export function isAudited({ trace }: RequestContext): boolean {
  return trace.entries.some(({ kind, code }) => kind === 'note' && code === AUDITED);
}

const AUDITED = 'audit';

/** The same outside a request: installer, jobs. */
async function writeAudit(
  db: Database,
  { action, userID, object, details, ip = null, realUsername = null }: AuditEntry & { ip?: string | null; realUsername?: string | null },
): Promise<void> {
  await db.kysely
    .insertInto('platform.audit')
    .values(({ selectFrom }) => ({
      userID,
      // Who really sat there, when somebody acted as the user.
      realUserID:
        realUsername === null
          ? null
          : selectFrom('platform.user').select('id').where('username', '=', realUsername).$castTo<{ id: number }>(),
      action,
      object: object?.slice(0, 256) ?? null,
      details: details === undefined ? null : JSON.stringify(details),
      ip,
    }))
    .execute();
}
