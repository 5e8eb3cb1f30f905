// DATEPART, DATENAME, DAY, MONTH and YEAR.

import {
  dateFromDays,
  daysFromDate,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  toParts,
  weekdayOf,
} from '../../types/date-parts.ts';
import { dateNames } from '../../types/date-names.ts';
import { offsetText } from '../../types/date-styles.ts';
import { datetime2Type, datetimeoffsetType, intType, nvarcharType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { defineScalar } from '../argument-types.ts';
import type { FunctionSession, ScalarFunction } from '../function.ts';
import { dateArgument } from './date-argument.ts';
import { datePartOf, requirePart } from './part-names.ts';
import type { DatePart } from './part-names.ts';

/** Days by which a day lies behind the first day of its week, for SET DATEFIRST. */
export const daysIntoWeek = (days: number, dateFirst: number): number => (weekdayOf(days) + 8 - dateFirst) % 7;

type ReadPart = (value: NonNullable<Value>, session: FunctionSession) => number;

/** Reads one part of values of a temporal type as DATEPART does. */
const partReader = (part: DatePart, type: SqlType): ReadPart => {
  const parts = toParts(type);
  // Thousandths of datetime are rounded: its .007 is 6.67 ms in memory.
  const isDatetime = type.name === 'datetime';
  switch (part) {
    case 'year':
      return (v) => dateFromDays(parts(v).days).year;
    case 'quarter':
      return (v) => Math.ceil(dateFromDays(parts(v).days).month / 3);
    case 'month':
      return (v) => dateFromDays(parts(v).days).month;
    case 'day':
      return (v) => dateFromDays(parts(v).days).day;
    case 'dayofyear':
      return (v) => dayOfYear(parts(v).days);
    case 'weekday':
      return (v, { dateFirst }) => daysIntoWeek(parts(v).days, dateFirst) + 1;
    case 'week':
      return (v, { dateFirst }) => {
        const { days } = parts(v);
        const day = dayOfYear(days);
        return Math.floor((day - 1 + daysIntoWeek(days - day + 1, dateFirst)) / 7) + 1;
      };
    case 'iso_week':
      return (v) => {
        const { days } = parts(v);
        return Math.floor((dayOfYear(days - weekdayOf(days) + 3) - 1) / 7) + 1;
      };
    case 'hour':
      return (v) => Math.floor(parts(v).ticks / TICKS_PER_HOUR);
    case 'minute':
      return (v) => Math.floor(parts(v).ticks / TICKS_PER_MINUTE) % 60;
    case 'second':
      return (v) => Math.floor(parts(v).ticks / TICKS_PER_SECOND) % 60;
    case 'millisecond':
      return isDatetime
        ? (v) => Math.round((parts(v).ticks % TICKS_PER_SECOND) / 10_000)
        : (v) => Math.floor((parts(v).ticks % TICKS_PER_SECOND) / 10_000);
    case 'microsecond':
      return (v) => Math.floor((parts(v).ticks % TICKS_PER_SECOND) / 10);
    case 'nanosecond':
      return (v) => (parts(v).ticks % TICKS_PER_SECOND) * 100;
    case 'tzoffset':
      return (v) => parts(v).offset;
  }
};

const dayOfYear = (days: number): number => days - daysFromDate(dateFromDays(days).year, 1, 1) + 1;

const argumentType = (part: DatePart): SqlType => (part === 'tzoffset' ? datetimeoffsetType(7) : datetime2Type(7));

const datepart: ScalarFunction = {
  ...defineScalar('DATEPART', [2, 2], (args, name) => {
    const part = datePartOf(args[0], name);
    const type = dateArgument(args, 1, name, { text: argumentType(part) });
    requirePart(part, type, name);
    const read = partReader(part, type);
    return { type: intType, parameters: [undefined, type], call: (session, _, value) => read(value as NonNullable<Value>, session) };
  }),
  hasDatePart: true,
};

const datename: ScalarFunction = {
  ...defineScalar('DATENAME', [2, 2], (args, name) => {
    const part = datePartOf(args[0], name);
    const type = dateArgument(args, 1, name, { text: argumentType(part) });
    requirePart(part, type, name);
    const read = partReader(part, type);
    return {
      type: nvarcharType(30),
      parameters: [undefined, type],
      call: (session, _, v) => {
        const value = v as NonNullable<Value>;
        switch (part) {
          case 'month':
            return dateNames(session.language).months[read(value, session) - 1] ?? null;
          case 'weekday':
            return dateNames(session.language).days[(read(value, session) + session.dateFirst + 5) % 7] ?? null;
          case 'tzoffset':
            return offsetText(read(value, session));
          default:
            return String(read(value, session));
        }
      },
    };
  }),
  hasDatePart: true,
};

const single = (name: string, part: 'day' | 'month' | 'year'): ScalarFunction =>
  defineScalar(name, [1, 1], (args) => {
    const type = dateArgument(args, 0, name, { text: datetime2Type(7) });
    requirePart(part, type, name);
    const read = partReader(part, type);
    return { type: intType, parameters: [type], call: (session, value) => read(value as NonNullable<Value>, session) };
  });

export const readingFunctions: readonly ScalarFunction[] = [
  datepart,
  datename,
  single('DAY', 'day'),
  single('MONTH', 'month'),
  single('YEAR', 'year'),
];
