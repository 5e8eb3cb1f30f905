// `npm run package`: out of the orders database with an object made in the cabinet, into an empty one, and out again; what it refuses;
// and imports killed at any moment.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPackageCommand } from '../../admin-ui/package-command.ts';
import { installPlatform, installSolution } from '../../engine/install.ts';
import { saveDefinition } from '../../metadata/store.ts';
import type { Database } from '../../sql/connection.ts';
import { runSql } from '../../sql/query.ts';
import { openTestDatabase } from '../sql/database.ts';

const ROOT = join(import.meta.dirname, '../..');
const log = pino({ level: 'silent' });
let source: Database;
let target: Database;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-command-'));
  [source, target] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  await installPlatform(source, log);
  await installPlatform(target, log);
  await installSolution(source, { code: 'orders', folder: join(ROOT, 'sql/solutions/orders') }, log);
  await runSql(
    source,
    `CREATE TABLE dbo.dlv_deliveries (
       id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
       orderID int NULL REFERENCES dbo.ord_orders (id),
       address nvarchar(200) NOT NULL DEFAULT (N'here, or there'),
       [price, net] decimal(18, 2) NOT NULL CONSTRAINT [CK_price ok] CHECK ([price, net] >= 0),
       gross AS ([price, net] * 1.2),
       UNIQUE (address, orderID)
     );
     CREATE INDEX IX_dlv ON dbo.dlv_deliveries (orderID DESC) INCLUDE (gross) WHERE orderID IS NOT NULL;`,
  );
  await runSql(source, 'CREATE PROCEDURE [crud_deliveries_getItems] @username nvarchar(64) AS SELECT id FROM dbo.dlv_deliveries;');
  await saveDefinition(source, {
    kind: 'table',
    code: 'deliveries',
    body: '{"title":{"en":"Deliveries","ru":"Доставки"},"columns":[{"code":"id"}]}',
    expectedVersion: 0,
    username: 'developer',
  });
}, 120_000);
afterAll(async () => {
  await Promise.all([source?.close(), target?.close()]);
  await rm(folder, { recursive: true, force: true });
});

const run = async (db: Database, ...args: string[]) => {
  const lines: string[] = [];
  const json = join(folder, 'report.json');
  const code = await runPackageCommand([...args, '--json', json], { env: {}, root: ROOT, write: (line) => lines.push(line), db });
  const report = code === 3 ? {} : (JSON.parse(await readFile(json, 'utf8')) as Record<string, never[]> & { error?: string });
  return { code, text: lines.join('\n'), report };
};
const bytesIn = async (root: string) => {
  const entries = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(root.length), await readFile(path, 'utf8')] as const;
  });
  return new Map((await Promise.all(texts)).sort(([a], [b]) => (a < b ? -1 : 1)));
};

test('export, import into an empty database and export again give the same bytes', async () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  expect((await run(source, 'export', first, '--solution', 'orders')).code).toBe(0);
  const before = await run(target, 'diff', first);
  expect([before.code, before.report.conflicts]).toEqual([1, []]);
  expect((await run(target, 'import', first)).code).toBe(0);
  expect((await run(target, 'diff', first)).code).toBe(0);
  expect((await run(target, 'export', second, '--solution', 'orders')).code).toBe(0);
  const exported = await bytesIn(first);
  expect(exported.has('/tables/dlv_deliveries.sql')).toBe(true);
  expect(exported.has('/definitions/table/deliveries.json')).toBe(true);
  expect(await bytesIn(second)).toEqual(exported);
  // The constraint came along, the key does its work.
  await expect(runSql(target, 'INSERT INTO dbo.dlv_deliveries ([price, net]) VALUES (-1);')).rejects.toThrow(/CK_price ok/);
  await expect(runSql(target, 'INSERT INTO dbo.dlv_deliveries (orderID, [price, net]) VALUES (77, 1);')).rejects.toThrow(/FK__/);
}, 60_000);

test('a zip brings changes of tables; columns go only with consent', async () => {
  const zip = join(folder, 'changes.zip');
  await runSql(
    source,
    `ALTER TABLE dbo.dlv_deliveries ADD note nvarchar(50) NULL, isFragile bit NOT NULL CONSTRAINT DF_dlv_fragile DEFAULT (0);
     ALTER TABLE dbo.dlv_deliveries DROP CONSTRAINT [CK_price ok];`,
  );
  await runSql(target, 'ALTER TABLE dbo.dlv_deliveries ADD old int NULL;');
  expect((await run(source, 'export', zip, '--solution', 'orders')).code).toBe(0);
  // The column was added here by hand.
  const stopped = await run(target, 'import', zip);
  expect([stopped.code, stopped.report.error]).toEqual([2, 'conflicts']);
  expect((await run(target, 'import', zip, '--conflicts', 'overwrite')).code).toBe(0);
  const columns = async () => {
    const [set] = await runSql(target, "SELECT name FROM sys.columns WHERE object_id = OBJECT_ID(N'dbo.dlv_deliveries');");
    return (set?.rows ?? []).map(({ name }) => name);
  };
  expect(await columns()).toEqual(expect.arrayContaining(['note', 'isFragile', 'old']));
  const left = await run(target, 'diff', zip);
  expect([left.code, left.report.losses]).toEqual([1, ['ALTER TABLE [dbo].[dlv_deliveries] DROP COLUMN [old];']]);
  expect((await run(target, 'import', zip, '--delete')).code).toBe(0);
  expect(await columns()).not.toContain('old');
  expect((await run(target, 'diff', zip)).code).toBe(0);
}, 60_000);

test('a selection brings its procedures and deletes nothing', async () => {
  const part = join(folder, 'part');
  expect((await run(source, 'export', part, '--only', 'table:deliveries,table:dbo.dlv_deliveries')).code).toBe(0);
  expect([...(await bytesIn(part)).keys()]).toEqual([
    '/definitions/table/deliveries.json',
    '/objects/procedures/crud_deliveries_getItems.sql',
    '/peregrine.json',
    '/tables/dlv_deliveries.sql',
  ]);
  const plan = await run(target, 'import', part, '--delete', '--dry-run');
  expect([plan.code, plan.report.deleted]).toEqual([0, []]);
});

test('a table becomes another one, whoever named its constraints', async () => {
  for (const db of [source, target]) await runSql(db, 'CREATE SCHEMA shop;');
  await runSql(
    source,
    `CREATE TABLE shop.kinds (id int NOT NULL PRIMARY KEY, code nvarchar(10) NOT NULL UNIQUE, v int NOT NULL DEFAULT (1) CHECK (v > 0));
     CREATE TABLE shop.things (
       id int NOT NULL CONSTRAINT PK_things PRIMARY KEY, kindID int NULL REFERENCES shop.kinds (id), n nvarchar(20) NULL,
       z AS (id + 1) PERSISTED NOT NULL, [a.b] bit NULL
     );
     CREATE SEQUENCE shop.numbers AS bigint START WITH 5 INCREMENT BY 2;
     CREATE TYPE shop.list AS TABLE (id int NOT NULL PRIMARY KEY, t nvarchar(max) NULL);`,
  );
  await runSql(
    target,
    `CREATE TABLE shop.kinds (id int NOT NULL PRIMARY KEY, code nvarchar(5) NULL, v int NOT NULL DEFAULT (2) CHECK (v > 7), UNIQUE (v));
     CREATE TABLE shop.things (
       id int NOT NULL, kindID int NULL, n nvarchar(10) NOT NULL DEFAULT (N'x'), z AS (id + 2),
       old int NULL DEFAULT (4) REFERENCES shop.kinds (id), CONSTRAINT PK_things PRIMARY KEY (id, n)
     );`,
  );
  const shop = join(folder, 'shop');
  await run(source, 'export', shop, '--only', 'table:shop.kinds,table:shop.things,sequence:shop.numbers,type:shop.list');
  expect((await run(target, 'import', shop, '--delete')).code).toBe(0);
  expect((await run(target, 'diff', shop)).report).toMatchObject({ exitCode: 0, unchanged: 4 });
});

test('a failing statement takes everything back and is named', async () => {
  const broken = join(folder, 'broken');
  await runSql(source, 'CREATE VIEW dbo.dlv_open AS SELECT id, note FROM dbo.dlv_deliveries;');
  await run(source, 'export', broken, '--solution', 'orders');
  await rm(join(broken, 'tables/dlv_deliveries.sql'));
  await runSql(target, 'ALTER TABLE dbo.dlv_deliveries DROP COLUMN note;');
  const refused = await run(target, 'import', broken, '--conflicts', 'overwrite');
  expect(refused.code).toBe(2);
  expect(refused.text).toMatch(/dbo\.dlv_open.*note/s);
  const [set] = await runSql(target, "SELECT OBJECT_ID(N'dbo.dlv_open') AS id;");
  expect(set?.rows[0]?.id).toBeNull();
}, 60_000);

test('wrong usage is told with the usage', async () => {
  for (const args of [[], ['export'], ['import', join(folder, 'absent')], ['diff', folder, '--conflicts', 'x'], ['bring', folder]]) {
    const lines: string[] = [];
    const code = await runPackageCommand(args, { env: {}, root: ROOT, write: (line) => lines.push(line), db: target });
    expect([args, code]).toEqual([args, 3]);
  }
});

// The process that is killed holds LocalDB itself, so that server and importer die together; another server would live on.
test.skipIf(process.env.MSSQL_URL !== undefined)(
  'an import killed at any moment leaves the database wholly old or wholly new',
  async () => {
    const data = join(folder, 'killed');
    const seen: string[] = [];
    for (let round = 0; round < 31; round++) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'import-loop.ts'), data], {
        stdio: ['ignore', 'pipe', 'inherit'],
        // Most of a start is compiling.
        env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
      });
      const state = await new Promise<string>((done, fail) => {
        let said = '';
        child.stdout.on('data', (chunk: Buffer) => {
          said += String(chunk);
          const [, found] = /state (\S+)\n/.exec(said) ?? [];
          if (found !== undefined) done(found);
        });
        child.once('exit', () => fail(new Error(`the import ended by itself: ${said}`)));
      });
      seen.push(state);
      await new Promise((wake) => setTimeout(wake, Math.random() * 300));
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await gone;
    }
    expect(new Set(seen.filter((state) => state !== 'empty'))).toEqual(new Set(['old', 'new']));
  },
  600_000,
);
