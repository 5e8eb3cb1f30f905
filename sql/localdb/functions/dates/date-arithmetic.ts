// DATEADD, DATEDIFF and DATEDIFF_BIG.

import {
  carryTicks,
  dateFromDays,
  daysFromDate,
  daysInMonth,
  fromParts,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  toParts,
} from '../../types/date-parts.ts';
import type { DateTimeParts } from '../../types/date-parts.ts';
import { sqlError } from '../../types/errors.ts';
import { normalise } from '../../types/exact.ts';
import { bigintType, datetime2Type, datetimeType, intType, isNumeric } from '../../types/sql-type.ts';
import type { Exact, SqlType, Value } from '../../types/sql-type.ts';
import { argumentAt, defineScalar, invalidArgument } from '../argument-types.ts';
import type { ScalarFunction } from '../function.ts';
import { dateArgument, isNullLiteral } from './date-argument.ts';
import { datePartOf, refusedPart, requirePart } from './part-names.ts';
import type { DatePart } from './part-names.ts';

/** Months in the calendar units made of them. */
export const MONTHS: Readonly<Partial<Record<DatePart, number>>> = { year: 12, quarter: 3, month: 1 };
/** Days in the units made of them, as DATEADD counts. */
export const DAYS: Readonly<Partial<Record<DatePart, number>>> = { dayofyear: 1, day: 1, weekday: 1, week: 7 };
/** Ticks in the units of the time of day. */
export const TICKS: Readonly<Partial<Record<DatePart, number>>> = {
  hour: TICKS_PER_HOUR,
  minute: TICKS_PER_MINUTE,
  second: TICKS_PER_SECOND,
  millisecond: TICKS_PER_MILLISECOND,
  microsecond: 10,
};

/** The day `months` later; the last day of a shorter month. undefined outside the years 1 to 9999. */
export const addMonths = (days: number, months: number): number | undefined => {
  const { year, month, day } = dateFromDays(days);
  const total = year * 12 + month - 1 + months;
  const y = Math.floor(total / 12);
  if (y < 1 || y > 9999) return undefined;
  const m = total - y * 12 + 1;
  return daysFromDate(y, m, Math.min(day, daysInMonth(y, m)));
};

type AddPart = (parts: DateTimeParts, count: number) => DateTimeParts | undefined;

const partAdder = (part: DatePart): AddPart | undefined => {
  const months = MONTHS[part];
  if (months !== undefined) {
    return (p, n) => {
      const days = addMonths(p.days, n * months);
      return days === undefined ? undefined : { days, ticks: p.ticks, offset: p.offset };
    };
  }
  const days = DAYS[part];
  if (days !== undefined) return (p, n) => ({ days: p.days + n * days, ticks: p.ticks, offset: p.offset });
  const ticks = part === 'nanosecond' ? 1 : TICKS[part];
  if (ticks === undefined) return undefined;
  const perDay = TICKS_PER_DAY / ticks;
  return (p, count) => {
    const n = part === 'nanosecond' ? Math.round(count / 100) : count;
    const wholeDays = Math.trunc(n / perDay);
    return carryTicks(p.days + wholeDays, p.ticks + (n - wholeDays * perDay) * ticks, p.offset);
  };
};

const dateadd: ScalarFunction = {
  ...defineScalar('DATEADD', [3, 3], (args, name) => {
    const part = datePartOf(args[0], name);
    const count = argumentAt(args, 1);
    if (!isNumeric(count.type) && !isNullLiteral(count)) throw invalidArgument(count.type, 2, name);
    const type = dateArgument(args, 2, name, { text: datetimeType });
    const add = partAdder(part);
    if (!add) throw sqlError(9806, part, name.toLowerCase());
    requirePart(part, type, name);
    const isFine = part === 'microsecond' || part === 'nanosecond';
    if (isFine && (type.name === 'datetime' || type.name === 'smalldatetime')) throw refusedPart(part, type, name);
    const parts = toParts(type);
    const make = fromParts(type);
    return {
      type,
      parameters: [undefined, intType, type],
      call: (_, __, n, value) => {
        const moved = add(parts(value as NonNullable<Value>), n as number);
        const result = moved && make(moved);
        if (result === undefined) throw sqlError(517, type.name);
        return result;
      },
    };
  }),
  hasDatePart: true,
};

/** Counts the boundaries of a part between two moments, exactly. */
const boundaryCounter = (part: DatePart, from: SqlType, to: SqlType): ((a: DateTimeParts, b: DateTimeParts) => Exact) => {
  const months = MONTHS[part];
  if (months !== undefined) {
    const index = (days: number): number => {
      const { year, month } = dateFromDays(days);
      return Math.floor((year * 12 + month - 1) / months);
    };
    return (a, b) => index(b.days) - index(a.days);
  }
  // Weeks begin on Sunday here, whatever SET DATEFIRST says.
  if (part === 'week') return (a, b) => Math.floor((b.days + 1) / 7) - Math.floor((a.days + 1) / 7);
  if (DAYS[part] !== undefined) return (a, b) => b.days - a.days;
  if (part === 'nanosecond') return (a, b) => scaled(b.days - a.days, TICKS_PER_DAY * 100, (b.ticks - a.ticks) * 100);
  const ticks = TICKS[part] ?? 1;
  const unit = (type: SqlType): ((t: number) => number) =>
    // Thousandths of datetime are rounded: its .007 is 6.67 ms in memory.
    part === 'millisecond' && type.name === 'datetime' ? (t) => Math.round(t / ticks) : (t) => Math.floor(t / ticks);
  const first = unit(from);
  const second = unit(to);
  return (a, b) => scaled(b.days - a.days, TICKS_PER_DAY / ticks, second(b.ticks) - first(a.ticks));
};

const scaled = (days: number, perDay: number, rest: number): Exact => {
  const n = days * perDay + rest;
  return Number.isSafeInteger(n) ? n : normalise(BigInt(days) * BigInt(perDay) + BigInt(rest));
};

/** Parts in UTC, in which moments with different offsets are compared. */
const utcParts = (type: SqlType): ((value: NonNullable<Value>) => DateTimeParts) => {
  const parts = toParts(type);
  if (type.name !== 'datetimeoffset') return parts;
  return (v) => {
    const p = parts(v);
    return carryTicks(p.days, p.ticks - p.offset * TICKS_PER_MINUTE);
  };
};

const difference = (name: string, type: SqlType, least: Exact, most: Exact): ScalarFunction => ({
  ...defineScalar(name, [3, 3], (args) => {
    const part = datePartOf(args[0], name);
    if (part === 'tzoffset' || part === 'iso_week') throw sqlError(9806, part, name.toLowerCase());
    const from = dateArgument(args, 1, name, { text: datetime2Type(7) });
    const to = dateArgument(args, 2, name, { text: datetime2Type(7) });
    const first = utcParts(from);
    const second = utcParts(to);
    const count = boundaryCounter(part, from, to);
    return {
      type,
      parameters: [undefined, from, to],
      call: (_, __, a, b) => {
        const n = count(first(a as NonNullable<Value>), second(b as NonNullable<Value>));
        if (n < least || n > most) throw sqlError(535);
        return n;
      },
    };
  }),
  hasDatePart: true,
});

export const arithmeticFunctions: readonly ScalarFunction[] = [
  dateadd,
  difference('DATEDIFF', intType, -2_147_483_648, 2_147_483_647),
  difference('DATEDIFF_BIG', bigintType, -(2n ** 63n), 2n ** 63n - 1n),
];
