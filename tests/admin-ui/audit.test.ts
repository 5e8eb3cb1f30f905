// Every route of the running server that changes something in the developer's cabinet, played as a developer: without a CSRF token and
// without a recent password it changes nothing, with them it leaves an entry in the audit log that says who, what and on what.

import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNNAMED_CHANGE, watchChanges } from '../../admin-ui/audited.ts';
import type { App } from '../../engine/app.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { beginTrace } from '../../engine/trace.ts';
import { runSql } from '../../sql/query.ts';
import { withRoutes } from '../engine/abuse/routes.ts';
import type { NotedRoute } from '../engine/abuse/routes.ts';
import { startApp, unnamedChanges } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';
import { auditCases } from './audit-cases.ts';
import { auditFixture } from './audit-fixture.ts';
import type { AuditCase, Play } from './audit-fixture.ts';

let app: TestApp;
let dana: TestBrowser;
let routes: readonly NotedRoute[];

beforeAll(async () => {
  ({ started: app, routes } = await withRoutes(() => startApp(auditFixture)));
  await runSql(app.db, `UPDATE platform.[user] SET lang = 'en', email = CONCAT(username, N'@example.com');`);
  dana = await app.signIn('dana');
});
afterAll(() => app?.stop());

/** Everything that these routes could change, with the log itself. */
async function stateNow(): Promise<string> {
  const sets = await runSql(
    app.db,
    `SELECT kind, code, version, body, draft FROM platform.definition ORDER BY kind, code;
     SELECT u.username, u.email, u.isActive, u.passwordHash FROM platform.[user] AS u ORDER BY u.id;
     SELECT userID, roleCode FROM platform.user_role ORDER BY userID, roleCode;
     SELECT code, value FROM platform.setting ORDER BY code;
     SELECT o.name, o.modify_date FROM sys.objects AS o WHERE o.schema_id = SCHEMA_ID('dbo') ORDER BY o.name;
     SELECT id, name FROM dbo.aud_things ORDER BY id;
     SELECT id, revokedAt FROM platform.api_key ORDER BY id;
     SELECT s.id, s.revokedAt, s.dataEditUntil FROM platform.session AS s ORDER BY s.id;
     SELECT userID FROM platform.trace_switch;
     SELECT COUNT(*) AS letters, MAX(id) AS last FROM platform.outbox;
     SELECT COUNT(*) AS imports FROM platform.package_import;
     SELECT COUNT(*) AS entries FROM platform.audit;`,
  );
  return JSON.stringify(sets.map(({ rows }) => rows));
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send({ path, body = {} }: Play, token: string): Promise<Answer> {
  const isForm = body instanceof FormData;
  const headers = { 'x-csrf-token': token, 'x-requested-with': 'fetch', ...(!isForm && { 'content-type': 'application/json' }) };
  const answer = await dana.fetch(path, { method: 'POST', headers, body: isForm ? body : JSON.stringify(body) });
  return { status: answer.status, text: await answer.text() };
}

const own = `id = (SELECT MAX(s.id) FROM platform.session AS s JOIN platform.[user] AS u ON u.id = s.userID WHERE u.username = N'dana')`;
const withoutPassword = () => runSql(app.db, `UPDATE platform.session SET reauthenticated = NULL, dataEditUntil = NULL WHERE ${own};`);
const withPassword = () =>
  runSql(
    app.db,
    `UPDATE platform.session SET reauthenticated = SYSUTCDATETIME(), dataEditUntil = DATEADD(MINUTE, 5, SYSUTCDATETIME()) WHERE ${own};`,
  );

async function lastEntry(): Promise<number> {
  const [set] = await runSql(app.db, 'SELECT ISNULL(MAX(id), 0) AS id FROM platform.audit;');
  return Number(set?.rows[0]?.id);
}

async function entriesAfter(id: number): Promise<string[]> {
  const [set] = await runSql(
    app.db,
    `SELECT u.username, r.username AS realUser, a.action, a.object FROM platform.audit AS a
     LEFT JOIN platform.[user] AS u ON u.id = a.userID LEFT JOIN platform.[user] AS r ON r.id = a.realUserID
     WHERE a.id > @id ORDER BY a.id;`,
    { id },
  );
  return (set?.rows ?? []).map(({ username, realUser, action, object }) =>
    [username, realUser ?? '-', action, object ?? ''].join(' ').trim(),
  );
}

const changing = (): string[] => routes.map(({ name }) => name).filter((name) => /^(?!GET|HEAD|OPTIONS)\S+ \/admin(?:\/|$)/.test(name));

it('has a line for every route that is no GET, and every change is guarded by the password or says why not', () => {
  expect([...new Set(changing())].sort()).toEqual(auditCases.map(({ route }) => route).sort());
  const unsaid = auditCases.filter(({ entry, guard, free }) => entry !== undefined && guard === undefined && free === undefined);
  expect(unsaid.map(({ route }) => route)).toEqual([]);
  const isFree = new Map(routes.map(({ name, config }) => [name, config.changesNothing !== undefined]));
  expect(auditCases.filter(({ route, entry }) => isFree.get(route) !== (entry === undefined))).toEqual([]);
});

describe('a change in the developer’s cabinet', () => {
  it.each(auditCases.map((one): [string, AuditCase] => [one.route, one]))('%s', async (_route, { play, entry, guard }) => {
    const request = () => play({ app, dana });
    await withoutPassword();
    const before = await request();
    const state = await stateNow();
    expect((await send(before, 'forged')).status, 'without a token').toBe(403);
    if (guard !== undefined) {
      const { status, text } = await send(await request(), dana.csrf);
      expect([status >= 400, (JSON.parse(text) as { error?: { code: string } }).error?.code]).toEqual([true, guard]);
    }
    expect(await stateNow(), 'nothing has changed').toBe(state);

    await withPassword();
    const seen = await stateNow();
    const last = await lastEntry();
    const answer = await send(await request(), dana.csrf);
    expect(answer.status, answer.text.slice(0, 600)).toBe(200);
    const entries = await entriesAfter(last);
    if (entry === undefined) {
      expect(await stateNow(), 'it says that it changes nothing').toBe(seen);
      return;
    }
    expect(
      entries.some((one) => one.startsWith(`dana - ${entry}`)),
      `${entries.join('; ')} / ${answer.text.slice(0, 600)}`,
    ).toBe(true);
  });

  it('as somebody else names both', async () => {
    const last = await lastEntry();
    await dana.page('/me');
    expect((await send({ path: '/impersonation/end' }, dana.csrf)).status).toBe(303);
    expect(await entriesAfter(last)).toEqual(['evan dana admin.impersonationEnded evan']);
  });

  it('that forgets its entry gets one that no test lets pass, and is told of', async () => {
    expect(await unnamedChanges(app.db)).toEqual([]);
    const server = Fastify();
    const warnings: unknown[] = [];
    const log = { warn: (...said: unknown[]) => warnings.push(said) } as unknown as App['log'];
    const ctx = { app: { ...app.running.app, log }, trace: beginTrace('forgetful'), visitor: { userID: 1, realUsername: null }, ip: '::1' };
    server.decorateRequest('ctx');
    server.addHook('onRequest', async (request) => {
      request.ctx = ctx as unknown as RequestContext;
    });
    watchChanges(server);
    server.post('/forgetful/:id', async () => 'done');
    server.post('/failing', (_request, reply) => reply.status(422).send('no'));
    server.post('/checking', { config: { changesNothing: 'a check' } }, async () => 'fine');
    for (const url of ['/failing', '/checking', '/forgetful/1']) await server.inject({ method: 'POST', url });
    await expect.poll(() => unnamedChanges(app.db)).toEqual(['POST /forgetful/:id']);
    expect(warnings).toHaveLength(1);
    await runSql(app.db, 'DELETE FROM platform.audit WHERE action = @action;', { action: UNNAMED_CHANGE });
    await server.close();
  });
});
