// Packages: out of one database, into another, and out again must give the same bytes; a second import does nothing; what people changed
// by hand is not lost.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PackageConflict, PackageInvalid } from '../../metadata/errors.ts';
import { exportPackage, importPackage, planImport, readPackage } from '../../metadata/packages.ts';
import { readDefinition, saveDefinition } from '../../metadata/store.ts';
import type { Database } from '../../sql/connection.ts';
import { openPlatform } from './platform.ts';

let db: Database;
let folder: string;

beforeAll(async () => {
  db = await openPlatform();
}, 60_000);
afterAll(() => db?.close());
beforeEach(async () => {
  await db.kysely.deleteFrom('platform.definition').execute();
  await db.kysely.deleteFrom('platform.definition_history').execute();
  await db.kysely.deleteFrom('platform.package_item').execute();
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  return () => rm(folder, { recursive: true, force: true });
});

const put = async (path: string, content: object | string, root = folder) => {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
};
const solution = async (root = folder) => {
  await put('peregrine.json', { name: 'shop' }, root);
  await put('definitions/page/home.json', { title: { en: 'Home', ru: 'Дом' }, roles: 'all' }, root);
  await put(
    'definitions/form/order.json',
    { title: 'Order', fields: [{ code: 'number', visibleWhen: { field: 'number', op: 'notEmpty' } }] },
    root,
  );
  await put('definitions/label/shop.json', { texts: { b: { en: 'B', ru: 'Б' }, a: { en: 'A', ru: 'А' } } }, root);
  await put('definitions/setting/mailPassword.json', { title: 'Password', isSecret: true }, root);
};
const files = async (root: string) => {
  const names = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(
    names.map(async (entry) => [
      join(entry.parentPath, entry.name).slice(root.length),
      await readFile(join(entry.parentPath, entry.name), 'utf8'),
    ]),
  );
  return Object.fromEntries(texts.sort()) as Record<string, string>;
};
const bring = async (options: { onConflict?: 'stop' | 'keep' | 'overwrite'; dryRun?: boolean; shouldDelete?: boolean } = {}) =>
  importPackage(db, await readPackage(folder), { username: 'dev', ...options });
const edit = async (title: string) => {
  const { version } = (await readDefinition(db, { kind: 'page', code: 'home' })) ?? { version: 0 };
  await saveDefinition(db, {
    kind: 'page',
    code: 'home',
    body: JSON.stringify({ title, roles: 'all' }),
    expectedVersion: version,
    username: 'anna',
  });
};
const title = async () => JSON.parse((await readDefinition(db, { kind: 'page', code: 'home' }))?.body ?? '{}').title;
const revision = async () => (await db.kysely.selectFrom('platform.revision').select('number').executeTakeFirstOrThrow()).number;

test('export, import and export again give the same bytes', async () => {
  await solution();
  await bring();
  const first = join(folder, 'first');
  await exportPackage(db, first, { name: 'shop' });
  const exported = await files(first);
  expect(Object.keys(exported)).toHaveLength(5);
  await db.kysely.deleteFrom('platform.definition').execute();
  await importPackage(db, await readPackage(first), { username: 'dev' });
  const second = join(folder, 'second');
  await exportPackage(db, second, { name: 'shop' });
  expect(await files(second)).toEqual(exported);
});

test('a second import changes nothing', async () => {
  await solution();
  const plan = await bring();
  expect(plan.added).toHaveLength(4);
  const before = await revision();
  const again = await bring();
  expect([again.added, again.changed, again.conflicts, again.deleted]).toEqual([[], [], [], []]);
  expect(again.unchanged).toHaveLength(4);
  expect(await revision()).toBe(before);
});

test('a dry run shows the difference and does nothing', async () => {
  await solution();
  await bring();
  await put('definitions/form/order.json', {
    title: 'Order',
    fields: [
      { code: 'date', type: 'date' },
      { code: 'number', required: true },
    ],
  });
  await rm(join(folder, 'definitions/setting/mailPassword.json'));
  const before = await revision();
  const plan = await bring({ dryRun: true });
  expect(plan.changed.map(({ name, changes }) => ({ name, changes }))).toEqual([
    {
      name: 'form/order',
      changes: [
        { pointer: '/fields/0', kind: 'added', after: { code: 'date', type: 'date' } },
        { pointer: '/fields/1/visibleWhen', kind: 'removed', before: { field: 'number', op: 'notEmpty' } },
        { pointer: '/fields/1/required', kind: 'added', after: true },
      ],
    },
  ]);
  expect(plan.deleted.map(({ name }) => name)).toEqual(['setting/mailPassword']);
  expect(await revision()).toBe(before);
  await bring();
  expect(await readDefinition(db, { kind: 'setting', code: 'mailPassword' })).toBeDefined();
  await bring({ shouldDelete: true });
  expect(await readDefinition(db, { kind: 'setting', code: 'mailPassword' })).toBeUndefined();
});

test('what was changed here by hand stops the import, is kept, or is overwritten, as told', async () => {
  await solution();
  await bring();
  await edit('By hand');
  await put('definitions/page/home.json', { title: 'From the package', roles: 'all' });
  await put('definitions/page/new.json', { title: 'New' });
  await expect(bring()).rejects.toThrow(PackageConflict);
  expect(await readDefinition(db, { kind: 'page', code: 'new' })).toBeUndefined();
  await bring({ onConflict: 'keep' });
  expect(await title()).toBe('By hand');
  expect(await readDefinition(db, { kind: 'page', code: 'new' })).toBeDefined();
  await bring({ onConflict: 'overwrite' });
  expect(await title()).toBe('From the package');
  expect((await planImport(db, await readPackage(folder))).conflicts).toEqual([]);
});

test('a wrong file stops everything, and all wrong files are told', async () => {
  await solution();
  await put('definitions/page/home.json', { titel: 'x' });
  await put('definitions/form/order.json', '{"title":');
  await put('definitions/strange/x.json', {});
  const pkg = await readPackage(folder);
  expect(pkg.findings.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual(['form ', 'page /title', 'page /titel', 'strange ']);
  await expect(importPackage(db, pkg, { username: 'dev' })).rejects.toThrow(PackageInvalid);
  expect(await db.kysely.selectFrom('platform.definition').select('code').execute()).toEqual([]);
});

test('secrets stay where they are', async () => {
  await sql`INSERT INTO platform.definition (kind, code, body) VALUES ('setting', N'key', N'{"title":"Key","isSecret":true,"default":"hunter2"}')`.execute(
    db.kysely,
  );
  await db.kysely.insertInto('platform.setting').values({ code: 'key', value: 'hunter3', isSecret: true }).execute();
  await exportPackage(db, folder);
  expect(Object.values(await files(folder)).join()).not.toMatch(/hunter/);
});

test('SQL comes along: migrations once, modules of the components in both directions', async () => {
  await solution();
  await put(
    'migrations/0001_shop.sql',
    'CREATE TABLE dbo.shop_orders (id int IDENTITY(1, 1) NOT NULL PRIMARY KEY, number nvarchar(32) NOT NULL);\n',
  );
  const text =
    '-- Saves an order.\nCREATE OR ALTER PROCEDURE dbo.fm_order_saveItem @username nvarchar(64), @itemID int AS\nBEGIN\n  SELECT 1 AS Result;\nEND;\n';
  await put('objects/procedures/fm_order_saveItem.sql', text);
  await bring();
  expect((await bring()).migrations).toEqual([]);
  const out = join(folder, 'out');
  await exportPackage(db, out);
  const exported = await files(out);
  expect(Object.keys(exported).filter((name) => name.endsWith('.sql'))).toEqual([
    '/objects/procedures/fm_order_saveItem.sql',
    '/tables/shop_orders.sql',
  ]);
  expect(exported['/objects/procedures/fm_order_saveItem.sql']).toBe(text);
});
