// A developer looks at the cabinet as somebody else would see it, and with drafts that are not published: `user:NAME`, `role:CODE` and
// `draft`, joined by `;`. Named by the query `__view` (a preview), by the header that such a page's scripts send on, or by a cookie (the
// whole browser). It is for reading only: every change is refused, and the developer's cabinet is never seen through it.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { overlayDrafts } from '../metadata/draft-overlay.ts';
import { t } from '../renderer/locale.ts';
import { audit } from './auth/audit.ts';
import { RequestError } from './errors.ts';
import { isDeveloper } from './render-context.ts';
import type { RequestContext, Visitor } from './request-context.ts';

const VIEW_COOKIE = 'pg_view_as';
const VIEW_HEADER = 'x-view-as';
const VIEW_PARAMETER = '__view';

const LONGEST_SPEC = 200;

/** What a developer looks through. */
export interface View {
  readonly spec: string;
  /** Whose eyes these are, for the banner; '' for the developer's own with drafts. */
  readonly name: string;
  /** Chosen for the whole browser, so that the page must say how to leave it; a preview stands in a frame of its own. */
  readonly isWholeBrowser: boolean;
}

interface Wanted {
  user?: string;
  role?: string;
  isDraft: boolean;
}

/** To be called after `beginRequests`: replaces the visitor of requests that carry a view. */
export function viewRequests(server: FastifyInstance): void {
  server.addHook('onRequest', async (request) => {
    const asked = askedView(request);
    if (asked !== undefined) request.ctx = await through(request.ctx, asked, request.method);
  });
}

/** `POST /view-as` begins (the cookie is the whole browser's), `POST /view-as/stop` ends. For developers; for others there is no such address. */
export function viewAsRoutes(server: FastifyInstance): void {
  server.post('/view-as', { schema: { body: { type: 'object' } } }, async ({ ctx, body }, reply) => {
    requireDeveloper(ctx);
    const { spec } = body as { spec?: unknown };
    const wanted = typeof spec === 'string' && spec.length <= LONGEST_SPEC ? parseView(spec) : undefined;
    if (wanted === undefined || (await visitorOf(ctx, wanted)) === undefined)
      throw new RequestError('badRequest', { detail: 'the view must be user:NAME, role:CODE or draft, of somebody who exists' });
    await audit(ctx, { action: 'admin.viewAs', userID: ctx.visitor.userID, object: String(spec) });
    const isSecure = ctx.app.config.baseUrl.startsWith('https:');
    reply.setCookie(VIEW_COOKIE, String(spec), { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure });
    // The page where it was asked for may be closed to those eyes; their home never is.
    return reply.redirect('/', 303);
  });
  server.post('/view-as/stop', { schema: { body: { type: ['object', 'null'] } } }, async ({ ctx }, reply) => {
    requireDeveloper(ctx);
    return reply.clearCookie(VIEW_COOKIE, { path: '/' }).redirect('/admin', 303);
  });
}

function requireDeveloper({ visitor }: RequestContext): void {
  if (!isDeveloper(visitor) || visitor.realUsername !== null)
    throw new RequestError('notFound', { detail: 'looking as others is for developers' });
}

/** The parts of a spec; undefined when it says nothing that is known. */
function parseView(spec: string): Wanted | undefined {
  const wanted: Wanted = { isDraft: false };
  for (const part of spec.split(';')) {
    const [name = '', ...rest] = part.trim().split(':');
    const value = rest.join(':').trim();
    if (name === 'draft') wanted.isDraft = true;
    else if (name === 'user' && value !== '') wanted.user = value;
    else if (name === 'role' && value !== '') wanted.role = value.toLowerCase();
    else return undefined;
  }
  return wanted;
}

function askedView(request: FastifyRequest): { spec: string; isWholeBrowser: boolean } | undefined {
  const { ctx } = request;
  // Whoever acts as a developer already is no developer.
  if (!isDeveloper(ctx.visitor) || ctx.visitor.realUsername !== null) return undefined;
  const [path = ''] = request.url.split('?');
  if (/^\/(?:admin|sign-out|me|events|view-as)(?:\/|$)/i.test(path)) return undefined;
  const header = request.headers[VIEW_HEADER];
  const framed = ctx.params.get(VIEW_PARAMETER) ?? (typeof header === 'string' ? decode(header) : undefined);
  const spec = (framed ?? request.cookies[VIEW_COOKIE] ?? '').slice(0, LONGEST_SPEC);
  return spec === '' ? undefined : { spec, isWholeBrowser: framed === undefined };
}

async function through(
  ctx: RequestContext,
  { spec, isWholeBrowser }: { spec: string; isWholeBrowser: boolean },
  method: string,
): Promise<RequestContext> {
  const wanted = parseView(spec);
  if (wanted === undefined) return ctx;
  if (method !== 'GET' && method !== 'HEAD') throw new RequestError('forbidden', { text: t(ctx.lang, 'layout.viewReadOnly') });
  const visitor = await visitorOf(ctx, wanted);
  if (visitor === undefined) throw new RequestError('notFound', { detail: `there is nobody to look as: ${spec}` });
  const params = new Map(ctx.params);
  params.delete(VIEW_PARAMETER);
  const name = wanted.user === undefined && wanted.role === undefined ? '' : visitor.displayName;
  const definitions = wanted.isDraft ? await overlayDrafts(ctx.app.db, ctx.app.definitions) : ctx.app.definitions;
  return {
    ...ctx,
    app: { ...ctx.app, definitions },
    visitor,
    lang: visitor.lang,
    params,
    developer: ctx.visitor,
    view: { spec, name, isWholeBrowser },
  };
}

async function visitorOf(ctx: RequestContext, { user, role }: Wanted): Promise<Visitor | undefined> {
  const { visitor, app } = ctx;
  // With a real name the pages that only an owner may open stay closed.
  const realUsername = visitor.username;
  if (user === undefined) {
    if (role === undefined) return visitor;
    const known = app.definitions.get('role', role);
    return known === undefined ? undefined : { ...visitor, displayName: known.code, roles: new Set([role]), realUsername };
  }
  const record = await app.db.kysely
    .selectFrom('platform.user')
    .select(['id', 'username', 'displayName', 'lang', 'timeZone', 'avatarFileID'])
    .where('username', '=', user)
    .executeTakeFirst();
  if (record === undefined) return undefined;
  const roles = await app.db.kysely
    .selectFrom('platform.user_role')
    .innerJoin('platform.role', 'platform.role.code', 'platform.user_role.roleCode')
    .select('platform.role.code')
    .where('platform.user_role.userID', '=', record.id)
    .where('platform.role.isActive', '=', true)
    .execute();
  return {
    ...visitor,
    userID: record.id,
    username: record.username,
    displayName: record.displayName || record.username,
    roles: new Set(roles.map(({ code }) => code.toLowerCase())),
    lang: record.lang ?? visitor.lang,
    timeZone: record.timeZone ?? visitor.timeZone,
    avatarFileID: record.avatarFileID,
    realUsername,
    duty: undefined,
  };
}

/** Headers hold ASCII only; scripts send the spec percent-encoded. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
