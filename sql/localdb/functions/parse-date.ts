// Dates and times as .NET's DateTime.Parse reads them under a culture: numbers in the culture's order of day, month and
// year, month and day names of the culture or English ones, a time with an optional AM or PM, an offset.

import { daysFromDate, EPOCH_1970_DAYS, isCalendarDate, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND } from '../types/date-parts.ts';
import type { DateTimeParts } from '../types/date-parts.ts';
import { invariantCulture } from './format/culture.ts';
import type { Culture } from './format/culture.ts';

const TIME = /(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,7}))?)?/;
const OFFSET = /(?:\s*Z|\s*([+-])(\d{1,2}):(\d{2}))$/i;

/** undefined when the text is no date. */
export const parseDate = (text: string, culture: Culture): DateTimeParts | undefined => {
  let rest = text.trim();
  if (rest === '') return undefined;
  let ticks = 0;
  let offset = 0;
  const time = TIME.exec(rest);
  if (time !== null) {
    const zone = OFFSET.exec(rest);
    if (zone !== null && zone.index >= time.index + time[0].length) {
      offset = zone[1] === undefined ? 0 : (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3]));
      rest = rest.slice(0, zone.index);
    }
    const [, hour = '', minute = '', second = '0', fraction = ''] = time;
    const after = rest.slice(time.index + time[0].length).trimStart();
    const period = periodOf(after, culture);
    const hours = hoursOf(Number(hour), period?.isAfternoon);
    if (hours === undefined || Number(minute) > 59 || Number(second) > 59) return undefined;
    ticks =
      hours * TICKS_PER_HOUR + Number(minute) * TICKS_PER_MINUTE + Number(second) * TICKS_PER_SECOND + Number(fraction.padEnd(7, '0'));
    rest = `${rest.slice(0, time.index).replace(/T$/, '')} ${after.slice(period?.length ?? 0)}`.trim();
    if (rest === '') return { days: EPOCH_1970_DAYS + Math.floor(Date.now() / 86_400_000), ticks, offset };
  }
  const days = daysOf(rest, culture);
  return days === undefined ? undefined : { days, ticks, offset };
};

const hoursOf = (hour: number, isAfternoon: boolean | undefined): number | undefined => {
  if (isAfternoon === undefined) return hour <= 23 ? hour : undefined;
  return hour >= 1 && hour <= 12 ? (hour % 12) + (isAfternoon ? 12 : 0) : undefined;
};

const periodOf = (text: string, culture: Culture): { readonly isAfternoon: boolean; readonly length: number } | undefined => {
  const folded = text.toLowerCase();
  for (const [word, isAfternoon] of [
    [culture.am, false],
    [culture.pm, true],
    ['AM', false],
    ['PM', true],
  ] as const) {
    if (word !== '' && folded.startsWith(word.toLowerCase())) return { isAfternoon, length: word.length };
  }
  return undefined;
};

type Order = 'mdy' | 'dmy' | 'ymd';

const orderOf = ({ shortDate }: Culture): Order => {
  const [first] = shortDate.replace(/[^dMy]/g, '');
  return first === 'M' ? 'mdy' : first === 'd' ? 'dmy' : 'ymd';
};

const daysOf = (text: string, culture: Culture): number | undefined => {
  let month: number | undefined;
  const numbers: string[] = [];
  // Names, numbers and what parts them; anything else is no date.
  for (const [token] of text.matchAll(/[\p{L}\p{M}]+\.?|\d+|[^\p{L}\d]+/gu)) {
    if (/^\d/.test(token)) numbers.push(token);
    else if (/^\p{L}/u.test(token)) {
      const named = monthOf(token, culture);
      if (named !== undefined) {
        if (month !== undefined) return undefined;
        month = named;
      } else if (!isDayName(token, culture) && !isFiller(token)) return undefined;
    } else if (!/^[\s\u00a0,./-]+$/.test(token)) return undefined;
  }
  if (month !== undefined) return withMonthName(month, numbers);
  if (numbers.length !== 3) return undefined;
  const [a = '', b = '', c = ''] = numbers;
  if (a.length > 2) return dayNumber(a, b, c);
  switch (orderOf(culture)) {
    case 'mdy':
      return dayNumber(c, a, b);
    case 'dmy':
      return dayNumber(c, b, a);
    default:
      return dayNumber(a, b, c);
  }
};

const withMonthName = (month: number, [a = '', b]: readonly string[]): number | undefined => {
  if (a === '') return undefined;
  // A month and a year alone are the first of the month.
  if (b === undefined) return a.length > 2 ? dayNumber(a, String(month), '1') : undefined;
  return a.length > 2 ? dayNumber(a, String(month), b) : dayNumber(b, String(month), a);
};

/** Two digits are a year from 1930 to 2029. */
const dayNumber = (year: string, month: string, day: string): number | undefined => {
  if (year.length > 4 || month.length > 2 || day.length > 2) return undefined;
  const y = year.length <= 2 ? Number(year) + (Number(year) < 30 ? 2000 : 1900) : Number(year);
  return isCalendarDate(y, Number(month), Number(day)) ? daysFromDate(y, Number(month), Number(day)) : undefined;
};

const sameWord = (a: string, b: string): boolean => a.toLowerCase().replace(/\.$/, '') === b.toLowerCase().replace(/\.$/, '');

const monthOf = (word: string, culture: Culture): number | undefined => {
  for (const { months, monthsWithDay, shortMonths } of [culture, invariantCulture]) {
    for (let m = 0; m < 12; m++) {
      if ([months[m], monthsWithDay[m], shortMonths[m]].some((name) => name !== undefined && sameWord(name, word))) return m + 1;
    }
  }
  return undefined;
};

const isDayName = (word: string, culture: Culture): boolean =>
  [culture, invariantCulture].some(({ days, shortDays }) => [...days, ...shortDays].some((name) => sameWord(name, word)));

/** Words that long dates carry: "5 марта 2024 г.", "5 de marzo de 2024". */
const isFiller = (word: string): boolean => ['г', 'de', 'р'].includes(word.toLowerCase().replace(/\.$/, ''));
