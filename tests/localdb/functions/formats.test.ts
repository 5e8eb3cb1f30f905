import { describe, expect, it } from 'vitest';
import { formatMessage } from '../../../sql/localdb/functions/format/format-message.ts';
import { parseWithCulture } from '../../../sql/localdb/functions/parse-culture.ts';
import { daysFromDate, fromParts } from '../../../sql/localdb/types/date-parts.ts';
import {
  bigintType,
  bitType,
  datetimeoffsetType,
  datetimeType,
  dateType,
  decimalType,
  floatType,
  intType,
  moneyType,
  timeType,
  DateTimeOffsetValue,
} from '../../../sql/localdb/types/sql-type.ts';
import type { SqlType, Value } from '../../../sql/localdb/types/sql-type.ts';
import { bind, call, decimal, errorOf, float, session, text, typed, typeOf, whole } from './calling.ts';
import type { Argument } from './calling.ts';

const format = (value: Argument, pattern: string, culture?: string): Value =>
  culture === undefined ? call('FORMAT', value, text(pattern)) : call('FORMAT', value, text(pattern), text(culture));

const day = daysFromDate(2024, 3, 5);
const moment = typed(
  datetimeType,
  fromParts(datetimeType)({ days: day, ticks: ((14 * 60 + 7) * 60 + 9) * 1e7 + 1_200_000, offset: 0 }) ?? null,
);

describe('FORMAT of numbers', () => {
  it('standard formats', () => {
    expect([
      format(decimal('1234567.891'), 'N2', 'en-US'),
      format(whole(1234567), 'N0'),
      format(decimal('1234.5'), 'C'),
      format(whole(42), 'D5'),
      format(whole(255), 'X'),
    ]).toEqual(['1,234,567.89', '1,234,567', '$1,234.50', '00042', 'FF']);
    expect([
      format(decimal('-1234.5'), 'C'),
      format(whole(-1), 'X'),
      format(decimal('0.1234'), 'P1'),
      format(float(1234.5678), 'E2'),
      format(float(1e20), 'G'),
      format(decimal('1.50'), 'G'),
    ]).toEqual(['($1,234.50)', 'FFFFFFFF', '12.3%', '1.23E+003', '1E+20', '1.50']);
    expect([format(decimal('1.5'), 'D'), format(whole(1), 'Q')]).toEqual([null, null]);
    expect([format(decimal('2.5'), 'F0'), format(decimal('0.005'), 'N2'), format(decimal('-0.004'), 'N2')]).toEqual(['3', '0.01', '0.00']);
  });
  it('cultures', () => {
    expect([
      format(decimal('1234.5'), 'N', 'de-DE'),
      format(decimal('1234.5'), 'N', 'ru-RU'),
      format(decimal('1234.5'), 'C', 'ru-RU'),
      format(decimal('1234.5'), 'C', 'en-GB'),
    ]).toEqual(['1.234,50', '1\u00a0234,50', '1\u00a0234,50 ₽', '£1,234.50']);
    expect(format(decimal('1234.5'), 'N', 'it-IT')).toBe('1.234,50');
    expect(errorOf(() => format(whole(1), 'N', 'xx-yyzz'))).toBe(9818);
  });
  it('custom formats', () => {
    expect([
      format(whole(7), '000'),
      format(decimal('1234.5'), '#,##0.00'),
      format(decimal('0.5'), '0.##'),
      format(whole(-5), '0;(0);zero'),
      format(whole(0), '0;(0);zero'),
    ]).toEqual(['007', '1,234.50', '0.5', '(5)', 'zero']);
    expect([
      format(typed(bigintType, 89121234567), '+#-###-###-##-##'),
      format(whole(1500000), '0,,.0M'),
      format(decimal('0.456'), '0.0%'),
      format(whole(12), "'no.' 000"),
      format(float(12345.678), '0.00E+00'),
    ]).toEqual(['+8-912-123-45-67', '1.5M', '45.6%', 'no. 012', '1.23E+04']);
    expect([
      format(decimal('-0.04'), '0.0'),
      format(whole(-1234), '#,#'),
      format(whole(0), '#'),
      format(decimal('0.004'), '0.00;-0.00;-'),
    ]).toEqual(['0.0', '-1,234', '', '-']);
  });
  it('is nvarchar(4000) and refuses bit and text', () => {
    expect(typeOf('FORMAT', whole(1), text('N'))).toBe('nvarchar(4000)');
    expect([errorOf(() => bind('FORMAT', typed(bitType, 1), text('N'))), errorOf(() => bind('FORMAT', text('1'), text('N')))]).toEqual([
      8116, 8116,
    ]);
  });
});

describe('FORMAT of dates', () => {
  it('custom formats', () => {
    expect(
      ['yyyy-MM-dd', 'dd.MM.yyyy HH:mm', 'hh:mm tt', 'MMMM d, yyyy', 'ddd', 'yyMMdd_HHmmss', 'fff', '%h', "d 'of' MMMM", 'zzz'].map((f) =>
        format(moment, f, 'en-US'),
      ),
    ).toEqual(['2024-03-05', '05.03.2024 14:07', '02:07 PM', 'March 5, 2024', 'Tue', '240305_140709', '120', '2', '5 of March', '+03:00']);
  });
  it('standard formats', () => {
    expect(['d', 'D', 'g', 'G', 'f', 'm', 'y', 's', 'u', 'R', 't', 'T', 'o'].map((f) => format(moment, f, 'en-US'))).toEqual([
      '3/5/2024',
      'Tuesday, March 5, 2024',
      '3/5/2024 2:07 PM',
      '3/5/2024 2:07:09 PM',
      'Tuesday, March 5, 2024 2:07 PM',
      'March 5',
      'March 2024',
      '2024-03-05T14:07:09',
      '2024-03-05 14:07:09Z',
      'Tue, 05 Mar 2024 14:07:09 GMT',
      '2:07 PM',
      '2:07:09 PM',
      '2024-03-05T14:07:09.1200000',
    ]);
    expect(format(moment, 'Q')).toBeNull();
  });
  it('cultures, with the genitive beside a day', () => {
    const date = typed(dateType, day);
    expect([
      format(date, 'dd MMMM yyyy', 'ru-RU'),
      format(date, 'MMMM yyyy', 'ru-RU'),
      format(date, 'D', 'ru-RU'),
      format(date, 'd', 'de-DE'),
      format(date, 'D', 'fr-FR'),
      format(date, 'dd/MM/yyyy', 'ru-RU'),
    ]).toEqual(['05 марта 2024', 'Март 2024', '5 марта 2024 г.', '05.03.2024', 'mardi 5 mars 2024', '05.03.2024']);
  });
  it('datetimeoffset has its own offset, time the formats of a time span', () => {
    const offset = typed(datetimeoffsetType(0), new DateTimeOffsetValue(0, -330));
    expect(format(offset, 'yyyy-MM-dd HH:mm zzz')).toBe('2009-12-31 18:30 -05:30');
    const time = typed(timeType(0), 7 * 36e9 + 35 * 6e8);
    expect([format(time, 'hh:mm'), format(time, 'hh\\:mm'), format(time, 't')]).toEqual([null, '07:35', '07:35:00']);
  });
});

describe('formatMessage', () => {
  it('fills numbers and texts', () => {
    expect(formatMessage('Клиент %s, заказ %d', ['Петров', 42])).toBe('Клиент Петров, заказ 42');
    expect(formatMessage('[%5d] [%-5d] [%05d] [%+d]', [42, 42, 42, 42])).toBe('[   42] [42   ] [00042] [+42]');
    expect(formatMessage('100%% of %i, %s', [42, null])).toBe('100% of 42, (null)');
    expect(formatMessage('%.3s|%8s|%-8s|', ['abcdef', 'right', 'left'])).toBe('abc|   right|left    |');
    expect(formatMessage('%x %X %#x %o %u %x', [255, 255, 255, 8, -1, -1])).toBe('ff FF 0xff 10 4294967295 ffffffff');
    expect(formatMessage('%I64d %*d', [9007199254740993n, 4, 7])).toBe('9007199254740993    7');
    expect(formatMessage('%s and %d', [])).toBe('(null) and (null)');
  });
  it('checks specifications and values', () => {
    expect([
      errorOf(() => formatMessage('100%', [])),
      errorOf(() => formatMessage('%z', [])),
      errorOf(() => formatMessage('%d', ['a'])),
      errorOf(() => formatMessage('%s', [5])),
    ]).toEqual([2787, 2787, 2786, 2786]);
    expect(errorOf(() => bind('FORMATMESSAGE', text('%d'), decimal('1.5')))).toBe(2748);
  });
  it('cuts long messages', () => {
    const long = formatMessage('%s', ['x'.repeat(3000)]);
    expect([long.length, long.endsWith('...')]).toEqual([2047, true]);
  });
});

describe('parseWithCulture', () => {
  const parse = (s: string, type: SqlType, culture: string): unknown => parseWithCulture(s, type, culture, session);
  it('dates', () => {
    const date = daysFromDate(2024, 12, 31);
    expect([
      parse('12/31/2024', dateType, 'en-US'),
      parse('31.12.2024', dateType, 'ru-RU'),
      parse('Tuesday, 31 December 2024', dateType, 'en-US'),
      parse('31 декабря 2024 г.', dateType, 'ru-RU'),
      parse('2024-12-31', dateType, 'de-DE'),
    ]).toEqual([date, date, date, date, date]);
    expect(parse('12/31/2024 2:05 PM', datetimeType, 'en-US')).toBe(
      fromParts(datetimeType)({ days: date, ticks: (14 * 60 + 5) * 6e8, offset: 0 }),
    );
    expect([errorOf(() => parse('31.12.2024', dateType, 'en-US')), errorOf(() => parse('soon', dateType, 'en-US'))]).toEqual([9819, 9819]);
  });
  it('numbers', () => {
    expect([
      parse('1234,50', decimalType(9, 2), 'ru-RU'),
      parse('1 234,50', decimalType(9, 2), 'ru-RU'),
      parse('1,234.50', decimalType(9, 2), 'en-US'),
      parse('$1,250.75', moneyType, 'en-US'),
      parse('($5.00)', moneyType, 'en-US'),
      parse('€345,98', moneyType, 'de-DE'),
      parse('-12', intType, 'en-US'),
      parse('1e3', floatType, 'en-US'),
    ]).toEqual([123450, 123450, 123450, 12507500, -50000, 3459800, -12, 1000]);
    expect(['abc', '', '12.5', '99999999999'].map((s) => errorOf(() => parse(s, intType, 'en-US')))).toEqual([9819, 9819, 9819, 9819]);
    expect([errorOf(() => parse('1', bitType, 'en-US')), errorOf(() => parse('1', intType, 'xx-yyzz'))]).toEqual([10761, 9818]);
  });
});
