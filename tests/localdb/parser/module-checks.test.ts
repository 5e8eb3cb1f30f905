import { expect, it } from 'vitest';
import { checkFunctionBody } from '../../../sql/localdb/parser/module-checks.ts';
import { parseBatch } from '../../../sql/localdb/parser/parse.ts';

const check = (text: string): unknown => {
  const [statement] = parseBatch(`CREATE FUNCTION dbo.f (@a int) ${text}`).statements;
  if (statement?.kind !== 'createFunction') throw new Error(text);
  const error = checkFunctionBody(statement);
  return error && [error.number, error.line, error.message.match(/'(.*)'/)?.[1]];
};
const scalar = (body: string): unknown => check(`RETURNS int AS\nBEGIN\n${body}\nEND`);

it('allows what stays inside the function', () => {
  expect(scalar('DECLARE @t TABLE (a int); INSERT @t VALUES (1); UPDATE x SET a = 2 FROM @t AS x; DELETE @t; RETURN 1')).toBeUndefined();
  expect(scalar('DECLARE @x int; SELECT @x = a FROM dbo.t; WHILE @x > 1 SET @x -= 1; EXEC dbo.p; RETURN (SELECT @x)')).toBeUndefined();
  expect(check('RETURNS @r TABLE (a int) AS BEGIN INSERT @r SELECT 1; RETURN END')).toBeUndefined();
  expect(check('RETURNS TABLE AS RETURN SELECT 1 a')).toBeUndefined();
});

it.each([
  ['INSERT dbo.t VALUES (1); RETURN 1', 443, 'INSERT'],
  ['IF @a = 1 BEGIN UPDATE x SET a = 1 FROM dbo.t AS x END RETURN 1', 443, 'UPDATE'],
  ["PRINT 'x'; RETURN 1", 443, 'PRINT'],
  ["EXEC ('x'); RETURN 1", 443, 'EXECUTE STRING'],
  ['BEGIN TRAN; RETURN 1', 443, 'BEGIN TRANSACTION'],
  ['BEGIN TRY SELECT 1 END TRY BEGIN CATCH END CATCH RETURN 1', 443, 'BEGIN TRY'],
  ['RETURN CAST(RAND() * 5 AS int)', 443, 'rand'],
  ['SELECT 1 x; RETURN 1', 444, undefined],
  ['DECLARE @x int; SET @x = (SELECT COUNT(*) FROM #t); RETURN @x', 2772, undefined],
  ['IF @a = 1 RETURN 5; SET @a = 2', 455, undefined],
])('refuses %s', (body, number, operator) => {
  expect(scalar(body)).toEqual([number, 3, operator]);
});
