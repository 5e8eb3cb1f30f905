// `/api/{code}` and `/api/openapi.json`, for other systems. Cookies mean nothing here, so no other site can make a browser call: a key in
// `Authorization`, or for webhooks a signature, says who asks. Bodies are JSON and nothing else; errors are problem details.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import { toFailure } from '../error-boundary.ts';
import { finishRequests } from '../request-end.ts';
import { isDeveloper } from '../render-context.ts';
import { beginAnonymous, sessionVisitor } from '../request-begin.ts';
import type { RequestContext, Visitor } from '../request-context.ts';
import { translate } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import { beginCall, endCall, forgetSeen, noteSeen } from './calls.ts';
import type { RefusedCall } from './calls.ts';
import { createGate } from './gate.ts';
import { carryOutCall, incomingApis, incomingOf } from './incoming.ts';
import type { ApiAnswer, NamedApi } from './incoming.ts';
import { findKey, findVisitor, isInScope } from './keys.ts';
import type { ApiKey } from './keys.ts';
import { openApiDocument } from './openapi.ts';
import { isInQuery } from './parameters.ts';
import { ApiProblem, sendProblem } from './problem.ts';
import type { Problem } from './problem.ts';
import { readSettings } from './secrets.ts';
import { isSigned, isTimely } from './signature.ts';

const MOST_BYTES = 1024 * 1024;
const schema = {
  params: { type: 'object', properties: { code: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' } }, required: ['code'] },
};

interface Caller {
  readonly key?: ApiKey;
  readonly visitor: Visitor;
  /** Of a signed message, to be taken once. */
  readonly message?: string;
}

export function apiRoutes(server: FastifyInstance, app: App): void {
  void server.register(async (scope) => {
    scope.decorateRequest('ctx');
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    const gate = createGate({ db: app.db, log: app.log, refusalsPerMinute: app.config.apiRefusalsPerMinute });
    scope.addHook('onClose', () => gate.close());
    scope.addHook('onRequest', async (request, reply) => {
      const wait = gate.waitOf(request.ip);
      if (wait !== undefined) throw new ApiProblem({ ...TOO_MANY_REFUSALS, retryAfterSeconds: wait });
      request.ctx = await beginAnonymous(app, request, reply);
      reply.header('cache-control', 'no-store');
    });
    finishRequests(scope);
    scope.setErrorHandler(async (error, request, reply) => {
      if (error instanceof NotLetIn) await gate.refused(refusedCall(request, error));
      return sendError(request, reply, error);
    });
    scope.get('/api/openapi.json', async (request, reply) => {
      const { lang, opens } = await readerOf(app, request);
      const open = incomingApis(app).filter(({ code, definition }) => opens(code) && definition.signature === undefined);
      return reply.send(openApiDocument({ apis: open, baseUrl: app.config.baseUrl, lang }));
    });
    scope.route<{ Params: { code: string } }>({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/api/:code',
      schema,
      handler: (request, reply) => answer(request, reply, request.params.code),
    });
    // Whatever else begins so is no page either.
    scope.all('/api/*', () => {
      throw new NotLetIn(NOT_FOUND);
    });
  });
}

/** Ends a call that got no further than the gate. */
class NotLetIn extends ApiProblem {
  readonly keyID: number | undefined;

  constructor(problem: Problem, keyID?: number) {
    super(problem);
    this.name = 'NotLetIn';
    this.keyID = keyID;
  }
}

/** Never the address as it was asked: people paste keys there. */
function refusedCall({ ctx, params, method, ip, id }: FastifyRequest, { message, problem, keyID }: NotLetIn): RefusedCall {
  const { code = '' } = params as { code?: string };
  const known = ctx.app.definitions.get('api', code)?.code ?? '';
  return { code: known, method, url: `/api/${known || '…'}`, keyID, ip, status: problem.status, traceId: id, error: message };
}

/** Who reads the document: a key sees what it may call; a developer who is signed in, everything. Reading changes nothing, so a cookie will do. */
async function readerOf(app: App, request: FastifyRequest): Promise<{ lang: Lang; opens: (code: string) => boolean }> {
  if (request.headers.authorization === undefined && app.config.isAdminOn) {
    const visitor = await sessionVisitor(app, request);
    const isHimself = visitor?.realUsername === null && visitor.duty === undefined;
    if (visitor !== undefined && isHimself && isDeveloper(visitor)) return { lang: visitor.lang, opens: () => true };
  }
  const key = await keyOf(request.ctx, request.headers.authorization, request.ip);
  return { lang: key.visitor.lang, opens: (code) => isInScope(key, code) };
}

const NOT_FOUND = { status: 404, title: 'Not found', detail: 'There is no such action.' } as const;
const TOO_MANY_REFUSALS = {
  status: 429,
  title: 'Too many refused calls',
  detail: 'Calls of this address are not heard for a while.',
} as const;
const UNAUTHORIZED = { status: 401, title: 'Unauthorized', detail: 'A key that holds is needed: Authorization: Bearer KEY.' } as const;

async function answer(request: FastifyRequest, reply: FastifyReply, code: string): Promise<FastifyReply> {
  const { ctx } = request;
  const api = incomingOf(ctx.app, code);
  const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
  const caller = await callerOf(request, api, body);
  // Only for those who hold a key: others cannot ask which actions there are.
  if (api === undefined) throw new NotLetIn(NOT_FOUND, caller.key?.id);
  const own = {
    ...ctx,
    visitor: caller.visitor,
    lang: caller.visitor.lang,
    pageCode: `api ${api.code}`,
    params: new Map<string, string>(),
  };
  request.ctx = own;
  const started = performance.now();
  const call = await beginCall(own.app, {
    code: api.code,
    method: request.method,
    url: `/api/${api.code}`,
    keyID: caller.key?.id,
    username: caller.visitor.username,
    ip: request.ip,
    traceId: own.traceId,
    perMinute: api.definition.perMinute,
    requestBytes: body.length,
  });
  const end = (status: number, { bytes = 0, error = '' }: { bytes?: number; error?: string }): Promise<void> =>
    endCall(own.app, { id: call.id, status, ms: performance.now() - started, responseBytes: bytes, error });
  try {
    if (call.isTooMany)
      throw new ApiProblem({
        status: 429,
        title: 'Too many calls',
        detail: `At most ${api.definition.perMinute} a minute.`,
        retryAfterSeconds: 60,
      });
    const given = await carryOut(own, { request, api, body });
    const text = JSON.stringify(given.body);
    await end(given.status, { bytes: Buffer.byteLength(text) });
    return reply.status(given.status).type('application/json; charset=utf-8').send(text);
  } catch (error) {
    const status = error instanceof ApiProblem ? error.problem.status : toFailure(own, error).status;
    // The sender tries again with the same message when the failure is ours.
    if (status >= 500 && caller.message !== undefined) await forgetSeen(own.app, { code: api.code, message: caller.message });
    await end(status, { error: error instanceof Error ? error.message : 'failed' });
    throw error;
  }
}

function carryOut(
  ctx: RequestContext,
  { request, api, body }: { request: FastifyRequest; api: NamedApi; body: Buffer },
): Promise<ApiAnswer> {
  const { definition } = api;
  if (request.method !== definition.method)
    throw new ApiProblem({ status: 405, title: 'Method not allowed', detail: `This action takes ${definition.method}.` });
  if (body.length > definition.maxBodyKb * 1024)
    throw new ApiProblem({ status: 413, title: 'Body too large', detail: `At most ${definition.maxBodyKb} KB.` });
  return carryOutCall(ctx, api, isInQuery(definition) ? queryOf(request.query) : bodyOf(body));
}

/** Of a repeated name the first value counts. */
function queryOf(query: unknown): Record<string, unknown> {
  if (typeof query !== 'object' || query === null) return {};
  return Object.fromEntries(
    Object.entries(query).map(([name, value]: [string, unknown]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}

function bodyOf(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new ApiProblem({ status: 400, title: 'The body is not JSON' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ApiProblem({ status: 400, title: 'The body is not an object' });
  return { ...value };
}

async function callerOf(request: FastifyRequest, api: NamedApi | undefined, body: Buffer): Promise<Caller> {
  const { ctx, headers, ip } = request;
  if (api?.definition.signature !== undefined) return signedCaller(request, api, body);
  const key = await keyOf(ctx, headers.authorization, ip);
  if (api !== undefined && !isInScope(key, api.code))
    throw new NotLetIn({ status: 403, title: 'Forbidden', detail: 'This key is not for this action.' }, key.id);
  return { key, visitor: key.visitor };
}

async function keyOf({ app }: RequestContext, authorization: string | undefined, ip: string): Promise<ApiKey> {
  const key = await findKey(app, authorization, ip);
  if (key === undefined) throw new NotLetIn(UNAUTHORIZED);
  return key;
}

/** A webhook: signed by its secret, of now, and not seen before. */
async function signedCaller({ ctx, headers }: FastifyRequest, { code, definition }: NamedApi, body: Buffer): Promise<Caller> {
  const { signature: rule } = definition;
  if (rule === undefined) throw new NotLetIn(UNAUTHORIZED);
  const [timestamp, signature] = [rule.timestampHeader, rule.header].map((name) => {
    const value = headers[name.toLowerCase()];
    return typeof value === 'string' ? value : '';
  });
  const secret = (await readSettings(ctx.app, [rule.secret])).get(rule.secret.toLowerCase()) ?? '';
  const isGenuine = secret !== '' && isSigned(secret, { timestamp: timestamp ?? '', body, signature: signature ?? '' });
  if (!isGenuine || !isTimely(rule, timestamp ?? ''))
    throw new NotLetIn({ status: 401, title: 'Unauthorized', detail: 'The signature does not fit, or its time is over.' });
  const visitor = await findVisitor(ctx.app, rule.username ?? '');
  if (visitor === undefined) throw new ApiProblem({ status: 403, title: 'Forbidden', detail: 'This action has no user to act as.' });
  const message = `${timestamp}.${signature?.toLowerCase()}`;
  // Both ends of the window, since clocks may differ either way.
  if (!(await noteSeen(ctx.app, { code, message, seconds: 2 * rule.windowSeconds })))
    throw new ApiProblem({ status: 409, title: 'Seen before', detail: 'This message was taken already.' });
  return { visitor, message };
}

function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const { ctx } = request;
  if (error instanceof ApiProblem) return sendProblem(reply, { ...error.problem, traceId: ctx?.traceId });
  if (ctx === undefined) {
    request.log.error({ err: error }, 'a call could not begin');
    return sendProblem(reply, { status: 503, title: 'Unavailable' });
  }
  if (error instanceof Error && 'validation' in error) return sendProblem(reply, { ...NOT_FOUND, traceId: ctx.traceId });
  const failure = toFailure(ctx, error);
  return sendProblem(reply, {
    status: failure.status,
    title: translate('en', `errors.${failure.code}Title`) ?? 'Failed',
    // A business refusal is for the caller; the reason of a fault is not.
    detail: failure.isFault ? undefined : failure.text,
    traceId: ctx.traceId,
  });
}
