// The supervisor's view of the solution for developers: checks and jobs, the health of the catalogue.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSql } from '../../sql/query.ts';
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
      job: { tidy: { title: 'Tidy', roles: 'boss', schedule: '*/5 * * * *' } },
    },
    sql: [
      `CREATE TABLE dbo.sums (id int NOT NULL PRIMARY KEY, amount int NOT NULL);
CREATE TABLE dbo.tidied (at int NOT NULL);
INSERT INTO dbo.sums (id, amount) VALUES (1, 0), (2, 5);
GO
CREATE OR ALTER PROCEDURE dbo.chk_sums @username nvarchar(64) AS SELECT s.id AS itemID, CONCAT(N'<i>', s.id) AS text FROM dbo.sums AS s WHERE s.amount = 0;
GO
CREATE OR ALTER PROCEDURE dbo.chk_faulty @username nvarchar(64) AS SELECT 1 / 0 AS itemID;
GO
CREATE OR ALTER PROCEDURE dbo.job_tidy @username nvarchar(64) AS BEGIN INSERT INTO dbo.tidied (at) VALUES (1); SELECT 1 AS Result, N'tidied up' AS Msg; END;
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
