// What principals may do, by SQL Server's rules and with its errors.

import type { Connection } from 'tedious';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSecuredDatabase } from './fixture.ts';
import type { SecuredDatabase } from './fixture.ts';

let db: SecuredDatabase;
let app: Connection;

const errors = (text: string, connection = app): Promise<(number | null)[]> => db.errors(connection, text);
const message = async (text: string): Promise<string | undefined> => (await db.ask(app, text)).errors[0]?.message;
const row = async (text: string, connection = app): Promise<unknown[] | undefined> => {
  const answer = await db.ask(connection, text);
  expect(answer.errors).toEqual([]);
  return answer.results[0]?.rows[0];
};

beforeAll(async () => {
  db = await openSecuredDatabase(
    ['app', 'dev', 'reader'],
    `CREATE TABLE dbo.goods (id int IDENTITY PRIMARY KEY, name nvarchar(50) NOT NULL, price int NOT NULL DEFAULT 0);
     CREATE TABLE dbo.secrets (id int PRIMARY KEY, body nvarchar(50));
     CREATE TABLE dbo.log (id int IDENTITY, what nvarchar(50));
     CREATE SEQUENCE dbo.numbers AS int START WITH 1;
     CREATE TYPE dbo.Ids AS TABLE (id int);
     INSERT INTO dbo.goods (name) VALUES (N'pen'), (N'ink');
     INSERT INTO dbo.secrets VALUES (1, N'gold');
     GO
     CREATE SCHEMA other;
     GO
     CREATE TABLE other.things (id int);
     GO
     CREATE VIEW dbo.v_secrets AS SELECT id, body FROM dbo.secrets;
     GO
     CREATE FUNCTION dbo.f_count() RETURNS int AS BEGIN RETURN (SELECT COUNT(*) FROM dbo.secrets) END;
     GO
     CREATE FUNCTION dbo.f_secrets() RETURNS TABLE AS RETURN SELECT id, body FROM dbo.secrets;
     GO
     CREATE TRIGGER dbo.tr_goods ON dbo.goods AFTER INSERT AS INSERT INTO dbo.log (what) SELECT name FROM inserted;
     GO
     CREATE PROCEDURE dbo.p_chain AS SELECT s.body, dbo.f_count() AS n FROM dbo.v_secrets AS s CROSS JOIN dbo.f_secrets() AS f;
     GO
     CREATE PROCEDURE dbo.p_write AS BEGIN SET NOCOUNT ON; UPDATE dbo.secrets SET body = body WHERE id = 1; EXEC dbo.p_inner; END;
     GO
     CREATE PROCEDURE dbo.p_inner AS SELECT NEXT VALUE FOR dbo.numbers AS n;
     GO
     CREATE PROCEDURE dbo.p_dynamic AS EXEC sp_executesql N'SELECT body FROM dbo.secrets';
     GO
     CREATE PROCEDURE dbo.p_dynamic2 AS EXEC (N'DELETE FROM dbo.secrets');
     GO
     CREATE PROCEDURE dbo.p_table AS CREATE TABLE dbo.made (id int);
     GO
     CREATE USER $app FOR LOGIN $app;
     CREATE USER $dev FOR LOGIN $dev;
     CREATE USER $reader FOR LOGIN $reader;
     ALTER ROLE db_owner ADD MEMBER $dev;`,
  );
  app = await db.as('app');
});
afterAll(() => db.stop());

test('a session is who logged in', async () => {
  const me = db.login('app');
  expect(
    await row(
      `SELECT SUSER_SNAME(), ORIGINAL_LOGIN(), SYSTEM_USER, USER_NAME(), CURRENT_USER, SUSER_NAME(SUSER_ID()), SUSER_SNAME(SUSER_SID())`,
    ),
  ).toEqual([me, me, me, me, me, me, me]);
  expect(
    await row(`SELECT IS_SRVROLEMEMBER('sysadmin'), IS_MEMBER('db_owner'), IS_MEMBER('public'), IS_MEMBER('nosuch'), IS_ROLEMEMBER('db_owner', '$dev'),
      HAS_PERMS_BY_NAME('dbo.goods', 'OBJECT', 'SELECT'), HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'CREATE TABLE'), HAS_DBACCESS('master')`),
  ).toEqual([0, 0, 1, null, 1, 0, 0, 1]);
  expect(await row(`SELECT COUNT(*) FROM sys.sql_logins WHERE name IN ('$app', '$dev')`)).toEqual([1]);
  expect(await row(`SELECT IS_SRVROLEMEMBER('sysadmin'), IS_MEMBER('db_owner'), USER_NAME()`, db.admin)).toEqual([1, 1, 'dbo']);
  expect(await row(`SELECT type_desc, is_disabled FROM sys.sql_logins WHERE name = '$app'`, db.admin)).toEqual(['SQL_LOGIN', false]);
});

test('without a grant nothing of the database is read, changed or called', async () => {
  expect(await errors('SELECT * FROM dbo.goods')).toEqual([229]);
  expect(await message('SELECT id FROM dbo.goods')).toBe(
    `The SELECT permission was denied on the object 'goods', database '${db.name}', schema 'dbo'.`,
  );
  for (const text of [
    "INSERT INTO dbo.goods (name) VALUES (N'x')",
    'UPDATE dbo.goods SET price = 1',
    'DELETE FROM dbo.goods',
    'WITH g AS (SELECT price FROM dbo.goods) UPDATE g SET price = 1',
    'EXEC dbo.p_chain',
    'SELECT dbo.f_count()',
    'SELECT * FROM dbo.f_secrets()',
    'SELECT NEXT VALUE FOR dbo.numbers',
    'DECLARE @ids dbo.Ids',
    'SELECT 1 WHERE EXISTS (SELECT 1 FROM dbo.secrets)',
    'IF EXISTS (SELECT 1 FROM dbo.secrets) PRINT 1',
    'DECLARE @n int = (SELECT COUNT(*) FROM dbo.secrets)',
    'DECLARE c CURSOR LOCAL FOR SELECT id FROM dbo.secrets; OPEN c',
    'SELECT id INTO #t FROM dbo.goods',
    "EXEC sp_executesql N'SELECT * FROM dbo.secrets'",
    "EXEC (N'SELECT * FROM dbo.secrets')",
    "CREATE TABLE #t (id int); INSERT INTO #t EXEC (N'SELECT id FROM dbo.secrets')",
    'MERGE dbo.goods AS t USING (SELECT 1 AS id) AS s ON s.id = t.id WHEN MATCHED THEN DELETE;',
  ])
    expect((await errors(text))[0], text).toBe(229);
  expect(await errors('TRUNCATE TABLE dbo.goods')).toEqual([1088]);
  expect(await errors('SET IDENTITY_INSERT dbo.goods ON')).toEqual([1088]);
});

test('temporary tables, table variables, the catalogue and system procedures are free', async () => {
  expect(
    await errors(`CREATE TABLE #own (id int PRIMARY KEY); INSERT INTO #own VALUES (1); CREATE INDEX ix ON #own (id); ALTER TABLE #own ADD n int;
      TRUNCATE TABLE #own; DROP TABLE #own; DECLARE @t table (id int); INSERT INTO @t VALUES (1); SELECT * FROM @t;
      SELECT name FROM sys.tables; SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES; SELECT name FROM master.sys.databases;
      EXEC sp_executesql N'SELECT 1'; EXEC sp_set_session_context N'k', 1; EXEC sp_getapplock N'r', N'Exclusive', N'Session';
      EXEC sp_releaseapplock N'r', N'Session'`),
  ).toEqual([]);
});

test('a temporary procedure has no rights of its own', async () => {
  expect(await errors('CREATE PROCEDURE #steal AS SELECT * FROM dbo.secrets')).toEqual([]);
  expect(await errors('EXEC #steal')).toEqual([229]);
});

describe('with EXECUTE on the schema', () => {
  beforeAll(() => db.run('GRANT EXECUTE ON SCHEMA::dbo TO $app'));
  afterAll(() => db.run('REVOKE EXECUTE ON SCHEMA::dbo FROM $app'));

  test('ownership chaining covers what modules name', async () => {
    expect(await row('EXEC dbo.p_chain')).toEqual(['gold', 1]);
    expect(await errors('EXEC dbo.p_write')).toEqual([]);
    expect(await row('SELECT dbo.f_count()')).toEqual([1]);
    expect(await errors('DECLARE @ids dbo.Ids; INSERT INTO @ids VALUES (1)')).toEqual([]);
    expect(await errors('SELECT * FROM dbo.f_secrets()')).toEqual([229]);
  });

  test('dynamic SQL breaks the chain', async () => {
    expect(await errors('EXEC dbo.p_dynamic')).toEqual([229]);
    expect(await errors('EXEC dbo.p_dynamic2')).toEqual([229]);
  });

  test('the chain never covers definitions', async () => {
    expect(await errors('EXEC dbo.p_table')).toEqual([262]);
  });

  test('DENY wins', async () => {
    await db.run('DENY EXECUTE ON dbo.p_chain TO $app');
    expect(await errors('EXEC dbo.p_chain')).toEqual([229]);
    expect(await errors('EXEC dbo.p_inner')).toEqual([]);
    await db.run('REVOKE EXECUTE ON dbo.p_chain TO $app');
    expect(await errors('EXEC dbo.p_chain')).toEqual([]);
  });
});

test('each permission lets in what it names', async () => {
  await db.run('GRANT INSERT ON dbo.goods TO $app');
  // Its trigger writes to a table that the user may not touch.
  expect(await errors("INSERT INTO dbo.goods (name) VALUES (N'cap')")).toEqual([]);
  expect(await errors("DECLARE @t table (id int); INSERT INTO dbo.goods (name) OUTPUT inserted.id INTO @t VALUES (N'x')")).toEqual([229]);
  await db.run('GRANT UPDATE ON dbo.goods TO $app');
  expect(await errors('UPDATE dbo.goods SET price = 5')).toEqual([]);
  expect(await errors('UPDATE dbo.goods SET price = price + 1')).toEqual([229]);
  expect(await errors('UPDATE dbo.goods SET price = 1 WHERE id = 1')).toEqual([229]);
  await db.run('GRANT SELECT ON SCHEMA::dbo TO $app; DENY SELECT ON dbo.secrets TO $app');
  expect(await errors('UPDATE dbo.goods SET price = price + 1 WHERE id = 1')).toEqual([]);
  expect(await errors('SELECT * FROM dbo.goods AS g JOIN dbo.secrets AS s ON s.id = g.id')).toEqual([229]);
  // The view is granted with the schema; what is behind it is its owner's.
  expect(await row('SELECT body FROM dbo.v_secrets')).toEqual(['gold']);
  expect(await errors('SELECT * FROM other.things')).toEqual([229]);
  expect(await errors('DELETE FROM dbo.goods')).toEqual([229]);
  await db.run(
    'REVOKE SELECT ON SCHEMA::dbo FROM $app; REVOKE INSERT, UPDATE ON dbo.goods FROM $app; REVOKE SELECT ON dbo.secrets FROM $app',
  );
  expect(await errors('SELECT * FROM dbo.goods')).toEqual([229]);
});

test('roles, also within roles, and the fixed ones', async () => {
  const reader = await db.as('reader');
  await db.run(`CREATE ROLE inner_role; CREATE ROLE outer_role; ALTER ROLE outer_role ADD MEMBER inner_role;
    ALTER ROLE inner_role ADD MEMBER $reader; GRANT SELECT ON dbo.goods TO outer_role`);
  expect(await errors('SELECT id FROM dbo.goods', reader)).toEqual([]);
  expect(await row("SELECT IS_MEMBER('outer_role')", reader)).toEqual([1]);
  expect(await db.errors(db.admin, 'ALTER ROLE inner_role ADD MEMBER outer_role')).toEqual([15413]);
  await db.run('ALTER ROLE inner_role DROP MEMBER $reader');
  expect(await errors('SELECT id FROM dbo.goods', reader)).toEqual([229]);

  await db.run('ALTER ROLE db_datareader ADD MEMBER $reader; ALTER ROLE db_datawriter ADD MEMBER $reader');
  expect(await errors('SELECT id FROM other.things; DELETE FROM other.things WHERE id = 1', reader)).toEqual([]);
  expect(await errors('EXEC dbo.p_inner', reader)).toEqual([229]);
  await db.run('ALTER ROLE db_denydatareader ADD MEMBER $reader; ALTER ROLE db_denydatawriter ADD MEMBER $reader');
  expect(await errors('SELECT id FROM other.things', reader)).toEqual([229]);
  expect(await errors('DELETE FROM other.things', reader)).toEqual([229]);
  await db.run(`ALTER ROLE db_denydatareader DROP MEMBER $reader; ALTER ROLE db_denydatawriter DROP MEMBER $reader;
    ALTER ROLE db_datareader DROP MEMBER $reader; ALTER ROLE db_datawriter DROP MEMBER $reader; ALTER ROLE db_ddladmin ADD MEMBER $reader`);
  expect(
    await errors('CREATE TABLE dbo.temporary (id int); ALTER TABLE dbo.temporary ADD n int; DROP TABLE dbo.temporary', reader),
  ).toEqual([]);
  expect(await errors('SELECT id FROM dbo.goods', reader)).toEqual([229]);
  expect(await errors('GRANT SELECT ON dbo.goods TO $app', reader)).toEqual([15151]);
  expect(await errors('ALTER ROLE db_owner ADD MEMBER $reader', reader)).toEqual([15151]);
  await db.run('ALTER ROLE db_ddladmin DROP MEMBER $reader; ALTER ROLE db_securityadmin ADD MEMBER $reader');
  expect(await errors('GRANT SELECT ON dbo.goods TO $app; REVOKE SELECT ON dbo.goods FROM $app', reader)).toEqual([]);
  expect(await errors('ALTER ROLE db_owner ADD MEMBER $reader', reader)).toEqual([15151]);
  expect(await errors('GRANT CONTROL TO $reader', reader)).toEqual([4624]);
  await db.run('ALTER ROLE db_securityadmin DROP MEMBER $reader');
});

test('definitions are refused with the errors of SQL Server', async () => {
  expect(await message('CREATE TABLE dbo.evil (id int)')).toBe(`CREATE TABLE permission denied in database '${db.name}'.`);
  const refused: readonly (readonly [string, number | readonly number[]])[] = [
    ['CREATE VIEW dbo.evil AS SELECT 1 AS a', 262],
    ['CREATE PROCEDURE dbo.evil AS SELECT 1', 262],
    ['CREATE FUNCTION dbo.evil() RETURNS int AS BEGIN RETURN 1 END', 262],
    ['CREATE TYPE dbo.evil FROM int', 262],
    ['CREATE SYNONYM dbo.evil FOR dbo.goods', 262],
    ['CREATE SCHEMA evil', [262, 2759]],
    ['CREATE SEQUENCE dbo.evil', 2760],
    ['CREATE DATABASE evil', 262],
    ['SELECT 1 AS a INTO dbo.evil', 262],
    ["EXEC sp_executesql N'CREATE TABLE dbo.evil (id int)'", 262],
    ['DROP TABLE dbo.goods', 3701],
    ['DROP VIEW dbo.v_secrets', 3701],
    ['DROP PROCEDURE dbo.p_chain', 3701],
    ['DROP FUNCTION dbo.f_count', 3701],
    ['DROP TRIGGER dbo.tr_goods', 3701],
    ['DROP INDEX ix ON dbo.goods', 3701],
    ['DROP TYPE dbo.Ids', 218],
    ['DROP SCHEMA other', 15151],
    [`DROP DATABASE $$db`, 3701],
    ['ALTER TABLE dbo.goods ADD evil int', 1088],
    ['CREATE INDEX evil ON dbo.goods (name)', 1088],
    ['DISABLE TRIGGER ALL ON dbo.goods', 1088],
    ['CREATE TRIGGER dbo.evil ON dbo.goods AFTER DELETE AS PRINT 1', 8197],
    ['ALTER SCHEMA dbo TRANSFER other.things', 15151],
    ['ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON', [5011, 5069]],
    ["EXEC sp_rename N'dbo.goods', N'evil'", 15247],
    ["CREATE LOGIN evil WITH PASSWORD = N'Evil-1234'", 15247],
    ['ALTER LOGIN sa DISABLE', 15151],
    ["ALTER LOGIN $dev WITH PASSWORD = N'Evil-1234'", 15151],
    ['DROP LOGIN $dev', 15151],
    ['ALTER SERVER ROLE sysadmin ADD MEMBER $app', 15151],
    ['CREATE USER evil WITHOUT LOGIN', 15247],
    ['CREATE ROLE evil', 15247],
    ['ALTER USER $dev WITH NAME = evil', 15151],
    ['DROP USER $dev', 15151],
    ['ALTER ROLE db_owner ADD MEMBER $app', 15151],
    ['GRANT SELECT ON dbo.goods TO $reader', 15151],
    ['GRANT SELECT ON SCHEMA::dbo TO $reader', 15151],
    ['GRANT CREATE TABLE TO $reader', 4613],
    ['ALTER AUTHORIZATION ON SCHEMA::other TO $app', 15151],
    ["EXECUTE AS USER = 'dbo'", 15517],
    ["EXECUTE AS LOGIN = 'sa'", 15406],
    ['KILL 1', 6102],
    ['RECONFIGURE', 5812],
    ['CHECKPOINT', 262],
  ];
  for (const [text, numbers] of refused) expect(await errors(text), text).toEqual([numbers].flat());
  // Nothing of it was done.
  expect(await row("SELECT COUNT(*) FROM sys.objects WHERE name = 'evil'", db.admin)).toEqual([0]);
  expect(await errors('ALTER PROCEDURE dbo.p_chain AS SELECT 1')).not.toEqual([]);
  expect(await errors('CREATE OR ALTER PROCEDURE dbo.p_chain AS SELECT 1')).not.toEqual([]);
});

test('CREATE TABLE takes the right on the schema as well', async () => {
  await db.run('GRANT CREATE TABLE TO $app');
  expect(await errors('CREATE TABLE dbo.mine (id int)')).toEqual([2760]);
  await db.run('GRANT ALTER ON SCHEMA::other TO $app');
  expect(await errors('CREATE TABLE other.mine (id int); ALTER TABLE other.mine ADD n int; DROP TABLE other.mine')).toEqual([]);
  expect(await errors('CREATE TABLE other.mine (id int REFERENCES dbo.goods (id))')).not.toEqual([]);
  await db.run('REVOKE ALTER ON SCHEMA::other FROM $app; REVOKE CREATE TABLE FROM $app');
});

test('an owner of another schema is not in the chain', async () => {
  await db.run(`CREATE USER owner_of_own WITHOUT LOGIN;
    GO
    CREATE SCHEMA own AUTHORIZATION owner_of_own;
    GO
    CREATE PROCEDURE own.p_cross AS SELECT id FROM dbo.goods;
    GO
    GRANT EXECUTE ON SCHEMA::own TO $app`);
  expect(await errors('EXEC own.p_cross')).toEqual([229]);
});

test('db_owner may do all in its database and nothing to the server', async () => {
  const dev = await db.as('dev');
  expect(
    await errors(
      `SELECT COUNT(*) FROM dbo.secrets; CREATE TABLE dbo.devs (id int); DROP TABLE dbo.devs; GRANT SELECT ON dbo.goods TO $app;
       REVOKE SELECT ON dbo.goods FROM $app; EXEC sp_rename N'dbo.log', N'log2'; EXEC sp_rename N'dbo.log2', N'log'`,
      dev,
    ),
  ).toEqual([]);
  expect(await errors('CREATE OR ALTER PROCEDURE dbo.p_dev AS SELECT * FROM dbo.secrets', dev)).toEqual([]);
  expect(await errors("CREATE LOGIN evil WITH PASSWORD = N'Evil-1234'", dev)).toEqual([15247]);
  expect(await errors('CREATE DATABASE evil', dev)).toEqual([262]);
  expect(await errors('GRANT SELECT ON dbo.goods TO $dev', dev)).toEqual([4624]);
});

test('WITH GRANT OPTION hands the right to give it on', async () => {
  await db.run('GRANT SELECT ON dbo.goods TO $app WITH GRANT OPTION');
  const reader = await db.as('reader');
  expect(await errors('GRANT SELECT ON dbo.goods TO $reader')).toEqual([]);
  expect(await errors('SELECT id FROM dbo.goods', reader)).toEqual([]);
  expect(await errors('GRANT UPDATE ON dbo.goods TO $reader')).toEqual([15151]);
  await db.run('REVOKE SELECT ON dbo.goods FROM $app CASCADE; REVOKE SELECT ON dbo.goods FROM $reader');
});

test('another database is closed to who has no user there', async () => {
  const closed = `closed_${db.name}`;
  const { errors: made } = await db.ask(db.admin, `CREATE DATABASE ${closed}`);
  expect(made).toEqual([]);
  try {
    expect(await errors(`USE ${closed}`)).toEqual([916]);
    expect(await errors(`SELECT * FROM ${closed}.sys.objects`)).toEqual([916]);
    await db.ask(db.admin, `SELECT 1 AS id INTO ${closed}.dbo.t`);
    expect(await errors(`SELECT * FROM ${closed}.dbo.t`)).toEqual([916]);
    expect(await errors('USE master; SELECT USER_NAME()')).toEqual([]);
  } finally {
    await db.ask(app, `USE $$db`);
    await db.ask(db.admin, `DROP DATABASE ${closed}`);
  }
});
