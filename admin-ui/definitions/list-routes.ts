// Addresses of the list and of what happens to whole definitions: making, copying, another code, deleting.

import type { FastifyInstance, FastifyReply } from 'fastify';
import type { RequestContext } from '../../engine/request-context.ts';
import { DefinitionConflict, DefinitionInvalid } from '../../metadata/errors.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { flagOf, numberOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { adminScreen, sectionTitle } from '../screen.ts';
import { ta } from '../texts.ts';
import { footprintOf } from './footprint.ts';
import { codeProblem, create, duplicate, remove, requireDefinition, requireNotBuiltIn } from './lifecycle.ts';
import { rename } from './renaming.ts';
import { listFor } from './list.ts';
import type { ListFilter } from './list.ts';
import { editorUrl, listBody, newButton } from './list-view.ts';
import { kindsFor, requireKind } from './rights.ts';

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
    const stored = await requireDefinition(ctx, { kind, code: params.code });
    return sendDone(reply, { data: await footprintOf(ctx, { ...stored, kind }) });
  });

  server.post<{ Params: Address }>('/:kind/:code/duplicate', { schema: bodySchema }, async ({ ctx, params, body }, reply) =>
    underNewCode(ctx, { params, body, reply }, ({ kind, from, to }) => duplicate(ctx, { kind, code: from }, to)),
  );

  server.post<{ Params: Address }>('/:kind/:code/rename', { schema: bodySchema }, async ({ ctx, params, body }, reply) =>
    underNewCode(ctx, { params, body, reply }, (codes) => {
      requireNotBuiltIn(ctx, { kind: codes.kind, code: codes.from });
      const [shouldRewrite, keepsAddress] = [flagOf(body, 'rewrite'), flagOf(body, 'keepAddress')];
      return rename(ctx, { ...codes, version: numberOf(body, 'version'), shouldRewrite, keepsAddress });
    }),
  );

  server.post<{ Params: Address }>('/:kind/:code/delete', { schema: bodySchema }, async ({ ctx, params, body }, reply) => {
    const kind = requireKind(ctx, params.kind);
    const { code } = params;
    requireNotBuiltIn(ctx, { kind, code });
    await permit(ctx, kind);
    return answering(ctx, reply, async () => {
      const comment = textOf(body, 'comment');
      await remove(ctx, { kind, code, version: numberOf(body, 'version'), comment, anyway: flagOf(body, 'anyway') });
      return sendDone(reply, { commands: [{ type: 'redirect', url: `/admin/definitions?kind=${kind}` }] });
    });
  });
}

interface Codes {
  readonly kind: KindName;
  readonly from: string;
  readonly to: string;
}

/** Does what makes a definition of the code that was typed, and leads to its editor. */
async function underNewCode(
  ctx: RequestContext,
  { params, body, reply }: { params: Address; body: unknown; reply: FastifyReply },
  run: (codes: Codes) => Promise<void>,
): Promise<FastifyReply> {
  const kind = requireKind(ctx, params.kind);
  const code = textOf(body, 'code').trim();
  const problem = await codeProblem(ctx, { kind, code });
  if (problem !== undefined) return refuseCode(reply, problem);
  await permit(ctx, kind);
  return answering(ctx, reply, async () => {
    await run({ kind, from: params.code, to: code });
    return sendDone(reply, { commands: [{ type: 'redirect', url: editorUrl({ kind, code }) }] });
  });
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
    if (error instanceof DefinitionInvalid)
      return sendRefused(reply, { status: 422, data: { error: error.findings.map(({ message }) => message[ctx.lang]).join(' ') } });
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
