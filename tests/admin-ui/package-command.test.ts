// `npm run package`: out of the orders database with an object made in the cabinet, into an empty one, and out again; what it refuses;
// and imports killed at any moment.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPackageCommand } from '../../admin-ui/package-command.ts';
import { installPlatform, installSolution } from '../../engine/install.ts';
import { undoImport } from '../../metadata/packages.ts';
import { saveDefinition } from '../../metadata/store.ts';
import type { Database } from '../../sql/connection.ts';
import { runSql } from '../../sql/query.ts';
import { openTestDatabase } from '../sql/database.ts';
import { bundleImportLoop } from './import-loop-bundle.ts';

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
  await runSql(
    source,
    `CREATE TABLE dbo.zz_groups (id int IDENTITY(7, 1) NOT NULL PRIMARY KEY, code nvarchar(20) NOT NULL UNIQUE, title nvarchar(100) NOT NULL);`,
  );
  await runSql(
    source,
    `CREATE TABLE dbo.dic_units (
       code nvarchar(10) NOT NULL CONSTRAINT PK_dic_units PRIMARY KEY,
       groupCode nvarchar(20) NOT NULL REFERENCES dbo.zz_groups (code),
       parent nvarchar(10) NULL REFERENCES dbo.dic_units (code),
       factor decimal(18, 6) NULL, price money NULL, big bigint NULL, ratio float NULL, small real NULL, isBase bit NULL,
       since date NULL, at datetime2(3) NULL, old datetime NULL, moment datetimeoffset(2) NULL, noon time(0) NULL,
       mark varbinary(8) NULL, guid uniqueidentifier NULL, note nvarchar(max) NULL, twice AS (factor * 2), rv rowversion
     );
     INSERT INTO dbo.zz_groups (code, title) VALUES (N'weight', N'Вес'), (N'Length', N'Length "in"  lines' + NCHAR(10) + N'and more');
     INSERT INTO dbo.dic_units VALUES
       (N'kg', N'weight', N'kilo', 1, 12.3456, 9007199254740993, 0.1, 0.1, 1, '20240229', '2024-02-29T23:59:59.123', '2024-02-29T23:59:59.997',
        '2024-02-29T23:59:59.12+05:30', '12:00:00', 0x00FF10, '6F9619FF-8B86-D011-B42D-00C04FC964FF', N'a', DEFAULT),
       (N'kilo', N'weight', NULL, 999999999999.999999, -0.0001, -9223372036854775808, 1e21, -1.5e-7, 0, NULL, NULL, NULL, NULL, NULL, 0x, NULL, N'', DEFAULT),
       (N'm', N'Length', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT);`,
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
/** Written against the order of their names: units refer to groups. */
const DATA = 'dic_units,dbo.zz_groups:code:insertMissing';
const units = async (db: Database) => {
  const [set] = await runSql(
    db,
    `SELECT code, groupCode, parent, CONVERT(nvarchar(40), factor) AS factor, CONVERT(nvarchar(40), price, 2) AS price, CONVERT(nvarchar(40), big) AS big,
       ratio, small, isBase, since, at, old, moment, noon, mark, guid, note
     FROM dbo.dic_units ORDER BY code;`,
  );
  return set?.rows;
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
  expect((await run(source, 'export', first, '--solution', 'orders', '--data', DATA)).code).toBe(0);
  const before = await run(target, 'diff', first);
  expect([before.code, before.report.conflicts]).toEqual([1, []]);
  expect((await run(target, 'import', first)).code).toBe(0);
  expect((await run(target, 'diff', first)).code).toBe(0);
  expect((await run(target, 'export', second, '--solution', 'orders')).code).toBe(0);
  const exported = await bytesIn(first);
  expect(exported.has('/tables/dlv_deliveries.sql')).toBe(true);
  expect(exported.has('/definitions/table/deliveries.json')).toBe(true);
  expect(JSON.parse(exported.get('/peregrine.json') ?? '{}')).toEqual({
    name: 'orders',
    data: [
      { table: 'dbo.dic_units', key: ['code'], mode: 'merge' },
      { table: 'dbo.zz_groups', key: ['code'], mode: 'insertMissing' },
    ],
  });
  expect(await bytesIn(second)).toEqual(exported);
  expect(await units(target)).toEqual(await units(source));
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

test('rows are compared one by one: edited here they are a conflict, deletions need consent, and the undo brings them back', async () => {
  const zip = join(folder, 'rows.zip');
  await runSql(
    source,
    `UPDATE dbo.dic_units SET note = N'changed' WHERE code = N'm';
     DELETE FROM dbo.dic_units WHERE code = N'kg';
     INSERT INTO dbo.dic_units (code, groupCode) VALUES (N'km', N'Length');
     UPDATE dbo.zz_groups SET title = N'Weight' WHERE code = N'weight';
     INSERT INTO dbo.zz_groups (code, title) VALUES (N'time', N'Time');`,
  );
  expect((await run(source, 'export', zip, '--only', 'data:*', '--solution', 'orders')).code).toBe(0);
  const rowsOf = ({ report }: { report: Record<string, unknown> }, part: string) =>
    Object.fromEntries((report[part] as { name: string; rows: object }[]).map(({ name, rows }) => [name, rows]));
  const before = await units(target);
  const planned = await run(target, 'import', zip, '--dry-run');
  expect(rowsOf(planned, 'changed')).toEqual({
    'dbo.dic_units': { added: 1, changed: 1, deleted: 1 },
    'dbo.zz_groups': { added: 1, changed: 0, deleted: 0 },
  });
  expect(planned.report.losses).toEqual(['-- dbo.dic_units: 1 rows deleted']);
  expect(await units(target)).toEqual(before);

  await runSql(target, "UPDATE dbo.dic_units SET note = N'ours' WHERE code = N'kilo';");
  const stopped = await run(target, 'import', zip);
  expect([stopped.code, rowsOf(stopped, 'conflicts')]).toEqual([2, { 'dbo.dic_units': { added: 1, changed: 2, deleted: 1 } }]);
  expect((await run(target, 'import', zip, '--conflicts', 'keep')).code).toBe(0);
  expect((await units(target))?.map(({ code, note }) => [code, note])).toEqual([
    ['kg', 'a'],
    ['kilo', 'ours'],
    ['m', null],
  ]);
  await runSql(target, "UPDATE dbo.dic_units SET note = N'' WHERE code = N'kilo';");

  const { report } = await run(target, 'import', zip, '--delete', '--conflicts', 'overwrite');
  expect((await units(target))?.map(({ code, note }) => [code, note])).toEqual([
    ['kilo', ''],
    ['km', null],
    ['m', 'changed'],
  ]);
  const titles = async () =>
    (await runSql(target, 'SELECT code, title FROM dbo.zz_groups ORDER BY code;'))[0]?.rows.map(({ title }) => title);
  expect(await titles()).toEqual([expect.stringContaining('Length'), 'Time', 'Вес']);
  expect((await run(target, 'diff', zip)).code).toBe(0);
  await undoImport(target, Number(report.importID), { username: 'test' });
  expect(await units(target)).toEqual(before);
}, 60_000);

test('rows that must not travel are refused with the reason', async () => {
  await runSql(
    source,
    `CREATE TABLE dbo.zz_keys (code nvarchar(20) NOT NULL PRIMARY KEY, apiKey nvarchar(50) NULL, groupID int NULL REFERENCES dbo.zz_groups (id));
     CREATE TABLE dbo.zz_many (id int NOT NULL PRIMARY KEY);
     INSERT INTO dbo.zz_many SELECT [key] FROM OPENJSON(@rows);
     INSERT INTO dbo.zz_keys (code, apiKey) VALUES (N'a', N'hush');`,
    { rows: JSON.stringify(Array(5001).fill(0)) },
  );
  const place = join(folder, 'refused');
  const refused = async (data: string) => (await run(source, 'export', place, '--solution', 'refused', '--data', data)).text;
  expect(await refused('zz_keys')).toMatch(/zz_keys: these columns look like secrets.*apiKey/);
  expect(await refused('zz_many')).toMatch(/zz_many: .*more rows than 5000/);
  expect(await refused('zz_none:code')).toMatch(/there is no such table/);
  expect(await refused('zz_keys:nope')).toMatch(/no such column: nope/);
  expect(await bytesIn(folder)).not.toContain('hush');
  // Listed by name it may go; the number of a group means another group elsewhere.
  await mkdir(place, { recursive: true });
  const listed = async (columns: string[]) => {
    const data = [{ table: 'dbo.zz_keys', key: ['code'], columns }];
    await writeFile(join(place, 'peregrine.json'), JSON.stringify({ data }));
    return run(source, 'export', place, '--solution', 'refused', '--only', 'data:zz_keys');
  };
  expect((await listed(['apiKey'])).code).toBe(0);
  expect((await readFile(join(place, 'data/dbo.zz_keys.json'), 'utf8')).split('\n').slice(3, 6)).toEqual([
    '  "columns": ["code", "apiKey"],',
    '  "rows": [',
    '    ["a", "hush"]',
  ]);
  await runSql(source, 'ALTER TABLE dbo.zz_keys DROP COLUMN apiKey;');
  expect(await refused('zz_keys,zz_groups:code')).toMatch(/zz_keys: numbers that the server gives.*groupID → dbo\.zz_groups\.id/);
}, 60_000);

test('what would name something that is not there is told, and with --strict stops the import', async () => {
  const lonely = { kind: 'table', code: 'lonely', body: '{"title":"Lonely","roles":"stranger","columns":[{"code":"id"}]}' } as const;
  await saveDefinition(source, { ...lonely, expectedVersion: 0, username: 'developer' });
  const place = join(folder, 'lonely');
  expect((await run(source, 'export', place, '--only', 'table:lonely')).code).toBe(0);
  const isThere = async () => (await runSql(target, "SELECT code FROM platform.definition WHERE code = 'lonely';"))[0]?.rows.length;
  const told = await run(target, 'import', place, '--dry-run');
  expect(told.code).toBe(0);
  expect(told.report.errors).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'table', code: 'lonely', pointer: '/roles', text: expect.stringContaining('stranger') }),
      expect.objectContaining({ kind: 'table', code: 'lonely', text: expect.stringContaining('crud_lonely_getItems') }),
    ]),
  );
  const refused = await run(target, 'import', place, '--strict');
  expect([refused.code, refused.report.error, await isThere()]).toEqual([2, 'broken', 0]);
  expect(refused.text).toContain('nothing was imported');
  expect((await run(target, 'import', place)).code).toBe(0);
  expect(await isThere()).toBe(1);
  // What is wrong already does not stop what does not make it worse.
  expect((await run(target, 'import', place, '--strict')).code).toBe(0);
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
    const loop = await bundleImportLoop(join(folder, 'loop'));
    const seen: string[] = [];
    let span = 0;
    for (let round = 0; round < 31; round++) {
      const child = spawn(process.execPath, [loop, data, join(ROOT, 'sql/platform')], {
        stdio: ['ignore', 'pipe', 'inherit'],
        // Most of a start is compiling.
        env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
      });
      let said = '';
      const heard = (pattern: RegExp): Promise<string> =>
        new Promise((done, fail) => {
          const listen = (): void => {
            const [, found] = pattern.exec(said) ?? [];
            if (found !== undefined) done(found);
          };
          child.stdout.on('data', listen);
          child.once('exit', () => fail(new Error(`the import ended by itself: ${said}`)));
          listen();
        });
      child.stdout.prependListener('data', (chunk: Buffer) => {
        said += String(chunk);
      });
      seen.push(await heard(/state (\S+)\n/));
      // Any moment of one import or of the next one's first half, as long as imports take here and now.
      if (round === 0) span = 1.5 * Number(await heard(/took (\d+)\n/));
      await new Promise((wake) => setTimeout(wake, Math.random() * span));
      const [took] = [...said.matchAll(/took (\d+)\n/g)].slice(-1);
      // Where none ended in time they take longer than was thought, and one that never ends would prove little.
      span = took === undefined ? 1.3 * span : 1.5 * Number(took[1]);
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await gone;
    }
    expect(new Set(seen.filter((state) => state !== 'empty'))).toEqual(new Set(['old', 'new']));
  },
  600_000,
);
