// The story of an order in real browsers: a client orders, attaches a file and writes; the manager of the client's point, and no other, sees
// it at once, moves it through its statuses and marks a payment; the client sees all of it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import { TestBrowser } from '../../engine/harness.ts';
import { launchBrowser } from '../../renderer/browser.ts';
import { signIn, startDemo } from './demo.ts';
import type { Demo, Look, SignedIn } from './demo.ts';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const WORDS = {
  en: { confirmed: 'Confirmed', confirm: 'Confirm', toWork: /take|work/i, send: 'Send the order', mark: 'Mark' },
  ru: { confirmed: 'Подтверждён', confirm: 'Подтвердить', toWork: /работ/i, send: 'Отправить заказ', mark: 'Отметить' },
};

const looks: Look[] = [
  { lang: 'en', width: 1440 },
  { lang: 'ru', width: 390 },
  { lang: 'ru', width: 1440, theme: 'dark' },
  { lang: 'en', width: 390, theme: 'dark' },
];

it('begins with a database of which the diagnostics have nothing to say', async () => {
  const developer = new TestBrowser(demo.url);
  await developer.signIn('developer', 'demo');
  const { html, status } = await developer.page('/admin/diagnostics');
  expect(status).toBe(200);
  expect(
    [...html.matchAll(/class="status status-(?:danger|warning)">.*?<\/tr>/gs)].map(([row]) => row.replaceAll(/<[^>]+>/g, ' ')),
  ).toEqual([]);
});

it('finds orders by the days of the manager’s clock, and shows those days', async () => {
  // Half past one at night in Yekaterinburg, the evening before in UTC.
  await runSql(
    demo.db,
    `UPDATE platform.[user] SET timeZone = N'Asia/Yekaterinburg', lang = N'en' WHERE username = N'manager2';
     UPDATE dbo.ord_orders SET created = '2020-03-01T20:30:00' WHERE id = (SELECT MIN(a.id) FROM dbo.ord_allowed(N'manager2') AS a);`,
  );
  const manager = new TestBrowser(demo.url);
  await manager.signIn('manager2', 'demo');
  const found = async (day: string): Promise<string[]> => {
    const { html } = await manager.page(`/c/table/orders?orders.created_from=${day}&orders.created_to=${day}`);
    return [...html.matchAll(/<tr data-id="\d+".*?<\/tr>/gs)].map(([row]) => row);
  };
  expect(await found('2020-03-01')).toEqual([]);
  const rows = await found('2020-03-02');
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain('>2 Mar 2020<');
});

describe.each(looks)('an order, $lang at $width px', (look) => {
  const words = WORDS[look.lang];
  let client: SignedIn;
  let manager: SignedIn;
  let orderPath = '';

  beforeAll(async () => {
    [client, manager] = await Promise.all([
      signIn(browser, demo, { username: 'client', look }),
      signIn(browser, demo, { username: 'manager', look }),
    ]);
  });
  afterAll(async () => {
    await client?.context.close();
    await manager?.context.close();
  });

  it('is put together from the catalogue and sent', async () => {
    const { page } = client;
    await page.goto(`${demo.url}/catalog`);
    const cards = page.locator('#as-table-catalog [data-id]');
    for (const at of [0, 1]) {
      const added = page.waitForResponse((answer) => answer.url().includes('/c/table/catalog/operation'));
      await cards.nth(at).locator('[data-row-operation="addToCart"]').click();
      expect((await added).status()).toBe(200);
    }
    await page.goto(`${demo.url}/cart`);
    await expect.poll(() => page.locator('#as-table-cart tbody tr[data-id]').count()).toBe(2);
    await page.locator('#as-form-checkout').getByRole('button', { name: words.send }).click();
    await page.waitForURL(/\/order\/\d+/);
    orderPath = new URL(page.url()).pathname;
    await expect.poll(() => page.locator('#as-table-order-items tbody tr[data-id]').count()).toBe(2);
  });

  it('takes a file and a message of the client', async () => {
    const { page } = client;
    const input = page.locator('#as-resource-order-files input[type=file]');
    const stored = page.waitForResponse((answer) => answer.url().includes('/upload'));
    await input.setInputFiles({ name: 'drawing.txt', mimeType: 'text/plain', buffer: Buffer.from('Two pages, A4, in colour.') });
    expect((await stored).status()).toBe(200);
    await page.getByText('drawing.txt').first().waitFor();
    const text = page.locator('.as-chat textarea');
    await text.fill(`Please call before delivery (${look.lang} ${look.width})`);
    await text.press('Enter');
    await page.locator('.chat-bubble', { hasText: 'Please call before delivery' }).last().waitFor();
  });

  it("reaches the manager of the client's point at once", async () => {
    const { page } = manager;
    await expect
      .poll(() => page.locator('[data-notifications]').getAttribute('data-unread').then(Number), { timeout: 10_000 })
      .toBeGreaterThan(0);
    await page.goto(`${demo.url}${orderPath}`);
    await expect.poll(() => page.locator('.chat-bubble', { hasText: 'Please call before delivery' }).count()).toBe(1);
    await page.getByText('drawing.txt').first().waitFor();
  });

  it('is not there for the manager of another point', async () => {
    const other = await signIn(browser, demo, { username: 'manager2', look });
    const answer = await other.page.goto(`${demo.url}${orderPath}`);
    expect(answer?.status()).toBe(404);
    const html = await other.page.content();
    expect(html).not.toContain('Please call before delivery');
    await other.page.goto(`${demo.url}/orders`);
    await expect.poll(() => other.page.locator(`a[href="${orderPath}"]`).count()).toBe(0);
    await other.context.close();
  });

  it('is moved on by the manager, and the client sees it without reloading', async () => {
    const { page } = manager;
    await page.locator('.as-entity, .as-status').getByRole('button', { name: words.confirm, exact: true }).click();
    await agree(page);
    await expect.poll(() => page.locator('.status-step.is-current').textContent()).toContain(words.confirmed);
    await expect.poll(() => client.page.locator('.status-step.is-current').textContent(), { timeout: 10_000 }).toContain(words.confirmed);
  });

  it('gets a payment, marked in a window over the order', async () => {
    const { page } = manager;
    await page.goto(`${demo.url}${orderPath}`);
    await page.locator('.as-form-modal[data-code="payment"]').first().click();
    const dialog = page.locator('[role=dialog]').filter({ has: page.locator('#as-form-payment, [data-code="payment"]') });
    await dialog.locator('select[name=methodCode]').selectOption({ index: 1 });
    await dialog.getByRole('button', { name: words.mark }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => page.locator('#as-table-order-payments tbody tr[data-id]').count()).toBe(1);
  });

  it('shows the client its status, history and notifications', async () => {
    const { page, errors } = client;
    await page.goto(`${demo.url}${orderPath}`);
    await expect.poll(() => page.locator('.status-step.is-current').textContent()).toContain(words.confirmed);
    await expect.poll(() => page.locator('[data-code="order-history"]').getByText(words.confirmed).count()).toBeGreaterThan(0);
    await page.goto(`${demo.url}/notifications`);
    await expect.poll(() => page.locator('main').textContent()).toMatch(/K-\d{4}/);
    expect(errors).toEqual([]);
    expect(manager.errors).toEqual([]);
  });
});

it('keeps what is pressed before the script of a component has arrived', async () => {
  const { page, context } = await signIn(browser, demo, { username: 'client', look: { lang: 'en', width: 1440 } });
  let isLate = false;
  await page.route(/\/assets\/chunk-table-/, async (route) => {
    isLate = true;
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  const added = page.waitForResponse((answer) => answer.url().includes('/c/table/catalog/operation'));
  await page.goto(`${demo.url}/catalog`, { waitUntil: 'domcontentloaded' });
  const button = page.locator('#as-table-catalog [data-row-operation="addToCart"]').first();
  await button.click();
  await expect.poll(() => button.getAttribute('aria-busy')).toBe('true');
  expect((await added).status()).toBe(200);
  expect(isLate).toBe(true);
  await context.close();
});

/** Confirms the dialog that some transitions ask with; others change at once. */
async function agree(page: Page): Promise<void> {
  const dialog = page.locator('[role=dialog], [role=alertdialog]').last();
  const isAsked = await dialog.waitFor({ state: 'visible', timeout: 1500 }).then(
    () => true,
    () => false,
  );
  if (isAsked) await dialog.locator('.btn-primary, .btn-danger').last().click();
}
