// The addresses of the workshop: reading the catalogue and modules, running scripts, saving, restoring and trying modules.

import type { FastifyInstance, FastifyReply } from 'fastify';
import type { App } from '../../engine/app.ts';
import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { isKindName } from '../../metadata/kinds.ts';
import { runSql } from '../../sql/query.ts';
import { runScript } from '../../sql/script.ts';
import { flagOf, numberOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminScreen, sectionTitle } from '../screen.ts';
import { ta } from '../texts.ts';
import { catalogueNow, ruleLevels } from './catalogue.ts';
import { callText, dependenciesOf, findInModules } from './dependencies.ts';
import {
  ModuleConflict,
  ModuleRefused,
  moduleHistory,
  noticeOutsideChanges,
  openModule,
  readModuleVersion,
  restoreModule,
  saveModule,
} from './modules.ts';
import type { ModuleName, ModuleVersion } from './modules.ts';
import { objectName, splitName } from './names.ts';
import { describeObject, listObjects, templateTable } from './objects.ts';
import { isReadOnlyScript } from './read-only.ts';
import { checkModule } from './rules.ts';
import type { RuleFinding } from './rules.ts';
import { stoppable, stopRun } from './runs.ts';
import type { RunName } from './runs.ts';
import { procedureTemplate } from './templates.ts';
import { contextOf, tryProcedure } from './trial.ts';
import { checkTrialRows, MOST_TRIAL_ROWS, trialParameters } from './trial-rows.ts';
import type { CellError, TrialRows } from './trial-rows.ts';
import { workshopView } from './view.ts';

const JSON_BODY = { schema: { body: { type: 'object' } } } as const;
const ROW_LIMITS = { standard: 1_000, most: 20_000 };
const SCRIPT_TIMEOUT_MS = 10 * 60_000;
const AUDITED_CHARACTERS = 4_000;

export function workshopRoutes(server: FastifyInstance, app: App): void {
  for (const path of ['/', '/template', '/module/:name', '/module/:schema/:name']) {
    server.get<{ Params: Readonly<Record<string, string>> }>(path, async ({ ctx, params }, reply) => {
      const title = sectionTitle(ctx, 'workshop');
      const body = workshopView(ctx, {
        module: moduleOf(params),
        title,
        database: app.developerDb.describe().split(', ').slice(0, 2).join(' · '),
        users: await usernames(app),
      });
      return reply.type('text/html; charset=utf-8').send(await adminScreen(ctx, { section: 'workshop', title, body, ownHead: true }));
    });
  }
  readingRoutes(server, app);
  runningRoutes(server, app);
  savingRoutes(server, app);
}

function readingRoutes(server: FastifyInstance, app: App): void {
  server.get('/objects.json', async (_request, reply) => sendDone(reply, { data: { objects: await listObjects(app) } }));

  server.get('/catalogue.json', async ({ headers }, reply) => {
    const { stamp, catalogue } = await catalogueNow(app);
    const etag = `"${stamp}"`;
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (headers['if-none-match'] === etag) return reply.status(304).send();
    return reply.send({ ok: true, commands: [], data: catalogue });
  });

  server.get('/object.json', async ({ ctx }, reply) => {
    const name = nameOf(ctx);
    const [details, dependencies] = await Promise.all([describeObject(app, name), dependenciesOf(app, name)]);
    if (details === undefined) throw new RequestError('notFound', { detail: `there is no ${objectName(name)}` });
    return sendDone(reply, { data: { details, dependencies, call: callText(details, details.parameters) } });
  });

  server.get('/trial.json', async ({ ctx }, reply) => {
    const parameters = await trialParameters(app, nameOf(ctx));
    if (parameters === undefined) throw new RequestError('notFound', { detail: `there is no procedure ${objectName(nameOf(ctx))}` });
    return sendDone(reply, { data: { parameters, mostRows: MOST_TRIAL_ROWS } });
  });

  server.get('/module.json', async ({ ctx }, reply) => {
    const version = await openModule(app, nameOf(ctx));
    if (version === undefined) throw new RequestError('notFound', { detail: `there is no module ${objectName(nameOf(ctx))}` });
    return sendDone(reply, {
      data: { version: versionView(version), definition: version.definition, findings: await findings(ctx, version.definition ?? '') },
    });
  });

  server.get('/history.json', async ({ ctx }, reply) =>
    sendDone(reply, { data: { versions: (await moduleHistory(app, nameOf(ctx))).map(versionView) } }),
  );

  server.get('/version.json', async ({ ctx }, reply) => {
    const version = await readModuleVersion(app, Number(ctx.params.get('id')));
    if (version === undefined) throw new RequestError('notFound', { detail: 'there is no such version' });
    return sendDone(reply, { data: { version: versionView(version), definition: version.definition } });
  });

  server.get('/find.json', async ({ ctx }, reply) => {
    const text = (ctx.params.get('text') ?? '').trim();
    return sendDone(reply, { data: { found: text.length < 2 ? [] : await findInModules(app, text) } });
  });

  server.get('/template.json', async ({ ctx }, reply) => {
    const kind = ctx.params.get('kind') ?? '';
    const code = ctx.params.get('code') ?? '';
    const procedure = ctx.params.get('procedure') ?? '';
    const table = ctx.params.get('table') ?? '';
    if (!isKindName(kind) || code === '' || procedure === '')
      throw new RequestError('notFound', { detail: 'kind, code and procedure are needed' });
    const found = app.definitions.get(kind, code);
    const definition = found !== undefined && 'definition' in found ? found.definition : {};
    const known = table === '' ? undefined : await templateTable(app, splitName(table));
    return sendDone(reply, {
      data: { name: objectName(splitName(procedure)), text: procedureTemplate({ kind, code, definition, procedure, table: known }) },
    });
  });
}

function runningRoutes(server: FastifyInstance, app: App): void {
  server.post('/run', JSON_BODY, async ({ ctx, body }, reply) => {
    const text = textOf(body, 'sql');
    const keepChanges = flagOf(body, 'keep');
    const username = textOf(body, 'username');
    const rowLimit = Math.min(
      ROW_LIMITS.most,
      Math.max(1, Math.trunc(numberOf({ rowLimit: ROW_LIMITS.standard, ...Object(body) }, 'rowLimit'))),
    );
    if (keepChanges || !isReadOnlyScript(text)) await requireRecentPassword(ctx);
    // What others did before is not this developer's.
    if (keepChanges) await noticeOutsideChanges(app);
    const context = username === '' ? undefined : await contextOf(app, username, ctx.traceId);
    const result = await stoppable(runOf(ctx, body), {
      leaving: ctx.signal,
      work: (signal) => runScript(app.developerDb, { text, rowLimit, keepChanges, timeoutMs: SCRIPT_TIMEOUT_MS, signal, context }),
    });
    // What was kept may have changed anything.
    if (result.transaction !== 'undone') {
      app.db.signatures.forget();
      await noticeOutsideChanges(app, { username: ctx.visitor.username, source: 'workshop' });
    }
    await audit(ctx, {
      action: 'admin.sqlRun',
      userID: ctx.visitor.userID,
      details: {
        sql: text.slice(0, AUDITED_CHARACTERS),
        keep: keepChanges,
        ending: result.ending,
        transaction: result.transaction,
        ...(username === '' ? {} : { as: username }),
      },
    });
    return sendDone(reply, { data: result });
  });

  server.post(
    '/stop',
    { ...JSON_BODY, config: { changesNothing: 'ends a run, which is in the log itself' } },
    async ({ ctx, body }, reply) => sendDone(reply, { data: { stopped: stopRun(runOf(ctx, body)) } }),
  );

  server.post('/trial', JSON_BODY, async ({ ctx, body }, reply) => {
    await requireRecentPassword(ctx);
    const name = splitName(textOf(body, 'name'));
    const username = textOf(body, 'username');
    const tables = tablesOf(body);
    const cells = await checkTrialRows(app, { module: name, tables });
    if (cells.length > 0) return sendRefused(reply, { status: 422, data: { cells: cells.map((one) => cellError(ctx, one)) } });
    const result = await tryProcedure(app, {
      ...name,
      username,
      values: textsOf(body, 'values'),
      dictionary: textsOf(body, 'dictionary'),
      tables,
      lang: ctx.lang,
      traceID: ctx.traceId,
      signal: ctx.signal,
    });
    if (result === undefined)
      return sendRefused(reply, { status: 422, data: { error: ta(ctx.lang, 'workshop.noSuchUser', { name: username }) } });
    await audit(ctx, {
      action: 'admin.procedureTried',
      userID: ctx.visitor.userID,
      object: objectName(name),
      details: { as: username, ending: result.ending },
    });
    return sendDone(reply, { data: result });
  });
}

function savingRoutes(server: FastifyInstance, app: App): void {
  server.post('/check', { ...JSON_BODY, config: { changesNothing: 'a check' } }, async ({ ctx, body }, reply) =>
    sendDone(reply, { data: { findings: await findings(ctx, textOf(body, 'sql')) } }),
  );

  server.post('/save', JSON_BODY, async ({ ctx, body }, reply) => {
    const text = textOf(body, 'sql');
    const found = await findings(ctx, text);
    if (found.some(({ level }) => level === 'error')) return sendRefused(reply, { status: 422, data: { errors: [], findings: found } });
    await requireRecentPassword(ctx);
    return answered(ctx, reply, async () => {
      const expected = Reflect.get(Object(body), 'expectedVersion') === undefined ? undefined : numberOf(body, 'expectedVersion');
      const version = await saveModule(app, {
        sql: text,
        username: ctx.visitor.username,
        source: 'workshop',
        comment: textOf(body, 'comment') || undefined,
        expectedVersion: expected,
      });
      await audit(ctx, {
        action: 'admin.moduleSaved',
        userID: ctx.visitor.userID,
        object: objectName(version),
        details: { version: version.id },
      });
      return sendDone(reply, { data: { version: versionView(version), definition: version.definition, findings: found } });
    });
  });

  server.post('/restore', JSON_BODY, async ({ ctx, body }, reply) => {
    await requireRecentPassword(ctx);
    return answered(ctx, reply, async () => {
      const id = numberOf(body, 'id');
      const version = await restoreModule(app, {
        id,
        username: ctx.visitor.username,
        comment: ta(ctx.lang, 'workshop.restoredFrom', { id }),
      });
      await audit(ctx, {
        action: 'admin.moduleRestored',
        userID: ctx.visitor.userID,
        object: objectName(version),
        details: { from: id, version: version.id },
      });
      return sendDone(reply, {
        data: { version: versionView(version), definition: version.definition, findings: await findings(ctx, version.definition ?? '') },
      });
    });
  });
}

/** Refusals of the server and conflicts as answers that the editor shows at their lines. */
async function answered(ctx: RequestContext, reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ModuleConflict)
      return sendRefused(reply, { status: 409, data: { latest: versionView(error.latest), definition: error.latest.definition } });
    if (!(error instanceof ModuleRefused)) throw error;
    const errors =
      error.reason === undefined
        ? error.errors
        : error.errors.map((one) => ({ ...one, text: ta(ctx.lang, `workshop.${REASONS[error.reason ?? 'noModule']}`) }));
    return sendRefused(reply, { status: 422, data: { errors, findings: [] } });
  }
}

const REASONS = {
  noModule: 'reasonNoModule',
  severalBatches: 'reasonSeveralBatches',
  databaseTrigger: 'reasonDatabaseTrigger',
  noName: 'reasonNoName',
} as const;

async function findings({ app, lang }: RequestContext, sql: string): Promise<(RuleFinding & { text: string })[]> {
  const [{ tables }, levels] = await Promise.all([catalogueNow(app), ruleLevels(app)]);
  return checkModule(sql, { tables, levels }).map((finding) => ({
    ...finding,
    text: ta(lang, `workshop.rule_${finding.rule}`, finding.params),
  }));
}

function versionView({ id, schema, name, type, source, comment, changed, changedBy, definition }: ModuleVersion) {
  return { id, schema, name, type, source, comment, changed: changed.toISOString(), changedBy, isDropped: definition === null };
}

function runOf({ visitor }: RequestContext, body: unknown): RunName {
  return { userID: visitor.userID, run: textOf(body, 'run').slice(0, 64) };
}

function nameOf(ctx: RequestContext): ModuleName {
  return splitName(ctx.params.get('name') ?? '');
}

/** The module that an address names, `/module/dbo/name` or `/module/dbo.name`; '' for the others. */
function moduleOf({ schema, name }: Readonly<Record<string, string>>): string {
  if (name === undefined || name === '') return '';
  return objectName(schema === undefined ? splitName(name) : { schema, name });
}

function cellError({ lang }: RequestContext, { parameter, row, column, problem, type }: CellError) {
  const key = (
    { missing: 'cellMissing', 'too long': 'cellTooLong', 'out of range': 'cellOutOfRange', 'not convertible': 'cellNotOfType' } as const
  )[problem];
  return { parameter, row, column, text: ta(lang, `workshop.${key}`, { type }) };
}

/** Rows by parameter; what is no text counts as NULL, more rows than allowed are refused. */
function tablesOf(body: unknown): Record<string, TrialRows> {
  const value: unknown = Reflect.get(Object(body), 'tables');
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, rows]: [string, unknown]) => {
      if (!Array.isArray(rows) || rows.length > MOST_TRIAL_ROWS || !rows.every(Array.isArray))
        throw new RequestError('badRequest', { detail: `${name} takes at most ${MOST_TRIAL_ROWS} rows of cells` });
      return [name, rows.map((row: unknown[]) => row.map((cell) => (typeof cell === 'string' ? cell : null)))];
    }),
  );
}

function textsOf(body: unknown, name: string): Record<string, string> {
  const value: unknown = Reflect.get(Object(body), name);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

const MOST_USERS = 200;

async function usernames(app: App): Promise<string[]> {
  const [set] = await runSql(app.db, 'SELECT TOP (@most) u.username FROM platform.[user] AS u WHERE u.isActive = 1 ORDER BY u.username;', {
    most: MOST_USERS,
  });
  return (set?.rows ?? []).map(({ username }) => String(username));
}
