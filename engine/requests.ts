// POST /rq/{code}: a page script or an `as-request` button calls `rq_{code}(@parameters, @username)`. The prefix is the developer's leave: only
// procedures named so can be called, by signed-in users only, and who of them may is the procedure's own decision.

import type { FastifyInstance } from 'fastify';
import { t } from '../renderer/locale.ts';
import { requireAccess } from './access.ts';
import { callOptional } from './call.ts';
import type { ActionBody } from './component.ts';
import { RequestError } from './errors.ts';
import { enqueueActions } from './outbox.ts';
import { agreedCommands, refusalText, refusedWith } from './procedure-answer.ts';
import { withParams } from './request-context.ts';

const schema = {
  params: { type: 'object', properties: { code: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' } }, required: ['code'] },
  body: { type: 'object', properties: { itemID: { type: 'string', maxLength: 128 }, params: { type: 'object' } } },
};

export function requestRoutes(server: FastifyInstance): void {
  server.post<{ Params: { code: string }; Body: ActionBody | null }>('/rq/:code', { schema }, async (request, reply) => {
    const { code } = request.params;
    requireAccess(request.ctx, '*', `request ${code}`);
    const { itemID, params } = bodyOf(request.body ?? {});
    const ctx = withParams(request.ctx, { itemID, params });
    const result = await callOptional(ctx, { name: `rq_${code}`, isRead: false });
    // That it does not exist is no news for a stranger: the same as any address that is not there.
    if (result === undefined) throw new RequestError('notFound', { detail: `procedure rq_${code} does not exist` });
    const refusal = refusalText(result);
    if (refusal !== undefined) {
      const { status = 422, ok, commands } = refusedWith(refusal || t(ctx.lang, 'entity.refused'));
      return reply.status(status).send({ ok, commands });
    }
    await enqueueActions(ctx, result.sets[2]?.rows ?? []);
    return reply.send({ ok: true, commands: agreedCommands(result), data: result.sets[1]?.rows ?? [] });
  });
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
