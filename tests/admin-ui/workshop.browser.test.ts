// The workshop in a browser: two result sets, an error that leads to its line, a module that is refused and then saved, its history and the
// way back; in Russian, dark and on a phone without findings of axe or the Content-Security-Policy.

import AxeBuilder from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, TEST_PASSWORD } from '../engine/harness.ts';
import type { TestApp } from '../engine/harness.ts';
import { holdRequests, launchBrowser } from '../renderer/browser.ts';

let app: TestApp;
let browser: Browser;
const errors: string[] = [];

beforeAll(async () => {
  app = await startApp({
    users: [{ username: 'dev', roles: ['developer'] }],
    sql: [
      `CREATE TABLE dbo.t_tours (id int IDENTITY NOT NULL PRIMARY KEY, name nvarchar(100) NOT NULL, price decimal(18, 2) NULL);
       INSERT INTO dbo.t_tours (name, price) VALUES (N'Alps', 900), (N'Rome', NULL);
       GO
       CREATE PROCEDURE dbo.t_list @username nvarchar(64) AS
       SET NOCOUNT ON;
       SELECT t.id, t.name FROM dbo.t_tours AS t WHERE @username <> N'';
       GO
       CREATE TYPE dbo.t_prices AS TABLE (id int NOT NULL, price decimal(9, 2) NULL);
       GO
       CREATE PROCEDURE dbo.t_take @prices dbo.t_prices READONLY AS
       SET NOCOUNT ON;
       SELECT p.id, p.price FROM @prices AS p ORDER BY p.id;`,
    ],
  });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test('runs scripts, saves modules and goes back in their history', async () => {
  const page = await open({ width: 1440, height: 900 });
  await page.goto(`${app.url}/admin/workshop`);
  await page.waitForSelector('[data-screen=workshop][data-ready]');
  await page.locator('.cm-content').first().click();
  await page.keyboard.insertText(
    "SELECT id, name, price FROM dbo.t_tours ORDER BY id;\nSELECT 'second' AS which;\n\nSELECT nope FROM dbo.t_tours;",
  );
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('F5');
  await page.locator('.workshop-run [role=tab]').nth(1).click();
  await expect.poll(() => page.locator('.workshop-run tbody').textContent()).toBe('second');
  await page.locator('.workshop-run [role=tab]').first().click();
  expect((await page.locator('.workshop-run tbody tr').allInnerTexts()).map((row) => row.split('\t'))).toEqual([
    ['1', 'Alps', '900'],
    ['2', 'Rome', 'NULL'],
  ]);

  await page.locator('.cm-content').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Line 4' }).click();
  await expect.poll(() => page.locator('[data-part=place]').textContent()).toContain('Line 4');

  await page.fill('[data-part=search]', 't_list');
  await page.locator('[data-part=tree] .tree-row[data-name="[dbo].[t_list]"]').first().click();
  await page.waitForSelector('.workshop-related:not([hidden])');
  const editor = page.locator('.workshop-editor:not([hidden]) .cm-content');
  await expect.poll(() => editor.textContent()).toContain('t_list');
  const replaceText = async (text: string): Promise<void> => {
    await editor.click();
    await page.keyboard.press('Control+a');
    // Chromium itself writes style attributes when a text replaces coloured ones.
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(text);
    await page.keyboard.press('Control+s');
  };
  await replaceText('CREATE OR ALTER PROCEDURE dbo.t_list @username nvarchar(64) AS\nSET NOCOUNT ON;\nSELECT FROM WHERE;');
  await page.fill('#admin-password', TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.code-note.is-error');
  await expect.poll(() => page.locator('[data-part=place]').textContent()).toContain('Line 3');

  await replaceText(
    "CREATE OR ALTER PROCEDURE dbo.t_list @username nvarchar(64) AS\nSET NOCOUNT ON;\nSELECT * FROM dbo.t_tours AS t WHERE @username <> N'';",
  );
  await expect.poll(() => page.locator('[data-part=notes]').textContent()).toContain('SELECT *');
  await expect.poll(() => page.locator('.code-tab[aria-selected=true].code-dirty').count()).toBe(0);

  await page.click('[data-tool=history]');
  await page.locator('.workshop-version').nth(1).click();
  await page.waitForSelector('.cm-merge-a .cm-changedLine');
  await page.waitForSelector('.cm-merge-b .cm-changedLine');
  expect(await axe(page)).toEqual([]);
  // As one text, remembered; below the width for two texts nothing is asked.
  await page.getByRole('button', { name: 'One text' }).click();
  await page.waitForSelector('.workshop-difference .cm-deletedChunk');
  await page.selectOption('#workshop-against', { label: 'the text in the editor' });
  await page.setViewportSize({ width: 900, height: 900 });
  await page.getByRole('button', { name: 'Side by side' }).waitFor({ state: 'hidden' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(() => page.getByRole('button', { name: 'One text' }).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: 'Restore version' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click();
  await expect.poll(() => editor.textContent()).toContain('t.id, t.name');
  await page.waitForSelector('.workshop-difference', { state: 'detached' });
  // The tabs are there again after coming back.
  await page.reload();
  await page.waitForSelector('[data-screen=workshop][data-ready]');
  expect(await page.locator('[data-part=tabs] [role=tab]').allInnerTexts()).toEqual(['Query 1', 't_list']);
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.context().close();
}, 60_000);

test('loses no press on a slow line', async () => {
  const page = await open({ width: 1440, height: 900 });
  let letThrough = await holdRequests(page, /\/assets\/chunk-screen-/);
  await page.goto(`${app.url}/admin/workshop`, { waitUntil: 'domcontentloaded' });
  await page.click('[data-tool=new]');
  await expect.poll(() => page.locator('[data-tool=new]').getAttribute('aria-busy')).toBe('true');
  letThrough();
  await expect.poll(() => page.locator('[data-part=tabs] [role=tab]').count()).toBe(2);
  expect(await page.locator('[data-tool=new]').getAttribute('aria-busy')).toBeNull();

  await page.goto(`${app.url}/admin/workshop/module/dbo/t_list`);
  await page.waitForSelector('[data-screen=workshop][data-ready]');
  // A version can be restored while its difference is still on the way.
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  letThrough = await holdRequests(page, /\/version\.json/);
  await page.dblclick('[data-tool=history]');
  await page.locator('.workshop-version').nth(1).click();
  await page.getByRole('button', { name: 'Restore version' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  letThrough();
  await page.waitForSelector('.workshop-difference .cm-editor');
  expect(asked.filter((path) => path.endsWith('/history.json'))).toHaveLength(1);
  expect(errors).toEqual([]);
  await page.context().close();
}, 60_000);

test('takes rows for a table type from a spreadsheet and tells what does not fit at its cell', async () => {
  const page = await open({ width: 1440, height: 900 });
  await page.goto(`${app.url}/admin/workshop/module/dbo/t_take`);
  await page.waitForSelector('[data-screen=workshop][data-ready]');
  await page.click('[data-tool=trial]');
  const cells = page.locator('.trial-rows input');
  await cells.first().focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'id\tprice\r\n1\t1 234,5\r\ntwo\t3\r\n');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect
    .poll(() => cells.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)))
    .toEqual(['1', '1234.5', 'two', '3']);
  await page.locator('[form=workshop-trial]').click();
  await answerPassword(page, page.locator('.trial-rows .invalid-feedback'));
  await page.locator('.trial-rows .invalid-feedback', { hasText: 'Not a value of int' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await cells.nth(2).fill('2');
  await page.locator('[form=workshop-trial]').click();
  await expect.poll(() => page.locator('.workshop-run tbody tr').allInnerTexts()).toEqual(['1\t1234.5', '2\t3']);
  expect(errors).toEqual([]);
  await page.context().close();
});

test('opens a module and tries it on a phone, in Russian and dark', async () => {
  const page = await open({ width: 390, height: 844 }, { lang: 'ru', theme: 'dark' });
  await page.goto(`${app.url}/admin/workshop/module/dbo/t_list`);
  await page.waitForSelector('[data-screen=workshop][data-ready]');
  await page.click('[data-tool=trial]');
  await page.locator('[form=workshop-trial]').click();
  const tried = page.locator('.workshop-run tbody tr');
  await answerPassword(page, tried);
  await expect.poll(() => tried.count()).toBe(2);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.context().close();
});

async function open(
  viewport: { width: number; height: number },
  { lang = 'en', theme = 'light' }: { lang?: string; theme?: string } = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text());
  });
  await page.goto(`${app.url}/sign-in?lang=${lang}`);
  await page.fill('[name=username]', 'dev');
  await page.fill('[name=password]', TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.evaluate(
    async (body) => {
      const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
      await fetch('/me/preferences', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': token, 'x-requested-with': 'fetch' },
        body: JSON.stringify(body),
      });
    },
    { lang, theme },
  );
  return page;
}

/** Gives the password if this session has not given it yet. */
async function answerPassword(page: Page, next: Locator): Promise<void> {
  const asked = page.locator('#admin-password');
  await asked.or(next.first()).first().waitFor();
  if (!(await asked.isVisible())) return;
  await asked.fill(TEST_PASSWORD);
  await page.keyboard.press('Enter');
}

/** Serious and critical findings. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AxeBuilder.source);
  return page.evaluate(async () => {
    const { axe: scanner } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await scanner.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}
