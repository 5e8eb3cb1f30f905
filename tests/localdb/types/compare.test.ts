import { describe, expect, test } from 'vitest';
import { comparer, equality, hashKey, isIdentityKey } from '../../../sql/localdb/types/compare.ts';
import {
  DateTimeOffsetValue,
  VariantValue,
  bigintType,
  dateType,
  datetimeType,
  decimalType,
  floatType,
  intType,
  nvarcharType,
  uniqueidentifierType,
  varbinaryType,
  varcharType,
  variantType,
} from '../../../sql/localdb/types/sql-type.ts';
import type { SqlType, Value } from '../../../sql/localdb/types/sql-type.ts';
import { typeOf } from './conversions.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
const variant = (type: SqlType, value: NonNullable<Value>): VariantValue => new VariantValue(type, value);

test.each<[string, SqlType, NonNullable<Value>, NonNullable<Value>, number]>([
  ['int', intType, 2, 10, -1],
  ['bigint beyond 2^53', bigintType, 9007199254740993n, 9007199254740991, 1],
  ['decimal', decimalType(9, 2), 150, 150, 0],
  ['varchar', varcharType(9), 'ABC', 'abc ', 0],
  ['binary with zeros behind', varbinaryType(4), bytes('0100'), bytes('01'), 0],
  ['binary', varbinaryType(4), bytes('00FF'), bytes('00FE'), 1],
  ['datetimeoffset by instant', typeOf('datetimeoffset'), new DateTimeOffsetValue(5, 180), new DateTimeOffsetValue(5, 0), 0],
  ['variant: int and decimal', variantType, variant(intType, 10), variant(decimalType(9, 2), 1000), 0],
  ['variant: number above text', variantType, variant(intType, 10), variant(varcharType(2), '99'), 1],
  ['variant: date above number', variantType, variant(dateType, 5), variant(floatType, 1e9), 1],
  ['variant: date and datetime', variantType, variant(dateType, 693595), variant(datetimeType, 0), 0],
  ['variant: text', variantType, variant(varcharType(2), 'a'), variant(nvarcharType(2), 'A '), 0],
])('%s', (_name, type, a, b, expected) => {
  expect(Math.sign(comparer(type)(a, b))).toBe(expected);
  expect(Math.sign(comparer(type)(b, a)) + expected).toBe(0);
  expect(equality(type)(a, b)).toBe(expected === 0);
  expect(hashKey(type)(a) === hashKey(type)(b)).toBe(expected === 0);
});

describe('uniqueidentifier', () => {
  test('is ordered by its last group first, then the others from right to left', () => {
    const sorted = [
      'FF000000-0000-0000-0000-000000000001',
      '01000000-0000-0000-0000-000000000002',
      '00000000-0000-0000-0001-000000000002',
      '00000000-0000-0000-0100-000000000002',
      '00000000-0000-0000-0000-010000000000',
    ];
    expect([...sorted].reverse().sort(comparer(uniqueidentifierType))).toEqual(sorted);
  });
  test('the first groups count from their last written byte', () => {
    expect(comparer(uniqueidentifierType)('00000001-0000-0000-0000-000000000000', '01000000-0000-0000-0000-000000000000')).not.toBe(0);
  });
});

test('values that are their own keys', () => {
  expect([intType, decimalType(9, 2), dateType, uniqueidentifierType, floatType].every(isIdentityKey)).toBe(true);
  expect([varcharType(3), varbinaryType(3), variantType, typeOf('datetimeoffset')].some(isIdentityKey)).toBe(false);
});
