// Files in a real browser: dropping, progress, refusal, order by keys, pictures at full size, and a form that keeps its files until it is saved.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../renderer/browser.ts';
import type { TestApp } from '../harness.ts';
import { enter, photo, startArchive, text } from './fixture.ts';

let app: TestApp;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  app = await startArchive();
  browser = await launchBrowser();
  const anna = await enter(app, 'anna');
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1100, height: 900 } });
  await context.addCookies([...anna.cookies].map(([name, value]) => ({ name, value, url: app.url })));
  page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
const shot = async (name: string): Promise<void> => {
  if (process.env.SHOTS !== undefined) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

describe('the resource manager', () => {
  it('takes several files, says what it does not take, and lists what came', async () => {
    await page.goto(`${app.url}/home`);
    const files = [
      { name: 'plan.txt', mimeType: 'text/plain', buffer: buffer(text('a')) },
      { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: buffer(await photo(900, 600)) },
    ];
    await page.setInputFiles('.as-resource input[type=file]', files);
    await page.waitForSelector('.as-resource [data-file][data-name="photo.jpg"]');
    await page.setInputFiles('.as-resource input[type=file]', [
      { name: 'bad.exe', mimeType: 'application/octet-stream', buffer: buffer(text('MZ')) },
    ]);
    await page.waitForSelector('.as-resource .is-failed .file-problem');
    await shot('resource');
    await expect.poll(() => page.locator('.as-resource [data-file]').count()).toBe(2);
    await page.locator('.is-failed button').last().click();
    await expect.poll(() => page.locator('.is-failed').count()).toBe(0);
  });

  it('changes the order by keys and keeps it', async () => {
    await page.reload();
    const names = async (): Promise<(string | null)[]> =>
      Promise.all((await page.locator('.as-resource [data-file]').all()).map((item) => item.getAttribute('data-name')));
    const before = await names();
    await page.locator('.file-handle').first().focus();
    const stored = page.waitForResponse((answer) => answer.url().endsWith('/reorder'));
    await page.keyboard.press('ArrowDown');
    await stored;
    await page.reload();
    expect(await names()).toEqual(before.toReversed());
  });

  it('shows a picture over the page and closes by Escape', async () => {
    await page.locator('a[data-large]').first().click();
    await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.lightbox-picture')?.naturalWidth ?? 0) > 0);
    await shot('lightbox');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.lightbox').count()).toBe(0);
  });

  it('asks before it deletes', async () => {
    await page.locator('[data-name="plan.txt"] [data-file-do=delete]').click();
    await page.locator('.modal-footer .btn-danger').click();
    await page.waitForFunction(() => document.querySelector('[data-name="plan.txt"]') === null);
    await expect.poll(() => page.locator('.as-resource [data-file]').count()).toBe(1);
  });
});

describe('a form', () => {
  it('keeps files with the record that it saves', async () => {
    await app.define('page', 'new', {
      title: 'New',
      route: '/new',
      roles: '*',
      markup: '<div class="as-form" data-code="folder" data-itemid="0"></div>',
    });
    await page.goto(`${app.url}/new`);
    await page.fill('input[name=title]', 'From the browser');
    await page.setInputFiles('.as-form input[type=file]', [
      { name: 'one.txt', mimeType: 'text/plain', buffer: buffer(text('1')) },
      { name: 'two.txt', mimeType: 'text/plain', buffer: buffer(text('2')) },
    ]);
    await page.waitForSelector('.as-form [data-name="two.txt"]');
    await page.waitForSelector('.as-form [data-name="one.txt"]');
    await page.locator('.as-form [data-name="one.txt"] [data-file-do=delete]').click();
    await shot('form');
    const saved = page.waitForResponse((answer) => answer.url().endsWith('/save'));
    await page.click('.as-form button[type=submit]');
    const { ok, data } = (await (await saved).json()) as { ok: boolean; data: { itemID: string } };
    expect(ok).toBe(true);
    await page.waitForSelector(`.as-form[data-itemid="${data.itemID}"] [data-name="two.txt"]`);
    await expect.poll(() => page.locator('.as-form [data-file]').count()).toBe(1);
    await expect.poll(() => page.locator('.as-form [data-draft]').count()).toBe(0);
  });
});

it('breaks no rule of the page', () => {
  // Refused uploads are answers of 4xx, which the browser notes by itself.
  expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
});
