// Dashboards, charts, trees and statuses in a real browser: drawn under the strict policy, without layout shift, by keyboard, in both modes.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_PASSWORD, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { launchBrowser } from '../renderer/browser.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SHOTS = process.env.SCREENSHOTS;
let app: TestApp;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

const months = `(VALUES (N'2026-06', 3.1, 2.2, 5), (N'2026-07', 2.4, 2.6, 6), (N'2026-08', 4.2, 2.1, 4), (N'2026-09', 4.8, 3.1, 8), (N'2026-10', 5.1, 3.9, 9), (N'2026-11', 4.4, 4.1, 7)) AS x(label, Baumana, Yamasheva, plan_)`;
const chartTypes = ['line', 'bar', 'horizontalBar', 'stacked', 'area', 'radar', 'mixed', 'pie', 'doughnut', 'scatter'];

beforeAll(async () => {
  const operation = { enabled: true };
  const charts = Object.fromEntries(
    chartTypes.map((type) => [
      `c-${type}`,
      {
        roles: '*',
        type,
        title: `Chart ${type}`,
        labelType: ['pie', 'doughnut', 'scatter'].includes(type) ? 'text' : 'month',
        height: 220,
        unit: 'млн',
        ...(type === 'mixed'
          ? { series: [{ code: 'plan_', type: 'line', title: 'План', isDashed: true, color: 'plum', axis: 'right' }] }
          : {}),
        ...(type === 'bar' ? { target: 4, showValues: true } : {}),
      },
    ]),
  );
  const procedures = chartTypes.map((type) => {
    const rows =
      type === 'pie' || type === 'doughnut'
        ? `SELECT x.label, x.n FROM (VALUES (N'Новый', 31), (N'Подтверждён', 42), (N'В работе', 88)) AS x(label, n)`
        : type === 'scatter'
          ? `SELECT x.label, x.a, x.b FROM (VALUES (N'a', 1, 4), (N'b', 2, 8), (N'c', 5, 3)) AS x(label, a, b)`
          : `SELECT x.label, x.Baumana, x.Yamasheva${type === 'mixed' ? ', x.plan_' : ''} FROM ${months} ORDER BY x.label`;
    return `CREATE OR ALTER PROCEDURE dbo.[chart_c-${type}_getData] @username nvarchar(64) AS BEGIN SET NOCOUNT ON; ${rows}; END;`;
  });
  app = await startApp({
    definitions: {
      page: {
        home: {
          route: '/home',
          roles: '*',
          title: 'Панель',
          markup:
            '<div class="stack"><div class="as-dashboard" data-code="home"></div><div class="split split-side"><div class="as-status" data-code="order" data-itemid="1"></div><div class="as-tree" data-code="goods"></div></div><div class="as-metric" data-code="income"></div></div>',
        },
        charts: {
          route: '/charts',
          roles: '*',
          title: 'Графики',
          markup: `<div class="split split-even">${chartTypes.map((type) => `<div class="as-chart" data-code="c-${type}"></div>`).join('')}</div>`,
        },
      },
      chart: {
        ...charts,
        income: { roles: '*', type: 'metric', title: 'Доход', labelType: 'month', target: 300 },
        status: { roles: '*', title: 'Статусы' },
      },
      dashboard: {
        home: {
          roles: '*',
          filter: { type: 'radio', default: 'week' },
          panels: [
            { code: 'rowsOf', title: 'Заказы', width: 8, link: '/charts' },
            { code: 'inside', type: 'component', chart: 'status', width: 4 },
            { code: 'trend', title: 'Тренд', type: 'chart', chartType: 'line', width: 12, height: 160 },
          ],
        },
      },
      tree: {
        goods: {
          roles: '*',
          title: 'Товары',
          create: operation,
          rename: operation,
          move: operation,
          delete: operation,
          icon: 'folder',
          leafIcon: 'file-earmark',
          expandLevel: 2,
          selection: 'single',
        },
      },
      entity: {
        order: {
          roles: '*',
          title: 'Заказ',
          statuses: [
            { code: 'new', title: 'Новый', color: 'info', ord: 1, isInitial: true },
            { code: 'work', title: 'В работе', color: 'warning', ord: 2 },
            { code: 'done', title: 'Выдан', color: 'success', ord: 3, isFinal: true },
          ],
          transitions: [
            { from: ['new'], to: 'work', title: 'Взять в работу', style: 'primary', comment: 'required', commentTitle: 'Кто займётся' },
            { from: ['work'], to: 'done', title: 'Выдать', confirm: 'Выдать заказ?' },
          ],
        },
      },
    },
    sql: [await readFile(join(import.meta.dirname, '../fixtures/display/display.sql'), 'utf8'), procedures.join('\nGO\n')],
    users: [{ username: 'manager', roles: ['manager'], displayName: 'Мария Котова' }],
  });
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, bypassCSP: false });
  page = await context.newPage();
  page.setDefaultTimeout(8000);
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Object.assign(window, { shift: (window as unknown as { shift: number }).shift + (entry as unknown as { value: number }).value });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${app.url}/sign-in`);
  await page.fill('input[name="username"]', 'manager');
  await page.fill('input[name="password"]', TEST_PASSWORD);
  await Promise.all([page.waitForURL((url) => !url.pathname.includes('sign-in')), page.press('input[name="password"]', 'Enter')]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const shot = async (name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
};
const drawn = (): Promise<unknown> =>
  page.waitForFunction(() => [...document.querySelectorAll('canvas')].every((canvas) => canvas.style.width !== ''));
const violations = async (): Promise<string[]> => {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found = await page.evaluate(() =>
    (
      window as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } }
    ).axe.run(),
  );
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
};

describe('charts', () => {
  it('draws every type under the policy without layout shift, and again in the dark', async () => {
    await page.goto(`${app.url}/charts`);
    await page.setViewportSize({ width: 1440, height: 2200 });
    await drawn();
    await expect.poll(() => page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.02);
    await shot('charts-light');
    const before = await page.locator('canvas').first().screenshot();
    await page.evaluate(() => {
      document.documentElement.dataset.theme = 'dark';
      document.dispatchEvent(new CustomEvent('as:theme'));
    });
    await page.waitForTimeout(100);
    await shot('charts-dark');
    expect((await page.locator('canvas').first().screenshot()).equals(before)).toBe(false);
    expect(await violations()).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 1000 });
  });

  it('switches a series off in the legend', async () => {
    const key = page.locator('#as-chart-c-line .chart-key').first();
    const before = await page.locator('#as-chart-c-line canvas').screenshot();
    await key.click();
    await expect.poll(() => key.getAttribute('aria-pressed')).toBe('false');
    expect((await page.locator('#as-chart-c-line canvas').screenshot()).equals(before)).toBe(false);
  });
});

describe('dashboard', () => {
  it('draws its panels, passes the scan, changes its filter without losing the focus', async () => {
    await page.goto(`${app.url}/home`);
    await drawn();
    await expect.poll(() => page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.02);
    await shot('home-light');
    expect(await violations()).toEqual([]);
    await page.click('#as-dashboard-home [data-filter="month"]');
    await page.waitForSelector('text=Home for month');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-filter'))).toBe('month');
    expect(new URL(page.url()).searchParams.get('filter')).toBe('month');
    await page.reload();
    await page.waitForSelector('text=Home for month');
  });
});

describe('tree', () => {
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.querySelector('.tree-title')?.textContent ?? '');

  it('is walked, folded and searched by keyboard', async () => {
    await page.locator('#as-tree-goods [role="treeitem"][tabindex="0"]').focus();
    await expect.poll(() => focused()).toBe('Paper <b>');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused()).toBe('White');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused()).toBe('A4');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('End');
    await expect.poll(() => focused()).toBe('Ink');
    await page.keyboard.press('w');
    await expect.poll(() => focused()).toBe('White');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#as-tree-goods [aria-selected="true"]').count()).toBe(1);
    await page.fill('[data-tree-search]', 'a3');
    await expect.poll(() => page.locator('#as-tree-goods .is-found').count()).toBe(1);
    await expect.poll(() => page.locator('#as-tree-goods .is-found .tree-title').isVisible()).toBe(true);
    await expect.poll(() => page.locator('#as-tree-goods [data-node="2"]').isVisible()).toBe(false);
    await page.fill('[data-tree-search]', '');
  });

  it('renames, moves and keeps the focus on the node', async () => {
    await page.locator('#as-tree-goods [data-node="2"]').focus();
    await page.keyboard.press('F2');
    await page.fill('#tree-title', 'Toner');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#as-tree-goods >> text=Toner');
    await expect.poll(focused).toBe('Toner');
    await page.keyboard.press('Control+ArrowRight');
    await expect.poll(() => page.locator('#as-tree-goods [data-node="2"]').getAttribute('aria-level')).toBe('2');
    await shot('tree');
  });

  it('moves a dragged node', async () => {
    const from = await page.locator('#as-tree-goods [data-node="4"] > .tree-row').boundingBox();
    const to = await page.locator('#as-tree-goods [data-node="3"] > .tree-row').boundingBox();
    if (from === null || to === null) throw new Error('the nodes are not on the page');
    const answered = page.waitForResponse((response) => response.url().includes('/c/tree/goods/move'));
    await page.mouse.move(from.x + 60, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y - 5, { steps: 4 });
    await page.mouse.move(to.x + 60, to.y + 3, { steps: 12 });
    await page.mouse.up();
    expect((await answered).status()).toBe(200);
  });
});

describe('status', () => {
  it('asks for the comment and takes the step', async () => {
    await page.click('#as-entity-order [data-to="work"]');
    await page.fill('#step-comment', 'Тимур');
    await page.click('.dialog button[type="submit"]');
    await page.waitForSelector('#as-entity-order .status-step.is-done');
    await page.click('#as-entity-order summary');
    await expect.poll(() => page.locator('#as-entity-order .timeline-note').first().textContent()).toBe('Тимур');
    await shot('home-after');
    await page.setViewportSize({ width: 390, height: 844 });
    await shot('home-390');
    // Charts follow the window a moment later.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violations()).toEqual([]);
  });
});

it('says nothing bad on the console', () => {
  expect(troubles).toEqual([]);
});
