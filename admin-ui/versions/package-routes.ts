// Packages over HTTP: the zip out, the plan of one that comes in, the import itself with its progress, the undo of the last one.

import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import {
  DataRefused,
  ImportFailed,
  NothingToUndo,
  PackageChanged,
  PackageConflict,
  PackageInvalid,
  PackageObstacle,
} from '../../metadata/errors.ts';
import {
  PackageUnreadable,
  dataChoice,
  dataPath,
  exportFiles,
  importPackage,
  planImport,
  planUndo,
  readItems,
  readZip,
  undoImport,
  zipOf,
} from '../../metadata/packages.ts';
import type { ImportOptions, Package } from '../../metadata/packages.ts';
import type { Command } from '../../renderer/commands.ts';
import { needsNoEntry } from '../audited.ts';
import { flagOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { adminRenderContext, adminScreen } from '../screen.ts';
import { ta } from '../texts.ts';
import { listImports, usualName } from './imports.ts';
import { moduleWriter } from './module-writer.ts';
import { dataIn } from './data-view.ts';
import { renderExport, renderFindings, renderImport, renderImported, renderImports, renderPlan, renderUndo } from './package-view.ts';
import { planErrors } from './plan-errors.ts';
import { findingsOf } from './report.ts';

const ID = { params: { type: 'object', properties: { id: { type: 'string', pattern: '^[0-9]{1,9}$' } }, required: ['id'] } };

interface ByID {
  Params: { id: string };
}

export function packageRoutes(server: FastifyInstance): void {
  server.get('/export', async ({ ctx }, reply) => {
    const [items, name] = await Promise.all([readItems(ctx.app.developerDb), usualName(ctx.app.db)]);
    const data = await dataChoice(ctx.app.developerDb, name);
    return screen(ctx, reply, {
      title: ta(ctx.lang, 'versions.exportTitle'),
      lead: ta(ctx.lang, 'versions.exportLead'),
      body: renderExport(adminRenderContext(ctx), { items, name, data }),
    });
  });

  // A plain form: the browser saves the answer by itself.
  server.post('/export', async ({ ctx, body }, reply) => {
    const name = textOf(body, 'name');
    if (!/^[\w-]{1,64}$/.test(name)) throw new RequestError('badRequest', { text: ta(ctx.lang, 'versions.nameNeeded') });
    const data = dataIn(body, await dataChoice(ctx.app.developerDb, name));
    const paths = [...listOf(body, 'path'), ...data.map(({ table }) => dataPath(table))];
    const only = textOf(body, 'scope') === 'selection' ? paths : undefined;
    if (only?.length === 0) throw new RequestError('badRequest', { text: ta(ctx.lang, 'versions.nothingSelected') });
    const files = await exportFiles(ctx.app.developerDb, { name, data, ...(only && { only }) }).catch((error: unknown) => {
      if (!(error instanceof DataRefused)) throw error;
      throw new RequestError('badRequest', {
        text: ta(ctx.lang, `versions.refused_${error.reason}`, { table: error.table, detail: error.detail }),
      });
    });
    await audit(ctx, {
      action: 'admin.packageExported',
      userID: ctx.visitor.userID,
      object: name,
      details: {
        files: files.size,
        ...(data.length > 0 && { rowsOf: data.map(({ table }) => table) }),
        ...(only && { selected: only.length }),
      },
    });
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${name}.zip"`)
      .header('cache-control', 'no-store')
      .send(Buffer.from(zipOf(files)));
  });

  server.get('/import', async ({ ctx }, reply) => {
    const imports = await listImports(ctx.app.db);
    return screen(ctx, reply, {
      title: ta(ctx.lang, 'versions.importTitle'),
      lead: ta(ctx.lang, 'versions.importLead'),
      body: renderImport(adminRenderContext(ctx), imports),
    });
  });

  server.post('/import/check', { config: { changesNothing: 'a dry run' } }, async (request, reply) => {
    const { ctx } = request;
    const { pkg, refusal } = await uploaded(request);
    if (pkg === undefined) return sendRefused(reply, { status: 422, data: { error: refusal } });
    const findings = findingsOf(pkg, ctx.lang).filter(({ severity }) => severity === 'error');
    const body = findings.length > 0 ? renderFindings(ctx.lang, findings) : await checkedPlan(ctx, pkg);
    return sendDone(reply, { commands: [replacePlan(body.value)], data: { isValid: findings.length === 0 } });
  });

  // Asked before the upload, which then answers line by line.
  server.post('/import/ready', { config: { changesNothing: 'asks for the password' } }, async ({ ctx }, reply) => {
    await requireRecentPassword(ctx);
    return sendDone(reply);
  });

  server.post('/import/run', async (request, reply) => {
    const { ctx } = request;
    await requireRecentPassword(ctx);
    const { pkg, refusal, fields } = await uploaded(request);
    if (pkg === undefined) return sendRefused(reply, { status: 422, data: { error: refusal } });
    return streamed(reply, (progress) => runImport(ctx, { pkg, fields, progress }));
  });

  server.get<ByID>('/undo/:id', { schema: ID }, async ({ ctx, params }, reply) => {
    const id = Number(params.id);
    const past = (await listImports(ctx.app.db)).find((one) => one.id === id && one.canUndo);
    if (past === undefined) throw new RequestError('notFound', { detail: `import ${id} cannot be undone` });
    const plan = await planUndo(ctx.app.developerDb, id);
    return screen(ctx, reply, {
      title: ta(ctx.lang, 'versions.undoTitle', { name: past.package }),
      lead: ta(ctx.lang, 'versions.undoLead'),
      body: renderUndo(adminRenderContext(ctx), { plan, id }),
    });
  });

  server.post<ByID>('/undo/:id', { schema: { ...ID, body: { type: 'object' } } }, async ({ ctx, params, body }, reply) => {
    const id = Number(params.id);
    if (!(await listImports(ctx.app.db)).some((one) => one.id === id && one.canUndo))
      throw new RequestError('notFound', { detail: `import ${id} cannot be undone` });
    await requireRecentPassword(ctx);
    const { username, userID } = ctx.visitor;
    const options = {
      username,
      onConflict: conflictsOf(textOf(body, 'conflicts')),
      shouldDelete: flagOf(body, 'delete'),
      modules: moduleWriter(username, { isUndo: true }),
    };
    try {
      const plan = await undoImport(ctx.app.developerDb, id, options);
      ctx.app.db.signatures.forget();
      await audit(ctx, { action: 'admin.importUndone', userID, object: plan.name, details: { import: id } });
    } catch (error) {
      const text = refusalOf(ctx, error);
      if (text === undefined) throw error;
      return sendRefused(reply, { status: 409, data: { error: text }, commands: [{ type: 'message', kind: 'danger', text }] });
    }
    return sendDone(reply, {
      commands: [
        { type: 'message', kind: 'success', text: ta(ctx.lang, 'versions.undoDone') },
        { type: 'redirect', url: '/admin/versions/import' },
      ],
    });
  });
}

async function checkedPlan(ctx: RequestContext, pkg: Package): Promise<SafeHtml> {
  const plan = await planImport(ctx.app.developerDb, pkg);
  return renderPlan(ctx.lang, plan, { errors: await planErrors(ctx.app, plan, ctx.lang) });
}

interface ImportRun {
  readonly pkg: Package;
  readonly fields: ReadonlyMap<string, string>;
  readonly progress: NonNullable<ImportOptions['onProgress']>;
}

interface RunAnswer {
  readonly ok: boolean;
  readonly commands: readonly Command[];
}

async function runImport(ctx: RequestContext, { pkg, fields, progress }: ImportRun): Promise<RunAnswer> {
  const { username, userID } = ctx.visitor;
  try {
    const result = await importPackage(ctx.app.developerDb, pkg, {
      username,
      onConflict: conflictsOf(fields.get('conflicts') ?? ''),
      shouldDelete: fields.get('delete') === '1',
      expectedDigest: fields.get('digest') ?? '',
      modules: moduleWriter(username),
      onProgress: progress,
    });
    ctx.app.db.signatures.forget();
    const counts = { added: result.added.length, changed: result.changed.length, deleted: result.deleted.length };
    await audit(ctx, {
      action: 'admin.packageImported',
      userID,
      object: pkg.name,
      details: { ...counts, conflicts: result.conflicts.length, import: result.importID },
    });
    const list = renderImports(adminRenderContext(ctx), await listImports(ctx.app.db));
    return {
      ok: true,
      commands: [
        replacePlan(renderImported(ctx.lang, ta(ctx.lang, 'versions.doneText', counts)).value),
        { type: 'replace', target: '#import-list', html: list.value },
      ],
    };
  } catch (error) {
    // One transaction: what failed is not there.
    needsNoEntry(ctx, 'the import failed');
    if (error instanceof PackageChanged || error instanceof PackageConflict) {
      const plan = renderPlan(ctx.lang, error.plan, { note: ta(ctx.lang, 'versions.changedMeanwhile') });
      return { ok: false, commands: [replacePlan(plan.value)] };
    }
    const text = refusalOf(ctx, error);
    if (text === undefined) throw error;
    return { ok: false, commands: [{ type: 'message', kind: 'danger', text }] };
  }
}

/** What a developer can do something about, in words; undefined for anything else. */
function refusalOf({ lang }: RequestContext, error: unknown): string | undefined {
  if (error instanceof ImportFailed) return `${ta(lang, 'versions.failed')} ${error.message}`;
  if (error instanceof DataRefused) return ta(lang, `versions.refused_${error.reason}`, { table: error.table, detail: error.detail });
  if (error instanceof PackageInvalid) return ta(lang, 'versions.findings');
  if (error instanceof PackageObstacle)
    return ta(lang, error.reason === 'loss' ? 'versions.undoLoss' : 'versions.undoImpossible', { names: error.obstacles.join(', ') });
  if (error instanceof PackageConflict || error instanceof NothingToUndo || error instanceof PackageChanged)
    return ta(lang, 'versions.conflict');
  return undefined;
}

/** One JSON value a line: progress while it works, the answer last. What fails without words ends the stream before its answer. */
function streamed(reply: FastifyReply, work: (progress: ImportRun['progress']) => Promise<RunAnswer>): FastifyReply {
  const lines = new PassThrough();
  const write = (line: object): void => void lines.write(`${JSON.stringify(line)}\n`);
  work((progress) => write({ progress }))
    .then((answer) => write(answer))
    .then(
      () => lines.end(),
      (error: Error) => lines.destroy(error),
    );
  return reply.type('application/x-ndjson').header('cache-control', 'no-store').send(lines);
}

interface Upload {
  readonly pkg?: Package;
  readonly refusal?: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Fields stand before the file. */
async function uploaded(request: FastifyRequest): Promise<Upload> {
  const { lang } = request.ctx;
  const fields = new Map<string, string>();
  const part = request.isMultipart() ? await request.file({ limits: { files: 1, fields: 10 } }) : undefined;
  if (part === undefined) return { refusal: ta(lang, 'versions.noFile'), fields };
  const zip = await part.toBuffer();
  for (const [name, field] of Object.entries(part.fields)) {
    if (field !== undefined && !Array.isArray(field) && field.type === 'field' && typeof field.value === 'string')
      fields.set(name, field.value);
  }
  try {
    return { pkg: readZip(zip, part.filename.replace(/\.zip$/i, '')), fields };
  } catch (error) {
    if (error instanceof PackageUnreadable) return { refusal: ta(lang, `versions.${error.reason}`), fields };
    throw error;
  }
}

function replacePlan(html: string): Command {
  return { type: 'replace', target: '#import-plan', html };
}

function conflictsOf(value: string): 'stop' | 'keep' | 'overwrite' {
  return value === 'keep' || value === 'overwrite' ? value : 'stop';
}

/** A form sends one value or several. */
function listOf(body: unknown, name: string): string[] {
  const value: unknown = typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : [];
  return [value].flat().filter((one) => typeof one === 'string');
}

async function screen(
  ctx: RequestContext,
  reply: FastifyReply,
  { title, lead, body }: { title: string; lead: string; body: ReturnType<typeof renderExport> },
): Promise<FastifyReply> {
  return reply
    .type('text/html; charset=utf-8')
    .send(await adminScreen(ctx, { section: 'versions', title, lead, breadcrumbs: [{ text: title }], body }));
}
