// A deadlock's victim: a read is tried again, a change is not.

import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../sql/connection.ts';
import { ProcedureFailed } from '../../sql/errors.ts';
import { callProcedure } from '../../sql/procedures.ts';
import { inTransaction } from '../../sql/query.ts';
import { contextOf, define, openTestDatabase } from './database.ts';

let db: Database;

beforeEach(async () => {
  await db?.close();
  db = await openTestDatabase({ poolSize: 4 });
  await define(db, 'CREATE TABLE dbo.a (n int)');
  await define(db, 'CREATE TABLE dbo.b (n int)');
  await define(db, 'INSERT dbo.a (n) VALUES (0); INSERT dbo.b (n) VALUES (0)');
  // Low priority makes it the victim for sure.
  await define(
    db,
    `CREATE PROCEDURE dbo.crossing AS SET NOCOUNT ON; SET XACT_ABORT ON; SET DEADLOCK_PRIORITY LOW;
    BEGIN TRANSACTION; UPDATE dbo.b SET n = n + 1; WAITFOR DELAY '00:00:00.300'; UPDATE dbo.a SET n = n + 1; COMMIT; SELECT n FROM dbo.b`,
  );
});
afterAll(() => db?.close());

const cross = (isRead: boolean) => callProcedure(db, { name: 'crossing', context: contextOf('ann'), isRead, timeoutMs: 10_000 });

/** Holds `a`, then wants `b`: the other way round. */
const opposing = (): Promise<void> =>
  inTransaction(db, async (session) => {
    await session.run('UPDATE dbo.a SET n = n + 10;');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await session.run('UPDATE dbo.b SET n = n + 10;', {}, { timeoutMs: 10_000 });
  });

test('a read that was the victim is repeated', async () => {
  const [result] = await Promise.all([cross(true), opposing()]);
  expect(result.sets[0]?.rows[0]?.n).toBe(11);
});

test('a change that was the victim fails and is not repeated', async () => {
  const [changed, other] = await Promise.allSettled([cross(false), opposing()]);
  expect(other.status).toBe('fulfilled');
  expect(changed).toMatchObject({ status: 'rejected', reason: { constructor: ProcedureFailed, number: 1205 } });
});
