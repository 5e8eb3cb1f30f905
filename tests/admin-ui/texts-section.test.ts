// The section of texts: labels one by one and as a file, what lacks a language, blocks and letters; and what an editor may not do.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, startApp } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';

let app: TestApp;
let edna: TestBrowser;
let mark: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    definitions: {
      label: {
        shop: {
          title: 'Shop',
          texts: { 'order.number': { en: 'Order no.', ru: 'Заказ №' }, 'order.sum': { en: 'Sum', ru: '' }, lone: { en: 'a', ru: 'б' } },
        },
        other: { title: 'Other', texts: { bye: { en: 'Bye', ru: 'Пока' } } },
      },
      page: {
        desk: { title: { en: 'Desk' }, roles: 'manager', layout: 'bare', markup: '<p>{t:order.number} {block:hello}</p>' },
        doska: { title: 'Доска', roles: 'manager', layout: 'bare', markup: '<p></p>' },
      },
      block: { hello: { title: 'Hello', roles: 'all', html: '<p class="hello">Hello {{username}} {t:bye}</p>' } },
      mailTemplate: {
        note: { title: 'Note', subject: 'About {{what}}', body: '<p>{{what}}</p>', values: [{ code: 'what', example: 'rain' }] },
      },
    },
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'edna', roles: ['editor'] },
      { username: 'mark', roles: ['manager'] },
    ],
  });
  await app.db.kysely.updateTable('platform.user').set({ lang: 'en', email: 'edna@example.org' }).where('username', '=', 'edna').execute();
  [edna, mark] = await Promise.all([app.signIn('edna'), app.signIn('mark')]);
});
afterAll(() => app?.stop());

const saveLabel = (text: string, was: string, more: object = {}) =>
  edna.post('/admin/texts/labels/save', { part: 'shop', key: 'order.number', lang: 'en', was, text, ...more });

describe('labels', () => {
  test('show both languages and where they stand', async () => {
    const { html } = await edna.page('/admin/texts?text=order');
    expect(html).toMatch(/order\.number[\s\S]*?Заказ №[\s\S]*?Order no\.[\s\S]*?Page desk/);
    const missing = await edna.page('/admin/texts?state=missing');
    expect(missing.html).toContain('order.sum');
    expect(missing.html).not.toContain('order.number');
  });

  test('are served as soon as they are saved', async () => {
    expect((await saveLabel('Number', 'Order no.')).json.ok).toBe(true);
    expect((await mark.page('/desk?lang=en')).html).toContain('Number');
  });

  test('are not written over when somebody was faster', async () => {
    const late = await saveLabel('Mine', 'Order no.');
    expect(late.status).toBe(409);
    expect(late.json.error?.text).toContain('Number');
    expect((await saveLabel('x', '', { key: 'constructor' })).status).toBe(404);
  });

  test('are left alone while somebody has a draft of them', async () => {
    await app.db.kysely.updateTable('platform.definition').set({ draft: '{"title":"D","texts":{}}' }).where('code', '=', 'other').execute();
    const answer = await edna.post('/admin/texts/labels/save', { part: 'other', key: 'bye', lang: 'en', was: 'Bye', text: 'Ciao' });
    expect(answer.status).toBe(409);
    await app.db.kysely.updateTable('platform.definition').set({ draft: null }).where('code', '=', 'other').execute();
  });

  test('are added once and removed', async () => {
    const add = (key: string) => edna.post('/admin/texts/labels/add', { part: 'shop', key, en: 'New', ru: 'Новый' });
    expect((await add('bye')).json.data).toMatchObject({ errors: { key: expect.stringContaining('other') } });
    expect((await add('no spaces')).json.data).toMatchObject({ errors: { key: expect.any(String) } });
    expect((await add('fresh')).json.ok).toBe(true);
    expect((await edna.post('/admin/texts/labels/remove', { part: 'shop', key: 'fresh' })).json.ok).toBe(true);
    expect((await edna.page('/admin/texts?text=fresh')).html).not.toContain('<code>fresh</code>');
  });
});

describe('the file of labels', () => {
  interface Report {
    readonly canRun: boolean;
    readonly changes: number;
    readonly errors: readonly { line: number; text: string }[];
  }
  const send = async (csv: string, mode: string) => {
    const body = new FormData();
    body.append('mode', mode);
    body.append('file', new Blob([csv], { type: 'text/csv' }), 'labels.csv');
    const answer = await edna.fetch('/admin/texts/import', { method: 'POST', body, headers: { 'x-csrf-token': await token(edna) } });
    const json = (await answer.json()) as { ok: boolean; data?: Report; error?: { code: string } };
    return { status: answer.status, ...json };
  };

  test('goes out and comes back unchanged', async () => {
    const csv = await (await edna.fetch('/admin/texts/labels.csv')).text();
    expect(csv).toContain('shop,order.sum,Sum,');
    expect((await send(csv, 'check')).data).toMatchObject({ canRun: false, changes: 0, errors: [] });
  });

  test('is tried before it changes anything, and the password is asked for', async () => {
    const csv = 'part;key;en;ru\nshop;order.sum;;Сумма\nother;hi;Hi;Привет\n';
    expect((await send(csv, 'check')).data).toMatchObject({ canRun: true, changes: 3 });
    expect((await edna.page('/admin/texts?state=missing')).html).toContain('order.sum');
    expect((await send(csv, 'run')).error?.code).toBe('passwordNeeded');
    await edna.post('/admin/reauthenticate', { password: TEST_PASSWORD });
    expect((await send(csv, 'run')).data).toMatchObject({ changes: 3, errors: [] });
    await edna.page('/admin/texts');
    expect(app.running.app.definitions.label('hi', 'ru')).toBe('Привет');
    expect(app.running.app.definitions.label('order.sum', 'en')).toBe('Sum');
  });

  test('with one wrong line changes nothing', async () => {
    const { data } = await send('key,en\nbye,Farewell\nnowhere,x\n"bad key",y\n', 'run');
    expect(data?.errors.map(({ line }) => line)).toEqual([3, 4]);
    await edna.page('/admin/texts');
    expect(app.running.app.definitions.label('bye', 'en')).toBe('Bye');
  });
});

describe('texts in one language', () => {
  test('are listed and completed, and only completed', async () => {
    const { html } = await edna.page('/admin/texts/missing');
    expect(html).toMatch(/Page desk[\s\S]*?\/title/);
    expect(html).toMatch(/Page doska[\s\S]*?Доска/);
    const complete = (more: object) =>
      edna.post('/admin/texts/missing/save', { kind: 'page', code: 'desk', pointer: '/title', was: 'Desk', text: 'Стол', ...more });
    expect((await complete({ pointer: '/roles', was: 'manager', text: 'all' })).status).toBe(409);
    expect((await complete({ pointer: '/markup', was: '<p></p>', code: 'doska' })).status).toBe(409);
    expect((await complete({})).json.ok).toBe(true);
    expect((await complete({ text: 'Иначе' })).status).toBe(409);
    expect((await mark.page('/desk?lang=ru')).html).toContain('Стол');
  });
});

describe('blocks and letters', () => {
  const fields = { version: '1', 'html.en': '<p>Bye {{username}}</p>', 'html.ru': '' };

  test('are previewed with sample values, without scripts', async () => {
    const post = async (values: Record<string, string>) =>
      edna.submit('/admin/texts/mail/note/preview', {
        'subject.en': 'On {{what}}',
        'subject.ru': '',
        'body.en': values.body ?? '',
        'body.ru': '',
        lang: 'en',
        sample: values.sample ?? '{"what":"<b>snow</b>"}',
        _csrf: await token(edna),
      });
    const answer = await post({ body: '<p style="color:red">{{what}}</p>' });
    const html = await answer.text();
    expect(html).toContain('On &lt;b&gt;snow');
    expect(html).toContain('<p style="color:red">&lt;b&gt;snow');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-security-policy')).not.toContain('script-src');
    expect(await (await post({ body: '{{#if' })).text()).toContain('alert-danger');
    expect(await (await post({ body: 'x', sample: '[1]' })).text()).toContain('JSON');
  });

  test('are saved with the version that was seen, unless the template is broken', async () => {
    const broken = await edna.post('/admin/texts/blocks/hello/save', { ...fields, 'html.en': '{{#each}' });
    expect(broken.json.data).toMatchObject({ errors: { 'html.en': expect.any(String) } });
    expect((await edna.post('/admin/texts/blocks/hello/save', fields)).json.ok).toBe(true);
    expect((await mark.page('/desk')).html).toContain('Bye mark');
    expect((await edna.post('/admin/texts/blocks/hello/save', fields)).status).toBe(409);
  });

  test('take nothing but their texts', async () => {
    await edna.post('/admin/texts/blocks/hello/save', {
      ...fields,
      version: '2',
      roles: 'developer',
      hasProcedure: 'true',
      schema: 'platform',
    });
    await edna.page('/admin/texts/blocks');
    const stored = app.running.app.definitions.get('block', 'hello');
    expect(stored).toMatchObject({ definition: { roles: 'all', hasProcedure: false, schema: 'dbo' } });
  });

  test('go to the writer alone', async () => {
    const letter = {
      'subject.en': 'On {{what}}',
      'body.en': '<p>{{what}}</p>',
      'subject.ru': '',
      'body.ru': '',
      lang: 'en',
      sample: '{"what":"hail"}',
    };
    expect((await edna.post('/admin/texts/mail/note/test', { ...letter, to: 'role:manager' })).json.ok).toBe(true);
    const row = await app.db.kysely.selectFrom('platform.outbox').select('payload').orderBy('id', 'desc').executeTakeFirst();
    expect(JSON.parse(row?.payload ?? '{}')).toMatchObject({ to: 'edna', subject: '[Test] On hail', body: '<p>hail</p>' });
  });
});

describe('access', () => {
  test('an editor has the texts and nothing of the developer’s', async () => {
    for (const path of ['/admin/users', '/admin/settings', '/admin/look', '/admin/workshop', '/admin/data'])
      expect((await edna.page(path)).status, path).toBe(404);
    for (const path of ['/admin/users/new', '/admin/settings/save', '/admin/look/save'])
      expect((await edna.post(path, {})).status, path).toBe(404);
  });

  test('for others the texts do not exist', async () => {
    for (const path of ['/admin/texts', '/admin/texts/missing', '/admin/texts/labels.csv', '/admin/texts/mail/note'])
      expect((await mark.page(path)).status, path).toBe(404);
    expect((await mark.post('/admin/texts/labels/save', {})).status).toBe(404);
  });

  test('every change is in the audit', async () => {
    const rows = await app.db.kysely.selectFrom('platform.audit').select(['action', 'object']).where('action', 'like', 'admin.%').execute();
    const all = rows.map(({ action, object }) => `${action} ${object}`);
    for (const one of [
      'admin.definitionSaved label shop',
      'admin.labelsImported shop, other',
      'admin.definitionSaved page desk',
      'admin.testLetterSent mailTemplate note',
    ])
      expect(all).toContain(one);
  });
});

async function token(browser: TestBrowser): Promise<string> {
  const { html } = await browser.page('/admin/texts');
  return /<meta name="csrf-token" content="([^"]+)"/.exec(html)?.[1] ?? '';
}
