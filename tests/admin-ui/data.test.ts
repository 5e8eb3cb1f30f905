// The data browser over HTTP: pages, filters and sort, changes with their undo while the switch is on, CSV out and in, what stays closed.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSql } from '../../sql/query.ts';
import { TEST_PASSWORD, startApp } from '../engine/harness.ts';
import type { ActionJson, TestApp, TestBrowser } from '../engine/harness.ts';

let app: TestApp;
let dana: TestBrowser;

const SQL = `
CREATE TABLE dbo.shop_points (id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_shop_points PRIMARY KEY, name nvarchar(20) NOT NULL);
CREATE TABLE dbo.shop_orders (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_shop_orders PRIMARY KEY,
  number nvarchar(12) NOT NULL,
  pointID int NULL CONSTRAINT FK_shop_orders_point REFERENCES dbo.shop_points (id),
  total decimal(18, 2) NOT NULL CONSTRAINT DF_shop_orders_total DEFAULT (0) CONSTRAINT CK_shop_orders_total CHECK (total >= 0),
  due datetime2(3) NULL,
  isPaid bit NOT NULL CONSTRAINT DF_shop_orders_isPaid DEFAULT (0),
  twice AS (total * 2),
  clientSecret nvarchar(50) NULL,
  rv rowversion NOT NULL
);
CREATE TABLE dbo.shop_lines (orderID int NOT NULL, line int NOT NULL, [odd ]] name] nvarchar(10) NULL, CONSTRAINT PK_shop_lines PRIMARY KEY (orderID, line));
CREATE TABLE dbo.shop_log (text nvarchar(50) NULL);
GO
INSERT INTO dbo.shop_points (name) VALUES (N'North'), (N'South');
INSERT INTO dbo.shop_orders (number, pointID, total, due, clientSecret)
SELECT CONCAT(N'N-', v.n), CASE WHEN v.n % 2 = 0 THEN 1 ELSE 2 END, v.n, DATEADD(DAY, v.n, '20260101'), N'hidden'
FROM (SELECT TOP (120) ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS n FROM sys.all_columns) AS v;
INSERT INTO dbo.shop_lines (orderID, line) SELECT o.n, l.n FROM (VALUES (1), (2), (3)) AS o(n) CROSS JOIN (SELECT TOP (30) ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS n FROM sys.all_columns) AS l;
`;

beforeAll(async () => {
  app = await startApp({
    users: [
      { username: 'dana', roles: ['developer'] },
      { username: 'edna', roles: ['editor'] },
    ],
    sql: [SQL],
  });
  await runSql(app.db, "UPDATE platform.[user] SET lang = 'en';");
  dana = await app.signIn('dana');
});
afterAll(() => app?.stop());

const ORDERS = '/admin/data/dbo/shop_orders';
const grid = async (path: string) => (await dana.page(`${path}${path.includes('?') ? '&' : '?'}part=grid`)).html;
const firstCells = (html: string) =>
  [...html.matchAll(/<\/button><\/td><td[^>]*>([^<]*)<\/td><td[^>]*>([^<]*)</g)].map(([, first, second]) => `${first} ${second}`);
const nextOf = (html: string) => /href="([^"]+)">Next page/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
const row = async (id: number) => (await runSql(app.db, 'SELECT * FROM dbo.shop_orders WHERE id = @id;', { id }))[0]?.rows[0];
const undoOf = (json: ActionJson) => (json.commands[0]?.undo ?? { url: '', body: {} }) as { url: string; body: Record<string, string> };
const change = (action: string, body: object) => dana.post(`${ORDERS}/${action}`, body);
const update = (id: number, values: object, original: object) =>
  change('update', { key: JSON.stringify([String(id)]), values: JSON.stringify(values), original: JSON.stringify(original) });

describe('looking', () => {
  test('goes through all pages by the key, also one of two columns', async () => {
    const seen: string[] = [];
    for (let path = ORDERS; path !== ''; ) {
      const html = await grid(path);
      seen.push(...firstCells(html));
      path = nextOf(html);
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_none, index) => `${index + 1} N-${index + 1}`));
    const second = await grid(nextOf(await grid('/admin/data/dbo/shop_lines')));
    expect(firstCells(second)[0]).toBe('2 21');
  });

  test('sorts and filters by any column, with the value bound', async () => {
    expect(firstCells(await grid(`${ORDERS}?sort=total&dir=desc`)).slice(0, 2)).toEqual(['120 N-120', '119 N-119']);
    expect(firstCells(await grid(`${ORDERS}?f.number=N-11`))).toHaveLength(11);
    expect(firstCells(await grid(`${ORDERS}?f.total=%3E%3D119`))).toEqual(['119 N-119', '120 N-120']);
    expect(firstCells(await grid(`${ORDERS}?f.due=2026-01-02`))).toEqual(['1 N-1']);
    expect(firstCells(await grid(`${ORDERS}?f.pointID=null`))).toEqual([]);
    expect(firstCells(await grid(`${ORDERS}?f.number=${encodeURIComponent("' OR 1=1 --")}`))).toEqual([]);
    expect(await grid(`${ORDERS}?f.total=many`)).toContain('A filter is no value of its column');
    expect((await dana.page(`${ORDERS}?sort=${encodeURIComponent('id; DROP TABLE dbo.shop_log')}&f.nope=1`)).status).toBe(200);
    expect((await dana.page('/admin/data/dbo/no_such')).status).toBe(404);
  });

  test('shows types, links of foreign keys, and no secrets', async () => {
    const html = await grid(ORDERS);
    expect(html).toContain('decimal(18, 2) not null');
    expect(html).toContain('/admin/data/dbo/shop_points?f.id=%3D2');
    expect(html).not.toMatch(/clientSecret|hidden</);
    const users = await grid('/admin/data/platform/user');
    expect(users).toContain('dana');
    expect(users).not.toMatch(/passwordHash|totpSecret|argon2/);
    expect(await grid('/admin/data/platform/session')).not.toContain('tokenHash');
    expect((await dana.page(`${ORDERS}?f.clientSecret=hidden&part=grid`)).html).toContain('120 rows');
  });

  test('is not for others', async () => {
    const edna = await app.signIn('edna');
    for (const path of ['/admin/data', ORDERS, `${ORDERS}/export.csv`, `${ORDERS}/row`]) expect((await edna.page(path)).status).toBe(404);
    for (const path of ['/admin/data/switch', `${ORDERS}/update`, `${ORDERS}/insert`, `${ORDERS}/delete`, `${ORDERS}/import`])
      expect((await edna.post(path)).status).toBe(404);
  });
});

describe('changing', () => {
  test('needs the switch, and the switch the password', async () => {
    expect((await update(1, { number: 'X' }, { number: 'N-1' })).status).toBe(403);
    expect((await dana.post('/admin/data/switch', { on: '1' })).json.error?.code).toBe('passwordNeeded');
    await dana.post('/admin/reauthenticate', { password: TEST_PASSWORD });
    expect((await dana.post('/admin/data/switch', { on: '1' })).json.ok).toBe(true);
    expect((await (await app.signIn('dana')).post(`${ORDERS}/delete`, { key: '["1"]' })).status).toBe(403);
  });

  test('saves, undoes, and notices what changed meanwhile', async () => {
    const saved = await update(1, { number: 'X-1', due: null, isPaid: '1' }, { number: 'N-1', due: '2026-01-02T00:00:00', isPaid: '0' });
    expect(saved.json.ok).toBe(true);
    expect(await row(1)).toMatchObject({ number: 'X-1', due: null, isPaid: true });
    expect((await update(1, { number: 'Y' }, { number: 'N-1' })).status).toBe(409);
    expect((await update(1, { number: 'x-1' }, { number: 'x-1' })).status).toBe(409);
    const { url, body } = undoOf(saved.json);
    expect((await dana.post(url, body)).json.ok).toBe(true);
    expect(await row(1)).toMatchObject({ number: 'N-1', due: '2026-01-02T00:00:00', isPaid: false });
  });

  test('says what the database says', async () => {
    const refused = async (values: object, original: object) => JSON.stringify((await update(2, values, original)).json.data);
    expect(await refused({ total: '-1' }, { total: '2' })).toContain('CK_shop_orders_total');
    expect(await refused({ total: 'many' }, { total: '2' })).toMatch(/convert/i);
    expect(await refused({ number: 'longer than twelve' }, { number: 'N-2' })).toMatch(/truncated/i);
    expect(await refused({ pointID: '77' }, { pointID: '1' })).toContain('FK_shop_orders_point');
    expect((await update(2, { id: '9' }, { id: '2' })).status).toBe(422);
    expect((await update(2, { twice: '9' }, { twice: '4' })).status).toBe(422);
    expect(await row(2)).toMatchObject({ number: 'N-2', total: 2 });
  });

  test('adds and deletes, each with its undo', async () => {
    const added = await change('insert', { values: JSON.stringify({ number: 'NEW' }) });
    expect(firstCells(await grid(`${ORDERS}?f.number=NEW`))).toEqual(['121 NEW']);
    await dana.post(undoOf(added.json).url, undoOf(added.json).body);
    expect(await row(121)).toBeUndefined();
    // What cannot be read cannot be brought back.
    expect((await change('delete', { key: '["3"]' })).json.commands[0]).not.toHaveProperty('undo');
    const gone = await dana.post('/admin/data/dbo/shop_lines/delete', { key: '["3","30"]' });
    await dana.post(undoOf(gone.json).url, undoOf(gone.json).body);
    const [set] = await runSql(app.db, 'SELECT COUNT(*) AS n FROM dbo.shop_lines;');
    expect(set?.rows[0]?.n).toBe(90);
    const point = await dana.post('/admin/data/dbo/shop_points/insert', { values: '{"name":"West"}' });
    const key = undoOf(point.json).body.key;
    const deleted = await dana.post('/admin/data/dbo/shop_points/delete', { key });
    await dana.post(undoOf(deleted.json).url, undoOf(deleted.json).body);
    expect(firstCells(await grid('/admin/data/dbo/shop_points?f.name=West'))).toEqual(['3 West']);
  });

  test('never reaches the platform’s tables or rows without a key', async () => {
    expect((await dana.post('/admin/data/platform/user/delete', { key: '["1"]' })).status).toBe(403);
    expect((await dana.post('/admin/data/PLATFORM/role/insert', { values: '{}' })).status).toBe(403);
    expect((await dana.post('/admin/data/dbo/shop_log/insert', { values: '{"text":"x"}' })).status).toBe(403);
  });

  test('is audited with old and new values', async () => {
    const [set] = await runSql(app.db, "SELECT object, details FROM platform.audit WHERE action = 'admin.dataChanged' ORDER BY id;");
    expect(set?.rows[0]).toMatchObject({ object: 'dbo.shop_orders' });
    expect(JSON.parse(String(set?.rows[0]?.details))).toMatchObject({ key: ['1'], from: { number: 'N-1' }, to: { number: 'X-1' } });
  });
});

describe('files', () => {
  const send = async (csv: string, mode: 'check' | 'run') => {
    const body = new FormData();
    body.append('mode', mode);
    body.append('file', new Blob([csv], { type: 'text/csv' }), 'rows.csv');
    const answer = await dana.fetch('/admin/data/dbo/shop_points/import', { method: 'POST', headers: { 'x-csrf-token': dana.csrf }, body });
    return { status: answer.status, json: (await answer.json()) as ActionJson & { data: { html: string; canRun: boolean } } };
  };

  test('go out with every row of the filter and no formulas', async () => {
    await app.sql("INSERT INTO dbo.shop_points (name) VALUES (N'=1+1'), (N'a;\"b\"');");
    const csv = await (await dana.fetch('/admin/data/dbo/shop_points/export.csv')).text();
    expect(csv).toContain("'=1+1");
    expect(csv).toContain('"a;""b"""');
    const lines = (await (await dana.fetch(`${ORDERS}/export.csv?f.total=%3E1`)).text()).trim().split('\n');
    expect(lines).toHaveLength(119);
    expect(lines[0]).not.toContain('clientSecret');
  });

  test('come in after a rehearsal, whole or not at all', async () => {
    const csv = 'id,name\n1,Far north\n,East\n';
    const plan = await send(csv, 'check');
    expect(plan.json.data.html).toContain('Would add 1 and change 1');
    expect(await grid('/admin/data/dbo/shop_points')).not.toContain('Far north');
    const bad = await send(`${csv},much too long for its column\n`, 'run');
    expect(bad.json.data.html).toMatch(/Line 4:.*truncated/s);
    expect(await grid('/admin/data/dbo/shop_points')).not.toContain('Far north');
    expect((await send(csv, 'run')).json.data.html).toContain('Added 1 and changed 1');
    expect(await grid('/admin/data/dbo/shop_points')).toContain('Far north');
  });
});
