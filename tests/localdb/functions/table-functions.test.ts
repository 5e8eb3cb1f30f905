import { expect, test } from 'vitest';
import { tableFunctions } from '../../../sql/localdb/functions/table-functions.ts';
import {
  bitType,
  dateType,
  decimalType,
  intType,
  nullType,
  nvarcharType,
  typeDeclaration,
  varbinaryType,
  varcharType,
  bigintType,
} from '../../../sql/localdb/types/sql-type.ts';
import { errorNumber, tableCaller } from './bound-call.ts';

const call = tableCaller(tableFunctions);
const max = nvarcharType(-1);
const field = (name: string, type: typeof intType, path?: string, asJson = false) => ({ name, type, asJson, ...(path ? { path } : {}) });

test('STRING_SPLIT keeps empty pieces and can number them', () => {
  expect(call('STRING_SPLIT', ['a,,b,', ',']).rows).toEqual([['a'], [''], ['b'], ['']]);
  expect(call('STRING_SPLIT', ['', ',']).rows).toEqual([['']]);
  expect(call('STRING_SPLIT', [{ type: varcharType(10), value: null }, ',']).rows).toEqual([]);
  const { columns, types, rows } = call('STRING_SPLIT', [{ type: nvarcharType(20), value: 'x;y' }, ';', 1]);
  expect([columns, types.map(typeDeclaration), rows]).toEqual([
    ['value', 'ordinal'],
    ['nvarchar(20)', 'bigint'],
    [
      ['x', 1],
      ['y', 2],
    ],
  ]);
  expect(
    [
      ['a', ',,'],
      ['a', ''],
      ['a', null],
    ].map(([a, b]) => errorNumber(() => call('STRING_SPLIT', [a ?? '', b ?? null]))),
  ).toEqual([214, 214, 214]);
  expect(errorNumber(() => call('STRING_SPLIT', ['a', ',', 2]))).toBe(4199);
});

test('GENERATE_SERIES', () => {
  const series = (...args: Parameters<typeof call>[1]) => call('GENERATE_SERIES', args).rows.map(([v]) => v);
  expect(series(1, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(series(5, 1)).toEqual([5, 4, 3, 2, 1]);
  expect(series(1, 10, 4)).toEqual([1, 5, 9]);
  expect(series(1, 5, -1)).toEqual([]);
  expect(series(1, { type: nullType, value: null })).toEqual([]);
  const decimal = (scale: number, value: number) => ({ type: decimalType(3, scale), value });
  const { types, rows } = call('GENERATE_SERIES', [decimal(1, 0), decimal(1, 10), decimal(1, 5)]);
  expect([types.map(typeDeclaration), rows]).toEqual([['decimal(3,1)'], [[0], [5], [10]]]);
  expect(errorNumber(() => series(1, 5, 0))).toBe(4199);
  expect(errorNumber(() => series(1, { type: bigintType, value: 5 }))).toBe(5373);
});

test('OPENJSON shows members and elements', () => {
  const { columns, types, rows } = call('OPENJSON', ['{"s":"текст","n":12.5,"t":true,"z":null,"a":[1,2],"o":{"x":1}}']);
  expect([columns, types.map(typeDeclaration)]).toEqual([
    ['key', 'value', 'type'],
    ['nvarchar(4000)', 'nvarchar(max)', 'tinyint'],
  ]);
  expect(rows).toEqual([
    ['s', 'текст', 1],
    ['n', '12.5', 2],
    ['t', 'true', 3],
    ['z', null, 0],
    ['a', '[1,2]', 4],
    ['o', '{"x":1}', 5],
  ]);
  expect(call('OPENJSON', ['["a",7]']).rows).toEqual([
    ['0', 'a', 1],
    ['1', '7', 2],
  ]);
  expect(call('OPENJSON', ['{"order":{"items":[10]}}', '$.order.items']).rows).toEqual([['0', '10', 2]]);
  expect(call('OPENJSON', ['{"a":1}', '$.b']).rows).toEqual([]);
  expect(call('OPENJSON', ['{"a":1}', '$.a']).rows).toEqual([]);
  expect(call('OPENJSON', [{ type: max, value: null }]).rows).toEqual([]);
  expect(
    [
      ['{oops', '$'],
      ['', '$'],
      ['{"a":1}', 'strict $.b'],
      ['{"a":1}', 'strict $.a'],
    ].map((a) => errorNumber(() => call('OPENJSON', a))),
  ).toEqual([13609, 13609, 13608, 13611]);
});

test('OPENJSON WITH reads typed columns by path', () => {
  const document =
    '[{"id":1,"client":{"name":"Анна"},"amount":"10.50","paid":true,"on":"2024-03-05","lines":[{"sku":"A"}]},{"id":2,"client":{"name":"Борис"},"amount":7,"paid":false},{"Id":3},5]';
  const schema = [
    field('id', intType, '$.id'),
    field('name', nvarcharType(30), '$.client.name'),
    field('amount', decimalType(9, 2)),
    field('paid', bitType),
    field('on', dateType),
    field('lines', max, undefined, true),
  ];
  expect(call('OPENJSON', [document], schema).rows).toEqual([
    [1, 'Анна', 1050, 1, 738_949, '[{"sku":"A"}]'],
    [2, 'Борис', 700, 0, null, null],
    [null, null, null, null, null, null],
    [null, null, null, null, null, null],
  ]);
});

test('OPENJSON WITH: one object, the row itself, first of the same names, base64', () => {
  expect(
    call(
      'OPENJSON',
      ['{"a":1,"a":2,"b":{"c":[3,4]}}'],
      [field('a', intType), field('x', intType, '$.b.c[1]'), field('b', max, '$.b', true)],
    ).rows,
  ).toEqual([[1, 4, '{"c":[3,4]}']]);
  expect(call('OPENJSON', ['[1,2]'], [field('v', intType, '$')]).rows).toEqual([[1], [2]]);
  expect(call('OPENJSON', ['[[1,2],[3,4]]'], [field('v', intType, '$[1]')]).rows).toEqual([[2], [4]]);
  expect(call('OPENJSON', ['{"d":{"items":[{"k":1}]}}', '$.d.items'], [field('k', intType)]).rows).toEqual([[1]]);
  expect(call('OPENJSON', ['[{"b":"QUI="}]'], [field('b', varbinaryType(10))]).rows[0]?.[0]).toEqual(Buffer.from('AB'));
});

test('OPENJSON WITH: strict paths and what a column cannot be', () => {
  const number = (document: string, ...schema: ReturnType<typeof field>[]) => errorNumber(() => call('OPENJSON', [document], schema));
  expect(number('[{}]', field('a', intType, 'strict $.a'))).toBe(13608);
  expect(number('[{"a":{}}]', field('a', intType, 'strict $.a'))).toBe(13623);
  expect(number('[{"a":1}]', field('a', max, 'strict $.a', true))).toBe(13624);
  expect(number('[{"a":"x"}]', field('a', intType))).toBe(245);
  expect(number('[]', field('a', nvarcharType(10), '$.a', true))).toBe(13618);
});
