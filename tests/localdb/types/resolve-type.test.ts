import { describe, expect, test } from 'vitest';
import { TYPE_CATALOG, builtInType, typeFacts } from '../../../sql/localdb/types/resolve-type.ts';
import { typeDeclaration } from '../../../sql/localdb/types/sql-type.ts';
import { errorOf, typeOf } from './conversions.ts';

test.each<[string, (number | 'max')[], string]>([
  ['INT', [], 'int'],
  ['integer', [], 'int'],
  ['dec', [9], 'decimal(9,0)'],
  ['numeric', [], 'numeric(18,0)'],
  ['varchar', [], 'varchar(1)'],
  ['nvarchar', ['max'], 'nvarchar(max)'],
  ['character varying', [20], 'varchar(20)'],
  ['national character varying', [20], 'nvarchar(20)'],
  ['double precision', [], 'float'],
  ['float', [24], 'real'],
  ['rowversion', [], 'timestamp'],
  ['sysname', [], 'nvarchar(128)'],
  ['datetime2', [], 'datetime2(7)'],
  ['time', [0], 'time(0)'],
  ['binary varying', [5], 'varbinary(5)'],
])('%s %j is %s', (name, parameters, expected) => {
  const type = builtInType(name, parameters);
  expect(type && typeDeclaration(type)).toBe(expected);
});

test('a length left out is 30 in CAST', () => expect(builtInType('nchar', [], { isCast: true })?.length).toBe(30));
test('other names are not built in', () => expect(builtInType('dbo_type', [])).toBeUndefined());

test.each<[string, (number | 'max')[], number]>([
  ['varchar', [9000], 131],
  ['nvarchar', [5000], 2717],
  ['varchar', [0], 1001],
  ['decimal', [39], 2750],
  ['decimal', [5, 6], 192],
  ['time', [8], 1002],
  ['int', [5], 2716],
  ['float', [54], 2750],
  ['char', ['max'], 102],
])('%s %j is refused with %i', (name, parameters, number) => expect(errorOf(() => builtInType(name, parameters))[0]).toBe(number));

test('a column is named in the error', () => {
  expect(errorOf(() => builtInType('nvarchar', [5000], { subjectKind: 'column', subjectName: 'name' }))[1]).toBe(
    "The size (5000) given to the column 'name' exceeds the maximum allowed (4000).",
  );
});

describe('facts for catalogue views', () => {
  test.each([
    ['int', 56, 4, 10, 0],
    ['nvarchar(50)', 231, 100, 0, 0],
    ['varchar(max)', 167, -1, 0, 0],
    ['decimal(10,2)', 106, 9, 10, 2],
    ['datetime2(3)', 42, 7, 23, 3],
    ['time(0)', 41, 3, 8, 0],
    ['datetimeoffset', 43, 10, 34, 7],
    ['sql_variant', 98, 8016, 0, 0],
    ['timestamp', 189, 8, 0, 0],
  ])('%s', (type, systemTypeId, maxLength, precision, scale) => {
    expect(typeFacts(typeOf(type))).toMatchObject({ systemTypeId, maxLength, precision, scale });
  });
  test('sysname is a user type of nvarchar', () => {
    expect(TYPE_CATALOG.find((f) => f.name === 'sysname')).toMatchObject({ systemTypeId: 231, userTypeId: 256 });
  });
});
