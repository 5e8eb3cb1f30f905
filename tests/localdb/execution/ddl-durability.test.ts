// What data definition leaves on the disk: everything committed is there after a restart, nothing else; and sessions that
// change the same objects wait for each other.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSession, openTestEngine } from './engine-session.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'localdb-ddl-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('definitions, rows, indexes and counters come back', async () => {
  const first = await openTestEngine(folder);
  await first.session.run(`
    CREATE TYPE dbo.Phone FROM varchar(20);
    CREATE SEQUENCE dbo.s START WITH 5;
    CREATE TABLE dbo.t (id int IDENTITY PRIMARY KEY, p dbo.Phone, n int NULL, twice AS n * 2 PERSISTED, CHECK (n < 100));
    CREATE UNIQUE INDEX UX ON dbo.t (n) WHERE n IS NOT NULL;
    CREATE TABLE #temporary (id int); INSERT #temporary VALUES (1);
    INSERT dbo.t (p, n) VALUES ('1', 1), ('2', NULL), ('3', NULL);
    ALTER TABLE dbo.t ADD later int NOT NULL DEFAULT 7;
    CREATE TABLE dbo.dropped (id int); INSERT dbo.dropped VALUES (1); DROP TABLE dbo.dropped;
    SELECT NEXT VALUE FOR dbo.s;
    GO
    CREATE VIEW dbo.v AS SELECT id, twice FROM dbo.t;
    GO
    CREATE FUNCTION dbo.f (@x int) RETURNS int AS BEGIN RETURN @x + 1 END
    GO
    CREATE TRIGGER dbo.tr ON dbo.t AFTER INSERT AS UPDATE t SET n = dbo.f(10) FROM dbo.t t JOIN inserted i ON i.id = t.id;
    GO
    BEGIN TRAN; CREATE TABLE dbo.uncommitted (id int); INSERT dbo.t (n) VALUES (50);`);
  await first.engine.close();

  const { engine, session } = await openTestEngine(folder);
  expect(await session.rows('SELECT id, twice FROM dbo.v ORDER BY id')).toEqual([
    [1, 2],
    [2, null],
    [3, null],
  ]);
  expect(await session.rows('SELECT NEXT VALUE FOR dbo.s')).toEqual([[6]]);
  expect(await session.rows("SELECT OBJECT_ID('dbo.uncommitted'), OBJECT_ID('dbo.dropped')")).toEqual([[null, null]]);
  expect(await session.errors("INSERT dbo.t (p, n) VALUES ('4', 1)")).toEqual([2601]);
  expect(await session.errors("INSERT dbo.t (p, n) VALUES ('4', 100)")).toEqual([547]);
  await session.run("INSERT dbo.t (p) VALUES ('5')");
  expect(await session.rows("SELECT n, later FROM dbo.t WHERE p = '5'")).toEqual([[11, 7]]);
  await session.run('DROP TABLE dbo.t; DROP VIEW dbo.v');
  await engine.close();

  const third = await openTestEngine(folder);
  expect(await third.session.rows("SELECT OBJECT_ID('dbo.t'), OBJECT_ID('dbo.tr'), OBJECT_ID('dbo.f', 'FN') - OBJECT_ID('dbo.f')")).toEqual(
    [[null, null, 0]],
  );
  await third.engine.close();
});

test('a dropped database takes its rows along', async () => {
  const first = await openTestEngine(folder);
  await first.session.run('CREATE DATABASE extra; CREATE TABLE extra.dbo.x (id int); INSERT extra.dbo.x VALUES (1); DROP DATABASE extra;');
  await first.engine.close();
  const second = await openTestEngine(folder);
  expect(await second.session.rows("SELECT DB_ID('extra')")).toEqual([[null]]);
  await second.engine.close();
});

test('a second session waits for the first one to decide', async () => {
  const { engine, session } = await openTestEngine();
  const other = openSession(engine, 'db');
  await session.run('CREATE TABLE dbo.t (id int); INSERT dbo.t VALUES (1)');
  await session.run('BEGIN TRAN; CREATE TABLE dbo.n (id int); ALTER TABLE dbo.t ADD x int');
  await other.run('SET LOCK_TIMEOUT 50');
  expect(await other.errors('CREATE TABLE dbo.n (id int)')).toEqual([1222]);
  expect(await other.errors('SELECT id FROM dbo.t')).toEqual([1222]);
  await other.run('SET LOCK_TIMEOUT -1');
  const waiting = other.errors('CREATE TABLE dbo.n (a int, b int)');
  await session.run('ROLLBACK');
  expect(await waiting).toEqual([]);
  expect(await session.errors('SELECT a, b FROM dbo.n')).toEqual([]);
  await engine.close();
});
