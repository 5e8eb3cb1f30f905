import { describe, expect, it } from 'vitest';
import { parseBatch } from '../../../sql/localdb/parser/parse.ts';
import { SqlError } from '../../../sql/localdb/types/errors.ts';

const failure = (text: string): SqlError => {
  try {
    parseBatch(text);
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
  throw new Error(`parsed: ${text}`);
};

it.each([
  [102, 'SELECT id total extra FROM t', "Incorrect syntax near 'extra'."],
  [102, 'SELECT id FROM t ORDER id', "Incorrect syntax near 'id'."],
  [102, 'INSERT INTO t (a) VALUES (2, 20;', "Incorrect syntax near ';'."],
  [102, 'SELECT id FROM (SELECT 1 AS id);', "Incorrect syntax near ';'."],
  [102, "SELECT 'a' 'b' 'c'", "Incorrect syntax near 'c'."],
  [102, 'SELECT a > 1', "Incorrect syntax near '>'."],
  [102, 'SELECT (a = 1)', "Incorrect syntax near '='."],
  [102, 'EXEC p GETDATE()', "Incorrect syntax near ')'."],
  [102, "RAISERROR 50001 'x'", "Incorrect syntax near '50001'."],
  [102, "PRINT 'x' THROW", "Incorrect syntax near 'THROW'."],
  [102, 'SELECT * FROM t WHERE', "Incorrect syntax near 'WHERE'."],
  [156, 'SELECT id, FROM t', "Incorrect syntax near the keyword 'FROM'."],
  [156, 'UPDATE t WHERE id = 1', "Incorrect syntax near the keyword 'WHERE'."],
  [156, 'select order from t', "Incorrect syntax near the keyword 'order'."],
  [156, 'IF 1 = 1 CREATE PROC p AS SELECT 1', "Incorrect syntax near the keyword 'PROC'."],
  [102, "SELECT 'abc", "Incorrect syntax near 'abc'."],
  [113, 'SELECT 1 /* /* */', "Missing end comment mark '*/'."],
  [103, `SELECT ${'x'.repeat(129)}`, 'Maximum length is 128.'],
  [1038, 'SELECT 1 AS []', 'missing or empty'],
  [1007, `SELECT ${'9'.repeat(39)}`, 'out of the range for numeric'],
  [319, 'SELECT 1 WITH c AS (SELECT 1 a) SELECT a FROM c', "near the keyword 'with'"],
  [336, 'SELECT 1 FROM t WITH c AS (SELECT 1 a) SELECT a FROM c', "Incorrect syntax near 'c'."],
  [10713, 'MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE', 'terminated by a semi-colon'],
  [10711, 'MERGE t USING u ON 1 = 1 WHEN MATCHED THEN INSERT VALUES (1);', 'INSERT'],
  [10714, 'MERGE t USING u ON 1 = 1 WHEN MATCHED AND 1 = 2 THEN DELETE WHEN MATCHED THEN DELETE;', 'DELETE'],
  [5324, 'MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE WHEN MATCHED AND 1 = 1 THEN UPDATE SET a = 1;', 'search condition'],
  [111, 'SELECT 1 CREATE PROCEDURE p AS SELECT 2', "'CREATE/ALTER PROCEDURE' must be the first"],
  [111, 'SELECT 1; CREATE VIEW v AS SELECT 2 a', "'CREATE VIEW' must be the first"],
  [178, 'RETURN 5', 'A RETURN statement with a return value'],
  [178, 'CREATE TRIGGER tr ON t FOR INSERT AS RETURN 1', 'A RETURN statement with a return value'],
  [135, 'IF 1 = 1 BREAK', 'BREAK'],
  [136, 'CONTINUE', 'CONTINUE'],
  [132, 'x: x: RETURN', "'x'"],
  [133, 'GOTO nowhere', "'nowhere'"],
  [134, 'DECLARE @a int, @A int', "'@A'"],
  [134, 'CREATE PROC p @a int AS DECLARE @a int', "'@a'"],
  [137, 'SELECT @t.id FROM @t', '"@t"'],
  [141, 'SELECT @a = 1, b FROM t', 'assigns a value'],
  [10734, 'SELECT @a = 1 UNION SELECT 2', 'Variable assignment'],
  [4145, 'SELECT 1 WHERE a', "near 'a'"],
  [4145, 'IF 1 PRINT 2', "near 'PRINT'"],
  [4145, 'SELECT 1 WHERE a AND b = 1', "near 'AND'"],
  [4145, 'SELECT IIF(1, 2, 3)', "near ','"],
  [10704, 'THROW', 'CATCH'],
  [153, 'SELECT a FROM t ORDER BY a FETCH NEXT 5 ROWS ONLY', 'FETCH'],
  [195, 'SET FOO ON', "'FOO' is not a recognized SET option."],
  [321, 'SELECT 1 FROM t WITH (FOO)', '"FOO"'],
  [1033, 'SELECT * FROM (SELECT 1 a ORDER BY a) x', 'ORDER BY'],
  [1062, 'SELECT TOP 5 WITH TIES a FROM t', 'WITH TIES'],
  [10741, 'SELECT TOP 5 a FROM t ORDER BY a OFFSET 1 ROWS', 'TOP'],
  [10709, 'INSERT t VALUES (1), (1, 2)', 'table value constructor'],
  [10738, `INSERT t VALUES ${'(1),'.repeat(1000)}(1)`, '1000'],
])('reports %i for %s', (number, text, message) => {
  const error = failure(text);
  expect(error.number).toBe(number);
  expect(error.message).toContain(message);
  expect(error).toMatchObject({ isLocated: true, line: 1 });
});

it('says the line, and the procedure inside a module', () => {
  expect(failure('PRINT 1\n\nSELECT , 1')).toMatchObject({ line: 3, procedure: '' });
  expect(failure('CREATE PROC dbo.p AS\nSELECT 1\nSELECT FROM')).toMatchObject({ number: 156, line: 3, procedure: 'p' });
});

it('reports a syntax error in preference to a misplaced statement before it', () => {
  expect(failure('BREAK SELECT FROM').number).toBe(156);
  expect(failure("SELECT FROM 'x").number).toBe(156);
});

describe('refusals', () => {
  it.each([
    ["SELECT x.value('.', 'int') FROM t", 'value()'],
    ["SELECT 1 FROM t CROSS APPLY t.x.nodes('/a') AS y (c)", 'nodes()'],
    ["SELECT 1 FROM @x.nodes('/a') AS t (c)", 'nodes()'],
    ["SELECT 1 WHERE CONTAINS(a, 'x')", 'CONTAINS'],
    ['CREATE TABLE t (a int, PERIOD FOR SYSTEM_TIME (b, c))', 'temporal'],
    ['CREATE TABLE t (a int) WITH (MEMORY_OPTIMIZED = ON)', 'memory-optimised'],
    ['CREATE TABLE t (a int) ON scheme (a)', 'Partitioning'],
    ['CREATE TABLE t (a varbinary(max) FILESTREAM)', 'FILESTREAM'],
    ['CREATE TABLE t (a int) AS NODE', 'graph'],
    ['SELECT 1 FROM t FOR SYSTEM_TIME ALL', 'FOR SYSTEM_TIME'],
    ["BACKUP DATABASE d TO DISK = 'x'", 'BACKUP'],
    ['CREATE PARTITION FUNCTION f (int) AS RANGE LEFT FOR VALUES (1)', 'CREATE PARTITION FUNCTION'],
    ['CREATE TRIGGER tr ON DATABASE FOR CREATE_TABLE AS RETURN', 'DDL'],
    ["SELECT 1 FROM OPENQUERY(s, 'x') q", 'OPENQUERY'],
  ])('names what is not supported in %s', (text, construct) => {
    const error = failure(`\n${text}`);
    expect(error).toMatchObject({ number: 40000, line: 2 });
    expect(error.message).toContain(construct);
  });
});
