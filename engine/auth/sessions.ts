// Sessions: rows that every process checks with every request. The browser has a random token in a cookie that scripts cannot read, the
// database its hash. A session gets a new token at every sign-in, so that nobody can plant one beforehand.

import type { FastifyReply } from 'fastify';
import type { Database } from '../../sql/connection.ts';
import type { Config } from '../config.ts';
import { CSRF_COOKIE, hashToken, SESSION_COOKIE } from '../request-begin.ts';
import type { AuthSettings } from './settings.ts';
import { newToken } from './tokens.ts';

export interface NewSession {
  readonly userID: number;
  /** Who really acts when it is somebody else. */
  readonly realUserID?: number;
  readonly ip: string;
  readonly userAgent: string | undefined;
  readonly isKept: boolean;
  readonly settings: AuthSettings;
}

export interface StartedSession {
  readonly token: string;
  /** Seconds that the cookie outlives the browser; undefined: it ends with the browser. */
  readonly maxAge: number | undefined;
}

/** A session for the list of one's devices. */
export interface SessionRow {
  readonly id: number;
  readonly created: Date;
  readonly lastSeen: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

const AGENT_LENGTH = 400;

export async function startSession(
  db: Database,
  { userID, realUserID, ip, userAgent, isKept, settings }: NewSession,
): Promise<StartedSession> {
  const token = newToken();
  const seconds = isKept ? settings.keepDays * 86_400 : settings.sessionHours * 3600;
  await db.kysely
    .insertInto('platform.session')
    .values({
      tokenHash: hashToken(token),
      userID,
      realUserID: realUserID ?? null,
      expires: new Date(Date.now() + seconds * 1000),
      idleMinutes: isKept ? settings.keepDays * 1440 : settings.idleMinutes,
      ip,
      userAgent: (userAgent ?? '').slice(0, AGENT_LENGTH),
      revokedAt: null,
    })
    .execute();
  return { token, maxAge: isKept ? seconds : undefined };
}

/** Ends the session that the token opens; an unknown one is no error. */
export async function endSession(db: Database, token: string): Promise<void> {
  await db.kysely
    .updateTable('platform.session')
    .set({ revokedAt: new Date() })
    .where('tokenHash', '=', hashToken(token))
    .where('revokedAt', 'is', null)
    .execute();
}

/** The user's sessions that are open now, the latest used first. */
export async function listSessions(db: Database, userID: number): Promise<SessionRow[]> {
  const rows = await db.kysely
    .selectFrom('platform.session')
    .select(['id', 'created', 'lastSeen', 'ip', 'userAgent', 'idleMinutes'])
    .where('userID', '=', userID)
    .where('realUserID', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expires', '>', new Date())
    .orderBy('lastSeen', 'desc')
    .execute();
  return rows.filter(({ lastSeen, idleMinutes }) => lastSeen.getTime() + idleMinutes * 60_000 > Date.now());
}

/** Ends one of the user's own sessions; false when there is none with this number. */
export async function revokeSession(db: Database, { userID, id }: { userID: number; id: number }): Promise<boolean> {
  const { numUpdatedRows } = await db.kysely
    .updateTable('platform.session')
    .set({ revokedAt: new Date() })
    .where('id', '=', id)
    .where('userID', '=', userID)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends all sessions of the user, those of people who act as the user too; `exceptID` stays open. */
export async function revokeSessions(
  db: Pick<Database, 'kysely'>,
  { userID, exceptID = null }: { userID: number; exceptID?: number | null },
): Promise<number> {
  let query = db.kysely
    .updateTable('platform.session')
    .set({ revokedAt: new Date() })
    .where('userID', '=', userID)
    .where('revokedAt', 'is', null);
  if (exceptID !== null) query = query.where('id', '<>', exceptID);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}

/** A new session begins with a new CSRF secret, too: nothing that was known before the sign-in opens anything after it. */
export function setSessionCookie(reply: FastifyReply, config: Config, { token, maxAge }: StartedSession): void {
  reply.clearCookie(CSRF_COOKIE, cookieOptions(config));
  reply.setCookie(SESSION_COOKIE, token, { ...cookieOptions(config), ...(maxAge === undefined ? {} : { maxAge }) });
}

export function clearSessionCookie(reply: FastifyReply, config: Config): void {
  reply.clearCookie(SESSION_COOKIE, cookieOptions(config));
  reply.clearCookie(CSRF_COOKIE, cookieOptions(config));
}

function cookieOptions({ baseUrl }: Config) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: baseUrl.startsWith('https:') } as const;
}
