// Tables, indexes and constraints: what creating, altering and dropping them does to definitions and to rows.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../sql/localdb/execution/engine.ts';
import { openTestEngine } from './engine-session.ts';
import type { TestSession } from './engine-session.ts';

let engine: Engine;
let session: TestSession;

beforeAll(async () => {
  ({ engine, session } = await openTestEngine());
});
afterAll(() => engine.close());

describe('new columns', () => {
  test('existing rows get identity values, defaults, row versions and computed values', async () => {
    await session.run(`
      CREATE TABLE dbo.filled (name varchar(5) NOT NULL);
      INSERT dbo.filled VALUES ('a'), ('b'), ('c');
      ALTER TABLE dbo.filled ADD id int IDENTITY(10, 5), g uniqueidentifier NOT NULL DEFAULT NEWID(), v rowversion;
      GO
      ALTER TABLE dbo.filled ADD twice AS (id * 2) PERSISTED NOT NULL, plain int NULL DEFAULT 7, kept int NULL DEFAULT 8 WITH VALUES;`);
    expect(await session.rows('SELECT id, twice, plain, kept FROM dbo.filled ORDER BY id')).toEqual([
      [10, 20, null, 8],
      [15, 30, null, 8],
      [20, 40, null, 8],
    ]);
    expect(await session.rows('SELECT COUNT(DISTINCT g), COUNT(DISTINCT v) FROM dbo.filled')).toEqual([[3, 3]]);
    expect(await session.rows("INSERT dbo.filled (name) OUTPUT inserted.id VALUES ('d')")).toEqual([[25]]);
  });

  test('a NOT NULL column without a value is refused when there are rows, and a persisted one that changes with time', async () => {
    expect(await session.errors('ALTER TABLE dbo.filled ADD code int NOT NULL')).toEqual([4901]);
    expect(await session.errors('ALTER TABLE dbo.filled ADD at AS GETDATE() PERSISTED')).toEqual([4936]);
    expect(await session.errors('ALTER TABLE dbo.filled ADD name int')).toEqual([2705]);
  });
});

describe('altered columns', () => {
  test('values are converted, or the statement is undone', async () => {
    await session.run(`CREATE TABLE dbo.conv (id int PRIMARY KEY, s varchar(20) NULL);
      INSERT dbo.conv VALUES (1, '12'), (2, 'long text'), (3, NULL);`);
    expect(await session.errors('ALTER TABLE dbo.conv ALTER COLUMN s int')).toEqual([245]);
    expect(await session.errors('ALTER TABLE dbo.conv ALTER COLUMN s varchar(5)')).toEqual([2628]);
    expect(await session.errors('ALTER TABLE dbo.conv ALTER COLUMN s varchar(20) NOT NULL')).toEqual([515]);
    expect(await session.errors('ALTER TABLE dbo.conv ALTER COLUMN s xml2')).toEqual([2715]);
    expect(await session.rows('SELECT s FROM dbo.conv ORDER BY id')).toEqual([['12'], ['long text'], [null]]);
    await session.run("UPDATE dbo.conv SET s = '34' WHERE id > 1; ALTER TABLE dbo.conv ALTER COLUMN s int NOT NULL;");
    expect(await session.rows('SELECT SUM(s) FROM dbo.conv')).toEqual([[80]]);
  });

  test('a changed collation changes comparisons and the index over the column', async () => {
    await session.run(`CREATE TABLE dbo.coll (s varchar(10)); INSERT dbo.coll VALUES ('x');
      ALTER TABLE dbo.coll ALTER COLUMN s varchar(10) COLLATE Latin1_General_BIN;`);
    expect(await session.rows("SELECT COUNT(*) FROM dbo.coll WHERE s = 'X'")).toEqual([[0]]);
  });

  test('what depends on a column keeps it', async () => {
    await session.run('CREATE TABLE dbo.held (a int CONSTRAINT DF_held DEFAULT 1, b AS a + 1); CREATE INDEX IX_held ON dbo.held (a);');
    expect(await session.errors('ALTER TABLE dbo.held DROP COLUMN a')).toEqual([5074, 5074, 5074, 4922]);
    expect(await session.errors('ALTER TABLE dbo.held ALTER COLUMN a bigint')).toContain(4922);
  });
});

describe('indexes', () => {
  test('a unique index is not built over duplicates, an index over a computed column finds rows', async () => {
    await session.run(`CREATE TABLE dbo.ix (id int PRIMARY KEY, n int, half AS n / 2);
      INSERT dbo.ix VALUES (1, 4), (2, 4), (3, 9), (4, NULL), (5, NULL);`);
    expect(await session.messages('CREATE UNIQUE INDEX UX ON dbo.ix (n) WHERE n IS NOT NULL')).toEqual([
      "The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name 'dbo.ix' and the index name 'UX'. The duplicate key value is (4).",
    ]);
    await session.run(
      'UPDATE dbo.ix SET n = 5 WHERE id = 2; CREATE UNIQUE INDEX UX ON dbo.ix (n) WHERE n IS NOT NULL; CREATE INDEX IH ON dbo.ix (half)',
    );
    expect(await session.rows('SELECT id FROM dbo.ix WHERE half = 2 ORDER BY id')).toEqual([[1], [2]]);
    expect(await session.errors('INSERT dbo.ix VALUES (6, NULL); INSERT dbo.ix VALUES (7, 9)')).toEqual([2601]);
  });

  test('disabled indexes enforce nothing until they are rebuilt', async () => {
    await session.run('ALTER INDEX UX ON dbo.ix DISABLE; INSERT dbo.ix VALUES (7, 9)');
    expect(await session.errors('ALTER INDEX UX ON dbo.ix REBUILD')).toEqual([1505]);
    await session.run('DELETE dbo.ix WHERE id = 7; ALTER INDEX ALL ON dbo.ix REBUILD');
    expect(await session.errors('INSERT dbo.ix VALUES (7, 9)')).toEqual([2601]);
  });

  test('a renamed index is found by new plans', async () => {
    await session.run("EXEC sp_rename 'dbo.ix.IH', 'IH2', 'INDEX'");
    expect(await session.rows('SELECT id FROM dbo.ix WHERE half = 4')).toEqual([[3]]);
  });

  test('names and keys are checked', async () => {
    expect(await session.errors('CREATE INDEX IH2 ON dbo.ix (id)')).toEqual([1913]);
    expect(await session.errors('CREATE INDEX I ON dbo.nosuch (id)')).toEqual([1088]);
    expect(await session.errors('CREATE INDEX I ON dbo.ix (nosuch)')).toEqual([1911]);
    expect(await session.errors('CREATE INDEX I ON dbo.ix (id) WHERE half > 1')).toEqual([10609]);
    expect(await session.errors('DROP INDEX I ON dbo.ix')).toEqual([3701]);
    expect(await session.errors('ALTER INDEX I ON dbo.ix REBUILD')).toEqual([2727]);
  });
});

describe('constraints', () => {
  test('existing rows are validated, unless told not to', async () => {
    await session.run(`CREATE TABLE dbo.parent (a int, b int, PRIMARY KEY (a, b)); INSERT dbo.parent VALUES (1, 2);
      CREATE TABLE dbo.child (id int, a int, b int); INSERT dbo.child VALUES (1, 1, 2), (2, NULL, 9), (3, 7, 7);`);
    expect(await session.errors('ALTER TABLE dbo.child ADD CONSTRAINT FK_c FOREIGN KEY (b, a) REFERENCES dbo.parent (b, a)')).toEqual([
      547,
    ]);
    expect(await session.errors('ALTER TABLE dbo.child ADD CONSTRAINT CK_c CHECK (id < 3)')).toEqual([547]);
    await session.run('ALTER TABLE dbo.child WITH NOCHECK ADD CONSTRAINT FK_c FOREIGN KEY (b, a) REFERENCES dbo.parent (b, a)');
    expect(await session.errors('INSERT dbo.child VALUES (4, 8, 8)')).toEqual([547]);
    expect(await session.errors('ALTER TABLE dbo.child WITH CHECK CHECK CONSTRAINT ALL')).toEqual([547]);
    expect(await session.errors('DROP TABLE dbo.parent')).toEqual([3726]);
    await session.run('DELETE dbo.child WHERE id = 3; ALTER TABLE dbo.child WITH CHECK CHECK CONSTRAINT FK_c');
    expect(await session.rows("SELECT is_not_trusted FROM sys.foreign_keys WHERE name = 'FK_c'")).toEqual([[0]]);
  });
});

describe('temporary tables', () => {
  test('a procedure makes its own under a name that its caller has', async () => {
    await session.run(`CREATE PROCEDURE dbo.own AS
      BEGIN CREATE TABLE #o (x int PRIMARY KEY, y AS x * 2); INSERT #o VALUES (5), (6); SELECT SUM(y) FROM #o; END`);
    await session.run("CREATE TABLE #o (z varchar(5)); INSERT #o VALUES ('outer');");
    expect(await session.rows('EXEC dbo.own')).toEqual([[22]]);
    expect(await session.rows('EXEC dbo.own')).toEqual([[22]]);
    expect(await session.rows('SELECT z FROM #o')).toEqual([['outer']]);
    expect(await session.errors('CREATE TABLE #o (id int)')).toEqual([2714]);
  });

  test('they are altered, indexed and undone like others', async () => {
    await session.run('CREATE TABLE #t (id int NOT NULL); INSERT #t VALUES (1), (1)');
    expect(await session.errors('ALTER TABLE #t ADD PRIMARY KEY (id)')).toEqual([1505, 1750]);
    await session.run('BEGIN TRAN; ALTER TABLE #t ADD w int NOT NULL DEFAULT 5; DELETE #t; ROLLBACK');
    const { sets } = await session.run('SELECT * FROM #t');
    expect(sets[0]?.columns.map((c) => c.name)).toEqual(['id']);
    expect(sets[0]?.rows).toEqual([[1], [1]]);
    await session.run('BEGIN TRAN; CREATE TABLE #gone (id int); DROP TABLE #t; ROLLBACK');
    expect(await session.rows("SELECT OBJECT_ID('tempdb..#gone'), (SELECT COUNT(*) FROM #t)")).toEqual([[null, 2]]);
  });

  test('SELECT INTO keeps types, nullability and the identity', async () => {
    await session.run(`CREATE TABLE dbo.source (id int IDENTITY(3, 2), n decimal(9, 2) NOT NULL); INSERT dbo.source VALUES (1), (2);
      SELECT id, n, n * 2 AS m, NULL AS nothing INTO dbo.copied FROM dbo.source;`);
    expect(await session.rows("SELECT name, is_nullable, is_identity FROM sys.columns WHERE object_id = OBJECT_ID('dbo.copied')")).toEqual([
      ['id', 0, 1],
      ['n', 0, 0],
      ['m', 1, 0],
      ['nothing', 1, 0],
    ]);
    expect(await session.rows('INSERT dbo.copied (n) OUTPUT inserted.id VALUES (9)')).toEqual([[7]]);
    expect(await session.errors('SELECT 1 INTO #unnamed')).toEqual([1038]);
    expect(await session.errors('SELECT 1 AS a, 2 AS A INTO #twice')).toEqual([2705]);
  });
});

test('a transaction takes definitions and rows back', async () => {
  await session.run('CREATE TABLE dbo.stays (id int); INSERT dbo.stays VALUES (1), (2)');
  await session.run(`BEGIN TRAN; CREATE TABLE dbo.goes (id int); ALTER TABLE dbo.stays ADD x int NOT NULL DEFAULT 3; CREATE INDEX I ON dbo.stays (x);
    TRUNCATE TABLE dbo.stays; DROP TABLE dbo.stays; ROLLBACK`);
  expect(await session.rows("SELECT OBJECT_ID('dbo.goes'), (SELECT COUNT(*) FROM dbo.stays WHERE id > 0)")).toEqual([[null, 2]]);
  expect(await session.rows("SELECT COUNT(*) FROM sys.columns WHERE object_id = OBJECT_ID('dbo.stays')")).toEqual([[1]]);
});
