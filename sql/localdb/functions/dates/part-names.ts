// The names of date parts in date functions, their abbreviations, and which functions and types take which.

import { sqlError } from '../../types/errors.ts';
import type { SqlType } from '../../types/sql-type.ts';
import type { FunctionArgument } from '../function.ts';

export type DatePart =
  | 'year'
  | 'quarter'
  | 'month'
  | 'dayofyear'
  | 'day'
  | 'week'
  | 'weekday'
  | 'iso_week'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'microsecond'
  | 'nanosecond'
  | 'tzoffset';

const NAMES: ReadonlyMap<string, DatePart> = new Map(
  Object.entries({
    year: ['yy', 'yyyy'],
    quarter: ['qq', 'q'],
    month: ['mm', 'm'],
    dayofyear: ['dy', 'y'],
    day: ['dd', 'd'],
    week: ['wk', 'ww'],
    weekday: ['dw', 'w'],
    iso_week: ['isowk', 'isoww'],
    hour: ['hh'],
    minute: ['mi', 'n'],
    second: ['ss', 's'],
    millisecond: ['ms'],
    microsecond: ['mcs'],
    nanosecond: ['ns'],
    tzoffset: ['tz'],
  } satisfies Record<DatePart, string[]>).flatMap(([part, short]) => [part, ...short].map((name) => [name, part as DatePart] as const)),
);

const DATE_PARTS: ReadonlySet<DatePart> = new Set<DatePart>([
  'year',
  'quarter',
  'month',
  'dayofyear',
  'day',
  'week',
  'weekday',
  'iso_week',
]);

/** Whether the part belongs to the calendar (year to day) rather than to the time of day. */
const isDatePart = (part: DatePart): boolean => DATE_PARTS.has(part);

/** The part that the first argument of a date function names; 155 for an unknown one. */
export const datePartOf = (arg: FunctionArgument | undefined, functionName: string): DatePart => {
  const name = String(arg?.constant ?? '').toLowerCase();
  const part = NAMES.get(name);
  if (!part) throw sqlError(155, name, functionName.toLowerCase());
  return part;
};

/** 9810 if values of the type have no such part: calendar parts of time, parts of the day of date, offsets of others. */
export const requirePart = (part: DatePart, type: SqlType, functionName: string): void => {
  const fits =
    part === 'tzoffset'
      ? type.name === 'datetimeoffset'
      : type.name === 'date'
        ? isDatePart(part)
        : type.name !== 'time' || !isDatePart(part);
  if (!fits) throw refusedPart(part, type, functionName);
};

export const refusedPart = (part: DatePart, type: SqlType, functionName: string): Error =>
  sqlError(9810, part, functionName.toLowerCase(), type.name);
