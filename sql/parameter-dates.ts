// Dates and times on their way to the server: invariant text or Date in, the one text form out that every SQL Server reads alike
// whatever its language and date format. A text with an offset becomes UTC where the type keeps none.

import { fail } from './parameter-text.ts';
import type { Conversion } from './parameter-text.ts';
import { dateTimeText } from './values-read.ts';

/** Parts of a moment; `ticks` are 100 ns. */
interface Moment {
  /** Milliseconds of the written date and time, as if they were UTC. */
  readonly time: number;
  readonly ticks: number;
  readonly offsetMinutes: number | undefined;
}

const FORM = /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:(?:[T ]|^)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const TICKS_PER_SECOND = 10_000_000;
const MINUTE_MS = 60_000;
/** SQL Server's day of a time without a date. */
const NO_DATE = Date.UTC(1900, 0, 1);

/** The text that is sent for a value of a date or time type. */
export const toDateText = (value: unknown, conversion: Conversion): string => {
  const moment = momentOf(value) ?? fail(value, conversion);
  const { name } = conversion.type;
  if (name === 'datetimeoffset') {
    const offset = moment.offsetMinutes ?? 0;
    return `${isoText(moment)}${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  }
  const local = name === 'date' ? moment : inUtc(moment);
  const range = RANGES.get(name);
  if (range && (local.time < range[0] || local.time > range[1])) return fail(value, conversion, 'out of range');
  const text = isoText(local);
  if (name === 'date') return text.slice(0, 10);
  if (name === 'time') return text.slice(11);
  // datetime takes three digits of a fraction and no more.
  return name === 'datetime2' ? text : text.replace(/(\.\d{3})\d+$/, '$1');
};

const RANGES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['datetime', [Date.UTC(1753, 0, 1), Date.UTC(9999, 11, 31, 23, 59, 59, 999)]],
  ['smalldatetime', [Date.UTC(1900, 0, 1), Date.UTC(2079, 5, 6, 23, 59, 29, 999)]],
]);

const momentOf = (value: unknown): Moment | undefined => {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : parse(dateTimeText(value));
  return typeof value === 'string' ? parse(value.trim()) : undefined;
};

const parse = (text: string): Moment | undefined => {
  const parts = FORM.exec(text);
  if (!parts || text === '') return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const date = year === undefined ? NO_DATE : dateOf(Number(year), Number(month), Number(day));
  if (date === undefined) return undefined;
  return {
    time: date + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000,
    ticks: Number(fraction.padEnd(7, '0').slice(0, 7)),
    offsetMinutes: zone === undefined ? undefined : minutesOf(zone),
  };
};

/** Undefined for a day that is not in the calendar. */
const dateOf = (year: number, month: number, day: number): number | undefined => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
};

const minutesOf = (zone: string): number => {
  if (/z/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
};

const inUtc = (moment: Moment): Moment => ({ ...moment, time: moment.time - (moment.offsetMinutes ?? 0) * MINUTE_MS });

const isoText = ({ time, ticks }: Moment): string => {
  const seconds = new Date(time).toISOString().slice(0, 19);
  return ticks === 0
    ? seconds
    : `${seconds}.${String(ticks % TICKS_PER_SECOND)
        .padStart(7, '0')
        .replace(/0+$/, '')}`;
};

const two = (value: number): string => String(value).padStart(2, '0');
