// The story of an order without a mouse: only keys are pressed, and every step looks where the focus is and that it can be seen.

import type { Browser, FileChooser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../renderer/browser.ts';
import { signIn, startDemo } from './demo.ts';
import type { Demo, Look, SignedIn } from './demo.ts';
import { isFocused, tabTo } from './keys.ts';
import { standsStill } from './scan.ts';

const LOOK: Look = { lang: 'en', width: 1440 };

/** A busy machine may take its time; what never comes fails all the same. */
const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000 });

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

it('opens the door, and passes by the menu', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${demo.url}/sign-in?lang=en`);
  await tabTo(page, '[name=username]');
  await page.keyboard.type('client');
  await tabTo(page, '[name=password]');
  await page.keyboard.type('demo');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await standsStill(page);
  await page.keyboard.press('Tab');
  expect(await isFocused(page, 'a[href="#main"], .skip-link')).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  await context.close();
}, 90_000);

describe('an order by keys alone', () => {
  let client: SignedIn;
  let manager: SignedIn;
  let orderPath = '';

  beforeAll(async () => {
    [client, manager] = await Promise.all([
      signIn(browser, demo, { username: 'client', look: LOOK }),
      signIn(browser, demo, { username: 'manager', look: LOOK }),
    ]);
  });
  afterAll(async () => {
    await client?.context.close();
    await manager?.context.close();
  });

  it('is put into the cart and sent', async () => {
    const { page } = client;
    await visit(page, '/catalog');
    await tabTo(page, '#as-table-catalog [data-row-operation="addToCart"]');
    const added = page.waitForResponse((answer) => answer.url().includes('/c/table/catalog/operation'));
    await page.keyboard.press('Enter');
    expect((await added).status()).toBe(200);
    await visit(page, '/cart');
    await tabTo(page, '#as-form-checkout [type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/order\/\d+/);
    orderPath = new URL(page.url()).pathname;
  }, 90_000);

  it('takes a message and a file', async () => {
    const { page } = client;
    await visit(page, orderPath);
    await tabTo(page, '.as-chat textarea');
    await page.keyboard.type('Without a mouse');
    await page.keyboard.press('Enter');
    await page.locator('.chat-bubble', { hasText: 'Without a mouse' }).waitFor();
    expect(await isFocused(page, '.as-chat textarea')).toBe(true);
    // Asked for before the way there: the browser learns of it by another path than of the key.
    const choosing = new Promise<FileChooser>((chosen) => page.once('filechooser', chosen));
    await tabTo(page, '#as-resource-order-files input[type=file]');
    await page.keyboard.press('Enter');
    await (await choosing).setFiles({ name: 'keys.txt', mimeType: 'text/plain', buffer: Buffer.from('Sent without a mouse.') });
    await page.getByText('keys.txt').first().waitFor();
  }, 90_000);

  it('is found in the table, which sorts, filters and hides columns', async () => {
    const { page } = manager;
    await visit(page, '/orders');
    await tabTo(page, '.table-sort[data-sort=number]');
    await page.keyboard.press('Enter');
    await eventually(() => page.url()).toContain('orders.sort=number');
    // The sorted rows are there, and their head has the focus again.
    await eventually(() => isFocused(page, 'th[aria-sort] > .table-sort[data-sort=number]')).toBe(true);

    await tabTo(page, '[aria-label="Columns"]', 'Shift+Tab');
    await page.keyboard.press('Enter');
    const box = page.locator('.dropdown-menu.show input[type=checkbox]:not([disabled])').first();
    await box.waitFor();
    await tabTo(page, '.dropdown-menu.show input[type=checkbox]');
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'hidden' });
    expect(await isFocused(page, '[aria-label="Columns"]')).toBe(true);

    const number = await numberOf(client.page);
    await tabTo(page, '#as-table-orders input[type=search]', 'Shift+Tab');
    await page.keyboard.type(number);
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('#as-table-orders tbody tr[data-id]').count()).toBe(1);
    await tabTo(page, `#as-table-orders a.table-key[href="${orderPath}"]`);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${orderPath}`);
  }, 90_000);

  it('asks before it is refused, keeps the focus in the question and gives it back', async () => {
    const { page } = manager;
    await visit(page, orderPath);
    await tabTo(page, '.as-entity .btn-outline-danger');
    await page.keyboard.press('Enter');
    const dialog = page.locator('[role=dialog]:visible, [role=alertdialog]:visible');
    await dialog.waitFor();
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press('Tab');
      expect(await isFocused(page, '[role=dialog] *, [role=alertdialog] *')).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await eventually(() => isFocused(page, '.as-entity .btn-outline-danger')).toBe(true);
  }, 90_000);

  it('is confirmed and its payment marked in a window', async () => {
    const { page } = manager;
    await tabTo(page, '.as-entity .btn-primary', 'Shift+Tab');
    await page.keyboard.press('Enter');
    const dialog = page.locator('[role=dialog]:visible, [role=alertdialog]:visible');
    await eventually(
      async () => (await dialog.count()) > 0 || /Confirmed/.test((await page.locator('.status-step.is-current').textContent()) ?? ''),
    ).toBe(true);
    if ((await dialog.count()) > 0) {
      await tabTo(page, '[role=dialog] .btn-primary, [role=alertdialog] .btn-primary');
      await page.keyboard.press('Enter');
    }
    await eventually(() => page.locator('.status-step.is-current').textContent()).toContain('Confirmed');
    await standsStill(page);
    await tabTo(page, '.as-form-modal[data-code=payment]');
    await page.keyboard.press('Enter');
    await dialog.locator('form').waitFor();
    await tabTo(page, '[role=dialog] select[name=methodCode]');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '[role=dialog] [type=submit]');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await eventually(() => page.locator('#as-table-order-payments tbody tr[data-id]').count()).toBe(1);
  }, 90_000);

  it('gets another deadline in its cell', async () => {
    const { page } = manager;
    await visit(page, '/orders');
    const cell = '#as-table-orders td.table-editable[data-field=deadline]';
    await tabTo(page, cell);
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(page, `${cell} input`)).toBe(true);
    await page.keyboard.press('Escape');
    await eventually(() => isFocused(page, cell)).toBe(true);
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(page, `${cell} input`)).toBe(true);
    await page.keyboard.type('12312027');
    const saved = page.waitForResponse((answer) => answer.url().includes('/c/table/orders/'));
    await page.keyboard.press('Enter');
    expect((await saved).status()).toBe(200);
  }, 90_000);

  it('moves over the board by the menu of its card', async () => {
    const { page } = manager;
    await visit(page, '/orders?orders.view=kanban');
    await tabTo(page, '.kanban-card [data-move]');
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(page, '.kanban-menu [role=menuitem]')).toBe(true);
    await page.keyboard.press('Escape');
    expect(await isFocused(page, '.kanban-card [data-move]')).toBe(true);
    await page.keyboard.press('Enter');
    const moved = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().includes('/c/'));
    await page.keyboard.press('Enter');
    expect((await moved).status()).toBe(200);
    await eventually(() => isFocused(page, '.kanban-card [data-move]')).toBe(true);
  }, 90_000);

  it('ends with the bell and the way out', async () => {
    const { page, errors } = manager;
    await visit(page, '/orders');
    await tabTo(page, '[data-do=notifications]');
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('[data-do=notifications]').getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    await eventually(() => isFocused(page, '[data-do=notifications]')).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, 'form[action="/sign-out"] button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sign-in/);
    expect([...errors, ...client.errors]).toEqual([]);
  }, 90_000);
});

/** The order's number, as its page names it. */
async function numberOf(page: Page): Promise<string> {
  return /[A-ZА-Я]+-\d+/.exec((await page.locator('h1').textContent()) ?? '')?.[0] ?? '';
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(demo.url + path);
  await standsStill(page);
}
