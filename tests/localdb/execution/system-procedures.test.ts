// EXEC of system procedures: application locks, session context, descriptions of results, and the catalogue's.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../sql/localdb/execution/engine.ts';
import type { TestSession } from './engine-session.ts';
import { openSession, openTestEngine } from './engine-session.ts';

let engine: Engine;
let session: TestSession;
beforeAll(async () => {
  ({ engine, session } = await openTestEngine());
});
afterAll(() => engine.close());

describe('application locks', () => {
  it('keep other sessions out until they are released', async () => {
    const other = openSession(engine, 'db');
    const take = "DECLARE @r int; EXEC @r = sp_getapplock 'numbers', 'Exclusive', 'Session', 0; SELECT @r";
    expect(await session.rows(take)).toEqual([[0]]);
    expect(await other.rows(take)).toEqual([[-1]]);
    expect(
      await other.rows("SELECT APPLOCK_TEST('public', 'numbers', 'Shared', 'Session'), APPLOCK_MODE('public', 'numbers', 'Session')"),
    ).toEqual([[0, 'NoLock']]);
    const waiting = other.rows("DECLARE @r int; EXEC @r = sp_getapplock 'numbers', 'Shared', 'Session', 5000; SELECT @r");
    expect(await session.rows("DECLARE @r int; EXEC @r = sp_releaseapplock 'numbers', 'Session'; SELECT @r")).toEqual([[0]]);
    expect(await waiting).toEqual([[1]]);
    await other.close();
    expect(await session.rows(take)).toEqual([[0]]);
    await session.run("EXEC sp_releaseapplock 'numbers', 'Session'");
  });

  it('of a transaction end with it, and need one', async () => {
    expect(
      await session.rows(
        "BEGIN TRANSACTION; EXEC sp_getapplock 'tx', 'Shared'; SELECT APPLOCK_MODE('public', 'tx', 'Transaction'); COMMIT",
      ),
    ).toEqual([['Shared']]);
    expect(await session.rows("SELECT APPLOCK_MODE('public', 'tx', 'Transaction')")).toEqual([['NoLock']]);
    const { errors, sets } = await session.run("DECLARE @r int; EXEC @r = sp_getapplock 'tx', 'Shared'; SELECT @r");
    expect([errors.map((e) => e.number), sets.map((s) => s.rows)]).toEqual([[15626], [[[-999]]]]);
  });

  it('refuse modes and locks that are not there', async () => {
    expect(await session.errors("EXEC sp_getapplock 'a', 'Sometimes', 'Session'")).toEqual([15625]);
    expect(await session.errors("EXEC sp_releaseapplock 'a', 'Session'")).toEqual([1223]);
    expect(
      await session.rows("BEGIN TRY EXEC sp_releaseapplock 'a', 'Session'; END TRY BEGIN CATCH SELECT ERROR_NUMBER(); END CATCH"),
    ).toEqual([[1223]]);
  });
});

describe('session context', () => {
  it('keeps values by name in any case', async () => {
    expect(
      await session.rows("EXEC sp_set_session_context N'User', 5; SELECT CAST(SESSION_CONTEXT(N'uSER') AS int), SESSION_CONTEXT(N'other')"),
    ).toEqual([[5, null]]);
    expect(
      await session.errors("EXEC sp_set_session_context N'fixed', 1, @read_only = 1; EXEC sp_set_session_context N'fixed', 2"),
    ).toEqual([15664]);
  });
});

describe('arguments', () => {
  it('are matched like those of other procedures', async () => {
    expect(await session.errors("EXEC sp_set_session_context N'k'")).toEqual([201]);
    expect(await session.errors("EXEC sp_set_session_context N'k', 1, 0, 4")).toEqual([8144]);
    expect(await session.errors("EXEC sp_set_session_context @kay = N'k', @value = 1")).toEqual([8145]);
    expect(await session.errors("EXEC sp_set_session_context @key = N'k', @key = N'k', @value = 1")).toEqual([8143]);
  });

  it('a procedure that does not exist is not found, others are refused by name', async () => {
    expect(await session.errors('EXEC sp_nothing_like_it')).toEqual([2812]);
    expect(await session.messages('EXEC sp_configure')).toEqual(['sp_configure is not supported by LocalDB.']);
  });
});

describe('the catalogue', () => {
  it('renames, in a transaction that can be rolled back', async () => {
    await session.run('CREATE TABLE dbo.before (id int)');
    await session.run("BEGIN TRANSACTION; EXEC sp_rename 'dbo.before', 'after'; ROLLBACK");
    expect(await session.rows("SELECT CASE WHEN OBJECT_ID('dbo.before') IS NULL THEN 'gone' ELSE 'there' END")).toEqual([['there']]);
    await session.run("EXEC sp_rename 'dbo.before', 'after'");
    expect(await session.rows('SELECT COUNT(*) FROM dbo.after')).toEqual([[0]]);
  });

  it('sp_refreshview takes up new columns', async () => {
    const { sets, errors } = await session.run(`
      CREATE TABLE dbo.base (a int); INSERT dbo.base VALUES (1);
      GO
      CREATE VIEW dbo.v AS SELECT * FROM dbo.base;
      GO
      ALTER TABLE dbo.base ADD b int;
      EXEC sp_refreshview 'dbo.v';
      GO
      SELECT name FROM sys.columns WHERE object_id = OBJECT_ID('dbo.v') ORDER BY column_id;`);
    expect(errors).toEqual([]);
    expect(sets.map((s) => s.rows)).toEqual([[['a'], ['b']]]);
  });

  it('describes the first result set, also of a procedure', async () => {
    const { sets, errors } = await session.run(`
      CREATE PROCEDURE dbo.list @n int AS IF @n > 0 SELECT CAST(1 AS decimal(9, 2)) AS amount, N'x' AS name;
      GO
      EXEC sp_describe_first_result_set N'DECLARE @x int = 1; EXEC dbo.list @x';
      EXEC sp_describe_first_result_set N'SELECT @p + 1 AS next', N'@p int';`);
    expect(errors).toEqual([]);
    expect(sets.map((s) => s.rows.map((r) => [r[2], r[5]]))).toEqual([
      [
        ['amount', 'decimal(9,2)'],
        ['name', 'nvarchar(1)'],
      ],
      [['next', 'int']],
    ]);
  });
});
