import { describe, expect, it } from 'vitest';
import {
  bigintType,
  bitType,
  dateType,
  decimalType,
  intType,
  realType,
  tinyintType,
  varbinaryType,
} from '../../../sql/localdb/types/sql-type.ts';
import { bind, call, decimal, errorOf, float, messageOf, money, nothing, text, typed, typeOf, whole } from './calling.ts';

describe('ROUND', () => {
  const round = (literal: string, ...rest: number[]): unknown => call('ROUND', decimal(literal), ...rest.map(whole));
  it('rounds half away from zero and keeps the scale', () => {
    expect([round('123.456', 2), round('123.454', 2), round('-123.455', 2), round('748.58', -1)]).toEqual([123460, 123450, -123460, 75000]);
    expect(typeOf('ROUND', decimal('123.456'), whole(2))).toBe('decimal(6,3)');
  });
  it('cuts with a third argument', () => {
    expect([round('150.75', 0, 1), round('150.79', 1, 1), round('-150.75', 0, 1)]).toEqual([15000, 15070, -15000]);
  });
  it('rounds whole numbers, money and floats', () => {
    expect([call('ROUND', whole(1250), whole(-2)), call('ROUND', whole(1249), whole(-2)), call('ROUND', whole(1234), whole(-4))]).toEqual([
      1300, 1200, 0,
    ]);
    expect(call('ROUND', money(10.255), whole(2))).toBe(102600);
    expect([call('ROUND', float(7.12345), whole(4)), call('ROUND', float(-2.5), whole(0)), call('ROUND', float(1250), whole(-2))]).toEqual([
      7.1235, -3, 1300,
    ]);
    expect(typeOf('ROUND', typed(tinyintType, 5), whole(0))).toBe('int');
  });
  it('overflows where the type has no digit for the carry', () => {
    expect(messageOf(() => round('748.58', -3))).toBe('Arithmetic overflow error converting numeric to data type numeric.');
    expect(call('ROUND', typed(decimalType(10, 2), 74858), whole(-3))).toBe(100000);
    expect(errorOf(() => call('ROUND', whole(2147483647), whole(-1)))).toBe(8115);
  });
});

describe('CEILING, FLOOR, ABS, SIGN', () => {
  it('give whole numbers, decimals without a fraction', () => {
    expect([
      call('CEILING', decimal('123.45')),
      call('CEILING', decimal('-123.45')),
      call('FLOOR', decimal('123.45')),
      call('FLOOR', decimal('-123.45')),
    ]).toEqual([124, -123, 123, -124]);
    expect([call('CEILING', money(10.25)), call('FLOOR', float(2.9)), call('CEILING', whole(7))]).toEqual([110000, 2, 7]);
    expect([typeOf('CEILING', decimal('12.00')), typeOf('FLOOR', money(1)), typeOf('FLOOR', text('1'))]).toEqual([
      'decimal(4,0)',
      'money',
      'float',
    ]);
  });
  it('ABS keeps the type and overflows at the least int', () => {
    expect([call('ABS', whole(-7)), call('ABS', decimal('-7.25')), call('ABS', money(-3.5))]).toEqual([7, 725, 35000]);
    expect(messageOf(() => call('ABS', whole(-2147483648)))).toBe('Arithmetic overflow error converting expression to data type int.');
  });
  it('SIGN has the scale of its argument', () => {
    expect([call('SIGN', whole(-5)), call('SIGN', whole(0)), call('SIGN', decimal('3.5'))]).toEqual([-1, 0, 10]);
  });
  it('refuse dates', () => {
    expect(errorOf(() => bind('ABS', typed(dateType, 1)))).toBe(8116);
    expect(errorOf(() => bind('SQRT', typed(dateType, 1)))).toBe(8116);
  });
});

describe('POWER, logarithms and angles', () => {
  it('POWER has the type of its base', () => {
    expect([
      call('POWER', whole(2), whole(10)),
      call('POWER', whole(10), whole(-1)),
      call('POWER', decimal('2.0'), decimal('0.5')),
      call('POWER', typed(bigintType, 2), whole(40)),
    ]).toEqual([1024, 0, 14, 1099511627776]);
    expect([typeOf('POWER', decimal('2.0'), whole(2)), typeOf('POWER', float(2), whole(2))]).toEqual(['decimal(38,1)', 'float']);
  });
  it('POWER overflows with 232 for int', () => {
    expect(messageOf(() => call('POWER', whole(10), whole(10)))).toBe(
      'Arithmetic overflow error for type int, value = 10000000000.000000.',
    );
  });
  it('domain errors are 3623', () => {
    expect(
      [
        () => call('SQRT', whole(-1)),
        () => call('LOG', whole(0)),
        () => call('LOG10', whole(-1)),
        () => call('ASIN', whole(2)),
        () => call('POWER', float(-8), float(0.5)),
        () => call('COT', whole(0)),
      ].map(errorOf),
    ).toEqual([3623, 3623, 3623, 3623, 3623, 3623]);
  });
  it('logarithms', () => {
    expect([call('LOG10', whole(1000)), call('LOG', whole(8), whole(2)), call('SQUARE', whole(3)), call('EXP', whole(0))]).toEqual([
      3, 3, 9, 1,
    ]);
    expect(errorOf(() => call('EXP', whole(1000)))).toBe(8115);
  });
  it('DEGREES and RADIANS keep int, and give decimals 18 digits', () => {
    expect([call('DEGREES', float(Math.PI)), call('RADIANS', whole(180)), call('DEGREES', whole(1))]).toEqual([180, 3, 57]);
    expect(call('RADIANS', decimal('45.0'))).toBe(785398163397448279n);
    expect(typeOf('RADIANS', decimal('45.0'))).toBe('decimal(38,18)');
  });
  it('RAND takes a seed from the session', () => {
    expect([call('RAND'), call('RAND', whole(5)), call('RAND', nothing)]).toEqual([0.25, 0.5, 0.5]);
  });
  it('a real is a float', () => {
    expect(typeOf('ROUND', typed(realType, 1), whole(1))).toBe('float');
  });
});

describe('bits', () => {
  it('count, get, set and shift', () => {
    expect([call('BIT_COUNT', whole(-1)), call('BIT_COUNT', typed(varbinaryType(2), Uint8Array.of(0xab, 0xcd)))]).toEqual([32, 10]);
    expect([
      call('GET_BIT', whole(5), whole(2)),
      call('SET_BIT', whole(0), whole(31)),
      call('SET_BIT', whole(7), whole(0), typed(bitType, 0)),
    ]).toEqual([1, -2147483648, 6]);
    expect([
      call('LEFT_SHIFT', whole(1), whole(4)),
      call('RIGHT_SHIFT', whole(-1), whole(28)),
      call('LEFT_SHIFT', whole(16), whole(-4)),
      call('LEFT_SHIFT', whole(1), whole(32)),
    ]).toEqual([16, 15, 1, 0]);
    expect(call('LEFT_SHIFT', typed(varbinaryType(2), Uint8Array.of(0x00, 0x81)), whole(1))).toEqual(Buffer.of(0x01, 0x02));
    expect(errorOf(() => call('GET_BIT', typed(intType, 1), whole(32)))).toBe(1023);
  });
});
