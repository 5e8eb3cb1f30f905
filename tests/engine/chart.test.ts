// Charts, metrics, dashboards and blocks through real HTTP and a real database.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChartConfig } from '../../renderer/chart/figure.ts';
import { startApp } from './harness.ts';
import type { TestApp, TestBrowser } from './harness.ts';

const roles = 'clerk,boss';
let app: TestApp;
let clerk: TestBrowser;
let boss: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    definitions: {
      chart: {
        sales: {
          roles,
          labelType: 'month',
          filterOptions: [
            { value: 'month', text: 'Month' },
            { value: 'nothing', text: 'Nothing' },
          ],
          params: { filter: 'month' },
        },
        status: { roles, params: { note: 'a' } },
        income: { roles, type: 'metric', title: { en: 'Income', ru: 'Доход' }, labelType: 'month', target: 300 },
        cost: { roles, type: 'metric', title: 'Cost', metric: { goodDirection: 'down' } },
        points: { roles, type: 'scatter', title: 'Points' },
        gone: { roles },
      },
      dashboard: {
        home: {
          roles,
          counters: [{ code: 'secret', roles: 'boss' }],
          filter: { type: 'radio', default: 'week' },
          panels: [
            { code: 'rowsOf', title: 'Rows', width: 8, link: '/orders' },
            { code: 'trend', title: 'Trend', type: 'chart', chartType: 'line' },
            { code: 'bad', title: 'Broken' },
            { code: 'hiddenPanel', title: 'Hidden panel', type: 'markup', markup: 'x' },
            { code: 'bossOnly', title: 'Boss only', type: 'markup', markup: '<p>boss sees</p>', roles: 'boss' },
            { code: 'inside', type: 'component', chart: 'status' },
            {
              code: 'text',
              title: 'Text',
              type: 'markup',
              markup: '<p>{username} <span class="as-block" data-code="hello" data-itemid="9"></span></p>',
            },
          ],
        },
      },
      block: {
        hello: {
          roles,
          hasProcedure: true,
          html: '{{#each sel1}}<p>{{name}} {{{text}}}</p>{{/each}}<i>{{sel2.0.who}}/{{row2.item}}</i> {itemID} {t:greeting} {q} {{constructor}}',
        },
        secret: { roles: 'boss', html: 'top secret' },
        shared: { roles: 'all', hasProcedure: true, cacheSeconds: 60, html: '{{row.made}} {{username}}' },
        wrong: { roles, html: '{{#if}}' },
      },
      label: { texts: { texts: { greeting: { en: 'Hello <there>', ru: 'Привет <там>' } } } },
    },
    sql: [await readFile(join(import.meta.dirname, '../fixtures/display/display.sql'), 'utf8')],
    users: [
      { username: 'clerk', roles: ['clerk'] },
      { username: 'boss', roles: ['boss', 'developer'] },
      { username: 'guest', roles: ['guest'] },
    ],
  });
  clerk = await app.signIn('clerk');
  boss = await app.signIn('boss');
}, 60_000);

afterAll(() => app?.stop());

const get = async (path: string, browser = clerk): Promise<string> => {
  const { status, html } = await browser.page(path);
  expect(status, html.slice(0, 800)).toBe(200);
  expect(html).not.toMatch(/\sstyle=|\son\w+="|<script/);
  return html;
};
const configs = (html: string): ChartConfig[] =>
  [...html.matchAll(/data-chart="([^"]*)"/g)].map(
    ([, text = '']) =>
      JSON.parse(
        text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
      ) as ChartConfig,
  );

describe('chart', () => {
  it('takes type, title and series from the second set, drops the series without a name', async () => {
    const html = await get('/c/chart/sales');
    const [config] = configs(html);
    expect(config?.type).toBe('stacked');
    expect(config?.series.map(({ title, color }) => [title, color])).toEqual([
      ['Bauman', 'chart-1'],
      ['Kremlin', 'chart-2'],
    ]);
    expect(config?.series[1]?.values).toEqual([10, 20, null]);
    expect(config?.number.currency).toBe('RUB');
    expect(html).toContain('Sales &lt;b&gt;month&lt;/b&gt;');
  });

  it('says itself in a sentence and as a table', async () => {
    const html = await get('/c/chart/sales');
    expect(html).toMatch(/aria-label="[^"]*2\s400/);
    expect(html).toMatch(/<details class="chart-numbers">.*<th scope="col" class="num">Bauman<\/th>/s);
    expect(html).toMatch(/<svg class="chart-room" width="1" height="280"/);
  });

  it('passes a chosen filter, and only one that exists', async () => {
    expect(await get('/c/chart/sales?filter=nothing')).toContain('class="empty');
    const html = await get('/c/chart/sales?filter=%27;DROP');
    expect(html).toContain('data-filter="month" aria-pressed="true"');
    expect(html).not.toContain('DROP</b>');
  });

  it('gives points of a ring their colours, values and safe links', async () => {
    const html = await get('/c/chart/status');
    const [config] = configs(html);
    expect(config?.pointColors).toEqual(['info', 'success']);
    expect(config?.links).toEqual([null, '/orders?f=ready']);
    expect(config?.labels[0]).toBe('New "quoted"');
    expect(config?.series).toHaveLength(1);
    expect(html).not.toContain('javascript:');
  });

  it('puts points at their first number', async () => {
    const [config] = configs(await get('/c/chart/points'));
    expect(config?.xs).toEqual([1, 2]);
    expect(config?.series[0]?.values).toEqual([10, 20]);
  });

  it('shows a metric with its change, target and small line', async () => {
    const html = await get('/c/chart/income');
    expect(html).toMatch(/<span class="metric-value">250<\/span>/);
    expect(html).toMatch(/delta-good.*25\s?%/s);
    expect(html).toContain('300');
    expect(html).toMatch(/<svg class="spark spark-success"[^>]*><polyline points="0,22 /);
  });

  it('unfolds a metric into its parts', async () => {
    const html = await get('/c/chart/cost');
    expect(html).toMatch(/<span class="metric-value">70<\/span>/);
    expect(html).toMatch(/Rent.*<details>|<details><summary>.*Rent.*Office/s);
  });

  it('is closed to other roles and strangers', async () => {
    const guest = await app.signIn('guest');
    expect((await guest.page('/c/chart/sales')).status).toBe(403);
    expect((await app.browser().page('/c/chart/sales')).status).toBe(401);
  });

  it('tells developers which procedure is missing', async () => {
    const answer = await boss.page('/c/chart/gone');
    expect(answer.html).toContain('chart_gone_getData');
    expect((await clerk.page('/c/chart/gone')).html).not.toContain('chart_gone_getData');
  });
});

describe('dashboard', () => {
  it('shows counters in the visitor’s form, without those of other roles', async () => {
    const html = await get('/c/dashboard/home');
    expect(html).toContain('Sales &lt;i&gt;');
    expect(html).toMatch(/4\s530\s000/);
    expect(html).toMatch(/<a class="metric" href="\/sales"/);
    expect(html).toMatch(/delta-good/);
    expect(html).toContain('vs October');
    expect(html).not.toContain('Secret number');
    expect(html).not.toContain('javascript:');
    expect(html).toContain('<b>own</b>');
    expect(await get('/c/dashboard/home', boss)).toContain('Secret number');
  });

  it('shows rows of a panel with links, badges, bars and without hidden columns', async () => {
    const html = await get('/c/dashboard/home');
    expect(html).toContain('<a href="/order/7">Order &lt;7&gt;</a>');
    expect(html).toContain('<span class="status status-warning">Новый</span>');
    expect(html).toMatch(/1\s234,50/);
    expect(html).toContain('aria-valuenow="74"');
    expect(html).toContain('Made on');
    expect(html).not.toContain('hide_id');
    expect(html).not.toContain('barPercent');
  });

  it('keeps a broken panel to its own place', async () => {
    const html = await get('/c/dashboard/home');
    expect(html).toMatch(/data-panel="bad".*alert-danger/s);
    expect(html).not.toMatch(/divide/i);
    expect(html).toContain('data-panel="trend"');
    expect(await get('/c/dashboard/home', boss)).toMatch(/divide by zero/i);
  });

  it('hides panels that the second set switches off and those of other roles', async () => {
    const html = await get('/c/dashboard/home');
    expect(html).not.toContain('Hidden panel');
    expect(html).not.toContain('boss sees');
    expect(await get('/c/dashboard/home', boss)).toContain('boss sees');
  });

  it('renders components and snippets inside panels on the server', async () => {
    const html = await get('/c/dashboard/home');
    expect(html).toContain('id="as-chart-status"');
    expect(html).toContain('id="as-block-hello"');
    expect(html).toContain('<i>clerk/9</i>');
  });

  it('passes the filter to counters and panels', async () => {
    const html = await get('/c/dashboard/home?filter=month');
    expect(html).toContain('Home for month');
    expect(html).toMatch(/data-label="Chosen filter">month/);
    expect(html).toContain('data-filter="month" aria-pressed="true"');
    expect(await get('/c/dashboard/home')).toContain('Home for week');
  });
});

describe('block', () => {
  it('shows the sets of its procedure, escaped, and markup of data only sanitised', async () => {
    const html = await get('/c/block/hello?itemID=5&q=%3Cq%3E');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('<b>bold</b>');
    expect(html).not.toContain('as-block" data-code="secret"');
    expect(html).toContain('<i>clerk/5</i> 5');
    expect(html).toContain('&lt;q&gt;');
    expect(html).toMatch(/(?:Hello|Привет) &lt;/);
    expect(html).not.toContain('native code');
  });

  it('keeps a shared block for everybody and puts nobody’s name into it', async () => {
    const first = await get('/c/block/shared');
    expect(first).toContain('[]');
    expect(await get('/c/block/shared', boss)).toBe(first);
    expect(await get('/c/block/shared?x=1')).not.toBe(first);
  });

  it('shows developers what is wrong with a body', async () => {
    expect((await boss.page('/c/block/wrong')).html).toContain('body of block wrong');
  });
});
