// Users and rights in the developer's cabinet: made, changed, disabled, acted as; what others try is not there for them.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, startApp } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';

let app: TestApp;
let dana: TestBrowser;
const ids = new Map<string, string>();

beforeAll(async () => {
  app = await startApp({
    definitions: {
      page: {
        desk: { title: 'Desk', roles: 'manager', layout: 'bare', markup: '<p>desk of {username}</p>' },
        lobby: { title: 'Lobby', roles: '*', layout: 'cabinet', markup: '<p>lobby</p>' },
      },
    },
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'dora', roles: ['developer'] },
      { username: 'mark', roles: ['manager'], displayName: 'Mark' },
      { username: 'edna', roles: ['editor'] },
    ],
  });
  dana = await app.signIn('dana');
  for (const name of ['dana', 'dora', 'mark', 'edna']) {
    const answer = await dana.page(`/admin/users/named/${name}`);
    ids.set(name, /(\d+)$/.exec(answer.headers.get('location') ?? '')?.[1] ?? '');
  }
});
afterAll(() => app?.stop());

const at = (name: string, action = ''): string => `/admin/users/${ids.get(name)}${action === '' ? '' : `/${action}`}`;
const confirmPassword = (browser: TestBrowser) => browser.post('/admin/reauthenticate', { password: TEST_PASSWORD });

describe('users', () => {
  test('are changed after the password was given again', async () => {
    const early = await dana.post(at('mark', 'disable'));
    expect(early.json.error?.code).toBe('passwordNeeded');
    expect((await dana.post('/admin/reauthenticate', { password: 'wrong' })).status).toBe(422);
    expect((await confirmPassword(dana)).status).toBe(200);
    const mark = await app.signIn('mark');
    expect((await dana.post(at('mark', 'disable'))).json.ok).toBe(true);
    expect((await mark.page('/desk')).status).toBe(303);
    expect((await dana.post(at('mark', 'enable'))).json.ok).toBe(true);
  });

  test('are created with a password that is shown once and must be changed', async () => {
    const made = await dana.post('/admin/users/new', { username: 'nina', roles: ['manager'] });
    const { secret } = made.json.data as { secret: { value: string } };
    expect(secret.value).toMatch(/^([a-z0-9]{4}-){3}[a-z0-9]{4}$/);
    const nina = app.browser();
    await nina.signIn('nina', secret.value);
    expect((await nina.page('/desk')).headers.get('location')).toBe('/me/password');
    const twice = await dana.post('/admin/users/new', { username: 'NINA', roles: [] });
    expect(twice.json.data).toMatchObject({ errors: { username: expect.any(String) } });
    const unknown = await dana.post('/admin/users/new', { username: 'olga', roles: ['king'] });
    expect(unknown.json.data).toMatchObject({ errors: { roles: expect.stringContaining('king') } });
  });

  test('take no field that the form does not have', async () => {
    await dana.post(at('mark', 'save'), { displayName: 'Mark II', roles: ['manager'], isActive: false, passwordHash: 'x', id: 1 });
    const { html } = await dana.page(at('mark'));
    expect(html).toContain('Mark II');
    await app.signIn('mark');
  });

  test('keep the last developer', async () => {
    expect((await dana.post(at('dora', 'save'), { roles: [] })).json.ok).toBe(true);
    expect((await dana.post(at('dana', 'save'), { roles: ['manager'] })).json.data).toMatchObject({
      errors: { roles: expect.any(String) },
    });
    expect((await dana.post(at('dana', 'disable'))).json.ok).toBe(false);
    expect((await dana.post(at('dora', 'save'), { roles: ['developer'] })).json.ok).toBe(true);
  });

  test('show what they may open and why', async () => {
    const { html } = await dana.page(at('mark'));
    expect(html).toMatch(/desk[\s\S]{0,400}status-success[\s\S]{0,200}<b>manager<\/b>/);
    expect(html).toMatch(/lobby[\s\S]{0,400}<b>\*<\/b>/);
  });
});

describe('acting as a user', () => {
  test('opens that user’s cabinet, not the developer’s, and goes back', async () => {
    const browser = await app.signIn('dora');
    await confirmPassword(browser);
    expect((await browser.post(at('mark', 'impersonate'))).json.commands).toEqual([{ type: 'redirect', url: '/' }]);
    expect((await browser.page('/desk')).html).toContain('desk of mark');
    expect((await browser.page('/lobby')).html).toContain('/impersonation/end');
    expect((await browser.page('/admin')).status).toBe(404);
    await browser.page('/lobby');
    expect((await browser.submit('/impersonation/end', {})).status).toBe(303);
    expect((await browser.page('/admin')).status).toBe(200);
  });

  test('is not for developers as the other, nor for anybody else to begin', async () => {
    expect((await dana.post(at('dora', 'impersonate'))).json.ok).toBe(false);
    const mark = await app.signIn('mark');
    expect((await mark.post(at('edna', 'impersonate'))).status).toBe(404);
    const edna = await app.signIn('edna');
    expect((await edna.post(at('mark', 'impersonate'))).status).toBe(404);
    expect((await edna.page('/admin')).headers.get('location')).toBe('/admin/texts');
    expect((await edna.page('/admin/users')).status).toBe(404);
  });
});

describe('the matrix of roles', () => {
  test('saves many definitions with a comment, or none', async () => {
    const changes = ['page/desk/editor=1', 'page/lobby/manager=1'];
    expect((await dana.post('/admin/users/matrix', { changes, comment: 'Editors look, too' })).json.ok).toBe(true);
    const edna = await app.signIn('edna');
    expect((await edna.page('/desk')).status).toBe(200);
    const { kysely } = app.db;
    const history = kysely.selectFrom('platform.definition_history').select(['comment', 'changedBy']).where('code', '=', 'desk');
    expect(await history.orderBy('id', 'desc').top(1).executeTakeFirst()).toEqual({ comment: 'Editors look, too', changedBy: 'dana' });
    expect((await dana.post('/admin/users/matrix', { changes: ['page/desk/king=1'] })).status).toBe(400);
    expect(
      (await dana.post('/admin/users/matrix', { changes: ['page/desk/manager=0', 'page/none/manager=1'] })).status,
    ).toBeGreaterThanOrEqual(400);
    expect((await (await app.signIn('mark')).page('/desk')).status).toBe(200);
  });
});
