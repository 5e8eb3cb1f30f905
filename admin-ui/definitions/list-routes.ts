// Addresses of the list and of what happens to whole definitions: making, copying, another code, deleting.

import type { FastifyInstance, FastifyReply } from 'fastify';
import type { RequestContext } from '../../engine/request-context.ts';
import { DefinitionConflict } from '../../metadata/errors.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { numberOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { adminScreen, sectionTitle } from '../screen.ts';
import { ta } from '../texts.ts';
import { codeProblem, create, duplicate, remove, rename } from './lifecycle.ts';
import { listFor } from './list.ts';
import type { ListFilter } from './list.ts';
import { editorUrl, listBody, newButton } from './list-view.ts';
import { kindsFor, requireKind } from './rights.ts';
import { usesOf } from './uses.ts';

const bodySchema = { body: { type: 'object' } };
interface Address {
  kind: string;
  code: string;
}

export function listRoutes(server: FastifyInstance): void {
  server.get<{ Querystring: Record<string, unknown> }>('/', async ({ ctx, query }, reply) => {
    const filter = filterOf(ctx, query);
    const list = await listFor(ctx, filter);
    const roles = ctx.app.definitions.all('role').map(({ code }) => code);
    const title = sectionTitle(ctx, 'definitions');
    const body = listBody(ctx, { list, filter, roles });
    const actions = newButton(ctx, filter);
    return reply.type('text/html; charset=utf-8').send(await adminScreen(ctx, { section: 'definitions', title, actions, body }));
  });

  server.post('/create', { schema: bodySchema }, async ({ ctx, body }, reply) => {
    const kind = requireKind(ctx, textOf(body, 'kind'));
    const code = textOf(body, 'code').trim();
    const title = textOf(body, 'title').trim();
    const problem = await codeProblem(ctx, { kind, code });
    if (problem !== undefined) return refuseCode(reply, problem);
    await permit(ctx, kind);
    await create(ctx, { kind, code, title: title === '' ? code : title, roles: textOf(body, 'roles') });
    return sendDone(reply, { commands: [{ type: 'redirect', url: editorUrl({ kind, code }) }] });
  });

  server.get<{ Params: Address }>('/:kind/:code/uses', async ({ ctx, params }, reply) => {
    const kind = requireKind(ctx, params.kind);
    const open = kindsFor(ctx);
    const uses = usesOf(ctx.app.definitions, { kind, code: params.code });
    return sendDone(reply, { data: uses.map((use) => ({ ...use, ...(open.includes(use.kind) && { url: editorUrl(use) }) })) });
  });

  for (const [name, run] of [
    ['duplicate', duplicateIt],
    ['rename', renameIt],
  ] as const) {
    server.post<{ Params: Address }>(`/:kind/:code/${name}`, { schema: bodySchema }, async ({ ctx, params, body }, reply) => {
      const kind = requireKind(ctx, params.kind);
      const code = textOf(body, 'code').trim();
      const problem = await codeProblem(ctx, { kind, code });
      if (problem !== undefined) return refuseCode(reply, problem);
      await permit(ctx, kind);
      return answering(ctx, reply, async () => {
        await run(ctx, { kind, from: params.code, to: code, body });
        return sendDone(reply, { commands: [{ type: 'redirect', url: editorUrl({ kind, code }) }] });
      });
    });
  }

  server.post<{ Params: Address }>('/:kind/:code/delete', { schema: bodySchema }, async ({ ctx, params, body }, reply) => {
    const kind = requireKind(ctx, params.kind);
    await permit(ctx, kind);
    return answering(ctx, reply, async () => {
      await remove(ctx, { kind, code: params.code, version: numberOf(body, 'version'), comment: textOf(body, 'comment') });
      return sendDone(reply, { commands: [{ type: 'redirect', url: `/admin/definitions?kind=${kind}` }] });
    });
  });
}

interface Copying {
  readonly kind: ReturnType<typeof requireKind>;
  readonly from: string;
  readonly to: string;
  readonly body: unknown;
}

function duplicateIt(ctx: RequestContext, { kind, from, to }: Copying): Promise<void> {
  return duplicate(ctx, { kind, code: from }, to);
}

function renameIt(ctx: RequestContext, { kind, from, to, body }: Copying): Promise<void> {
  return rename(ctx, { kind, code: from, version: numberOf(body, 'version') }, to);
}

/** Roles decide what people may do. */
export async function permit(ctx: RequestContext, kind: string): Promise<void> {
  if (kind === 'role') await requireRecentPassword(ctx);
}

function refuseCode(reply: FastifyReply, problem: string): FastifyReply {
  return sendRefused(reply, { status: 422, data: { field: 'code', error: problem } });
}

async function answering(ctx: RequestContext, reply: FastifyReply, run: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DefinitionConflict)) throw error;
    const text = ta(ctx.lang, 'definitions.changedMeanwhile', { name: error.theirs?.updatedBy ?? '' });
    return sendRefused(reply, { status: 409, data: { error: text } });
  }
}

function filterOf(ctx: RequestContext, query: Record<string, unknown>): ListFilter {
  const of = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const state = of('state');
  return {
    text: of('q'),
    kind: kindsFor(ctx).find((kind) => kind === of('kind')) ?? '',
    role: of('role'),
    state: state === 'draft' || state === 'broken' || state === 'warned' ? state : '',
    isMine: of('mine') === '1',
  };
}
