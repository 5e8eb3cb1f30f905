// The addresses of components: `GET /c/{kind}/{code}` a fragment, `GET …/{reading}` another read, `POST …/{action}` an action.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { loadReading, renderFragment, runAction } from './components.ts';
import type { ComponentAddress } from './components.ts';
import type { ActionBody, ComponentReading } from './component.ts';
import { RequestError } from './errors.ts';
import type { RequestContext } from './request-context.ts';

const code = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' };
const name = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9-]{0,63}$' };
const addressSchema = { type: 'object', properties: { kind: name, code, name }, required: ['kind', 'code'] };
const bodySchema = { type: 'object', properties: { itemID: { type: 'string', maxLength: 128 }, params: { type: 'object' } } };

interface AddressParams {
  kind: string;
  code: string;
  name: string;
}

export function componentRoutes(server: FastifyInstance): void {
  server.get<{ Params: AddressParams }>('/c/:kind/:code', { schema: { params: addressSchema } }, async (request, reply) => {
    const { html, status } = await renderFragment(request.ctx, addressOf(request.ctx, request.params));
    return reply.status(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html.value);
  });

  server.get<{ Params: AddressParams }>('/c/:kind/:code/:name', { schema: { params: addressSchema } }, async (request, reply) =>
    sendReading(reply, await loadReading(request.ctx, addressOf(request.ctx, request.params), request.params.name)),
  );

  server.post<{ Params: AddressParams; Body: ActionBody | null }>(
    '/c/:kind/:code/:name',
    { schema: { params: addressSchema, body: bodySchema } },
    async (request, reply) => {
      const body = request.body ?? {};
      const answer = await runAction(request.ctx, addressOf(request.ctx, request.params, body), { action: request.params.name, body });
      return reply.status(answer.status ?? (answer.ok ? 200 : 422)).send({ ok: answer.ok, commands: answer.commands, data: answer.data });
    },
  );
}

/** Item and parameters come from the query of a read and from the body of an action; both are the visitor's words and proven by nobody. */
function addressOf(ctx: RequestContext, { kind, code: definitionCode }: AddressParams, body: ActionBody = {}): ComponentAddress {
  const component = ctx.app.components.byKind(kind);
  if (component === undefined) throw new RequestError('notFound', { detail: `there is no component kind ${kind}` });
  const params = new Map(ctx.params);
  for (const [key, value] of Object.entries(isRecord(body.params) ? body.params : {})) {
    if (typeof value === 'string') params.set(key, value);
  }
  const itemID = typeof body.itemID === 'string' ? body.itemID : (params.get('itemID') ?? '');
  params.delete('itemID');
  params.delete('_csrf');
  return { component, code: definitionCode, itemID, params };
}

function sendReading(reply: FastifyReply, reading: ComponentReading): FastifyReply {
  reply.header('cache-control', 'no-store');
  switch (reading.kind) {
    case 'html':
      return reply.type('text/html; charset=utf-8').send(reading.html.value);
    case 'json':
      return reply.send(reading.data);
    case 'text':
      return reply.type(reading.contentType).send(reading.text);
    case 'stream': {
      const disposition = reading.isInline ? 'inline' : 'attachment';
      return reply
        .type(reading.contentType)
        .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(reading.fileName)}`)
        .send(reading.stream);
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

declare module 'fastify' {
  interface FastifyRequest {
    ctx: RequestContext;
  }
}
