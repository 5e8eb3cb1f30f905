// Signatures follow the catalogue: what changed counts from the next call on.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../sql/connection.ts';
import { ProcedureFailed } from '../../sql/errors.ts';
import { callProcedure } from '../../sql/procedures.ts';
import { readStamp } from '../../sql/signatures.ts';
import { contextOf, define, openTestDatabase } from './database.ts';

let db: Database;

beforeAll(async () => {
  db = await openTestDatabase({ poolSize: 3 });
});
afterAll(() => db?.close());

const rowOf = async (name: string, values: Record<string, unknown> = {}) => ({
  ...(await callProcedure(db, { name, values, context: contextOf('ann'), isRead: false })).sets[0]?.rows[0],
});

test('lengths, precisions, outputs and table types are those declared', async () => {
  await define(db, 'CREATE TYPE dbo.Phone FROM varchar(20) NOT NULL');
  await define(db, 'CREATE TYPE dbo.Ids AS TABLE (n int IDENTITY(1, 1), id int, twice AS id * 2, name nvarchar(30))');
  await define(
    db,
    `CREATE PROCEDURE dbo.declaring @phone dbo.Phone, @name nvarchar(30), @text nvarchar(max), @price decimal(19, 4),
    @at datetime2(3), @ids dbo.Ids READONLY, @out int OUTPUT AS SELECT 1 AS a`,
  );
  const signature = await db.signatures.signatureOf('declaring');
  expect(signature?.parameters).toMatchObject([
    { name: 'phone', type: { name: 'varchar', length: 20 } },
    { name: 'name', type: { name: 'nvarchar', length: 30 } },
    { name: 'text', type: { name: 'nvarchar', length: 'max' } },
    { name: 'price', type: { name: 'decimal', precision: 19, scale: 4 } },
    { name: 'at', type: { name: 'datetime2', scale: 3 } },
    { name: 'ids', tableType: { schema: 'dbo', name: 'Ids', columns: [{ name: 'id' }, { name: 'name' }] } },
    { name: 'out', isOutput: true },
  ]);
});

test('a procedure whose parameters changed is called with the new ones, without being told', async () => {
  await define(db, 'CREATE PROCEDURE dbo.changing @itemID int AS SELECT @itemID AS itemID');
  db.signatures.forget();
  expect(await rowOf('changing', { itemID: '5' })).toEqual({ itemID: 5 });
  await define(db, 'ALTER PROCEDURE dbo.changing @id int, @note nvarchar(10) AS SELECT @id AS id, @note AS note');
  expect(await rowOf('changing', { id: 6, note: 'n' })).toEqual({ id: 6, note: 'n' });
});

test('a new stamp makes the next call see new procedures, dropped ones and optional parameters', async () => {
  db.signatures.noteStamp(await readStamp(db));
  expect(await db.signatures.signatureOf('appearing')).toBeUndefined();
  await define(db, 'CREATE PROCEDURE dbo.appearing AS SELECT 1 AS a');
  db.signatures.noteStamp(await readStamp(db));
  expect(await rowOf('appearing')).toEqual({ a: 1 });
  await define(db, "ALTER PROCEDURE dbo.appearing @more nvarchar(10) = N'default' AS SELECT @more AS more");
  db.signatures.noteStamp(await readStamp(db));
  expect(await rowOf('appearing', { more: 'x' })).toEqual({ more: 'x' });
  await define(db, 'DROP PROCEDURE dbo.appearing');
  db.signatures.noteStamp(await readStamp(db));
  expect(await db.signatures.signatureOf('appearing')).toBeUndefined();
});

test('the same stamp costs no round trip, also for what does not exist', async () => {
  const stamp = await readStamp(db);
  db.signatures.noteStamp(stamp);
  await db.signatures.signatureOf('declaring');
  const held = await Promise.all([db.pool.acquire(), db.pool.acquire(), db.pool.acquire()]);
  try {
    db.signatures.noteStamp(stamp);
    expect((await db.signatures.signatureOf('DECLARING'))?.name).toBe('declaring');
    expect(await db.signatures.signatureOf('nobody')).toBeUndefined();
  } finally {
    for (const connection of held) db.pool.release(connection);
  }
});

test('an error from inside a procedure never makes a change run twice', async () => {
  await define(db, 'CREATE TABLE dbo.runs (id int IDENTITY(1, 1), at datetime2 DEFAULT SYSUTCDATETIME())');
  await define(db, 'CREATE PROCEDURE dbo.calling @a int AS SET NOCOUNT ON; INSERT dbo.runs DEFAULT VALUES; EXEC dbo.nowhere @a = 1');
  db.signatures.forget();
  await db.signatures.signatureOf('calling');
  // The signature is outdated as well, which alone would be a reason to call again.
  await define(
    db,
    'ALTER PROCEDURE dbo.calling @a int, @b int = 1 AS SET NOCOUNT ON; INSERT dbo.runs DEFAULT VALUES; EXEC dbo.nowhere @a = 1',
  );
  await expect(rowOf('calling', { a: 1 })).rejects.toBeInstanceOf(ProcedureFailed);
  await define(db, 'CREATE PROCEDURE dbo.counting AS SELECT COUNT(*) AS n FROM dbo.runs');
  db.signatures.forget();
  expect(await rowOf('counting')).toEqual({ n: 1 });
});
