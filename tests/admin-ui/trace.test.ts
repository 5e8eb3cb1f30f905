// The trace in the developer's cabinet: what a request called, for whom details are kept, errors in groups, who did what.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';

let app: TestApp;
let dana: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    definitions: {
      page: {
        crash: { title: 'Crash', roles: '*', markup: '<p>never seen</p>' },
        desk: { title: 'Desk', roles: 'manager,developer', markup: '<div class="as-block" data-code="faulty"></div>' },
      },
      block: { faulty: { title: 'Faulty', roles: '*', html: '{{name}}' } },
    },
    sql: [
      "CREATE PROCEDURE dbo.[pg_desk_getPage] @username nvarchar(64), @secretToken nvarchar(64) AS SELECT N'Desk of ' + @username AS Title;",
      'CREATE PROCEDURE dbo.[pg_crash_getPage] @username nvarchar(64) AS SELECT 1 / (LEN(@username) - 4) AS Title;',
    ],
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'mark', roles: ['manager'] },
    ],
  });
  dana = await app.signIn('dana');
});
afterAll(() => app?.stop());

const traceIdOf = (headers: Headers): string => headers.get('x-trace-id') ?? '';
const kept = () => app.running.app.traces.flush();

describe('a trace', () => {
  test('of a developer has every call, ready to paste and without secrets', async () => {
    const { headers } = await dana.page('/desk?secretToken=hunter2');
    await kept();
    const { html } = await dana.page(`/admin/trace/${traceIdOf(headers)}`);
    expect(html).toContain('EXEC [dbo].[pg_desk_getPage]');
    expect(html).toContain('@username = N&#39;dana&#39;');
    expect(html).toContain('block faulty');
    expect(html.split('data-call').slice(1).join('')).not.toContain('hunter2');
  });

  test('of a user has the calls while details are switched on, only errors otherwise', async () => {
    const mark = await app.signIn('mark');
    await mark.page('/desk');
    await kept();
    expect((await dana.page('/admin/trace?user=mark&url=%2Fdesk')).html).toContain('/desk');
    const rows = () =>
      app.db.kysely.selectFrom('platform.trace').select('id').where('code', 'like', '%pg_desk_getPage').where('level', '=', 2).execute();
    const before = (await rows()).length;
    expect((await dana.post('/admin/trace/switch', { user: 'mark', minutes: '10' })).json.ok).toBe(true);
    await mark.page('/desk');
    await kept();
    expect((await rows()).length).toBe(before + 1);
    expect((await dana.post('/admin/trace/switch', { user: 'mark', minutes: '1000' })).status).toBe(422);
    expect((await dana.post('/admin/trace/switch', { user: 'nobody', minutes: '1' })).status).toBe(422);
  });

  test('is nothing for others', async () => {
    const mark = await app.signIn('mark');
    expect((await mark.page('/admin/trace')).status).toBe(404);
    expect((await mark.post('/admin/trace/switch', { user: 'mark', minutes: '1' })).status).toBe(404);
  });
});

describe('the logs', () => {
  test('group errors', async () => {
    const mark = await app.signIn('mark');
    for (let i = 0; i < 3; i++) expect((await mark.page('/crash')).status).toBe(500);
    await kept();
    const { html } = await dana.page('/admin/trace/errors');
    expect(html).toMatch(/pg_crash_getPage[\s\S]{0,600}zero/);
  });

  test('show visits, slow procedures, audit and outbox, and take any filter text as text', async () => {
    for (const path of [
      'visits?days=30&user=%25%27',
      'slow',
      'audit?action=admin.trace&object=%27--',
      'outbox',
      '?url=%5B%25_&least=5&errors=1',
    ]) {
      expect((await dana.page(`/admin/trace${path.startsWith('?') ? '' : '/'}${path}`)).status, path).toBe(200);
    }
    expect((await dana.page('/admin/trace/audit?action=traceSwitched')).html).toContain('admin.traceSwitched');
    expect((await dana.page('/admin/trace/visits')).html).toContain('/admin/definitions/page/desk');
    expect((await dana.page('/admin/trace?least=abc')).status).toBe(400);
  });
});
