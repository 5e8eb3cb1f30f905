// CONVERT styles of dates and times: their text forms, and the order of day, month and year that they read.

import type { ConversionSession } from './conversion-session.ts';
import { dateNames } from './date-names.ts';
import { TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, carryTicks, dateFromDays } from './date-parts.ts';
import type { DateTimeParts } from './date-parts.ts';
import type { SqlType } from './sql-type.ts';

/** Text of the date part; `mon` is the short month name of the session's language. */
type DateForm = (year: number, month: number, day: number, mon: string) => string;
/** Text of the time part; `fraction` has its separator and is '' when there is none. */
type TimeForm = (clock: Clock) => string;

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** All fractional digits that the type has. */
  readonly fraction: string;
  /** '.' or, for datetime in some styles, ':'. */
  readonly mark: string;
}

interface Style {
  readonly date?: DateForm;
  readonly time?: TimeForm;
  readonly separator?: string;
  /** Order in which text is read by the style. */
  readonly order: ConversionSession['dateFormat'];
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const four = (n: number): string => String(n).padStart(4, '0');
const yy = (year: number): string => two(year % 100);
const blank2 = (n: number): string => String(n).padStart(2, ' ');
const hour12 = (h: number): number => (h % 12 === 0 ? 12 : h % 12);
const half = (h: number): string => (h < 12 ? 'AM' : 'PM');

const hms: TimeForm = (c) => `${two(c.hour)}:${two(c.minute)}:${two(c.second)}`;
const hmsFraction: TimeForm = (c) => `${hms(c)}${c.fraction === '' ? '' : c.mark + c.fraction}`;
const isoTime: TimeForm = (c) => `${hms(c)}${/[1-9]/.test(c.fraction) ? `.${c.fraction}` : ''}`;
const shortTime: TimeForm = (c) => `${blank2(hour12(c.hour))}:${two(c.minute)}${half(c.hour)}`;
const longTime: TimeForm = (c) =>
  `${blank2(hour12(c.hour))}:${two(c.minute)}:${two(c.second)}${c.fraction === '' ? '' : c.mark + c.fraction}${half(c.hour)}`;
const spacedTime: TimeForm = (c) => `${blank2(hour12(c.hour))}:${two(c.minute)}:${two(c.second)} ${half(c.hour)}`;

const monthDayYear: DateForm = (y, _m, d, mon) => `${mon} ${blank2(d)} ${four(y)}`;
const dayMonthYear: DateForm = (y, _m, d, mon) => `${two(d)} ${mon} ${four(y)}`;
const isoDate: DateForm = (y, m, d) => `${four(y)}-${two(m)}-${two(d)}`;

const STYLES: ReadonlyMap<number, Style> = new Map<number, Style>([
  [0, { date: monthDayYear, time: shortTime, order: 'mdy' }],
  [1, { date: (y, m, d) => `${two(m)}/${two(d)}/${yy(y)}`, order: 'mdy' }],
  [2, { date: (y, m, d) => `${yy(y)}.${two(m)}.${two(d)}`, order: 'ymd' }],
  [3, { date: (y, m, d) => `${two(d)}/${two(m)}/${yy(y)}`, order: 'dmy' }],
  [4, { date: (y, m, d) => `${two(d)}.${two(m)}.${yy(y)}`, order: 'dmy' }],
  [5, { date: (y, m, d) => `${two(d)}-${two(m)}-${yy(y)}`, order: 'dmy' }],
  [6, { date: (y, _m, d, mon) => `${two(d)} ${mon} ${yy(y)}`, order: 'dmy' }],
  [7, { date: (y, _m, d, mon) => `${mon} ${two(d)}, ${yy(y)}`, order: 'mdy' }],
  [8, { time: hms, order: 'mdy' }],
  [9, { date: monthDayYear, time: longTime, order: 'mdy' }],
  [10, { date: (y, m, d) => `${two(m)}-${two(d)}-${yy(y)}`, order: 'mdy' }],
  [11, { date: (y, m, d) => `${yy(y)}/${two(m)}/${two(d)}`, order: 'ymd' }],
  [12, { date: (y, m, d) => `${yy(y)}${two(m)}${two(d)}`, order: 'ymd' }],
  [13, { date: dayMonthYear, time: hmsFraction, order: 'dmy' }],
  [14, { time: hmsFraction, order: 'mdy' }],
  [20, { date: isoDate, time: hms, order: 'ymd' }],
  [21, { date: isoDate, time: (c) => hmsFraction({ ...c, mark: '.' }), order: 'ymd' }],
  [22, { date: (y, m, d) => `${two(m)}/${two(d)}/${yy(y)}`, time: spacedTime, order: 'mdy' }],
  [23, { date: isoDate, order: 'ymd' }],
  [24, { time: hms, order: 'mdy' }],
  [25, { date: isoDate, time: (c) => hmsFraction({ ...c, mark: '.' }), order: 'ymd' }],
  [101, { date: (y, m, d) => `${two(m)}/${two(d)}/${four(y)}`, order: 'mdy' }],
  [102, { date: (y, m, d) => `${four(y)}.${two(m)}.${two(d)}`, order: 'ymd' }],
  [103, { date: (y, m, d) => `${two(d)}/${two(m)}/${four(y)}`, order: 'dmy' }],
  [104, { date: (y, m, d) => `${two(d)}.${two(m)}.${four(y)}`, order: 'dmy' }],
  [105, { date: (y, m, d) => `${two(d)}-${two(m)}-${four(y)}`, order: 'dmy' }],
  [106, { date: dayMonthYear, order: 'dmy' }],
  [107, { date: (y, _m, d, mon) => `${mon} ${two(d)}, ${four(y)}`, order: 'mdy' }],
  [110, { date: (y, m, d) => `${two(m)}-${two(d)}-${four(y)}`, order: 'mdy' }],
  [111, { date: (y, m, d) => `${four(y)}/${two(m)}/${two(d)}`, order: 'ymd' }],
  [112, { date: (y, m, d) => `${four(y)}${two(m)}${two(d)}`, order: 'ymd' }],
  [126, { date: isoDate, time: isoTime, separator: 'T', order: 'ymd' }],
  [127, { date: isoDate, time: isoTime, separator: 'T', order: 'ymd' }],
]);

/** Styles that are other styles by another number. */
const SAME_AS: ReadonlyMap<number, number> = new Map([
  [100, 0],
  [108, 8],
  [109, 9],
  [113, 13],
  [114, 14],
  [120, 20],
  [121, 21],
]);

const styleOf = (style: number): Style | undefined => STYLES.get(SAME_AS.get(style) ?? style);

/** The order in which a style reads day, month and year; undefined for a style that does not exist. Style 0 is the session's own order. */
export const styleOrder = (style: number, session: ConversionSession): ConversionSession['dateFormat'] | undefined =>
  style === 0 || style === 100 || style === 9 || style === 109 ? session.dateFormat : styleOf(style)?.order;

export const isDateStyle = (style: number): boolean => styleOf(style) !== undefined;

/**
 * Writes values of a temporal type in a style; undefined when the style does not exist. The formatter returns undefined
 * when the style asks for a part that the type does not have at all (a date in a style of times).
 */
export const dateFormatter = (
  type: SqlType,
  style: number,
): ((p: DateTimeParts, session: ConversionSession) => string | undefined) | undefined => {
  const form = styleOf(style);
  if (!form) return undefined;
  const hasDate = type.name !== 'time';
  const hasTime = type.name !== 'date';
  const date = hasDate ? form.date : undefined;
  const time = hasTime ? form.time : undefined;
  if (!date && !time) return () => undefined;
  const isUtc = style === 127;
  const isIso = style === 126 || isUtc;
  const separator = form.separator ?? ' ';
  const isLegacy = type.name === 'datetime' || type.name === 'smalldatetime';
  const digits = isLegacy ? 3 : type.scale;
  const mark = isLegacy ? ':' : '.';
  const hasOffset = type.name === 'datetimeoffset' && time !== undefined && date !== undefined;
  return (parts, session) => {
    const p = hasOffset && isUtc ? carryTicks(parts.days, parts.ticks - parts.offset * TICKS_PER_MINUTE) : parts;
    let text = '';
    if (date) {
      const { year, month, day } = dateFromDays(p.days);
      text = date(year, month, day, shortMonth(month, session));
    }
    if (time) {
      const shown = time(clockOf(p.ticks, digits, mark));
      text = date ? text + separator + shown : shown.trimStart();
    }
    if (hasOffset) text += isUtc ? 'Z' : `${isIso ? '' : ' '}${offsetText(p.offset)}`;
    return text;
  };
};

const shortMonth = (month: number, session: ConversionSession): string => dateNames(session.language).shortMonths[month - 1] ?? '';

const clockOf = (ticks: number, digits: number, mark: string): Clock => {
  const hour = Math.floor(ticks / TICKS_PER_HOUR);
  const minute = Math.floor((ticks % TICKS_PER_HOUR) / TICKS_PER_MINUTE);
  const second = Math.floor((ticks % TICKS_PER_MINUTE) / TICKS_PER_SECOND);
  const rest = ticks % TICKS_PER_SECOND;
  // datetime's thirds of milliseconds are shown rounded: .003, .007.
  const fraction =
    digits === 0
      ? ''
      : digits === 3
        ? String(Math.min(Math.round(rest / 10_000), 999)).padStart(3, '0')
        : String(Math.floor(rest / 10 ** (7 - digits))).padStart(digits, '0');
  return { hour, minute, second, fraction, mark };
};

/** `+03:00`. */
export const offsetText = (offset: number): string => {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};
