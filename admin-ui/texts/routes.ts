// Addresses of labels: the grid, single texts, what is missing, the file for translators.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { readImportFile } from '../../engine/table/import-file.ts';
import { isKindName } from '../../metadata/kinds.ts';
import { needsNoEntry } from '../audited.ts';
import { sendDone, sendRefused, textOf } from '../answers.ts';
import { kindsFor } from '../definitions/rights.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminScreen } from '../screen.ts';
import { ta } from '../texts.ts';
import { importLabels, labelsCsv, planLabels } from './label-file.ts';
import { addLabel, filterLabels, isKey, isMissing, labelsOf, partsOf, removeLabel, saveText } from './labels.ts';
import type { LabelFilter } from './labels.ts';
import { completeText, oneSidedTexts } from './missing.ts';
import { labelActions, renderLabelImport, renderLabels, renderMissing, renderNewLabel, renderPlan, textTabs } from './view.ts';

const BODY = { schema: { body: { type: 'object' } } };
const PAGE_SIZE = 100;
const MOST_ROWS = 20_000;

export function labelRoutes(server: FastifyInstance): void {
  server.get('/', async ({ ctx }, reply) => {
    const filter = filterOf(ctx);
    const all = filterLabels(labelsOf(ctx.app.definitions), filter);
    const page = pageOf(ctx, all.length);
    const view = { labels: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: all.length, page, pageSize: PAGE_SIZE, filter };
    return send(
      reply,
      adminScreen(ctx, {
        section: 'texts',
        title: ta(ctx.lang, 'sections.texts'),
        lead: ta(ctx.lang, 'texts.lead'),
        actions: labelActions(ctx.lang, filter),
        body: [textTabs(ctx.lang, 'labels'), renderLabels(ctx.lang, { ...view, parts: partsOf(ctx.app.definitions) })],
      }),
    );
  });

  server.get('/missing', async ({ ctx }, reply) => {
    const all = oneSidedTexts(ctx.app.definitions);
    const state = ctx.params.get('state') === 'same' ? 'same' : 'missing';
    const count = (of: string): number => all.filter((one) => one.state === of).length;
    const open = kindsFor(ctx);
    return send(
      reply,
      adminScreen(ctx, {
        section: 'texts',
        title: ta(ctx.lang, 'sections.texts'),
        lead: ta(ctx.lang, 'texts.lead'),
        body: [
          textTabs(ctx.lang, 'missing'),
          renderMissing(ctx.lang, {
            items: all.filter((one) => one.state === state),
            labels: labelsOf(ctx.app.definitions).filter(isMissing).length,
            state,
            counts: { missing: count('missing'), same: count('same') },
            url: ({ kind, code }) => (open.includes(kind) ? `/admin/definitions/${kind}/${code}` : undefined),
          }),
        ],
      }),
    );
  });

  server.post('/missing/save', BODY, async ({ ctx, body }, reply) => {
    const kind = textOf(body, 'kind');
    if (!isKindName(kind) || kind === 'label') throw new RequestError('badRequest', { detail: `there are no texts of the kind "${kind}"` });
    // A role's title is harmless, but whoever changes a role says who they are.
    if (kind === 'role') await requireRecentPassword(ctx);
    const text = textOf(body, 'text').trim();
    if (text === '' || text.length > 4000)
      return sendRefused(reply, { status: 422, data: { error: ta(ctx.lang, 'texts.writeSomething') } });
    await completeText(ctx, { kind, code: textOf(body, 'code'), pointer: textOf(body, 'pointer'), was: textOf(body, 'was'), text });
    return sendDone(reply);
  });

  server.post('/labels/save', BODY, async ({ ctx, body }, reply) => {
    const lang = textOf(body, 'lang');
    if (lang !== 'en' && lang !== 'ru') throw new RequestError('badRequest', { detail: 'lang is en or ru' });
    const text = textOf(body, 'text');
    if (text.length > 4000) return sendRefused(reply, { status: 422, data: { error: ta(ctx.lang, 'texts.tooLong') } });
    await saveText(ctx, { part: textOf(body, 'part'), key: textOf(body, 'key'), lang, was: textOf(body, 'was'), text });
    return sendDone(reply);
  });

  server.post('/labels/add', BODY, async ({ ctx, body }, reply) => {
    const key = textOf(body, 'key').trim();
    const home = labelsOf(ctx.app.definitions).find((label) => label.key === key);
    const errors: Record<string, string> = {};
    if (!isKey(key)) errors.key = ta(ctx.lang, 'texts.badKey');
    else if (home !== undefined) errors.key = ta(ctx.lang, 'texts.keyTaken', { part: home.part });
    const [en, ru] = [textOf(body, 'en').trim(), textOf(body, 'ru').trim()];
    if (en === '') errors.en = ta(ctx.lang, 'texts.writeSomething');
    if (ru === '') errors.ru = ta(ctx.lang, 'texts.writeSomething');
    if (Object.keys(errors).length > 0) return sendRefused(reply, { status: 422, data: { errors } });
    await addLabel(ctx, { part: textOf(body, 'part'), key, en, ru });
    return sendDone(reply, { commands: [{ type: 'redirect', url: `/admin/texts?${new URLSearchParams({ text: key }).toString()}` }] });
  });

  server.post('/labels/remove', BODY, async ({ ctx, body }, reply) => {
    const key = textOf(body, 'key');
    await removeLabel(ctx, { part: textOf(body, 'part'), key });
    return sendDone(reply, {
      commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'texts.removed', { key }) }, { type: 'reload' }],
    });
  });

  server.get('/new', async ({ ctx }, reply) => {
    const parts = partsOf(ctx.app.definitions);
    const title = ta(ctx.lang, 'texts.add');
    const body = renderNewLabel(ctx.lang, { parts, part: ctx.params.get('part') ?? '' });
    return send(reply, adminScreen(ctx, { section: 'texts', title, breadcrumbs: [{ text: title }], isWide: false, body }));
  });

  server.get('/labels.csv', async ({ ctx }, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="labels.csv"')
      .send(labelsCsv(filterLabels(labelsOf(ctx.app.definitions), filterOf(ctx)))),
  );

  server.get('/import', async ({ ctx }, reply) => {
    const title = ta(ctx.lang, 'texts.import');
    return send(
      reply,
      adminScreen(ctx, { section: 'texts', title, breadcrumbs: [{ text: title }], isWide: false, body: renderLabelImport(ctx.lang) }),
    );
  });

  server.post('/import', async (request, reply) => {
    const { ctx } = request;
    const part = request.isMultipart() ? await request.file({ limits: { files: 1, fields: 5 } }) : undefined;
    if (part === undefined) return sendRefused(reply, { status: 422, data: { error: ta(ctx.lang, 'texts.noFile') } });
    const bytes = await part.toBuffer();
    const mode = part.fields.mode;
    const isRun = mode !== undefined && !Array.isArray(mode) && mode.type === 'field' && mode.value === 'run';
    if (isRun) await requireRecentPassword(ctx);
    const file = await readImportFile({ bytes, maxRows: MOST_ROWS, lang: ctx.lang });
    const plan = isRun ? await importLabels(ctx, file) : await planLabels(ctx, file);
    const isFine = plan.errors.length === 0;
    if (!isRun || !isFine || plan.changes.length === 0) needsNoEntry(ctx, 'a dry run, or nothing to change');
    return sendDone(reply, {
      data: {
        html: renderPlan(ctx.lang, plan, { isDone: isRun && isFine }).value,
        canRun: !isRun && isFine && plan.changes.length > 0,
        changes: plan.changes.length,
        errors: plan.errors,
      },
    });
  });
}

function filterOf({ params }: RequestContext): LabelFilter {
  const state = params.get('state');
  return { text: params.get('text') ?? '', part: params.get('part') ?? '', state: state === 'missing' || state === 'unused' ? state : '' };
}

function pageOf({ params }: RequestContext, total: number): number {
  const page = Number(params.get('page') ?? 1);
  return Number.isInteger(page) ? Math.max(1, Math.min(page, Math.ceil(total / PAGE_SIZE))) : 1;
}

async function send(reply: FastifyReply, screen: Promise<string>): Promise<FastifyReply> {
  return reply.type('text/html; charset=utf-8').send(await screen);
}
