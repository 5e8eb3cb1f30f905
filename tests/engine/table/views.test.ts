// The board, the calendar and the import dialog in a real browser, under the real Content-Security-Policy.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import { launchBrowser } from '../../renderer/browser.ts';
import { TEST_PASSWORD } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { startTasks } from './fixture.ts';

let app: TestApp;
let browser: Browser;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  app = await startTasks();
  browser = await launchBrowser();
  page = await (await browser.newContext({ locale: 'ru-RU', viewport: { width: 1440, height: 900 } })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text().slice(0, 200));
  });
  await page.goto(`${app.url}/sign-in`);
  await page.fill('input[name=username]', 'maria');
  await page.fill('input[name=password]', TEST_PASSWORD);
  await Promise.all([page.waitForURL((url) => !url.pathname.startsWith('/sign-in')), page.click('button[type=submit]')]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});
beforeEach(() => {
  complaints = [];
});

const open = async (view: string, ready: string): Promise<void> => {
  await page.goto(`${app.url}/tasks?tasks.view=${view}`);
  await page.waitForSelector(ready);
  await page.waitForLoadState('networkidle');
};
const cardsOf = (status: string): Promise<string[]> =>
  page
    .locator(`.kanban-column[data-value="${status}"] .kanban-card`)
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-id') ?? ''));
const statusOf = async (id: number): Promise<unknown> =>
  (await runSql(app.db, 'SELECT status FROM dbo.tasks WHERE id = @id;', { id }))[0]?.rows[0]?.status;
interface Scanner {
  run(root: string, options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const serious = async (): Promise<string[]> => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: Scanner }).axe.run('.as-table', { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
};

describe('board', () => {
  it('moves a dragged card, with counts and sums, and takes it back by Undo', async () => {
    await open('kanban', '.kanban-card');
    await page.locator('.kanban-card[data-id="3"]').dragTo(page.locator('.kanban-column[data-value="done"] .kanban-list'));
    await page.waitForSelector('.toast-success');
    await expect.poll(() => cardsOf('done')).toEqual(['3']);
    await expect.poll(() => page.locator('.kanban-column[data-value="done"] [data-count]').textContent()).toBe('1');
    await expect.poll(() => page.locator('.kanban-column[data-value="done"] .kanban-sum').textContent()).toMatch(/100/);
    expect(await statusOf(3)).toBe('done');
    await page.click('.toast-success .btn-link');
    await expect.poll(() => statusOf(3)).toBe('work');
    await expect.poll(() => cardsOf('work')).toEqual(['3']);
    expect(complaints).toEqual([]);
  });

  it('puts a refused card back and says why', async () => {
    await open('kanban', '.kanban-card');
    await page.locator('.kanban-card[data-id="1"]').dragTo(page.locator('.kanban-column[data-value="done"] .kanban-list'));
    await page.waitForSelector('.toast-warning');
    await expect.poll(() => page.locator('.toast-warning').first().textContent()).toContain('Urgent tasks are closed by the head');
    await expect.poll(() => cardsOf('new')).toEqual(['1', '2']);
    expect(await statusOf(1)).toBe('new');
  });

  it('moves a card by keyboard alone', async () => {
    await open('kanban', '.kanban-card');
    await page.locator('.kanban-card[data-id="2"] [data-move]').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.kanban-menu');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => statusOf(2)).toBe('done');
    await expect.poll(() => cardsOf('done')).toEqual(['2']);
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.kanban-card')?.getAttribute('data-id'))).toBe('2');
    expect(await serious()).toEqual([]);
  });
});

describe('calendar', () => {
  it("shows events in the visitor's time and moves a dragged one", async () => {
    await open('calendar', '.fc-dayGridMonth-view, .fc-list');
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-calendar-view="month"]')?.click());
    const month = await page.locator('.fc-daygrid-day').nth(10).getAttribute('data-date');
    const [year, number] = (month ?? '').split('-');
    await runSql(app.db, 'UPDATE dbo.tasks SET startAt = @start, endAt = NULL WHERE id = 1;', { start: `${year}-${number}-10T10:00:00` });
    await open('calendar', '.fc-event');
    await page
      .locator('.fc-event', { hasText: 'Print' })
      .first()
      .dragTo(page.locator(`.fc-daygrid-day[data-date="${year}-${number}-18"]`));
    await expect
      .poll(async () => String((await runSql(app.db, 'SELECT startAt FROM dbo.tasks WHERE id = 1;', {}))[0]?.rows[0]?.startAt))
      .toContain(`${year}-${number}-18T10:00:00`);
    await expect.poll(() => page.locator('.fc-event', { hasText: 'Print' }).first().textContent()).toContain('13:00');
    expect(complaints).toEqual([]);
    expect(await serious()).toEqual([]);
  });

  it('is a list on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open('calendar', '.fc-list');
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

describe('import', () => {
  it('goes from the file to its result', async () => {
    await open('table', '[data-import]');
    await page.click('[data-import]');
    await page.setInputFiles('.import input[type=file]', {
      name: 'tasks.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Название;Сумма\r\nЛистовки;1 200,50\r\nБез суммы;abc\r\n'),
    });
    await page.waitForSelector('.import-mapping');
    await expect.poll(() => page.locator('.import-errors').textContent()).toContain('«abc» — не число');
    await page.click('.import-buttons .btn-primary');
    await page.waitForSelector('.import .alert-success');
    await expect.poll(() => page.locator('.import .alert-warning').textContent()).toBe('Не загружена 1 строка');
    expect(complaints).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.dialog', { state: 'detached' });
    await expect.poll(() => page.locator('.as-table tbody').textContent()).toContain('Листовки');
  });
});
