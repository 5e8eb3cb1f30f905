// The HTTP server: plugins, hooks and routes in the order in which a request meets them. Every state change passes the CSRF check here, once.

import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { translate } from '../renderer/locale.ts';
import { renderError } from '../renderer/layout.ts';
import { apiRoutes } from './api/routes.ts';
import type { App } from './app.ts';
import { assetRoutes } from './assets.ts';
import { authRoutes } from './auth/routes.ts';
import { componentRoutes } from './component-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { toFailure, visibleDetail } from './error-boundary.ts';
import type { Failure } from './error-boundary.ts';
import { RequestError } from './errors.ts';
import { fileRoutes } from './files/routes.ts';
import { healthRoutes } from './health.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { pageRoutes } from './pages/page-routes.ts';
import { renderContextOf } from './render-context.ts';
import { beginRequests, csrfOwner, newTraceId } from './request-begin.ts';
import type { RequestContext } from './request-context.ts';
import { finishRequests } from './request-end.ts';
import { requestRoutes } from './requests.ts';
import { searchRoutes } from './search.ts';
import { seoRoutes } from './seo.ts';
import { themeRoutes } from './theme.ts';
import { viewAsRoutes, viewRequests } from './view-as.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const BODY_LIMIT = 5 * 1024 * 1024;

/** Builds the server with every route; nothing listens yet. `extend` adds the routes of the floor above. */
export async function buildServer(
  app: App,
  extend: readonly ((server: FastifyInstance, app: App) => void)[] = [],
): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = app.log.child(
    { part: 'http' },
    { level: app.config.logLevel === 'info' ? 'warn' : app.config.logLevel },
  );
  const server: FastifyInstance = Fastify({
    loggerInstance,
    genReqId: newTraceId,
    // One proxy, ours: what stands left of its own entry in X-Forwarded-For is the visitor's invention.
    trustProxy: app.config.isBehindProxy ? (_address: string, hop: number) => hop === 0 : false,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: sendUnreadable,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  // Forms and scripts send forms and JSON; text/plain is what other sites can send without asking.
  server.removeContentTypeParser('text/plain');
  await server.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    // A page in one go takes half a millisecond; a stream for it costs several times that.
    syncThreshold: 512 * 1024,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } },
    zlibOptions: { level: 3 },
  });
  await server.register(cookie);
  await server.register(csrf, {
    cookieOpts: { path: '/', httpOnly: true, sameSite: 'lax', secure: app.config.baseUrl.startsWith('https:') },
    getToken: csrfToken,
    getUserInfo: csrfOwner,
    // What keeps the token from being forged is the session's own token inside it; the key only has to be the same in every process.
    csrfOpts: { userInfo: true, hmacKey: 'peregrine csrf' },
  });
  await server.register(formbody);
  await server.register(multipart, { limits: { fileSize: app.config.maxUploadBytes, files: 20, fields: 50 } });
  await server.register(helmet, helmetOptions(app));

  healthRoutes(server, app);
  assetRoutes(server, app);
  apiRoutes(server, app);
  await server.register(async (scope) => {
    beginRequests(scope, app);
    viewRequests(scope);
    scope.addHook('preHandler', requireCsrf(scope));
    finishRequests(scope);
    scope.setErrorHandler((error, request, reply) => sendFailure(request, reply, error));
    scope.setNotFoundHandler((request, reply) => sendFailure(request, reply, new RequestError('notFound')));
    componentRoutes(scope);
    requestRoutes(scope);
    fileRoutes(scope);
    authRoutes(scope, app);
    eventRoutes(scope, app);
    notificationRoutes(scope);
    seoRoutes(scope);
    searchRoutes(scope);
    viewAsRoutes(scope);
    themeRoutes(scope);
    for (const add of extend) add(scope, app);
    pageRoutes(scope);
  });
  return server;
}

/** The token travels in a header from scripts, in a field from plain forms. */
function csrfToken(request: FastifyRequest): string {
  const header = request.headers['x-csrf-token'];
  if (typeof header === 'string') return header;
  const { body } = request;
  const field: unknown = typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
  return typeof field === 'string' ? field : '';
}

function requireCsrf(server: FastifyInstance) {
  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    if (SAFE_METHODS.has(request.method)) return done();
    server.csrfProtection(request, reply, done);
  };
}

function helmetOptions(app: App): Parameters<typeof helmet>[1] {
  return {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'self'"],
      },
    },
    hsts: app.config.baseUrl.startsWith('https:'),
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  };
}

/** An address that cannot even be decoded meets no hook, so nothing but this gives its answer headers. */
function sendUnreadable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  reply
    .status(error.statusCode ?? 400)
    .headers({ 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'", 'cache-control': 'no-store' })
    .type('text/plain; charset=utf-8')
    .send('This address cannot be read. Такой адрес нельзя прочитать.');
}

/** An error as its reader can take it: JSON commands for scripts, a fragment's text for refreshes, a page for people. */
function sendFailure(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const { ctx } = request;
  if (ctx === undefined) {
    // The files beside the scope have no visitor; what is not among them is simply not there.
    if (error instanceof RequestError && error.code === 'notFound')
      return reply.status(404).type('text/plain; charset=utf-8').send('Not found. Не найдено.');
    // The request's beginning itself failed: without the database nothing can be said about the visitor.
    request.log.error({ err: error }, 'request could not begin');
    return reply
      .status(503)
      .type('text/plain; charset=utf-8')
      .send('Service is starting or its database is away. Сервис запускается или его база недоступна.');
  }
  const failure = toFailure(ctx, error);
  if (failure.code === 'signInRequired' && wantsPage(request))
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
  reply.status(failure.status).header('cache-control', 'no-store');
  return wantsPage(request) ? sendErrorPage(ctx, reply, failure) : sendErrorAnswer(ctx, reply, failure);
}

function wantsPage(request: FastifyRequest): boolean {
  const isScript = request.headers['x-requested-with'] !== undefined;
  return !isScript && !request.url.startsWith('/c/') && (request.headers.accept ?? '').includes('text/html');
}

function sendErrorPage(ctx: RequestContext, reply: FastifyReply, failure: Failure): FastifyReply {
  const page = renderError({
    ctx: renderContextOf(ctx),
    status: failure.status,
    title: translate(ctx.lang, `errors.${failure.code}Title`) ?? '',
    text: failure.text,
    traceId: ctx.traceId,
    detail: visibleDetail(ctx, failure),
  });
  return reply.type('text/html; charset=utf-8').send(page);
}

function sendErrorAnswer(ctx: RequestContext, reply: FastifyReply, failure: Failure): FastifyReply {
  const detail = visibleDetail(ctx, failure);
  return reply.send({
    ok: false,
    error: { code: failure.code, text: failure.text, traceId: ctx.traceId, ...(detail === undefined ? {} : { detail }) },
    commands: [
      {
        type: 'message',
        kind: failure.isFault ? 'danger' : 'warning',
        text: failure.isFault ? `${failure.text} (${ctx.traceId})` : failure.text,
      },
    ],
  });
}
