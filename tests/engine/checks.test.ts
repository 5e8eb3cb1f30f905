// Integrity checks and jobs through real HTTP and a real database: who may run and mend, what is kept of a run, who hears of what is new.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueJobs } from '../../engine/checks/clock.ts';
import { runJob } from '../../engine/jobs.ts';
import { runSql } from '../../sql/query.ts';
import { startApp } from './harness.ts';
import type { TestApp, TestBrowser } from './harness.ts';

let app: TestApp;
let anna: TestBrowser;
let nora: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    users: [
      { username: 'anna', roles: ['boss'] },
      { username: 'boris', roles: ['boss'] },
      { username: 'nora', roles: ['clerk'] },
    ],
    definitions: {
      check: {
        sums: {
          title: { en: 'Sums', ru: 'Суммы' },
          roles: 'boss,clerk',
          runRoles: 'boss',
          severity: 'danger',
          schedule: '10 3 * * *',
          timeZone: 'UTC',
          columns: [{ code: 'amount', title: 'Amount', format: 'money' }],
          fix: { roles: 'boss', title: 'Put right', confirm: '{count} at once' },
          notify: { to: 'role:boss', lang: 'en', type: 'check' },
        },
        broken: { title: 'Broken', roles: 'boss' },
        secret: { title: 'Secret sums', roles: 'nobody' },
        all: { title: 'All checks', roles: 'boss,clerk', checks: ['sums', 'broken', 'secret'] },
      },
      job: { tidy: { title: 'Tidy', roles: 'boss', schedule: '*/5 * * * *', timeZone: 'UTC' }, closed: { title: 'Closed' } },
      notificationType: { check: { title: 'Checks' } },
    },
    sql: [
      `CREATE TABLE dbo.sums (id int NOT NULL PRIMARY KEY, amount decimal(18, 2) NOT NULL, due decimal(18, 2) NOT NULL);
CREATE TABLE dbo.tidied (username nvarchar(64) NULL);
INSERT INTO dbo.sums (id, amount, due) VALUES (1, 10, 10), (2, 10, 20), (3, 30.5, 20), (4, 1, 1);
GO
CREATE OR ALTER PROCEDURE dbo.chk_sums @username nvarchar(64), @lang nvarchar(8) AS
BEGIN
  SET NOCOUNT ON;
  SELECT s.id AS itemID, CONCAT(IIF(@lang = N'ru', N'Сумма <b>', N'Sum <b>'), s.id) AS text, IIF(s.id = 2, N'javascript:alert(1)', CONCAT(N'/sum/', s.id)) AS url,
    IIF(s.id = 3, N'warning', NULL) AS severity, s.amount
  FROM dbo.sums AS s
  WHERE s.amount <> s.due AND @username IS NULL;
END;
GO
CREATE OR ALTER PROCEDURE dbo.chk_sums_fix @itemIDs nvarchar(max), @username nvarchar(64) AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF @username <> N'anna' THROW 50001, N'Only Anna mends.', 1;
  UPDATE dbo.sums SET amount = due WHERE id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v);
  SELECT 1 AS Result, N'Mended' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.chk_broken @username nvarchar(64) AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 / 0 AS itemID;
END;
GO
CREATE OR ALTER PROCEDURE dbo.chk_secret @username nvarchar(64) AS SELECT 1 AS itemID, N'top secret' AS text;
GO
CREATE OR ALTER PROCEDURE dbo.job_tidy @username nvarchar(64) AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO dbo.tidied (username) VALUES (@username);
  SELECT 1 AS Result, N'tidy now' AS Msg;
END;
GO`,
    ],
  });
  anna = await app.signIn('anna');
  nora = await app.signIn('nora');
});
afterAll(() => app?.stop());

const run = (browser: TestBrowser, check: string) => browser.post('/c/check/all/run', { check });
const violations = () =>
  app.db.kysely.selectFrom('platform.check_violation').selectAll().where('code', '=', 'sums').orderBy('violationKey').execute();

describe('a run', () => {
  it('by hand keeps what it found, in both languages', async () => {
    const { status, json } = await run(anna, 'sums');
    expect([status, json.data]).toEqual([200, { violations: 2, fresh: 2 }]);
    const kept = await violations();
    expect(kept.map(({ violationKey, severity, url }) => [violationKey, severity, url])).toEqual([
      ['2', 'danger', null],
      ['3', 'warning', '/sum/3'],
    ]);
    expect(JSON.parse(kept[1]?.body ?? '')).toEqual({
      en: { text: 'Sum <b>3', columns: { amount: '30.5' } },
      ru: { text: 'Сумма <b>3', columns: { amount: '30.5' } },
    });
    const { html } = await anna.page('/c/check/all/found?check=sums');
    expect(html).toContain('&lt;b&gt;3');
    expect(html).toContain('href="/sum/3"');
    expect(html).not.toMatch(/javascript:|<b>3/);
  });

  it('tells of new violations only, and not whoever ran it', async () => {
    const told = async () =>
      (
        await runSql(
          app.db,
          `SELECT u.username, n.text FROM platform.notification AS n JOIN platform.[user] AS u ON u.id = n.userID WHERE n.typeCode = N'check' ORDER BY n.id`,
        )
      )[0]?.rows;
    await expect.poll(told, { timeout: 10_000 }).toHaveLength(1);
    expect(await told()).toEqual([{ username: 'boris', text: expect.stringMatching(/^Sums: new violations 2\. Sum <b>2; Sum <b>3$/) }]);
    expect((await run(anna, 'sums')).json.data).toEqual({ violations: 2, fresh: 0 });
    await app.sql('UPDATE dbo.sums SET amount = due WHERE id = 2; UPDATE dbo.sums SET amount = 7 WHERE id = 4;');
    expect((await run(anna, 'sums')).json.data).toEqual({ violations: 2, fresh: 1 });
    expect((await violations()).map(({ violationKey, gone }) => [violationKey, gone === null])).toEqual([
      ['2', false],
      ['3', true],
      ['4', true],
    ]);
    // What comes back is new again.
    await app.sql('UPDATE dbo.sums SET amount = 1 WHERE id = 2;');
    expect((await run(anna, 'sums')).json.data).toEqual({ violations: 3, fresh: 1 });
  });

  it('that fails is noted and leaves the findings of the others alone', async () => {
    const { status, json } = await run(anna, 'broken');
    expect(status).toBe(500);
    expect(JSON.stringify(json)).not.toMatch(/divide|zero/i);
    const { html } = await anna.page('/c/check/all');
    expect(html).toContain('сама проверка не выполнилась');
    expect(html).not.toMatch(/divide|zero/i);
    expect((await violations()).filter(({ gone }) => gone === null)).toHaveLength(3);
  });

  it('is one at a time', async () => {
    await app.sql(`UPDATE platform.job_lease SET owner = N'another', until = DATEADD(MINUTE, 5, SYSUTCDATETIME()) WHERE code = N'check.sums';
      IF @@ROWCOUNT = 0 INSERT INTO platform.job_lease (code, owner, until) VALUES (N'check.sums', N'another', DATEADD(MINUTE, 5, SYSUTCDATETIME()));`);
    expect((await run(anna, 'sums')).status).toBe(409);
    await app.sql(`DELETE FROM platform.job_lease WHERE code = N'check.sums';`);
    expect((await run(anna, 'sums')).status).toBe(200);
  });
});

describe('access', () => {
  it('shows members of a collection by their own roles', async () => {
    const { html } = await nora.page('/c/check/all');
    expect(html).toContain('data-check-item="sums"');
    expect(html).not.toMatch(/data-check-item="(broken|secret)"|data-check-do="run/);
    expect((await anna.page('/c/check/secret')).status).toBe(403);
    expect((await anna.page('/c/check/all/found?check=secret')).status).toBe(404);
    expect((await app.browser().page('/c/check/all')).status).toBe(401);
  });

  it('lets only the named roles run and mend', async () => {
    for (const action of ['run', 'fix']) {
      expect((await nora.post(`/c/check/all/${action}`, { check: 'sums', items: ['2'] })).status).toBe(403);
      expect((await anna.post(`/c/check/all/${action}`, { check: 'secret', items: ['2'] })).status).toBe(404);
    }
    expect((await nora.page('/c/check/all/found?check=sums')).html).not.toContain('data-check-tick');
  });
});

describe('mending', () => {
  it('changes what was chosen, as the visitor, and looks again', async () => {
    const { status, json } = await anna.post('/c/check/all/fix', { check: 'sums', items: ['3', '4'] });
    expect([status, json.commands]).toEqual([200, [{ type: 'message', kind: 'success', text: 'Mended' }]]);
    expect((await violations()).filter(({ gone }) => gone === null).map(({ violationKey }) => violationKey)).toEqual(['2']);
    const boris = await app.signIn('boris');
    const refused = await boris.post('/c/check/all/fix', { check: 'sums', items: ['2'] });
    expect([refused.status, JSON.stringify(refused.json)]).toEqual([422, expect.stringContaining('Only Anna mends.')]);
  });

  it('never takes an empty choice for everything', async () => {
    for (const items of [undefined, [], [''], 'all', [null], ['1,2']]) {
      expect((await anna.post('/c/check/all/fix', { check: 'sums', items })).status).toBe(422);
    }
    expect((await violations()).filter(({ gone }) => gone === null)).toHaveLength(1);
  });
});

describe('the clock', () => {
  it('knows what is due in a minute, by the definitions of that minute', async () => {
    const { app: running } = app.running;
    const at = (time: string) => dueJobs(running, new Date(`2026-03-02T${time}:00Z`)).map(({ code }) => code);
    expect(at('03:10')).toEqual(['check.sums', 'tidy']);
    expect(at('03:11')).toEqual([]);
    const [check] = dueJobs(running, new Date('2026-03-02T03:10:00Z'));
    expect(check && (await runJob(running, check))).toBe('done');
    // Another process is a little later: it finds the turn taken.
    expect(check && (await runJob((await app.another()).app, check))).toBe('busy');
    const runs = await app.db.kysely
      .selectFrom('platform.check_run')
      .selectAll()
      .where('code', '=', 'sums')
      .orderBy('id', 'desc')
      .execute();
    expect(runs[0]).toMatchObject({ startedBy: null, status: 'done', violations: 1, fresh: 0 });
  });

  it('runs a job by hand for its roles only', async () => {
    expect((await anna.post('/c/job/tidy/run')).status).toBe(200);
    expect((await nora.post('/c/job/tidy/run')).status).toBe(403);
    expect((await anna.post('/c/job/closed/run')).status).toBe(403);
    expect((await runSql(app.db, 'SELECT username FROM dbo.tidied'))[0]?.rows).toEqual([{ username: '' }]);
    expect((await anna.page('/c/job/tidy')).html).toContain('tidy now');
  });
});
