// The API for developers: its actions and trying them, keys, the log of calls.

import type { FastifyReply } from 'fastify';
import { carryOutCall, incomingApis, incomingOf } from '../../engine/api/incoming.ts';
import { createKey, findVisitor, revokeKey } from '../../engine/api/keys.ts';
import { ApiProblem } from '../../engine/api/problem.ts';
import { audit } from '../../engine/auth/audit.ts';
import { findByLogin } from '../../engine/auth/users.ts';
import { toFailure } from '../../engine/error-boundary.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { ApiDefinition, ApiParameter } from '../../metadata/kinds/api.ts';
import { html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { localText } from '../../renderer/locale.ts';
import { numberOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminRenderContext, adminScreen } from '../screen.ts';
import type { AdminSection } from '../section.ts';
import { ta } from '../texts.ts';
import { readCalls, readKeys } from './read.ts';
import type { CallFilter } from './read.ts';
import { renderActions, renderCalls, renderKeys, renderTabs, renderTried, renderTry } from './view.ts';
import type { ApiTab } from './view.ts';

const bodySchema = { schema: { body: { type: 'object' } } };
const MOST_DAYS = 3650;

export const api: AdminSection = {
  code: 'api',
  group: 'run',
  icon: 'plug',
  roles: ['developer'],
  routes(server) {
    server.get('/', async ({ ctx }, reply) => {
      const apis = ctx.app.definitions
        .all('api')
        .map((stored) => ({ code: stored.code, definition: 'findings' in stored ? undefined : stored.definition }));
      return tab(ctx, reply, { current: 'actions', body: renderActions(adminRenderContext(ctx), apis) });
    });
    server.get('/keys', async ({ ctx }, reply) => {
      const codes = incomingApis(ctx.app).flatMap(({ code, definition }) => (definition.signature === undefined ? [code] : []));
      return tab(ctx, reply, { current: 'keys', body: renderKeys(adminRenderContext(ctx), { keys: await readKeys(ctx.app), codes }) });
    });
    server.get('/calls', async ({ ctx }, reply) => {
      const { params } = ctx;
      const direction = params.get('direction');
      const before = params.get('before') ?? '';
      const filter: CallFilter = {
        code: (params.get('code') ?? '').trim().slice(0, 64),
        direction: direction === 'in' || direction === 'out' ? direction : '',
        onlyFailed: params.get('failed') === '1',
        before: /^\d{1,15}$/.test(before) ? Number(before) : 0,
      };
      return tab(ctx, reply, {
        current: 'calls',
        body: renderCalls(adminRenderContext(ctx), { calls: await readCalls(ctx.app, filter), filter }),
      });
    });

    server.get<{ Params: { code: string } }>('/try/:code', async ({ ctx, params }, reply) => {
      const { code, definition } = openApi(ctx, params.code);
      const title = localText(ctx.lang, definition.title);
      const body = renderTry(adminRenderContext(ctx), { code, definition, baseUrl: ctx.app.config.baseUrl });
      return reply
        .type('text/html; charset=utf-8')
        .send(await adminScreen(ctx, { section: 'api', title, breadcrumbs: [{ text: title }], body }));
    });
    server.post<{ Params: { code: string } }>('/try/:code', bodySchema, async ({ ctx, params, body }, reply) => {
      const named = openApi(ctx, params.code);
      await requireRecentPassword(ctx);
      const visitor = await findVisitor(ctx.app, textOf(body, 'username').trim());
      if (visitor === undefined) return sendRefused(reply, { status: 422, data: { errors: { username: ta(ctx.lang, 'api.noUser') } } });
      await audit(ctx, {
        action: 'admin.apiTried',
        userID: ctx.visitor.userID,
        object: `api ${named.code}`,
        details: { as: visitor.username },
      });
      const tried = await tryCall({ ...ctx, visitor, params: new Map() }, named, body);
      return sendDone(reply, { commands: [{ type: 'replace', target: '#tried', html: renderTried(ctx, tried).value }] });
    });

    server.post('/keys/create', bodySchema, async ({ ctx, body }, reply) => {
      const name = textOf(body, 'name').trim();
      const scopes = scopesOf(ctx, body);
      const days = numberOf(body, 'days');
      const user = await findByLogin(ctx.app.db, textOf(body, 'username').trim());
      const errors = {
        ...(name === '' || name.length > 128 ? { name: ta(ctx.lang, 'api.nameNeeded') } : {}),
        ...(user === undefined ? { username: ta(ctx.lang, 'api.noUser') } : {}),
        ...(scopes.length === 0 ? { scopesMark: ta(ctx.lang, 'api.scopeNeeded') } : {}),
        ...(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? {} : { days: ta(ctx.lang, 'api.daysRange', { most: MOST_DAYS }) }),
      };
      if (user === undefined || Object.keys(errors).length > 0) return sendRefused(reply, { status: 422, data: { errors } });
      await requireRecentPassword(ctx);
      const expires = new Date(Date.now() + days * 86_400_000);
      const { id, key } = await createKey(ctx.app, { name, userID: user.id, scopes, expires, createdBy: ctx.visitor.username });
      await audit(ctx, {
        action: 'admin.apiKeyMade',
        userID: ctx.visitor.userID,
        object: `key ${id}`,
        details: { name, user: user.username, scopes, days },
      });
      const secret = { title: ta(ctx.lang, 'api.keyMade'), text: ta(ctx.lang, 'api.keyMadeText'), value: key, next: '/admin/api/keys' };
      return sendDone(reply, { data: { secret } });
    });
    server.post('/keys/revoke', bodySchema, async ({ ctx, body }, reply) => {
      const id = numberOf(body, 'id');
      if (!Number.isInteger(id) || !(await revokeKey(ctx.app, id)))
        throw new RequestError('notFound', { detail: `there is no key ${id} to revoke` });
      await audit(ctx, { action: 'admin.apiKeyRevoked', userID: ctx.visitor.userID, object: `key ${id}` });
      return sendDone(reply, { commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'api.revoked') }, { type: 'reload' }] });
    });
  },
};

function openApi(ctx: RequestContext, code: string): { code: string; definition: ApiDefinition } {
  const found = incomingOf(ctx.app, code);
  if (found === undefined) throw new RequestError('notFound', { detail: `there is no incoming action "${code}"` });
  return found;
}

/** The same as a call from outside, but for the key; what it did is done. */
async function tryCall(
  ctx: RequestContext,
  named: { code: string; definition: ApiDefinition },
  body: unknown,
): Promise<{ status: number; ms: number; text: string }> {
  const started = performance.now();
  const end = (status: number, answer: unknown) => ({
    status,
    ms: Math.round(performance.now() - started),
    text: JSON.stringify(answer, null, 2),
  });
  try {
    const { status, body: answer } = await carryOutCall(ctx, named, valuesOf(named.definition, body));
    return end(status, answer);
  } catch (error) {
    if (error instanceof ApiProblem) return end(error.problem.status, error.problem);
    const failure = toFailure(ctx, error);
    return end(failure.status, { title: failure.text, detail: failure.detail, traceId: ctx.traceId });
  }
}

/** What was typed as the parameter's type; an empty field is not sent, and what does not read as its type is left to the check. */
function valuesOf({ parameters }: ApiDefinition, body: unknown): Record<string, unknown> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const text = textOf(body, `p_${parameter.code}`);
      return text === '' ? [] : [[parameter.code, typed(parameter, text)]];
    }),
  );
}

function typed({ type }: ApiParameter, text: string): unknown {
  if (type === 'string' || type === 'date' || type === 'datetime') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Only codes that there are; one box alone comes as text. */
function scopesOf(ctx: RequestContext, body: unknown): string[] {
  const given: unknown = typeof body === 'object' && body !== null && 'scopes' in body ? body.scopes : [];
  const asked = new Set(Array.isArray(given) ? given : [given]);
  return incomingApis(ctx.app).flatMap(({ code }) => (asked.has(code) ? [code] : []));
}

async function tab(
  ctx: RequestContext,
  reply: FastifyReply,
  { current, body }: { current: ApiTab; body: SafeHtml },
): Promise<FastifyReply> {
  const title = current === 'actions' ? ta(ctx.lang, 'sections.api') : ta(ctx.lang, `api.tab_${current}`);
  return reply
    .type('text/html; charset=utf-8')
    .send(await adminScreen(ctx, { section: 'api', title, body: html`${renderTabs(adminRenderContext(ctx), current)}${body}` }));
}
