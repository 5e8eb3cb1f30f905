// Exports read rows one by one: in bounded memory, and stopped on the server when nobody wants the rest.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../sql/connection.ts';
import { BusinessRefusal, ProcedureCancelled, ProcedureMissing } from '../../sql/errors.ts';
import { streamProcedure } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { contextOf, define, openTestDatabase } from './database.ts';

let db: Database;

beforeAll(async () => {
  db = await openTestDatabase({ poolSize: 1, acquireTimeoutMs: 3_000 });
  await define(
    db,
    `CREATE PROCEDURE dbo.numbers @count int AS
    SET NOCOUNT ON;
    WITH digits AS (SELECT d FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS v (d))
    SELECT TOP (@count) a.d * 10000 + b.d * 1000 + c.d * 100 + e.d * 10 + f.d AS id, REPLICATE(N'x', 200) AS padding
    FROM digits AS a CROSS JOIN digits AS b CROSS JOIN digits AS c CROSS JOIN digits AS e CROSS JOIN digits AS f
    ORDER BY id;
    SELECT N'second set' AS ignored`,
  );
  await define(db, `CREATE PROCEDURE dbo.failing AS SET NOCOUNT ON; SELECT 1 AS a; THROW 50001, N'no more', 1`);
  await define(db, 'CREATE PROCEDURE dbo.silent AS SET NOCOUNT ON; RETURN 0');
});
afterAll(() => db?.close());

const stream = (name: string, options: { count?: number; signal?: AbortSignal } = {}): AsyncGenerator<Row, void, void> =>
  streamProcedure(db, { name, values: { count: options.count }, context: contextOf('ann'), isRead: true, signal: options.signal });

const idle = { used: 0, pending: 0 };

test('20,000 rows arrive in order and once, also for a slow reader', async () => {
  const ids: unknown[] = [];
  for await (const row of stream('numbers', { count: 20_000 })) {
    ids.push(row.id);
    if (ids.length % 4_000 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(ids).toEqual(Array.from({ length: 20_000 }, (_, index) => index));
  expect(db.pool.statistics()).toMatchObject(idle);
});

test('leaving early ends the request and frees the connection', async () => {
  for await (const row of stream('numbers', { count: 50_000 })) if (row.id === 10) break;
  expect(db.pool.statistics()).toMatchObject(idle);
  const ids: unknown[] = [];
  for await (const row of stream('numbers', { count: 3 })) ids.push(row.id);
  expect(ids).toEqual([0, 1, 2]);
});

test('a signal ends it with an error', async () => {
  const controller = new AbortController();
  const reading = async (): Promise<void> => {
    for await (const row of stream('numbers', { count: 50_000, signal: controller.signal })) if (row.id === 10) controller.abort();
  };
  await expect(reading()).rejects.toBeInstanceOf(ProcedureCancelled);
  expect(db.pool.statistics()).toMatchObject(idle);
});

test('an error in the middle comes after the rows before it', async () => {
  const rows: Row[] = [];
  const reading = async (): Promise<void> => {
    for await (const row of stream('failing')) rows.push(row);
  };
  await expect(reading()).rejects.toBeInstanceOf(BusinessRefusal);
  expect(rows.map((row) => ({ ...row }))).toEqual([{ a: 1 }]);
});

test('no set means no rows, no procedure is an error', async () => {
  for await (const row of stream('silent')) expect(row).toBeUndefined();
  await expect(stream('nobody').next()).rejects.toBeInstanceOf(ProcedureMissing);
});
