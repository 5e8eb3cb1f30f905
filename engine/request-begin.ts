// The beginning of every request: one call of `platform.request_begin` says who asks, which revision the definitions have and whether
// procedures changed. So a disabled user, a changed definition or an altered procedure is seen by the very next request of every process.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chooseLang } from '../renderer/locale.ts';
import type { Lang } from '../renderer/locale.ts';
import { callProcedure, cell } from '../sql/procedures.ts';
import type { Row } from '../sql/procedures.ts';
import type { App } from './app.ts';
import { isDeveloper } from './render-context.ts';
import type { RequestContext, Visitor } from './request-context.ts';
import { beginTrace } from './trace.ts';

export const SESSION_COOKIE = 'pg_session';
export const CSRF_COOKIE = '_csrf';
export const PREFERENCE_COOKIE = 'pg_look';

/** Decorates every request of the instance with `ctx`. */
export function beginRequests(server: FastifyInstance, app: App): void {
  server.decorateRequest('ctx');
  server.addHook('onRequest', async (request, reply) => {
    request.ctx = await beginRequest(app, request, reply);
  });
}

async function beginRequest(app: App, request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> {
  const traceId = request.id;
  // Before anything is read.
  const eventPosition = app.events.position();
  const { user, unread } = await askDatabase(app, request, request.cookies[SESSION_COOKIE]);
  const look = keepAskedLanguage(request, reply, app.config.baseUrl.startsWith('https:'));
  const visitor = user === undefined ? anonymous(request, look) : signedIn(user);
  return {
    app,
    visitor,
    lang: visitor.lang,
    traceId,
    trace: beginTrace(traceId),
    keepsDetails: isDeveloper(visitor) || Number(cell(user, 'traceLevel') ?? 0) > 0,
    ip: request.ip,
    url: request.url,
    ...patienceOf(request, reply, app.config.requestTimeoutMs),
    csrfToken: reply.generateCsrf({ userInfo: csrfOwner(request) }),
    nonce: reply.cspNonce?.script ?? randomBytes(16).toString('base64'),
    styleNonce: reply.cspNonce?.style ?? randomBytes(16).toString('base64'),
    unreadNotifications: Number(unread === undefined ? 0 : (cell(unread, 'unread') ?? 0)),
    eventPosition,
    pageCode: '',
    itemID: '',
    params: firstValues(request.query),
  };
}

/** Who asks, by the token of the session; notes what changed since the last request. */
async function askDatabase(
  app: App,
  { id, ip, headers }: FastifyRequest,
  token: string | undefined,
): Promise<{ user: Row | undefined; unread: Row | undefined }> {
  const result = await callProcedure(app.db, {
    name: 'platform.request_begin',
    values: {
      tokenHash: token === undefined ? null : hashToken(token),
      ip,
      userAgent: (headers['user-agent'] ?? '').slice(0, 400),
    },
    context: { username: '', userID: null, roles: '', traceID: id },
    isRead: true,
  });
  const [state, user, unread] = result.sets.map((set) => set.rows[0]);
  app.db.signatures.noteStamp(String(cell(state, 'stamp')));
  await app.definitions.ensure(Number(cell(state, 'revision')));
  return { user, unread };
}

/** The visitor of the browser's session, for what sessions may read of addresses where they mean nothing else; undefined without one. */
export async function sessionVisitor(app: App, request: FastifyRequest): Promise<Visitor | undefined> {
  const token = request.cookies[SESSION_COOKIE];
  const { user } = token === undefined ? { user: undefined } : await askDatabase(app, request, token);
  return user === undefined ? undefined : signedIn(user);
}

/** A request without cookies, sessions and CSRF: whoever it is says so in another way. */
export async function beginAnonymous(app: App, request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> {
  await askDatabase(app, request, undefined);
  return {
    app,
    visitor: anonymous(request, {}),
    lang: 'en',
    traceId: request.id,
    trace: beginTrace(request.id),
    keepsDetails: false,
    ip: request.ip,
    url: request.url.replace(/\?.*$/s, ''),
    ...patienceOf(request, reply, app.config.requestTimeoutMs),
    csrfToken: '',
    nonce: '',
    styleNonce: '',
    unreadNotifications: 0,
    eventPosition: undefined,
    pageCode: '',
    itemID: '',
    params: new Map(),
  };
}

/** Whose a CSRF token is: of one session, so that neither a planted cookie nor another session's token is worth anything. */
export function csrfOwner(request: FastifyRequest): string {
  const token = request.cookies[SESSION_COOKIE];
  return token === undefined ? 'nobody' : `session ${token}`;
}

/** The hash under which the database knows a session or one-time token. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function newTraceId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 16);
}

export interface Look {
  lang?: Lang;
  theme?: Visitor['theme'];
  density?: NonNullable<Visitor['density']>;
}

/** The look that an anonymous visitor chose: `lang=ru&theme=dark`; anything unknown is ignored. */
export function readLook(cookie: string | undefined): Look {
  const values = new URLSearchParams(cookie ?? '');
  const lang = values.get('lang');
  const theme = values.get('theme');
  const density = values.get('density');
  return {
    ...(lang === 'en' || lang === 'ru' ? { lang } : {}),
    ...(theme === 'light' || theme === 'dark' || theme === 'auto' ? { theme } : {}),
    ...(density === 'comfortable' || density === 'compact' ? { density } : {}),
  };
}

/** `?lang=ru` of the language links changes the language of an anonymous visitor for good, without JavaScript. */
function keepAskedLanguage(request: FastifyRequest, reply: FastifyReply, isSecure: boolean): Look {
  const look = readLook(request.cookies[PREFERENCE_COOKIE]);
  const asked = firstValues(request.query).get('lang');
  if ((asked !== 'en' && asked !== 'ru') || asked === look.lang) return look;
  writeLook(reply, { ...look, lang: asked }, isSecure);
  return { ...look, lang: asked };
}

/** Keeps the look in the browser, for the pages before sign-in. `isSecure`: the site is served over HTTPS. */
function writeLook(reply: FastifyReply, look: Look, isSecure: boolean): void {
  reply.setCookie(PREFERENCE_COOKIE, new URLSearchParams({ ...look }).toString(), {
    path: '/',
    maxAge: 365 * 86_400,
    sameSite: 'lax',
    httpOnly: true,
    secure: isSecure,
  });
}

function anonymous(request: FastifyRequest, look: Look): Visitor {
  return {
    userID: null,
    username: '',
    displayName: '',
    roles: new Set(),
    lang: look.lang ?? chooseLang(request.headers['accept-language']),
    theme: look.theme ?? 'auto',
    density: look.density ?? null,
    timeZone: 'Europe/Moscow',
    avatarFileID: null,
    sessionID: null,
    realUsername: null,
  };
}

function signedIn(user: Row): Visitor {
  const text = (name: string): string => String(cell(user, name) ?? '');
  const look = readLook(new URLSearchParams({ lang: text('lang'), theme: text('theme'), density: text('density') }).toString());
  return {
    userID: Number(cell(user, 'userID')),
    username: text('username'),
    displayName: text('displayName') || text('username'),
    roles: new Set(
      text('roles')
        .split(',')
        .map((role) => role.trim().toLowerCase())
        .filter(Boolean),
    ),
    lang: look.lang ?? 'ru',
    theme: look.theme ?? 'auto',
    density: look.density ?? null,
    timeZone: text('timeZone') || 'Europe/Moscow',
    avatarFileID: text('avatarFileID') || null,
    sessionID: Number(cell(user, 'sessionID')),
    realUsername: text('realUsername') || null,
    duty: cell(user, 'mustChangePassword') === true ? 'changePassword' : cell(user, 'mustEnrolTotp') === true ? 'enrolTotp' : undefined,
  };
}

/** Aborts when the client closes the connection before the answer is out; reads also at the limit. */
function patienceOf(request: FastifyRequest, reply: FastifyReply, limitMs: number): Pick<RequestContext, 'signal' | 'stillWorking'> {
  const controller = new AbortController();
  const stop = (reason: string): void => controller.abort(new DOMException(reason, 'AbortError'));
  const limit = request.method === 'GET' ? setTimeout(stop, limitMs, 'the request took too long').unref() : undefined;
  reply.raw.once('close', () => {
    clearTimeout(limit);
    if (!reply.raw.writableFinished) stop('the client closed the connection');
  });
  return { signal: controller.signal, stillWorking: () => void limit?.refresh() };
}

/** Query parameters as text; of a repeated name the first value counts, so that a check and a use never see different ones. */
function firstValues(query: unknown): Map<string, string> {
  const values = new Map<string, string>();
  if (typeof query !== 'object' || query === null) return values;
  for (const [name, value] of Object.entries(query)) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === 'string') values.set(name, first);
  }
  return values;
}
