import { expect, test } from 'vitest';
import { forJsonAuto, forJsonPath } from '../../../sql/localdb/functions/for-json.ts';
import type { ForJsonOptions } from '../../../sql/localdb/functions/for-json.ts';
import { bitType, dateType, decimalType, intType, nvarcharType } from '../../../sql/localdb/types/sql-type.ts';
import type { SqlType, Value } from '../../../sql/localdb/types/sql-type.ts';
import { errorNumber } from './bound-call.ts';

const text = nvarcharType(50);
const plain: ForJsonOptions = { includeNullValues: false, withoutArrayWrapper: false };
type Column = readonly [name: string, type: SqlType, isJson?: boolean];

const path = (columns: readonly Column[], rows: readonly Value[][], options: Partial<ForJsonOptions> = {}): string | null => {
  const writer = forJsonPath(
    columns.map(([name, type, isJson = false]) => ({ name, type, isJson })),
    { ...plain, ...options },
  );
  for (const row of rows) writer.add(row);
  return writer.result();
};

const auto = (
  columns: readonly (readonly [name: string, source: number, alias: string])[],
  rows: readonly Value[][],
  options: Partial<ForJsonOptions> = {},
): string | null => {
  const writer = forJsonAuto(
    columns.map(([name, source, alias]) => ({ name, type: intType, isJson: false, source, alias })),
    { ...plain, ...options },
    'c',
  );
  for (const row of rows) writer.add(row);
  return writer.result();
};

test('dots make objects, NULLs are left out, types keep their JSON form', () => {
  const columns: Column[] = [
    ['id', intType],
    ['client.name', text],
    ['sum.value', decimalType(9, 2)],
    ['sum.currency', text],
    ['paid', bitType],
    ['created', dateType],
    ['note', text],
  ];
  expect(
    path(columns, [
      [1, 'Анна', 1050, 'RUB', 1, 738_949, null],
      [2, 'Bob "B"', 700, 'RUB', 0, 738_950, 'a/b'],
    ]),
  ).toBe(
    '[{"id":1,"client":{"name":"Анна"},"sum":{"value":10.50,"currency":"RUB"},"paid":true,"created":"2024-03-05"},{"id":2,"client":{"name":"Bob \\"B\\""},"sum":{"value":7.00,"currency":"RUB"},"paid":false,"created":"2024-03-06","note":"a\\/b"}]',
  );
});

test('options', () => {
  const columns: Column[] = [
    ['id', intType],
    ['n.x', text],
  ];
  const rows = [
    [1, null],
    [2, 'a'],
  ];
  expect(path(columns, rows)).toBe('[{"id":1},{"id":2,"n":{"x":"a"}}]');
  expect(path(columns, rows, { includeNullValues: true })).toBe('[{"id":1,"n":{"x":null}},{"id":2,"n":{"x":"a"}}]');
  expect(path(columns, rows, { root: 'orders' })).toBe('{"orders":[{"id":1},{"id":2,"n":{"x":"a"}}]}');
  expect(path(columns, rows, { withoutArrayWrapper: true })).toBe('{"id":1},{"id":2,"n":{"x":"a"}}');
  expect(path(columns, [])).toBe(null);
  expect(path([['a', text]], [[null]])).toBe('[{}]');
  expect(errorNumber(() => path(columns, [], { root: 'r', withoutArrayWrapper: true }))).toBe(13620);
});

test('JSON columns are embedded, text is escaped', () => {
  expect(
    path(
      [
        ['as_json', text, true],
        ['as_text', text],
      ],
      [['{"a":1}', '{"a":1}']],
    ),
  ).toBe('[{"as_json":{"a":1},"as_text":"{\\"a\\":1}"}]');
});

test('names that do not go together', () => {
  const number = (...names: string[]) =>
    errorNumber(() =>
      path(
        names.map((n): Column => [n, intType]),
        [],
      ),
    );
  expect([
    number('a', 'a'),
    number('a', 'a.b'),
    number('a.b', 'a'),
    number('a.b', 'c', 'a.d'),
    number(''),
    number('a..b'),
    number('a.b', 'a.c'),
  ]).toEqual([13601, 13601, 13601, 13601, 13605, 13603, undefined]);
});

test('AUTO nests a table in the one before it and groups equal neighbours', () => {
  const columns = [
    ['name', 0, 'c'],
    ['id', 1, 'o'],
    ['amount', 1, 'o'],
  ] as const;
  expect(
    auto(columns, [
      [1, 10, 100],
      [1, 11, 200],
      [2, 12, 300],
    ]),
  ).toBe('[{"name":1,"o":[{"id":10,"amount":100},{"id":11,"amount":200}]},{"name":2,"o":[{"id":12,"amount":300}]}]');
  expect(auto(columns, [[1, null, null]], { root: 'c' })).toBe('{"c":[{"name":1,"o":[{}]}]}');
});

test('AUTO with three tables, expressions and one table', () => {
  expect(
    auto(
      [
        ['a', 0, 'x'],
        ['b', 1, 'y'],
        ['e', -1, ''],
        ['c', 2, 'z'],
        ['d', 0, 'x'],
      ],
      [
        [1, 2, 3, 4, 5],
        [1, 2, 3, 6, 5],
        [1, 7, 3, 4, 5],
      ],
    ),
  ).toBe('[{"a":1,"d":5,"y":[{"b":2,"e":3,"z":[{"c":4},{"c":6}]},{"b":7,"e":3,"z":[{"c":4}]}]}]');
  expect(
    auto(
      [
        ['a', 0, 'x'],
        ['x.y', 0, 'x'],
      ],
      [
        [1, 2],
        [1, 2],
      ],
    ),
  ).toBe('[{"a":1,"x.y":2},{"a":1,"x.y":2}]');
  expect(errorNumber(() => forJsonAuto([], plain, undefined))).toBe(13600);
});
