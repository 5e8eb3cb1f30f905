// What is changed in the database by SQL alone (definitions, procedures, columns) counts from the next request on, in this process and in
// another one that has its own connections and caches.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startProcess } from '../../engine/start.ts';
import type { RunningProcess } from '../../engine/start.ts';
import { openDatabase } from '../../sql/connection.ts';
import type { Database } from '../../sql/connection.ts';
import { startTestServer, TEST_PASSWORD as SERVER_PASSWORD } from '../localdb/server.ts';
import type { TestServer } from '../localdb/server.ts';
import { startApp, TestBrowser, TEST_PASSWORD } from './harness.ts';
import type { TestApp } from './harness.ts';

const SCHEMA = `
CREATE TABLE dbo.ch_goods (id int NOT NULL PRIMARY KEY, name nvarchar(50), price decimal(9,2));
INSERT dbo.ch_goods (id, name, price) VALUES (1, N'Kettle', 10), (2, N'Mug', 2);
CREATE TABLE dbo.ch_notes (id int IDENTITY PRIMARY KEY, text nvarchar(100));`;
const ROWS = `CREATE OR ALTER PROCEDURE dbo.[crud_goods_getItems] @page int, @pageSize int, @username nvarchar(256) AS
BEGIN
  SET NOCOUNT ON;
  SELECT id, name, price FROM dbo.ch_goods ORDER BY id;
  SELECT COUNT(*) FROM dbo.ch_goods;
END`;
const PAGE = {
  title: 'Goods',
  roles: 'clerk,developer',
  isHome: true,
  markup: '<p class="greeting">Before</p><div class="as-table" data-code="goods"></div><div class="as-form" data-code="note"></div>',
};
const TABLE = {
  title: 'List',
  roles: 'clerk,developer',
  columns: [
    { code: 'name', title: 'Name' },
    { code: 'price', title: 'Price', type: 'number' },
  ],
};

let server: TestServer;
let app: TestApp;
let second: { process: RunningProcess; db: Database };
let outerUrl: string | undefined;
/** The same user in both processes, and a developer in the first. */
let here: TestBrowser;
let there: TestBrowser;
let developer: TestBrowser;

beforeAll(async () => {
  outerUrl = process.env.MSSQL_URL;
  server = await startTestServer();
  process.env.MSSQL_URL ??= `mssql://${server.user}:${encodeURIComponent(SERVER_PASSWORD)}@127.0.0.1:${server.port}?encrypt=false`;
  app = await startApp({
    users: [
      { username: 'clerk', roles: ['clerk'] },
      { username: 'dev', roles: ['developer'] },
    ],
    definitions: {
      page: { goods: PAGE },
      table: { goods: TABLE },
      form: { note: { title: 'Note', roles: 'clerk,developer', fields: [{ code: 'text', title: 'Text' }] } },
    },
    sql: [SCHEMA, ROWS],
  });
  const database = /database (\S+?),? *$/m.exec(app.db.describe())?.[1] ?? '';
  const db = await openDatabase({ url: process.env.MSSQL_URL, dataDir: ':memory:', database });
  const { config, log } = app.running.app;
  second = { process: await startProcess({ config, log, db }), db };
  here = await app.signIn('clerk', TEST_PASSWORD);
  developer = await app.signIn('dev', TEST_PASSWORD);
  there = new TestBrowser(second.process.url);
  await there.signIn('clerk', TEST_PASSWORD);
}, 120_000);
afterAll(async () => {
  await second?.process.stop();
  await second?.db.close();
  await app?.stop();
  await server?.stop();
  if (outerUrl === undefined) delete process.env.MSSQL_URL;
});

describe('a change by SQL alone', () => {
  // Both processes have everything in their caches before.
  beforeEach(async () => {
    for (const browser of [here, there]) expect((await browser.page('/goods')).status).toBe(200);
  });

  /** The page's HTML in the next request of each process. */
  async function next(): Promise<string[]> {
    return [(await here.page('/goods')).html, (await there.page('/goods')).html];
  }

  it('of a page shows: an UPDATE of platform.definition', async () => {
    await app.sql(`UPDATE platform.definition SET body = REPLACE(body, 'Before', 'After') WHERE kind = 'page' AND code = 'goods';`);
    for (const html of await next()) expect(html).toContain('<p class="greeting">After</p>');
  });

  it('of every kind on the page shows: columns, fields, roles', async () => {
    await app.sql(`UPDATE platform.definition SET body = JSON_MODIFY(body, '$.columns[0].title', N'Thing') WHERE kind = 'table' AND code = 'goods';
UPDATE platform.definition SET body = JSON_MODIFY(body, '$.fields[0].title', N'Words') WHERE kind = 'form' AND code = 'note';`);
    for (const html of await next()) {
      expect(html).toContain('Thing');
      expect(html).toContain('Words');
    }
    await app.sql(`UPDATE platform.definition SET body = JSON_MODIFY(body, '$.roles', 'developer') WHERE kind = 'form' AND code = 'note';`);
    for (const html of await next()) expect(html).not.toContain('Words');
  });

  it('of a definition that is new, or gone, shows', async () => {
    await app.sql(
      `INSERT platform.definition (kind, code, body) VALUES ('page', 'fresh', N'{"title":"Fresh","roles":"clerk","markup":"new here"}');`,
    );
    for (const browser of [here, there]) expect((await browser.page('/fresh')).html).toContain('new here');
    await app.sql(`DELETE platform.definition WHERE kind = 'page' AND code = 'fresh';`);
    for (const browser of [here, there]) expect((await browser.page('/fresh')).status).toBe(404);
  });

  it('of a procedure shows: its text and its parameters', async () => {
    await app.sql(`ALTER PROCEDURE dbo.[crud_goods_getItems] @pageSize int, @lang nvarchar(8), @username nvarchar(256), @pageCode nvarchar(64) AS
BEGIN
  SET NOCOUNT ON;
  SELECT id, CONCAT(name, N' for ', @username, N' on ', @pageCode, N' in ', @lang) AS name, price FROM dbo.ch_goods;
END`);
    for (const html of await next()) expect(html).toMatch(/Kettle for clerk on goods in (?:ru|en)/);
    await app.sql(ROWS);
    for (const html of await next()) expect(html).not.toContain('Kettle for');
  });

  it('of an optional procedure shows: made, and dropped again', async () => {
    for (const html of await next()) expect(html).not.toContain('Title of the procedure');
    await app.sql(
      `CREATE PROCEDURE dbo.[pg_goods_getPage] @username nvarchar(256) AS SELECT 1 AS Result, N'' AS Msg, N'Title of the procedure' AS Title;`,
    );
    for (const html of await next()) expect(html).toContain('Title of the procedure');
    await app.sql('DROP PROCEDURE dbo.[pg_goods_getPage];');
    for (const html of await next()) expect(html).not.toContain('Title of the procedure');
  });

  it('that drops a column shows in its own place, with the reason for the developer, and its repair too', async () => {
    await app.sql('ALTER TABLE dbo.ch_goods DROP COLUMN price;');
    for (const html of await next()) {
      expect(html).toContain('as-broken');
      expect(html).not.toContain('Invalid column');
      // The rest of the page is alive.
      expect(html).toContain('class="greeting"');
    }
    expect((await developer.page('/goods')).html).toMatch(/Invalid column name .{0,10}price/);
    await app.sql(ROWS.replace('id, name, price', 'id, name, 77 AS price'));
    for (const html of await next()) {
      expect(html).not.toContain('as-broken');
      expect(html).toContain('77');
    }
  });
});
