// Versions over HTTP: the history with its filters, differences, restoring, change sets, packages out and in, the undo of the last import.

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveModule } from '../../admin-ui/workshop/modules.ts';
import type { Browser, Page } from 'playwright-core';
import { saveDefinition } from '../../metadata/store.ts';
import { runSql } from '../../sql/query.ts';
import { TEST_PASSWORD, startApp } from '../engine/harness.ts';
import type { ActionJson, TestApp, TestBrowser } from '../engine/harness.ts';
import { launchBrowser } from '../renderer/browser.ts';
import { problemsOf } from '../solutions/orders/scan.ts';

let app: TestApp;
let dana: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    definitions: { page: { desk: { title: 'Desk', roles: '*', layout: 'cabinet', markup: '<p>desk</p>' } } },
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'edna', roles: ['editor'] },
    ],
    sql: [
      'CREATE TABLE dbo.shop_orders (id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_shop_orders PRIMARY KEY, number nvarchar(32) NOT NULL);',
    ],
  });
  await runSql(app.db, "UPDATE platform.[user] SET lang = 'en';");
  dana = await app.signIn('dana');
});
afterAll(() => app?.stop());

const titleNow = async () => {
  const [set] = await runSql(
    app.db,
    "SELECT JSON_VALUE(body, '$.title') AS title, version FROM platform.definition WHERE kind = 'page' AND code = 'desk';",
  );
  return { title: String(set?.rows[0]?.title), version: Number(set?.rows[0]?.version) };
};
const retitle = async (title: string) =>
  saveDefinition(app.db, {
    kind: 'page',
    code: 'desk',
    body: JSON.stringify({ title, roles: '*', layout: 'cabinet', markup: '<p>desk</p>' }),
    expectedVersion: (await titleNow()).version,
    username: 'dana',
    comment: `title ${title}`,
  });
const procedure = (word: string) =>
  `CREATE OR ALTER PROCEDURE dbo.crud_orders_getItems @username nvarchar(64) AS SELECT N'${word}' AS word;`;
const save = (word: string) => saveModule(app.running.app, { sql: procedure(word), username: 'dana', source: 'workshop' });
const wordNow = async () => (await runSql(app.db, "EXEC dbo.crud_orders_getItems @username = N'dana';"))[0]?.rows[0]?.word;
const idsIn = (html: string) => [...html.matchAll(/\/admin\/versions\/change\/([dm]\d+)"/g)].map(([, id]) => id ?? '');

const upload = async (path: string, zip: Uint8Array, fields: Record<string, string> = {}) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([zip as Uint8Array<ArrayBuffer>], { type: 'application/zip' }), 'shop.zip');
  return dana.fetch(path, { method: 'POST', headers: { 'x-csrf-token': dana.csrf, 'x-requested-with': 'fetch' }, body });
};
const check = async (zip: Uint8Array) => {
  const answer = await upload('/admin/versions/import/check', zip);
  const json = (await answer.json()) as ActionJson;
  const html = String(json.commands[0]?.html ?? '');
  return { status: answer.status, json, html, digest: /data-digest="(\w+)"/.exec(html)?.[1] ?? '' };
};
const run = async (zip: Uint8Array, fields: Record<string, string>) => {
  const answer = await upload('/admin/versions/import/run', zip, fields);
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Partial<ActionJson> & { progress?: object });
  return { status: answer.status, lines, last: lines.at(-1) };
};
const exportZip = async (fields: Record<string, string>) =>
  new Uint8Array(await (await dana.submit('/admin/versions/export', fields)).arrayBuffer());

describe('the history', () => {
  test('lists changes of definitions and modules, filtered', async () => {
    await retitle('Office');
    await save('first');
    await save('second');
    const all = await dana.page('/admin/versions');
    expect(all.html).toContain('title Office');
    expect(all.html).toContain('dbo.crud_orders_getItems');
    expect(idsIn((await dana.page('/admin/versions?kind=module')).html)).toHaveLength(2);
    expect(idsIn((await dana.page('/admin/versions?text=Office&who=dana')).html)).toHaveLength(1);
    expect(idsIn((await dana.page('/admin/versions?from=2199-01-01T00:00')).html)).toEqual([]);
    expect(idsIn((await dana.page("/admin/versions?code='%20OR%201=1")).html)).toEqual([]);
  });

  test('shows a change, and restores what was before it', async () => {
    const [id = ''] = idsIn((await dana.page('/admin/versions?text=Office&kind=page')).html);
    const page = await dana.page(`/admin/versions/change/${id}`);
    expect(page.html).toMatch(/diff-removed.*&quot;title&quot;: &quot;Desk&quot;/s);
    expect(page.html).toMatch(/diff-added.*&quot;title&quot;: &quot;Office&quot;/s);
    const { version } = await titleNow();
    expect((await dana.post('/admin/versions/restore', { id, which: 'before', version: String(version - 1) })).status).toBe(409);
    expect((await dana.post('/admin/versions/restore', { id, which: 'before', version: String(version) })).json.ok).toBe(true);
    expect((await titleNow()).title).toBe('Desk');
  });

  test('restores a module after the password was given again', async () => {
    const ids = idsIn((await dana.page('/admin/versions?kind=module')).html);
    const version = /name="version" value="(\d+)"/.exec((await dana.page(`/admin/versions/change/${ids[1]}`)).html)?.[1];
    const early = await dana.post('/admin/versions/restore', { id: ids[1], which: 'after', version });
    expect(early.json.error?.code).toBe('passwordNeeded');
    await dana.post('/admin/reauthenticate', { password: TEST_PASSWORD });
    expect((await dana.post('/admin/versions/restore', { id: ids[1], which: 'after', version: '1' })).status).toBe(409);
    expect((await dana.post('/admin/versions/restore', { id: ids[1], which: 'after', version })).json.ok).toBe(true);
    expect(await wordNow()).toBe('first');
  });

  test('adds up to a change set', async () => {
    await save('third');
    await save('fourth');
    const ids = idsIn((await dana.page('/admin/versions?kind=module')).html).slice(0, 2);
    const set = await dana.page(`/admin/versions/set?${ids.map((id) => `id=${id}`).join('&')}`);
    expect(set.html).toMatch(/2 changes/);
    expect(set.html).toMatch(/diff-removed.*first/s);
    expect(set.html).not.toContain('third');
    expect(set.html).toContain('value="objects/procedures/crud_orders_getItems.sql"');
    expect((await dana.page('/admin/versions/set?all=1&kind=page')).html).toContain('page');
    expect((await dana.page('/admin/versions/set')).html).toContain('No change is selected');
  });

  test('is not there for editors', async () => {
    const edna = await app.signIn('edna');
    for (const path of [
      '/admin/versions',
      '/admin/versions/export',
      '/admin/versions/import',
      '/admin/versions/change/d1',
      '/admin/versions/undo/1',
    ])
      expect((await edna.page(path)).status).toBe(404);
    for (const path of ['restore', 'export', 'import/check', 'import/run', 'import/ready', 'undo/1'])
      expect((await edna.post(`/admin/versions/${path}`)).status).toBe(404);
  });
});

describe('packages', () => {
  test('go out whole or as a selection', async () => {
    await dana.page('/admin/versions/export');
    const whole = unzipSync(await exportZip({ name: 'shop', scope: 'all' }));
    expect(Object.keys(whole)).toEqual(
      expect.arrayContaining(['definitions/page/desk.json', 'tables/shop_orders.sql', 'objects/procedures/crud_orders_getItems.sql']),
    );
    const part = unzipSync(await exportZip({ name: 'part', scope: 'selection', path: 'definitions/page/desk.json' }));
    expect(Object.keys(part)).toEqual(['definitions/page/desk.json', 'peregrine.json']);
    expect((await dana.submit('/admin/versions/export', { name: '../x', scope: 'all' })).status).toBe(400);
  });

  test('show what they would do, do exactly that, and are undone', async () => {
    const files = unzipSync(await exportZip({ name: 'shop', scope: 'all' }));
    const path = 'tables/shop_orders.sql';
    files[path] = strToU8(
      strFromU8(files[path] ?? new Uint8Array()).replace('nvarchar(32) NOT NULL', 'nvarchar(64) NOT NULL,\n  [note] nvarchar(10) NULL'),
    );
    files['objects/procedures/crud_orders_getItems.sql'] = strToU8(procedure('packaged'));
    files['definitions/page/fresh.json'] = strToU8('{"title":"Fresh","roles":"*"}');
    const zip = zipSync(files);
    const plan = await check(zip);
    expect(plan.html).toContain('ALTER TABLE [dbo].[shop_orders] ADD [note] nvarchar(10) NULL;');
    expect(plan.html).toMatch(/diff-added.*packaged/s);
    expect((await titleNow()).title).toBe('Desk');

    await retitle('Changed meanwhile');
    const stale = await run(zip, { digest: plan.digest, conflicts: 'overwrite' });
    expect(stale.last).toMatchObject({ ok: false, commands: [{ type: 'replace' }] });
    expect(await wordNow()).toBe('fourth');

    const again = await check(zip);
    expect(again.html).toContain('conflict-keep');
    const done = await run(zip, { digest: again.digest, conflicts: 'overwrite' });
    expect(done.last?.ok).toBe(true);
    expect(done.lines.some(({ progress }) => progress !== undefined)).toBe(true);
    expect(await wordNow()).toBe('packaged');
    expect((await titleNow()).title).toBe('Desk');
    expect((await dana.page('/fresh')).status).toBe(200);
    await runSql(app.db, "INSERT INTO dbo.shop_orders (number, note) VALUES (N'1', N'x');");
    expect((await check(zip)).html).toContain('Nothing to do');

    const undo = /\/admin\/versions\/undo\/\d+/.exec((await dana.page('/admin/versions/import')).html)?.[0] ?? '';
    expect((await dana.page(undo)).html).toContain('consent-delete');
    const lossy = await dana.post(undo, {});
    expect([lossy.status, JSON.stringify(lossy.json.data)]).toEqual([409, expect.stringContaining('shop_orders')]);
    expect(await wordNow()).toBe('packaged');
    expect((await dana.post(undo, { delete: '1' })).json.ok).toBe(true);
    expect(await wordNow()).toBe('fourth');
    expect((await titleNow()).title).toBe('Changed meanwhile');
    expect((await dana.page('/fresh')).status).toBe(404);
    const [columns] = await runSql(
      app.db,
      "SELECT COL_LENGTH(N'dbo.shop_orders', N'note') AS note, COL_LENGTH(N'dbo.shop_orders', N'number') AS number;",
    );
    expect(columns?.rows[0]).toMatchObject({ note: null, number: 64 });
    expect((await dana.page(undo)).status).toBe(404);
    const [audit] = await runSql(app.db, "SELECT action FROM platform.audit WHERE action LIKE 'admin.[pi]%' ORDER BY id;");
    expect(audit?.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['admin.packageExported', 'admin.packageImported', 'admin.importUndone']),
    );
  });

  test('take rows of chosen tables along, row by row, and remember the choice', async () => {
    await runSql(app.db, "INSERT INTO dbo.shop_orders (number) VALUES (N'A-1'), (N'A-2');");
    const numbers = async () => (await runSql(app.db, "SELECT id, number FROM dbo.shop_orders WHERE number <> N'1' ORDER BY id;"))[0]?.rows;
    const before = await numbers();
    const chosen = { data: 'dbo.shop_orders', 'key:dbo.shop_orders': '["id"]', 'mode:dbo.shop_orders': 'insertMissing' };
    const zip = await exportZip({ name: 'rows', scope: 'selection', ...chosen });
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(['data/dbo.shop_orders.json', 'peregrine.json']);
    expect(strFromU8(files['data/dbo.shop_orders.json'] ?? new Uint8Array())).toMatch(/\n {4}\[\d+, .*"A-1"/);
    await runSql(app.db, "UPDATE platform.package_item SET package = N'rows';");
    const { html } = await dana.page('/admin/versions/export');
    expect(html).toMatch(/value="dbo\.shop_orders" checked/);
    expect(html).toMatch(/<option value="insertMissing" selected/);

    await runSql(
      app.db,
      "DELETE FROM dbo.shop_orders WHERE number = N'A-1'; UPDATE dbo.shop_orders SET number = N'ours' WHERE number = N'A-2';",
    );
    const plan = await check(zip);
    expect(plan.html).toMatch(/dbo\.shop_orders.*1 added, 0 changed/s);
    expect(plan.html).toContain('-- dbo.shop_orders: 1 rows added, 0 changed');
    expect((await run(zip, { digest: plan.digest })).last).toMatchObject({ ok: true });
    expect(await numbers()).toEqual([before?.[0], { ...before?.[1], number: 'ours' }]);
    const id = /\/admin\/versions\/undo\/(\d+)/.exec((await dana.page('/admin/versions/import')).html)?.[1];
    expect((await dana.page(`/admin/versions/undo/${id}`)).html).toContain('dbo.shop_orders');
    expect((await dana.post(`/admin/versions/undo/${id}`)).json.ok).toBe(true);
    expect(await numbers()).toEqual([{ ...before?.[1], number: 'ours' }]);
    await runSql(app.db, "DELETE FROM dbo.shop_orders WHERE number = N'ours';");
    const missing = await dana.submit('/admin/versions/export', { name: 'rows', scope: 'all', data: 'dbo.nothing' });
    expect(missing.status).toBe(200);
  });

  test('say what they would break, without what they bring themselves', async () => {
    const list = strToU8('{"title":"Parcels","roles":"*","columns":[{"code":"id"}]}');
    const files = {
      'peregrine.json': strToU8('{"name":"parcels"}'),
      'definitions/page/parcels.json': strToU8(
        '{"title":"Parcels","roles":"carrier","markup":"<div class=\\"as-table\\" data-code=\\"parcels\\"></div>"}',
      ),
      'definitions/table/parcels.json': list,
    };
    const { html } = await check(zipSync(files));
    expect(html).toContain('There is no role &quot;carrier&quot;.');
    expect(html).toContain('The procedure dbo.crud_parcels_getItems does not exist.');
    expect(html).not.toContain('There is no table');
    const whole = await check(
      zipSync({ ...files, 'objects/procedures/crud_parcels_getItems.sql': strToU8(procedure('x').replace('crud_orders', 'crud_parcels')) }),
    );
    expect(whole.html).not.toContain('does not exist');
  });

  test('with mistakes are refused whole, each mistake with its file', async () => {
    const wrong = await check(
      zipSync({
        'definitions/page/desk.json': strToU8('{"titel":"x"}'),
        'objects/procedures/x.sql': strToU8('DROP TABLE dbo.shop_orders;'),
      }),
    );
    expect(wrong.html).toContain('page desk /titel');
    expect(wrong.html).toContain('objects/procedures/x.sql');
    const noZip = await check(strToU8('not a zip'));
    expect([noZip.status, noZip.json.data]).toEqual([422, { error: 'This is not a zip archive' }]);
    const broken = zipSync({ 'objects/views/v.sql': strToU8('CREATE VIEW dbo.v AS SELECT nothing FROM dbo.shop_orders;') });
    const failed = await run(broken, { digest: (await check(broken)).digest });
    expect(JSON.stringify(failed.last)).toMatch(/dbo\.v.*nothing/);
  });
});

describe('in the browser', () => {
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })).newPage();
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text());
    });
    await page.goto(`${app.url}/sign-in`);
    await page.fill('[name=username]', 'dana');
    await page.fill('[name=password]', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }, 60_000);
  afterAll(() => browser?.close());

  const look = async (path: string): Promise<void> => {
    await page.goto(app.url + path);
    await page.waitForSelector('[data-screen]:not([aria-busy])', { state: 'attached' });
  };
  const givePassword = async (): Promise<void> => {
    await page.fill('#admin-password', TEST_PASSWORD);
    await page.keyboard.press('Enter');
  };

  test('a package is tried, agreed to and imported, with the password given in between', async () => {
    const files = unzipSync(await exportZip({ name: 'shop', scope: 'all' }));
    files['definitions/page/browsed.json'] = strToU8('{"title":"Browsed","roles":"*"}');
    await look('/admin/versions/import');
    await page.getByRole('button', { name: 'Show what it would do' }).click();
    await page.getByText('Choose a file first').waitFor();
    await page.setInputFiles('#package-file', { name: 'shop.zip', mimeType: 'application/zip', buffer: Buffer.from(zipSync(files)) });
    await page.getByRole('button', { name: 'Show what it would do' }).click();
    await page.getByRole('heading', { name: 'Package shop' }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await givePassword();
    await page.getByText('1 added, 0 changed, 0 deleted').first().waitFor();
    await page.getByRole('link', { name: 'Undo' }).waitFor();
    expect((await dana.page('/browsed')).status).toBe(200);
  });

  test('a selection is made by groups and by finding', async () => {
    await look('/admin/versions/export');
    await page.getByLabel('A selection').check({ force: true });
    await page.getByRole('searchbox', { name: 'Find', exact: true }).fill('shop_');
    await page.locator('[data-items] label', { hasText: 'dbo.shop_orders' }).click();
    await page.getByText('1 selected').waitFor();
    expect(await problemsOf(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the zip' }).click()]);
    expect(download.suggestedFilename()).toBe('shop.zip');
  });

  test('rows are changed in a form once editing is on, and the change is undone from its message', async () => {
    await runSql(app.db, "INSERT INTO dbo.shop_orders (number) VALUES (N'B-7');");
    await look('/admin/data/dbo/shop_orders');
    await page.getByRole('button', { name: 'Switch editing on' }).click();
    await page.getByRole('button', { name: 'Add a row' }).waitFor();
    await page.waitForSelector('[data-screen]:not([aria-busy])');
    await page
      .getByRole('button', { name: /^Edit row/ })
      .last()
      .click();
    await page.locator('[data-column=number]').fill('B-8');
    await page.keyboard.press('Enter');
    await page.getByRole('cell', { name: 'B-8' }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('cell', { name: 'B-7' }).waitFor();
    await page.getByRole('button', { name: 'Import' }).click();
    await page.setInputFiles('#data-import-file', { name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from('number\nC-1\nC-2\n') });
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('Would add 2 and change 0 rows').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
    await page.getByText('Added 2 and changed 0 rows').waitFor();
    await page.getByRole('cell', { name: 'C-2' }).waitFor();
    expect(errors).toEqual([]);
  });

  test('nothing is wrong with the screens on a phone either', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const [id = ''] = idsIn((await dana.page('/admin/versions?kind=module')).html);
    for (const path of [
      '/admin/versions',
      `/admin/versions/change/${id}`,
      `/admin/versions/set?id=${id}`,
      '/admin/versions/import',
      '/admin/data',
      '/admin/data/dbo/shop_orders',
    ]) {
      await page.goto(app.url + path);
      expect([path, await problemsOf(page)]).toEqual([path, []]);
    }
  });
});
