import { expect, it } from 'vitest';
import { tokenize } from '../../../sql/localdb/parser/lexer.ts';
import { quoteName, splitMultipartName } from '../../../sql/localdb/parser/names.ts';
import { parseBatch, parseExpression } from '../../../sql/localdb/parser/parse.ts';

const literal = (text: string): object => {
  const { start: _start, end: _end, line: _line, ...rest } = parseExpression(text);
  return rest;
};

it.each([
  ['1', { kind: 'literal', type: 'int', value: 1 }],
  ['2147483647', { kind: 'literal', type: 'int', value: 2147483647 }],
  ['2147483648', { kind: 'literal', type: 'decimal', text: '2147483648' }],
  ['1.', { kind: 'literal', type: 'decimal', text: '1.' }],
  ['.5', { kind: 'literal', type: 'decimal', text: '.5' }],
  ['1e5', { kind: 'literal', type: 'float', value: 100000 }],
  ['1E-2', { kind: 'literal', type: 'float', value: 0.01 }],
  ['1e', { kind: 'literal', type: 'float', value: 1 }],
  ['$5.20', { kind: 'literal', type: 'money', text: '5.20' }],
  ['0x', { kind: 'literal', type: 'binary', text: '' }],
  ['0xABC', { kind: 'literal', type: 'binary', text: '0ABC' }],
  ["'it''s'", { kind: 'literal', type: 'string', text: "it's", national: false }],
  ["N'Юлия'", { kind: 'literal', type: 'string', text: 'Юлия', national: true }],
  ["'a\\\r\nb'", { kind: 'literal', type: 'string', text: 'ab', national: false }],
  ['NULL', { kind: 'literal', type: 'null' }],
  ['@@rowcount', { kind: 'systemVariable', name: 'ROWCOUNT' }],
  ['@Имя', { kind: 'variable', name: '@Имя' }],
  ['$ACTION', { kind: 'pseudoColumn', name: '$action' }],
  ['[a]]b].[c d]', { kind: 'column', name: ['a]b', 'c d'] }],
  ['"x""y"', { kind: 'column', name: ['x"y'] }],
  ['##t.дата', { kind: 'column', name: ['##t', 'дата'] }],
  ['db..t.c', { kind: 'column', name: ['db', '', 't', 'c'] }],
])('reads the constant or name %s', (text, expected) => {
  expect(literal(text)).toEqual(expected);
});

it('takes double quotes for strings with QUOTED_IDENTIFIER OFF, also from SET in the batch on', () => {
  expect(parseExpression('"x"', { quotedIdentifier: false })).toMatchObject({ type: 'string', text: 'x' });
  const { statements } = parseBatch('PRINT "a"; SET QUOTED_IDENTIFIER ON; SELECT "b"', { quotedIdentifier: false });
  expect(statements[0]).toMatchObject({ value: { type: 'string', text: 'a' } });
  expect(statements[2]).toMatchObject({ query: { items: [{ expression: { kind: 'column', name: ['b'] } }] } });
});

it('counts lines through comments and strings', () => {
  const { statements } = parseBatch("/* a\n /* b */\n */ PRINT 1 -- c\nPRINT 'x\ny'\r\n\r\nPRINT [z\n]");
  expect(statements.map((s) => s.line)).toEqual([3, 4, 7]);
});

it('gives nodes spans that point into the text', () => {
  const text = 'SELECT a + b AS c FROM t;';
  const [statement] = parseBatch(text).statements;
  expect(text.slice(statement?.start, statement?.end)).toBe('SELECT a + b AS c FROM t');
});

it('reads ten megabytes in linear time', () => {
  const row = "INSERT INTO dbo.t (id, name, total) VALUES (1, N'Иван Петров', 12.50);\n";
  const time = (text: string): number => {
    const from = performance.now();
    expect(tokenize(text).error).toBeUndefined();
    return performance.now() - from;
  };
  time(row.repeat(10_000));
  expect(time(row.repeat(Math.ceil(1e7 / row.length)))).toBeLessThan(10_000);
  expect(time('"a" '.repeat(2_500_000))).toBeLessThan(10_000);
  expect(time(`'${"''".repeat(5_000_000)}'`)).toBeLessThan(10_000);
});

it('splits names given as strings and quotes names', () => {
  expect(splitMultipartName('orders')).toEqual(['orders']);
  expect(splitMultipartName(' dbo . [a.b]]c] ')).toEqual(['dbo', 'a.b]c']);
  expect(splitMultipartName('db..t')).toEqual(['db', '', 't']);
  expect(splitMultipartName('"x y".#t')).toEqual(['x y', '#t']);
  for (const bad of ['[a', 'a.b.c.d.e', 'dbo.', '[a]b']) expect(splitMultipartName(bad)).toEqual([]);
  expect(quoteName('a]b')).toBe('[a]]b]');
});
