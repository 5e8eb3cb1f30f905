// Sign-in throttling, trace, purge, and the Kysely interface beside the tables that it describes.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'mssql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { filesUnder, installPlatform, platformFolder, runFile } from './install.ts';
import type { PlatformServer } from './install.ts';

let platform: PlatformServer;
let db: sql.ConnectionPool;

beforeAll(async () => {
  platform = await installPlatform('upkeep');
  db = await platform.connect();
}, 60_000);
afterAll(() => platform.stop());
beforeEach(async () => {
  await db.request().batch('DELETE FROM platform.login_attempt; DELETE FROM platform.trace');
});

type Row = Record<string, unknown>;
const rows = async (text: string): Promise<Row[]> => ((await db.request().batch(text)).recordset ?? []) as unknown as Row[];
const attempt = async (username: string, ip = '10.0.0.1'): Promise<Row> => {
  const request = db.request();
  request.input('username', sql.NVarChar(256), username);
  request.input('ip', sql.VarChar(45), ip);
  return (await request.execute<Row>('platform.login_throttle')).recordset[0] ?? {};
};

describe('platform.login_throttle', () => {
  test('five wrong passwords for a name from an address, then it waits; others go on', async () => {
    for (let i = 0; i < 5; i++) expect(await attempt('anna')).toMatchObject({ Result: 1 });
    const refused = await attempt('anna');
    expect(refused).toMatchObject({ Result: 0, attemptID: null });
    expect(Number(refused.retryAfter)).toBeGreaterThan(14 * 60);
    expect(await attempt('ANNA')).toMatchObject({ Result: 0 });
    expect(await attempt('anna', '10.0.0.2')).toMatchObject({ Result: 1 });
    expect(await attempt('oleg')).toMatchObject({ Result: 1 });
  });

  test('refused tries do not prolong the wait, time ends it', async () => {
    for (let i = 0; i < 9; i++) await attempt('anna');
    await rows('UPDATE platform.login_attempt SET at = DATEADD(MINUTE, -16, at)');
    expect(await attempt('anna')).toMatchObject({ Result: 1 });
  });

  test('a right password begins anew', async () => {
    await rows(
      `IF NOT EXISTS (SELECT 1 FROM platform.[user] WHERE username = N'anna') INSERT INTO platform.[user] (username) VALUES (N'anna')`,
    );
    for (let i = 0; i < 4; i++) await attempt('anna');
    const { attemptID } = await attempt('anna');
    await rows(`EXEC platform.login_succeeded @attemptID = ${String(attemptID)}, @userID = 1`);
    for (let i = 0; i < 5; i++) expect(await attempt('anna')).toMatchObject({ Result: 1 });
    expect(await rows('SELECT COUNT(*) AS n FROM platform.[user] WHERE lastLogin IS NOT NULL')).toEqual([{ n: 1 }]);
  });

  test('many names from one address, and one name from many addresses, are held up as well', async () => {
    for (let i = 0; i < 100; i++) await attempt(`name${i}`, '10.9.9.9');
    expect(await attempt('another', '10.9.9.9')).toMatchObject({ Result: 0 });
    for (let i = 0; i < 30; i++) await attempt('target', `10.1.0.${i}`);
    expect(await attempt('target', '10.2.0.1')).toMatchObject({ Result: 0 });
  });

  test('tries in parallel do not pass together', async () => {
    const pools = await Promise.all(Array.from({ length: 8 }, () => platform.connect()));
    const answers = await Promise.all(
      pools.map((pool) => pool.request().batch<Row>(`EXEC platform.login_throttle @username = N'anna', @ip = '10.0.0.1'`)),
    );
    expect(answers.filter(({ recordset }) => recordset[0]?.Result === 1)).toHaveLength(5);
  });

  test('a name that is too long or hostile is only a name', async () => {
    expect(await attempt('x'.repeat(200))).toMatchObject({ Result: 1 });
    expect(await attempt(`' OR 1=1; DROP TABLE platform.login_attempt --`)).toMatchObject({ Result: 1 });
    expect(await rows('SELECT COUNT(*) AS n FROM platform.login_attempt')).toEqual([{ n: 2 }]);
  });
});

describe('platform.trace_write', () => {
  test('writes rows, cuts what is too long, keeps details', async () => {
    const request = db.request();
    const written = [
      {
        traceID: 't1',
        level: 2,
        kind: 'procedure',
        code: 'fm_x_saveItem',
        header: 'h'.repeat(900),
        text: 'x'.repeat(9000),
        url: '/a',
        userID: 1,
        ms: 1.25,
        rows: 3,
        details: { a: [1] },
      },
      { traceID: 't1', level: 1, kind: 'error', code: 'c', header: '', text: `'; --`, url: '', userID: null, ms: 0, rows: 0 },
    ];
    request.input('rows', sql.NVarChar(sql.MAX), JSON.stringify(written));
    await request.execute('platform.trace_write');
    expect(
      await rows(
        'SELECT kind, code, LEN(header) AS header, DATALENGTH(text) AS text, userID, ms, [rows], details FROM platform.trace ORDER BY id',
      ),
    ).toEqual([
      { kind: 'procedure', code: 'fm_x_saveItem', header: 512, text: '18000', userID: 1, ms: 1.25, rows: 3, details: '{"a":[1]}' },
      { kind: 'error', code: 'c', header: 0, text: '10', userID: null, ms: 0, rows: 0, details: null },
    ]);
  });
});

describe('platform.purge', () => {
  test('takes what is old, in bites, and leaves the rest', async () => {
    await rows(`
      INSERT INTO platform.trace (code, created) VALUES (N'old', '2020-01-01'), (N'old', '2020-01-01'), (N'old', '2020-01-01'), (N'new', SYSUTCDATETIME());
      INSERT INTO platform.event (topic, payload, created) VALUES (N't', N'1', '2020-01-01'), (N't', N'2', SYSUTCDATETIME());
      INSERT INTO platform.outbox (type, payload, status, nextAttempt) VALUES ('a', N'{}', 'done', '2020-01-01'), ('a', N'{}', 'dead', '2020-01-01');`);
    const gone = await rows('EXEC platform.purge @batch = 2');
    expect(gone.filter((row) => row.rows !== 0)).toEqual([
      { name: 'event', rows: 1 },
      { name: 'outbox', rows: 1 },
      { name: 'trace', rows: 3 },
    ]);
    expect(await rows('SELECT code FROM platform.trace')).toEqual([{ code: 'new' }]);
    expect(await rows('SELECT status FROM platform.outbox')).toEqual([{ status: 'dead' }]);
  });
});

describe('the installation', () => {
  test('objects can be applied again', async () => {
    for (const file of filesUnder('objects')) await runFile(db, file);
  }, 30_000);

  test('each object stands in a file of its name', () => {
    for (const file of filesUnder('objects')) {
      const text = readFileSync(file, 'utf8');
      const names = [...text.matchAll(/^CREATE OR ALTER \w+ (?:platform|dbo)\.(\w+)/gm)].map(([, name]) => name);
      expect(names, file).toEqual([/(\w+)\.sql$/.exec(file)?.[1]]);
    }
  });

  test('platform-tables has the tables and columns of the database', async () => {
    const folder = join(platformFolder, '..');
    const areas = readdirSync(join(folder, 'platform-tables')).map((name) => join('platform-tables', name));
    const source = ['platform-tables.ts', ...areas].map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    const described = [...source.matchAll(/'platform\.(\w+)': (\w+);/g)].flatMap(([, table, type]) => {
      const body = new RegExp(`export interface ${type} \\{\\n([^}]*)\\}`).exec(source)?.[1] ?? '';
      return [...body.matchAll(/^ {2}(\w+): /gm)].map(([, column]) => `${table}.${column}`);
    });
    const real = await rows(
      `SELECT CONCAT(t.name, '.', c.name) AS name FROM sys.tables AS t JOIN sys.columns AS c ON c.object_id = t.object_id WHERE t.schema_id = SCHEMA_ID(N'platform') AND t.name <> N'migration'`,
    );
    expect(described.sort()).toEqual(real.map(({ name }) => String(name)).sort());
  });
});
