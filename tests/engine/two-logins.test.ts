// Production with two SQL logins, made by sql/platform/runtime-login.sql: the one that serves people does all that they need and nothing to
// the schema, the developer's cabinet works with the other. On a LocalDB of its own, or on the server of MSSQL_URL, whose login must be
// allowed to make logins; there they get names of their own and are dropped.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminCabinet } from '../../admin-ui/plugin.ts';
import { readConfig } from '../../engine/config.ts';
import { installDemo, installPlatform, installSolution } from '../../engine/install.ts';
import { startProcess } from '../../engine/start.ts';
import type { RunningProcess } from '../../engine/start.ts';
import { openDatabase } from '../../sql/connection.ts';
import type { Database } from '../../sql/connection.ts';
import { ProcedureFailed } from '../../sql/errors.ts';
import { splitBatches } from '../../sql/migration-files.ts';
import { runSql } from '../../sql/query.ts';
import { startTestServer } from '../localdb/server.ts';
import type { TestServer } from '../localdb/server.ts';
import { TestBrowser } from './harness.ts';

const ROOT = join(import.meta.dirname, '../..');
const SOLUTION = { code: 'orders', folder: join(ROOT, 'sql/solutions/orders') };
const server = process.env.MSSQL_URL;
const run = randomBytes(4).toString('hex');
const database = `peregrine_logins_${run}`;
/** The script's own names, except on a server that others use too. */
const prefix = server === undefined ? 'peregrine_' : `peregrine_${run}_`;
const passwordOf = { runtime: `Rt-1${randomBytes(18).toString('base64url')}`, developer: `Dv-1${randomBytes(18).toString('base64url')}` };

let local: TestServer | undefined;
let admin: Database;
let running: RunningProcess;
/** What the process has logged as a warning or worse. */
const complaints: string[] = [];

beforeAll(async () => {
  local = server === undefined ? await startTestServer() : undefined;
  const address = new URL(server ?? `mssql://sa:${local?.password}@127.0.0.1:${local?.port}?encrypt=false`);
  admin = await openDatabase({ url: address.href, dataDir: ':memory:', database, poolSize: 2 });
  await makeLogins();
  const urlOf = (login: 'runtime' | 'developer'): string => {
    const url = new URL(address);
    url.username = `${prefix}${login}`;
    url.password = passwordOf[login];
    url.pathname = database;
    url.searchParams.delete('database');
    return url.href;
  };
  const env = { PORT: '0', LOG_LEVEL: 'warn', MSSQL_URL: urlOf('runtime'), MSSQL_DEVELOPER_URL: urlOf('developer') };
  running = await startProcess({
    config: { ...readConfig(env, [], '/'), dataDir: ':memory:' },
    log: pino({ level: 'warn' }, new Writable({ write: (line: Buffer, _encoding, done) => done(void complaints.push(String(line))) })),
    extend: [adminCabinet],
    prepare: async (db, log) => {
      await installPlatform(db, log);
      await installSolution(db, SOLUTION, log);
      await installDemo(db, SOLUTION, { isLoopbackOnly: true });
    },
  });
  await makeLogins();
}, 180_000);

afterAll(async () => {
  await running?.stop();
  await admin?.close();
  await local?.stop();
  if (server === undefined || admin === undefined) return;
  const master = await openDatabase({ url: server, dataDir: ':memory:', database: 'master', poolSize: 1 });
  await runSql(master, `ALTER DATABASE [${database}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [${database}];`);
  for (const login of ['runtime', 'developer']) await runSql(master, `DROP LOGIN [${prefix}${login}];`);
  await master.close();
});

/** Runs the script as an administrator does: with passwords of their own, before the first start and once more after it. */
async function makeLogins(): Promise<void> {
  const script = (await readFile(join(ROOT, 'sql/platform/runtime-login.sql'), 'utf8'))
    .replace('<password of the runtime>', passwordOf.runtime)
    .replace('<password of the developer>', passwordOf.developer)
    .replaceAll('peregrine_', prefix);
  for (const { text } of splitBatches(script)) await runSql(admin, text);
}

async function signIn(username: string): Promise<TestBrowser> {
  const browser = new TestBrowser(running.url);
  await browser.signIn(username, 'demo');
  return browser;
}

/** A page with all of its components, as its scripts would load them. */
async function open(browser: TestBrowser, path: string): Promise<string> {
  const { status, html } = await browser.page(path);
  expect(status, path).toBe(200);
  return html;
}

/** What the runtime was refused, by its log, its traces and its outbox. */
async function refusals(): Promise<unknown[]> {
  await running.app.traces.flush();
  const [set] = await runSql(
    admin,
    `SELECT t.code, t.text FROM platform.trace AS t WHERE t.text LIKE N'%permission%' OR t.details LIKE N'%permission%'
     UNION ALL SELECT N'outbox', o.lastError FROM platform.outbox AS o WHERE o.lastError LIKE N'%permission%';`,
  );
  return [...complaints.filter((line) => line.includes('permission')), ...(set?.rows ?? [])];
}

test('people are served by the login that cannot change the schema', async () => {
  const [client, manager] = await Promise.all([signIn('client'), signIn('manager')]);
  for (const path of ['/client-home', '/catalog', '/my-orders', '/my-balance', '/my-requests', '/me', '/notifications'])
    await open(client, path);
  const card = /data-id="(\d+)"/.exec(await open(client, '/c/table/catalog'))?.[1] ?? '';
  const added = await client.post('/c/table/catalog/operation', { operation: 'addToCart', ids: [card] });
  expect(added.json.ok, JSON.stringify(added.json)).toBe(true);
  expect(await open(client, '/cart')).toContain('as-form-checkout');
  const sent = await client.post('/c/form/checkout/save', { itemID: '0', fields: { deliveryCode: 'pickup' } });
  expect(sent.json.ok, JSON.stringify(sent.json)).toBe(true);
  const order = /"(\/order\/\d+)"/.exec(JSON.stringify(sent.json.commands))?.[1] ?? '';
  expect(await open(client, order)).toContain('as-entity-order');

  for (const path of ['/manager-home', '/orders', '/payments', '/clients', order]) await open(manager, path);
  const moved = await manager.post('/c/entity/order/change', { itemID: order.slice('/order/'.length), from: 'new', to: 'confirmed' });
  expect(moved.json.ok, JSON.stringify(moved.json)).toBe(true);
  // The word of it reaches the client by way of the outbox, which reads and writes tables itself.
  const [row] =
    (await runSql(admin, 'SELECT number FROM dbo.ord_orders WHERE id = @id;', { id: order.slice('/order/'.length) }))[0]?.rows ?? [];
  const isTold = async (): Promise<boolean> => (await client.page('/notifications')).html.includes(String(row?.number));
  await expect.poll(isTold, { timeout: 10_000 }).toBe(true);
  expect(await refusals()).toEqual([]);
});

test('the login that serves people can do nothing to the schema, and reads no table of the solution by itself', async () => {
  const { db } = running.app;
  const number = async (text: string): Promise<number | undefined> => {
    try {
      await runSql(db, text);
      return undefined;
    } catch (error) {
      if (error instanceof ProcedureFailed) return error.number;
      throw error;
    }
  };
  const [who] = await runSql(db, "SELECT SUSER_SNAME() AS name, IS_MEMBER('db_owner') AS isOwner;");
  expect(who?.rows).toEqual([{ name: `${prefix}runtime`, isOwner: 0 }]);
  expect(await number('CREATE TABLE dbo.evil (id int);')).toBe(262);
  expect(await number('CREATE TABLE platform.evil (id int);')).toBe(262);
  expect(await number("EXEC (N'CREATE PROCEDURE dbo.evil AS SELECT 1;');")).toBe(262);
  expect(await number("EXEC (N'ALTER PROCEDURE dbo.crud_cart_getItems AS SELECT 1;');")).toBeDefined();
  expect(await number('DROP TABLE dbo.ord_cartItems;')).toBe(3701);
  expect(await number('DROP PROCEDURE platform.purge;')).toBe(3701);
  expect(await number('ALTER TABLE dbo.ord_orders ADD evil int;')).toBe(1088);
  expect(await number('TRUNCATE TABLE platform.trace;')).toBe(1088);
  expect(await number(`CREATE LOGIN evil_${run} WITH PASSWORD = N'Evil-12345';`)).toBe(15247);
  expect(await number(`ALTER ROLE db_owner ADD MEMBER ${prefix}runtime;`)).toBe(15151);
  expect(await number(`GRANT SELECT ON SCHEMA::dbo TO ${prefix}developer;`)).toBe(15151);
  expect(await number('SELECT COUNT(*) FROM dbo.ord_orders;')).toBe(229);
  expect(await number('UPDATE dbo.ord_orders SET paid = 0;')).toBe(229);
  expect(await number("EXECUTE AS USER = 'dbo';")).toBe(15517);
  // What it is for: procedures, which reach those tables, and the platform's own.
  expect(await number("EXEC dbo.crud_points_reorder @itemIDs = N'', @username = N'nobody';")).toBeUndefined();
  expect(await number('SELECT COUNT(*) FROM platform.[user];')).toBeUndefined();
});

test("the developer's cabinet changes a procedure with its own login", async () => {
  const developer = await signIn('developer');
  expect((await developer.post('/admin/reauthenticate', { password: 'demo' })).json.ok).toBe(true);
  const sql = `CREATE OR ALTER PROCEDURE dbo.two_logins @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT COUNT(*) AS orders FROM dbo.ord_orders AS o WHERE @username = N'manager';
END;
`;
  const saved = await developer.post('/admin/workshop/save', { sql, expectedVersion: 0 });
  expect(saved.json, JSON.stringify(saved.json)).toMatchObject({ ok: true });
  const [set] = await runSql(running.app.db, "EXEC dbo.two_logins @username = N'manager';");
  expect(Number(set?.rows[0]?.orders)).toBeGreaterThan(0);
  const ran = await developer.post('/admin/workshop/run', { sql: 'CREATE TABLE dbo.two_logins_t (id int);', keep: true });
  expect(ran.json.data, JSON.stringify(ran.json)).toMatchObject({ ending: 'complete' });
  expect(await refusals()).toEqual([]);
});
