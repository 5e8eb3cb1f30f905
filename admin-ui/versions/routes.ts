// History, changes and change sets over HTTP.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { DefinitionConflict, DefinitionInvalid } from '../../metadata/errors.ts';
import { isKindName } from '../../metadata/kinds.ts';
import { saveDefinition } from '../../metadata/store.ts';
import { numberOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { broughtErrors } from '../definitions/brought-errors.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminRenderContext, adminScreen } from '../screen.ts';
import { ta } from '../texts.ts';
import { ModuleConflict, ModuleRefused, saveModule } from '../workshop/modules.ts';
import { changeSet, listAuthors, listChanges, readChange } from './history.ts';
import type { Change, HistoryFilter } from './history.ts';
import { historyActions, kindTitle, renderChange, renderChangeSet, renderHistory } from './history-view.ts';

const MOST_ITEMS = 1_000;

export function historyRoutes(server: FastifyInstance): void {
  server.get('/', async ({ ctx }, reply) => {
    const filter = filterOf(ctx);
    const [list, authors] = await Promise.all([listChanges(ctx.app.db, filter), listAuthors(ctx.app.db)]);
    return page(
      reply,
      adminScreen(ctx, {
        section: 'versions',
        title: ta(ctx.lang, 'sections.versions'),
        lead: ta(ctx.lang, 'versions.historyLead'),
        actions: historyActions(ctx.lang),
        body: renderHistory(adminRenderContext(ctx), { ...list, filter, authors }),
      }),
    );
  });

  server.get<{ Params: { id: string } }>('/change/:id', async ({ ctx, params }, reply) => {
    const change = await changeAt(ctx, params.id);
    return page(
      reply,
      adminScreen(ctx, {
        section: 'versions',
        title: `${kindTitle(ctx.lang, change.kind)} ${change.name}`,
        breadcrumbs: [{ text: change.name }],
        body: renderChange(adminRenderContext(ctx), { change, isSince: ctx.params.get('since') === '1' }),
      }),
    );
  });

  server.get<{ Querystring: { id?: string | string[] } }>('/set', async ({ ctx, query }, reply) => {
    const ids = [query.id ?? []].flat().slice(0, MOST_ITEMS);
    const isAll = ctx.params.get('all') === '1';
    const items = await changeSet(ctx.app.db, isAll ? { filter: filterOf(ctx) } : { ids });
    return page(
      reply,
      adminScreen(ctx, {
        section: 'versions',
        title: ta(ctx.lang, 'versions.setTitle'),
        lead: ta(ctx.lang, 'versions.setLead', { count: items.length }),
        breadcrumbs: [{ text: ta(ctx.lang, 'versions.setTitle') }],
        body: renderChangeSet(adminRenderContext(ctx), { items, isNothingPicked: !isAll && ids.length === 0 }),
      }),
    );
  });

  server.post('/restore', { schema: { body: { type: 'object' } } }, async ({ ctx, body }, reply) => {
    const change = await changeAt(ctx, textOf(body, 'id'));
    const text = textOf(body, 'which') === 'before' ? change.before : change.after;
    if (text === undefined) throw new RequestError('badRequest', { detail: 'there is no text to restore' });
    if (change.kind === 'module' || change.kind === 'role') await requireRecentPassword(ctx);
    const refusal = await restore(ctx, { change, text, version: numberOf(body, 'version') });
    if (refusal !== undefined)
      return sendRefused(reply, { status: 409, data: { error: refusal }, commands: [{ type: 'message', kind: 'danger', text: refusal }] });
    await audit(ctx, {
      action: 'admin.versionRestored',
      userID: ctx.visitor.userID,
      object: `${change.kind} ${change.name}`,
      details: { change: change.id },
    });
    return sendDone(reply, {
      commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'versions.restored', { name: change.name }) }, { type: 'reload' }],
    });
  });
}

/** Answers why not. */
async function restore(
  ctx: RequestContext,
  { change, text, version }: { change: Change; text: string; version: number },
): Promise<string | undefined> {
  const { kind, name, id } = change;
  const { username } = ctx.visitor;
  const comment = ta(ctx.lang, 'versions.restoreComment', { id });
  try {
    const broken = isKindName(kind) ? await broughtErrors(ctx.app, { saved: [{ kind, code: name, text }] }) : [];
    if (broken.length > 0)
      return ta(ctx.lang, 'versions.restoreBreaks', { text: broken.map(({ message }) => message[ctx.lang]).join(' ') });
    if (isKindName(kind)) await saveDefinition(ctx.app.db, { kind, code: name, body: text, expectedVersion: version, username, comment });
    else await saveModule(ctx.app, { sql: text, username, source: 'restore', comment, expectedVersion: version });
    return undefined;
  } catch (error) {
    if (error instanceof DefinitionConflict || error instanceof ModuleConflict) return ta(ctx.lang, 'versions.conflict');
    if (error instanceof DefinitionInvalid) return error.findings.map(({ message }) => message[ctx.lang]).join(' ');
    if (error instanceof ModuleRefused) return error.message;
    throw error;
  }
}

async function changeAt(ctx: RequestContext, id: string): Promise<Change> {
  const change = /^[dm]\d{1,15}$/.test(id) ? await readChange(ctx.app.db, id) : undefined;
  if (change === undefined) throw new RequestError('notFound', { detail: `there is no change ${id}` });
  return change;
}

function filterOf({ params }: RequestContext): HistoryFilter {
  const text = (name: string): string => (params.get(name) ?? '').trim().slice(0, 200);
  const time = (name: string): string => (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text(name)) ? text(name) : '');
  const page = Number(params.get('page') ?? 1);
  return {
    kind: text('kind'),
    who: text('who'),
    code: text('code'),
    text: text('text'),
    from: time('from'),
    to: time('to'),
    page: Number.isInteger(page) && page >= 1 && page < 100_000 ? page : 1,
  };
}

async function page(reply: FastifyReply, screen: Promise<string>): Promise<FastifyReply> {
  return reply.type('text/html; charset=utf-8').send(await screen);
}
