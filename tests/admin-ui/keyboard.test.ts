// A developer without a mouse: only keys are pressed; after each step something on the page has the focus, windows keep it and give it
// back, and what happened is said where a screen reader hears it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../renderer/browser.ts';
import { signIn, startDemo } from '../solutions/orders/demo.ts';
import type { Demo, SignedIn } from '../solutions/orders/demo.ts';
import { isFocused, tabTo } from '../solutions/orders/keys.ts';
import { standsStill } from '../solutions/orders/scan.ts';

const DIALOG = '[aria-modal=true]';
const EDITOR = '.workshop-editor:not([hidden]) .cm-content';

/** A busy machine may take its time; what never comes fails all the same. */
const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000 });

let demo: Demo;
let browser: Browser;
let developer: SignedIn;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  developer = await signIn(browser, demo, { username: 'developer', look: { lang: 'ru', width: 1440 } });
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

describe('a developer by keys alone', { timeout: 90_000 }, () => {
  it('finds a form, adds a field and moves it', async () => {
    const { page } = developer;
    await visit(page, '/admin');
    await page.keyboard.press('Control+k');
    const found = page.waitForResponse((answer) => answer.url().endsWith('/admin/find?text=point-settings'));
    await page.keyboard.type('point-settings');
    await found;
    const wanted = '[role=option][href="/admin/definitions/form/point-settings"]';
    await page.locator(wanted).waitFor();
    for (let step = 0; step < 60 && (await page.locator(`${wanted}[aria-selected=true]`).count()) === 0; step++)
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/definitions/form/point-settings');
    await standsStill(page);

    await tabTo(page, '[data-list=fields] .pane-head .btn-outline-secondary');
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(page, '.field-item.is-active .field-name')).toBe(true);
    const before = await placeOf(page);
    await page.keyboard.press('Alt+ArrowUp');
    await eventually(() => placeOf(page)).toBe(before - 1);
    expect(await isFocused(page, '.field-item.is-active .field-name')).toBe(true);
    await eventually(() => page.locator('[data-editor-outline] [role=status]').textContent()).not.toBe('');
    await tabTo(page, '[data-editor-options] [data-option=title] input[lang=ru]');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Without a mouse');
  });

  it('keeps a draft, looks at it and publishes it with a comment', async () => {
    const { page } = developer;
    await page.keyboard.press('Control+s');
    await said(page);
    await hasFocus(page);
    await tabTo(page, '.editor-preview-bar .segmented .btn:last-child', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(page, '.editor-preview-bar .btn[aria-pressed=true]')).toBe(true);
    await page.frameLocator('.editor-preview iframe').getByText('Without a mouse').first().waitFor();
    await tabTo(page, '[data-editor-publish]', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await staysInside(page);
    await tabTo(page, `${DIALOG} textarea`);
    await page.keyboard.type('A field by keys');
    await tabTo(page, `${DIALOG} .btn-primary`);
    const published = page.waitForResponse((answer) => answer.url().endsWith('/publish'));
    await page.keyboard.press('Enter');
    expect((await published).status()).toBe(200);
    await gone(page);
    await eventually(() => page.locator('[data-editor-state].status-success').count()).toBe(1);
    await eventually(() => isFocused(page, '.editor h1')).toBe(true);
  });

  it('changes a procedure, leaves the editor and saves it with the password', async () => {
    const { page } = developer;
    await visit(page, '/admin/workshop/module/dbo/fm_request_getItem');
    await eventually(() => isFocused(page, EDITOR)).toBe(true);
    await page.keyboard.press('Control+Home');
    await page.keyboard.insertText('-- by keys\n');
    await outOf(page, 'Tab');
    await hasFocus(page);
    await page.keyboard.press('Shift+Tab');
    await outOf(page, 'Shift+Tab');
    await tabTo(page, '[data-tool=save]', 'Shift+Tab');
    const saved = page.waitForResponse((answer) => answer.url().endsWith('/admin/workshop/save') && answer.status() === 200);
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(page, '#admin-password')).toBe(true);
    await staysInside(page);
    await tabTo(page, '#admin-password');
    await page.keyboard.type('demo');
    await page.keyboard.press('Enter');
    await saved;
    await gone(page);
    await eventually(() => isFocused(page, '[data-tool=save]')).toBe(true);
    await said(page);
  });

  it('runs what is selected, and goes through the results', async () => {
    const { page } = developer;
    await tabTo(page, '[data-tool=new]');
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(page, EDITOR)).toBe(true);
    await page.keyboard.insertText('SELECT 1 AS one;\nSELECT 2 AS two;');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('F5');
    await eventually(() => page.locator('.workshop-run thead').textContent()).toContain('two');
    expect(await isFocused(page, EDITOR)).toBe(true);
    await eventually(() => page.locator('.result-caption [role=status]').textContent()).not.toBe('');
    await outOf(page, 'Tab');
    await tabTo(page, '.workshop-run [role=tab][aria-selected=true]');
    await page.keyboard.press('ArrowRight');
    await eventually(() => isFocused(page, '.workshop-run [role=tab]:last-child[aria-selected=true]')).toBe(true);
  });

  it('restores the procedure from its history', async () => {
    const { page } = developer;
    await tabTo(page, EDITOR, 'Shift+Tab');
    await outOf(page, 'Shift+Tab');
    await tabTo(page, '[data-part=tabs] [role=tab][aria-selected=true]', 'Shift+Tab');
    await page.keyboard.press('ArrowLeft');
    await eventually(() => page.locator('[data-tool=history]:visible').count()).toBe(1);
    await hasFocus(page);
    await tabTo(page, EDITOR);
    await outOf(page, 'Tab');
    await tabTo(page, '[data-tool=history]');
    await page.keyboard.press('Enter');
    await page.locator('.workshop-difference .cm-content').first().waitFor();
    await staysInside(page);
    await tabTo(page, `.workshop-version[data-id="${await page.locator('.workshop-version').nth(1).getAttribute('data-id')}"]`);
    await page.keyboard.press('Enter');
    await page.locator(`${DIALOG} .modal-footer .btn-primary:enabled`).waitFor();
    await tabTo(page, `${DIALOG} .modal-footer .btn-primary`);
    await page.keyboard.press('Enter');
    await page.locator('[role=alertdialog]').waitFor();
    const restored = page.waitForResponse((answer) => answer.url().endsWith('/admin/workshop/restore'));
    await page.keyboard.press('Enter');
    expect((await restored).status()).toBe(200);
    await gone(page);
    await eventually(() => page.locator(EDITOR).textContent()).not.toContain('-- by keys');
    await hasFocus(page);
  });

  it('plans an object in the wizard, whose mistakes take the focus', async () => {
    const { page } = developer;
    await visit(page, '/admin/wizard/object');
    await tabTo(page, '[data-next]');
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(page, '.is-invalid')).toBe(true);
    for (const [name, text] of Object.entries({
      'title-en': 'Pallets',
      'title-ru': 'Паллеты',
      'itemTitle-en': 'Pallet',
      'itemTitle-ru': 'Паллета',
    })) {
      await tabTo(page, `#w-${name}`);
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Enter');
    await atStep(page, 'columns');
    await tabTo(page, '[data-column] [data-name="title/en"]');
    await page.keyboard.type('Weight');
    await tabTo(page, '[data-column] [data-name="title/ru"]');
    await page.keyboard.type('Вес');
    await page.keyboard.press('Enter');
    await atStep(page, 'access');
    await tabTo(page, '[data-role-changes=manager]');
    await page.keyboard.press('Space');
    await tabTo(page, '[data-next]');
    await page.keyboard.press('Enter');
    await atStep(page, 'review');
    await tabTo(page, '.wizard-items li:nth-child(2) .wizard-item');
    await page.keyboard.press('Enter');
    await eventually(() => isFocused(page, '.wizard-item[aria-current=true]')).toBe(true);
    await page.locator('.wizard-stage > div:not([hidden]) .cm-content').waitFor();
    await tabTo(page, '[data-apply]');
  });

  it('edits a row of a table, and is at its place again', async () => {
    const { page } = developer;
    await visit(page, '/admin/data/dbo/ord_orders');
    await tabTo(page, 'form[action="/admin/data/switch"] button');
    await page.keyboard.press('Enter');
    await page.locator('[data-data-new]').waitFor();
    await standsStill(page);
    await tabTo(page, '[data-data-open]');
    const row = await page.evaluate(() => document.activeElement?.getAttribute('data-data-open'));
    await page.keyboard.press('Enter');
    await page.locator('[data-row-form]').waitFor();
    await staysInside(page);
    await tabTo(page, '[data-column=total]');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('4321');
    const read = page.waitForResponse((answer) => answer.url().includes('part=grid'));
    await page.keyboard.press('Enter');
    expect((await read).status()).toBe(200);
    await gone(page);
    await said(page);
    await eventually(() => page.locator('.data-grid tbody tr').first().textContent()).toContain('4321');
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('data-data-open'))).toBe(row);
  });

  it('opens the trace of the last request', async () => {
    const { page, errors } = developer;
    await visit(page, '/admin/trace');
    await tabTo(page, '.table-stack a');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin\/trace\/[\w-]{12}/);
    await standsStill(page);
    await page.locator('main dl.facts').waitFor();
    expect(errors).toEqual([]);
  });
});

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(demo.url + path);
  await standsStill(page);
}

/** Tab belongs to the editor until Escape. */
async function outOf(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  expect(await isFocused(page, EDITOR)).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press(key);
  await eventually(() => isFocused(page, EDITOR)).toBe(false);
}

/** Where the focused field stands in its list. */
function placeOf(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.activeElement?.closest<HTMLElement>('.field-item')?.dataset.index ?? -1));
}

/** Nobody is left at the beginning of the page. */
async function hasFocus(page: Page): Promise<void> {
  await eventually(() => page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body)).toBe(true);
}

/** A message in a live region. */
async function said(page: Page): Promise<void> {
  await page.locator('.toast-stack [role=status] .toast').first().waitFor();
}

/** Tab goes round in the window on top. */
async function staysInside(page: Page): Promise<void> {
  await eventually(() => isFocused(page, `${DIALOG} *`)).toBe(true);
  for (const key of ['Shift+Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Tab', 'Tab', 'Tab']) {
    await page.keyboard.press(key);
    expect(await isFocused(page, `${DIALOG} *`)).toBe(true);
  }
}

async function gone(page: Page): Promise<void> {
  await page.locator(DIALOG).first().waitFor({ state: 'detached' });
}

/** The heading of each step is read out. */
async function atStep(page: Page, name: string): Promise<void> {
  await eventually(() => isFocused(page, `[data-panel=${name}]:not([hidden]) h2`)).toBe(true);
}
