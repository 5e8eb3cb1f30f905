// Settings in the developer's cabinet: what a definition allows is stored, secrets go in and never come out.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSecretSetting } from '../../engine/secret-settings.ts';
import { TEST_PASSWORD, startApp } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';

let app: TestApp;
let dana: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    definitions: {
      setting: {
        greeting: { title: 'Greeting', category: 'Words', type: 'text', default: 'Hi', isPublic: true, maxLength: 20 },
        limit: { title: 'Limit', category: 'Words', type: 'number', default: '3', min: 1, max: 10 },
        motto: { title: 'Motto', category: 'Words', type: 'localText', isPublic: true },
        level: {
          title: 'Level',
          category: 'Choices',
          type: 'select',
          options: [
            { value: 'a', text: 'A' },
            { value: 'b', text: 'B' },
          ],
        },
        apiKey: { title: 'Key', category: 'Secrets', type: 'text', isSecret: true },
      },
      page: { hello: { title: 'Hello', roles: '*', layout: 'bare', markup: '<p>{setting:greeting}, {setting:motto}</p>' } },
    },
    users: [{ username: 'dana', roles: ['developer'] }],
  });
  await app.db.kysely.updateTable('platform.user').set({ lang: 'en' }).execute();
  dana = await app.signIn('dana');
});
afterAll(() => app?.stop());

/** The hidden fields of a category, as the browser would send them. */
async function category(code: string): Promise<Record<string, string>> {
  const { html } = await dana.page('/admin/settings');
  const form = html.split('<form').find((part) => part.includes(`name="value.${code}`)) ?? '';
  const field = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
  return { seen: field('seen'), group: field('group') };
}

const save = async (code: string, values: Record<string, string>) =>
  dana.post('/admin/settings/save', { ...(await category(code)), ...values });
const stored = (code: string) => app.db.kysely.selectFrom('platform.setting').selectAll().where('code', '=', code).executeTakeFirst();

describe('settings', () => {
  test('hold from the next request on', async () => {
    expect((await save('greeting', { 'value.greeting': 'Good day', 'value.motto.en': 'Go', 'value.motto.ru': 'Вперёд' })).json.ok).toBe(
      true,
    );
    expect((await dana.page('/hello')).html).toContain('<p>Good day, Go</p>');
    expect(await stored('limit')).toBeUndefined();
  });

  test('are refused at their field, all of the form together', async () => {
    const refused = await save('greeting', { 'value.greeting': 'x'.repeat(21), 'value.limit': '11' });
    expect(refused.status).toBe(422);
    expect(refused.json.data).toMatchObject({ errors: { 'value.greeting': expect.stringContaining('20'), 'value.limit': 'From 1 to 10' } });
    expect((await save('level', { 'value.level': 'c' })).status).toBe(422);
    expect((await save('greeting', { 'value.limit': '7', 'value.greeting': 'x'.repeat(21) })).status).toBe(422);
    expect(await stored('limit')).toBeUndefined();
  });

  test('go back to their defaults', async () => {
    await dana.post('/admin/settings/reset', { reset: 'greeting' });
    expect((await dana.page('/hello')).html).toContain('<p>Hi, Go</p>');
  });

  test('are not written over by who saw older ones', async () => {
    const old = await category('greeting');
    expect((await save('greeting', { 'value.limit': '5' })).json.ok).toBe(true);
    const late = await dana.post('/admin/settings/save', { ...old, 'value.limit': '6' });
    expect(late.status).toBe(409);
    expect(await stored('limit')).toMatchObject({ value: '5', updatedBy: 'dana' });
  });

  test('that do not exist cannot be written, and nothing beside a group', async () => {
    expect(
      (await dana.post('/admin/settings/save', { seen: '', group: 'installed.package.platform', 'value.installed.package.platform': '' }))
        .status,
    ).toBe(400);
    const own = await category('level');
    await dana.post('/admin/settings/save', { ...own, 'value.level': 'b', 'value.greeting': 'smuggled' });
    expect(await stored('greeting')).toBeUndefined();
    expect(await stored('level')).toMatchObject({ value: 'b' });
  });
});

describe('secrets and the platform’s own', () => {
  test('ask for the password', async () => {
    expect((await save('apiKey', { 'value.apiKey': 'hunter2' })).json.error?.code).toBe('passwordNeeded');
    expect((await save('authIdleMinutes', { 'value.authIdleMinutes': '5' })).json.error?.code).toBe('passwordNeeded');
    await dana.post('/admin/reauthenticate', { password: TEST_PASSWORD });
  });

  test('a secret is sealed, opens for the platform and is shown to nobody', async () => {
    expect((await save('apiKey', { 'value.apiKey': 'hunter2' })).json.ok).toBe(true);
    const row = await stored('apiKey');
    expect(row?.isSecret).toBe(true);
    expect(row?.value).not.toContain('hunter2');
    expect(await readSecretSetting(app.running.app, 'APIKEY')).toBe('hunter2');
    const { html } = await dana.page('/admin/settings');
    expect(html).toContain('A secret is set');
    expect(html).not.toContain('hunter2');
    const log = await app.db.kysely.selectFrom('platform.audit').select('details').where('object', '=', 'apiKey').execute();
    expect(log).toHaveLength(1);
    expect(JSON.stringify(log)).not.toContain('hunter2');
  });

  test('an empty field keeps the secret', async () => {
    expect((await save('apiKey', { 'value.apiKey': '' })).json.ok).toBe(true);
    expect(await readSecretSetting(app.running.app, 'apiKey')).toBe('hunter2');
    await dana.post('/admin/settings/reset', { reset: 'apiKey' });
    expect(await readSecretSetting(app.running.app, 'apiKey')).toBeUndefined();
  });

  test('values without a definition are named and can be deleted, the installer’s notes cannot', async () => {
    await app.sql(`INSERT INTO platform.setting (code, value) VALUES (N'stray', N'leftover');`);
    const { html } = await dana.page('/admin/settings');
    expect(html).toContain('<code>stray</code>');
    expect(html).not.toContain('leftover');
    expect(html).not.toContain('installed.package');
    expect((await dana.post('/admin/settings/forget', { code: 'installed.package.platform' })).status).toBe(404);
    expect((await dana.post('/admin/settings/forget', { code: 'stray' })).json.ok).toBe(true);
    expect(await stored('stray')).toBeUndefined();
  });
});
