// The data browser over HTTP: tables, pages of rows, a row's form, changes, CSV out and in.

import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { readImportFile } from '../../engine/table/import-file.ts';
import type { Command } from '../../renderer/commands.ts';
import { needsNoEntry } from '../audited.ts';
import { flagOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminRenderContext, adminScreen } from '../screen.ts';
import { ta } from '../texts.ts';
import { isChangeable, listTables, readTable } from './catalogue.ts';
import type { DataTable } from './catalogue.ts';
import { ChangeRefused, RowChanged, deleteRow, insertRow, updateRow } from './change.ts';
import type { Values, Writer } from './change.ts';
import { csvOf, importCsv } from './csv.ts';
import { isEditOn, setEdit } from './edit-switch.ts';
import { readPage, readRow } from './read.ts';
import type { DataQuery } from './read.ts';
import { gridActions, renderGrid, renderImportReport, renderRowForm, renderTables } from './view.ts';

const PAGE_SIZE = 50;
const LONGEST_SHOWN = 200;
const MOST_IMPORTED = 20_000;

interface OfTable {
  Params: { schema: string; table: string };
}
const BODY = { schema: { body: { type: 'object' } } };

export function dataRoutes(server: FastifyInstance): void {
  server.get('/', async ({ ctx }, reply) => {
    const tables = await listTables(ctx.app.developerDb);
    return page(
      reply,
      adminScreen(ctx, {
        section: 'data',
        title: ta(ctx.lang, 'sections.data'),
        lead: ta(ctx.lang, 'data.lead'),
        body: renderTables(adminRenderContext(ctx), { tables, find: (ctx.params.get('find') ?? '').slice(0, 100) }),
      }),
    );
  });

  server.post('/switch', BODY, async ({ ctx, body }, reply) => {
    const isOn = flagOf(body, 'on');
    if (isOn) await requireRecentPassword(ctx);
    await setEdit(ctx, isOn);
    await audit(ctx, { action: isOn ? 'admin.dataEditOn' : 'admin.dataEditOff', userID: ctx.visitor.userID });
    return sendDone(reply, { commands: [{ type: 'reload' }] });
  });

  server.get<OfTable>('/:schema/:table', async ({ ctx, params, query }, reply) => {
    const table = await tableAt(ctx, params);
    const asked = queryOf(query);
    const [rows, isOn] = await Promise.all([
      readPage(ctx.app.developerDb, table, asked, { size: PAGE_SIZE, longest: LONGEST_SHOWN }),
      isEditOn(ctx),
    ]);
    const canEdit = isOn && isChangeable(table);
    const grid = renderGrid(adminRenderContext(ctx), { table, page: rows, query: asked, canEdit, longest: LONGEST_SHOWN });
    if (ctx.params.get('part') === 'grid') return reply.type('text/html; charset=utf-8').send(grid.value);
    return page(
      reply,
      adminScreen(ctx, {
        section: 'data',
        title: `${table.schema}.${table.name}`,
        breadcrumbs: [{ text: `${table.schema}.${table.name}` }],
        actions: gridActions(ctx.lang, { table, canEdit, isOn, query: asked }),
        body: grid,
      }),
    );
  });

  server.get<OfTable>('/:schema/:table/export.csv', async ({ ctx, params, query }, reply) => {
    const table = await tableAt(ctx, params);
    await audit(ctx, { action: 'admin.dataExported', userID: ctx.visitor.userID, object: `${table.schema}.${table.name}` });
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${table.schema}.${table.name}.csv`)}`)
      .send(Readable.from(csvOf(ctx.app.developerDb, table, queryOf(query)), { objectMode: false }));
  });

  // A row's form: of an existing one with its key, else of a new one.
  server.get<OfTable>('/:schema/:table/row', async ({ ctx, params }, reply) => {
    const table = await tableAt(ctx, params);
    const key = ctx.params.get('key');
    const row = key === undefined ? undefined : await readRow(ctx.app.developerDb, table, keyOf(key, table));
    if (key !== undefined && row === undefined) throw new RequestError('notFound', { detail: `there is no row ${key}` });
    const canEdit = isChangeable(table) && (await isEditOn(ctx));
    return reply.type('text/html; charset=utf-8').send(renderRowForm(adminRenderContext(ctx), { table, row, canEdit }).value);
  });

  server.post<OfTable>('/:schema/:table/update', BODY, async (request, reply) =>
    changing(request, reply, async ({ ctx, table, body, url }) => {
      const key = keyOf(textOf(body, 'key'), table);
      const change = { key, values: valuesOf(textOf(body, 'values')), original: valuesOf(textOf(body, 'original')) };
      const undo = await updateRow(writerOf(ctx), table, change);
      return {
        details: { key, from: change.original, to: change.values },
        message: ta(ctx.lang, 'data.saved'),
        undo: {
          url: `${url}/update`,
          body: { key: JSON.stringify(undo.key), values: JSON.stringify(undo.values), original: JSON.stringify(undo.original) },
        },
      };
    }),
  );

  server.post<OfTable>('/:schema/:table/insert', BODY, async (request, reply) =>
    changing(request, reply, async ({ ctx, table, body, url }) => {
      const values = valuesOf(textOf(body, 'values'));
      const key = await insertRow(writerOf(ctx), table, { values, withIdentity: flagOf(body, 'withIdentity') });
      return {
        details: { key, to: values },
        message: ta(ctx.lang, 'data.added'),
        undo: { url: `${url}/delete`, body: { key: JSON.stringify(key) } },
      };
    }),
  );

  server.post<OfTable>('/:schema/:table/delete', BODY, async (request, reply) =>
    changing(request, reply, async ({ ctx, table, body, url }) => {
      const key = keyOf(textOf(body, 'key'), table);
      const before = await deleteRow(writerOf(ctx), table, key);
      const undo = before && { url: `${url}/insert`, body: { values: JSON.stringify(before), withIdentity: '1' } };
      return { details: { key, from: before ?? null }, message: ta(ctx.lang, 'data.deleted'), undo };
    }),
  );

  server.post<OfTable>('/:schema/:table/import', async (request, reply) => {
    const { ctx } = request;
    const table = await changeableAt(ctx, request.params);
    const part = request.isMultipart() ? await request.file({ limits: { files: 1, fields: 5 } }) : undefined;
    if (part === undefined) return sendRefused(reply, { status: 422, data: { error: ta(ctx.lang, 'versions.noFile') } });
    const bytes = await part.toBuffer();
    const mode = part.fields.mode;
    const isDryRun = !(mode !== undefined && !Array.isArray(mode) && mode.type === 'field' && mode.value === 'run');
    if (!isDryRun) await requireRecentPassword(ctx);
    const file = await readImportFile({ bytes, maxRows: MOST_IMPORTED, lang: ctx.lang });
    const report = await importCsv(writerOf(ctx), table, { file, isDryRun });
    const isDone = !isDryRun && report.errorCount === 0;
    const object = `${table.schema}.${table.name}`;
    if (isDone)
      await audit(ctx, {
        action: 'admin.dataImported',
        userID: ctx.visitor.userID,
        object,
        details: { inserted: report.inserted, updated: report.updated },
      });
    else needsNoEntry(ctx, isDryRun ? 'a dry run' : 'the file has errors');
    const html = renderImportReport(ctx.lang, { report, isDone }).value;
    return sendDone(reply, { commands: isDone ? [CHANGED] : [], data: { html, canRun: isDryRun && report.errorCount === 0 } });
  });
}

const CHANGED: Command = { type: 'event', name: 'data-changed' };

interface Changing {
  readonly ctx: RequestContext;
  readonly table: DataTable;
  readonly body: unknown;
  /** Of the table in this section. */
  readonly url: string;
}

interface Changed {
  readonly details: Readonly<Record<string, unknown>>;
  readonly message: string;
  readonly undo: { readonly url: string; readonly body: Readonly<Record<string, string>> } | undefined;
}

/** Every change of a row: only while the switch is on, audited, with its undo in the message. */
async function changing(
  request: FastifyRequest<OfTable>,
  reply: FastifyReply,
  work: (changing: Changing) => Promise<Changed>,
): Promise<FastifyReply> {
  const { ctx, body, params } = request;
  const table = await changeableAt(ctx, params);
  const url = `/admin/data/${encodeURIComponent(table.schema)}/${encodeURIComponent(table.name)}`;
  try {
    const { details, message, undo } = await work({ ctx, table, body, url });
    await audit(ctx, { action: 'admin.dataChanged', userID: ctx.visitor.userID, object: `${table.schema}.${table.name}`, details });
    return sendDone(reply, { commands: [{ type: 'message', kind: 'success', text: message, ...(undo && { undo }) }, CHANGED] });
  } catch (error) {
    const text = error instanceof ChangeRefused ? error.message : error instanceof RowChanged ? ta(ctx.lang, 'data.conflict') : undefined;
    if (text === undefined) throw error;
    return sendRefused(reply, {
      status: error instanceof RowChanged ? 409 : 422,
      data: { error: text },
      commands: [{ type: 'message', kind: 'danger', text }],
    });
  }
}

function writerOf({ app, visitor }: RequestContext): Writer {
  return { db: app.developerDb, username: visitor.username };
}

async function changeableAt(ctx: RequestContext, params: OfTable['Params']): Promise<DataTable> {
  const table = await tableAt(ctx, params);
  if (!isChangeable(table)) throw new RequestError('forbidden', { text: ta(ctx.lang, 'data.readOnlyTable') });
  if (!(await isEditOn(ctx))) throw new RequestError('forbidden', { text: ta(ctx.lang, 'data.switchedOff') });
  return table;
}

async function tableAt({ app }: RequestContext, { schema, table: name }: OfTable['Params']): Promise<DataTable> {
  const table = await readTable(app.developerDb, { schema, name });
  if (table === undefined) throw new RequestError('notFound', { detail: `there is no table ${schema}.${name}` });
  return table;
}

function queryOf(query: unknown): DataQuery {
  const given = new Map(
    Object.entries(query as Record<string, unknown>).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
  const filters = [...given].flatMap(([name, value]) =>
    name.startsWith('f.') && value !== '' ? [[name.slice(2), value.slice(0, 400)] as const] : [],
  );
  const page = Number(given.get('page') ?? 1);
  return {
    filters: new Map(filters),
    sort: given.get('sort') ?? '',
    isDescending: given.get('dir') === 'desc',
    after: textsIn(given.get('after') ?? '[]'),
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1,
  };
}

function keyOf(json: string, table: DataTable): string[] {
  const key = textsIn(json);
  if (key.length !== table.key.length) throw new RequestError('badRequest', { detail: 'the key has another shape' });
  return key;
}

function textsIn(json: string): string[] {
  const value = parsed(json);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function valuesOf(json: string): Values {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RequestError('badRequest', { detail: 'values are an object' });
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, text === null ? null : String(text)]));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new RequestError('badRequest', { detail: 'this is not JSON' });
  }
}

async function page(reply: FastifyReply, screen: Promise<string>): Promise<FastifyReply> {
  return reply.type('text/html; charset=utf-8').send(await screen);
}
