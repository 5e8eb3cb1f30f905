import { describe, expect, it } from 'vitest';
import {
  bigintType,
  bitType,
  datetimeType,
  dateType,
  decimalType,
  floatType,
  intType,
  MAX,
  moneyType,
  nvarcharType,
  textType,
  varcharType,
} from '../../../sql/localdb/types/sql-type.ts';
import { aggregate, errorOf, messageOf, national, text, whole } from './calling.ts';

describe('SUM and AVG', () => {
  it('keep int and money, and widen decimals to 38 digits', () => {
    expect(aggregate('SUM', intType, [1, 2, 2, null])).toEqual({ type: 'int', value: 5 });
    expect(aggregate('AVG', intType, [1, 2, 2, null])).toEqual({ type: 'int', value: 1 });
    expect(aggregate('AVG', intType, [-1, -2, -2])).toEqual({ type: 'int', value: -1 });
    expect(aggregate('SUM', decimalType(10, 2), [1000, 2001, 3002])).toEqual({ type: 'decimal(38,2)', value: 6003 });
    expect(aggregate('AVG', decimalType(10, 2), [1000, 2001, 3002])).toEqual({ type: 'decimal(38,6)', value: 20010000 });
    expect(aggregate('AVG', decimalType(10, 2), [500, 600, 600]).value).toBe(5666666);
    expect(aggregate('AVG', moneyType, [11000, 22000, 33000])).toEqual({ type: 'money', value: 22000 });
    expect(aggregate('AVG', floatType, [0.5, 0.25])).toEqual({ type: 'float', value: 0.375 });
  });
  it('are NULL without rows', () => {
    expect([aggregate('SUM', intType, []).value, aggregate('AVG', floatType, [null]).value, aggregate('MAX', intType, []).value]).toEqual([
      null,
      null,
      null,
    ]);
  });
  it('overflow the type of the result', () => {
    expect(messageOf(() => aggregate('SUM', intType, [2000000000, 2000000000]))).toBe(
      'Arithmetic overflow error converting expression to data type int.',
    );
    expect(aggregate('SUM', bigintType, [2000000000, 2000000000]).value).toBe(4000000000);
    expect(aggregate('SUM', intType, [2000000000, 2000000000, -2000000000]).value).toBe(2000000000);
    expect(errorOf(() => aggregate('SUM', bigintType, [9223372036854775807n, 1]))).toBe(8115);
  });
  it('stay exact beyond 2^53', () => {
    expect(aggregate('SUM', bigintType, [9007199254740991, 9007199254740991, 1]).value).toBe(18014398509481983n);
    expect(aggregate('SUM', decimalType(38, 0), [10n ** 37n, 1, -(10n ** 37n)]).value).toBe(1);
    expect(aggregate('AVG', bigintType, [9007199254740993n, 9007199254740995n]).value).toBe(9007199254740994n);
  });
  it('refuse bits, texts and dates', () => {
    expect(messageOf(() => aggregate('SUM', bitType, []))).toBe('Operand data type bit is invalid for sum operator.');
    expect([varcharType(5), dateType, datetimeType].map((t) => errorOf(() => aggregate('AVG', t, [])))).toEqual([8117, 8117, 8117]);
  });
});

describe('MIN and MAX', () => {
  it('compare by the type', () => {
    expect(aggregate('MIN', decimalType(10, 2), [500, 300, 900])).toEqual({ type: 'decimal(10,2)', value: 300 });
    expect(aggregate('MAX', nvarcharType(20), ['аванс', 'Остаток', 'бонус'])).toEqual({ type: 'nvarchar(20)', value: 'Остаток' });
    expect(messageOf(() => aggregate('MAX', bitType, []))).toBe('Operand data type bit is invalid for max operator.');
  });
});

describe('counts and deviations', () => {
  it('count', () => {
    expect(aggregate('COUNT', varcharType(5), ['a', null, 'b'])).toEqual({ type: 'int', value: 2 });
    expect(aggregate('COUNT_BIG', intType, [1])).toEqual({ type: 'bigint', value: 1 });
    expect(aggregate('APPROX_COUNT_DISTINCT', varcharType(5), ['a', 'A ', 'b'])).toEqual({ type: 'bigint', value: 2 });
    expect(aggregate('CHECKSUM_AGG', intType, [5, 9, 5])).toEqual({ type: 'int', value: 9 });
    expect(errorOf(() => aggregate('COUNT', textType, []))).toBe(8117);
  });
  it('STDEV and VAR need two values, the population ones one', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect([aggregate('VARP', intType, values).value, aggregate('STDEVP', intType, values).value]).toEqual([4, 2]);
    expect(aggregate('VAR', decimalType(5, 1), [10, 30])).toEqual({ type: 'float', value: 2 });
    expect([aggregate('STDEV', intType, [1]).value, aggregate('STDEVP', intType, [1]).value]).toEqual([null, 0]);
    expect(errorOf(() => aggregate('STDEV', bitType, []))).toBe(8117);
  });
});

describe('STRING_AGG', () => {
  it('joins with the separator', () => {
    expect(aggregate('STRING_AGG', nvarcharType(30), ['Стол', null, 'Лампа'], national(', '))).toEqual({
      type: 'nvarchar(4000)',
      value: 'Стол, Лампа',
    });
    expect(aggregate('STRING_AGG', varcharType(30), [], text(','))).toEqual({ type: 'varchar(8000)', value: null });
    expect(aggregate('STRING_AGG', varcharType(MAX), ['a'], text(',')).type).toBe('varchar(max)');
    expect(aggregate('STRING_AGG', intType, ['1', '2'], text('+'))).toEqual({ type: 'nvarchar(4000)', value: '1+2' });
    expect(aggregate('STRING_AGG', varcharType(5), ['', 'a'], text(',')).value).toBe(',a');
  });
  it('exceeds 8000 bytes only in a max type', () => {
    const long = 'x'.repeat(5000);
    expect(errorOf(() => aggregate('STRING_AGG', varcharType(8000), [long, long], text(',')))).toBe(9829);
    expect(aggregate('STRING_AGG', varcharType(MAX), [long, long], text(',')).value).toHaveLength(10001);
    expect(errorOf(() => aggregate('STRING_AGG', varcharType(5), [], whole(1)))).toBe(8116);
  });
});
