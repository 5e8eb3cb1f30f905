// The status of records and calls of page scripts, through real HTTP and a real database.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../sql/query.ts';
import { startApp, TestBrowser } from './harness.ts';
import type { TestApp } from './harness.ts';

let app: TestApp;
let client: TestBrowser;
let manager: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    definitions: {
      request: { count: { roles: 'client' } },
      entity: {
        order: {
          roles: 'client,manager',
          title: { en: 'Order', ru: 'Заказ' },
          statuses: [
            { code: 'new', title: { en: 'New', ru: 'Новый' }, color: 'info', ord: 1, isInitial: true },
            { code: 'work', title: 'Work <i>', ord: 2 },
            { code: 'done', title: 'Done', color: 'success', ord: 3, isFinal: true },
            { code: 'cancelled', title: 'Cancelled', color: 'danger', isOnPath: false, isFinal: true },
          ],
          transitions: [
            { from: ['new'], to: 'work', title: 'Take', roles: 'manager', style: 'primary' },
            { from: ['work'], to: 'done', title: 'Finish', roles: 'manager' },
            { from: ['new', 'work'], to: 'cancelled', title: 'Cancel', comment: 'required', confirm: 'Cancel it?', style: 'danger' },
            { from: ['new'], to: 'done', title: 'By machine', isAutomatic: true },
          ],
          refresh: 'block-order',
        },
      },
    },
    sql: [await readFile(join(import.meta.dirname, '../fixtures/display/display.sql'), 'utf8')],
    users: [
      { username: 'client', roles: ['client'], displayName: 'Client <One>' },
      { username: 'manager', roles: ['manager'], displayName: 'Mary Manager' },
      { username: 'guest', roles: ['guest'] },
    ],
  });
  client = await app.signIn('client');
  manager = await app.signIn('manager');
  for (const browser of [client, manager]) await browser.page('/sign-in');
}, 60_000);

afterAll(() => app?.stop());

const status = async (browser: TestBrowser, id: number): Promise<string> => (await browser.page(`/c/entity/order?itemID=${id}`)).html;
const change = (browser: TestBrowser, id: number, body: object) =>
  browser.post('/c/entity/order/change', { itemID: String(id), from: 'new', ...body });
const stored = async (id: number): Promise<unknown> =>
  (await runSql(app.db, 'SELECT o.status FROM dbo.tst_orders AS o WHERE o.id = @id', { id }))[0]?.rows[0]?.status;

describe('status', () => {
  it('shows the path and only the steps of the visitor’s roles', async () => {
    const seen = await status(client, 1);
    expect(seen).toMatch(/<li class="status-step is-current" aria-current="step"><strong>(?:New|Новый)</);
    expect(seen).toContain('Work &lt;i&gt;');
    expect(seen).toContain('data-to="cancelled" data-comment="required"');
    expect(seen).not.toContain('data-to="work"');
    expect(seen).not.toContain('data-to="done"');
    expect(await status(manager, 1)).toContain('data-to="work"');
  });

  it('shows nothing of a record that is not the visitor’s', async () => {
    const html = await status(client, 4);
    expect(html).toContain('class="empty');
    expect(html).not.toContain('data-transition');
    expect((await change(client, 4, { to: 'cancelled', comment: 'mine now' })).status).toBe(404);
    expect(await stored(4)).toBe('new');
  });

  it('makes a step: log, external actions, event, refreshes', async () => {
    const { status: code, json } = await change(manager, 1, { to: 'work' });
    expect(code).toBe(200);
    expect(json.commands).toContainEqual({ type: 'refresh', target: '#as-entity-order,block-order,table-orders' });
    expect(await stored(1)).toBe('work');
    const html = await status(manager, 1);
    expect(html).toMatch(/status-step is-done.*status-step is-current/s);
    expect(html).toContain('Mary Manager');
    const [log] = await runSql(app.db, "SELECT l.fromStatus, l.toStatus, l.createdBy FROM platform.status_log AS l WHERE l.itemID = '1'");
    expect(log?.rows.map((row) => ({ ...row }))).toEqual([{ fromStatus: 'new', toStatus: 'work', createdBy: 'manager' }]);
    const [outbox] = await runSql(app.db, "SELECT JSON_VALUE(o.payload, '$.subject') AS subject FROM platform.outbox AS o");
    expect(outbox?.rows.map(({ subject }) => subject)).toContain('new>work');
    const [event] = await runSql(app.db, "SELECT COUNT(*) AS n FROM platform.event AS e WHERE e.topic = 'order:1'");
    expect(event?.rows[0]?.n).toBe(1);
  });

  it('refuses steps of other roles, from other statuses, and automatic ones', async () => {
    expect((await change(client, 2, { to: 'work' })).status).toBe(403);
    expect((await change(manager, 2, { to: 'done' })).status).toBe(403);
    expect((await change(manager, 2, { to: 'nowhere' })).status).toBe(403);
    expect(await stored(2)).toBe('new');
  });

  it('wants the comment where it is required, and lets the procedure object', async () => {
    expect((await change(client, 2, { to: 'cancelled' })).status).toBe(422);
    const refused = await change(client, 2, { to: 'cancelled', comment: 'no' });
    expect(refused.status).toBe(422);
    expect(refused.json.commands[0]).toMatchObject({ text: 'Not from new to cancelled' });
    expect(await stored(2)).toBe('new');
    expect((await change(client, 2, { to: 'cancelled', comment: 'Changed <b>my</b> mind' })).status).toBe(200);
    const html = await status(manager, 2);
    expect(html).toContain('Changed &lt;b&gt;my&lt;/b&gt; mind');
    expect(html).toContain('Client &lt;One&gt;');
    expect(html).not.toContain('data-transition');
  });

  it('compares with the status that the visitor saw: of two at once one wins', async () => {
    const answers = await Promise.all([change(manager, 3, { to: 'work' }), change(client, 3, { to: 'cancelled', comment: 'x' })]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
    const late = answers.find((answer) => answer.status === 409);
    expect(late?.json.data).toMatchObject({ seen: { code: 'new' }, current: { code: expect.stringMatching(/work|cancelled/) } });
    const [log] = await runSql(app.db, "SELECT COUNT(*) AS n FROM platform.status_log AS l WHERE l.itemID = '3'");
    expect(log?.rows[0]?.n).toBe(1);
  });

  it('lets one win in two processes, too', async () => {
    const other = await app.another();
    const elsewhere = new TestBrowser(other.url);
    for (const [name, value] of manager.cookies) elsewhere.cookies.set(name, value);
    await elsewhere.page('/me');
    for (let round = 0; round < 5; round++) {
      await runSql(app.db, "UPDATE dbo.tst_orders SET status = N'new' WHERE id = 3; DELETE FROM platform.status_log WHERE itemID = N'3';");
      const answers = await Promise.all([change(manager, 3, { to: 'work' }), change(elsewhere, 3, { to: 'work' })]);
      expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
      const [log] = await runSql(app.db, "SELECT COUNT(*) AS n FROM platform.status_log AS l WHERE l.itemID = N'3'");
      expect(log?.rows[0]?.n).toBe(1);
    }
    const [leases] = await runSql(app.db, "SELECT COUNT(*) AS n FROM platform.job_lease AS l WHERE l.code LIKE N'record:%'");
    expect(leases?.rows[0]?.n).toBe(0);
  });

  it('is closed to other roles', async () => {
    const guest = await app.signIn('guest');
    await guest.page('/sign-in');
    expect((await guest.page('/c/entity/order?itemID=5')).status).toBe(403);
    expect((await change(guest, 5, { to: 'cancelled', comment: 'x' })).status).toBe(403);
  });
});

describe('request', () => {
  it('calls the procedure with its parameters and answers data and commands', async () => {
    const { status: code, json } = await client.post('/rq/count', { params: { word: "x'; DROP TABLE dbo.tst_orders; --" } });
    expect(code).toBe(200);
    expect(json.data).toEqual([{ who: 'client', word: "x'; DROP TABLE dbo.tst_orders; --" }]);
    expect(json.commands).toEqual([
      { type: 'message', kind: 'success', text: 'Counted' },
      { type: 'refresh', target: 'table-orders' },
      { type: 'redirect', url: '#' },
    ]);
    const [outbox] = await runSql(
      app.db,
      "SELECT COUNT(*) AS n FROM platform.outbox AS o WHERE JSON_VALUE(o.payload, '$.subject') = N'counted'",
    );
    expect(outbox?.rows[0]?.n).toBe(1);
  });

  it('tells a refusal', async () => {
    const { status: code, json } = await client.post('/rq/count', { word: 'stop' });
    expect(code).toBe(422);
    expect(json.commands[0]).toMatchObject({ type: 'message', text: 'Stopped.' });
  });

  it('is closed to strangers, to requests without a token, and to any other procedure', async () => {
    const stranger = app.browser();
    await stranger.page('/sign-in');
    expect((await stranger.post('/rq/count')).status).toBe(401);
    expect((await client.fetch('/rq/count', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(
      403,
    );
    expect((await client.post('/rq/nothing')).status).toBe(404);
    expect((await manager.post('/rq/count')).status).toBe(403);
    expect((await client.post('/rq/count%5D%3BSELECT')).status).toBe(400);
  });
});
