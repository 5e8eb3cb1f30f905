// .NET standard and custom formats of dates, and of time as a TimeSpan. An invalid format gives undefined, which FORMAT
// returns as NULL.

import {
  carryTicks,
  dateFromDays,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  toParts,
  weekdayOf,
} from '../../types/date-parts.ts';
import type { DateTimeParts } from '../../types/date-parts.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import type { Culture } from './culture.ts';
import { invariantCulture } from './culture.ts';

export type DateFormat = (v: NonNullable<Value>) => string;

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 100 ns ticks of the second, seven digits. */
  readonly fraction: string;
  /** Minutes east of UTC; undefined where the value has none. */
  readonly offset: number | undefined;
}

type Piece = (f: Fields) => string;

/** `localOffset` is what zzz shows for values without an offset of their own: the server's. */
export const dateFormat = (type: SqlType, format: string, culture: Culture, localOffset: number): DateFormat | undefined => {
  const parts = toParts(type);
  if (type.name === 'time') {
    const pieces = timeSpanPieces(format);
    return pieces && ((v) => write(pieces, fieldsOf(parts(v), undefined)));
  }
  const hasOffset = type.name === 'datetimeoffset';
  const plan = planOf(format === '' ? 'G' : format, culture, hasOffset);
  if (plan === undefined) return undefined;
  const pieces = compile(plan.pattern, plan.culture, localOffset);
  if (pieces === undefined) return undefined;
  return (v) => {
    const local = parts(v);
    const offset = hasOffset ? local.offset : undefined;
    return write(pieces, fieldsOf(plan.isUtc ? toUtc(local, hasOffset ? local.offset : localOffset) : local, offset));
  };
};

const toUtc = (local: DateTimeParts, offset: number): DateTimeParts => carryTicks(local.days, local.ticks - offset * TICKS_PER_MINUTE);

const fieldsOf = ({ days, ticks }: DateTimeParts, offset: number | undefined): Fields => ({
  ...dateFromDays(days),
  weekday: weekdayOf(days),
  hour: Math.floor(ticks / TICKS_PER_HOUR),
  minute: Math.floor(ticks / TICKS_PER_MINUTE) % 60,
  second: Math.floor(ticks / TICKS_PER_SECOND) % 60,
  fraction: String(ticks % TICKS_PER_SECOND).padStart(7, '0'),
  offset,
});

const write = (pieces: readonly Piece[], f: Fields): string => {
  let out = '';
  for (const piece of pieces) out += piece(f);
  return out;
};

interface Plan {
  readonly pattern: string;
  readonly culture: Culture;
  readonly isUtc?: boolean;
}

/** The custom pattern that a format of one letter stands for; longer formats are patterns themselves. */
const planOf = (format: string, c: Culture, hasOffset: boolean): Plan | undefined => {
  if (format.length > 1) return { pattern: format, culture: c };
  const inCulture = (pattern: string): Plan => ({ pattern, culture: c });
  const invariant = (pattern: string, isUtc = false): Plan => ({ pattern, culture: invariantCulture, isUtc });
  switch (format) {
    case 'd':
      return inCulture(c.shortDate);
    case 'D':
      return inCulture(c.longDate);
    case 'f':
      return inCulture(`${c.longDate} ${c.shortTime}`);
    case 'F':
      return inCulture(`${c.longDate} ${c.longTime}`);
    case 'g':
      return inCulture(`${c.shortDate} ${c.shortTime}`);
    case 'G':
      return inCulture(`${c.shortDate} ${c.longTime}${hasOffset ? ' zzz' : ''}`);
    case 'm':
    case 'M':
      return inCulture(c.monthDay);
    case 'o':
    case 'O':
      return invariant("yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK");
    case 'r':
    case 'R':
      return invariant("ddd, dd MMM yyyy HH':'mm':'ss 'GMT'", hasOffset);
    case 's':
      return invariant("yyyy'-'MM'-'dd'T'HH':'mm':'ss");
    case 't':
      return inCulture(c.shortTime);
    case 'T':
      return inCulture(c.longTime);
    case 'u':
      return invariant("yyyy'-'MM'-'dd HH':'mm':'ss'Z'", hasOffset);
    case 'U':
      return hasOffset ? undefined : { pattern: `${c.longDate} ${c.longTime}`, culture: c, isUtc: true };
    case 'y':
    case 'Y':
      return inCulture(c.yearMonth);
    default:
      return undefined;
  }
};

const padded = (v: number, width: number): string => String(v).padStart(width, '0');

const offsetText = (offset: number, width: number): string => {
  const sign = offset < 0 ? '-' : '+';
  const hours = Math.floor(Math.abs(offset) / 60);
  return width === 1 ? `${sign}${hours}` : `${sign}${padded(hours, 2)}${width > 2 ? `:${padded(Math.abs(offset) % 60, 2)}` : ''}`;
};

const compile = (pattern: string, c: Culture, localOffset: number): Piece[] | undefined => {
  const pieces: Piece[] = [];
  // Beside a day of the month, months stand in their other form: "5 марта".
  const months = /(^|[^d])d{1,2}([^d]|$)/.test(withoutQuotes(pattern)) ? c.monthsWithDay : c.months;
  for (let i = 0; i < pattern.length; ) {
    const letter = pattern.charAt(i);
    let end = i + 1;
    while (pattern.charAt(end) === letter) end++;
    const count = end - i;
    const piece = pieceOf(letter, count, c, months, localOffset);
    if (piece !== undefined) {
      pieces.push(piece);
      i = end;
      continue;
    }
    if ('fF'.includes(letter)) return undefined;
    if (letter === '%') {
      // %d is the pattern d and not the standard format.
      if (i + 1 >= pattern.length || pattern.charAt(i + 1) === '%') return undefined;
      i++;
      continue;
    }
    const text = literalAt(pattern, i);
    if (text === undefined) return undefined;
    pieces.push(() => text.value);
    i = text.next;
  }
  return pieces;
};

const withoutQuotes = (pattern: string): string => pattern.replace(/'[^']*'|"[^"]*"|\\./g, ' ');

/** Quoted text, an escaped character or a character that means itself; undefined for an open quote. */
const literalAt = (pattern: string, at: number): { readonly value: string; readonly next: number } | undefined => {
  const c = pattern.charAt(at);
  if (c === '\\') return at + 1 < pattern.length ? { value: pattern.charAt(at + 1), next: at + 2 } : undefined;
  if (c === "'" || c === '"') {
    const end = pattern.indexOf(c, at + 1);
    return end < 0 ? undefined : { value: pattern.slice(at + 1, end), next: end + 1 };
  }
  return { value: c, next: at + 1 };
};

const pieceOf = (letter: string, count: number, c: Culture, months: readonly string[], localOffset: number): Piece | undefined => {
  const width = Math.min(count, 2);
  switch (letter) {
    case 'd':
      if (count <= 2) return (f) => padded(f.day, count);
      return count === 3 ? (f) => c.shortDays[f.weekday] ?? '' : (f) => c.days[f.weekday] ?? '';
    case 'M':
      if (count <= 2) return (f) => padded(f.month, count);
      return count === 3 ? (f) => c.shortMonths[f.month - 1] ?? '' : (f) => months[f.month - 1] ?? '';
    case 'y':
      return count <= 2 ? (f) => padded(f.year % 100, count) : (f) => padded(f.year, count);
    case 'H':
      return (f) => padded(f.hour, width);
    case 'h':
      return (f) => padded(f.hour % 12 === 0 ? 12 : f.hour % 12, width);
    case 'm':
      return (f) => padded(f.minute, width);
    case 's':
      return (f) => padded(f.second, width);
    case 'f':
      return count <= 7 ? (f) => f.fraction.slice(0, count) : undefined;
    case 'F':
      return count <= 7 ? (f) => f.fraction.slice(0, count).replace(/0+$/, '') : undefined;
    case 't':
      return (f) => (f.hour < 12 ? c.am : c.pm).slice(0, count === 1 ? 1 : undefined);
    case 'g':
      return () => 'A.D.';
    case 'z':
      return (f) => offsetText(f.offset ?? localOffset, count);
    case 'K':
      return (f) => (f.offset === undefined ? '' : offsetText(f.offset, 3)).repeat(count);
    case '/':
      return () => c.dateSeparator.repeat(count);
    case ':':
      return () => c.timeSeparator.repeat(count);
    default:
      return undefined;
  }
};

/** time is a TimeSpan in .NET: other letters, and every literal has to be escaped or quoted. */
const timeSpanPieces = (format: string): Piece[] | undefined => {
  const constant = "hh':'mm':'ss";
  switch (format) {
    case '':
    case 'c':
    case 't':
    case 'T':
      return [...(timeSpanPieces(constant) ?? []), (f) => (f.fraction === '0000000' ? '' : `.${f.fraction}`)];
    case 'g':
      return [...(timeSpanPieces("%h':'mm':'ss") ?? []), (f) => (f.fraction === '0000000' ? '' : `.${f.fraction.replace(/0+$/, '')}`)];
    case 'G':
      return timeSpanPieces("'0:'hh':'mm':'ss'.'fffffff");
    default:
      if (format.length === 1) return undefined;
  }
  const pieces: Piece[] = [];
  for (let i = 0; i < format.length; ) {
    const letter = format.charAt(i);
    let end = i + 1;
    while (format.charAt(end) === letter) end++;
    const count = end - i;
    if (letter === '%') {
      i++;
      continue;
    }
    if (letter === '\\' || letter === "'" || letter === '"') {
      const text = literalAt(format, i);
      if (text === undefined) return undefined;
      pieces.push(() => text.value);
      i = text.next;
      continue;
    }
    const piece = timeSpanPiece(letter, count);
    if (piece === undefined) return undefined;
    pieces.push(piece);
    i = end;
  }
  return pieces;
};

const timeSpanPiece = (letter: string, count: number): Piece | undefined => {
  if (letter === 'h' && count <= 2) return (f) => padded(f.hour, count);
  if (letter === 'm' && count <= 2) return (f) => padded(f.minute, count);
  if (letter === 's' && count <= 2) return (f) => padded(f.second, count);
  if (letter === 'd' && count <= 8) return () => '0'.repeat(count);
  if (letter === 'f' && count <= 7) return (f) => f.fraction.slice(0, count);
  if (letter === 'F' && count <= 7) return (f) => f.fraction.slice(0, count).replace(/0+$/, '');
  return undefined;
};
