// Dates and times: between the temporal types, to and from numbers of days, and to and from text.

import { valueTypeName } from './conversion-rules.ts';
import type { ConversionSession } from './conversion-session.ts';
import { fitText } from './converter.ts';
import type { Converter } from './converter.ts';
import { dateFormatter, isDateStyle, styleOrder } from './date-styles.ts';
import { parseDateText } from './date-text.ts';
import type { DateText, DateTextFailure } from './date-text.ts';
import {
  DATETIME_UNITS_PER_DAY,
  EPOCH_1900_DAYS,
  MAX_DAYS,
  MAX_SMALLDATETIME_DAYS,
  MINUTES_PER_DAY,
  MIN_DATETIME_DAYS,
  fromParts,
  partsOfTicks,
  toParts,
} from './date-parts.ts';
import { notSupported, sqlError } from './errors.ts';
import { divideRounded, exactToNumber, normalise, powerOfTen, quotient } from './exact.ts';
import { integerRange } from './integer-arithmetic.ts';
import { exactScale, isApproximate, isDecimal, isInteger, isMoney } from './sql-type.ts';
import type { DateTimeOffsetValue, Exact, SqlType } from './sql-type.ts';

const isLegacy = (t: SqlType): boolean => t.name === 'datetime' || t.name === 'smalldatetime';

/** The converter between two temporal types; style 1 turns a datetimeoffset into UTC. 242 when the target cannot hold the date. */
export const dateToDate = (from: SqlType, to: SqlType, style = 0): Converter => {
  const parts = toParts(from);
  const build = fromParts(to);
  const outOfRange = (): Error => sqlError(242, from.name, to.name);
  if (from.name === 'date' && to.name === 'datetime') {
    return (v) => {
      if ((v as number) < MIN_DATETIME_DAYS) throw outOfRange();
      return ((v as number) - EPOCH_1900_DAYS) * DATETIME_UNITS_PER_DAY;
    };
  }
  if (from.name === 'datetime' && to.name === 'date') return (v) => Math.floor((v as number) / DATETIME_UNITS_PER_DAY) + EPOCH_1900_DAYS;
  if (from.name === 'datetimeoffset' && to.name === 'datetimeoffset') {
    return (v) => {
      const r = build(parts(v));
      if (r === undefined) throw outOfRange();
      return r;
    };
  }
  if (from.name === 'datetimeoffset' && style === 1) {
    return (v) => {
      const r = build(partsOfTicks((v as DateTimeOffsetValue).utc));
      if (r === undefined) throw outOfRange();
      return r;
    };
  }
  return (v) => {
    const p = parts(v);
    // Other types than datetimeoffset take the wall-clock time; their values are taken as UTC.
    const r = build(p.offset === 0 ? p : { days: p.days, ticks: p.ticks, offset: 0 });
    if (r === undefined) throw outOfRange();
    return r;
  };
};

// -- text

/** The converter from text to a temporal type. 241 for text that is no date, 242 for datetime and smalldatetime out of range. */
export const textToDate = (from: SqlType, to: SqlType, style: number | undefined): Converter => {
  if (style === 130 || style === 131) throw notSupported(`Conversion style ${style} (Hijri calendar)`);
  if (style !== undefined && !isDateStyle(style)) {
    throw isLegacy(to) ? sqlError(241) : sqlError(9809, style, valueTypeName(from), to.name);
  }
  const legacy = isLegacy(to);
  const isIsoOnly = style === 126 || style === 127;
  const isYearLast = style !== undefined && YEAR_LAST_STYLES.has(style);
  const build = fromParts(to);
  const fail = (failure: DateTextFailure): Error => {
    if (legacy && failure === 'range') return sqlError(242, valueTypeName(from), to.name);
    return to.name === 'smalldatetime' ? sqlError(295) : sqlError(241);
  };
  let last = '';
  let lastFormat: ConversionSession['dateFormat'] | undefined;
  let lastLanguage = '';
  let lastValue: ReturnType<typeof build>;
  return (v, session) => {
    const text = v as string;
    const { language } = session;
    const dateFormat = style === undefined ? session.dateFormat : (styleOrder(style, session) ?? session.dateFormat);
    // Texts of one column often repeat, and a constant is converted for every row.
    if (lastValue !== undefined && text === last && dateFormat === lastFormat && language === lastLanguage) return lastValue;
    const read = parseDateText(text, { dateFormat, language, isLegacy: legacy, isIsoOnly });
    const isYearMisplaced = isYearLast && !legacy && YEAR_FIRST.test(text);
    if (typeof read === 'string' || isYearMisplaced) {
      // Text that is a date without the style has only come with the wrong style.
      const plain =
        legacy || style === undefined ? read : parseDateText(text, { dateFormat: session.dateFormat, language, isLegacy: false });
      if (typeof plain !== 'string') throw sqlError(9807, style ?? 0);
      throw fail(plain);
    }
    const value = build(placed(read, to));
    if (value === undefined) throw fail('range');
    last = text;
    lastFormat = dateFormat;
    lastLanguage = language;
    lastValue = value;
    return value;
  };
};

/** Styles of numbers with the year at the end: the newer types refuse text that starts with its year. */
const YEAR_LAST_STYLES: ReadonlySet<number> = new Set([1, 3, 4, 5, 10, 101, 103, 104, 105, 110]);
/** A date with separators that starts with its year. */
const YEAR_FIRST = /^\s*\d{4}[-/.]\d/;

const placed = (read: DateText, to: SqlType): { days: number; ticks: number; offset: number } => ({
  days: read.days,
  ticks: read.ticks,
  offset: to.name === 'datetimeoffset' ? (read.offset ?? 0) : 0,
});

/** The converter from a temporal type to text. Text that is too long is cut. */
export const dateToText = (from: SqlType, to: SqlType, style: number | undefined): Converter => {
  if (style === 130 || style === 131) throw notSupported(`Conversion style ${style} (Hijri calendar)`);
  const used = style ?? (isLegacy(from) ? 0 : 121);
  const format = dateFormatter(from, used);
  // Of the styles of times, 14 is one that dates do not know at all.
  if (!format || (from.name === 'date' && (used === 14 || used === 114))) throw sqlError(281, used, from.name);
  const parts = toParts(from);
  const sized = fitText(to);
  return (v, session) => {
    const text = format(parts(v), session);
    if (text === undefined) throw sqlError(8114, from.name, to.name);
    return sized(text);
  };
};

// -- numbers

/** The converter from a number of days since 1900-01-01 to datetime or smalldatetime. */
export const numberToDate = (from: SqlType, to: SqlType): Converter => {
  const scale = exactScale(from);
  const perDay = to.name === 'datetime' ? DATETIME_UNITS_PER_DAY : MINUTES_PER_DAY;
  const first = to.name === 'datetime' ? (MIN_DATETIME_DAYS - EPOCH_1900_DAYS) * perDay : 0;
  const last = ((to.name === 'datetime' ? MAX_DAYS : MAX_SMALLDATETIME_DAYS) + 1 - EPOCH_1900_DAYS) * perDay - 1;
  return (v) => {
    const days = isApproximate(from) ? (v as number) : exactToNumber(v as Exact, scale);
    const units = Math.round(days * perDay);
    if (!(units >= first && units <= last)) throw sqlError(8115, 'expression', to.name);
    return units === 0 ? 0 : units;
  };
};

/** The converter from datetime or smalldatetime to a number of days since 1900-01-01; integers are rounded. */
export const dateToNumber = (from: SqlType, to: SqlType): Converter => {
  const perDay = from.name === 'datetime' ? DATETIME_UNITS_PER_DAY : MINUTES_PER_DAY;
  if (to.name === 'bit') return (v) => (v === 0 ? 0 : 1);
  if (to.name === 'float') return (v) => (v as number) / perDay;
  if (to.name === 'real') return (v) => Math.fround((v as number) / perDay);
  if (isInteger(to)) {
    const { minimum, maximum } = integerRange(to);
    return (v) => {
      const days = Math.round((v as number) / perDay);
      if (days > maximum || days < minimum) throw to.name === 'int' ? sqlError(8115, 'expression', to.name) : sqlError(220, to.name, days);
      return days === 0 ? 0 : days;
    };
  }
  const { scale } = to;
  const limit = isDecimal(to) ? powerOfTen(to.precision) : isMoney(to) ? powerOfTen(to.name === 'money' ? 18 : 9) : powerOfTen(38);
  return (v) => {
    // One digit more than wanted, then rounded: exact at any scale.
    const n = divideRounded(quotient(normalise(BigInt(v as number) * BigInt(powerOfTen(scale + 1))), perDay), 1);
    if (n >= limit || n <= -limit) throw sqlError(8115, from.name, valueTypeName(to));
    return n;
  };
};
