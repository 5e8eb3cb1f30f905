// UPDATE and DELETE: what they read and when, joins, targets through queries, and cursors.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../../../sql/localdb/execution/engine.ts';
import { openSession } from './engine-session.ts';
import type { TestSession } from './engine-session.ts';

const engine = createEngine();
let s: TestSession;
let next = 0;

beforeAll(() => {
  s = openSession(engine);
});
beforeEach(async () => {
  await s.run(
    `USE master; CREATE DATABASE d${++next};\nGO\nUSE d${next}; CREATE TABLE t (id int PRIMARY KEY, a int, b int); INSERT t VALUES (1, 10, 100), (2, 20, 200), (3, 30, 300); CREATE TABLE o (tid int, x int); INSERT o VALUES (1, 7), (1, 8), (3, 9);`,
  );
});
afterAll(() => engine.close());

const all = 'SELECT * FROM t ORDER BY id';

test('a statement does not see its own changes', async () => {
  expect(await s.rows(`UPDATE t SET id = id + 1, a = b, b = a; ${all}`)).toEqual([
    [2, 100, 10],
    [3, 200, 20],
    [4, 300, 30],
  ]);
  expect(await s.rows(`INSERT t SELECT id + 10, a, b FROM t; DELETE t WHERE id > (SELECT MIN(id) + 8 FROM t); ${all}`)).toEqual([
    [2, 100, 10],
    [3, 200, 20],
    [4, 300, 30],
  ]);
});

test('variables are assigned row by row, in the order of the list', async () => {
  expect(
    await s.rows('DECLARE @n int = 0, @old int; UPDATE t SET @old = a, @n = a = @n + 1; SELECT @n, @old, (SELECT SUM(a) FROM t)'),
  ).toEqual([[3, 30, 6]]);
  expect(
    await s.rows('DECLARE @v varchar(10); UPDATE t SET @v = a = a * 2, b += 5 WHERE id = 2; SELECT @v, b FROM t WHERE id = 2'),
  ).toEqual([['4', 205]]);
});

test('of several matches the first counts, and a row without a match stays', async () => {
  expect(await s.rows(`UPDATE t SET a = o.x FROM t JOIN o ON o.tid = t.id; SELECT @@ROWCOUNT`)).toEqual([[2]]);
  expect(await s.rows(all)).toEqual([
    [1, 7, 100],
    [2, 20, 200],
    [3, 9, 300],
  ]);
  expect(await s.rows('DELETE x FROM dbo.t AS x LEFT JOIN o ON o.tid = x.id WHERE o.tid IS NULL; SELECT id FROM t')).toEqual([[1], [3]]);
  expect(await s.rows('DELETE o FROM (VALUES (1), (2)) v(i) LEFT JOIN o ON o.x = 12345; SELECT @@ROWCOUNT')).toEqual([[0]]);
});

test('OUTPUT shows both images and columns of other sources', async () => {
  expect(await s.rows('UPDATE t SET a = a + o.x OUTPUT deleted.a, inserted.a, o.x FROM t JOIN o ON o.tid = t.id WHERE t.id = 3')).toEqual([
    [30, 39, 9],
  ]);
  expect(await s.rows('DELETE t OUTPUT deleted.* WHERE id = 1')).toEqual([[1, 10, 100]]);
  expect(await s.errors('DELETE t OUTPUT id')).toEqual([207]);
});

test.each([
  ['UPDATE t SET nope = 1', 207],
  ['UPDATE t SET a = 1, a = 2', 264],
  ['UPDATE t SET z.a = 1', 4104],
  ['UPDATE t SET a = COUNT(*)', 157],
  ['UPDATE i SET id = 1', 8102],
  ['UPDATE i SET c = 1', 271],
  ['UPDATE i SET rv = 0x01', 272],
  ['UPDATE p SET a = 1 FROM t AS p JOIN t AS q ON p.id = q.id; UPDATE t SET a = 1 FROM t AS p JOIN t AS q ON p.id = q.id', 8154],
  ['WITH c AS (SELECT a, COUNT(*) n FROM t GROUP BY a) UPDATE c SET a = 1', 4403],
  ['WITH c AS (SELECT a + 1 AS a1 FROM t) UPDATE c SET a1 = 1', 4406],
  ['UPDATE q SET rn = 1 FROM (SELECT a, ROW_NUMBER() OVER (ORDER BY id) rn FROM t) AS q', 4421],
  ['WITH c AS (SELECT t.a, o.x FROM t JOIN o ON o.tid = t.id) UPDATE c SET a = 1, x = 1', 4405],
  ['WITH c AS (SELECT a FROM t UNION ALL SELECT x FROM o) DELETE c', 4426],
  ["DELETE f FROM STRING_SPLIT('a', ',') AS f", 270],
])('%s is refused with %i', async (text, number) => {
  await s.run('CREATE TABLE i (id int IDENTITY, a int, c AS a + 1, rv rowversion); INSERT i (a) VALUES (1)');
  expect(await s.errors(text)).toEqual([number]);
});

test('targets may be expressions over a table, also ones that are numbered, sorted or nested', async () => {
  await s.run('WITH c AS (SELECT id, a, ROW_NUMBER() OVER (ORDER BY id DESC) rn FROM t) UPDATE c SET a = rn');
  expect(await s.rows(all)).toEqual([
    [1, 3, 100],
    [2, 2, 200],
    [3, 1, 300],
  ]);
  await s.run('WITH c AS (SELECT TOP (1) * FROM t ORDER BY b DESC) UPDATE c SET a = 77');
  await s.run(
    'WITH c AS (SELECT id, ROW_NUMBER() OVER (ORDER BY id) rn FROM t), d AS (SELECT * FROM c WHERE rn < 3) DELETE d WHERE rn > 1',
  );
  expect(await s.rows(all)).toEqual([
    [1, 3, 100],
    [3, 77, 300],
  ]);
  expect(await s.rows(`UPDATE q SET a = q.n FROM (SELECT a, b / 100 AS n FROM t) AS q JOIN o ON o.x = 9; ${all}`)).toEqual([
    [1, 1, 100],
    [3, 3, 300],
  ]);
});

test('TOP and SET ROWCOUNT limit the rows changed', async () => {
  expect(await s.rows('UPDATE TOP (2) t SET a = 0; SELECT COUNT(*) FROM t WHERE a = 0')).toEqual([[2]]);
  expect(await s.rows('DELETE TOP (50) PERCENT FROM t; SELECT @@ROWCOUNT')).toEqual([[2]]);
  expect(await s.rows('SET ROWCOUNT 1; DELETE o; SET ROWCOUNT 0; SELECT COUNT(*) FROM o')).toEqual([[2]]);
});

test('.WRITE changes a part of a max value', async () => {
  await s.run("CREATE TABLE m (k nvarchar(max), v varbinary(max)); INSERT m VALUES (N'hello world', 0x0102)");
  await s.run("UPDATE m SET k.WRITE(N'THERE', 6, 5), v.WRITE(0xFF, NULL, 0)");
  expect(await s.rows('SELECT k, CONVERT(varchar(10), v, 1) FROM m')).toEqual([['hello THERE', '0x0102FF']]);
  expect(await s.rows("UPDATE m SET k.WRITE(NULL, 3, NULL); UPDATE m SET k.WRITE(N'!', NULL, NULL); SELECT k FROM m")).toEqual([['hel!']]);
  expect(await s.errors("UPDATE m SET k.WRITE(N'x', 30, 1)")).toEqual([7135]);
});

test('a rowversion grows with every change of its row', async () => {
  await s.run('CREATE TABLE v (id int, rv rowversion); INSERT v (id) VALUES (1), (2)');
  expect(
    await s.rows(
      'DECLARE @b binary(8) = (SELECT rv FROM v WHERE id = 1); UPDATE v SET id = 1 WHERE id = 1; SELECT IIF(rv > @b, 1, 0), IIF(rv > (SELECT rv FROM v WHERE id = 2), 1, 0) FROM v WHERE id = 1',
    ),
  ).toEqual([[1, 1]]);
});

test('WHERE CURRENT OF changes the row that the cursor stands on', async () => {
  expect(await s.errors('UPDATE t SET a = 1 WHERE CURRENT OF nope')).toEqual([16916]);
  const answer = await s.run(`DECLARE @id int, @a int; DECLARE c CURSOR FOR SELECT id, a FROM t FOR UPDATE; OPEN c; FETCH c INTO @id, @a;
    UPDATE t SET a = -1 WHERE CURRENT OF c; FETCH c INTO @id, @a; DELETE t WHERE CURRENT OF c; DELETE t WHERE CURRENT OF c; UPDATE o SET x = 1 WHERE CURRENT OF c; CLOSE c; DEALLOCATE c`);
  expect(answer.errors.map((e) => e.number)).toEqual([16947, 16933]);
  expect(await s.rows(all)).toEqual([
    [1, -1, 100],
    [3, 30, 300],
  ]);
});

test('table variables and temporary tables are changed like others', async () => {
  expect(
    await s.rows(
      "DECLARE @v TABLE (id int PRIMARY KEY, n varchar(5)); INSERT @v VALUES (1, 'a'), (2, 'b'); UPDATE @v SET id = id + 1; UPDATE v SET n = 'z' FROM @v AS v WHERE v.id = 3; DELETE @v WHERE id = 2; SELECT * FROM @v",
    ),
  ).toEqual([[3, 'z']]);
  expect(
    await s.messages(
      'DECLARE @v TABLE (id int NOT NULL); INSERT @v VALUES (NULL)\nGO\nCREATE TABLE #x (id int NOT NULL); INSERT #x VALUES (NULL)',
    ),
  ).toEqual([
    "Cannot insert the value NULL into column 'id', table '@v'; column does not allow nulls. INSERT fails.",
    "Cannot insert the value NULL into column 'id', table 'tempdb.dbo.#x'; column does not allow nulls. INSERT fails.",
  ]);
});
