// Reading dates and times from text, as SQL Server reads them: the order of DATEFORMAT or of a CONVERT style, ISO forms,
// month names, 12 and 24 hour times, offsets.
//
// datetime and smalldatetime ("legacy") are read by older rules than date, time, datetime2 and datetimeoffset: a year in
// front is still subject to DATEFORMAT, fractions have at most three digits, and offsets are not allowed.

import type { ConversionSession } from './conversion-session.ts';
import { monthOfName } from './date-names.ts';
import {
  EPOCH_1900_DAYS,
  MAX_OFFSET,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  daysFromDate,
  isCalendarDate,
} from './date-parts.ts';

export interface DateText {
  /** Days since 0001-01-01; 1900-01-01 when the text has a time only. */
  readonly days: number;
  /** Ticks of the day. */
  readonly ticks: number;
  /** Minutes east of UTC; undefined when the text has no offset. */
  readonly offset: number | undefined;
  readonly hasDate: boolean;
  readonly hasTime: boolean;
}

/** 'syntax': not a date at all; 'range': the form is right but there is no such date or time. */
export type DateTextFailure = 'syntax' | 'range';

export interface DateTextRules {
  readonly dateFormat: ConversionSession['dateFormat'];
  readonly language: string;
  /** Read for datetime or smalldatetime. */
  readonly isLegacy: boolean;
  /** Only the ISO 8601 form with T (styles 126 and 127). */
  readonly isIsoOnly?: boolean;
}

/** Years below this, written with two digits, belong to the 21st century. */
const TWO_DIGIT_YEAR_CUTOFF = 50;

const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[ T]|$)/;
const TIME = /(?:^|[\sT])(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:([.:])(\d{1,9}))?)?(?:\s*([AP]M))?(?=$|\s|[Z+-])/i;
const HOUR = /(?:^|\s)(\d{1,2})\s*([AP]M)(?=$|\s)/i;
const OFFSET = /\s*(Z|[+-]\d{1,2}:\d{2})$/i;

/** Reads a date, a time or both. */
export const parseDateText = (text: string, rules: DateTextRules): DateText | DateTextFailure => {
  const source = text.trim();
  if (source === '') return { days: EPOCH_1900_DAYS, ticks: 0, offset: undefined, hasDate: false, hasTime: false };
  const iso = ISO.exec(source);
  if (iso) return parseIso(iso, rules);
  if (rules.isIsoOnly) {
    const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(source);
    return date ? combine(dayOf(Number(date[1]), Number(date[2]), Number(date[3])), 0, undefined, true, false) : 'syntax';
  }
  return parseFree(source, rules);
};

const parseIso = (m: RegExpExecArray, rules: DateTextRules): DateText | DateTextFailure => {
  const [, year, month, day, hour, minute, second, fraction, zone] = m;
  // The legacy types want the seconds.
  if (rules.isLegacy && (second === undefined || (zone !== undefined && zone !== 'Z'))) return 'syntax';
  const ticks = ticksOf(Number(hour), Number(minute), Number(second ?? 0), fraction, '.', rules.isLegacy);
  if (typeof ticks === 'string') return ticks;
  const offset = zone === undefined ? undefined : offsetOf(zone);
  if (offset === 'range') return 'range';
  return combine(dayOf(Number(year), Number(month), Number(day)), ticks, offset, true, true);
};

const parseFree = (source: string, rules: DateTextRules): DateText | DateTextFailure => {
  let rest = source;
  let ticks = 0;
  let hasTime = false;
  let offset: number | undefined;
  // A compact date keeps its digits away from the time's hour.
  const time = TIME.exec(rest);
  const hour = time ? null : HOUR.exec(rest);
  if (time) {
    const [whole, h, m, s, mark, fraction, half] = time;
    const read = clockTicks(Number(h), half, Number(m), Number(s ?? 0), fraction, mark, rules.isLegacy);
    if (typeof read === 'string') return read;
    ticks = read;
    hasTime = true;
    const before = rest.slice(0, time.index);
    let after = rest.slice(time.index + whole.length);
    const zone = OFFSET.exec(after);
    if (zone && zone.index === 0) {
      if (rules.isLegacy && zone[1]?.toUpperCase() !== 'Z') return 'syntax';
      const read = offsetOf(zone[1] ?? 'Z');
      if (read === 'range') return 'range';
      offset = read;
      after = '';
    }
    if (before.trim() !== '' && after.trim() !== '') return 'syntax';
    rest = (before + after).trim();
  } else if (hour) {
    const read = clockTicks(Number(hour[1]), hour[2], 0, 0, undefined, undefined, rules.isLegacy);
    if (typeof read === 'string') return read;
    ticks = read;
    hasTime = true;
    rest = (rest.slice(0, hour.index) + rest.slice(hour.index + hour[0].length)).trim();
  }
  if (rest === '') return hasTime ? combine(EPOCH_1900_DAYS, ticks, offset, false, true) : 'syntax';
  return combine(parseDate(rest, rules), ticks, offset, true, hasTime);
};

const combine = (
  days: number | DateTextFailure,
  ticks: number,
  offset: number | undefined,
  hasDate: boolean,
  hasTime: boolean,
): DateText | DateTextFailure => (typeof days === 'string' ? days : { days, ticks, offset, hasDate, hasTime });

const dayOf = (year: number, month: number, day: number): number | DateTextFailure =>
  isCalendarDate(year, month, day) ? daysFromDate(year, month, day) : 'range';

const clockTicks = (
  hour: number,
  half: string | undefined,
  minute: number,
  second: number,
  fraction: string | undefined,
  mark: string | undefined,
  isLegacy: boolean,
): number | DateTextFailure => {
  if (half === undefined) return ticksOf(hour, minute, second, fraction, mark, isLegacy);
  const isAfternoon = half.toUpperCase() === 'PM';
  // 13 PM and later are read as 24 hour times; 0 AM is midnight.
  if (hour > 12 && !isAfternoon) return 'range';
  const h = hour === 12 ? (isAfternoon ? 12 : 0) : isAfternoon && hour < 12 ? hour + 12 : hour;
  return ticksOf(h, minute, second, fraction, mark, isLegacy);
};

const ticksOf = (
  hour: number,
  minute: number,
  second: number,
  fraction: string | undefined,
  mark: string | undefined,
  isLegacy: boolean,
): number | DateTextFailure => {
  if (fraction !== undefined && fraction.length > (isLegacy || mark === ':' ? 3 : 7)) return 'syntax';
  if (hour > 23 || minute > 59 || second > 59) return 'range';
  let ticks = hour * TICKS_PER_HOUR + minute * TICKS_PER_MINUTE + second * TICKS_PER_SECOND;
  if (fraction !== undefined) ticks += mark === ':' ? Number(fraction) * 10_000 : Number(fraction.padEnd(7, '0'));
  return ticks;
};

const offsetOf = (zone: string): number | 'range' => {
  if (zone.toUpperCase() === 'Z') return 0;
  const m = /^([+-])(\d{1,2}):(\d{2})$/.exec(zone);
  const minutes = Number(m?.[2]) * 60 + Number(m?.[3]);
  if (!(minutes <= MAX_OFFSET) || Number(m?.[3]) > 59) return 'range';
  return m?.[1] === '-' ? -minutes : minutes;
};

const fullYear = (digits: string): number => {
  const year = Number(digits);
  return digits.length > 2 ? year : year < TWO_DIGIT_YEAR_CUTOFF ? 2000 + year : 1900 + year;
};

const parseDate = (text: string, rules: DateTextRules): number | DateTextFailure => {
  const compact = COMPACT.exec(text);
  if (compact && text.length === 8) return dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  if (/^\d{6}$/.test(text)) return dayOf(fullYear(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4)));
  if (/^\d{4}$/.test(text)) return dayOf(Number(text), 1, 1);
  const numbers = /^(\d{1,4})\s*([-/.])\s*(\d{1,4})\s*([-/.])\s*(\d{1,4})$/.exec(text);
  if (numbers) return numericDate([numbers[1] ?? '', numbers[3] ?? '', numbers[5] ?? ''], rules);
  return namedDate(text, rules);
};

const numericDate = (parts: readonly [string, string, string], rules: DateTextRules): number | DateTextFailure => {
  const isYear = parts.map((p) => p.length > 2);
  if (isYear.filter(Boolean).length > 1 || parts.some((p) => p.length === 3)) return 'syntax';
  const [a, b, c] = parts;
  // Month before day, where the year's place does not tell.
  const isMonthFirst = rules.dateFormat.indexOf('m') < rules.dateFormat.indexOf('d');
  if (isYear[0]) {
    const isYearMonthDay = isMonthFirst || !rules.isLegacy;
    return dayOf(Number(a), Number(isYearMonthDay ? b : c), Number(isYearMonthDay ? c : b));
  }
  if (isYear[2]) return dayOf(Number(c), Number(isMonthFirst ? a : b), Number(isMonthFirst ? b : a));
  if (isYear[1]) return dayOf(Number(b), Number(isMonthFirst ? a : c), Number(isMonthFirst ? c : a));
  const at = (letter: 'y' | 'm' | 'd'): string => parts[rules.dateFormat.indexOf(letter)] ?? '';
  return dayOf(fullYear(at('y')), Number(at('m')), Number(at('d')));
};

/** Dates with the month's name: '5 March 2024', 'Mar 5, 2024', '2024 March 5', 'March 2024'. */
const namedDate = (text: string, rules: DateTextRules): number | DateTextFailure => {
  const tokens = text
    .split(/[\s,./-]+/)
    .filter((t) => t !== '')
    .flatMap((t) => t.match(/\d+|\p{L}+|[^\d\p{L}]+/gu) ?? []);
  const words = tokens.filter((t) => /^\p{L}/u.test(t));
  const numbers = tokens.filter((t) => /^\d/.test(t));
  if (words.length !== 1 || words.length + numbers.length !== tokens.length) return 'syntax';
  const month = monthOfName(words[0] ?? '', rules.language);
  if (month === undefined) return 'syntax';
  if (numbers.length === 1) {
    const [n = ''] = numbers;
    return n.length === 4 ? dayOf(Number(n), month, 1) : 'syntax';
  }
  if (numbers.length !== 2) return 'syntax';
  const [first = '', second = ''] = numbers;
  if (first.length > 4 || second.length > 4) return 'syntax';
  if (first.length > 2) return dayOf(Number(first), month, Number(second));
  if (second.length > 2) return dayOf(Number(second), month, Number(first));
  const isYearFirst = rules.dateFormat.indexOf('y') < rules.dateFormat.indexOf('d');
  return isYearFirst ? dayOf(fullYear(first), month, Number(second)) : dayOf(fullYear(second), month, Number(first));
};
