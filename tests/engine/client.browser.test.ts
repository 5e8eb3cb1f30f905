// Parts of pages in a real browser under the real Content-Security-Policy: the editor of source code, a field edited in place, a terminal,
// integrity checks, filters that stand open, files from operations, files in a chat, the page without a network.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runSql } from '../../sql/query.ts';
import { holdRequests, launchBrowser } from '../renderer/browser.ts';
import { startApp } from './harness.ts';
import type { TestApp } from './harness.ts';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const roles = 'clerk';
let app: TestApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  app = await startApp({
    users: [{ username: 'maria', roles: ['clerk'] }],
    definitions: {
      form: {
        note: {
          title: 'Note',
          roles,
          fields: [
            { code: 'title', title: 'Title', required: true, maxLength: 20 },
            { code: 'body', title: 'Script', type: 'code', language: 'sql', help: 'T-SQL' },
          ],
        },
        pair: {
          title: 'Pair',
          roles,
          fields: [
            { code: 'first', title: 'First' },
            { code: 'second', title: 'Second' },
          ],
        },
        console: { title: 'Console', roles, saveText: 'Send', fields: [{ code: 'line', title: 'Command', required: true }] },
      },
      table: {
        goods: {
          title: 'Goods',
          roles,
          filters: { isOpen: true, remember: true, place: 'side' },
          columns: [
            { code: 'name', title: 'Name', filter: {} },
            { code: 'qty', title: 'Quantity', type: 'number', filter: { type: 'numberRange', isPinned: false } },
          ],
          operations: [{ code: 'label', title: 'Labels', scope: 'bulk', kind: 'download' }],
        },
      },
      check: {
        stock: { title: 'Stock', roles, severity: 'danger', area: 'Goods', fix: { title: 'Put right' }, itemTitle: 'Product' },
        fine: { title: 'Fine', roles, area: 'Other' },
        all: { title: 'Checks', roles, checks: ['stock', 'fine'] },
      },
      resource: { papers: { title: 'Papers', entityCode: 'talk', readRoles: roles, writeRoles: roles } },
      chat: { talk: { title: 'Talk', roles, attachments: 'papers' } },
      page: {
        note: { title: 'Note', roles, route: '/note', markup: '<div class="as-form" data-code="note" data-itemid="1"></div>' },
        place: {
          title: 'In place',
          roles,
          route: '/place',
          markup:
            '<div class="as-editable" data-code="note" data-itemid="1" data-param-field="title"></div><div class="as-terminal" data-code="console" data-itemid="0"></div>',
        },
        checks: { title: 'Checks', roles, route: '/checks', markup: '<div class="as-check" data-code="all"></div>' },
        goods: { title: 'Goods', roles, route: '/goods', markup: '<div class="as-table" data-code="goods"></div>' },
        pair: {
          title: 'Pair',
          roles,
          route: '/pair',
          markup: '<button type="button" class="as-form-modal btn btn-primary" data-code="pair">Open</button>',
        },
        talk: { title: 'Talk', roles, route: '/talk', markup: '<div class="as-chat" data-code="talk" data-itemid="1"></div>' },
      },
    },
    sql: [
      `CREATE TABLE dbo.notes (id int NOT NULL PRIMARY KEY, title nvarchar(100) NULL, body nvarchar(max) NULL);
CREATE TABLE dbo.goods (id int NOT NULL PRIMARY KEY, name nvarchar(50) NOT NULL, qty int NOT NULL);
INSERT INTO dbo.notes (id, title, body) VALUES (1, N'First <b>', N'SELECT 1;');
INSERT INTO dbo.goods (id, name, qty) VALUES (1, N'Apples', 5), (2, N'Pears', -2), (3, N'Plums', -7);
GO
CREATE OR ALTER PROCEDURE dbo.fm_note_getItem @itemID int, @username nvarchar(64) AS SELECT n.id, n.title, n.body FROM dbo.notes AS n WHERE n.id = @itemID;
GO
CREATE OR ALTER PROCEDURE dbo.fm_note_saveItem @username nvarchar(64), @itemID int, @parameters dbo.CRUDFilterParameter READONLY AS
BEGIN
  SET NOCOUNT ON;
  UPDATE dbo.notes SET body = (SELECT p.[Value] FROM @parameters AS p WHERE p.[Key] = N'body') WHERE id = @itemID;
  SELECT 1 AS Result, N'Kept' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.fm_note_saveEditableField @pk nvarchar(64), @fieldCode nvarchar(64), @value nvarchar(max), @username nvarchar(64) AS
BEGIN
  SET NOCOUNT ON;
  IF @value = N'taken' THROW 50001, N'That title is taken.', 1;
  UPDATE dbo.notes SET title = @value WHERE id = TRY_CAST(@pk AS int);
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.fm_console_saveItem @username nvarchar(64), @itemID int, @parameters dbo.CRUDFilterParameter READONLY AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @line nvarchar(200) = (SELECT p.[Value] FROM @parameters AS p WHERE p.[Key] = N'line');
  IF @line = N'bad' SELECT 0 AS Result, N'No such command' AS Msg;
  ELSE SELECT 1 AS Result, CONCAT(N'echo ', UPPER(@line)) AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.crud_goods_getItems @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(64) AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @name nvarchar(50) = (SELECT f.[Value] FROM @filters AS f WHERE f.[Key] = N'name');
  SELECT g.id, g.name, g.qty FROM dbo.goods AS g WHERE @name IS NULL OR g.name LIKE N'%' + @name + N'%' ORDER BY g.id;
  SELECT COUNT(*) FROM dbo.goods;
END;
GO
CREATE OR ALTER PROCEDURE dbo.crud_goods_operation @operation nvarchar(64), @itemIDs nvarchar(max), @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64) AS
  SELECT N'labels.csv' AS fileName, N'text/csv' AS contentType, CONCAT(N'Наклейки: ', @itemIDs) AS content;
GO
CREATE OR ALTER PROCEDURE dbo.chk_stock @username nvarchar(64), @lang nvarchar(8) AS SELECT g.id AS itemID, g.name AS text, N'/goods' AS url FROM dbo.goods AS g WHERE g.qty < 0 ORDER BY g.id;
GO
CREATE OR ALTER PROCEDURE dbo.chk_stock_fix @itemIDs nvarchar(max), @username nvarchar(64) AS
BEGIN
  SET NOCOUNT ON;
  UPDATE dbo.goods SET qty = 0 WHERE id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v);
  SELECT 1 AS Result, N'Put right' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.chk_fine @username nvarchar(64) AS SELECT 1 AS itemID WHERE 1 = 0;
GO`,
    ],
  });
  await app.sql("UPDATE platform.[user] SET lang = 'en';");
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', acceptDownloads: true });
  const maria = await app.signIn('maria');
  await context.addCookies([...maria.cookies].map(([name, value]) => ({ name, value, url: app.url })));
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('422') && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
beforeEach(() => {
  troubles.length = 0;
});

const stored = async (column: string): Promise<unknown> =>
  (await runSql(app.db, `SELECT ${column} AS v FROM dbo.notes WHERE id = 1`))[0]?.rows[0]?.v;

async function axe(): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe: scan } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await scan.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

describe('on a slow line', () => {
  it('a form in a window leaves the focus where the person went, and knows what was typed before it was ready', async () => {
    const letThrough = await holdRequests(page, /\/assets\/chunk-form-/);
    await page.goto(`${app.url}/pair`, { waitUntil: 'domcontentloaded' });
    await page.getByRole('button', { name: 'Open' }).click();
    const form = page.locator('[data-kind=form][data-code=pair]');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
    await expect.poll(focused).toBe('first');
    await page.keyboard.press('Tab');
    await page.keyboard.type('b');
    letThrough();
    // The mark of unsaved input is shown by the form's script, which is here now.
    await form.locator('.form-dirty').waitFor();
    await page.keyboard.type('y');
    expect(await focused()).toBe('second');
    expect(await form.locator('[name=first]').inputValue()).toBe('');
    expect(await form.locator('[name=second]').inputValue()).toBe('by');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
    await page.unrouteAll();
    expect(troubles).toEqual([]);
  });

  it('says so when a script does not come', async () => {
    await page.route(/\/assets\/chunk-form-/, (route) => route.abort());
    await page.goto(`${app.url}/note`);
    const told = page.locator('.toast', { hasText: 'does not work' });
    await told.waitFor();
    await page.unrouteAll();
    await told.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('textbox', { name: 'Script' }).waitFor();
    await page.locator('.as-form [data-busy-text]').first().waitFor();
    troubles.length = 0;
  });
});

describe('the editor of source code', () => {
  it('takes the place of its textarea, colours, undoes, lets Tab go after Escape, and saves', async () => {
    await page.goto(`${app.url}/note`);
    const code = page.getByRole('textbox', { name: 'Script' });
    await code.waitFor();
    await page.locator('.code-editor .tok-keyword').first().waitFor();
    expect(await page.locator('textarea[name=body]').isHidden()).toBe(true);
    await code.press('Control+End');
    await page.keyboard.type('\nIF 1 = 1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('PRINT 2; -- x');
    const text = () => page.locator('textarea[name=body]').inputValue();
    expect(await text()).toBe('SELECT 1;\nIF 1 = 1\n  PRINT 2; -- x');
    await page.keyboard.press('Control+z');
    expect(await text()).toBe('SELECT 1;\nIF 1 = 1\n  ');
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+/');
    expect(await text()).toBe('SELECT 1;\nIF 1 = 1\n  -- PRINT 2; -- x');
    await page.keyboard.press('Control+/');
    await page.keyboard.press('Shift+Tab');
    expect(await text()).toBe('SELECT 1;\nIF 1 = 1\nPRINT 2; -- x');
    expect(await axe()).toEqual([]);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('print');
    await page.locator('.code-editor-count', { hasText: '1 / 1' }).waitFor();
    await expect.poll(() => page.locator('.code-editor-match').textContent()).toBe('PRINT');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.closest('.cm-content') !== null && getSelection()?.toString() === 'PRINT');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.code-editor'))).toBeNull();
    await page.click('.as-form button[type=submit]');
    await expect.poll(() => stored('body')).toBe('SELECT 1;\nIF 1 = 1\nPRINT 2; -- x');
    expect(troubles).toEqual([]);
  });

  it('follows the page into the dark', async () => {
    await page.goto(`${app.url}/note`);
    await page.locator('.code-editor .tok-keyword').first().waitFor();
    const background = () => page.evaluate(() => getComputedStyle(document.querySelector('.code-editor') as Element).backgroundColor);
    const light = await background();
    await page.evaluate(() => {
      document.documentElement.dataset.theme = 'dark';
      document.dispatchEvent(new CustomEvent('as:theme'));
    });
    expect(await background()).not.toBe(light);
    expect(await axe()).toEqual([]);
  });
});

describe('in place', () => {
  it('one field is changed by keyboard, refused beside it, and left as it was by Escape', async () => {
    await page.goto(`${app.url}/place`);
    const open = page.getByRole('button', { name: 'Edit: Title' });
    await page.waitForFunction(() => document.querySelector('.as-editable .editable-text')?.textContent === 'First <b>');
    await open.press('Enter');
    const input = page.getByRole('textbox', { name: 'Title' });
    await input.fill('taken');
    await input.press('Enter');
    await page.locator('.as-editable .invalid-feedback', { hasText: 'That title is taken.' }).waitFor();
    await input.press('Escape');
    await page.waitForFunction(() => document.activeElement?.matches('[data-editable-open]') === true);
    await open.press('Enter');
    await expect.poll(() => input.inputValue()).toBe('First <b>');
    await input.fill('Second');
    await input.press('Enter');
    await page.waitForFunction(() => document.querySelector('.as-editable .editable-text')?.textContent === 'Second');
    await page.waitForFunction(() => document.activeElement?.matches('[data-editable-open]') === true);
    expect(await stored('title')).toBe('Second');
  });

  it('a terminal keeps what was sent and answered', async () => {
    await page.goto(`${app.url}/place`);
    const line = page.getByRole('textbox', { name: 'Command' });
    const entries = page.locator('.terminal-entry');
    await page.waitForFunction(() => document.querySelector('.as-terminal input') !== null);
    for (const [at, command] of ['hello', 'bad'].entries()) {
      await line.fill(command);
      await line.press('Enter');
      await entries.nth(at).waitFor();
    }
    await expect
      .poll(() => page.locator('.terminal-in, .terminal-out').allTextContents())
      .toEqual(['hello', 'echo HELLO', 'bad', 'No such command']);
    await expect.poll(() => line.inputValue()).toBe('bad');
    await line.fill('');
    await line.press('ArrowUp');
    await expect.poll(() => line.inputValue()).toBe('hello');
    expect(await axe()).toEqual([]);
    expect(troubles).toEqual([]);
  });
});

describe('integrity checks', () => {
  it('run one after the other, show what they found, and mend what was chosen', async () => {
    await page.goto(`${app.url}/checks`);
    await page.getByRole('button', { name: 'Check everything' }).click();
    await page.locator('[data-check-item=stock] .check-danger').waitFor();
    await page.locator('.check-clean summary .badge', { hasText: '1' }).waitFor();
    await page.getByRole('button', { name: /Show.*Stock/ }).press('Enter');
    const found = page.locator('[data-check-item=stock] [data-check-found]');
    await found.getByRole('link', { name: 'Plums' }).waitFor();
    await found.getByLabel('Choose Plums').check({ force: true });
    const mend = found.getByRole('button', { name: /Put right/ });
    await expect.poll(() => mend.textContent()).toContain('1');
    expect(await axe()).toEqual([]);
    await mend.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Put right' }).click();
    await page.waitForFunction(() => document.querySelector('[data-check-item=stock] .check-count')?.textContent?.startsWith('1') === true);
    // What was open stays open over the refresh.
    await found.getByRole('link', { name: 'Pears' }).waitFor();
    await expect.poll(() => found.getByRole('link', { name: 'Plums' }).count()).toBe(0);
    await page.setViewportSize({ width: 390, height: 800 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(troubles).toEqual([]);
  });
});

describe('a table', () => {
  const rows = (count: number) => page.waitForFunction((wanted) => document.querySelectorAll('tbody tr[data-id]').length === wanted, count);
  const ready = () => page.waitForFunction(() => document.querySelector('.as-table[data-is-active]') !== null);

  it('has its filters open beside the rows, the rarer ones behind a word, and brings them back at the next visit', async () => {
    await page.goto(`${app.url}/goods`);
    await ready();
    const panel = page.locator('[data-table-filter-panel]');
    await expect.poll(() => panel.isVisible()).toBe(true);
    await expect.poll(() => page.locator('[name="goods.qty_from"]').isVisible()).toBe(false);
    await panel.locator('summary').click();
    await expect.poll(() => page.locator('[name="goods.qty_from"]').isVisible()).toBe(true);
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/keepFilters'));
    await page.fill('[name="goods.name"]', 'pl');
    await page.keyboard.press('Enter');
    await rows(2);
    await kept;
    await page.goto(`${app.url}/goods`);
    await rows(2);
    const cleared = page.waitForResponse((answer) => answer.url().endsWith('/keepFilters'));
    await page.locator('.table-filters > .btn-link').click();
    await rows(3);
    await cleared;
    await page.goto(`${app.url}/goods`);
    await rows(3);
  });

  it('keeps them away where there is no room, until they are asked for', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${app.url}/goods`);
    await ready();
    const toggle = page.locator('[data-table-filters]');
    await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('false');
    await toggle.click();
    await page.locator('[name="goods.name"]').waitFor();
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('gives one file for the chosen rows', async () => {
    await page.goto(`${app.url}/goods`);
    await ready();
    for (const id of [1, 3]) await page.locator(`tr[data-id="${id}"] .table-check input`).check({ force: true });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Labels' }).click()]);
    expect(download.suggestedFilename()).toBe('labels.csv');
    expect(await readFile(await download.path(), 'utf8')).toBe('Наклейки: 1,3');
    expect(troubles).toEqual([]);
  });
});

describe('a page', () => {
  it('sends a file with a message', async () => {
    await page.goto(`${app.url}/talk`);
    await page.locator('.as-chat textarea').fill('See the plan');
    await page
      .locator('.as-chat input[type=file]')
      .setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('the plan') });
    await page.locator('.as-chat', { hasText: 'plan.txt' }).waitFor();
    await page.locator('.as-chat textarea').press('Enter');
    const link = page.locator('.as-chat a[href^="/f/"]', { hasText: 'plan.txt' });
    await link.waitFor();
    const answer = await page.request.get(new URL((await link.getAttribute('href')) ?? '', app.url).href);
    expect([answer.status(), await answer.text()]).toEqual([200, 'the plan']);
  });

  it('has a page of its own without a network', async () => {
    await page.goto(`${app.url}/note`);
    await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
    const manifest = await page.request.get(`${app.url}/manifest.webmanifest`);
    expect(await manifest.json()).toMatchObject({ name: expect.any(String), start_url: '/', display: 'standalone' });
    await context.setOffline(true);
    try {
      await page.goto(`${app.url}/goods`);
      await expect.poll(() => page.locator('h1').textContent()).toMatch(/connection|network|offline/i);
    } finally {
      await context.setOffline(false);
    }
  });
});
