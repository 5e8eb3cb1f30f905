// Texts with markup, stored by one person wherever people may write, and by procedures wherever procedures may answer; read by another. No
// answer gets an element, a handler or an address out of them, and a real browser runs none.

import { Parser } from 'htmlparser2';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnTypes } from '../../../metadata/kinds/table-column.ts';
import { runSql } from '../../../sql/query.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { NORTH, startStalls } from './fixture.ts';
import { postJson, send } from './routes.ts';
import { launchBrowser } from '../../renderer/browser.ts';

const PAYLOADS: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `' onmouseover='alert(1)' x='`,
  '<svg/onload=alert(1)><math href="javascript:alert(1)">',
  'javascript:alert(1)//',
  '\u0001java\tscript:alert(1)',
  '</textarea></title></style></template><iframe src=javascript:alert(1)>',
  `{{constructor.constructor('alert(1)')()}}<a href="data:text/html,<script>alert(1)</script>">a</a>`,
  '<form action=javascript:alert(1)><button formaction=javascript:alert(1)>a</button><base href=//evil.example>',
  '<a href="&#106;avascript:alert(1)" style="position:fixed">x</a><meta http-equiv=refresh content="0;url=javascript:alert(1)">',
];
const PREFIXES = ['icon_', 'prev_', 'prevcolor_', 'color_', 'backcolor_', 'desc_', 'barPercent_', 'barClass_', 'badge_', 'link_'];
const TYPES = Object.keys(columnTypes);

const typed = TYPES.map((type) => `x AS [c_${type}], ${PREFIXES.map((prefix) => `x AS [${prefix}c_${type}]`).join(', ')}`).join(', ');
const SQL = `
CREATE TABLE dbo.abu_words (id int NOT NULL PRIMARY KEY, x nvarchar(1000) NOT NULL);
GO
CREATE OR ALTER PROCEDURE dbo.[crud_words_getItems] @filters dbo.CRUDFilterParameter READONLY, @page int, @pageSize int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT w.id, w.x AS color, w.x AS class_, ${typed.replaceAll('x AS', 'w.x AS')} FROM dbo.abu_words AS w ORDER BY w.id;
  SELECT COUNT(*) FROM dbo.abu_words AS w;
  SELECT TOP (1) w.x AS Title FROM dbo.abu_words AS w ORDER BY w.id;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[chart_words_getData] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT w.x AS label, w.id AS [<img src=x onerror=alert(1)>], w.x AS link FROM dbo.abu_words AS w;
  SELECT TOP (1) w.x AS title, w.x AS unit, w.x AS colors FROM dbo.abu_words AS w WHERE w.id = 2;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[dashboard_words_getCounters] @username nvarchar(64), @parameters dbo.CRUDFilterParameter READONLY
AS
BEGIN
  SET NOCOUNT ON;
  SELECT w.x AS Code, w.x AS Title, w.x AS Value, w.x AS Icon, w.x AS Color, w.x AS Link, w.x AS Note, w.x AS Trend FROM dbo.abu_words AS w;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[dashboard_words_rows_getPanelTable] @username nvarchar(64), @filter nvarchar(200), @parameters dbo.CRUDFilterParameter READONLY
AS
BEGIN
  SET NOCOUNT ON;
  SELECT w.x AS [<b onclick=alert(1)>], w.x AS link_name, w.x AS name, w.x AS icon_name, w.x AS color_name, w.x AS badge_name FROM dbo.abu_words AS w;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[as_getMenu] @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT w.x AS [Text], w.x AS Url, w.x AS Icon, w.x AS Badge, w.x AS [Group] FROM dbo.abu_words AS w;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[as_getLayoutInfo] @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT TOP (1) w.x AS BrandName, w.x AS BrandUrl, w.x AS LogoUrl, w.x AS SearchPlaceholder, w.x AS Announcement FROM dbo.abu_words AS w WHERE w.id = 2;
  SELECT w.x AS [Text], w.x AS Url, N'footer' AS Place FROM dbo.abu_words AS w UNION ALL SELECT w.x, w.x, N'top' FROM dbo.abu_words AS w;
END;
GO`;

const VIEWS = ['table', 'cards', 'kanban', 'calendar', 'timeline', 'dynamicTree'];
let app: TestApp;
let nora: TestBrowser;
let boris: TestBrowser;

beforeAll(async () => {
  app = await startStalls({ sql: [SQL] });
  const column = (type: string) => `c_${type}`;
  await app.define('table', 'words', {
    title: 'Words',
    roles: 'all',
    columns: TYPES.map((type) => ({ code: column(type), title: type, type, ...(type === 'link' ? { link: { url: '{c_link}' } } : {}) })),
    views: [
      { type: 'table' },
      {
        type: 'cards',
        cards: { titleColumn: 'c_text', textColumn: 'c_html', imageColumn: 'c_image', badgeColumn: 'c_badge', priceColumn: 'c_money' },
      },
      {
        type: 'kanban',
        kanban: {
          statusColumn: 'c_status',
          titleColumn: 'c_text',
          textColumn: 'c_text',
          imageColumn: 'c_image',
          colorColumn: 'c_color',
          userColumn: 'c_user',
        },
      },
    ],
  });
  await app.define('chart', 'words', { title: 'Words', roles: 'all' });
  await app.define('dashboard', 'words', { title: 'Words', roles: 'all', panels: [{ code: 'rows', title: 'Rows' }] });
  await app.define('page', 'words', {
    title: 'Words {q}',
    roles: 'all',
    markup:
      '<p title="{q}">{q}</p><div class="as-table" data-code="words"></div><div class="as-chart" data-code="words"></div><div class="as-dashboard" data-code="words"></div>',
  });
  for (const [at, text] of PAYLOADS.entries()) {
    await runSql(
      app.db,
      'INSERT INTO dbo.abu_words (id, x) VALUES (@id, @text); INSERT INTO dbo.abu_orders (pointID, name, amount, cost, statusCode, dueAt, ord) VALUES (1, @text, 1, 1, LEFT(@text, 32), GETDATE(), 5)',
      { id: at + 1, text },
    );
  }
  [nora, boris] = [await app.signIn('nora'), await app.signIn('boris')];
  for (const browser of [nora, boris]) await browser.page('/me');
  await write();
});

afterAll(() => app?.stop());

/** Nora writes the texts wherever she may. */
async function write(): Promise<void> {
  for (const [at, text] of PAYLOADS.entries()) {
    const sent = await nora.post('/c/chat/order/send', { itemID: NORTH, text });
    expect(sent.status).toBe(200);
    const form = new FormData();
    form.append('file', new Blob([text], { type: 'text/plain' }), `${text.replaceAll('/', '_')}.txt`);
    await nora.fetch(`/c/resource/papers/upload?itemID=${NORTH}`, { method: 'POST', headers: { 'x-csrf-token': nora.csrf }, body: form });
    await nora.post('/c/entity/order/change', { itemID: NORTH, to: at % 2 === 0 ? 'done' : 'new', comment: text });
    await runSql(
      app.db,
      `INSERT INTO platform.notification (userID, typeCode, text, url, additional) SELECT u.id, N'talk', @text, @text, @more FROM platform.[user] AS u WHERE u.username = N'boris'`,
      {
        text,
        more: JSON.stringify({ author: text, message: text }),
      },
    );
  }
  await nora.post('/c/table/orders/updateField', { id: NORTH, field: 'name', value: PAYLOADS[1] });
  await nora.submit('/me', { displayName: PAYLOADS[1] ?? '', phone: '', lang: 'en', theme: 'light', density: 'compact', timeZone: 'UTC' });
  const [set] = await runSql(
    app.db,
    `SELECT u.displayName, (SELECT COUNT(*) FROM platform.[file]) AS files, (SELECT o.name FROM dbo.abu_orders AS o WHERE o.id = 1) AS name FROM platform.[user] AS u WHERE u.username = N'nora'`,
  );
  expect(set?.rows[0]).toMatchObject({ displayName: PAYLOADS[1], name: PAYLOADS[1] });
  expect(Number(set?.rows[0]?.files)).toBeGreaterThan(3);
}

const FORBIDDEN = new Set(['iframe', 'object', 'embed', 'base', 'math', 'frame', 'applet']);
const ADDRESSES = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'xlink:href',
  'data',
  'poster',
  'srcset',
  'data-url',
  'data-src',
  'data-href',
  'data-link',
  'hx-get',
  'hx-post',
]);

/** What in a piece of HTML would run, load or imitate. */
function injected(markup: string): string[] {
  const found: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (FORBIDDEN.has(name)) found.push(`<${name}>`);
        if (name === 'script' && !/^\/(assets|p)\//.test(attributes.src ?? '')) found.push('<script>');
        if (name === 'meta' && attributes['http-equiv'] !== undefined) found.push('<meta http-equiv>');
        if (name === 'img' && attributes.src === 'x') found.push('<img src=x>');
        for (const [attribute, value] of Object.entries(attributes)) {
          if (/^on\w+$/i.test(attribute) || attribute === 'style') found.push(`<${name} ${attribute}>`);
          const address = value.replace(/[\p{Cc}\s]/gu, '');
          if (ADDRESSES.has(attribute) && /^(javascript|vbscript|data:text)/i.test(address))
            found.push(`<${name} ${attribute}="${value}">`);
          if (/[<"'\s]/.test(attribute)) found.push(`attribute ${attribute}`);
        }
      },
    },
    { decodeEntities: true },
  );
  parser.end(markup);
  return found;
}

const pages = (): string[] => [
  '/words?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&%3Cscript%3E=1',
  '/orders',
  '/order/1',
  '/order/5',
  '/order/9',
  '/open?q=%3Cscript%3Ealert(1)%3C/script%3E',
  '/notifications',
  '/notifications/preferences',
  '/me',
  '/nowhere/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '/sign-in?next=%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
];
const fragments = (): string[] => [
  ...VIEWS.map((view) => `/c/table/words?words.view=${view}`),
  '/c/table/words/print',
  '/c/table/words/filters',
  '/c/table/orders?orders.view=kanban',
  '/c/table/orders?orders.view=cards',
  '/c/table/orders?orders.view=calendar',
  '/c/table/orders?orders.search=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
  ...[1, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((id) => `/c/form/order?itemID=${id}`),
  '/c/form/order?itemID=0&%3Cscript%3E=%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
  '/c/tree/shelf',
  '/c/entity/order?itemID=1',
  '/c/chat/order?itemID=1',
  '/c/chat/order/older?itemID=1&before=999',
  '/c/resource/papers?itemID=1',
  '/c/chart/load',
  '/c/chart/words',
  '/c/dashboard/home',
  '/c/dashboard/words',
  '/c/block/hello?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
  '/notifications/panel',
  '/notifications/list',
];

describe('stored markup', () => {
  it('is text to the test as well: a page that lets it through would be found', () => {
    for (const text of PAYLOADS.filter((one) => one.includes('<') && !one.startsWith('{{')))
      expect(injected(`<p title='${text}'>${text}</p>`)).not.toEqual([]);
  });

  it('injects nothing into what another role sees', async () => {
    const found: string[] = [];
    for (const path of [...pages(), ...fragments()]) {
      const { status, text } = await send(boris, { path, headers: { accept: 'text/html' } });
      if (status >= 500) found.push(`${path}: ${status}`);
      for (const what of injected(text)) found.push(`${path}: ${what}`);
    }
    expect([...new Set(found)]).toEqual([]);
  });

  it('nor into the HTML that answers of actions carry, nor into their commands', async () => {
    const found: string[] = [];
    for (const text of PAYLOADS) {
      for (const [path, body] of [
        ['/c/chat/order/send', { itemID: NORTH, text }],
        ['/c/table/orders/updateField', { id: NORTH, field: 'name', value: text }],
        ['/c/form/order/preview', { text }],
        ['/c/form/order/check', { itemID: '6', field: 'name', value: text, fields: { name: text } }],
        ['/c/form/order/save', { itemID: NORTH, fields: { name: text, amount: text, statusCode: 'new', story: text } }],
        ['/c/tree/shelf/rename', { node: NORTH, title: text }],
        ['/c/entity/order/change', { itemID: NORTH, to: 'done', comment: text }],
      ] as const) {
        const answer = await postJson(boris, path, { body });
        const walk = (value: unknown, key: string): void => {
          if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) walk(inner, name);
          else if (typeof value === 'string' && /html|row|withDay/i.test(key))
            for (const what of injected(value)) found.push(`${path} ${key}: ${what}`);
          else if (typeof value === 'string' && key === 'url' && /^\W*java/i.test(value)) found.push(`${path} url`);
        };
        walk(JSON.parse(answer.text), '');
      }
    }
    expect([...new Set(found)]).toEqual([]);
  });

  it('leads from no notification out of the site’s own addresses', async () => {
    const [set] = await runSql(
      app.db,
      `SELECT n.id FROM platform.notification AS n JOIN platform.[user] AS u ON u.id = n.userID WHERE u.username = N'boris'`,
    );
    for (const row of set?.rows ?? []) {
      const { status, headers } = await send(boris, { path: `/notifications/open/${row.id}` });
      expect(status).toBe(303);
      expect(new URL(String(headers.location), app.url).protocol).toMatch(/^https?:$/);
    }
  });

  it('starts no formula in a spreadsheet', async () => {
    await runSql(
      app.db,
      `INSERT INTO dbo.abu_orders (pointID, name, amount, cost, statusCode, dueAt, ord) VALUES (1, N'=cmd|calc!A1', 1, 1, N'@SUM(1)', GETDATE(), 6), (1, N'+1+1', 1, 1, N'-1', GETDATE(), 6)`,
    );
    const { text } = await send(nora, { path: '/c/table/orders/csv' });
    expect(text).not.toMatch(/(^|[;,\n"])[=+@]/m);
  });

  it('runs in no real browser', async () => {
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser();
      const context = await browser.newContext();
      await context.addCookies([...boris.cookies].map(([name, value]) => ({ name, value, url: app.url })));
      const page = await context.newPage();
      const alarms: string[] = [];
      page.on('dialog', (dialog) => {
        alarms.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) alarms.push(`${page.url()}: ${message.text()}`);
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(app.url) && !/^(data|blob):/.test(request.url())) alarms.push(`asked ${request.url()}`);
      });
      for (const path of [
        '/words?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
        '/order/6',
        '/orders?orders.view=kanban',
        '/notifications',
      ]) {
        await page.goto(app.url + path, { waitUntil: 'load' });
        // Editors and charts come a moment after the page.
        await page.waitForLoadState('networkidle');
      }
      expect(alarms).toEqual([]);
      await expect.poll(() => page.evaluate(() => document.querySelectorAll('[onerror],[onload],[onmouseover],iframe').length)).toBe(0);
    } finally {
      await browser?.close();
    }
  });
});
