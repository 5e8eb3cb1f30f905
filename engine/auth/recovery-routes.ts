// Addresses of a forgotten password and of confirming an e-mail address.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { errorTexts, renderConfirmPage, renderNewPasswordPage, renderNewsPage, renderRecoverPage } from '../../renderer/auth.ts';
import { t } from '../../renderer/locale.ts';
import type { RequestContext } from '../request-context.ts';
import { createBackground } from './background.ts';
import { confirmEmail } from './confirmation.ts';
import { doorOf, fieldText, formSchema, goTo, sendPage } from './door.ts';
import { isEmail } from './email.ts';
import { askRecovery, recover, recoveryUser } from './recovery.ts';
import { tokenMinutes } from './tokens.ts';

const tokenParams = {
  type: 'object',
  properties: { token: { type: 'string', maxLength: 100, pattern: '^[A-Za-z0-9_-]+$' } },
  required: ['token'],
};

export function recoveryRoutes(server: FastifyInstance): void {
  const background = createBackground(server);

  server.get('/recover', { schema: { querystring: { type: 'object' } } }, async ({ ctx }, reply) =>
    sendPage(reply, await recoverPage(ctx, '', {})),
  );

  server.post('/recover', { schema: { body: formSchema({ email: 256 }) } }, async ({ ctx, body }, reply) => {
    const email = fieldText(body, 'email').trim();
    if (!hasMail(ctx)) return sendPage(reply, await recoverPage(ctx, email, {}), 422);
    if (!isEmail(email)) return sendPage(reply, await recoverPage(ctx, email, errorTexts(ctx, { email: 'auth.emailInvalid' })), 422);
    const asked = await askRecovery(ctx, email);
    if (asked.kind === 'throttled') {
      const errors = { '': t(ctx.lang, 'auth.throttled', { count: asked.minutes }) };
      return sendPage(reply.header('retry-after', String(asked.minutes * 60)), await recoverPage(ctx, email, errors), 429);
    }
    const page = renderNewsPage({
      ...(await doorOf(ctx)),
      title: t(ctx.lang, 'auth.sentTitle'),
      text: t(ctx.lang, 'auth.recoverSent', { email, minutes: tokenMinutes('resetPassword') }),
      link: { url: '/sign-in', text: t(ctx.lang, 'auth.backToSignIn') },
    });
    background.run(ctx, asked.send);
    return sendPage(reply, page);
  });

  server.get<{ Params: { token: string } }>(
    '/recover/:token',
    { schema: { params: tokenParams, querystring: { type: 'object' } } },
    async ({ ctx, params }, reply) => {
      const user = await recoveryUser(ctx, params.token);
      if (user === undefined) return oldLink(ctx, reply);
      return sendPage(reply, renderNewPasswordPage({ ...(await doorOf(ctx)), token: params.token, username: user.username, errors: {} }));
    },
  );

  server.post<{ Params: { token: string } }>(
    '/recover/:token',
    { schema: { params: tokenParams, body: formSchema({ username: 256, password: 1024, repeat: 1024 }) } },
    async ({ ctx, params: { token }, body }, reply) => {
      const user = await recoveryUser(ctx, token);
      if (user === undefined) return oldLink(ctx, reply);
      const password = fieldText(body, 'password');
      const isSame = password === fieldText(body, 'repeat');
      const outcome = isSame ? await recover(ctx, { token, password }) : undefined;
      if (outcome?.kind === 'done') return goTo(reply, '/sign-in?notice=passwordChanged');
      if (outcome?.kind === 'expired') return oldLink(ctx, reply);
      const errors = errorTexts(ctx, outcome === undefined ? { repeat: 'auth.passwordsDiffer' } : { password: outcome.problem });
      return sendPage(reply, renderNewPasswordPage({ ...(await doorOf(ctx)), token, username: user.username, errors }), 422);
    },
  );

  server.get<{ Params: { token: string } }>(
    '/confirm-email/:token',
    { schema: { params: tokenParams, querystring: { type: 'object' } } },
    async ({ ctx, params }, reply) => sendPage(reply, renderConfirmPage({ ...(await doorOf(ctx)), token: params.token })),
  );

  server.post<{ Params: { token: string } }>(
    '/confirm-email/:token',
    { schema: { params: tokenParams, body: formSchema({}) } },
    async ({ ctx, params }, reply) => {
      if (!(await confirmEmail(ctx, params.token))) return oldLink(ctx, reply);
      return goTo(reply, ctx.visitor.userID === null ? '/sign-in?notice=emailConfirmed' : '/me?notice=emailConfirmed');
    },
  );
}

/** Without a mail server a link would never arrive; saying so is better than sending people to an empty mailbox. */
function hasMail(ctx: RequestContext): boolean {
  return ctx.app.config.smtpUrl !== undefined;
}

async function recoverPage(ctx: RequestContext, email: string, errors: Readonly<Record<string, string>>): Promise<string> {
  return renderRecoverPage({ ...(await doorOf(ctx)), email, errors, hasMail: hasMail(ctx) });
}

async function oldLink(ctx: RequestContext, reply: FastifyReply): Promise<FastifyReply> {
  const page = renderNewsPage({
    ...(await doorOf(ctx)),
    title: t(ctx.lang, 'auth.linkOldTitle'),
    text: t(ctx.lang, 'auth.linkOld'),
    link: { url: '/recover', text: t(ctx.lang, 'auth.linkAgain') },
  });
  return sendPage(reply, page, 410);
}
