import { describe, expect, test } from 'vitest';
import { commonType, comparisonType, dataTypePrecedence } from '../../../sql/localdb/types/precedence.ts';
import { intType, nullType, typeDeclaration } from '../../../sql/localdb/types/sql-type.ts';
import { errorOf, typeOf } from './conversions.ts';

test.each([
  [['int', 'numeric(2,1)'], 'numeric(11,1)'],
  [['decimal(10,2)', 'decimal(8,4)'], 'decimal(12,4)'],
  [['varchar(10)', 'nvarchar(20)'], 'nvarchar(20)'],
  [['nvarchar(5)', 'varchar(10)'], 'nvarchar(10)'],
  [['char(3)', 'char(5)'], 'char(5)'],
  [['char(3)', 'varchar(2)'], 'varchar(3)'],
  [['varchar(max)', 'nvarchar(5)'], 'nvarchar(max)'],
  [['int', 'varchar(10)'], 'int'],
  [['float', 'decimal(5,2)'], 'float'],
  [['bit', 'int'], 'int'],
  [['date', 'datetime'], 'datetime'],
  [['varchar(10)', 'date'], 'date'],
  [['datetime2(0)', 'datetime2(5)'], 'datetime2(5)'],
  [['date', 'datetime2(3)'], 'datetime2(3)'],
  [['money', 'int'], 'money'],
  [['money', 'decimal(5,2)'], 'decimal(19,4)'],
  [['uniqueidentifier', 'varchar(36)'], 'uniqueidentifier'],
  [['varbinary(3)', 'varbinary(8)'], 'varbinary(8)'],
  [['int', 'sql_variant'], 'sql_variant'],
  [['decimal(38,0)', 'decimal(38,10)'], 'decimal(38,0)'],
  [['tinyint', 'smallint', 'bigint'], 'bigint'],
  [['int', 'datetime'], 'datetime'],
])('%j have the common type %s', (types, expected) => expect(typeDeclaration(commonType(types.map(typeOf)))).toBe(expected));

describe('NULL literals', () => {
  test('do not count', () => expect(commonType([nullType, intType, nullType])).toBe(intType));
  test('alone have no type', () => expect(commonType([nullType, nullType])).toBe(nullType));
});

test('types without an implicit conversion clash', () => {
  expect(errorOf(() => commonType([typeOf('int'), typeOf('date')]))).toEqual([206, 'Operand type clash: int is incompatible with date']);
  expect(errorOf(() => comparisonType(typeOf('date'), typeOf('int')))).toEqual([206, 'Operand type clash: date is incompatible with int']);
  expect(errorOf(() => comparisonType(typeOf('text'), typeOf('varchar(5)')))).toEqual([
    402,
    'The data types text and varchar are incompatible in the equal to operator.',
  ]);
  expect(errorOf(() => comparisonType(typeOf('xml'), typeOf('xml')))[0]).toBe(305);
  expect(errorOf(() => comparisonType(typeOf('date'), typeOf('time'), 'less than'))).toEqual([
    402,
    'The data types date and time are incompatible in the less than operator.',
  ]);
});

test('comparison keeps the digits of a time that is written as text', () => {
  expect(typeDeclaration(comparisonType(typeOf('time(0)'), typeOf('varchar(20)')))).toBe('time(7)');
  expect(typeDeclaration(comparisonType(typeOf('int'), typeOf('varchar(20)')))).toBe('int');
});

test('precedence is numbered as in the documentation', () => {
  expect(
    ['sql_variant', 'xml', 'float', 'decimal(5,2)', 'int', 'bit', 'nvarchar(5)', 'binary(5)'].map((t) => dataTypePrecedence(typeOf(t))),
  ).toEqual([2, 3, 10, 12, 16, 19, 25, 30]);
  expect(dataTypePrecedence(typeOf('numeric(5,2)'))).toBe(12);
});
