// Cursors: what they see of later changes, where FETCH goes, how long they live, and their errors.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../sql/localdb/execution/engine.ts';
import type { TestSession } from './engine-session.ts';
import { openTestEngine } from './engine-session.ts';

let engine: Engine;
let session: TestSession;
beforeAll(async () => {
  ({ engine, session } = await openTestEngine());
});
afterAll(() => engine.close());

const fill = (): Promise<unknown> =>
  session.run(`
  DROP TABLE IF EXISTS dbo.c;
  CREATE TABLE dbo.c (id int PRIMARY KEY, g int, v varchar(20));
  INSERT dbo.c VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c'), (4, 2, 'd'), (5, 3, 'e');`);

describe('what a cursor sees', () => {
  it('a dynamic one skips deleted rows and sees new values and new rows', async () => {
    await fill();
    const rows = await session.rows(`
      DECLARE @id int, @v varchar(20), @log varchar(200) = '';
      DECLARE cur CURSOR LOCAL FOR SELECT id, v FROM dbo.c;
      OPEN cur;
      FETCH NEXT FROM cur INTO @id, @v;
      WHILE @@FETCH_STATUS = 0
      BEGIN
        SET @log += CONCAT(@id, @v, ' ');
        IF @id = 1 BEGIN DELETE dbo.c WHERE id = 2; UPDATE dbo.c SET v = 'new' WHERE id = 3; INSERT dbo.c VALUES (9, 9, 'last'); END
        FETCH NEXT FROM cur INTO @id, @v;
      END
      SELECT @log;`);
    expect(rows).toEqual([['1a 3new 4d 5e 9last ']]);
  });

  it('a dynamic one leaves out rows that do not meet its conditions any more', async () => {
    await fill();
    const { prints } = await session.run(`
      DECLARE @id int;
      DECLARE cur CURSOR LOCAL FOR SELECT id FROM dbo.c WHERE g = 1;
      OPEN cur;
      FETCH NEXT FROM cur INTO @id;
      WHILE @@FETCH_STATUS = 0 BEGIN PRINT @id; UPDATE dbo.c SET g = 2; FETCH NEXT FROM cur INTO @id; END`);
    expect(prints).toEqual(['1']);
  });

  it('a keyset tells a row that is gone, and shows new values even when they do not meet the conditions', async () => {
    await fill();
    const { sets } = await session.run(`
      DECLARE cur CURSOR LOCAL KEYSET FOR SELECT id, v FROM dbo.c WHERE g < 3 ORDER BY id;
      OPEN cur;
      SELECT @@CURSOR_ROWS;
      UPDATE dbo.c SET g = 9, v = 'x' WHERE id = 1;
      DELETE dbo.c WHERE id = 2;
      FETCH NEXT FROM cur;
      FETCH NEXT FROM cur;
      SELECT @@FETCH_STATUS;
      FETCH NEXT FROM cur;
      SELECT @@FETCH_STATUS;`);
    expect(sets.map((s) => s.rows)).toEqual([[[4]], [[1, 'x']], [], [[-2]], [[3, 'c']], [[0]]]);
  });

  it('a static one sees nothing, and a query of two tables is static', async () => {
    await fill();
    const { sets } = await session.run(`
      DECLARE one CURSOR LOCAL STATIC FOR SELECT v FROM dbo.c ORDER BY id;
      DECLARE two CURSOR LOCAL FOR SELECT a.v FROM dbo.c a JOIN dbo.c b ON a.id = b.id ORDER BY a.id;
      OPEN one; OPEN two;
      DELETE dbo.c;
      FETCH NEXT FROM one; FETCH NEXT FROM two;`);
    expect(sets.map((s) => s.rows)).toEqual([[['a']], [['a']]]);
  });

  it('keeps the values that variables had at DECLARE', async () => {
    await fill();
    expect(
      await session.rows(
        'DECLARE @g int = 3; DECLARE cur CURSOR LOCAL FOR SELECT id FROM dbo.c WHERE g = @g; SET @g = 1; OPEN cur; FETCH NEXT FROM cur',
      ),
    ).toEqual([[5]]);
  });
});

describe('FETCH', () => {
  it('goes to every place of a scrolling cursor', async () => {
    await fill();
    const { sets } = await session.run(`
      DECLARE @n int = -2;
      DECLARE cur CURSOR LOCAL SCROLL FOR SELECT id FROM dbo.c ORDER BY id;
      OPEN cur;
      FETCH LAST FROM cur; FETCH PRIOR FROM cur; FETCH FIRST FROM cur; FETCH ABSOLUTE @n FROM cur; FETCH RELATIVE -1 FROM cur; FETCH RELATIVE 0 FROM cur;
      FETCH ABSOLUTE 99 FROM cur; SELECT @@FETCH_STATUS, @@ROWCOUNT; FETCH PRIOR FROM cur; FETCH ABSOLUTE 0 FROM cur; FETCH NEXT FROM cur;`);
    expect(sets.map((s) => s.rows)).toEqual([[[5]], [[4]], [[1]], [[4]], [[3]], [[3]], [], [[-1, 0]], [[5]], [], [[1]]]);
  });

  it('refuses other ways than forward', async () => {
    expect(await session.messages('DECLARE cur CURSOR LOCAL FAST_FORWARD FOR SELECT 1 AS one; OPEN cur; FETCH LAST FROM cur')).toEqual([
      'fetch: The fetch type last cannot be used with forward only cursors.',
    ]);
    expect(await session.errors('DECLARE cur CURSOR LOCAL DYNAMIC FOR SELECT id FROM dbo.c; OPEN cur; FETCH ABSOLUTE 1 FROM cur')).toEqual([
      16925,
    ]);
  });

  it('converts into variables, as far as there is a conversion', async () => {
    expect(
      await session.rows(
        "DECLARE @s varchar(10), @d decimal(5, 2); DECLARE cur CURSOR LOCAL FOR SELECT 12, '7.5'; OPEN cur; FETCH NEXT FROM cur INTO @s, @d; SELECT @s, CAST(@d AS varchar(10))",
      ),
    ).toEqual([['12', '7.50']]);
    expect(await session.errors('DECLARE @d date; DECLARE cur CURSOR LOCAL FOR SELECT 1; OPEN cur; FETCH NEXT FROM cur INTO @d')).toEqual([
      16922,
    ]);
    expect(await session.errors('DECLARE @d int; DECLARE cur CURSOR LOCAL FOR SELECT 1, 2; OPEN cur; FETCH NEXT FROM cur INTO @d')).toEqual(
      [16924],
    );
  });
});

describe('names, variables and lives', () => {
  it('a cursor lives while a name or variable refers to it', async () => {
    await fill();
    const { sets, errors } = await session.run(`
      DECLARE @c CURSOR, @d CURSOR;
      DECLARE nm CURSOR LOCAL FOR SELECT id FROM dbo.c ORDER BY id;
      SET @c = nm; SET @d = @c;
      OPEN @c;
      FETCH NEXT FROM nm; FETCH NEXT FROM @d;
      DEALLOCATE nm;
      FETCH NEXT FROM @c;
      DEALLOCATE @c;
      SELECT CURSOR_STATUS('local', 'nm'), CURSOR_STATUS('variable', '@c'), CURSOR_STATUS('variable', '@d');
      FETCH NEXT FROM @c;`);
    expect(sets.map((s) => s.rows)).toEqual([[[1]], [[2]], [[3]], [[-3, -2, 1]]]);
    expect(errors.map((e) => e.number)).toEqual([16950]);
  });

  it('a global cursor outlives its procedure, a local one does not', async () => {
    await fill();
    const { sets, errors } = await session.run(`
      CREATE PROCEDURE dbo.opens AS
        DECLARE gc CURSOR GLOBAL FOR SELECT id FROM dbo.c ORDER BY id; OPEN gc;
        DECLARE lc CURSOR LOCAL FOR SELECT 1 AS one; OPEN lc;
      GO
      EXEC dbo.opens;
      FETCH NEXT FROM gc;
      SELECT CURSOR_STATUS('global', 'gc'), CURSOR_STATUS('local', 'lc');
      FETCH NEXT FROM lc;
      GO
      DEALLOCATE gc;
      OPEN gc;`);
    expect(sets.map((s) => s.rows)).toEqual([[[1]], [[1, -3]]]);
    expect(errors.map((e) => e.number)).toEqual([16916, 16916]);
  });

  it('a procedure hands a cursor over, its own local one too', async () => {
    const { sets, errors } = await session.run(`
      CREATE PROCEDURE dbo.hands_over @c CURSOR VARYING OUTPUT, @n int OUTPUT AS
        DECLARE own CURSOR LOCAL FOR SELECT 2 AS two; SET @c = own; OPEN own; SET @n = 4;
      GO
      DECLARE @mine CURSOR, @n int;
      EXEC dbo.hands_over @mine OUTPUT, @n OUTPUT;
      FETCH NEXT FROM @mine;
      SELECT @n, CURSOR_STATUS('variable', '@mine');
      EXEC dbo.hands_over @mine OUTPUT, @n OUTPUT;`);
    expect(sets.map((s) => s.rows)).toEqual([[[2]], [[4, 1]]]);
    expect(errors.map((e) => e.number)).toEqual([16951]);
  });

  it('reads table variables, temporary tables and the rows of a trigger', async () => {
    await fill();
    const { sets, prints, errors } = await session.run(`
      DECLARE @t TABLE (x int); INSERT @t VALUES (7), (8);
      CREATE TABLE #q (y int); INSERT #q SELECT x FROM @t;
      DECLARE @x int, @sum int = 0;
      DECLARE a CURSOR LOCAL FAST_FORWARD FOR SELECT x FROM @t;
      OPEN a; FETCH NEXT FROM a INTO @x; WHILE @@FETCH_STATUS = 0 BEGIN SET @sum += @x; FETCH NEXT FROM a INTO @x; END
      DECLARE b CURSOR LOCAL FOR SELECT y FROM #q;
      OPEN b; FETCH NEXT FROM b INTO @x; WHILE @@FETCH_STATUS = 0 BEGIN SET @sum += @x; DELETE #q WHERE CURRENT OF b; FETCH NEXT FROM b INTO @x; END
      SELECT @sum, (SELECT COUNT(*) FROM #q);
      GO
      CREATE TRIGGER dbo.c_updated ON dbo.c AFTER UPDATE AS
      BEGIN
        DECLARE @id int;
        DECLARE rows_ CURSOR LOCAL FOR SELECT id FROM inserted ORDER BY id;
        OPEN rows_; FETCH NEXT FROM rows_ INTO @id;
        WHILE @@FETCH_STATUS = 0 BEGIN PRINT CONCAT('row ', @id); FETCH NEXT FROM rows_ INTO @id; END
      END
      GO
      UPDATE dbo.c SET v = 'z' WHERE id < 3;`);
    expect(errors).toEqual([]);
    expect(sets.map((s) => s.rows)).toEqual([[[30, 0]]]);
    expect(prints).toEqual(['row 1', 'row 2']);
  });
});

describe('mistakes', () => {
  it.each([
    ['DECLARE x CURSOR LOCAL FOR SELECT 1 AS one; DECLARE x CURSOR LOCAL FOR SELECT 1 AS one', 16915],
    ['DECLARE x CURSOR LOCAL FOR SELECT 1 AS one; OPEN x; OPEN x', 16905],
    ['DECLARE x CURSOR LOCAL FOR SELECT 1 AS one; CLOSE x', 16917],
    ['OPEN nobody', 16916],
    ['DECLARE @c CURSOR; OPEN @c', 16950],
    ['DECLARE x CURSOR LOCAL STATIC FOR SELECT id FROM dbo.c FOR UPDATE', 16957],
    ['DECLARE x CURSOR LOCAL READ_ONLY FOR SELECT id FROM dbo.c; OPEN x; FETCH NEXT FROM x; DELETE dbo.c WHERE CURRENT OF x', 16929],
    ['DECLARE x CURSOR LOCAL FOR SELECT id FROM dbo.c; OPEN x; DELETE dbo.c WHERE CURRENT OF x', 16931],
  ])('%s', async (text, number) => {
    await fill();
    expect(await session.errors(text)).toEqual([number]);
  });

  it('are found before the batch runs when a name is wrong', async () => {
    await fill();
    const { prints, errors } = await session.run("PRINT 'not yet'; DECLARE x CURSOR LOCAL FOR SELECT nothing FROM dbo.c");
    expect([prints, errors.map((e) => e.number)]).toEqual([[], [207]]);
  });
});
