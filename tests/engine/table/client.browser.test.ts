// A table in a real browser under the strict policy: by mouse and by keyboard, on a desk and on a phone, with an accessibility scan.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdRequests, launchBrowser } from '../../renderer/browser.ts';
import { TEST_PASSWORD } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { startGoods } from './goods.ts';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let app: TestApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  app = await startGoods();
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('422') && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(`${app.url}/sign-in`);
  await page.fill('[name=username]', 'maria');
  await page.fill('[name=password]', TEST_PASSWORD);
  await page.click('form button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}, 240_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});

beforeEach(async () => {
  troubles.length = 0;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${app.url}/goods`);
  await ready();
});

/** The behaviours of the table are there: its print and menu code runs only after the chunk was loaded. */
const ready = async (): Promise<void> => {
  await page.waitForFunction(() => document.querySelector('.as-table[data-is-active]') !== null);
};
const count = (selector: string): Promise<number> => page.locator(selector).count();
const until = (condition: () => boolean): Promise<unknown> => page.waitForFunction(condition);
const rowCount = (n: number): Promise<unknown> =>
  page.waitForFunction((wanted) => document.querySelectorAll('tbody tr[data-id]').length === wanted, n);
const focused = (selector: string): Promise<unknown> =>
  page.waitForFunction((wanted) => document.activeElement?.matches(wanted) === true, selector);
const cell = (id: number, field: string): string => `tr[data-id="${id}"] [data-field="${field}"]`;

async function axe(): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe: scan } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    const { violations } = await scan.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

describe('finding', () => {
  it('sorts, pages and goes back, the focus stays where it was', async () => {
    await page.click('[data-sort=name]');
    await until(() => location.search === '?goods.sort=name');
    await focused('[data-sort=name]');
    await page.click('.pagination a:has-text("2")');
    await until(() => document.querySelector<HTMLElement>('.page-item.active')?.textContent === '2');
    await focused('.page-item.active .page-link');
    await page.goBack();
    await until(
      () => document.querySelector<HTMLElement>('.page-item.active')?.textContent === '1' && document.querySelector('[aria-sort]') !== null,
    );
    await page.goBack();
    await until(() => location.search === '' && document.querySelector('[aria-sort]') === null);
    expect(troubles).toEqual([]);
  });

  it('adds a column to the sort with Shift', async () => {
    // The second press comes before the rows of the first.
    const letThrough = await holdRequests(page, /sort=qty$/);
    await page.click('[data-sort=qty]');
    await until(() => location.search.includes('sort=qty'));
    await page.click('[data-sort=name]', { modifiers: ['Shift'] });
    letThrough();
    await until(() => new URLSearchParams(location.search).get('goods.sort') === 'qty,name');
    // The address changes with the press, the order's numbers come with the rows.
    await until(() => document.querySelectorAll('.table-sort sup').length === 2);
    await page.unrouteAll();
  });

  it('searches while typing and keeps the caret', async () => {
    await page.locator('#goods-search').pressSequentially('Item 01', { delay: 20 });
    await rowCount(10);
    await focused('#goods-search');
    await page.locator('#goods-search').pressSequentially('5');
    await rowCount(1);
    await expect.poll(() => page.inputValue('#goods-search')).toBe('Item 015');
    await page.click('.chip-close');
    await rowCount(20);
    expect(new URL(page.url()).search).toBe('');
    // What is typed while the rows are on their way is not lost.
    const letThrough = await holdRequests(page, /\/c\/table\/goods/);
    const asked = page.waitForRequest(/goods\.q=Item\+?(%20)?01$/);
    await page.locator('#goods-search').pressSequentially('Item 01');
    await asked;
    await page.keyboard.type('5');
    letThrough();
    await rowCount(1);
    await page.unrouteAll();
    await expect.poll(() => page.inputValue('#goods-search')).toBe('Item 015');
    await focused('#goods-search');
    await page.click('.chip-close');
    await rowCount(20);
  });

  it('filters by its panel and keeps other parameters of the address', async () => {
    await page.goto(`${app.url}/goods?other=1&parts.page=2`);
    await ready();
    await page.click('[data-table-filters]');
    await focused('[name="goods.name"]');
    await page.fill('[name="goods.qty_from"]', '40');
    await page.click('[data-table-filter-panel] label:has-text("Ready")');
    await page.click('[data-table-filter-panel] label:has-text("New")');
    await page.keyboard.press('Enter');
    await until(() => document.querySelectorAll('.chip').length === 2);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ other: '1', 'parts.page': '2', 'goods.statusName': '1,3', 'goods.qty_from': '40' });
    await page.click('.table-filters > .btn-link');
    await until(() => document.querySelectorAll('.chip').length === 0);
    expect(new URL(page.url()).search).toBe('?other=1&parts.page=2');
  });

  it('opens a ready view as a tab', async () => {
    await page.click('.nav-link:has-text("Cheap")');
    await until(() => document.querySelector<HTMLElement>('.nav-link.active')?.textContent?.includes('Cheap') === true);
    await expect.poll(() => count('.chip')).toBe(1);
  });

  it('remembers a view of the user’s own', async () => {
    await page.fill('#goods-search', 'Item 00');
    await rowCount(9);
    await page.click('[data-view-save]');
    await page.fill('#view-name', 'First nine');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.nav-link.active:has-text("First nine")');
    await page.goto(`${app.url}/goods`);
    await page.click('.nav-link:has-text("First nine")');
    await rowCount(9);
    await page.click('[data-view-menu]');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.click('[role=alertdialog] .btn-danger');
    await until(() => !document.body.textContent?.includes('First nine') && document.querySelectorAll('tbody tr').length === 20);
  });

  it('shows and orders columns by keyboard', async () => {
    await page.click('.table-columns-drop > button');
    await page.click('.table-columns-item[data-column=note] label');
    await page.focus('[data-column=note] [data-column-grip]');
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowUp');
    await page.click('[data-columns-apply]');
    await until(() => document.querySelector<HTMLElement>('[data-sort]')?.dataset.sort === 'note');
    await page.click('.table-columns-drop > button');
    await page.click('[data-columns-reset]');
    await until(() => document.querySelector<HTMLElement>('[data-sort]')?.dataset.sort === 'name');
  });
});

describe('a cell', () => {
  it('is edited by keyboard, taken back by Undo', async () => {
    await page.focus(cell(5, 'qty'));
    await page.keyboard.press('Enter');
    await focused('.table-editing input');
    await page.keyboard.type('1 000');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${cell(5, 'qty')}[data-value="1000"].table-saved`);
    await focused('[data-field=qty][data-value="1000"]');
    await page.click('.toast .btn-link');
    await page.waitForSelector(`${cell(5, 'qty')}[data-value="5"]`);
  });

  it('keeps its value with Escape', async () => {
    await page.focus(cell(6, 'name'));
    await page.keyboard.press('F2');
    await page.keyboard.type('gone');
    await page.keyboard.press('Escape');
    await focused('[data-field=name]');
    await expect.poll(() => page.textContent(cell(6, 'name'))).toBe('Item 006');
  });

  it('says what is wrong and keeps what was typed', async () => {
    await page.click(cell(7, 'name'));
    await page.keyboard.type('taken');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.table-editing [aria-invalid=true]');
    await expect.poll(() => page.textContent('.table-editing .invalid-feedback')).toBe('There is such an item already');
    await expect.poll(() => page.inputValue('.table-editing input')).toBe('taken');
    expect(await axe()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('goes on to the next with Tab', async () => {
    await page.focus(cell(8, 'statusName'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.table-editing select');
    await page.selectOption('.table-editing select', '2');
    await page.keyboard.press('Tab');
    await page.waitForSelector(`${cell(8, 'statusName')}[data-value="2"]`);
    await page.waitForSelector(`${cell(8, 'qty')}.table-editing input`);
    await page.keyboard.press('Escape');
  });

  it('of yes or no turns at once', async () => {
    await page.focus(cell(9, 'isActive'));
    await page.keyboard.press(' ');
    await page.waitForSelector(`${cell(9, 'isActive')}[data-value="False"]`);
  });
});

describe('rows', () => {
  it('have a menu that the keyboard reaches', async () => {
    await page.focus('tr[data-id="3"] [data-row-menu]');
    await page.keyboard.press('Enter');
    await focused('[role=menuitem]');
    await page.keyboard.press('End');
    expect(await axe()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alertdialog]');
    await expect.poll(() => page.textContent('[role=alertdialog] .modal-body')).toMatch(/^Delete Item 003 for .*31.50/);
    await page.keyboard.press('Escape');
    await focused('tr[data-id="3"] [data-row-menu]');
    await page.click('tr[data-id="2"] [data-row-menu]');
    await expect.poll(() => page.locator('[role=menuitem]').count()).toBe(3);
  });

  it('are selected one by one, by range, all', async () => {
    await page.click('tr[data-id="11"] .table-check label');
    await page.click('tr[data-id="14"] .table-check label', { modifiers: ['Shift'] });
    await expect.poll(() => count('tr.is-selected')).toBe(4);
    await expect.poll(() => page.textContent('[data-bulk-count]')).toContain('4');
    await expect.poll(() => page.evaluate(() => document.querySelector<HTMLInputElement>('[data-check-all]')?.indeterminate)).toBe(true);
    await page.click('thead .table-check label');
    await expect.poll(() => count('tr.is-selected')).toBe(20);
    await page.click('[data-bulk-clear]');
    expect(await page.isHidden('[data-bulk]')).toBe(true);
  });

  it('tell one by one what became of them', async () => {
    await page.click('tr[data-id="1"] .table-check label');
    await page.click('tr[data-id="2"] .table-check label');
    await page.click('[data-bulk-operation=close]');
    await expect.poll(() => page.textContent('[role=alertdialog] .modal-body')).toBe('Close 2 items?');
    await page.click('[role=alertdialog] .btn-primary');
    await page.waitForSelector('.table-outcomes .is-failed');
    await expect
      .poll(() => page.locator('.table-outcomes li').allTextContents())
      .toContainEqual(expect.stringMatching(/Item 002It is locked$/));
  });

  it('are worked on in parts when they are many', async () => {
    await page.selectOption('[data-table-size]', '100');
    await rowCount(100);
    const sent: number[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/operation')) sent.push((request.postDataJSON() as { ids: string[] }).ids.length);
    });
    await page.click('thead .table-check label');
    await page.click('[data-bulk-operation=reject]');
    await page.fill('.dialog input[name=reason]', 'too dear');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.table-outcomes').catch(async (e) => {
      console.log(sent, troubles);
      throw e;
    });
    expect(sent).toEqual([50, 50]);
  });

  it('open their inner table', async () => {
    await page.click('tr[data-id="4"] [data-row-expand]');
    await page.waitForSelector('.table-inner .as-table');
    await expect.poll(() => page.textContent('.table-inner')).toContain('Part 4-1');
    await page.click('tr[data-id="4"] [data-row-expand]');
    expect(await page.isHidden('.table-inner')).toBe(true);
  });

  it('move by the arrows', async () => {
    await page.focus('tr[data-id="5"] [data-row-handle]');
    const places = async () =>
      (await page.locator('tbody tr[data-id]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.id))).slice(4, 7);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await places()).toEqual(['6', '7', '5']);
    // Whoever leaves at once has moved them all the same.
    await page.reload();
    await expect
      .poll(async () => {
        await page.reload();
        return places();
      })
      .toEqual(['6', '7', '5']);
    await ready();
  });

  it('are created from one line', async () => {
    await page.fill('[data-table-fast] input', 'Quick one');
    await page.keyboard.press('Enter');
    await page.waitForSelector('tr[data-name="Quick one"]');
    await focused('[data-table-fast] input');
  });
});

describe('a change by somebody else', () => {
  const change = (name: string): Promise<void> =>
    app.sql(`UPDATE dbo.goods SET name = N'${name}' WHERE id = 3; EXEC platform.event_publish @topic = N'goods', @payload = N'{}';`);
  /** Changes until the page has heard of it, and leaves it the time to follow. */
  const heard = async (name: string): Promise<void> => {
    const told = page.evaluate(() =>
      new Promise((resolve) => {
        const topics = document.querySelector<HTMLElement>('.as-table')?.dataset.topics ?? '';
        new EventSource(`/events?${new URLSearchParams({ topics })}`).addEventListener('topic', resolve);
      }).then(() => undefined),
    );
    await expect
      .poll(
        async () => {
          await change(name);
          return Promise.race([told.then(() => true), new Promise((resolve) => setTimeout(resolve, 100, false))]);
        },
        { timeout: 15_000 },
      )
      .toBe(true);
    await page.waitForTimeout(500);
  };
  const shown = (): Promise<string> => page.textContent(`tr[data-id="3"]`).then((text) => text ?? '');

  it('shows without reloading the page, also when it came before the page could listen', async () => {
    const letThrough = await holdRequests(page, /\/events/);
    await page.reload();
    await ready();
    await change('From afar');
    letThrough();
    await expect.poll(shown, { timeout: 15_000 }).toContain('From afar');
    await page.unrouteAll();
    // Whoever stands in the rows keeps the place.
    await page.focus('tr[data-id="3"] [data-row-menu]');
    await change('And again');
    await expect.poll(shown, { timeout: 15_000 }).toContain('And again');
    await focused('tr[data-id="3"] [data-row-menu]');
    expect(troubles).toEqual([]);
  });

  it('shows when the page is looked at again after a rest without a stream', async () => {
    await page.clock.install();
    await page.reload();
    await ready();
    const look = (state: 'hidden' | 'visible') =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await look('hidden');
    const closed = page.waitForEvent('requestfailed', (request) => request.url().includes('/events'));
    await page.clock.fastForward('02:00');
    await closed;
    await change('While away');
    await look('visible');
    await expect.poll(shown, { timeout: 15_000 }).toContain('While away');
    expect(troubles).toEqual([]);
  });

  it('waits while rows are chosen', async () => {
    const listening = page.waitForResponse((response) => response.url().includes('/events?'));
    await page.reload();
    await Promise.all([listening, ready()]);
    await page.click('tr[data-id="1"] .table-check label');
    await page.evaluate(() => document.querySelector('.as-table')?.setAttribute('data-seen', ''));
    await heard('Meanwhile');
    await expect.poll(() => count('.as-table[data-seen] tr.is-selected')).toBe(1);
    await page.click('[data-bulk-clear]');
    await expect.poll(shown, { timeout: 15_000 }).toContain('Meanwhile');
  });

  it('waits while the panel of filters is open, also when it was opened with the rows on their way', async () => {
    const rows = /\/c\/table\/goods(\?|$)/;
    const letThrough = await holdRequests(page, rows);
    const asked = page.waitForRequest(rows);
    const arrived = page.waitForResponse(rows);
    await change('On its way');
    await asked;
    await page.click('[data-table-filters]');
    await page.waitForSelector('.table-filter-grid');
    await page.fill('.table-filter-panel [name="goods.qty_from"]', '7');
    await page.focus('[data-table-filters]');
    letThrough();
    await (await arrived).finished();
    await heard('Behind the panel');
    await page.unrouteAll();
    expect(await page.inputValue('.table-filter-panel [name="goods.qty_from"]')).toBe('7');
    await page.click('[data-table-filters]');
    await expect.poll(shown, { timeout: 15_000 }).toContain('Behind the panel');
  });
});

describe('access for everybody', () => {
  it.each([
    [1440, 900],
    [390, 844],
  ])('has nothing to object to at %i px', async (width, height) => {
    await page.setViewportSize({ width, height });
    await page.click('[data-table-filters]');
    await page.waitForSelector('.table-filter-grid');
    await page.click('tr[data-id="1"] .table-check label');
    expect(await axe()).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(troubles).toEqual([]);
  });

  it('gives a finger 44 px on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.as-table :is(button, a, select, .table-check label, .table-editable)')]
        .filter((target) => target.checkVisibility({ visibilityProperty: true }) && target.getBoundingClientRect().width > 1)
        .filter((target) => target.getBoundingClientRect().height < 43.5)
        .map((target) => target.outerHTML.slice(0, 120)),
    );
    expect([...new Set(small)]).toEqual([]);
  });
});
