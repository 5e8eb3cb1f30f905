import { expect, test } from 'vitest';
import { bindAtTimeZone, timeZoneInfo, WINDOWS_TIME_ZONES } from '../../../sql/localdb/functions/time-zones.ts';
import {
  datetimeoffsetType,
  datetimeType,
  dateType,
  nullType,
  smalldatetimeType,
  typeDeclaration,
} from '../../../sql/localdb/types/sql-type.ts';
import { datetime2, datetimeoffset, errorNumber, shown } from './bound-call.ts';
import type { Argument } from './bound-call.ts';

const at = ({ type, value }: Argument, zone: string) => {
  const bound = bindAtTimeZone(type);
  return shown({ type: bound.type, value: value === null ? null : bound.call(value, zone) });
};

test("a plain time gets the zone's offset, with daylight saving time", () => {
  const winter = datetime2('2024-01-15T12:00:00', 0);
  const summer = datetime2('2024-07-15T12:00:00', 0);
  expect(at(winter, 'UTC')).toBe('2024-01-15 12:00:00 +00:00');
  expect(at(winter, 'Central European Standard Time')).toBe('2024-01-15 12:00:00 +01:00');
  expect(at(summer, 'central european standard time')).toBe('2024-07-15 12:00:00 +02:00');
  expect(at(summer, 'Russian Standard Time')).toBe('2024-07-15 12:00:00 +03:00');
  expect(at(datetime2('2012-07-15T12:00:00', 0), 'Russian Standard Time')).toBe('2012-07-15 12:00:00 +04:00');
  expect(at(summer, 'Vladivostok Standard Time')).toBe('2024-07-15 12:00:00 +10:00');
});

test("a time with an offset is the same moment at the zone's", () => {
  expect(at(datetimeoffset('2024-07-15T12:00:00+00:00', 0), 'Russian Standard Time')).toBe('2024-07-15 15:00:00 +03:00');
  expect(at(datetimeoffset('2024-01-15T12:00:00+00:00', 0), 'Eastern Standard Time')).toBe('2024-01-15 07:00:00 -05:00');
  expect(at(datetimeoffset('2024-03-31T01:00:00+00:00', 0), 'W. Europe Standard Time')).toBe('2024-03-31 03:00:00 +02:00');
  expect(at(datetimeoffset('2024-03-31T00:59:59+00:00', 0), 'W. Europe Standard Time')).toBe('2024-03-31 01:59:59 +01:00');
});

test('skipped times come out after the change, repeated ones are before it', () => {
  expect(at(datetime2('2024-03-10T02:30:00', 0), 'Pacific Standard Time')).toBe('2024-03-10 03:30:00 -07:00');
  expect(at(datetime2('2024-11-03T01:30:00', 0), 'Pacific Standard Time')).toBe('2024-11-03 01:30:00 -07:00');
});

test('types and unknown zones', () => {
  expect([datetimeType, smalldatetimeType, datetimeoffsetType(2), nullType].map((t) => typeDeclaration(bindAtTimeZone(t).type))).toEqual([
    'datetimeoffset(3)',
    'datetimeoffset(0)',
    'datetimeoffset(2)',
    'datetimeoffset(7)',
  ]);
  expect(errorNumber(() => bindAtTimeZone(dateType))).toBe(8116);
  expect(errorNumber(() => at(datetime2('2024-01-01'), 'Europe/Moscow'))).toBe(9820);
});

test('the list of zones', () => {
  expect(WINDOWS_TIME_ZONES).toHaveLength(141);
  const info = timeZoneInfo(4_587_408_000_000_000);
  expect(info.find((z) => z.name === 'Russian Standard Time')).toEqual({
    name: 'Russian Standard Time',
    current_utc_offset: '+03:00',
    is_currently_dst: 0,
  });
  expect(info.find((z) => z.name === 'Eastern Standard Time')).toEqual({
    name: 'Eastern Standard Time',
    current_utc_offset: '-04:00',
    is_currently_dst: 1,
  });
});
