// A table's rows over HTTP: filters, sort, pages, totals, and that what a role may not see is nowhere.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp, TestBrowser } from '../harness.ts';
import { EVIL, startGoods } from './goods.ts';

let app: TestApp;
let maria: TestBrowser;
let hugo: TestBrowser;
let rita: TestBrowser;

beforeAll(async () => {
  app = await startGoods();
  [maria, hugo, rita] = await Promise.all([app.signIn('maria'), app.signIn('hugo'), app.signIn('rita')]);
}, 180_000);
afterAll(() => app.stop());

async function load(query = '', who: TestBrowser = maria): Promise<string> {
  const { status, html } = await who.page(`/c/table/goods?${query}`);
  expect(status, html.slice(0, 600)).toBe(200);
  return html;
}

const ids = (html: string): number[] => [...html.matchAll(/<tr data-id="(\d+)"/g)].map(([, id]) => Number(id));

describe('rows', () => {
  it('come by pages of the size asked for', async () => {
    const first = await load();
    expect(ids(first)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(ids(await load('goods.page=2&goods.size=50'))[0]).toBe(51);
    expect(first).toContain('role="status"');
  });

  it('are counted up to the limit, exactly on request', async () => {
    expect(await load()).toContain('<b>100+</b>');
    const exact = await load('goods.exact=1');
    expect(exact).toContain('<b>130</b>');
    expect(exact).not.toContain('100+');
  });

  it.each([
    ['text', 'goods.name=Item%20003', [3]],
    ['several of a list', 'goods.statusName=1,2&goods.name=Item%2000', [1, 3, 4, 6, 7, 9]],
    ['one of a list', 'goods.tags=sale&goods.name=Item%20001', [1]],
    ['number range', 'goods.qty_from=49', [49, 99]],
    ['date range', 'goods.dueOn_from=2026-11-02&goods.dueOn_to=2026-11-02&goods.name=Item%2000', [1]],
    ['yes or no', 'goods.isActive=0&goods.name=Item%2000', [4, 8]],
    ['search', 'goods.q=Item%2001', [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]],
  ])('are filtered by %s', async (_type, query, expected) => {
    expect(ids(await load(query))).toEqual(expected);
  });

  it('name the filters that are set, lists by their texts, with a way to drop each', async () => {
    const html = await load('goods.statusName=1,3&goods.qty_from=5&goods.qty_to=1000&goods.q=a%3Cb');
    const chips = [...html.matchAll(/<span class="chip">([^<]*)<b>([^<]*)<\/b>/g)].map(([, title, text]) => `${title}${text}`);
    expect(chips).toEqual(['Status: New, Ready', expect.stringMatching(/^Quantity: 5 – 1\s000$/), expect.stringContaining('a&lt;b')]);
    expect(html).toContain('href="?goods.qty_from=5&amp;goods.qty_to=1000&amp;goods.q=a%3Cb"');
  });

  it('are sorted by several columns', async () => {
    const html = await load('goods.sort=-qty,name&goods.name=Item%200');
    expect(ids(html).slice(0, 3)).toEqual([49, 99, 48]);
    expect(html).toContain('aria-sort="descending"');
    expect(ids(await load('goods.sort=-name'))[0]).toBe(130);
  });

  it('that none are say how to find some', async () => {
    const html = await load('goods.name=nothing');
    expect(html).not.toContain('<tbody>');
    expect(html).toContain('data-table-nav href="?"');
  });

  it('stand in the address of a page, too', async () => {
    const { html } = await maria.page('/goods?goods.name=Item%20007');
    expect(ids(html)).toEqual([7]);
    expect(html).toContain('data-src="/c/table/goods?goods.name=Item+007"');
  });
});

describe('the filter panel', () => {
  it('has a control for each filter that the role sees, with the values set', async () => {
    const { html } = await maria.page('/c/table/goods/filters?goods.qty_from=7&goods.statusName=2');
    expect(html).toContain('name="goods.qty_from" value="7"');
    expect(html).toMatch(/value="2" checked/);
    expect(html).toContain('In work');
    expect(html).not.toContain('secret');
  });
});

describe('what a role may not see', () => {
  it('is not in the markup', async () => {
    const html = await load('goods.cols=name,secret');
    expect(html).not.toMatch(/secret/i);
    expect(html).not.toContain('hush');
    expect(await load('', hugo)).toContain('hush');
  });

  it.each(['goods.secret=nope', 'secret=nope', 'goods.id=5', 'goods.sort=secret'])('is neither filter nor sort: %s', async (query) => {
    expect(ids(await load(query))).toHaveLength(20);
  });

  it('offers a reader no action', async () => {
    const html = await load('', rita);
    expect(html).not.toMatch(/data-item="(edit|close|delete)"/);
    expect(html).not.toContain('data-table-fast');
    expect(html).not.toContain('data-row-handle');
    expect(html).not.toContain('"purge"');
  });

  it('refuses the table to who has no role', async () => {
    const stranger = app.browser();
    expect((await stranger.page('/c/table/goods')).status).toBeGreaterThanOrEqual(400);
  });
});

describe('values from the database', () => {
  it('never become markup, whatever the type of their column', async () => {
    const types = [
      'text',
      'number',
      'money',
      'percent',
      'date',
      'datetime',
      'time',
      'boolean',
      'status',
      'badge',
      'tags',
      'link',
      'email',
      'phone',
    ];
    const more = ['image', 'progress', 'user', 'rating', 'color', 'json', 'icon', 'file', 'relative', 'size', 'html'];
    const columns = [...types, ...more].map((type) => ({ code: `c_${type}`, type, edit: { type: 'text' }, title: type }));
    const prefixes = ['icon', 'prev', 'prevcolor', 'color', 'backcolor', 'desc', 'barPercent', 'barClass', 'badge', 'link'];
    await app.define('table', 'evil', { title: 'Evil', roles: '*', columns, rowClassColumn: 'color', copyable: undefined });
    const value = `N'${EVIL}'`;
    const list = [
      `${value} AS id`,
      `${value} AS color`,
      `${value} AS class_`,
      ...columns.flatMap(({ code }) => [`${value} AS ${code}`, ...prefixes.map((prefix) => `${value} AS ${prefix}_${code}`)]),
    ];
    await app.sql(
      `CREATE OR ALTER PROCEDURE dbo.crud_evil_getItems @page int AS BEGIN SET NOCOUNT ON; SELECT ${list.join(', ')}; SELECT 1; SELECT ${value} AS Title, ${value} AS Subtitle; END;`,
    );
    const { status, html } = await maria.page('/c/table/evil');
    expect(status, html.slice(0, 500)).toBe(200);
    expect(html).not.toMatch(/<script|<img src=x|onerror=alert\(2\)>(?!&)/i);
    expect(html).toContain('&lt;script&gt;');
  });

  it('cannot be addresses that run', async () => {
    await app.define('table', 'addresses', {
      title: 'A',
      roles: '*',
      columns: [{ code: 'a', type: 'link' }, { code: 'b' }, { code: 'c', type: 'image' }],
    });
    await app.sql(
      `CREATE OR ALTER PROCEDURE dbo.crud_addresses_getItems @page int AS BEGIN SET NOCOUNT ON; SELECT 1 AS id, N'javascript:alert(1)' AS a, N'b' AS b, N' JaVaScRiPt:alert(1)' AS link_b, N'data:text/html,x' AS c; END;`,
    );
    const { html } = await maria.page('/c/table/addresses');
    expect(html).not.toMatch(/(?:href|src)="[^"]*(?:javascript|data:text)/i);
  });
});

describe('cell prefixes', () => {
  it('draw icons, former values, colours, notes, bars, badges and links', async () => {
    await app.define('table', 'prefixes', { title: 'P', roles: '*', columns: [{ code: 'v', title: 'V' }] });
    await app.sql(
      `CREATE OR ALTER PROCEDURE dbo.crud_prefixes_getItems @page int AS BEGIN SET NOCOUNT ON;
       SELECT 1 AS id, N'now' AS v, N'star' AS icon_v, N'was' AS prev_v, N'danger' AS prevcolor_v, N'success' AS color_v, N'warning' AS backcolor_v,
         N'a note' AS desc_v, 40 AS barPercent_v, N'bg-info' AS barClass_v, N'new' AS badge_v, N'/there/1' AS link_v, N'is-muted' AS class_, N'danger' AS color;
       SELECT 1; END;`,
    );
    const { html } = await maria.page('/c/table/prefixes');
    expect(html).toContain('<tr data-id="1" data-name="now" class="is-muted table-danger">');
    expect(html).toMatch(/<th class="cell-title truncate cell-warning"/);
    expect(html).toContain('bi-star');
    expect(html).toContain('<span class="cell-prev text-danger">was</span>');
    expect(html).toContain('<span class="text-success"><a class="table-key" href="/there/1">now</a></span>');
    expect(html).toContain('<small>a note</small>');
    expect(html).toContain('progress-fill is-info" width="40.0"');
    expect(html).toContain('<span class="badge badge-secondary">new</span>');
  });
});

describe('a table that is broken', () => {
  it('shows the reason to a developer and a trace id to everybody else', async () => {
    await app.define('table', 'broken', { title: 'B', roles: '*', columns: [{ code: 'a' }] });
    const dora = await app.signIn('dora');
    const [developer, manager] = await Promise.all([dora.page('/c/table/broken'), maria.page('/c/table/broken')]);
    expect(developer.html).toContain('crud_broken_getItems');
    expect(manager.html).not.toContain('crud_broken_getItems');
    expect(manager.status).toBeGreaterThanOrEqual(400);
  });

  it('does not take its page with it', async () => {
    await app.define('page', 'both', {
      route: '/both',
      roles: '*',
      title: 'Both',
      markup: '<div class="as-table" data-code="broken"></div><div class="as-table" data-code="parts" data-itemid="5"></div>',
    });
    const { status, html } = await maria.page('/both');
    expect(status).toBe(200);
    expect(html).toContain('Part 5-1');
  });
});
