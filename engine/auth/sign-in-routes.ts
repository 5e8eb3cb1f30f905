// Addresses of signing in and out.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderSecondStepPage, renderSignInPage } from '../../renderer/auth.ts';
import { t } from '../../renderer/locale.ts';
import { homeAddress } from '../menu.ts';
import { SESSION_COOKIE } from '../request-begin.ts';
import type { RequestContext } from '../request-context.ts';
import { audit } from './audit.ts';
import { doorOf, fieldText, formSchema, goTo, noticeText, sendPage } from './door.ts';
import { safeNext } from './next-path.ts';
import { openRoles } from './registration.ts';
import { clearSessionCookie, endSession, setSessionCookie } from './sessions.ts';
import { checkPassword, checkSecondFactor, openSession } from './sign-in.ts';
import type { SignInOutcome } from './sign-in.ts';
import { tokenMinutes } from './tokens.ts';
import type { UserRecord } from './users.ts';

/** Between password and code the browser carries this cookie, and only to the sign-in pages. */
const SECOND_STEP_COOKIE = 'pg_second';
const SECOND_STEP_PATH = '/sign-in';

interface Typed {
  readonly login: string;
  readonly next: string;
  readonly isKept: boolean;
}

export function signInRoutes(server: FastifyInstance): void {
  server.get(
    '/sign-in',
    { schema: { querystring: { type: 'object', properties: { next: {}, notice: {}, lang: {} } } } },
    async (request, reply) => {
      const { ctx } = request;
      const next = safeNext(ctx.params.get('next')) ?? '';
      if (ctx.visitor.userID !== null) return goTo(reply, next || (homeAddress(ctx) ?? '/me'));
      return sendPage(
        reply,
        await signInPage(ctx, { login: '', next, isKept: false }, { notice: noticeText(ctx, ctx.params.get('notice')) }),
      );
    },
  );

  server.post(
    '/sign-in',
    { schema: { body: formSchema({ username: 256, password: 1024, next: 2000, keep: 1 }) } },
    async (request, reply) => {
      const { ctx } = request;
      const login = fieldText(request.body, 'username').trim();
      const typed: Typed = {
        login,
        next: safeNext(fieldText(request.body, 'next')) ?? '',
        isKept: fieldText(request.body, 'keep') === '1',
      };
      const outcome = await checkPassword(ctx, { login, password: fieldText(request.body, 'password'), isKept: typed.isKept });
      if (outcome.kind === 'signedIn') return enter(request, reply, { user: outcome.user, isKept: typed.isKept, next: typed.next });
      if (outcome.kind === 'secondStep') {
        const { baseUrl } = ctx.app.config;
        reply.setCookie(SECOND_STEP_COOKIE, outcome.token, {
          path: SECOND_STEP_PATH,
          httpOnly: true,
          sameSite: 'lax',
          secure: baseUrl.startsWith('https:'),
          maxAge: tokenMinutes('secondFactor') * 60,
        });
        return goTo(reply, typed.next === '' ? '/sign-in/code' : `/sign-in/code?next=${encodeURIComponent(typed.next)}`);
      }
      return refuse(reply, outcome, await signInPage(ctx, typed, { error: refusalText(ctx, outcome) }));
    },
  );

  server.get(
    '/sign-in/code',
    { schema: { querystring: { type: 'object', properties: { next: {}, lang: {} } } } },
    async (request, reply) => {
      const { ctx } = request;
      if (request.cookies[SECOND_STEP_COOKIE] === undefined) return goTo(reply, '/sign-in');
      return sendPage(reply, renderSecondStepPage({ ...(await doorOf(ctx)), next: safeNext(ctx.params.get('next')) ?? '' }));
    },
  );

  server.post('/sign-in/code', { schema: { body: formSchema({ code: 20, next: 2000 }) } }, async (request, reply) => {
    const { ctx } = request;
    const next = safeNext(fieldText(request.body, 'next')) ?? '';
    const token = request.cookies[SECOND_STEP_COOKIE] ?? '';
    const { outcome, isKept } = await checkSecondFactor(ctx, { token, code: fieldText(request.body, 'code') });
    if (outcome.kind === 'wrong' || outcome.kind === 'throttled') {
      const error = outcome.kind === 'wrong' ? t(ctx.lang, 'auth.codeWrong') : refusalText(ctx, outcome);
      return refuse(reply, outcome, renderSecondStepPage({ ...(await doorOf(ctx)), next, error }));
    }
    reply.clearCookie(SECOND_STEP_COOKIE, { path: SECOND_STEP_PATH });
    if (outcome.kind === 'signedIn') return enter(request, reply, { user: outcome.user, isKept, next });
    return refuse(reply, outcome, await signInPage(ctx, { login: '', next, isKept }, { error: t(ctx.lang, 'auth.codeExpired') }));
  });

  server.post('/sign-out', { schema: { body: { anyOf: [formSchema({}), { type: 'null' }] } } }, async (request, reply) => {
    const { ctx } = request;
    const token = request.cookies[SESSION_COOKIE];
    if (token !== undefined) await endSession(ctx.app.db, token);
    if (ctx.visitor.userID !== null) await audit(ctx, { action: 'signOut', userID: ctx.visitor.userID, object: ctx.visitor.username });
    clearSessionCookie(reply, ctx.app.config);
    return goTo(reply, '/sign-in?notice=signedOut');
  });
}

async function enter(
  request: FastifyRequest,
  reply: FastifyReply,
  { user, isKept, next }: { user: UserRecord; isKept: boolean; next: string },
): Promise<FastifyReply> {
  const { ctx } = request;
  const { session, home } = await openSession(ctx, {
    user,
    isKept,
    userAgent: request.headers['user-agent'],
    oldToken: request.cookies[SESSION_COOKIE],
  });
  setSessionCookie(reply, ctx.app.config, session);
  return goTo(reply, next || home);
}

async function signInPage(
  ctx: RequestContext,
  typed: Typed,
  news: { error?: string | undefined; notice?: string | undefined },
): Promise<string> {
  return renderSignInPage({ ...(await doorOf(ctx)), ...typed, ...news, canRegister: openRoles(ctx).length > 0 });
}

function refusalText(ctx: RequestContext, outcome: SignInOutcome): string {
  if (outcome.kind === 'throttled') return t(ctx.lang, 'auth.throttled', { count: outcome.minutes });
  return t(ctx.lang, outcome.kind === 'unconfirmed' ? 'auth.unconfirmed' : 'auth.wrong');
}

function refuse(reply: FastifyReply, outcome: SignInOutcome, page: string): FastifyReply {
  if (outcome.kind !== 'throttled') return sendPage(reply, page, 422);
  return sendPage(reply.header('retry-after', String(outcome.minutes * 60)), page, 429);
}
