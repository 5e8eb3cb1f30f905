// Modules, types, sequences, schemas, databases and principals: creating, altering, dropping, and what is refused.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../sql/localdb/execution/engine.ts';
import { openSession, openTestEngine } from './engine-session.ts';
import type { TestSession } from './engine-session.ts';

let engine: Engine;
let session: TestSession;

beforeAll(async () => {
  ({ engine, session } = await openTestEngine());
  await session.run('CREATE TABLE dbo.t (id int NOT NULL PRIMARY KEY, n int); INSERT dbo.t VALUES (1, 10), (2, 20);');
});
afterAll(() => engine.close());

describe('views', () => {
  test('their columns are checked when they are made', async () => {
    expect(await session.errors('CREATE VIEW dbo.v AS SELECT id, id FROM dbo.t')).toEqual([4506]);
    expect(await session.errors('CREATE VIEW dbo.v AS SELECT id, n + 1 FROM dbo.t')).toEqual([4511]);
    expect(await session.errors('CREATE VIEW dbo.v (a) AS SELECT id, n FROM dbo.t')).toEqual([8158]);
    expect(await session.errors('CREATE VIEW dbo.v (a, b, c) AS SELECT id, n FROM dbo.t')).toEqual([4502]);
    expect(await session.errors('CREATE VIEW dbo.v AS SELECT id FROM dbo.missing')).toEqual([208]);
    expect(await session.errors('CREATE VIEW dbo.v AS SELECT id FROM #t')).toEqual([4508]);
    expect(await session.errors('CREATE VIEW dbo.v AS SELECT id FROM dbo.t ORDER BY id')).toEqual([1033]);
  });

  test('schema binding holds the table', async () => {
    expect(await session.errors('CREATE VIEW dbo.b WITH SCHEMABINDING AS SELECT id FROM t')).toEqual([4512]);
    expect(await session.errors('CREATE VIEW dbo.b WITH SCHEMABINDING AS SELECT * FROM dbo.t')).toEqual([1054]);
    await session.run('CREATE VIEW dbo.b WITH SCHEMABINDING AS SELECT id FROM dbo.t');
    expect(await session.errors('DROP TABLE dbo.t')).toEqual([3729]);
    expect(await session.errors('DROP PROCEDURE dbo.b')).toEqual([3705]);
    expect(await session.errors('DROP VIEW dbo.b')).toEqual([]);
  });

  test('the kept text begins with CREATE', async () => {
    await session.run('/* first */ CREATE OR ALTER VIEW dbo.v AS SELECT 1 AS x');
    await session.run('ALTER VIEW dbo.v AS SELECT 2 AS x');
    expect(await session.rows("SELECT definition FROM sys.sql_modules WHERE object_id = OBJECT_ID('dbo.v')")).toEqual([
      ['CREATE VIEW dbo.v AS SELECT 2 AS x'],
    ]);
    expect(await session.rows('SELECT x FROM dbo.v')).toEqual([[2]]);
  });
});

describe('procedures and functions', () => {
  test('bodies are bound as far as their objects exist', async () => {
    expect(await session.errors('CREATE PROCEDURE dbo.p AS SELECT @x')).toEqual([137]);
    expect(await session.errors('CREATE PROCEDURE dbo.p AS SELECT nosuch FROM dbo.t')).toEqual([207]);
    expect(await session.errors('CREATE PROCEDURE dbo.p AS SELECT id FROM dbo.later; EXEC dbo.laterStill')).toEqual([]);
    const { errors } = await session.run('CREATE PROCEDURE dbo.q AS\nSELECT 1\nSELECT nosuch FROM dbo.t');
    expect(errors[0]?.line).toBe(3);
  });

  test('parameters are checked', async () => {
    await session.run('CREATE TYPE dbo.Ids AS TABLE (id int)');
    expect(await session.errors('CREATE PROCEDURE dbo.r @a dbo.nosuch AS SELECT 1')).toEqual([2715]);
    expect(await session.errors('CREATE PROCEDURE dbo.r @a int READONLY AS SELECT 1')).toEqual([346]);
    expect(await session.errors('CREATE PROCEDURE dbo.r @a dbo.Ids AS SELECT 1')).toEqual([352]);
    expect(await session.errors('CREATE PROCEDURE dbo.r @a int, @A int AS SELECT 1')).toEqual([134]);
    expect(await session.errors('CREATE PROCEDURE dbo.r @a dbo.Ids READONLY AS INSERT @a VALUES (1)')).toEqual([10700]);
    expect(await session.errors('CREATE PROCEDURE master.dbo.r AS SELECT 1')).toEqual([166]);
    expect(await session.errors('CREATE PROCEDURE nosuch.r AS SELECT 1')).toEqual([2760]);
  });

  test('a name belongs to one kind of object', async () => {
    await session.run('CREATE FUNCTION dbo.f (@x int) RETURNS int AS BEGIN RETURN @x * 2 END');
    expect(await session.errors('ALTER FUNCTION dbo.f (@x int) RETURNS TABLE AS RETURN SELECT @x AS x')).toEqual([2010]);
    expect(await session.errors('CREATE OR ALTER PROCEDURE dbo.f AS SELECT 1')).toEqual([2010]);
    expect(await session.errors('ALTER PROCEDURE dbo.nosuch AS SELECT 1')).toEqual([208]);
    expect(await session.errors('CREATE PROCEDURE dbo.f AS SELECT 1')).toEqual([2714]);
  });

  test('a function in a constraint cannot be dropped', async () => {
    await session.run('CREATE TABLE dbo.uses (id int CHECK (dbo.f(id) < 10), twice AS dbo.f(id)); INSERT dbo.uses VALUES (4)');
    expect(await session.rows('SELECT twice FROM dbo.uses')).toEqual([[8]]);
    expect(await session.errors('INSERT dbo.uses VALUES (5)')).toEqual([547]);
    expect(await session.errors('DROP FUNCTION dbo.f')).toEqual([3729]);
  });

  test('columns of table functions have names', async () => {
    expect(await session.errors('CREATE FUNCTION dbo.tf () RETURNS TABLE AS RETURN SELECT id, n + 1 FROM dbo.t')).toEqual([4511]);
    expect(await session.errors('CREATE FUNCTION dbo.tf () RETURNS TABLE AS RETURN SELECT id, id FROM dbo.t')).toEqual([4506]);
  });
});

describe('triggers', () => {
  test('they belong to a table, in its schema, one INSTEAD OF for each action', async () => {
    expect(await session.errors('CREATE TRIGGER dbo.tr ON dbo.nosuch AFTER INSERT AS SELECT 1')).toEqual([8197]);
    expect(await session.errors('CREATE TRIGGER dbo.tr ON dbo.v AFTER INSERT AS SELECT 1')).toEqual([8197]);
    expect(await session.errors('CREATE TRIGGER sys.tr ON dbo.t AFTER INSERT AS SELECT 1')).toEqual([2103]);
    expect(await session.errors('CREATE TRIGGER dbo.tr ON dbo.t AFTER INSERT AS SELECT nosuch FROM inserted')).toEqual([207]);
    await session.run('CREATE TRIGGER dbo.tr ON dbo.t INSTEAD OF INSERT AS SELECT id FROM inserted');
    expect(await session.errors('CREATE TRIGGER dbo.tr2 ON dbo.t INSTEAD OF UPDATE, INSERT AS SELECT 1')).toEqual([2111]);
    expect(await session.errors('ALTER TRIGGER dbo.tr ON dbo.v INSTEAD OF INSERT AS SELECT 1')).toEqual([2110]);
    await session.run('CREATE TABLE dbo.cascades (id int REFERENCES dbo.t (id) ON DELETE CASCADE)');
    expect(await session.errors('CREATE TRIGGER dbo.tr3 ON dbo.cascades INSTEAD OF DELETE AS SELECT 1')).toEqual([2113]);
    expect(await session.errors('DISABLE TRIGGER dbo.nosuch ON dbo.t; ALTER TABLE dbo.t ENABLE TRIGGER nosuch')).toEqual([1088, 4920]);
  });
});

describe('types, sequences and schemas', () => {
  test('a type in use stays', async () => {
    await session.run('CREATE TYPE dbo.Phone FROM varchar(20) NOT NULL; CREATE TABLE dbo.phones (p dbo.Phone)');
    expect(await session.errors('CREATE TYPE dbo.Phone FROM int')).toEqual([219]);
    expect(await session.errors('DROP TYPE dbo.Phone')).toEqual([3732]);
    expect(await session.errors('DROP TYPE dbo.nosuch')).toEqual([218]);
    expect(await session.errors('CREATE TABLE #p (p dbo.Phone)')).toEqual([2715]);
    expect(await session.errors('INSERT dbo.phones VALUES (NULL)')).toEqual([515]);
  });

  test("a sequence's numbers fit together", async () => {
    expect(await session.errors('CREATE SEQUENCE dbo.s AS varchar(3)')).toEqual([11702]);
    expect(await session.errors('CREATE SEQUENCE dbo.s INCREMENT BY 0')).toEqual([11700]);
    expect(await session.errors('CREATE SEQUENCE dbo.s AS tinyint START WITH 300')).toEqual([11708]);
    expect(await session.errors('CREATE SEQUENCE dbo.s MINVALUE 5 MAXVALUE 5')).toEqual([11705]);
    expect(await session.errors('CREATE SEQUENCE dbo.s MINVALUE 1 MAXVALUE 5 INCREMENT BY 9')).toEqual([11701]);
    expect(await session.errors('CREATE SEQUENCE dbo.s MINVALUE 1 MAXVALUE 5 START WITH 9')).toEqual([11703]);
    await session.run('CREATE SEQUENCE dbo.s AS int MINVALUE 1 MAXVALUE 3 CYCLE');
    const { sets } = await session.run('DECLARE @i int = 0; WHILE @i < 4 BEGIN SELECT NEXT VALUE FOR dbo.s; SET @i += 1 END');
    expect(sets.map((s) => s.rows[0]?.[0])).toEqual([1, 2, 3, 1]);
    await session.run('BEGIN TRAN; ALTER SEQUENCE dbo.s RESTART WITH 3; ROLLBACK');
    expect(await session.rows('SELECT NEXT VALUE FOR dbo.s')).toEqual([[2]]);
    await session.run('CREATE TABLE dbo.numbered (id int DEFAULT (NEXT VALUE FOR dbo.s))');
    expect(await session.errors('DROP SEQUENCE dbo.s')).toEqual([3729]);
  });

  test('objects and types move between schemas', async () => {
    await session.run('CREATE SCHEMA sales');
    await session.run('CREATE TABLE sales.o (id int); INSERT sales.o VALUES (1)');
    await session.run('CREATE TRIGGER sales.tro ON sales.o AFTER INSERT AS SELECT 1');
    expect(await session.errors('DROP SCHEMA sales')).toEqual([3729]);
    await session.run('ALTER SCHEMA dbo TRANSFER sales.o; ALTER SCHEMA sales TRANSFER TYPE::dbo.Phone');
    expect(await session.rows('SELECT COUNT(*) FROM dbo.o')).toEqual([[1]]);
    expect(await session.rows("SELECT SCHEMA_NAME(schema_id) FROM sys.objects WHERE name = 'tro'")).toEqual([['dbo']]);
    expect(await session.errors('DROP TYPE sales.Phone')).toEqual([3732]);
    expect(await session.errors('ALTER SCHEMA sales TRANSFER dbo.nosuch')).toEqual([15151]);
    expect(await session.errors('CREATE SCHEMA sales')).toEqual([2714, 2759]);
    expect(await session.errors('DROP SCHEMA dbo')).toEqual([15150]);
  });
});

test('several names are dropped one by one', async () => {
  await session.run('CREATE TABLE dbo.d1 (id int); CREATE TABLE dbo.d2 (id int)');
  expect(await session.errors('DROP TABLE dbo.d1, dbo.nosuch, dbo.d2')).toEqual([3701]);
  expect(await session.rows("SELECT OBJECT_ID('dbo.d1'), OBJECT_ID('dbo.d2')")).toEqual([[null, null]]);
});

describe('databases', () => {
  test('are created, renamed and dropped outside of transactions, when nobody is in them', async () => {
    await session.run('CREATE DATABASE extra COLLATE Cyrillic_General_CI_AS');
    expect(await session.errors('CREATE DATABASE EXTRA')).toEqual([1801]);
    expect(await session.errors('BEGIN TRAN; CREATE DATABASE more; DROP DATABASE extra; ROLLBACK')).toEqual([226, 574]);
    const other = openSession(engine, 'extra');
    await other.run('CREATE TABLE dbo.x (id int); INSERT dbo.x VALUES (1)');
    expect(await session.rows('SELECT COUNT(*) FROM extra.dbo.x')).toEqual([[1]]);
    expect(await session.errors('DROP DATABASE extra')).toEqual([3702]);
    await other.close();
    expect(
      await session.errors('ALTER DATABASE extra SET SINGLE_USER WITH ROLLBACK IMMEDIATE; ALTER DATABASE extra SET RECOVERY FULL'),
    ).toEqual([]);
    expect(await session.errors('ALTER DATABASE extra SET READ_ONLY')).toEqual([40000]);
    expect(await session.errors('ALTER DATABASE nosuch SET RECOVERY FULL')).toEqual([5011, 5069]);
    expect(await session.errors('ALTER DATABASE extra MODIFY NAME = extra2; DROP DATABASE extra2; DROP DATABASE extra2')).toEqual([3701]);
    expect(await session.errors('DROP DATABASE master')).toEqual([3708]);
  });
});

test('principals and permissions are recorded, a change to another user is refused', async () => {
  await session.run(`CREATE USER bob WITHOUT LOGIN; CREATE ROLE readers; ALTER ROLE readers ADD MEMBER bob;
    GRANT SELECT, UPDATE ON dbo.t TO readers WITH GRANT OPTION; DENY DELETE ON SCHEMA::dbo TO bob; REVOKE UPDATE ON dbo.t FROM readers;`);
  expect(
    await session.rows("SELECT permission_name, state_desc FROM sys.database_permissions WHERE permission_name <> 'CONNECT' ORDER BY 1"),
  ).toEqual([
    ['DELETE', 'DENY'],
    ['SELECT', 'GRANT_WITH_GRANT_OPTION'],
  ]);
  expect(await session.errors('GRANT SELECT ON dbo.nosuch TO bob; GRANT EXECUTE TO alice; CREATE USER bob; DROP ROLE readers')).toEqual([
    15151, 15151, 15023, 15144,
  ]);
  expect(await session.errors('ALTER ROLE readers DROP MEMBER bob; DROP ROLE readers; DROP USER bob; DROP USER IF EXISTS bob')).toEqual([]);
  expect(await session.errors("EXECUTE AS USER = 'dbo'; REVERT")).toEqual([]);
  expect(await session.errors("CREATE USER carol WITHOUT LOGIN; EXECUTE AS USER = 'carol'")).toEqual([40000]);
  expect(await session.errors("EXECUTE AS USER = 'nobody'")).toEqual([15517]);
});
