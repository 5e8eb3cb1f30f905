import { expect, it } from 'vitest';
import { isPredicate } from '../../../sql/localdb/parser/ast/index.ts';
import { parseExpression } from '../../../sql/localdb/parser/parse.ts';
import { shown } from './shown.ts';

it.each([
  ['1 + 2 * 3 - 4', '((1 + (2 * 3)) - 4)'],
  ['a - b - c', '((a - b) - c)'],
  ['a & b | c ^ d + e', '((((a & b) | c) ^ d) + e)'],
  ['-a * b + c', '((-(a * b)) + c)'],
  // Unary minus binds looser than * and /: this is 0.1, not 10.
  ['-100.0/-100.0*10.0', '(-(100.0 / (-(100.0 * 10.0))))'],
  ['~a * b', '((~a) * b)'],
  ["a + b COLLATE X + 'c'", '((a + (b collate X)) + c)'],
  ['a = 1 OR b = 2 AND NOT c = 3', '((a = 1) or ((b = 2) and (not (c = 3))))'],
  ['(a = 1 OR b = 2) AND c = 3', '(((a = 1) or (b = 2)) and (c = 3))'],
  ['(a + 1) * 2 > 3 AND ((b)) IS NULL', '((((a + 1) * 2) > 3) and (b is null))'],
  ['a BETWEEN 1 AND 2 AND b = 3', '((a between 1 and 2) and (b = 3))'],
  ['((a = 1)) AND (((b)) + 1) IN (1, 2)', '((a = 1) and ((b + 1) in 1, 2))'],
  ['a < > 1 OR a ! = 2 OR a !> 3 OR a > = 4', '((((a <> 1) or (a <> 2)) or (a <= 3)) or (a >= 4))'],
  ['(SELECT 1) = ((SELECT 2))', '((query) = (query))'],
  ['([qty]>(0))', '(qty > 0)'],
  ['((0))', '0'],
])('groups %s', (text, expected) => {
  expect(shown(parseExpression(text))).toBe(expected);
});

it('tells conditions from values', () => {
  expect(isPredicate(parseExpression('((a) > (b))'))).toBe(true);
  expect(isPredicate(parseExpression('((getdate()))'))).toBe(false);
});

it.each([
  ['COUNT(*)', { name: ['COUNT'], star: true, arguments: [] }],
  ['COUNT(DISTINCT a)', { distinct: true }],
  ['LEFT(a, 1)', { name: ['LEFT'] }],
  ['CURRENT_TIMESTAMP', { kind: 'call', name: ['CURRENT_TIMESTAMP'], arguments: [] }],
  ['dbo.f(DEFAULT, 1)', { name: ['dbo', 'f'], arguments: [{ kind: 'default' }, { value: 1 }] }],
  ['IIF(a > 1, b, c)', { name: ['IIF'], arguments: [{ kind: 'comparison' }, {}, {}] }],
  ['DATEADD(month, 1, d)', { arguments: [{ kind: 'column', name: ['month'] }, {}, {}] }],
  ["STRING_AGG(a, ',') WITHIN GROUP (ORDER BY b DESC)", { withinGroup: [{ descending: true }] }],
  ['LAG(a) IGNORE NULLS OVER (ORDER BY b)', { nulls: 'ignore', over: { orderBy: [{}] } }],
  ['SUM(a) OVER w', { over: { base: 'w', partitionBy: [], orderBy: [] } }],
  ['SUM(a) OVER (w ORDER BY rows)', { over: { base: 'w' } }],
  [
    'SUM(a) OVER (ORDER BY b ROWS 2 PRECEDING)',
    {
      over: { frame: { unit: 'rows', start: { type: 'preceding' }, end: { type: 'currentRow' } } },
    },
  ],
  [
    'SUM(a) OVER (PARTITION BY c ORDER BY b RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)',
    {
      over: { frame: { unit: 'range', start: { type: 'unboundedPreceding' }, end: { type: 'unboundedFollowing' } } },
    },
  ],
  ["TRIM(LEADING '0' FROM a)", { modifier: 'leading', arguments: [{ text: '0' }, { name: ['a'] }] }],
  ["TRIM('x' FROM a)", { arguments: [{ text: 'x' }, { name: ['a'] }] }],
  ["JSON_OBJECT('a': 1, 'b': NULL ABSENT ON NULL)", { arguments: [{}, {}, {}, { type: 'null' }], jsonNull: 'absent' }],
  ['JSON_ARRAY(1, NULL NULL ON NULL)', { arguments: [{}, { type: 'null' }], jsonNull: 'null' }],
  ['CONVERT(varchar(10), d, 120)', { kind: 'cast', isConvert: true, type: { name: ['varchar'], parameters: [10] }, style: { value: 120 } }],
  ['TRY_CAST(a AS nvarchar(max))', { kind: 'cast', isTry: true, isConvert: false, type: { parameters: ['max'] } }],
  ["TRY_PARSE(a AS date USING 'ru-RU')", { kind: 'parse', isTry: true, culture: { text: 'ru-RU' } }],
  ['CAST(a AS double precision)', { type: { name: ['float'] } }],
  ['CAST(a AS national char varying(5))', { type: { name: ['nvarchar'], parameters: [5] } }],
  ["a AT TIME ZONE 'UTC' AT TIME ZONE @z", { kind: 'atTimeZone', operand: { kind: 'atTimeZone' }, zone: { kind: 'variable' } }],
  ['NEXT VALUE FOR dbo.s', { kind: 'nextValueFor', sequence: ['dbo', 's'] }],
  ['next', { kind: 'column' }],
  [
    "(SELECT a FROM t FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)')",
    {
      kind: 'xmlValue',
      path: '.',
      type: 'nvarchar(max)',
      operand: { kind: 'subquery' },
    },
  ],
  ["{d '2024-01-01'}", { kind: 'cast', type: { name: ['datetime'] } }],
  ['a NOT LIKE b ESCAPE c', { kind: 'like', negated: true, escape: { name: ['c'] } }],
  ['a IS NOT DISTINCT FROM NULL', { kind: 'isDistinctFrom', negated: true }],
  ['a <> ALL (SELECT 1)', { kind: 'quantified', operator: '<>', quantifier: 'all' }],
  ['a = SOME (SELECT 1)', { kind: 'quantified', quantifier: 'any' }],
  ['a IN ((SELECT 1) UNION ALL SELECT 2)', { kind: 'inQuery', query: { query: { kind: 'setOperation' } } }],
  ['((SELECT 1) EXCEPT SELECT 2)', { kind: 'subquery', query: { query: { kind: 'setOperation', operator: 'except' } } }],
  ['CASE a WHEN 1 THEN 2 ELSE 3 END', { kind: 'case', input: {}, branches: [{ when: { value: 1 } }], otherwise: { value: 3 } }],
])('parses %s', (text, expected) => {
  expect(parseExpression(text)).toMatchObject(expected);
});
