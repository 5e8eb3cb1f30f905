// The supervisor's view of the solution for developers: checks and jobs, the health of the catalogue.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleSizes } from '../../admin-ui/diagnostics/sizes.ts';
import { inTransaction, runSql } from '../../sql/query.ts';
import { TEST_PASSWORD, startApp } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';

let app: TestApp;
let dana: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    definitions: {
      check: {
        sums: { title: { en: 'Sums', ru: 'Суммы <b>' }, roles: 'boss', schedule: '10 3 * * *' },
        faulty: { title: 'Faulty', roles: 'boss' },
        all: { title: 'All', roles: 'boss', checks: ['sums'] },
      },
      api: { sum: { title: 'Sum', roles: 'boss', method: 'GET', parameters: [{ code: 'least', type: 'integer', isRequired: true }] } },
      job: { tidy: { title: 'Tidy', roles: 'boss', schedule: '*/5 * * * *' } },
    },
    sql: [
      `CREATE TABLE dbo.sums (id int NOT NULL PRIMARY KEY, amount int NOT NULL);
CREATE TABLE dbo.tidied (at int NOT NULL);
CREATE TABLE dbo.parts (id int NOT NULL CONSTRAINT PK_parts PRIMARY KEY, sumID int NOT NULL CONSTRAINT FK_parts_sums REFERENCES dbo.sums (id));
ALTER TABLE dbo.parts NOCHECK CONSTRAINT FK_parts_sums;
INSERT INTO dbo.sums (id, amount) VALUES (1, 0), (2, 5);
GO
CREATE OR ALTER PROCEDURE dbo.chk_sums @username nvarchar(64) AS SELECT s.id AS itemID, CONCAT(N'<i>', s.id) AS text FROM dbo.sums AS s WHERE s.amount = 0;
GO
CREATE OR ALTER PROCEDURE dbo.chk_faulty @username nvarchar(64) AS SELECT 1 / 0 AS itemID;
GO
CREATE OR ALTER PROCEDURE dbo.api_sum @least int, @username nvarchar(64) AS BEGIN SELECT 1 AS Result; SELECT @least AS least, N'<b>' + @username AS who; END;
GO
CREATE OR ALTER PROCEDURE dbo.job_tidy @username nvarchar(64) AS BEGIN INSERT INTO dbo.tidied (at) VALUES (1); SELECT 1 AS Result, N'tidied up' AS Msg; END;
GO
CREATE OR ALTER PROCEDURE dbo.crud_forgotten_getItems @username nvarchar(64) AS SELECT p.sumID FROM dbo.parts AS p;
GO
CREATE OR ALTER PROCEDURE dbo.rs_called AS SELECT 1 AS one;
GO
CREATE OR ALTER PROCEDURE dbo.caller AS BEGIN EXEC dbo.rs_called; SELECT n.id FROM dbo.nowhere AS n; END;
GO
CREATE OR ALTER PROCEDURE dbo.changer @ids nvarchar(max) AS
BEGIN
  UPDATE t SET t.at = 2 FROM dbo.tidied AS t INNER JOIN STRING_SPLIT(@ids, N',') AS i ON i.value = t.at;
  DELETE p FROM dbo.parts p WHERE p.id IN (SELECT j.[value] FROM OPENJSON(@ids) AS j);
  WITH old AS (SELECT s.id FROM dbo.sums AS s WHERE s.amount < 0) DELETE FROM old;
END;
GO`,
    ],
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'mark', roles: ['boss'] },
    ],
  });
  dana = await app.signIn('dana');
});
afterAll(() => app?.stop());

describe('checks and jobs', () => {
  test('are all listed for a developer, whatever their roles, and for nobody else', async () => {
    const { html } = await dana.page('/admin/checks');
    expect(html).toContain('Суммы &lt;b&gt;');
    expect(html).toContain('/admin/checks/job/tidy');
    expect(html).toContain('/admin/checks/job/purge');
    expect(html).not.toContain('/admin/checks/check/all"');
    const mark = await app.signIn('mark');
    expect((await mark.page('/admin/checks')).status).toBe(404);
    expect((await mark.post('/admin/checks/run', { check: 'sums' })).status).toBe(404);
  });

  test('run now, and the failure of one is shown with its reason', async () => {
    const { status, json } = await dana.post('/admin/checks/run', { check: 'sums' });
    expect([status, json.commands[0]?.text]).toEqual([200, 'Готово: нарушений 1, новых 1']);
    expect((await dana.page('/admin/checks/check/sums')).html).toContain('&lt;i&gt;1');
    const failed = await dana.post('/admin/checks/run', { check: 'faulty' });
    expect([failed.status, JSON.stringify(failed.json.commands)]).toEqual([409, expect.stringContaining('zero')]);
    expect((await dana.post('/admin/checks/run', { check: 'all' })).status).toBe(404);
    expect((await dana.post('/admin/checks/run', { job: 'nothing' })).status).toBe(404);
  });

  test('a job asks for the password first', async () => {
    expect((await dana.post('/admin/checks/run', { job: 'tidy' })).json.error?.code).toBe('passwordNeeded');
    expect((await runSql(app.db, 'SELECT at FROM dbo.tidied'))[0]?.rows).toEqual([]);
    expect((await dana.post('/admin/reauthenticate', { password: TEST_PASSWORD })).json.ok).toBe(true);
    expect((await dana.post('/admin/checks/run', { job: 'tidy' })).json.ok).toBe(true);
    expect((await dana.page('/admin/checks/job/tidy')).html).toContain('tidied up');
  });
});

describe('the health of the database', () => {
  test('names tables without a key, keys without an index, what is switched off, unused and missing', async () => {
    const { html, status } = await dana.page('/admin/diagnostics');
    expect(status).toBe(200);
    const proposals = [...html.matchAll(/href="\/admin\/workshop\?sql=([^"]+)"/g)].map(([, sql = '']) => decodeURIComponent(sql));
    expect(proposals).toContain('ALTER TABLE dbo.[tidied] ADD CONSTRAINT [PK_tidied] PRIMARY KEY (/* the columns that name a row */);');
    expect(proposals).toContain('CREATE INDEX [IX_parts_sumID] ON dbo.[parts] ([sumID]);');
    expect(proposals).toContain('ALTER TABLE dbo.[parts] WITH CHECK CHECK CONSTRAINT [FK_parts_sums];');
    expect(proposals.filter((sql) => sql.startsWith('DROP PROCEDURE'))).toEqual(['DROP PROCEDURE [dbo].[crud_forgotten_getItems];']);
    // Neither what UPDATE and DELETE call a table nor what the server itself has is missing.
    expect(html).not.toContain('module/dbo/changer');
    expect(html).toMatch(/module\/dbo\/caller[\s\S]{0,200}nowhere/);
  });

  test('a proposal puts its finding right', async () => {
    await app.sql(
      'CREATE INDEX [IX_parts_sumID] ON dbo.[parts] ([sumID]); ALTER TABLE dbo.[parts] WITH CHECK CHECK CONSTRAINT [FK_parts_sums];',
    );
    expect((await dana.page('/admin/diagnostics')).html).not.toContain('FK_parts_sums');
  });

  test('modules are bound again without being changed', async () => {
    await app.sql(
      'ALTER TABLE dbo.parts DROP CONSTRAINT FK_parts_sums; DROP INDEX IX_parts_sumID ON dbo.parts; ALTER TABLE dbo.parts DROP COLUMN sumID;',
    );
    const before = await runSql(app.db, "SELECT modify_date FROM sys.objects WHERE name = 'crud_forgotten_getItems'");
    const { json } = await dana.post('/admin/diagnostics/compile');
    const [command] = json.commands;
    expect(command?.target).toBe('#compile');
    expect(String(command?.html)).toMatch(/crud_forgotten_getItems[\s\S]{0,300}sumID/);
    expect(String(command?.html)).not.toContain('chk_sums');
    expect(await runSql(app.db, "SELECT modify_date FROM sys.objects WHERE name = 'crud_forgotten_getItems'")).toEqual(before);
  });

  test('sizes grow against the samples of the days before', async () => {
    await sampleSizes(app.running.app);
    await runSql(app.db, 'UPDATE platform.table_size SET day = DATEADD(DAY, -3, day), kb = 0;');
    await sampleSizes(app.running.app);
    expect((await dana.page('/admin/diagnostics/sizes')).html).toMatch(/dbo\.sums[\s\S]{0,200}\+/);
  });

  test('what holds a transaction is seen with its locks and can be ended, with the password', async () => {
    expect((await dana.post('/admin/diagnostics/kill', { id: '32000' })).status).toBe(409);
    const held = inTransaction(app.db, async ({ run }) => {
      await run('UPDATE dbo.sums SET amount = 9 WHERE id = 1;');
      const [set] = await run('SELECT @@SPID AS id;');
      const id = Number(set?.rows[0]?.id);
      expect((await dana.page('/admin/diagnostics/running')).html).toContain(`name="id" value="${id}"`);
      expect((await dana.post('/admin/diagnostics/kill', { id: String(id) })).json.ok).toBe(true);
      await run('SELECT 1 AS one;');
    });
    await expect(held).rejects.toThrow();
    expect((await runSql(app.db, 'SELECT amount FROM dbo.sums WHERE id = 1'))[0]?.rows).toEqual([{ amount: 0 }]);
    const audited = await app.db.kysely.selectFrom('platform.audit').select('object').where('action', '=', 'admin.sessionKilled').execute();
    expect(audited).toHaveLength(1);
  });
});

describe('the API', () => {
  const made = { name: 'Shop', username: 'mark', days: '30', scopes: ['sum', 'nothing'] };

  test('makes a key that works, shows it once, and revokes it', async () => {
    const { json } = await dana.post('/admin/api/keys/create', made);
    const { secret } = json.data as { secret: { value: string } };
    const called = (): Promise<Response> => fetch(`${app.url}/api/sum?least=3`, { headers: { authorization: `Bearer ${secret.value}` } });
    expect(await (await called()).json()).toEqual({ ok: true, data: [{ least: 3, who: '<b>mark' }] });
    const { html } = await dana.page('/admin/api/keys');
    expect(html).toContain('Shop');
    expect(html).not.toContain(secret.value);
    expect((await dana.page('/admin/api/calls?code=sum&direction=in')).html).toContain('/api/sum');
    const id = /name="id" value="(\d+)"/.exec(html)?.[1] ?? '';
    expect((await dana.post('/admin/api/keys/revoke', { id })).json.ok).toBe(true);
    expect((await called()).status).toBe(401);
    expect((await dana.post('/admin/api/keys/revoke', { id })).status).toBe(404);
  });

  test('says at each field why a key cannot be made', async () => {
    const { status, json } = await dana.post('/admin/api/keys/create', { name: '', username: 'nobody', days: '0', scopes: ['nothing'] });
    expect([status, Object.keys((json.data as { errors: object }).errors)]).toEqual([422, ['name', 'username', 'scopesMark', 'days']]);
  });

  test('tries an action as a user, and is for developers only', async () => {
    expect((await dana.page('/admin/api/try/sum')).html).toContain('name="p_least"');
    const { json } = await dana.post('/admin/api/try/sum', { p_least: '5', username: 'mark' });
    expect(json.commands[0]?.html).toContain('&lt;b&gt;mark');
    expect((await dana.post('/admin/api/try/sum', { p_least: 'x', username: 'mark' })).json.commands[0]?.html).toContain('400');
    expect((await dana.post('/admin/api/try/sum', { p_least: '5', username: 'dana' })).json.commands[0]?.html).toContain('403');
    expect(Object.keys(JSON.parse((await dana.page('/api/openapi.json')).html).paths)).toEqual(['/api/sum']);
    expect((await dana.page('/admin/api')).html).toContain('GET /api/sum');
    const mark = await app.signIn('mark');
    for (const path of ['', '/keys', '/calls', '/try/sum']) expect((await mark.page(`/admin/api${path}`)).status).toBe(404);
    expect((await mark.post('/admin/api/keys/create', made)).status).toBe(404);
  });
});
