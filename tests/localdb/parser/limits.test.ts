import { expect, it } from 'vitest';
import { parseBatch, parseExpression } from '../../../sql/localdb/parser/parse.ts';
import { SqlError } from '../../../sql/localdb/types/errors.ts';

const numberOf = (text: string): number => {
  try {
    parseBatch(text);
    return 0;
  } catch (error) {
    if (error instanceof SqlError && error.isLocated && error.line > 0) return error.number;
    throw error;
  }
};

// Opening, innermost and closing part of a nesting.
const NESTINGS: readonly (readonly [string, string, string, string])[] = [
  ['SELECT ', '(', '1', ')'],
  ['SELECT ', '(SELECT ', '1', ')'],
  ['SELECT ', 'CASE WHEN 1 = 1 THEN ', '1', ' END'],
  ['SELECT ', 'f(', '1', ')'],
  ['SELECT ', 'CAST(', '1', ' AS int)'],
  ['SELECT ', '- ', '1', ''],
  ['SELECT 1 WHERE ', 'NOT ', '1 = 1', ''],
  ['SELECT 1 WHERE ', '(1 = 1 AND ', '1 = 1', ')'],
  ['SELECT 1 WHERE ', 'EXISTS (SELECT 1 WHERE ', '1 = 1', ')'],
  ['SELECT 1 WHERE ', 'a IN (SELECT 1 WHERE ', '1 = 1', ')'],
  ['SELECT * FROM ', '(SELECT * FROM ', 't', ') x'],
  ['SELECT * FROM ', '(', 'a CROSS JOIN b', ')'],
  ['SELECT * FROM ', 'a JOIN ', 'b', ' ON 1 = 1'],
  ['', '(', 'SELECT 1', ')'],
  ['', 'BEGIN ', 'SELECT 1', ' END'],
  ['', 'BEGIN TRY ', 'SELECT 1', ' END TRY BEGIN CATCH END CATCH'],
  ['', 'IF 1 = 1 ', 'SELECT 1', ''],
  ['', 'WHILE 1 = 1 ', 'SELECT 1', ''],
];

it.each(NESTINGS)('allows 100 levels of %s%s and refuses 1,000 with an error', (before, open, inner, close) => {
  const nested = (levels: number): string => before + open.repeat(levels) + inner + close.repeat(levels);
  expect(numberOf(nested(100))).toBe(0);
  expect(numberOf(nested(1000))).toBe(191);
  expect(numberOf(before + open.repeat(100_000))).toBe(191);
});

it('parses long chains into left-deep trees and refuses endless ones', () => {
  let e = parseExpression(`${'a + '.repeat(9000)}b`);
  let depth = 0;
  for (; e.kind === 'binary'; e = e.left) depth++;
  expect(depth).toBe(9000);
  expect(numberOf(`SELECT 1 WHERE ${'a = 1 OR '.repeat(9000)}b = 2`)).toBe(0);
  expect(numberOf(`SELECT 1${' UNION ALL SELECT 1'.repeat(9000)}`)).toBe(0);
  expect(numberOf(`${'IF 1 = 1 SELECT 1 ELSE '.repeat(400)}SELECT 2`)).toBe(0);
  expect(numberOf(`SELECT 1 WHERE a IN (${'1, '.repeat(50_000)}1)`)).toBe(0);
  expect(numberOf(`SELECT ${'a + '.repeat(50_000)}b`)).toBe(191);
  expect(numberOf(`${'IF 1 = 1 SELECT 1 ELSE '.repeat(5000)}SELECT 2`)).toBe(191);
});

it('answers garbage with errors of its own and at once', () => {
  let seed = 12345;
  const random = (n: number): number => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed % n;
  };
  const words =
    `SELECT FROM WHERE ( ) , . ; = < > + - * 'x' N'y' [a] "b" @v @@ROWCOUNT #t 1 1.5 $1 0x1 t a.b CASE WHEN THEN END ELSE IF BEGIN
    TRY CATCH WHILE DECLARE SET INSERT INTO VALUES UPDATE DELETE MERGE USING ON MATCHED OUTPUT CREATE TABLE PROCEDURE FUNCTION VIEW TRIGGER AS
    RETURNS RETURN int nvarchar(max) EXEC CURSOR FOR OPEN FETCH NEXT JOIN LEFT APPLY CROSS PIVOT UNPIVOT IN EXISTS NOT NULL IS LIKE BETWEEN
    AND OR UNION ALL EXCEPT GROUP BY ORDER TOP WITH OVER PARTITION ROWS CAST CONVERT ALTER DROP INDEX CONSTRAINT PRIMARY KEY DEFAULT GRANT TO
    TRAN COMMIT ROLLBACK THROW RAISERROR PRINT GOTO lbl: : :: { } ! ~ % & | ^ \\ é ☃ /* */ -- \n ' " [`.split(/ +/);
  const from = performance.now();
  for (let i = 0; i < 4000; i++) {
    let text = '';
    for (let length = 1 + random(30); length > 0; length--) {
      text += i % 3 === 0 ? String.fromCharCode(random(4) > 0 ? 32 + random(95) : random(0x3000)) : `${words[random(words.length)]} `;
    }
    numberOf(text);
  }
  expect(performance.now() - from).toBeLessThan(20_000);
});
