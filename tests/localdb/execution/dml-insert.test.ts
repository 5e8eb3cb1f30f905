// INSERT: column lists, defaults, identity, conversions, constraints, and values of sequences.

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

test('columns without a value get their default, identity, computed value or NULL', async () => {
  await s.run(
    "CREATE TABLE t (id int IDENTITY(10, 5), a int DEFAULT 5, twice AS a * 2, more AS (a + 1) PERSISTED, s nvarchar(10) NOT NULL DEFAULT N'x', n int)",
  );
  expect(await s.rows('INSERT t DEFAULT VALUES; INSERT t (a) VALUES (1), (NULL), (DEFAULT); SELECT * FROM t')).toEqual([
    [10, 5, 10, 6, 'x', null],
    [15, 1, 2, 2, 'x', null],
    [20, null, null, null, 'x', null],
    [25, 5, 10, 6, 'x', null],
  ]);
});

test.each([
  ['INSERT t (a) VALUES (1, 2)', 110],
  ['INSERT t (a, s) VALUES (1)', 109],
  ['INSERT t (a) SELECT 1, 2', 121],
  ['INSERT t (a, s) SELECT 1', 120],
  ['INSERT t VALUES (1)', 213],
  ["INSERT t VALUES (1, 1, 'x', DEFAULT)", 8101],
  ['INSERT t (a, a) VALUES (1, 2)', 264],
  ['INSERT t (nope) VALUES (1)', 207],
  ['INSERT t (c) VALUES (1)', 271],
  ['INSERT t (id, a) VALUES (1, 1)', 544],
  ['INSERT t (id, a) VALUES (DEFAULT, 1)', 339],
  ['INSERT t (rv) VALUES (0x01)', 273],
  ["INSERT t (a) VALUES ('abc')", 245],
  ["INSERT t (a) VALUES (1), ('abc')", 245],
  ['INSERT t (s) VALUES (NULL)', 515],
  ["INSERT t (s) VALUES ('too long for it')", 2628],
  ['INSERT t (a) VALUES (1), (2, 3)', 10709],
  ['INSERT nope VALUES (1)', 208],
  ['INSERT sys.objects (name) VALUES (1)', 259],
])('%s is refused with %i', async (text, number) => {
  await s.run("CREATE TABLE t (id int IDENTITY, a int, s varchar(5) NOT NULL DEFAULT '', c AS a + 1, rv rowversion)");
  expect(await s.errors(text)).toEqual([number]);
  expect(await s.rows('SELECT COUNT(*) FROM t')).toEqual([[0]]);
});

test('messages name the column and the table', async () => {
  await s.run(
    "CREATE TABLE t (id int CONSTRAINT PK_t PRIMARY KEY, s nvarchar(3) NOT NULL, d date, g uniqueidentifier, CONSTRAINT CK_s CHECK (s <> 'no'), CONSTRAINT CK_two CHECK (id > 0 OR s = 'a')); CREATE UNIQUE INDEX UX_t ON t (d, g); INSERT t VALUES (1, 'a', '2024-01-02', '6F9619FF-8B86-D011-B42D-00C04FC964FF')",
  );
  const name = `d${next}`;
  expect(
    await s.messages(`
    INSERT t (id) VALUES (2); INSERT t (id, s) VALUES (2, 'abcd'); INSERT t (id, s) VALUES (1, 'a'); INSERT t (id, s) VALUES (2, 'no'); INSERT t (id, s) VALUES (0, 'b');
    INSERT t VALUES (2, 'a', '2024-01-02', '6F9619FF-8B86-D011-B42D-00C04FC964FF'); INSERT t (id, s) VALUES (3, 'b'), (4, 'c')`),
  ).toEqual([
    `Cannot insert the value NULL into column 's', table '${name}.dbo.t'; column does not allow nulls. INSERT fails.`,
    `String or binary data would be truncated in table '${name}.dbo.t', column 's'. Truncated value: 'abc'.`,
    "Violation of PRIMARY KEY constraint 'PK_t'. Cannot insert duplicate key in object 'dbo.t'. The duplicate key value is (1).",
    `The INSERT statement conflicted with the CHECK constraint "CK_s". The conflict occurred in database "${name}", table "dbo.t", column 's'.`,
    `The INSERT statement conflicted with the CHECK constraint "CK_two". The conflict occurred in database "${name}", table "dbo.t".`,
    "Cannot insert duplicate key row in object 'dbo.t' with unique index 'UX_t'. The duplicate key value is (2024-01-02, 6f9619ff-8b86-d011-b42d-00c04fc964ff).",
    "Cannot insert duplicate key row in object 'dbo.t' with unique index 'UX_t'. The duplicate key value is (<NULL>, <NULL>).",
  ]);
});

test('identity values: explicit ones, the end of the type, and what stays after failures', async () => {
  await s.run('CREATE TABLE t (id int IDENTITY, a int NOT NULL); CREATE TABLE small (id tinyint IDENTITY(254, 1), a int)');
  expect(
    await s.errors(
      'SET IDENTITY_INSERT t ON; INSERT t (id, a) VALUES (10, 1); INSERT t (id, a) VALUES (-3, 1); INSERT t (a) VALUES (1); SET IDENTITY_INSERT t OFF',
    ),
  ).toEqual([545]);
  expect(await s.errors('INSERT t (a) VALUES (NULL); BEGIN TRAN; INSERT t (a) VALUES (2); ROLLBACK')).toEqual([515]);
  expect(await s.rows('INSERT t (a) VALUES (3); SELECT CAST(SCOPE_IDENTITY() AS int), CAST(@@IDENTITY AS int)')).toEqual([[13, 13]]);
  expect(await s.rows('SELECT id FROM t ORDER BY id')).toEqual([[-3], [10], [13]]);
  expect(await s.messages('INSERT small VALUES (1), (2); INSERT small VALUES (3)')).toEqual([
    'Arithmetic overflow error converting IDENTITY to data type tinyint.',
  ]);
});

test('IGNORE_DUP_KEY leaves duplicates out', async () => {
  await s.run('CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX u ON t (a) WITH (IGNORE_DUP_KEY = ON)');
  expect(await s.rows('INSERT t VALUES (1, 1), (1, 2), (2, 3); SELECT @@ROWCOUNT, COUNT(*), SUM(b) FROM t')).toEqual([[2, 2, 4]]);
  expect(await s.errors('UPDATE t SET a = 1')).toEqual([2601]);
});

test('a row names a sequence several times but takes one value', async () => {
  await s.run('CREATE SEQUENCE q AS int START WITH 1; CREATE TABLE t (a int, b int, c int DEFAULT (NEXT VALUE FOR q))');
  expect(
    await s.rows('INSERT t (a, b, c) VALUES (NEXT VALUE FOR q, NEXT VALUE FOR q, 0), (NEXT VALUE FOR q, 0, 0); SELECT a, b FROM t'),
  ).toEqual([
    [1, 1],
    [2, 0],
  ]);
  expect(await s.rows('SELECT NEXT VALUE FOR q, NEXT VALUE FOR q FROM t')).toEqual([
    [3, 3],
    [4, 4],
  ]);
  expect(await s.rows('INSERT t (a) VALUES (0); SELECT c FROM t WHERE a = 0')).toEqual([[5]]);
  expect(
    await s.errors('CREATE SEQUENCE e AS tinyint MAXVALUE 1 MINVALUE 0 START WITH 1; SELECT NEXT VALUE FOR e; SELECT NEXT VALUE FOR e'),
  ).toEqual([11728]);
});

test('OUTPUT goes to the client, to a table, or to both', async () => {
  await s.run('CREATE TABLE t (id int IDENTITY, a int, b AS a * 2); CREATE TABLE log (x int, y int)');
  expect(await s.rows('INSERT t (a) OUTPUT inserted.id, inserted.b, inserted.a + 1 AS c VALUES (5), (6)')).toEqual([
    [1, 10, 6],
    [2, 12, 7],
  ]);
  expect(
    await s.rows('INSERT t (a) OUTPUT inserted.id INTO log (y) OUTPUT inserted.a SELECT TOP (1) a + 100 FROM t ORDER BY id DESC'),
  ).toEqual([[106]]);
  expect(await s.rows('SELECT * FROM log')).toEqual([[null, 3]]);
  expect(await s.errors('INSERT t (a) OUTPUT deleted.id VALUES (1)')).toEqual([4104]);
  expect(await s.errors('INSERT t (a) OUTPUT inserted.id, inserted.a INTO log (x) VALUES (1)')).toEqual([121]);
});

test('rows of a data modification can be inserted elsewhere', async () => {
  await s.run('CREATE TABLE t (id int, a int); CREATE TABLE old (id int); INSERT t VALUES (1, 1), (2, 2), (3, 3)');
  expect(
    await s.rows(
      'INSERT old (id) SELECT id FROM (DELETE t OUTPUT deleted.id, deleted.a WHERE id > 1) AS d WHERE a = 3; SELECT @@ROWCOUNT, (SELECT COUNT(*) FROM t), (SELECT MAX(id) FROM old)',
    ),
  ).toEqual([[1, 1, 3]]);
});

test('an INSERT from a procedure converts its columns', async () => {
  await s.run("CREATE TABLE t (id int IDENTITY, a int, b varchar(5))\nGO\nCREATE PROCEDURE p AS SELECT '7', 12 UNION ALL SELECT '8', NULL");
  expect(await s.rows('INSERT t (a, b) EXEC p; SELECT a, b FROM t')).toEqual([
    [7, '12'],
    [8, null],
  ]);
  expect(await s.errors('INSERT t (a) EXEC p')).toEqual([213]);
  expect(await s.errors('INSERT t (a, b) OUTPUT inserted.id EXEC p')).toEqual([483]);
});
