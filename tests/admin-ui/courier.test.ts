// The story of the courier, in a real browser and without touching a file or restarting anything: a role with a cabinet and a user, an
// object with a list, a form and procedures, another field, a rule in a procedure and back, and all of it in an empty database by a package.

import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../engine/auth/users.ts';
import { runSql } from '../../sql/query.ts';
import { startApp, TEST_PASSWORD } from '../engine/harness.ts';
import type { TestApp } from '../engine/harness.ts';
import { launchBrowser } from '../renderer/browser.ts';
import { startDemo } from '../solutions/orders/demo.ts';
import type { Demo } from '../solutions/orders/demo.ts';
import { problemsOf } from '../solutions/orders/scan.ts';

const COURIER_PASSWORD = 'rides through the rain 7';

let demo: Demo;
let target: TestApp;
let browser: Browser;
let developer: Page;
let courier: Page;
let zip: Buffer;
const contexts: BrowserContext[] = [];
const errors: string[] = [];

beforeAll(async () => {
  [demo, target, browser] = await Promise.all([startDemo(), startApp(), launchBrowser()]);
  await createUser(target.db, { username: 'dev', displayName: 'Dev', roles: ['developer'], password: TEST_PASSWORD });
  developer = await open();
  await signIn(developer, { url: demo.url, username: 'developer', password: 'demo' });
}, 240_000);

afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await demo?.stop();
  await target?.stop();
});

describe('the courier', { timeout: 120_000 }, () => {
  let password = '';

  it('gets a role with a cabinet, and a user', async () => {
    const page = developer;
    await page.goto(`${demo.url}/admin/wizard/role`);
    await page.fill('#w-title-en', 'Courier');
    await page.fill('#w-title-ru', 'Курьер');
    await expect.poll(() => page.inputValue('#w-code')).toBe('courier');
    await page.fill('#w-welcome-en', 'Take the parcels from the left shelf.');
    await page.fill('#w-username', 'carl');
    await page.fill('#w-displayName', 'Carl');
    await page.click('[data-next]');
    await shown(page, '[data-panel=review]');
    await page.click('[data-apply]');
    await givePassword(page, 'demo');
    await shown(page, '[data-result]');
    password = (await page.locator('[data-password]').textContent()) ?? '';
    expect(password.length).toBeGreaterThan(10);
  });

  it('gets deliveries by the wizard', async () => {
    const page = developer;
    await page.getByRole('link', { name: 'Make an object for this role' }).click();
    await page.fill('#w-title-en', 'Deliveries');
    await page.fill('#w-title-ru', 'Доставки');
    await page.fill('#w-itemTitle-en', 'Delivery');
    await page.fill('#w-itemTitle-ru', 'Доставка');
    await expect.poll(() => page.inputValue('#w-code')).toBe('deliveries');
    await page.fill('#w-prefix', 'dlv');
    await page.click('[data-next]');
    await shown(page, '[data-panel=columns]');
    await column(page, 0, { title: 'Address', flags: ['required', 'search', 'filter'] });
    await column(page, 1, { title: 'Order', type: 'reference', table: 'ord_orders', flags: ['filter', 'search'] });
    await column(page, 2, { title: 'Price', type: 'money', flags: ['filter', 'inline'] });
    await column(page, 3, { title: 'Day', type: 'date', flags: ['filter'] });
    await column(page, 4, { title: 'State', type: 'choice', options: 'new | New | Новая\ndone | Done | Готова', flags: ['filter'] });
    await column(page, 5, { title: 'Paid', type: 'yesNo', flags: [] });
    expect(await problemsOf(page)).toEqual([]);
    await page.click('[data-next]');
    await shown(page, '[data-panel=access]');
    await expect.poll(() => page.locator('[data-role-changes=courier]').isChecked()).toBe(true);
    await page.click('[data-next]');
    await shown(page, '[data-panel=review]');
    // Everything can be read before it runs.
    await page.getByRole('button', { name: 'fm_delivery_saveItem' }).click();
    await page.locator('.cm-content', { hasText: 'fm_delivery_saveItem' }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await page.click('[data-apply]');
    await shown(page, '[data-result]');
    await page.getByRole('heading', { name: '“Deliveries” is ready' }).waitFor();
  });

  it('signs in, changes the password and finds the cabinet', async () => {
    courier = await open();
    await signIn(courier, { url: demo.url, username: 'carl', password });
    await changePassword(courier, password);
    await courier.goto(demo.url);
    await courier.getByText('Take the parcels from the left shelf.').waitFor();
    await courier.getByRole('link', { name: 'Deliveries' }).click();
    await courier.getByText('Nothing here yet').waitFor();
  });

  it('creates, edits, filters and deletes deliveries', async () => {
    const page = courier;
    await create(page, { address: 'Main street 1', price: '100' }, { order: '10' });
    await create(page, { address: 'Side lane 2', price: '250' });
    await create(page, { address: 'Harbour 3', price: '40' });
    expect(await rows(page)).toHaveLength(3);
    // The list came anew while the window was open: the focus is on the button that opened it all the same.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('New');

    await page.getByRole('button', { name: 'Side lane 2', exact: true }).click();
    await form(page).locator('[name=address]').fill('Side lane 22');
    await save(page);
    await expect.poll(() => rows(page).then((all) => all.join())).toContain('Side lane 22');

    await page.goto(`${demo.url}/deliveries`);
    const filters = page.locator('#as-table-deliveries [data-table-filters]');
    if ((await filters.getAttribute('aria-expanded')) === 'false') await filters.click();
    await page.fill('[name="deliveries.price_from"]', '90');
    await page.fill('[name="deliveries.price_to"]', '200');
    await page.locator('#as-table-deliveries [data-table-filter-panel] [type=submit]').click();
    await expect.poll(() => rows(page).then((all) => all.length)).toBe(1);
    expect((await rows(page)).join()).toContain('Main street 1');

    await page.goto(`${demo.url}/deliveries`);
    await page.locator('tr[data-id]', { hasText: 'Harbour 3' }).locator('[data-row-menu]').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => rows(page).then((all) => all.length)).toBe(2);
  });

  it('has another field as soon as the developer adds it', async () => {
    const page = developer;
    await page.goto(`${demo.url}/admin/wizard/field?form=delivery`);
    await page.fill('[data-name="title/en"]', 'Weight');
    await page.fill('[data-name="title/ru"]', 'Вес');
    await page.selectOption('[data-name=type]', 'decimal');
    await page.click('[data-next]');
    await shown(page, '[data-panel=review]');
    await page.click('[data-apply]');
    await shown(page, '[data-result]');
    await courier.goto(`${demo.url}/deliveries`);
    await create(courier, { address: 'Hill 4', price: '10', weight: '2.5' });
    await expect.poll(() => rows(courier).then((all) => all.find((row) => row.includes('Hill 4')))).toContain('2.5');
  });

  it('is refused a negative price by a rule that the developer writes in the workshop, until the earlier version is restored', async () => {
    const page = developer;
    await page.goto(`${demo.url}/admin/workshop/module/dbo/fm_delivery_saveItem`);
    await insertBefore(page, 'BEGIN TRY', "IF @price < 0 THROW 50001, N'A price cannot be below zero.', 1;");
    const saved = page.waitForResponse((answer) => answer.url().endsWith('/admin/workshop/save'));
    await page.click('[data-tool=save]');
    expect((await saved).status()).toBe(200);

    await openNew(courier);
    await form(courier).locator('[name=address]').fill('Nowhere');
    await form(courier).locator('[name=price]').fill('-5');
    await form(courier).getByRole('button', { name: 'Save' }).click();
    await courier.getByText('A price cannot be below zero.').first().waitFor();
    await expect.poll(() => count("SELECT COUNT(*) AS n FROM dbo.dlv_deliveries WHERE address = N'Nowhere'")).toBe(0);

    await page.click('[data-tool=history]');
    const dialog = page.locator('.workshop-dialog');
    await dialog.locator('.workshop-version').nth(1).click();
    const restored = page.waitForResponse((answer) => answer.url().endsWith('/admin/workshop/restore'));
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click();
    expect((await restored).status()).toBe(200);
    await save(courier);
    await expect.poll(() => count("SELECT COUNT(*) AS n FROM dbo.dlv_deliveries WHERE address = N'Nowhere'")).toBe(1);
  });

  it('travels in a package', async () => {
    const page = developer;
    await page.goto(`${demo.url}/admin/versions/export`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    zip = await readFile(await (await download).path());
    expect(zip.subarray(0, 2).toString()).toBe('PK');
  });

  it('works in an empty database after the import', async () => {
    const page = await open();
    await signIn(page, { url: target.url, username: 'dev', password: TEST_PASSWORD });
    await page.goto(`${target.url}/admin/versions/import`);
    await page.setInputFiles('#package-file', { name: 'solution.zip', mimeType: 'application/zip', buffer: zip });
    await page.locator('[data-package-form] button[type=submit]').click();
    await page.locator('[data-import-form]').waitFor();
    await page.locator('[data-import-form] button[type=submit]').click();
    await givePassword(page, TEST_PASSWORD);
    await page.locator('#import-list tbody tr').waitFor({ timeout: 60_000 });
    await page.goto(`${target.url}/admin/users/new`);
    await page.fill('#username', 'cora');
    await page.locator('label[for=role-courier]').click();
    await page.getByRole('button', { name: /Create|Add/ }).click();
    const secret = page.getByRole('alertdialog').locator('input');
    await secret.waitFor();
    const password = await secret.inputValue();

    const cora = await open();
    await signIn(cora, { url: target.url, username: 'cora', password });
    await changePassword(cora, password);
    await cora.goto(`${target.url}/deliveries`);
    await create(cora, { address: 'New town 1', price: '5', weight: '1' });
    await cora.getByRole('button', { name: 'New town 1', exact: true }).click();
    await form(cora).locator('[name=price]').fill('6');
    await save(cora);
    const made = await runSql(target.db, 'SELECT address, price, createdBy FROM dbo.dlv_deliveries;');
    expect(made[0]?.rows).toMatchObject([{ address: 'New town 1', price: 6, createdBy: 'cora' }]);
  });

  it('left no error of a script behind', () => {
    expect(errors).toEqual([]);
  });
});

async function open(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' });
  contexts.push(context);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  return page;
}

async function signIn(page: Page, { url, username, password }: { url: string; username: string; password: string }): Promise<void> {
  await page.goto(`${url}/sign-in?lang=en`);
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
  await page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
  await page.evaluate(async () => {
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
    await fetch('/me/preferences', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': token, 'x-requested-with': 'fetch' },
      body: JSON.stringify({ lang: 'en' }),
    });
  });
}

/** The first password has to be changed before anything else. */
async function changePassword(page: Page, password: string): Promise<void> {
  expect(new URL(page.url()).pathname).toBe('/me/password');
  await page.fill('[name=current]', password);
  await page.fill('[name=password]', COURIER_PASSWORD);
  await page.fill('[name=repeat]', COURIER_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/notice=passwordChanged/);
}

/** Before what changes data or schema the password is asked for. */
async function givePassword(page: Page, password: string): Promise<void> {
  await page.fill('#admin-password', password);
  await page.keyboard.press('Enter');
  await page.locator('#admin-password').waitFor({ state: 'detached' });
}

async function shown(page: Page, selector: string): Promise<void> {
  await page.locator(`${selector}:not([hidden])`).waitFor();
}

interface ColumnInput {
  readonly title: string;
  readonly type?: string;
  readonly table?: string;
  readonly options?: string;
  readonly flags: readonly string[];
}

async function column(page: Page, at: number, { title, type, table, options, flags }: ColumnInput): Promise<void> {
  if (at > 0) await page.click('[data-add-column]');
  const card = page.locator('[data-columns] > [data-column]').nth(at);
  await card.locator('[data-name="title/en"]').fill(title);
  if (type !== undefined) await card.locator('[data-name=type]').selectOption(type);
  if (options !== undefined) await card.locator('[data-name=options]').fill(options);
  if (table !== undefined) {
    await card.locator('[data-name="reference/table"]').selectOption(table);
    await expect.poll(() => card.locator('[data-name="reference/text"]').inputValue()).toBe('number');
  }
  for (const flag of flags) await card.locator(`[data-place=${flag}] label`).click();
}

function form(page: Page): Locator {
  return page.locator('[data-kind=form][data-code=delivery]');
}

async function openNew(page: Page): Promise<void> {
  await page
    .locator('#as-table-deliveries')
    .getByRole('button', { name: /^(New|Add the first record)$/ })
    .first()
    .click();
  await form(page).locator('[name=address]').waitFor();
}

async function create(page: Page, values: Readonly<Record<string, string>>, { order }: { order?: string } = {}): Promise<void> {
  await openNew(page);
  for (const [name, value] of Object.entries(values)) await form(page).locator(`[name=${name}]`).fill(value);
  if (order !== undefined) {
    // The box to type in stands over the plain list as soon as its script has come.
    const box = form(page).locator('.ts-control').getByRole('combobox', { name: 'Order' });
    await box.click();
    await box.pressSequentially(order);
    await page.locator('.ts-dropdown .option').first().click();
  }
  await save(page);
}

/** Saves; the form goes and the list comes anew when the server has agreed. */
async function save(page: Page): Promise<void> {
  const saved = page.waitForResponse((answer) => answer.url().includes('/c/form/delivery/save'));
  const listed = page.waitForResponse((answer) => answer.url().includes('/c/table/deliveries'));
  await form(page).getByRole('button', { name: 'Save' }).click();
  expect((await saved).status()).toBe(200);
  expect((await listed).status()).toBe(200);
  await form(page).waitFor({ state: 'detached' });
}

function rows(page: Page): Promise<string[]> {
  return page.locator('#as-table-deliveries tbody tr[data-id]').allInnerTexts();
}

/** Writes a line into the editor before the first line with the text; the editor draws only what is in sight. */
async function insertBefore(page: Page, text: string, line: string): Promise<void> {
  const scroller = page.locator('.workshop-editors .cm-scroller').first();
  const found = page.locator('.workshop-editors .cm-line', { hasText: text }).first();
  await page.locator('.workshop-editors .cm-line', { hasText: 'PROCEDURE' }).first().waitFor();
  for (let top = 0; (await found.count()) === 0; top += 200) {
    expect(top, `the editor shows ${text}`).toBeLessThan(5000);
    await scroller.evaluate((element, to) => element.scrollTo(0, to), top);
  }
  await found.click();
  await page.keyboard.press('Home');
  await page.keyboard.insertText(`${line}\n`);
}

async function count(text: string, db = demo.db): Promise<number> {
  const [set] = await runSql(db, text);
  return Number(Object.values(set?.rows[0] ?? {})[0]);
}
