// Foreign keys: what refers must be there, and what cascades do.

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
  await s.run(`USE master; CREATE DATABASE d${++next};\nGO\nUSE d${next};`);
});
afterAll(() => engine.close());

test('messages on both sides', async () => {
  await s.run(
    'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int, pid int CONSTRAINT FK_c REFERENCES p (id)); CREATE TABLE self (id int PRIMARY KEY, up int CONSTRAINT FK_self REFERENCES self (id)); INSERT p VALUES (1); INSERT c VALUES (1, 1), (2, NULL); INSERT self VALUES (2, 1), (1, 1)',
  );
  const where = (table: string, column: string): string =>
    `The conflict occurred in database "d${next}", table "dbo.${table}", column '${column}'.`;
  expect(
    await s.messages(
      'INSERT c VALUES (3, 9); UPDATE c SET pid = 9 WHERE id = 1; DELETE p; UPDATE p SET id = 5; INSERT self VALUES (3, 9); DELETE self WHERE id = 1',
    ),
  ).toEqual([
    `The INSERT statement conflicted with the FOREIGN KEY constraint "FK_c". ${where('p', 'id')}`,
    `The UPDATE statement conflicted with the FOREIGN KEY constraint "FK_c". ${where('p', 'id')}`,
    `The DELETE statement conflicted with the REFERENCE constraint "FK_c". ${where('c', 'pid')}`,
    `The UPDATE statement conflicted with the REFERENCE constraint "FK_c". ${where('c', 'pid')}`,
    `The INSERT statement conflicted with the FOREIGN KEY SAME TABLE constraint "FK_self". ${where('self', 'id')}`,
    `The DELETE statement conflicted with the SAME TABLE REFERENCE constraint "FK_self". ${where('self', 'up')}`,
  ]);
  expect(await s.errors('DELETE self; UPDATE p SET id = id; INSERT p VALUES (2); UPDATE p SET id = 3 - id')).toEqual([]);
});

test('cascades go through several tables', async () => {
  await s.run(`CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, aid int REFERENCES a (id) ON DELETE CASCADE ON UPDATE CASCADE); CREATE TABLE c (id int, bid int REFERENCES b (id) ON DELETE CASCADE);
    INSERT a VALUES (1), (2), (3); INSERT b VALUES (10, 1), (20, 2); INSERT c VALUES (100, 10), (200, 20)`);
  expect(
    await s.rows(
      'UPDATE a SET id = 4 WHERE id = 2; DELETE a WHERE id = 1; SELECT @@ROWCOUNT, b.id, b.aid, c.id FROM b JOIN c ON c.bid = b.id',
    ),
  ).toEqual([[1, 20, 4, 200]]);
});

test('SET NULL and SET DEFAULT on deletion; a default that is not there is refused', async () => {
  await s.run(`CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE n (id int, aid int REFERENCES a (id) ON DELETE SET NULL); CREATE TABLE f (id int, aid int DEFAULT 1 REFERENCES a (id) ON DELETE SET DEFAULT);
    INSERT a VALUES (1), (2); INSERT n VALUES (1, 2); INSERT f VALUES (1, 2)`);
  expect(await s.rows('DELETE a WHERE id = 2; SELECT n.aid, f.aid FROM n, f')).toEqual([[null, 1]]);
  expect(await s.errors('DELETE a')).toEqual([547]);
  expect(await s.rows('SELECT COUNT(*) FROM a')).toEqual([[1]]);
});

test('deletion cascades and fires the triggers of the tables that it reaches', async () => {
  await s.run(`CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, aid int NOT NULL REFERENCES a (id) ON DELETE CASCADE ON UPDATE CASCADE); CREATE TABLE log (what varchar(10), n int);
    INSERT a VALUES (1), (2), (3); INSERT b VALUES (10, 1), (11, 1), (20, 2)\nGO\nCREATE TRIGGER tb ON b AFTER UPDATE, DELETE AS INSERT log SELECT IIF(UPDATE(aid), 'update', 'delete'), COUNT(*) FROM deleted`);
  expect(await s.rows('UPDATE a SET id = 9 WHERE id = 2; DELETE a WHERE id = 1; DELETE a WHERE id = 3; SELECT * FROM log')).toEqual([
    ['update', 1],
    ['delete', 2],
  ]);
  expect(await s.rows('SELECT * FROM b')).toEqual([[20, 9]]);
});

test('keys of several columns, with a NULL in them nothing is referred to', async () => {
  await s.run(
    'CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (id int, x int, y int, FOREIGN KEY (y, x) REFERENCES p (b, a) ON DELETE CASCADE ON UPDATE SET NULL); INSERT p VALUES (1, 2), (1, 3); INSERT c VALUES (1, 1, 2), (2, 1, 3), (3, 9, NULL)',
  );
  expect(await s.errors('INSERT c VALUES (4, 2, 1)')).toEqual([547]);
  expect(await s.rows('UPDATE p SET b = 4 WHERE b = 3; DELETE p WHERE b = 2; SELECT * FROM c')).toEqual([
    [2, null, null],
    [3, 9, null],
  ]);
});
