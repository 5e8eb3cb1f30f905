// Acting as another user: a session of its own that knows who really sits there. Everything done in it is recorded with both names. The
// developer's own session waits in a second cookie and is taken up again at the end.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestError } from '../errors.ts';
import { hashToken, SESSION_COOKIE } from '../request-begin.ts';
import type { RequestContext } from '../request-context.ts';
import { audit } from './audit.ts';
import { endSession, setSessionCookie, startSession } from './sessions.ts';
import { readAuthSettings } from './settings.ts';
import type { UserRecord } from './users.ts';

const WAITING_COOKIE = 'pg_own_session';

/** Opens the session; who may do it and as whom has been decided above. */
export async function beginImpersonation(
  request: FastifyRequest,
  reply: FastifyReply,
  { user }: { user: Pick<UserRecord, 'id' | 'username'> },
): Promise<void> {
  const { ctx } = request;
  const own = request.cookies[SESSION_COOKIE];
  if (ctx.visitor.userID === null || own === undefined)
    throw new RequestError('signInRequired', { detail: 'acting as others needs a session' });
  const settings = await readAuthSettings(ctx.app);
  const session = await startSession(ctx.app.db, {
    userID: user.id,
    realUserID: ctx.visitor.userID,
    ip: ctx.ip,
    userAgent: request.headers['user-agent'],
    isKept: false,
    settings,
  });
  await audit(ctx, { action: 'admin.impersonationBegun', userID: ctx.visitor.userID, object: user.username });
  const isSecure = ctx.app.config.baseUrl.startsWith('https:');
  reply.setCookie(WAITING_COOKIE, own, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure });
  setSessionCookie(reply, ctx.app.config, session);
}

/** Ends it and takes up the developer's own session when that is still open; else nobody is signed in. */
async function endImpersonation(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { ctx } = request;
  if (ctx.visitor.realUsername === null) throw new RequestError('notFound', { detail: 'nobody acts as somebody else here' });
  const acting = request.cookies[SESSION_COOKIE];
  const waiting = request.cookies[WAITING_COOKIE];
  await audit(ctx, { action: 'admin.impersonationEnded', userID: ctx.visitor.userID, object: ctx.visitor.username });
  if (acting !== undefined) await endSession(ctx.app.db, acting);
  const token = waiting !== undefined && (await isOwnSession(ctx, waiting)) ? waiting : '';
  setSessionCookie(reply, ctx.app.config, { token, maxAge: undefined });
  reply.clearCookie(WAITING_COOKIE, { path: '/' });
}

/** The waiting session must belong to the very person who acts. */
async function isOwnSession({ app, visitor }: RequestContext, token: string): Promise<boolean> {
  const row = await app.db.kysely
    .selectFrom('platform.session as s')
    .innerJoin('platform.user as u', 'u.id', 's.userID')
    .select('u.username')
    .where('s.tokenHash', '=', hashToken(token))
    .where('s.revokedAt', 'is', null)
    .where('s.realUserID', 'is', null)
    .executeTakeFirst();
  return row !== undefined && row.username.toLowerCase() === visitor.realUsername?.toLowerCase();
}

/** `POST /impersonation/end`: outside the developer's cabinet, which is closed to whoever acts as somebody else. */
export function impersonationRoutes(server: FastifyInstance): void {
  server.post('/impersonation/end', { schema: { body: { type: ['object', 'null'] } } }, async (request, reply) => {
    await endImpersonation(request, reply);
    return reply.redirect('/admin/users', 303);
  });
}
