// What one page costs: a form, a table of 50 rows by 10 columns and a chart in one HTML response, a fixed number of SQL round trips, assets
// within their limit, and nothing that moves after it has been painted.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { Connection } from 'tedious';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { benchFixture } from '../bench/platform/fixture.ts';
import { launchBrowser } from '../renderer/browser.ts';
import { TEST_PASSWORD, startApp } from './harness.ts';
import type { TestApp, TestBrowser } from './harness.ts';

/** What was agreed is 250 KB; the difference is room for what is to come. */
const MOST_ASSETS_KB = 230;
const COLUMNS = 10;

let app: TestApp;
let browser: Browser;
let clerk: TestBrowser;

beforeAll(async () => {
  app = await startApp(benchFixture({ rows: 60 }));
  clerk = await app.signIn('clerk', TEST_PASSWORD);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

describe('the page on the server', () => {
  it('has every row, field and point in its one response', async () => {
    const { status, html } = await clerk.page('/work');
    expect(status).toBe(200);
    const rows = html.split('<tr data-id="').slice(1);
    expect(rows).toHaveLength(50);
    for (const row of rows) expect(row.slice(0, row.indexOf('</tr>')).match(/<t[dh]\b/g)).toHaveLength(COLUMNS);
    for (const field of ['title', 'total', 'due', 'kind']) expect(html).toContain(`name="${field}"`);
    // The chart's values stand in the page, for the picture and for those who cannot see it.
    expect(html).toMatch(/<canvas[^>]* data-chart="[^"]*Manager 6/);
    expect(html).not.toContain('class="as-table"');
  });

  it('makes three calls to the database: the beginning, the rows, the points', async () => {
    await clerk.page('/work');
    // Work in the background may come in between; the quietest of several requests is the page's own.
    const counted: Sent[] = [];
    for (let i = 0; i < 5; i++) counted.push(await sentDuring(() => clerk.page('/work')));
    for (const { procedures } of counted)
      expect(procedures).toEqual(['[dbo].[chart_sales_getData]', '[dbo].[crud_orders_getItems]', '[platform].[request_begin]']);
    expect(Math.min(...counted.map(({ others }) => others))).toBe(0);
  });

  it('makes two calls for a form that is saved', async () => {
    let saved = 0;
    const fields = { title: 'A note', total: '12.5', due: '2026-11-30', kind: 'a' };
    const save = () => clerk.post('/c/form/note/save', { itemID: '0', fields, key: `a-note-${saved++}` });
    expect((await save()).status).toBe(200);
    const counted: Sent[] = [];
    for (let i = 0; i < 5; i++) counted.push(await sentDuring(save));
    for (const { procedures } of counted) expect(procedures).toEqual(['[dbo].[fm_note_saveItem]', '[platform].[request_begin]']);
    expect(Math.min(...counted.map(({ others }) => others))).toBe(0);
  });
});

describe.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('the page in the browser at $width', (viewport) => {
  it('asks for nothing but its assets, which stay within the limit, and does not move', async () => {
    const context = await browser.newContext({ viewport, locale: 'ru-RU' });
    await context.addCookies([...clerk.cookies].map(([name, value]) => ({ name, value, url: app.url })));
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    // Fonts that come late must not move what stands there already.
    await page.route('**/*.woff2', async (route) => {
      await painted(page);
      await route.continue();
    });
    await page.addInitScript(watchShifts);
    await page.goto(`${app.url}/work`);
    await page.waitForFunction(hasScripts, ['chunk-table', 'chunk-form', 'chunk-chart']);
    await page.locator('canvas[data-chart]').scrollIntoViewIfNeeded();
    await page.waitForFunction(isDrawn);
    await page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });

    const own = asked.filter((path) => !path.startsWith('/assets/'));
    expect(own.filter((path) => !['/work', '/events', '/sw.js', '/manifest.webmanifest', '/favicon.ico'].includes(path))).toEqual([]);
    const assets = [...new Set(asked.filter((path) => /\.(?:js|css|woff2)$/.test(path) && path.startsWith('/assets/')))];
    const sizes = assets.map((path) => ({ path, kb: transferred(path) / 1024 }));
    const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
    const listed = sizes
      .sort((a, b) => b.kb - a.kb)
      .map(({ path, kb }) => `${kb.toFixed(1)} ${path}`)
      .join('\n');
    expect(total, `${total.toFixed(1)} KB:\n${listed}`).toBeLessThan(MOST_ASSETS_KB);
    // Without them it was another page.
    expect(assets.some((path) => path.includes('chunk-draw'))).toBe(true);
    const shifts = await page.evaluate(() => (window as unknown as Shifted).shifts);
    const score = shifts.reduce((sum, { value }) => sum + value, 0);
    expect(score, JSON.stringify(shifts)).toBeLessThan(0.01);
    await context.close();
  }, 60_000);
});

interface Sent {
  /** In alphabetical order, those of the request alone. */
  readonly procedures: readonly string[];
  /** Whatever else went to the server meanwhile. */
  readonly others: number;
}

/** What the drivers send while `work` runs; the calls of a request carry its trace id. */
async function sentDuring(work: () => Promise<unknown>): Promise<Sent> {
  const spy = vi.spyOn(Connection.prototype, 'makeRequest' as never) as unknown as {
    mock: { calls: [SentRequest][] };
    mockRestore(): void;
  };
  try {
    await work();
    const sent = spy.mock.calls.map(([request]) => ({
      procedure: /EXEC @returnValue = (\S+)/.exec(textOf(request))?.[1],
      trace: request.parameters?.find(({ name }) => name === 'cTraceID')?.value ?? valueIn(request, 'cTraceID'),
    }));
    const own = sent.filter(({ procedure, trace }) => procedure !== undefined && trace !== undefined && trace !== '');
    return { procedures: own.map(({ procedure }) => procedure ?? '').sort(), others: sent.length - own.length };
  } finally {
    spy.mockRestore();
  }
}

interface SentRequest {
  readonly sqlTextOrProcedure?: string;
  readonly parameters?: readonly { readonly name: string; readonly value: unknown }[];
  readonly originalParameters?: readonly { readonly name: string; readonly value: unknown }[];
}

/** `execSql` turns a text into the first parameter of sp_executesql. */
function textOf({ sqlTextOrProcedure = '', parameters = [] }: SentRequest): string {
  const statement = parameters[0]?.value;
  return typeof statement === 'string' ? `${sqlTextOrProcedure} ${statement}` : sqlTextOrProcedure;
}

function valueIn({ originalParameters = [] }: SentRequest, name: string): unknown {
  return originalParameters.find((parameter) => parameter.name === name)?.value;
}

/** The bytes that the browser gets: gzip where it helps, fonts as they are. */
function transferred(path: string): number {
  const content = readFileSync(join(app.running.app.assets.folder, basename(path)));
  return path.endsWith('.woff2') ? content.length : gzipSync(content, { level: 9 }).length;
}

interface Shifted {
  shifts: { value: number; nodes: string[] }[];
}

/** Runs in the page, before anything of it. */
function watchShifts(): void {
  const seen = window as unknown as Shifted;
  seen.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources = [] } = entry as PerformanceEntry & { value: number; sources?: { node: Node | null }[] };
      seen.shifts.push({
        value,
        nodes: sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 120) : String(node))),
      });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Resolves when the page has shown something. */
async function painted(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0).catch(() => undefined);
}

/** Whether the scripts of these components have arrived. */
function hasScripts(names: readonly string[]): boolean {
  const arrived = performance.getEntriesByType('resource').filter((entry) => (entry as PerformanceResourceTiming).responseEnd > 0);
  return names.every((name) => arrived.some((entry) => entry.name.includes(`/${name}-`)));
}

/** Whether the chart has put anything on its canvas. */
function isDrawn(): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-chart]');
  const drawn = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
  return drawn?.some((channel) => channel !== 0) ?? false;
}
