// POST /rq/{code}: a page script or an `as-request` button calls `rq_{code}(@parameters, @username)`. The definition of the kind `request` is
// the developer's leave and says who may; a procedure without one cannot be called, whatever its name.

import type { FastifyInstance } from 'fastify';
import { t } from '../renderer/locale.ts';
import { requireAccess } from './access.ts';
import { describeFinding } from '../metadata/findings.ts';
import type { RequestDefinition } from '../metadata/kinds/request.ts';
import { callRequired } from './call.ts';
import type { ActionBody } from './component.ts';
import { RequestError } from './errors.ts';
import { enqueueActions } from './outbox.ts';
import { agreedCommands, refusalText, refusedWith } from './procedure-answer.ts';
import { withParams } from './request-context.ts';
import type { RequestContext } from './request-context.ts';

const schema = {
  params: { type: 'object', properties: { code: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' } }, required: ['code'] },
  body: { type: 'object', properties: { itemID: { type: 'string', maxLength: 128 }, params: { type: 'object' } } },
};

export function requestRoutes(server: FastifyInstance): void {
  server.post<{ Params: { code: string }; Body: ActionBody | null }>('/rq/:code', { schema }, async (request, reply) => {
    const { code } = request.params;
    const { code: own, definition } = requestOf(request.ctx, code);
    requireAccess(request.ctx, definition.roles, `request ${own}`);
    const { itemID, params } = bodyOf(request.body ?? {});
    const ctx = withParams(request.ctx, { itemID, params });
    const result = await callRequired(ctx, {
      name: `${definition.schema}.rq_${own}`,
      dictionary: new Map(Object.entries(definition.params ?? {})),
      isRead: false,
    });
    const refusal = refusalText(result);
    if (refusal !== undefined) {
      const { status = 422, ok, commands } = refusedWith(refusal || t(ctx.lang, 'entity.refused'));
      return reply.status(status).send({ ok, commands });
    }
    await enqueueActions(ctx, result.sets[2]?.rows ?? []);
    return reply.send({ ok: true, commands: agreedCommands(result), data: result.sets[1]?.rows ?? [] });
  });
}

/** Which requests there are is no news for strangers: one that is not defined is the same to them as one that is closed. */
function requestOf(ctx: RequestContext, code: string): { code: string; definition: RequestDefinition } {
  const stored = ctx.app.definitions.get('request', code);
  if (stored === undefined) {
    requireAccess(ctx, '*', `request ${code}`);
    throw new RequestError('notFound', { detail: `there is no request "${code}"` });
  }
  if ('findings' in stored)
    throw new RequestError('definitionBroken', {
      detail: stored.findings.map(describeFinding).join('\n'),
      params: { kind: 'request', code },
    });
  return stored;
}

/** Parameters come in `params`, or as plain fields of the body beside it. */
function bodyOf(body: ActionBody): { itemID: string; params: Map<string, string> } {
  const params = new Map<string, string>();
  const given = typeof body.params === 'object' && body.params !== null ? Object.entries(body.params) : [];
  for (const [name, value] of [...Object.entries(body), ...given]) {
    if (name === 'params' || name === 'itemID' || name === '_csrf') continue;
    if (typeof value === 'string' || typeof value === 'number') params.set(name, String(value));
    else if (typeof value === 'boolean') params.set(name, value ? 'True' : 'False');
  }
  return { itemID: typeof body.itemID === 'string' ? body.itemID : '', params };
}
