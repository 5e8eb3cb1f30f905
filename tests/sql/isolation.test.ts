// One connection for everybody: what one call leaves on it must never reach another, however the call ended.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../sql/connection.ts';
import { DatabaseUnavailable, PoolExhausted } from '../../sql/errors.ts';
import { callProcedure } from '../../sql/procedures.ts';
import type { ProcedureCallOptions, ProcedureResult } from '../../sql/procedures.ts';
import { inTransaction, runSql } from '../../sql/query.ts';
import { contextOf, define, openTestDatabase } from './database.ts';

let db: Database;

const PROCEDURES = [
  `dbo.look AS SET NOCOUNT ON;
  SELECT SESSION_CONTEXT(N'username') AS username, SESSION_CONTEXT(N'own') AS own, @@TRANCOUNT AS transactions, @@LOCK_TIMEOUT AS lockTimeout,
    OBJECT_ID(N'tempdb..#left') AS tempTable, (SELECT COUNT(*) FROM dbo.marks) AS marks`,
  `dbo.litter @how int AS
  SET NOCOUNT ON;
  EXEC sys.sp_set_session_context @key = N'own', @value = N'left behind';
  EXEC (N'SET LOCK_TIMEOUT 1234; CREATE TABLE #left (id int)');
  SET LOCK_TIMEOUT 1234;
  BEGIN TRANSACTION;
  INSERT dbo.marks (id) VALUES (1);
  IF @how = 1 THROW 50001, N'refused', 1;
  IF @how = 2 SELECT 1 / 0 AS broken;
  IF @how = 3 WAITFOR DELAY '00:00:05';
  IF @how = 4 RAISERROR(N'severe', 16, 1);`,
];

beforeAll(async () => {
  db = await openTestDatabase({ poolSize: 1, acquireTimeoutMs: 20_000 });
  await define(db, 'CREATE TABLE dbo.marks (id int)');
  for (const text of PROCEDURES) await define(db, `CREATE PROCEDURE ${text}`);
});
afterAll(() => db?.close());

const call = (username: string, options: Partial<ProcedureCallOptions> & { name: string }): Promise<ProcedureResult> =>
  callProcedure(db, { context: contextOf(username), isRead: false, ...options });

test('two users share one connection for 200 calls with errors, cancels and time limits between them', async () => {
  const seen: unknown[] = [];
  const expected: unknown[] = [];
  for (let round = 0; round < 100; round++) {
    const [username, other] = round % 2 === 0 ? ['ann', 'bob'] : ['bob', 'ann'];
    const how = round % 6;
    const littering = call(other ?? '', {
      name: 'litter',
      values: { how: how === 5 ? 3 : how },
      ...(how === 3 && { timeoutMs: 20 }),
      ...(how === 5 && { signal: AbortSignal.timeout(15) }),
    });
    const looking = call(username ?? '', { name: 'look' });
    const [litter, look] = await Promise.allSettled([littering, looking]);
    expect(litter.status).toBe('rejected');
    seen.push(look.status === 'fulfilled' ? { ...look.value.sets[0]?.rows[0] } : look.reason);
    expected.push({ username, own: null, transactions: 0, lockTimeout: -1, tempTable: null, marks: 0 });
  }
  expect(seen).toEqual(expected);
  expect(db.pool.statistics()).toMatchObject({ size: 1, used: 0, pending: 0 });
});

test('a statement of the platform sees no user', async () => {
  await call('ann', { name: 'look' });
  const [set] = await runSql(db, "SELECT SESSION_CONTEXT(N'username') AS username;");
  expect(set?.rows[0]?.username).toBeNull();
});

test('a transaction is committed as a whole or not at all', async () => {
  await expect(
    inTransaction(db, async (session) => {
      await session.run('INSERT dbo.marks (id) VALUES (@id);', { id: 1 });
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  const count = async (): Promise<unknown> => (await runSql(db, 'SELECT COUNT(*) AS n FROM dbo.marks;'))[0]?.rows[0]?.n;
  expect(await count()).toBe(0);
  await inTransaction(db, async (session) => {
    await session.run('INSERT dbo.marks (id) VALUES (@id);', { id: 1 });
    await session.run('INSERT dbo.marks (id) VALUES (@id);', { id: 2 });
  });
  expect(await count()).toBe(2);
  await runSql(db, 'DELETE dbo.marks;');
});

test('a connection that the server ended is replaced', async () => {
  const victim = await db.pool.acquire();
  victim.tedious.close();
  db.pool.release(victim);
  expect((await call('ann', { name: 'look' })).sets[0]?.rows[0]?.username).toBe('ann');
});

test('who waits too long for a connection is told so', async () => {
  const small = await openTestDatabase({ poolSize: 1, acquireTimeoutMs: 100 });
  try {
    const held = await small.pool.acquire();
    await expect(runSql(small, 'SELECT 1 AS a;')).rejects.toMatchObject({ constructor: PoolExhausted, size: 1, waitedMs: 100 });
    small.pool.release(held);
    expect((await runSql(small, 'SELECT 1 AS a;'))[0]?.rows[0]?.a).toBe(1);
  } finally {
    await small.close();
  }
});

test('closing does not wait for who never gives a connection back', async () => {
  const one = await openTestDatabase({ poolSize: 1 });
  await one.pool.acquire();
  const started = performance.now();
  await one.close();
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('a server that is gone is reported as unavailable', async () => {
  const { openDatabase } = await import('../../sql/connection.ts');
  await expect(openDatabase({ url: 'mssql://sa:x@127.0.0.1:1/db?encrypt=false', dataDir: ':memory:' })).rejects.toBeInstanceOf(
    DatabaseUnavailable,
  );
});
