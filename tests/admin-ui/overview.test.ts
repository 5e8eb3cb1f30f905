// The overview, its guides and the search over everything: figures that are true, the tour from its offer to its end in a real browser,
// results that lead to their editors, and only what a role may see.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSql } from '../../sql/query.ts';
import { kindNames } from '../../metadata/kinds.ts';
import { startApp } from '../engine/harness.ts';
import type { TestApp } from '../engine/harness.ts';
import { launchBrowser } from '../renderer/browser.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({
    definitions: {
      page: {
        desk: { title: 'Desk', roles: 'manager', markup: '<p>zebra crossing</p>' },
        start: { title: 'Start', roles: 'developer', isHome: true, markup: '<p>here</p>' },
      },
      table: { broken: { title: 'Broken', columns: 'none' } },
      label: { words: { texts: { 'crossing.title': { en: 'Zebra', ru: 'Зебра' } } } },
    },
    sql: [
      "CREATE TABLE dbo.zoo_animals (id int NOT NULL PRIMARY KEY, stripes int NULL);\nGO\nCREATE PROCEDURE dbo.[crud_animals_getItems] @username nvarchar(64) AS SELECT id, N'zebra' AS name FROM dbo.zoo_animals;",
    ],
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'dora', roles: ['developer'] },
      { username: 'edna', roles: ['editor'] },
      { username: 'mark', roles: ['manager'], displayName: 'Zebulon Zebra' },
    ],
  });
});
afterAll(() => app?.stop());

const findAs = async (username: string, text: string) => {
  const browser = await app.signIn(username);
  const answer = await browser.fetch(`/admin/find?text=${encodeURIComponent(text)}`, { headers: { accept: 'application/json' } });
  return ((await answer.json()) as { items: { url: string; group: string }[] }).items.map(({ url }) => url);
};

describe('the overview', () => {
  test('counts, and names what is broken', async () => {
    const dana = await app.signIn('dana');
    const { status, html } = await dana.page('/admin');
    expect(status).toBe(200);
    expect(html).toMatch(/href="\/admin\/definitions\/table\/broken"/);
    expect(html).toMatch(/href="\/admin\/definitions\?kind=page"[\s\S]{0,900}>2</);
  });

  test('sends an editor to the texts', async () => {
    const edna = await app.signIn('edna');
    expect((await edna.page('/admin')).headers.get('location')).toBe('/admin/texts');
  });
});

describe('the tour', () => {
  const OFFER = 'id="tour-offer"';
  let chromium: Browser;
  let page: Page;

  beforeAll(async () => {
    await runSql(app.db, `UPDATE platform.[user] SET lang = 'en' WHERE username = N'dana';`);
    const [dana, browser] = await Promise.all([app.signIn('dana'), launchBrowser()]);
    chromium = browser;
    const context = await chromium.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' });
    await context.addCookies([...dana.cookies].map(([name, value]) => ({ name, value, url: app.url })));
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
  });
  afterAll(() => chromium?.close());

  const step = (text: string) => page.locator('#tour-counter', { hasText: text }).waitFor();
  const hasFocus = () => expect.poll(() => page.evaluate(() => document.activeElement?.className)).toMatch(/^tour\b/);

  test('is offered, and leads by keyboard alone over all its pages to its end', async () => {
    await page.goto(`${app.url}/admin`);
    await page.getByRole('link', { name: 'Take the tour' }).press('Enter');
    await step('Step 1 of 15');
    await hasFocus();
    expect(await page.locator('#tour-offer').count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await step('Step 2 of 15');
    await hasFocus();
    await page.keyboard.press('ArrowLeft');

    const paths: string[] = [];
    for (let at = 1; at <= 15; at++) {
      await step(`Step ${at} of 15`);
      await hasFocus();
      await page.locator('.tour-light').waitFor();
      paths.push(new URL(page.url()).pathname);
      if (at < 15) await page.keyboard.press('ArrowRight');
    }
    expect([...new Set(paths)]).toEqual([
      '/admin',
      '/admin/definitions/page/desk',
      '/admin/workshop/module/dbo/crud_animals_getItems',
      '/start',
      '/admin/trace',
      '/admin/checks',
      '/admin/versions',
      '/admin/wizard',
      '/admin/help',
    ]);
    const answered = page.waitForResponse('**/admin/guide');
    await page.keyboard.press('ArrowRight');
    expect((await answered).status()).toBe(200);
    await expect.poll(() => page.locator('.tour').count()).toBe(0);

    expect((await (await app.signIn('dana')).page('/admin')).html).not.toContain(OFFER);
    expect((await (await app.signIn('dora')).page('/admin')).html).toContain(OFFER);
  }, 60_000);

  test('begins again from Help, waits for who leaves its way, and ends with Escape', async () => {
    await page.goto(`${app.url}/admin/help`);
    await page.locator('[data-tour-again]').getByRole('link').click();
    await step('Step 1 of 15');
    await page.goto(`${app.url}/admin/settings`);
    await page.locator('.tour').getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(`${app.url}/admin`);
    await step('Step 1 of 15');
    await hasFocus();
    const answered = page.waitForResponse('**/admin/guide');
    await page.keyboard.press('Escape');
    await answered;
    await expect.poll(() => page.locator('.tour').count()).toBe(0);
  });

  test('is sent away without a script, by its own user alone', async () => {
    const dora = await app.signIn('dora');
    const answer = await dora.submit('/admin/guide', { guide: 'tour', ending: 'dismissed' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin']);
    expect((await dora.page('/admin')).html).not.toContain(OFFER);

    const body = { guide: 'firstSteps', ending: 'dismissed' };
    expect((await dora.fetch('/admin/guide', { method: 'POST', body: new URLSearchParams(body) })).status, 'without a token').toBe(403);
    expect((await dora.post('/admin/guide', { guide: 'tour', ending: 'sold' })).status).toBe(400);
    expect((await dora.post('/admin/guide', { guide: 'table.orders.columns', ending: 'done' })).status).toBe(400);
    for (const name of ['edna', 'mark']) {
      const other = await app.signIn(name);
      expect([name, (await other.post('/admin/guide', body)).status, (await other.page('/admin/tour')).status]).toEqual([name, 404, 404]);
    }
    const [kept] = await runSql(
      app.db,
      `SELECT CONCAT(u.username, ' ', p.name, ' ', p.value) AS line FROM platform.user_preference AS p
       JOIN platform.[user] AS u ON u.id = p.userID ORDER BY u.username;`,
    );
    expect(kept?.rows.map(({ line }) => line)).toEqual(['dana admin.tour dismissed', 'dora admin.tour dismissed']);
  });
});

describe('the first steps', () => {
  test('stand on the overview of a new solution with ticks for what is done, until they are sent away', async () => {
    const dora = await app.signIn('dora');
    const { html } = await dora.page('/admin');
    expect(html).toContain('id="first-steps"');
    expect(html.match(/<li[^>]*class="is-done"/g)).toHaveLength(2);
    expect(html).toMatch(/<li aria-current="step">[\s\S]{0,400}\/admin\/wizard\/object/);
    await dora.submit('/admin/guide', { guide: 'firstSteps', ending: 'dismissed' });
    expect((await dora.page('/admin')).html).not.toContain('id="first-steps"');
  });
});

describe('the search', () => {
  test('finds definitions, modules, tables by column, users', async () => {
    expect(await findAs('dana', 'zebra')).toEqual(
      expect.arrayContaining([
        '/admin/definitions/page/desk',
        '/admin/definitions/label/words',
        '/admin/workshop/module/dbo/crud_animals_getItems',
        expect.stringMatching(/^\/admin\/users\/\d+$/),
      ]),
    );
    expect(await findAs('dana', 'stripes')).toEqual(['/admin/data/dbo/zoo_animals']);
  });

  test('takes signs of LIKE and quotes as they are', async () => {
    expect(await findAs('dana', "%'; DROP TABLE dbo.zoo_animals;--")).toEqual([]);
    expect(await findAs('dana', '[a-z]%_')).toEqual([]);
  });

  test('finds content only for an editor', async () => {
    expect(await findAs('edna', 'zebra')).toEqual(['/admin/definitions/label/words']);
  });
});

describe('help', () => {
  test('tells every option of every kind in the visitor’s language', async () => {
    const edna = await app.signIn('edna');
    expect((await edna.page('/admin/help')).html).toContain('href="/admin/help/mailTemplate"');
    for (const kind of kindNames) expect((await edna.page(`/admin/help/${kind}`)).status, kind).toBe(200);
    const { html } = await edna.page('/admin/help/form');
    expect(html).toMatch(/<tr id="fields">\s*<td><code>fields<\/code>/);
    expect(html).toContain('Поля');
    expect((await edna.page('/admin/help/nothing')).status).toBe(404);
  });
});
