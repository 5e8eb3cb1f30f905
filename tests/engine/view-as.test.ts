// A developer looks through somebody else's eyes: the page is theirs, with drafts when asked, and nothing can be changed. Nobody else can.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from './harness.ts';
import type { TestApp, TestBrowser } from './harness.ts';
import { runSql } from '../../sql/query.ts';

let app: TestApp;
let developer: TestBrowser;
const page = (roles: string, markup: string): object => ({ title: 'Page', roles, layout: 'bare', markup });

beforeAll(async () => {
  app = await startApp({
    definitions: {
      page: { desk: page('manager', '<p>desk of {username}</p>'), news: page('*', '<p>old news</p>') },
    },
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'mark', roles: ['manager'], displayName: 'Mark' },
      { username: 'eve', roles: ['manager'] },
    ],
  });
  developer = await app.signIn('dana');
});
afterAll(() => app?.stop());

describe('looking as somebody else', () => {
  test('shows the page of that user, for reading only', async () => {
    expect((await developer.page('/desk')).status).toBe(403);
    const seen = await developer.page('/desk?__view=user:mark');
    expect(seen.status).toBe(200);
    const { html } = seen;
    expect(html).toContain('desk of mark');
    expect(html).toContain('<meta name="view-as" content="user:mark">');
    const refused = await developer.post('/c/form/none/save?__view=user:mark', {});
    expect(refused.status).toBe(403);
  });

  test('shows what a role opens', async () => {
    expect((await developer.page('/desk?__view=role:manager')).status).toBe(200);
    expect((await developer.page('/desk?__view=role:nobody')).status).toBe(404);
    expect((await developer.page('/desk?__view=user:nobody')).status).toBe(404);
  });

  test('shows drafts to the developer who asks, the published page to everybody else', async () => {
    const draft = JSON.stringify(page('*', '<p>new news</p>'));
    await runSql(app.db, `UPDATE platform.definition SET draft = @draft WHERE kind = 'page' AND code = N'news';`, { draft });
    expect((await developer.page('/news?__view=draft')).html).toContain('new news');
    expect((await developer.page('/news')).html).toContain('old news');
    const mark = await app.signIn('mark');
    expect((await mark.page('/news?__view=draft')).html).toContain('old news');
  });

  test('is nothing that another role can do', async () => {
    const eve = await app.signIn('eve');
    expect((await eve.page('/desk?__view=user:mark')).html).toContain('desk of eve');
    expect((await eve.post('/view-as', { spec: 'user:mark' })).status).toBe(404);
  });

  test('lasts for the browser until it is ended, and leaves the developer’s cabinet alone', async () => {
    expect((await developer.submit('/view-as', { spec: 'user:mark' })).headers.get('location')).toBe('/');
    expect((await developer.page('/desk')).html).toContain('desk of mark');
    expect((await developer.page('/admin')).status).toBe(200);
    await developer.submit('/view-as/stop', {});
    expect((await developer.page('/desk')).status).toBe(403);
  });
});
