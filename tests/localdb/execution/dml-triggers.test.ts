// Triggers fired by data modifications, and views that are changed: by their triggers or through to their table.

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
    `USE master; CREATE DATABASE d${++next};\nGO\nUSE d${next}; CREATE TABLE t (id int PRIMARY KEY, n int); CREATE TABLE log (what varchar(20), i int, d int);`,
  );
});
afterAll(() => engine.close());

const logging = (name: string, events: string): string =>
  `\nGO\nCREATE TRIGGER ${name} ON t AFTER ${events} AS INSERT log SELECT '${name}' + IIF(UPDATE(n), ' n', ''), (SELECT COUNT(*) FROM inserted), (SELECT COUNT(*) FROM deleted)\nGO\n`;

test('each statement fires once, in order of creation, with no row at all too', async () => {
  await s.run(`${logging('first', 'INSERT, UPDATE')}${logging('second', 'UPDATE, DELETE')}`);
  expect(
    await s.rows(
      'INSERT t VALUES (1, 1), (2, 2); UPDATE t SET n = 0 WHERE id = 2; UPDATE t SET id = id WHERE 1 = 0; DELETE t WHERE id = 9; SELECT * FROM log',
    ),
  ).toEqual([
    ['first n', 2, 0],
    ['first n', 1, 1],
    ['second n', 1, 1],
    ['first', 0, 0],
    ['second', 0, 0],
    ['second', 0, 0],
  ]);
});

test('MERGE fires the triggers of each action that it names', async () => {
  await s.run(`INSERT t VALUES (1, 1), (2, 2)${logging('tr', 'INSERT, UPDATE, DELETE')}`);
  expect(
    await s.rows(
      'MERGE t USING (VALUES (1), (3), (4)) AS s (id) ON s.id = t.id WHEN MATCHED THEN UPDATE SET n = 5 WHEN NOT MATCHED THEN INSERT VALUES (s.id, 0); SELECT * FROM log',
    ),
  ).toEqual([
    ['tr n', 2, 0],
    ['tr n', 1, 1],
  ]);
});

test('OUTPUT to the client needs a table without triggers', async () => {
  await s.run(logging('tr', 'INSERT'));
  expect(await s.errors('INSERT t OUTPUT inserted.id VALUES (1, 1)')).toEqual([334]);
  expect(await s.rows('DECLARE @o TABLE (id int); INSERT t OUTPUT inserted.id INTO @o VALUES (1, 1); SELECT * FROM @o')).toEqual([[1]]);
  expect(await s.rows('DELETE t OUTPUT deleted.id')).toEqual([[1]]);
});

test('INSTEAD OF on a table: nothing is stored but what the trigger stores', async () => {
  await s.run(`CREATE TABLE i (id int IDENTITY PRIMARY KEY, a int NOT NULL, b AS a + 1)
GO
CREATE TRIGGER ti ON i INSTEAD OF INSERT AS INSERT log SELECT 'seen', id, b FROM inserted; INSERT i (a) SELECT a * 2 FROM inserted
GO
CREATE TRIGGER td ON i INSTEAD OF DELETE AS UPDATE i SET a = -1 FROM i JOIN deleted AS d ON d.id = i.id`);
  expect(await s.rows('INSERT i (a) VALUES (5); DELETE i; SELECT i.id, i.a, l.i, l.d FROM i, log AS l')).toEqual([[1, -1, 0, 6]]);
});

test('INSTEAD OF on a view gets rows of the view', async () => {
  await s.run(`CREATE TABLE o (id int, x int); INSERT t VALUES (1, 1), (2, 2); INSERT o VALUES (1, 10)
GO
CREATE VIEW v AS SELECT t.id, t.n, o.x, t.n + 1 AS more FROM t LEFT JOIN o ON o.id = t.id
GO
CREATE TRIGGER tv ON v INSTEAD OF INSERT, UPDATE, DELETE AS INSERT log SELECT 'new', n, more FROM inserted; INSERT log SELECT 'old' + IIF(UPDATE(x), ' x', ''), n, x FROM deleted`);
  expect(
    await s.rows('INSERT v (id, n) VALUES (7, 8); UPDATE v SET x = 5, more = 0 WHERE id = 1; DELETE v WHERE id = 2; SELECT * FROM log'),
  ).toEqual([
    ['new', 8, null],
    ['new', 1, 0],
    ['old x', 1, 10],
    ['old', 2, null],
  ]);
  expect(await s.rows('SELECT COUNT(*) FROM t')).toEqual([[2]]);
});

test('a view over one table is changed through to it', async () => {
  await s.run(
    'INSERT t VALUES (1, 1), (2, 20)\nGO\nCREATE VIEW v AS SELECT id AS k, n FROM t WHERE n < 10 WITH CHECK OPTION\nGO\nCREATE VIEW w AS SELECT k FROM v',
  );
  expect(
    await s.errors(
      'INSERT v VALUES (3, 3); INSERT v VALUES (4, 40); UPDATE v SET n = 50 WHERE k = 1; UPDATE v SET n = 9; DELETE w WHERE k = 2',
    ),
  ).toEqual([550, 550]);
  expect(await s.rows('UPDATE w SET k = 30 OUTPUT deleted.k, inserted.k WHERE k = 3')).toEqual([[3, 30]]);
  expect(await s.rows('SELECT * FROM t')).toEqual([
    [1, 9],
    [2, 20],
    [30, 9],
  ]);
});

test('a view over a join changes one table at a time', async () => {
  await s.run(
    'CREATE TABLE o (id int, x int); INSERT t VALUES (1, 1); INSERT o VALUES (1, 10)\nGO\nCREATE VIEW v AS SELECT t.id, t.n, o.x FROM t JOIN o ON o.id = t.id',
  );
  expect(
    await s.rows(
      'UPDATE v SET x = 11 WHERE n = 1; UPDATE v SET n = 2; INSERT v (id, n) VALUES (5, 5); SELECT t.n, x, (SELECT COUNT(*) FROM t) FROM t JOIN o ON o.id = t.id',
    ),
  ).toEqual([[2, 11, 2]]);
  expect(await s.errors('UPDATE v SET n = 1, x = 1')).toEqual([4405]);
  expect(await s.errors('DELETE v')).toEqual([4405]);
});

test('TRUNCATE TABLE and what refuses it', async () => {
  await s.run(
    'CREATE TABLE c (id int REFERENCES t (id)); CREATE TABLE n (id int IDENTITY, a int); INSERT n VALUES (1), (2)\nGO\nCREATE VIEW v AS SELECT a FROM n',
  );
  expect(await s.errors('TRUNCATE TABLE t; TRUNCATE TABLE nope; TRUNCATE TABLE v')).toEqual([4712, 4701, 4708]);
  expect(
    await s.rows('BEGIN TRAN; TRUNCATE TABLE n; INSERT n VALUES (3); ROLLBACK; TRUNCATE TABLE n; INSERT n VALUES (4); SELECT * FROM n'),
  ).toEqual([[1, 4]]);
});
