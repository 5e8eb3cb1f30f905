// Migrations: everything once, in order, in a transaction each; clear refusals; two processes at once.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../sql/connection.ts';
import { MigrationError } from '../../sql/errors.ts';
import { splitBatches } from '../../sql/migration-files.ts';
import { runMigrations } from '../../sql/migrations.ts';
import { callProcedure } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import { contextOf, openTestDatabase } from './database.ts';

let db: Database;
let folder: string;
let scope = '';
let count = 0;

beforeAll(async () => {
  db = await openTestDatabase({ poolSize: 6 });
});
afterAll(() => db?.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  scope = `s${count++}`;
});
afterEach(() => rm(folder, { recursive: true }));

const file = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};
const run = () => runMigrations(db, { scope, folder });
const applied = async () => (await run()).applied;
const value = async (sql: string): Promise<unknown> => Object.values((await runSql(db, sql))[0]?.rows[0] ?? {})[0];

test('versioned files first and in order, then objects that stand on each other in any order; then nothing', async () => {
  await file('migrations/0002_row.sql', `INSERT dbo.${scope} (id) VALUES (2);\r\nGO\r\n`);
  await file('migrations/0001_table.sql', `CREATE TABLE dbo.${scope} (id int);\nGO\nINSERT dbo.${scope} (id) VALUES (1);\n`);
  await file('objects/views/a.sql', `CREATE OR ALTER VIEW dbo.${scope}_a AS SELECT id FROM dbo.${scope}_z;`);
  await file('objects/views/z.sql', `CREATE OR ALTER VIEW dbo.${scope}_z AS SELECT id FROM dbo.${scope};`);
  await file('objects/procedures/p.sql', `CREATE OR ALTER PROCEDURE dbo.${scope}_p AS SELECT COUNT(*) AS n FROM dbo.${scope}_a`);
  expect(await applied()).toEqual([
    'migrations/0001_table.sql',
    'migrations/0002_row.sql',
    'objects/views/z.sql',
    'objects/procedures/p.sql',
    'objects/views/a.sql',
  ]);
  const { sets } = await callProcedure(db, { name: `${scope}_p`, context: contextOf('x'), isRead: true });
  expect(sets[0]?.rows[0]?.n).toBe(2);
  expect(await applied()).toEqual([]);
});

test('an object whose text changed is applied again, and its new parameters count at once', async () => {
  await file('objects/p.sql', `CREATE OR ALTER PROCEDURE dbo.${scope}_p AS SELECT 1 AS a`);
  await run();
  await file('objects/p.sql', `CREATE OR ALTER PROCEDURE dbo.${scope}_p @x int = 0 AS SELECT @x AS a`);
  expect(await applied()).toEqual(['objects/p.sql']);
  const { sets } = await callProcedure(db, { name: `${scope}_p`, values: { x: 5 }, context: contextOf('x'), isRead: true });
  expect(sets[0]?.rows[0]?.a).toBe(5);
});

test('a failing file is undone as a whole, and named with its line; those before it stay', async () => {
  await file('migrations/0001_good.sql', `CREATE TABLE dbo.${scope} (id int NOT NULL);`);
  await file('migrations/0002_bad.sql', `-- why\nINSERT dbo.${scope} (id) VALUES (1);\nGO\n\nINSERT dbo.${scope} (id)\nVALUES (NULL);\n`);
  await expect(run()).rejects.toMatchObject({ constructor: MigrationError, file: 'migrations/0002_bad.sql', line: 5 });
  expect(await value(`SELECT COUNT(*) AS n FROM dbo.${scope};`)).toBe(0);
  await file('migrations/0002_bad.sql', `INSERT dbo.${scope} (id) VALUES (1);`);
  expect(await applied()).toEqual(['migrations/0002_bad.sql']);
});

test('the line of an error inside a definition is the line in the file', async () => {
  await file('objects/v.sql', `-- a view\n-- of nothing\nGO\nCREATE OR ALTER VIEW dbo.${scope}_v AS\nSELECT a\nFROM dbo.nowhere;`);
  await expect(run()).rejects.toThrow(/^objects\/v\.sql:[456]: .*dbo\.nowhere/);
});

test('an applied file that changed or disappeared is refused before anything is done', async () => {
  await file('migrations/0001_a.sql', `CREATE TABLE dbo.${scope} (id int);`);
  await run();
  await file('migrations/0001_a.sql', `CREATE TABLE dbo.${scope} (id bigint);`);
  await expect(run()).rejects.toThrow('migrations/0001_a.sql: was changed after it was applied');
  await rm(join(folder, 'migrations/0001_a.sql'));
  await expect(run()).rejects.toThrow('migrations/0001_a.sql: was applied to this database but is no longer there');
});

test.each([
  [['0001_a.sql', '0001_b.sql'], 'has the same number as'],
  [['1_a.sql'], 'must be named NNNN_name.sql'],
])('%j is refused', async (names, message) => {
  for (const name of names) await file(`migrations/${name}`, 'SELECT 1 AS a;');
  await expect(run()).rejects.toThrow(message);
});

test('a number below the last applied one is refused', async () => {
  await file('migrations/0002_b.sql', 'PRINT 2;');
  await run();
  await file('migrations/0001_a.sql', 'PRINT 1;');
  await expect(run()).rejects.toThrow('lower number');
});

test('two runners at once apply everything once', async () => {
  await file(
    'migrations/0001_a.sql',
    `CREATE TABLE dbo.${scope} (id int);\nGO\nWAITFOR DELAY '00:00:00.100';\nINSERT dbo.${scope} (id) VALUES (1);`,
  );
  for (let index = 0; index < 5; index++)
    await file(`objects/p${index}.sql`, `CREATE OR ALTER PROCEDURE dbo.${scope}_p${index} AS SELECT 1 AS a`);
  const other = await openSame();
  try {
    const results = await Promise.all([run(), runMigrations(other, { scope, folder })]);
    expect(results.map((one) => one.applied.length).sort()).toEqual([0, 6]);
  } finally {
    await other.pool.close();
  }
  expect(await value(`SELECT COUNT(*) AS n FROM dbo.${scope};`)).toBe(1);
});

/** As another process sees the database: a pool of its own. */
const openSame = async (): Promise<Pick<Database, 'pool' | 'signatures'>> => {
  const { createPool } = await import('../../sql/pool.ts');
  const connection = await db.pool.acquire();
  const { server, authentication, options } = connection.tedious.config;
  db.pool.release(connection);
  const { userName, password } = authentication.options as { userName: string; password: string };
  const pool = createPool({
    size: 1,
    configuration: {
      server,
      authentication: { type: 'default', options: { userName, password } },
      options: { port: options.port, database: options.database, encrypt: options.encrypt, trustServerCertificate: true },
    },
  });
  return { pool, signatures: db.signatures };
};

test('GO cuts only where it stands alone outside comments and texts', () => {
  const text = "SELECT 1\ngo -- next\n/* \nGO\n*/ SELECT N'it''s\nGO\n'\n  GO\n\nGO\nSELECT [a]]b] -- '\nGO";
  expect(splitBatches(text)).toEqual([
    { text: 'SELECT 1', line: 1 },
    { text: "/* \nGO\n*/ SELECT N'it''s\nGO\n'", line: 3 },
    { text: "SELECT [a]]b] -- '", line: 11 },
  ]);
});
