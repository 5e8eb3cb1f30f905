import { expect, test } from 'vitest';
import { dateFunctions } from '../../../sql/localdb/functions/date-functions.ts';
import { datetime2Type, decimalType, intType, nullType, typeDeclaration } from '../../../sql/localdb/types/sql-type.ts';
import { date, datetime, datetime2, datetimeoffset, errorNumber, scalarCaller, shown, smalldatetime, time } from './bound-call.ts';
import type { Argument } from './bound-call.ts';

const call = scalarCaller(dateFunctions);
type Given = Argument | string | number | null;
const text = (name: string, ...args: Given[]) => shown(call(name, args));
const value = (name: string, ...args: Given[]) => call(name, args).value;
const typeOf = (name: string, ...args: Given[]) => typeDeclaration(call(name, args).type);
const error = (name: string, ...args: Given[]) => errorNumber(() => call(name, args));

const moment = datetime2('2024-03-05T14:07:09.1234567');

test('DATEADD steps over the calendar', () => {
  expect(text('DATEADD', 'month', 1, date('2024-01-31'))).toBe('2024-02-29');
  expect(text('DATEADD', 'mm', -1, date('2024-03-31'))).toBe('2024-02-29');
  expect(text('DATEADD', 'yyyy', 1, date('2024-02-29'))).toBe('2025-02-28');
  expect(text('DATEADD', 'q', 1, date('2024-11-30'))).toBe('2025-02-28');
  expect(text('DATEADD', 'wk', 2, date('2024-12-25'))).toBe('2025-01-08');
  expect(text('DATEADD', 'day', -1, date('2024-03-01'))).toBe('2024-02-29');
});

test('DATEADD moves times, exactly and within their type', () => {
  expect(text('DATEADD', 'hour', 25, datetime('2024-03-05T23:30:00'))).toBe('2024-03-07 00:30:00.000');
  expect(text('DATEADD', 'minute', -31, datetime('2024-03-05T00:30:00'))).toBe('2024-03-04 23:59:00.000');
  expect(text('DATEADD', 'second', 1709647629, datetime('1970-01-01'))).toBe('2024-03-05 14:07:09.000');
  expect(text('DATEADD', 'hour', 3, time('23:15:00', 0))).toBe('02:15:00');
  expect(text('DATEADD', 'ms', 4, datetime('2024-03-05'))).toBe('2024-03-05 00:00:00.003');
  expect(text('DATEADD', 'ns', 150, datetime2('2024-03-05'))).toBe('2024-03-05 00:00:00.0000002');
  expect(text('DATEADD', 'ss', 30, smalldatetime('2024-03-05T10:00:00'))).toBe('2024-03-05 10:01:00.000');
  expect(text('DATEADD', 'day', 1, datetimeoffset('2024-03-05T23:00:00+03:00', 0))).toBe('2024-03-06 23:00:00 +03:00');
});

test('DATEADD: types, fractions and errors', () => {
  expect(typeOf('DATEADD', 'day', 1, '20240228')).toBe('datetime');
  expect(typeOf('DATEADD', 'day', 1, datetime2('2024-01-01', 3))).toBe('datetime2(3)');
  expect(text('DATEADD', 'dd', 1, 0)).toBe('1900-01-02 00:00:00.000');
  expect(text('DATEADD', 'day', { type: decimalType(2, 1), value: 19 }, date('2024-03-05'))).toBe('2024-03-06');
  expect(value('DATEADD', 'day', { type: nullType, value: null }, date('2024-03-05'))).toBe(null);
  expect(error('DATEADD', 'year', 9000, date('2024-01-01'))).toBe(517);
  expect(error('DATEADD', 'year', -300, datetime('2024-01-01'))).toBe(517);
  expect(error('DATEADD', 'lightyear', 1, date('2024-01-01'))).toBe(155);
  expect(error('DATEADD', 'hour', 1, date('2024-01-01'))).toBe(9810);
  expect(error('DATEADD', 'year', 1, time('10:00'))).toBe(9810);
  expect(error('DATEADD', 'mcs', 1, datetime('2024-01-01'))).toBe(9810);
  expect(error('DATEADD', 'tz', 1, datetimeoffset('2024-01-01'))).toBe(9806);
  expect(error('DATEADD', 'day', 'x', date('2024-01-01'))).toBe(8116);
});

test('DATEDIFF counts boundaries', () => {
  const diff = (part: string, a: Given, b: Given) => value('DATEDIFF', part, a, b);
  expect(diff('year', '2023-12-31', '2024-01-01')).toBe(1);
  expect(diff('month', '2024-01-31', '2024-02-01')).toBe(1);
  expect(diff('day', '2024-03-05T23:59:59', '2024-03-06T00:00:00')).toBe(1);
  expect(diff('hour', '2024-03-05T10:59:00', '2024-03-05T11:01:00')).toBe(1);
  expect(diff('quarter', '2024-03-31', '2024-04-01')).toBe(1);
  expect(diff('minute', '10:00:59', '10:01:00')).toBe(1);
  expect(diff('day', '2024-03-10', '2024-03-01')).toBe(-9);
  expect(diff('week', '2024-03-09', '2024-03-10')).toBe(1);
  expect(diff('week', '2024-03-10', '2024-03-11')).toBe(0);
  expect(diff('second', '2024-03-05', '2024-03-06')).toBe(86400);
  expect(diff('ms', datetime2('2024-03-05', 3), datetime2('2024-03-05T00:00:01.250', 3))).toBe(1250);
  expect(diff('day', 0, '2024-01-31')).toBe(45320);
  expect(diff('minute', datetimeoffset('2024-03-05T12:00:00+03:00'), datetimeoffset('2024-03-05T09:00:00+00:00'))).toBe(0);
  expect(diff('day', { type: intType, value: null }, '2024-01-01')).toBe(null);
});

test('DATEDIFF overflows, DATEDIFF_BIG goes on', () => {
  expect(error('DATEDIFF', 'second', '1900-01-01', '2100-01-01')).toBe(535);
  expect(value('DATEDIFF_BIG', 'second', '1900-01-01', '2100-01-01')).toBe(6311433600);
  expect(value('DATEDIFF_BIG', 'ns', '2000-01-01', '2024-01-01')).toBe(757382400000000000n);
  expect(error('DATEDIFF_BIG', 'ns', '0001-01-01', '9999-01-01')).toBe(535);
  expect(typeOf('DATEDIFF_BIG', 'day', '2024-01-01', '2024-01-02')).toBe('bigint');
  expect(error('DATEDIFF', 'isowk', '2024-01-01', '2024-01-02')).toBe(9806);
});

test('DATEPART reads every part', () => {
  const parts = [
    'year',
    'quarter',
    'month',
    'day',
    'dayofyear',
    'hour',
    'minute',
    'second',
    'millisecond',
    'microsecond',
    'nanosecond',
    'weekday',
    'week',
    'iso_week',
  ];
  expect(parts.map((p) => value('DATEPART', p, moment))).toEqual([2024, 1, 3, 5, 65, 14, 7, 9, 123, 123456, 123456700, 3, 10, 10]);
  expect(['2021-01-03', '2024-12-31'].flatMap((d) => ['isowk', 'wk'].map((p) => value('DATEPART', p, d)))).toEqual([53, 2, 1, 53]);
  expect(value('DATEPART', 'ms', datetime('2024-01-01T00:00:00.007'))).toBe(7);
  expect(value('DATEPART', 'tz', '2024-01-01T00:00:00+05:10')).toBe(310);
  expect([value('DAY', moment), value('MONTH', '20241231'), value('YEAR', 0)]).toEqual([5, 12, 1900]);
  expect([
    error('DATEPART', 'hour', date('2024-01-01')),
    error('DATEPART', 'day', time('10:00')),
    error('DATEPART', 'tz', moment),
    error('DATEPART', 'x', moment),
  ]).toEqual([9810, 9810, 9810, 155]);
});

test('weeks begin as SET DATEFIRST says', () => {
  const monday = { dateFirst: 1 };
  expect(['2024-03-03', '2024-03-04'].map((d) => call('DATEPART', ['weekday', d], monday).value)).toEqual([7, 1]);
  expect(['2024-03-03', '2024-03-04'].map((d) => call('DATEPART', ['week', d], monday).value)).toEqual([9, 10]);
  expect(call('DATENAME', ['dw', '2024-03-04'], monday).value).toBe('Monday');
});

test('DATENAME', () => {
  expect(['month', 'weekday', 'year', 'day', 'mi'].map((p) => value('DATENAME', p, moment))).toEqual([
    'March',
    'Tuesday',
    '2024',
    '5',
    '7',
  ]);
  expect(value('DATENAME', 'tz', datetimeoffset('2024-03-05T12:00:00+03:00'))).toBe('+03:00');
  expect(['month', 'weekday'].map((p) => call('DATENAME', [p, moment], { language: 'russian' }).value)).toEqual(['Март', 'вторник']);
  expect(typeOf('DATENAME', 'month', moment)).toBe('nvarchar(30)');
});

test('DATETRUNC keeps the type', () => {
  const d = datetime2('2024-05-17T14:37:49', 0);
  expect(['year', 'quarter', 'month', 'day', 'hour', 'minute', 'week', 'iso_week'].map((p) => text('DATETRUNC', p, d))).toEqual([
    '2024-01-01 00:00:00',
    '2024-04-01 00:00:00',
    '2024-05-01 00:00:00',
    '2024-05-17 00:00:00',
    '2024-05-17 14:00:00',
    '2024-05-17 14:37:00',
    '2024-05-12 00:00:00',
    '2024-05-13 00:00:00',
  ]);
  expect(text('DATETRUNC', 'month', date('2024-05-17'))).toBe('2024-05-01');
  expect(typeOf('DATETRUNC', 'month', '2024-05-17')).toBe('datetime2(7)');
  expect([
    error('DATETRUNC', 'dw', d),
    error('DATETRUNC', 'ms', d),
    error('DATETRUNC', 'hour', date('2024-05-17')),
    error('DATETRUNC', 'day', 1),
  ]).toEqual([9810, 9810, 9810, 8116]);
});

test('DATE_BUCKET', () => {
  const d = datetime2('2020-04-30T21:21:21', 0);
  expect(text('DATE_BUCKET', 'week', 1, d)).toBe('2020-04-27 00:00:00');
  expect(text('DATE_BUCKET', 'day', 1, d)).toBe('2020-04-30 00:00:00');
  expect(text('DATE_BUCKET', 'month', 3, d)).toBe('2020-04-01 00:00:00');
  expect(text('DATE_BUCKET', 'hour', 6, d)).toBe('2020-04-30 18:00:00');
  expect(text('DATE_BUCKET', 'minute', 15, d, datetime2('2020-04-30T00:10:00', 0))).toBe('2020-04-30 21:10:00');
  expect(text('DATE_BUCKET', 'week', 5, date('1899-12-31'))).toBe('1899-11-27');
  expect([
    error('DATE_BUCKET', 'day', 0, d),
    error('DATE_BUCKET', 'dw', 1, d),
    error('DATE_BUCKET', 'day', 1, d, date('2020-01-01')),
  ]).toEqual([9834, 9806, 206]);
});

test('EOMONTH', () => {
  expect([
    text('EOMONTH', '2024-02-10'),
    text('EOMONTH', '2024-02-10', 1),
    text('EOMONTH', datetime('2024-01-31T10:00:00'), -2),
    text('EOMONTH', date('2023-02-01'), null),
  ]).toEqual(['2024-02-29', '2024-03-31', '2023-11-30', '2023-02-28']);
  expect(value('EOMONTH', { ...date('2024-01-01'), value: null })).toBe(null);
  expect(error('EOMONTH', date('9999-12-01'), 1)).toBe(517);
});

test('the FROMPARTS functions', () => {
  expect(text('DATEFROMPARTS', 2024, 2, 29)).toBe('2024-02-29');
  expect(text('DATETIMEFROMPARTS', 2024, 3, 5, 14, 7, 9, 120)).toBe('2024-03-05 14:07:09.120');
  expect(text('DATETIMEFROMPARTS', 2024, 12, 31, 23, 59, 59, 999)).toBe('2025-01-01 00:00:00.000');
  expect(text('DATETIME2FROMPARTS', 2024, 3, 5, 14, 7, 9, 5, 2)).toBe('2024-03-05 14:07:09.05');
  expect(text('SMALLDATETIMEFROMPARTS', 2024, 3, 5, 14, 7)).toBe('2024-03-05 14:07:00.000');
  expect(text('TIMEFROMPARTS', 14, 7, 9, 0, 0)).toBe('14:07:09');
  expect(text('DATETIMEOFFSETFROMPARTS', 2024, 3, 5, 14, 7, 9, 0, 3, 0, 0)).toBe('2024-03-05 14:07:09 +03:00');
  expect(value('DATEFROMPARTS', 2024, null, 1)).toBe(null);
  expect([
    error('DATEFROMPARTS', 2023, 2, 29),
    error('DATETIMEFROMPARTS', 1752, 1, 1, 0, 0, 0, 0),
    error('TIMEFROMPARTS', 24, 0, 0, 0, 0),
    error('TIMEFROMPARTS', 1, 0, 0, 10, 1),
    error('DATETIMEOFFSETFROMPARTS', 2024, 3, 5, 14, 7, 9, 0, 3, -30, 0),
    error('DATETIME2FROMPARTS', 2024, 3, 5, 14, 7, 9, 0, 8),
    error('DATETIME2FROMPARTS', 2024, 3, 5, 14, 7, 9, 0, null),
  ]).toEqual([289, 289, 289, 289, 289, 1002, 10760]);
});

test('SWITCHOFFSET and TODATETIMEOFFSET', () => {
  const a = datetimeoffset('2024-03-05T12:00:00+03:00', 0);
  expect(text('SWITCHOFFSET', a, '+05:00')).toBe('2024-03-05 14:00:00 +05:00');
  expect(text('SWITCHOFFSET', a, -60)).toBe('2024-03-05 08:00:00 -01:00');
  expect(text('TODATETIMEOFFSET', datetime2('2024-03-05T12:00:00', 0), '+05:00')).toBe('2024-03-05 12:00:00 +05:00');
  expect(typeOf('TODATETIMEOFFSET', datetime('2024-03-05T12:00:00'), '+05:00')).toBe('datetimeoffset(3)');
  expect([error('SWITCHOFFSET', a, 'x'), error('SWITCHOFFSET', a, '+15:00'), error('SWITCHOFFSET', a, 900)]).toEqual([9812, 9812, 9812]);
});

test('ISDATE', () => {
  expect(
    ['2024-02-29', '2023-02-29', '20240305', '10:30', 'x', '', '2024-03-05T10:00:00.123', '1752-01-01'].map((d) => value('ISDATE', d)),
  ).toEqual([1, 0, 1, 1, 0, 0, 1, 0]);
  expect([
    value('ISDATE', null),
    value('ISDATE', 2024),
    value('ISDATE', datetime('2024-01-01')),
    error('ISDATE', date('2024-01-01')),
  ]).toEqual([0, 1, 1, 8116]);
});

test("the clock shows the statement's start in the server's zone", () => {
  const settings = { statementTime: 36_000_000_000, timeZoneOffset: 180 };
  const at = (name: string) => shown(call(name, [], settings));
  expect(
    ['GETDATE', 'CURRENT_TIMESTAMP', 'GETUTCDATE', 'SYSDATETIME', 'SYSUTCDATETIME', 'SYSDATETIMEOFFSET', 'CURRENT_DATE'].map(at),
  ).toEqual([
    '2010-01-01 04:00:00.000',
    '2010-01-01 04:00:00.000',
    '2010-01-01 01:00:00.000',
    '2010-01-01 04:00:00.0000000',
    '2010-01-01 01:00:00.0000000',
    '2010-01-01 04:00:00.0000000 +03:00',
    '2010-01-01',
  ]);
  expect(typeDeclaration(call('SYSDATETIME', []).type)).toBe(typeDeclaration(datetime2Type(7)));
});
