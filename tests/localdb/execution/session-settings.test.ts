// SET options, @@variables, functions about the session, USE, KILL and DBCC.

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

describe('SET', () => {
  it('sets what functions and variables tell', async () => {
    expect(
      await session.rows(
        "SET DATEFIRST 1; SET LOCK_TIMEOUT 500; SET TEXTSIZE 100; SET XACT_ABORT ON; SELECT @@DATEFIRST, @@LOCK_TIMEOUT, @@TEXTSIZE, @@OPTIONS & 16384, SESSIONPROPERTY('ANSI_NULLS')",
      ),
    ).toMatchObject([[1, 500, 100, 16384, { value: 1 }]]);
    await session.run('SET DATEFIRST 7; SET LOCK_TIMEOUT -1; SET TEXTSIZE -1; SET XACT_ABORT OFF');
  });

  it('changes language, date format and first day together', async () => {
    expect(
      await session.rows(
        "SET LANGUAGE Russian; SELECT @@LANGUAGE, @@LANGID, @@DATEFIRST, CONVERT(varchar(10), CAST('01.02.2024' AS date), 120)",
      ),
    ).toEqual([['русский', 21, 1, '2024-02-01']]);
    expect(await session.rows('SET LANGUAGE us_english; SELECT @@LANGUAGE, @@DATEFIRST')).toEqual([['us_english', 7]]);
  });

  it.each([
    ['SET LANGUAGE Klingon', 2740],
    ['SET DATEFIRST 8', 2742],
    ['SET DATEFORMAT abc', 2741],
    ['SET NOTHING ON', 195],
    ['SET TRANSACTION ISOLATION LEVEL SNAPSHOT', 3952],
    ['SET NUMERIC_ROUNDABORT ON', 40000],
    ['SET SHOWPLAN_TEXT ON', 40000],
  ])('%s fails', async (text, number) => {
    expect(await session.errors(text)).toEqual([number]);
  });

  it('IDENTITY_INSERT is for one table with an identity', async () => {
    const numbers = await session.errors(`
      CREATE TABLE dbo.a (id int IDENTITY, v int); CREATE TABLE dbo.b (id int IDENTITY, v int); CREATE TABLE dbo.n (v int);
      GO
      SET IDENTITY_INSERT dbo.a ON; INSERT dbo.a (id, v) VALUES (40, 1);
      SET IDENTITY_INSERT dbo.b ON;
      GO
      SET IDENTITY_INSERT dbo.n ON;
      GO
      SET IDENTITY_INSERT dbo.missing ON;
      GO
      SET IDENTITY_INSERT dbo.a OFF; SET IDENTITY_INSERT dbo.b ON; SET IDENTITY_INSERT dbo.b OFF; INSERT dbo.a (v) VALUES (2);`);
    expect(numbers).toEqual([8107, 8106, 1088]);
    expect(await session.rows('SELECT id FROM dbo.a')).toEqual([[40], [41]]);
  });

  it('NOEXEC and PARSEONLY run nothing but themselves', async () => {
    const { sets } = await session.run(
      'SET NOEXEC ON; SELECT 1; SET NOEXEC OFF; SELECT 2\nGO\nSET PARSEONLY ON; SELECT 3\nGO\nSELECT 4\nGO\nSET PARSEONLY OFF\nGO\nSELECT 5',
    );
    expect(sets.map((s) => s.rows)).toEqual([[[2]], [[5]]]);
  });

  it('FMTONLY gives columns without rows', async () => {
    const { sets } = await session.run('SET FMTONLY ON; SELECT 1 AS x; SET FMTONLY OFF');
    expect(sets.map((s) => [s.columns.map((c) => c.name), s.rows])).toEqual([[['x'], []]]);
  });

  it('CONTEXT_INFO is padded to 128 bytes', async () => {
    expect(
      await session.rows('SET CONTEXT_INFO 0x0102; SELECT DATALENGTH(CONTEXT_INFO()), CAST(SUBSTRING(CONTEXT_INFO(), 1, 2) AS int)'),
    ).toEqual([[128, 258]]);
  });
});

describe('who and where', () => {
  it('tells users, logins and programs', async () => {
    expect(await session.rows('SELECT USER, CURRENT_USER, SYSTEM_USER, ORIGINAL_LOGIN(), APP_NAME(), HOST_NAME(), DB_NAME()')).toEqual([
      ['dbo', 'dbo', 'sa', 'sa', 'test', 'test', 'db'],
    ]);
  });

  it('shows other sessions', async () => {
    const other = openSession(engine, 'db');
    const [row] = await session.rows('SELECT COUNT(*) FROM sys.dm_exec_sessions WHERE session_id > 50');
    expect(row).toEqual([2]);
    await other.close();
  });
});

describe('USE, KILL and DBCC', () => {
  it('USE changes the database or says that there is none', async () => {
    expect(await session.rows('USE tempdb; SELECT DB_NAME()')).toEqual([['tempdb']]);
    expect(await session.rows('USE db; SELECT DB_NAME()')).toEqual([['db']]);
    expect(await session.errors('USE nowhere')).toEqual([911]);
  });

  it('KILL ends another session', async () => {
    const other = openSession(engine, 'db');
    const [spid] = (await other.rows('BEGIN TRANSACTION; CREATE TABLE dbo.lost (id int); SELECT @@SPID'))[0] ?? [];
    expect(await session.errors(`KILL ${String(spid)}`)).toEqual([]);
    expect(await session.rows("SELECT OBJECT_ID('dbo.lost')")).toEqual([[null]]);
    expect(await other.errors('SELECT 1')).toEqual([596]);
    await other.close();
    expect(await session.errors('KILL 9999')).toEqual([6106]);
  });

  it('DBCC CHECKIDENT sets the next value', async () => {
    const rows = await session.rows(`
      CREATE TABLE dbo.i (id int IDENTITY(1, 1), v int); CREATE TABLE dbo.fresh (id int IDENTITY(1, 1), v int);
      INSERT dbo.i (v) VALUES (1);
      DBCC CHECKIDENT ('dbo.i', RESEED, 50) WITH NO_INFOMSGS; INSERT dbo.i (v) VALUES (2);
      DBCC CHECKIDENT ('dbo.fresh', RESEED, 50); INSERT dbo.fresh (v) VALUES (2);
      BEGIN TRANSACTION; DBCC CHECKIDENT ('dbo.i', RESEED, 900); ROLLBACK; INSERT dbo.i (v) VALUES (3);
      SELECT id FROM dbo.i UNION ALL SELECT id FROM dbo.fresh;`);
    expect(rows).toEqual([[1], [51], [52], [50]]);
    expect(await session.errors("CREATE TABLE dbo.plain (v int); DBCC CHECKIDENT ('dbo.plain')")).toEqual([7997]);
    expect(await session.errors("DBCC CHECKIDENT ('dbo.nothing')")).toEqual([2501]);
  });

  it('DBCC commands that are not here are refused', async () => {
    expect(await session.errors('DBCC SHRINKDATABASE (db)')).toEqual([40000]);
    expect(await session.errors('DBCC FREEPROCCACHE')).toEqual([]);
  });
});
