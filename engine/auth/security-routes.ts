// Addresses of one's own access: password, second step, devices. Only the owner gets here, and changes ask for the password again.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { toString as drawQr } from 'qrcode';
import { renderAlert } from '../../renderer/feedback.ts';
import { t } from '../../renderer/locale.ts';
import { renderPasswordForm, renderSessions, renderTotp } from '../../renderer/profile.ts';
import type { TotpView } from '../../renderer/profile.ts';
import { renderContextOf } from '../render-context.ts';
import type { RequestContext } from '../request-context.ts';
import { audit } from './audit.ts';
import { fieldText, formSchema, goTo, sendPage } from './door.ts';
import { ownNews, ownPage, ownerAlone, passwordRefusal } from './own-page.ts';
import { passwordProblem } from './password-rules.ts';
import { tellPasswordChanged } from './recovery.ts';
import { listSessions, revokeSession, revokeSessions } from './sessions.ts';
import { beginTotp, disableTotp, enableTotp, makeRecoveryCodes, recoveryCodesLeft, totpKey, useTotpCode } from './totp.ts';
import { storePassword } from './users.ts';
import type { UserRecord } from './users.ts';

type Errors = Readonly<Record<string, string>>;

export function passwordRoutes(server: FastifyInstance): void {
  server.get('/me/password', { schema: { querystring: { type: 'object' } } }, async ({ ctx }, reply) =>
    sendPage(reply, await passwordPage(ctx, await ownerAlone(ctx), {})),
  );

  server.post(
    '/me/password',
    { schema: { body: formSchema({ username: 256, current: 1024, password: 1024, repeat: 1024 }) } },
    async ({ ctx, body }, reply) => {
      const user = await ownerAlone(ctx);
      const password = fieldText(body, 'password');
      const problem = passwordProblem(password, [user.username, user.email, user.displayName]);
      const errors: Record<string, string> = {};
      if (problem !== undefined) errors.password = t(ctx.lang, problem);
      else if (password !== fieldText(body, 'repeat')) errors.repeat = t(ctx.lang, 'auth.passwordsDiffer');
      const refusal = Object.keys(errors).length === 0 ? await passwordRefusal(ctx, user, fieldText(body, 'current')) : undefined;
      if (refusal !== undefined) errors.current = refusal;
      if (Object.keys(errors).length > 0) return sendPage(reply, await passwordPage(ctx, user, errors), 422);
      await storePassword(ctx.app.db, { userID: user.id, password, exceptSessionID: ctx.visitor.sessionID });
      await audit(ctx, { action: 'passwordChanged', userID: user.id, object: user.username });
      await tellPasswordChanged(ctx, user);
      return goTo(reply, '/me/password?notice=passwordChanged');
    },
  );
}

export function totpRoutes(server: FastifyInstance): void {
  const withPassword = formSchema({ current: 1024 });

  server.get('/me/totp', { schema: { querystring: { type: 'object' } } }, async ({ ctx }, reply) =>
    sendPage(reply, await totpPage(ctx, await ownerAlone(ctx))),
  );

  server.post('/me/totp/begin', { schema: { body: withPassword } }, async ({ ctx, body }, reply) => {
    const user = await askedPassword(ctx, reply, body);
    if (user === undefined) return reply;
    if (!user.totpEnabled) await beginTotp(ctx.app, user);
    return goTo(reply, '/me/totp');
  });

  server.post('/me/totp/confirm', { schema: { body: formSchema({ code: 20 }) } }, async ({ ctx, body }, reply) => {
    const user = await ownerAlone(ctx);
    if (user.totpEnabled || user.totpSecret === null) return goTo(reply, '/me/totp');
    if (!(await useTotpCode(ctx.app, user, fieldText(body, 'code')))) {
      return sendPage(reply, await totpPage(ctx, user, { errors: { code: t(ctx.lang, 'auth.codeWrong') } }), 422);
    }
    const codes = await enableTotp(ctx.app, user.id);
    await revokeSessions(ctx.app.db, { userID: user.id, exceptID: ctx.visitor.sessionID });
    await audit(ctx, { action: 'totpEnabled', userID: user.id, object: user.username });
    return sendPage(reply, await totpPage(withoutDuty(ctx), { ...user, totpEnabled: true }, { codes }));
  });

  server.post('/me/totp/cancel', { schema: { body: formSchema({}) } }, async ({ ctx }, reply) => {
    const user = await ownerAlone(ctx);
    if (!user.totpEnabled) await disableTotp(ctx.app, user.id);
    return goTo(reply, '/me/totp');
  });

  server.post('/me/totp/disable', { schema: { body: withPassword } }, async ({ ctx, body }, reply) => {
    const user = await askedPassword(ctx, reply, body);
    if (user === undefined) return reply;
    if (await isTotpRequired(ctx, user)) return goTo(reply, '/me/totp');
    await disableTotp(ctx.app, user.id);
    await audit(ctx, { action: 'totpDisabled', userID: user.id, object: user.username });
    return goTo(reply, '/me/totp?notice=totpDisabled');
  });

  server.post('/me/totp/codes', { schema: { body: withPassword } }, async ({ ctx, body }, reply) => {
    const user = await askedPassword(ctx, reply, body);
    if (user === undefined) return reply;
    if (!user.totpEnabled) return goTo(reply, '/me/totp');
    const codes = await makeRecoveryCodes(ctx.app, user.id);
    await audit(ctx, { action: 'recoveryCodesMade', userID: user.id, object: user.username });
    return sendPage(reply, await totpPage(ctx, user, { codes }));
  });
}

export function sessionRoutes(server: FastifyInstance): void {
  const sessionParams = { type: 'object', properties: { id: { type: 'string', pattern: '^[0-9]{1,9}$' } }, required: ['id'] };

  server.get('/me/sessions', { schema: { querystring: { type: 'object' } } }, async ({ ctx }, reply) =>
    sendPage(reply, await sessionsPage(ctx, await ownerAlone(ctx))),
  );

  server.post<{ Params: { id: string } }>(
    '/me/sessions/:id/end',
    { schema: { params: sessionParams, body: formSchema({}) } },
    async ({ ctx, params }, reply) => {
      const user = await ownerAlone(ctx);
      const isEnded = await revokeSession(ctx.app.db, { userID: user.id, id: Number(params.id) });
      if (isEnded) await audit(ctx, { action: 'sessionRevoked', userID: user.id, object: params.id });
      return goTo(reply, isEnded ? '/me/sessions?notice=ended' : '/me/sessions');
    },
  );

  server.post('/me/sessions/end-others', { schema: { body: formSchema({}) } }, async ({ ctx }, reply) => {
    const user = await ownerAlone(ctx);
    const count = await revokeSessions(ctx.app.db, { userID: user.id, exceptID: ctx.visitor.sessionID });
    await audit(ctx, { action: 'sessionsRevoked', userID: user.id, details: { count } });
    return sendPage(reply, await sessionsPage(ctx, user, t(ctx.lang, 'profile.endedOthers', { count })));
  });
}

/** The user when the password in the body is right; otherwise the page that says why not has been sent. */
async function askedPassword(ctx: RequestContext, reply: FastifyReply, body: unknown): Promise<UserRecord | undefined> {
  const user = await ownerAlone(ctx);
  const refusal = await passwordRefusal(ctx, user, fieldText(body, 'current'));
  if (refusal === undefined) return user;
  sendPage(reply, await totpPage(ctx, user, { errors: { current: refusal } }), 422);
  return undefined;
}

async function passwordPage(ctx: RequestContext, user: UserRecord, errors: Errors): Promise<string> {
  const isForced = ctx.visitor.duty === 'changePassword';
  return ownPage(
    ctx,
    'password',
    renderPasswordForm(renderContextOf(ctx), { errors, news: ownNews(ctx), isForced, username: user.username }),
  );
}

async function totpPage(
  ctx: RequestContext,
  user: UserRecord,
  { codes, errors = {} }: { codes?: readonly string[]; errors?: Errors } = {},
): Promise<string> {
  const body = renderTotp(renderContextOf(ctx), {
    state: await totpState(ctx, user),
    codes,
    errors,
    news: ownNews(ctx),
    isRequired: await isTotpRequired(ctx, user),
    isForced: ctx.visitor.duty === 'enrolTotp',
  });
  return ownPage(ctx, 'totp', body);
}

async function totpState(ctx: RequestContext, user: UserRecord): Promise<TotpView['state']> {
  if (user.totpEnabled) return { kind: 'on', codesLeft: await recoveryCodesLeft(ctx.app, user.id) };
  const key = totpKey(ctx.app, user);
  if (key === undefined) return { kind: 'off' };
  return { kind: 'pending', key: key.key, qr: await drawQr(key.uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }) };
}

/** Whether one of the user's active roles demands the second step. */
async function isTotpRequired({ app }: RequestContext, user: UserRecord): Promise<boolean> {
  const row = await app.db.kysely
    .selectFrom('platform.user_role as ur')
    .innerJoin('platform.role as r', 'r.code', 'ur.roleCode')
    .select('r.code')
    .where('ur.userID', '=', user.id)
    .where('r.isActive', '=', true)
    .where('r.requireTotp', '=', true)
    .executeTakeFirst();
  return row !== undefined;
}

async function sessionsPage(ctx: RequestContext, user: UserRecord, done?: string): Promise<string> {
  const sessions = (await listSessions(ctx.app.db, user.id)).map((session) => ({
    ...session,
    ip: session.ip ?? '',
    userAgent: session.userAgent ?? '',
    isCurrent: session.id === ctx.visitor.sessionID,
  }));
  const news = done === undefined ? ownNews(ctx) : renderAlert('success', { text: done });
  return ownPage(ctx, 'sessions', renderSessions(renderContextOf(ctx), { sessions, news }));
}

function withoutDuty(ctx: RequestContext): RequestContext {
  return { ...ctx, visitor: { ...ctx.visitor, duty: undefined } };
}
