// One connection for two people, with refusals, failures, open transactions, timeouts and people who leave in the middle: every procedure sees
// the one who called it. And who loses a right loses it in every process with the next request.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import { TestBrowser } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { startStalls } from './fixture.ts';
import { postJson, send } from './routes.ts';

const SQL = `
CREATE OR ALTER PROCEDURE dbo.[rq_who] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @do nvarchar(16) = (SELECT MAX(p.[Value]) FROM @parameters AS p WHERE p.[Key] = N'do');
  CREATE TABLE #mine (who nvarchar(64) NOT NULL);
  INSERT INTO #mine (who) VALUES (@username);
  IF @do = N'refuse' THROW 50001, N'No.', 1;
  IF @do = N'fail' SELECT 1 / 0 AS nothing;
  IF @do = N'open' BEGIN TRANSACTION;
  IF @do = N'slow' WAITFOR DELAY '00:00:03';
  SELECT 1 AS Result, N'' AS Msg;
  SELECT @username AS username, CONVERT(nvarchar(64), SESSION_CONTEXT(N'username')) AS contextName, CONVERT(nvarchar(16), SESSION_CONTEXT(N'userID')) AS contextID,
    CONVERT(nvarchar(200), SESSION_CONTEXT(N'roles')) AS contextRoles, (SELECT COUNT(*) FROM #mine) AS mine, @@TRANCOUNT AS transactions;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[chart_who_getData] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @do nvarchar(16) = (SELECT MAX(p.[Value]) FROM @parameters AS p WHERE p.[Key] = N'do');
  IF @do = N'slow' WAITFOR DELAY '00:00:03';
  IF @do = N'wait' WAITFOR DELAY '00:00:00.7';
  IF @do = N'write'
  BEGIN
    WAITFOR DELAY '00:00:00.6';
    INSERT INTO dbo.abu_calls (what, username) VALUES (N'after waiting', @username);
  END;
  SELECT CONCAT(N'[', @username, N'/', CONVERT(nvarchar(64), SESSION_CONTEXT(N'username')), N']') AS label, 1 AS amount;
END;
GO`;

let app: TestApp;
let nora: TestBrowser;
let sam: TestBrowser;

beforeAll(async () => {
  app = await startStalls({ poolSize: 1, env: { PROCEDURE_TIMEOUT: '1' }, sql: [SQL] });
  await app.define('request', 'who', { roles: 'manager' });
  await app.define('chart', 'who', { title: 'Who', roles: 'manager' });
  [nora, sam] = [await app.signIn('nora'), await app.signIn('sam')];
  for (const browser of [nora, sam]) await browser.page('/me');
});

afterAll(() => app?.stop());

describe('a pool of one connection', () => {
  it('never mixes two people up, whatever went wrong before', async () => {
    const ids = new Map<string, string>();
    const [set] = await runSql(app.db, 'SELECT u.id, u.username FROM platform.[user] AS u');
    for (const row of set?.rows ?? []) ids.set(String(row.username), String(row.id));
    const deeds = ['', 'refuse', '', 'fail', 'open', '', 'refuse', ''];
    const seen = new Map<string, number>();
    const call = async (at: number): Promise<void> => {
      const [name, browser] = at % 2 === 0 ? (['nora', nora] as const) : (['sam', sam] as const);
      if (at % 16 === 5) {
        const leaving = new AbortController();
        setTimeout(() => leaving.abort(), 15);
        await browser.fetch('/c/chart/who?do=slow', { signal: leaving.signal }).catch(() => undefined);
        return;
      }
      if (at % 3 === 0) {
        const { html } = await browser.page('/c/chart/who');
        expect(html).toContain(`[${name}/${name}]`);
        return;
      }
      const deed = deeds[at % deeds.length] ?? '';
      const { status, text } = await postJson(browser, '/rq/who', {
        body: { do: deed, username: 'boris', params: { do: deed, username: 'boris', roles: 'boss' } },
      });
      seen.set(`${deed} ${status}`, (seen.get(`${deed} ${status}`) ?? 0) + 1);
      if (status !== 200) return;
      const { data } = JSON.parse(text) as { data: unknown[] };
      expect(data).toEqual([
        { username: name, contextName: name, contextID: ids.get(name), contextRoles: 'manager', mine: 1, transactions: 0 },
      ]);
    };
    for (let at = 0; at < 144; at += 4) await Promise.all([call(at), call(at + 1), call(at + 2), call(at + 3)]);
    // Each of the things that go wrong did.
    expect([...seen.keys()].sort()).toEqual([' 200', 'fail 500', 'open 500', 'refuse 422']);
    expect(seen.get(' 200')).toBeGreaterThan(30);
  });

  it('ends what a reader began and did not wait for', async () => {
    const leaving = new AbortController();
    const left = nora.fetch('/c/chart/who?do=write', { signal: leaving.signal }).catch(() => undefined);
    // Long enough to begin, far too short to end.
    setTimeout(() => leaving.abort(), 200);
    await left;
    const { html } = await sam.page('/c/chart/who');
    expect(html).toContain('[sam/sam]');
    // What it would have done later would be done after this, on the same only connection.
    expect((await sam.page('/c/chart/who?do=wait')).status).toBe(200);
    const [set] = await runSql(app.db, `SELECT COUNT(*) AS n FROM dbo.abu_calls AS c WHERE c.what = N'after waiting'`);
    expect(set?.rows[0]?.n).toBe(0);
  });

  it('nor after a call that took too long', async () => {
    for (const [name, browser] of [
      ['nora', nora],
      ['sam', sam],
    ] as const) {
      const { status } = await postJson(browser, '/rq/who', { body: { params: { do: 'slow' } } });
      expect(status).toBe(408);
      const other = name === 'nora' ? sam : nora;
      const { html } = await other.page('/c/chart/who');
      expect(html).toContain(name === 'nora' ? '[sam/sam]' : '[nora/nora]');
    }
  });
});

describe('a right that ends', () => {
  it('ends in every process with the next request', async () => {
    const other = await app.another();
    const elsewhere = (browser: TestBrowser): TestBrowser => {
      const same = new TestBrowser(other.url);
      for (const [name, value] of browser.cookies) same.cookies.set(name, value);
      return same;
    };
    const statuses = async (browser: TestBrowser): Promise<number[]> => {
      const two = elsewhere(browser);
      return [
        (await send(browser, { path: '/orders' })).status,
        (await send(two, { path: '/orders' })).status,
        (await send(two, { path: '/c/table/orders' })).status,
      ];
    };
    const change = (script: string) => runSql(app.db, script);
    expect(await statuses(sam)).toEqual([200, 200, 200]);

    await change(`UPDATE platform.role SET isActive = 0 WHERE code = N'manager'`);
    expect(await statuses(sam)).toEqual([403, 403, 403]);
    await change(`UPDATE platform.role SET isActive = 1 WHERE code = N'manager'`);
    expect(await statuses(sam)).toEqual([200, 200, 200]);

    await app.define('page', 'orders', { title: 'Orders', roles: 'boss' });
    expect((await statuses(sam)).slice(0, 2)).toEqual([403, 403]);
    await app.define('page', 'orders', { title: 'Orders', roles: 'manager' });

    await change(`DELETE FROM platform.user_role WHERE userID = (SELECT u.id FROM platform.[user] AS u WHERE u.username = N'sam')`);
    expect(await statuses(sam)).toEqual([403, 403, 403]);
    await change(
      `INSERT INTO platform.user_role (userID, roleCode) SELECT u.id, N'manager' FROM platform.[user] AS u WHERE u.username = N'sam'`,
    );
    expect(await statuses(sam)).toEqual([200, 200, 200]);

    await change(`UPDATE platform.[user] SET isActive = 0 WHERE username = N'sam'`);
    expect(await statuses(sam)).toEqual([401, 401, 401]);
    await change(`UPDATE platform.[user] SET isActive = 1 WHERE username = N'sam'`);
    expect(await statuses(sam)).toEqual([200, 200, 200]);

    await change(
      `UPDATE platform.session SET revokedAt = SYSUTCDATETIME() WHERE userID = (SELECT u.id FROM platform.[user] AS u WHERE u.username = N'sam')`,
    );
    expect(await statuses(sam)).toEqual([401, 401, 401]);

    const token = nora.cookies.get('pg_session') ?? '';
    await nora.submit('/sign-out', {});
    nora.cookies.set('pg_session', token);
    expect(await statuses(nora), 'the old cookie').toEqual([401, 401, 401]);
  });
});
