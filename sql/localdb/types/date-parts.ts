// The calendar: days and 100 ns ticks to and from the in-memory form of every temporal type.
//
// Days count from 0001-01-01 (day 0) in the proleptic Gregorian calendar; ticks are the 100 ns units since midnight.
// `DateTimeParts` is the neutral form that date functions and conversions work on.

import { normalise } from './exact.ts';
import { DateTimeOffsetValue } from './sql-type.ts';
import type { Exact, SqlType, Value } from './sql-type.ts';

export const TICKS_PER_MILLISECOND = 10_000;
export const TICKS_PER_SECOND = 10_000_000;
export const TICKS_PER_MINUTE = 600_000_000;
export const TICKS_PER_HOUR = 36_000_000_000;
export const TICKS_PER_DAY = 864_000_000_000;
/** Units of 1/300 s in a day: the resolution of datetime. */
export const DATETIME_UNITS_PER_DAY = 25_920_000;
export const MINUTES_PER_DAY = 1440;

/** 1900-01-01, day 0 of datetime and smalldatetime. */
export const EPOCH_1900_DAYS = 693_595;
/** 2010-01-01, day 0 of datetime2 and datetimeoffset in memory. */
export const EPOCH_2010_DAYS = 733_772;
/** 1970-01-01. */
export const EPOCH_1970_DAYS = 719_162;
/** 1753-01-01, the first day of datetime. */
export const MIN_DATETIME_DAYS = 639_905;
/** 9999-12-31. */
export const MAX_DAYS = 3_652_058;
/** 2079-06-06, the last day of smalldatetime. */
export const MAX_SMALLDATETIME_DAYS = EPOCH_1900_DAYS + 65_535;
/** Minutes that an offset from UTC may have, either way. */
export const MAX_OFFSET = 840;

/** A moment as the wall clock shows it: local day, ticks of that day (0 to TICKS_PER_DAY - 1), minutes east of UTC. */
export interface DateTimeParts {
  readonly days: number;
  readonly ticks: number;
  /** 0 for all types but datetimeoffset. */
  readonly offset: number;
}

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Days of a month (1 to 12). */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);

/** Day number of a date of the calendar; the month may lie outside 1 to 12 and the day outside its month. */
export const daysFromDate = (year: number, month: number, day: number): number => {
  const months = year * 12 + month - 1;
  const y = Math.floor(months / 12);
  const m = months - y * 12 + 1;
  // Years that begin in March put the leap day last.
  const shifted = m <= 2 ? y - 1 : y;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 306;
};

/** Year, month and day of a day number. */
export const dateFromDays = (days: number): CalendarDate => {
  const z = days + 306;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
};

/** Whether year, month and day name a date from 0001-01-01 to 9999-12-31. */
export const isCalendarDate = (year: number, month: number, day: number): boolean =>
  year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** 0 (Monday) to 6 (Sunday). */
export const weekdayOf = (days: number): number => ((days % 7) + 7) % 7;

/** 100 ns ticks since 2010-01-01, the in-memory form of datetime2. */
export const ticksSince2010 = (days: number, ticks: number): Exact => {
  const v = (days - EPOCH_2010_DAYS) * TICKS_PER_DAY + ticks;
  return Number.isSafeInteger(v) ? v : normalise(BigInt(days - EPOCH_2010_DAYS) * BigInt(TICKS_PER_DAY) + BigInt(ticks));
};

/** Day and ticks of the day of a datetime2's in-memory form. */
export const partsOfTicks = (v: Exact, offset = 0): DateTimeParts => {
  if (typeof v === 'number') {
    const days = Math.floor(v / TICKS_PER_DAY);
    const ticks = v - days * TICKS_PER_DAY;
    return { days: days + EPOCH_2010_DAYS, ticks, offset };
  }
  const perDay = BigInt(TICKS_PER_DAY);
  let days = v / perDay;
  let ticks = v % perDay;
  if (ticks < 0n) {
    ticks += perDay;
    days -= 1n;
  }
  return { days: Number(days) + EPOCH_2010_DAYS, ticks: Number(ticks), offset };
};

/** Day and ticks with the ticks brought back into their day. */
export const carryTicks = (days: number, ticks: number, offset = 0): DateTimeParts => {
  const extra = Math.floor(ticks / TICKS_PER_DAY);
  return { days: days + extra, ticks: ticks - extra * TICKS_PER_DAY, offset };
};

/** Ticks of the smallest step that `scale` fractional digits can show. */
export const ticksPerStep = (scale: number): number => 10 ** (7 - scale);

/** Rounds ticks to `scale` fractional digits, half up; the result may be TICKS_PER_DAY. */
const roundTicks = (ticks: number, scale: number): number => {
  if (scale >= 7) return ticks;
  const step = ticksPerStep(scale);
  return Math.floor((ticks + step / 2) / step) * step;
};

/** The wall-clock parts of a value of a temporal type; a time has the day 1900-01-01. */
export const toParts = (type: SqlType): ((v: NonNullable<Value>) => DateTimeParts) => {
  switch (type.name) {
    case 'date':
      return (v) => ({ days: v as number, ticks: 0, offset: 0 });
    case 'time':
      return (v) => ({ days: EPOCH_1900_DAYS, ticks: v as number, offset: 0 });
    case 'smalldatetime':
      return (v) => {
        const days = Math.floor((v as number) / MINUTES_PER_DAY);
        return { days: days + EPOCH_1900_DAYS, ticks: ((v as number) - days * MINUTES_PER_DAY) * TICKS_PER_MINUTE, offset: 0 };
      };
    case 'datetime':
      return (v) => {
        const days = Math.floor((v as number) / DATETIME_UNITS_PER_DAY);
        return {
          days: days + EPOCH_1900_DAYS,
          ticks: Math.round((((v as number) - days * DATETIME_UNITS_PER_DAY) * 100_000) / 3),
          offset: 0,
        };
      };
    case 'datetime2':
      return (v) => partsOfTicks(v as Exact);
    case 'datetimeoffset':
      return (v) => {
        const { utc, offset } = v as DateTimeOffsetValue;
        const local = typeof utc === 'number' ? utc + offset * TICKS_PER_MINUTE : NaN;
        return Number.isSafeInteger(local)
          ? partsOfTicks(local, offset)
          : partsOfTicks(normalise(BigInt(utc) + BigInt(offset) * BigInt(TICKS_PER_MINUTE)), offset);
      };
    default:
      throw new TypeError(`not a temporal type: ${type.name}`);
  }
};

/**
 * The value of a temporal type nearest to the parts, rounded to the type's resolution: 1/300 s for datetime, whole
 * minutes for smalldatetime, the scale for the others. undefined when the type cannot hold it. A time that rounds up to
 * midnight wraps to 00:00; a datetime2 at the end of 9999 is cut instead of rounded.
 */
export const fromParts = (type: SqlType): ((p: DateTimeParts) => NonNullable<Value> | undefined) => {
  const { scale } = type;
  switch (type.name) {
    case 'date':
      return (p) => (p.days >= 0 && p.days <= MAX_DAYS ? p.days : undefined);
    case 'time':
      return (p) => {
        const ticks = roundTicks(p.ticks, scale);
        return ticks >= TICKS_PER_DAY ? 0 : ticks;
      };
    case 'smalldatetime':
      return (p) => {
        // By way of 1/300 s, so 29.999 s already count as half a minute.
        const units = Math.round((p.ticks * 3) / 100_000);
        const minutes = Math.floor((units + 9000) / 18_000);
        const v = (p.days - EPOCH_1900_DAYS) * MINUTES_PER_DAY + minutes;
        return v >= 0 && v <= 65_536 * MINUTES_PER_DAY - 1 ? v : undefined;
      };
    case 'datetime':
      return (p) => {
        const v = (p.days - EPOCH_1900_DAYS) * DATETIME_UNITS_PER_DAY + Math.round((p.ticks * 3) / 100_000);
        return v >= (MIN_DATETIME_DAYS - EPOCH_1900_DAYS) * DATETIME_UNITS_PER_DAY &&
          v < (MAX_DAYS + 1 - EPOCH_1900_DAYS) * DATETIME_UNITS_PER_DAY
          ? v
          : undefined;
      };
    case 'datetime2':
      return (p) => {
        const r = roundedWithin(p, scale);
        return r && ticksSince2010(r.days, r.ticks);
      };
    case 'datetimeoffset':
      return (p) => {
        const r = roundedWithin(p, scale);
        if (!r || Math.abs(p.offset) > MAX_OFFSET) return undefined;
        const utc = carryTicks(r.days, r.ticks - p.offset * TICKS_PER_MINUTE);
        return utc.days >= 0 && utc.days <= MAX_DAYS ? new DateTimeOffsetValue(ticksSince2010(utc.days, utc.ticks), p.offset) : undefined;
      };
    default:
      throw new TypeError(`not a temporal type: ${type.name}`);
  }
};

const roundedWithin = (p: DateTimeParts, scale: number): DateTimeParts | undefined => {
  if (p.days < 0 || p.days > MAX_DAYS) return undefined;
  if (scale >= 7) return p;
  const ticks = roundTicks(p.ticks, scale);
  if (ticks < TICKS_PER_DAY) return { days: p.days, ticks, offset: p.offset };
  if (p.days < MAX_DAYS) return { days: p.days + 1, ticks: 0, offset: p.offset };
  const step = ticksPerStep(scale);
  return { days: p.days, ticks: Math.floor(p.ticks / step) * step, offset: p.offset };
};
