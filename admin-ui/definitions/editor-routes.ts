// Addresses of the editor of one definition: its screen and data, the check while typing, draft, publication and history.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { DefinitionConflict, DefinitionInvalid } from '../../metadata/errors.ts';
import { formatBody } from '../../metadata/format.ts';
import { readDefinition, readHistory } from '../../metadata/store.ts';
import type { StoredBody } from '../../metadata/store.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { icon, iconNames } from '../../renderer/icons.ts';
import { flagOf, numberOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { adminScreen } from '../screen.ts';
import { checkText, shown } from './check.ts';
import { draftAuthor } from './draft-author.ts';
import { editorData } from './editor-data.ts';
import { editorBody } from './editor-view.ts';
import { requireDefinition } from './lifecycle.ts';
import { permit } from './list-routes.ts';
import { isDeveloper, requireKind } from './rights.ts';
import { listsLeadingTo } from './lists.ts';
import { BreaksReferences, dropDraft, keepDraft, publish, stampOf } from './save.ts';

const bodySchema = { body: { type: 'object' } };
const ICONS_AT_ONCE = 120;

interface Address {
  kind: string;
  code: string;
}

export function editorRoutes(server: FastifyInstance): void {
  server.get<{ Querystring: { q?: string } }>('/icons', async ({ query }, reply) => {
    const wanted = String(query.q ?? '')
      .toLowerCase()
      .trim();
    const names = iconNames()
      .filter((name) => name.includes(wanted))
      .slice(0, ICONS_AT_ONCE);
    return sendDone(reply, { data: names.map((name) => ({ name, svg: icon(name).value })) });
  });

  // Where a record of a page can be found for its preview.
  server.get<{ Params: { code: string } }>('/page/:code/lists', async ({ ctx, params }, reply) => {
    requireKind(ctx, 'page');
    return sendDone(reply, { data: await listsLeadingTo(ctx.app, params.code) });
  });

  server.get<{ Params: Address }>('/:kind/:code', async ({ ctx, params }, reply) => {
    const { stored } = await definitionOf(ctx, params);
    const screen = editorBody(ctx, { kind: stored.kind, code: stored.code });
    return reply
      .type('text/html; charset=utf-8')
      .send(await adminScreen(ctx, { section: 'definitions', title: `${stored.kind} ${stored.code}`, ownHead: true, body: screen }));
  });

  server.get<{ Params: Address }>('/:kind/:code/data', async ({ ctx, params }, reply) => {
    const { stored } = await definitionOf(ctx, params);
    return sendDone(reply, { data: await editorData(ctx, stored) });
  });

  server.post<{ Params: Address }>(
    '/:kind/:code/check',
    { config: { changesNothing: 'a check' }, schema: bodySchema, bodyLimit: 4_000_000 },
    async ({ ctx, params, body }, reply) => {
      const kind = requireKind(ctx, params.kind);
      return sendDone(reply, { data: await checkText(ctx.app, { kind, code: params.code, text: textOf(body, 'text'), lang: ctx.lang }) });
    },
  );

  server.post<{ Params: Address }>(
    '/:kind/:code/draft',
    { schema: bodySchema, bodyLimit: 4_000_000 },
    async ({ ctx, params, body }, reply) =>
      saving(ctx, { reply, params, body }, async (edit) => sendDone(reply, { data: seenAfter(ctx, await keepDraft(ctx, edit)) })),
  );

  server.post<{ Params: Address }>('/:kind/:code/discard', { schema: bodySchema }, async ({ ctx, params, body }, reply) =>
    saving(ctx, { reply, params, body }, async (edit) => sendDone(reply, { data: seenAfter(ctx, await dropDraft(ctx, edit)) })),
  );

  server.post<{ Params: Address }>(
    '/:kind/:code/publish',
    { schema: bodySchema, bodyLimit: 4_000_000 },
    async ({ ctx, params, body }, reply) =>
      saving(ctx, { reply, params, body }, async (edit) => {
        await permit(ctx, edit.kind);
        const comment = textOf(body, 'comment').trim().slice(0, 1000);
        const stored = await publish(ctx, { ...edit, comment, anyway: flagOf(body, 'anyway') });
        return sendDone(reply, { data: { body: stored.body, ...seenAfter(ctx, stored) } });
      }),
  );

  server.get<{ Params: Address }>('/:kind/:code/history', async ({ ctx, params }, reply) => {
    const kind = requireKind(ctx, params.kind);
    return sendDone(reply, { data: await readHistory(ctx.app.db, { kind, code: params.code }) });
  });

  server.get<{ Params: Address & { id: string } }>('/:kind/:code/history/:id(^\\d{1,18}$)', async ({ ctx, params }, reply) => {
    const kind = requireKind(ctx, params.kind);
    const row = await ctx.app.db.kysely
      .selectFrom('platform.definition_history')
      .select(['body', 'version'])
      .where('id', '=', params.id)
      .where('kind', '=', kind)
      .where('code', '=', params.code)
      .executeTakeFirst();
    if (row?.body === null || row === undefined)
      throw new RequestError('notFound', { detail: `no version ${params.id} of ${kind} ${params.code}` });
    return sendDone(reply, { data: { body: pretty(kind, row.body), version: row.version } });
  });
}

/** One form for all texts, so that they differ only where something changed. */
function pretty(kind: KindName, body: string): string {
  try {
    return formatBody(kind, JSON.parse(body));
  } catch {
    return body;
  }
}

async function definitionOf(ctx: RequestContext, params: Address) {
  const kind = requireKind(ctx, params.kind);
  const stored = await requireDefinition(ctx, { kind, code: params.code });
  return { stored: { ...stored, kind, body: pretty(kind, stored.body) } };
}

interface Saving {
  readonly reply: FastifyReply;
  readonly params: Address;
  readonly body: unknown;
}

type Edit = Parameters<typeof keepDraft>[1];

/** Runs a save and tells why it did not happen: findings with their lines, or what somebody else did meanwhile. */
async function saving(
  ctx: RequestContext,
  { reply, params, body }: Saving,
  run: (edit: Edit) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const kind = requireKind(ctx, params.kind);
  const { code } = params;
  const text = textOf(body, 'text');
  try {
    return await run({ kind, code, text, version: numberOf(body, 'version'), draftStamp: textOf(body, 'draftStamp') });
  } catch (error) {
    if (error instanceof DefinitionInvalid)
      return sendRefused(reply, { status: 422, data: { findings: shown(error.findings, { kind, code, text, lang: ctx.lang }) } });
    if (error instanceof BreaksReferences) {
      const broken = shown(error.findings, { kind, code, text, lang: ctx.lang });
      return sendRefused(reply, { status: 422, data: { broken, mayPublishAnyway: isDeveloper(ctx) } });
    }
    if (error instanceof SyntaxError) {
      const { findings } = await checkText(ctx.app, { kind, code, text, lang: ctx.lang });
      return sendRefused(reply, { status: 422, data: { findings } });
    }
    if (!(error instanceof DefinitionConflict)) throw error;
    return sendRefused(reply, { status: 409, data: { conflict: await conflictOf(ctx, { kind, code }) } });
  }
}

/** What is there now, for the comparison; null when it was deleted. */
async function conflictOf(ctx: RequestContext, { kind, code }: { kind: KindName; code: string }) {
  const now = await readDefinition(ctx.app.db, { kind, code });
  if (now === undefined) return null;
  const text = pretty(kind, now.draft ?? now.body);
  return {
    text,
    body: pretty(kind, now.body),
    isDraft: now.draft !== null,
    updatedBy: now.updatedBy,
    ...seenAfter(ctx, now),
  };
}

/** What the editor has to know for its next save. */
function seenAfter(ctx: RequestContext, stored: StoredBody | undefined) {
  if (stored === undefined) throw new RequestError('notFound', { detail: 'the definition was deleted meanwhile' });
  return { version: stored.version, draftStamp: stampOf(stored.draft), draftAuthor: draftAuthor(ctx, stored) ?? null };
}
