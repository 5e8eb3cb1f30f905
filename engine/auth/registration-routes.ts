// Addresses of registration.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { renderNewsPage, renderRegisterChoice, renderRegisterPage } from '../../renderer/auth.ts';
import { renderField } from '../../renderer/form/fields.ts';
import { html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { t } from '../../renderer/locale.ts';
import { RequestError } from '../errors.ts';
import { fieldView } from '../form/field-view.ts';
import { itemFor } from '../form/save.ts';
import { rulesOf } from '../form/scope.ts';
import { fieldText as textOfField } from '../form/values.ts';
import { formState } from '../../renderer/form/state.ts';
import { homeAddress } from '../menu.ts';
import { SESSION_COOKIE } from '../request-begin.ts';
import type { RequestContext } from '../request-context.ts';
import { doorOf, fieldText, goTo, sendPage } from './door.ts';
import { ACCOUNT_FIELDS, openRoles, register, registrationScope } from './registration.ts';
import type { OpenRole } from './registration.ts';
import { setSessionCookie } from './sessions.ts';
import { openSession } from './sign-in.ts';

interface Filled {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly errors: Readonly<Record<string, string>>;
}

const roleParams = { type: 'object', properties: { role: { type: 'string', maxLength: 64 } }, required: ['role'] };
/** Which fields there are is the registration form's to say; it reads only its own. */
const fieldsBody = {
  type: 'object',
  maxProperties: 200,
  additionalProperties: {
    anyOf: [
      { type: 'string', maxLength: 20_000 },
      { type: 'array', maxItems: 200, items: { type: 'string', maxLength: 1000 } },
    ],
  },
};

export function registrationRoutes(server: FastifyInstance): void {
  server.get('/register', { schema: { querystring: { type: 'object' } } }, async ({ ctx }, reply) => {
    if (ctx.visitor.userID !== null) return goTo(reply, homeAddress(ctx) ?? '/me');
    const roles = openRoles(ctx);
    const [only] = roles;
    if (roles.length === 1 && only !== undefined) return goTo(reply, `/register/${encodeURIComponent(only.code)}`);
    return sendPage(reply, renderRegisterChoice({ ...(await doorOf(ctx)), roles }), roles.length === 0 ? 404 : 200);
  });

  server.get<{ Params: { role: string } }>(
    '/register/:role',
    { schema: { params: roleParams, querystring: { type: 'object' } } },
    async ({ ctx, params }, reply) => {
      if (ctx.visitor.userID !== null) return goTo(reply, homeAddress(ctx) ?? '/me');
      return sendPage(reply, await registerPage(ctx, roleOf(ctx, params.role), { fields: {}, errors: {} }));
    },
  );

  server.post<{ Params: { role: string } }>(
    '/register/:role',
    { schema: { params: roleParams, querystring: { type: 'object' }, body: fieldsBody } },
    async (request, reply) => {
      const { ctx, body } = request;
      if (ctx.visitor.userID !== null) return goTo(reply, homeAddress(ctx) ?? '/me');
      const role = roleOf(ctx, request.params.role);
      const fields = body as Readonly<Record<string, unknown>>;
      const email = fieldText(body, 'email').trim();
      const outcome = await register(ctx, role, {
        displayName: fieldText(body, 'displayName').trim(),
        email,
        password: fieldText(body, 'password'),
        fields,
      });
      switch (outcome.kind) {
        case 'refused':
          return sendPage(reply, await registerPage(ctx, role, { fields, errors: outcome.errors }), 422);
        case 'throttled': {
          const errors = { '': t(ctx.lang, 'auth.throttled', { count: outcome.minutes }) };
          return sendPage(
            reply.header('retry-after', String(outcome.minutes * 60)),
            await registerPage(ctx, role, { fields, errors }),
            429,
          );
        }
        case 'letterSent':
          return letterSent(ctx, reply, email);
        case 'registered': {
          const userAgent = request.headers['user-agent'];
          const { session, home } = await openSession(ctx, {
            user: outcome.user,
            isKept: false,
            userAgent,
            oldToken: request.cookies[SESSION_COOKIE],
          });
          setSessionCookie(reply, ctx.app.config, session);
          return goTo(reply, home);
        }
      }
    },
  );
}

function roleOf(ctx: RequestContext, code: string): OpenRole {
  const role = openRoles(ctx).find((one) => one.code.toLowerCase() === code.toLowerCase());
  if (role === undefined) throw new RequestError('notFound', { detail: `role ${code} is not open for registration` });
  return role;
}

async function registerPage(ctx: RequestContext, role: OpenRole, { fields, errors }: Filled): Promise<string> {
  const own = await formFields(ctx, role, { fields, errors });
  return renderRegisterPage({
    ...(await doorOf(ctx)),
    action: ctx.url,
    roleTitle: role.title,
    values: { displayName: fieldText(fields, 'displayName'), email: fieldText(fields, 'email') },
    // What belongs to a field that is not shown still has to be read somewhere.
    errors: { ...errors, '': [errors[''], ...own.unplaced].filter(Boolean).join(' ') },
    fields: own.markup,
  });
}

/** The fields of the registration form, filled as they were sent. */
async function formFields(
  ctx: RequestContext,
  role: OpenRole,
  { fields, errors }: Filled,
): Promise<{ markup: SafeHtml; unplaced: string[] }> {
  const scope = registrationScope(ctx, role);
  const shown = scope?.fields.filter(({ code, type }) => type !== 'hidden' && !ACCOUNT_FIELDS.has(code.toLowerCase())) ?? [];
  const places = new Set(['', 'displayName', 'email', 'password', ...shown.map(({ code }) => code)]);
  const unplaced = Object.entries(errors).flatMap(([field, message]) => (places.has(field) ? [] : [message]));
  if (scope === undefined) return { markup: html``, unplaced };
  const loaded = await itemFor(scope, {});
  const values = { ...loaded.values };
  for (const field of shown) if (Object.hasOwn(fields, field.code)) values[field.code] = textOfField(field, fields[field.code]);
  const item = { ...loaded, values };
  const state = formState(rulesOf(scope.definition), values);
  const parts = shown.map(async (field) => {
    const view = await fieldView(scope, field, { item, state: state.get(field.code) });
    const locale = { lang: ctx.lang, timeZone: ctx.visitor.timeZone };
    const control = renderField({
      field: view,
      id: `field-${field.code}`,
      formId: 'register',
      itemID: '',
      locale,
      isReadonly: false,
      marksOptional: true,
    });
    const error = errors[field.code];
    return error
      ? html`${control}<p class="invalid-feedback d-flex mt-n2 mb-3">${icon('exclamation-circle')}<span>${view.label}: ${error}</span></p>`
      : control;
  });
  return { markup: join(await Promise.all(parts)), unplaced };
}

async function letterSent(ctx: RequestContext, reply: FastifyReply, email: string): Promise<FastifyReply> {
  const page = renderNewsPage({
    ...(await doorOf(ctx)),
    title: t(ctx.lang, 'auth.sentTitle'),
    text: t(ctx.lang, 'auth.registerSent', { email }),
    link: { url: '/sign-in', text: t(ctx.lang, 'auth.backToSignIn') },
  });
  return sendPage(reply, page);
}
