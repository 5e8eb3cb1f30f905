import { describe, expect, test } from 'vitest';
import {
  EPOCH_1900_DAYS,
  EPOCH_1970_DAYS,
  EPOCH_2010_DAYS,
  MAX_DAYS,
  MIN_DATETIME_DAYS,
  TICKS_PER_DAY,
  dateFromDays,
  daysFromDate,
  fromParts,
  toParts,
  weekdayOf,
} from '../../../sql/localdb/types/date-parts.ts';
import {
  DateTimeOffsetValue,
  dateType,
  datetime2Type,
  datetimeType,
  datetimeoffsetType,
  smalldatetimeType,
  timeType,
} from '../../../sql/localdb/types/sql-type.ts';
import { randomOf } from './random.ts';

test('the epochs are the days that they say', () => {
  expect([
    daysFromDate(1, 1, 1),
    daysFromDate(1753, 1, 1),
    daysFromDate(1900, 1, 1),
    daysFromDate(1970, 1, 1),
    daysFromDate(2010, 1, 1),
    daysFromDate(9999, 12, 31),
  ]).toEqual([0, MIN_DATETIME_DAYS, EPOCH_1900_DAYS, EPOCH_1970_DAYS, EPOCH_2010_DAYS, MAX_DAYS]);
});

test('days and dates agree with the platform calendar', () => {
  for (let days = 0; days <= MAX_DAYS; days += 997) {
    const date = new Date((days - EPOCH_1970_DAYS) * 86_400_000);
    const { year, month, day } = dateFromDays(days);
    expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
    expect(daysFromDate(year, month, day)).toBe(days);
    expect((weekdayOf(days) + 1) % 7).toBe(date.getUTCDay());
  }
});

test('months beyond the year carry over', () => {
  expect(daysFromDate(2024, 13, 1)).toBe(daysFromDate(2025, 1, 1));
  expect(daysFromDate(2024, 0, 31)).toBe(daysFromDate(2023, 12, 31));
});

describe('parts and back', () => {
  const random = randomOf(3);
  test.each([
    dateType,
    timeType(7),
    timeType(0),
    smalldatetimeType,
    datetimeType,
    datetime2Type(7),
    datetime2Type(2),
    datetimeoffsetType(7),
  ])('$name($scale)', (type) => {
    const [read, build] = [toParts(type), fromParts(type)];
    for (let i = 0; i < 500; i++) {
      const days =
        type.name === 'smalldatetime'
          ? EPOCH_1900_DAYS + random.below(65_000)
          : MIN_DATETIME_DAYS + random.below(MAX_DAYS - MIN_DATETIME_DAYS - 1);
      const value = build({
        days,
        ticks: random.below(TICKS_PER_DAY),
        offset: type.name === 'datetimeoffset' ? random.below(1681) - 840 : 0,
      });
      if (value === undefined) expect.unreachable();
      else expect(build(read(value))).toEqual(value);
    }
  });
  test('what a type cannot hold is undefined', () => {
    const first = { days: 0, ticks: 0, offset: 0 };
    expect([
      fromParts(datetimeType)(first),
      fromParts(smalldatetimeType)(first),
      fromParts(dateType)({ ...first, days: MAX_DAYS + 1 }),
    ]).toEqual([undefined, undefined, undefined]);
    expect(fromParts(datetimeoffsetType(0))({ ...first, offset: 60 })).toBeUndefined();
    expect(fromParts(datetimeType)({ days: MAX_DAYS, ticks: TICKS_PER_DAY - 1, offset: 0 })).toBeUndefined();
  });
  test('a datetimeoffset is kept as its instant and shown by its wall clock', () => {
    const value = fromParts(datetimeoffsetType(0))({ days: EPOCH_2010_DAYS, ticks: 0, offset: 180 });
    expect(value).toEqual(new DateTimeOffsetValue(-180 * 600_000_000, 180));
    expect(value && toParts(datetimeoffsetType(0))(value)).toEqual({ days: EPOCH_2010_DAYS, ticks: 0, offset: 180 });
  });
});
