// The visitor's language and time zone, texts of the catalogues, and formats of numbers, money and dates.
// Intl objects are costly to make and are made once for each (language, zone, options).
//
// Time: a `Date` and a text with a time are moments; a text without an offset is taken as UTC, which is what the platform stores. A text
// without a time (`2026-11-14`) is a day of the calendar and is never shifted by a zone.

import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

export type Lang = 'en' | 'ru';

export interface Locale {
  readonly lang: Lang;
  /** IANA name, `Europe/Moscow`. */
  readonly timeZone: string;
}

/** A text of a definition: one for all languages or one for each. */
export type LocalText = string | { readonly en?: string; readonly ru?: string };

export type PluralBase<Key extends string> = Key extends `${infer Base}_${'one' | 'few' | 'many' | 'other'}` ? Base : Key;
type Catalogue = typeof en;
/** `area.key` of the catalogue; a key that exists as `_one`, `_other`, … is named without the suffix. */
export type TextKey = { [Area in keyof Catalogue & string]: `${Area}.${PluralBase<keyof Catalogue[Area] & string>}` }[keyof Catalogue &
  string];
export type TextParams = Readonly<Record<string, string | number>>;

export const LANGUAGES: readonly Lang[] = ['en', 'ru'];
/** Texts by language, area and key. */
export type Catalogues = Readonly<Record<Lang, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
const catalogues: Catalogues = { en, ru };

/** The text of a key; `{name}` in it is replaced from `params` (numbers by the language's rules), `count` chooses the plural form. */
export function t(lang: Lang, key: TextKey, params?: TextParams): string {
  return translate(lang, key, params) ?? key;
}

/** The same for a key that is known only at run time; undefined when there is no such text. */
export function translate(lang: Lang, key: string, params?: TextParams): string | undefined {
  return translateFrom(catalogues, lang, { key, params });
}

/** The same from the catalogues of a floor above. */
export function translateFrom(
  texts: Catalogues,
  lang: Lang,
  { key, params }: { key: string; params?: TextParams | undefined },
): string | undefined {
  const text = lookUp(texts[lang], { lang, key, count: params?.count });
  if (text === undefined || params === undefined) return text;
  return text.replace(/\{(\w+)\}/g, (token, name: string) => {
    const value = params[name];
    return value === undefined ? token : typeof value === 'number' ? numberText(lang, '')(value) : value;
  });
}

function lookUp(
  texts: Catalogues[Lang],
  { lang, key, count }: { lang: Lang; key: string; count: string | number | undefined },
): string | undefined {
  const dot = key.indexOf('.');
  const area = texts[key.slice(0, dot)];
  if (area === undefined) return undefined;
  const name = key.slice(dot + 1);
  const plain = Object.hasOwn(area, name) ? area[name] : undefined;
  if (typeof count !== 'number') return plain ?? area[`${name}_other`];
  return area[`${name}_${pluralRules(lang).select(count)}`] ?? area[`${name}_other`] ?? plain;
}

/** A definition's text in the visitor's language, else in the other one, else ''. */
export function localText(lang: Lang, text: LocalText | null | undefined): string {
  if (text === null || text === undefined) return '';
  if (typeof text === 'string') return text;
  return text[lang] ?? text[lang === 'ru' ? 'en' : 'ru'] ?? '';
}

/** The best of our languages for an Accept-Language header; Russian when a header asks for neither. */
export function chooseLang(acceptLanguage: string | undefined, fallback: Lang = 'ru'): Lang {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const code = part.trim().slice(0, 2).toLowerCase();
    if (code === 'en' || code === 'ru') return code;
  }
  return fallback;
}

export interface NumberOptions {
  /** Exactly so many digits after the point; without it up to 3, as they are. */
  readonly digits?: number;
  readonly unit?: string;
}

export function formatNumber(locale: Locale, value: number | bigint, options: NumberOptions = {}): string {
  const text = numberText(locale.lang, options.digits === undefined ? '' : String(options.digits))(value);
  return options.unit === undefined || options.unit === '' ? text : `${text}\u00a0${options.unit}`;
}

/** Money with the sign where the language puts it; whole sums without kopecks: `12 480 ₽`, `₽12,480`. An unknown currency is written out. */
export function formatMoney(locale: Locale, value: number, currency = 'RUB'): string {
  if (!/^[A-Za-z]{3}$/.test(currency)) return `${formatNumber(locale, value, { digits: 2 })}\u00a0${currency}`.trimEnd();
  return moneyText(locale.lang, currency.toUpperCase())(value);
}

/** `0.256` → `25.6 %`. */
export function formatPercent(locale: Locale, share: number): string {
  return percentFormat(locale.lang).format(share);
}

/** `02.01.2026`, `2 янв. 2026`, `2 января 2026`. */
export type DateStyle = 'short' | 'medium' | 'long';
const DATE_SHAPES = { short: 'dateShort', medium: 'date', long: 'dateLong' } as const;
const MOMENT_SHAPES = { short: 'dateTimeShort', medium: 'dateTime', long: 'dateTimeLong' } as const;

/** The day of a moment in the zone of the locale; a day of the calendar stays itself. */
export function formatDate(locale: Locale, value: Date | string, style: DateStyle = 'medium'): string {
  const day = calendarDay(value);
  return formatted(DATE_SHAPES[style], locale.lang, day === undefined ? locale.timeZone : 'UTC', day ?? value);
}

export function formatDateTime(locale: Locale, value: Date | string, style: DateStyle = 'medium'): string {
  return calendarDay(value) === undefined
    ? formatted(MOMENT_SHAPES[style], locale.lang, locale.timeZone, value)
    : formatDate(locale, value, style);
}

export function formatTime(locale: Locale, value: Date | string): string {
  return formatted('time', locale.lang, locale.timeZone, value);
}

/** Relative within a day of `now` ("5 minutes ago"), then a date; for years other than this one the date has its year. */
export function formatRelative(locale: Locale, value: Date | string, now: Date = new Date()): string {
  const moment = toMoment(value);
  if (moment === undefined) return String(value);
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size >= 86_400)
    return formatted(moment.getUTCFullYear() === now.getUTCFullYear() ? 'dayTime' : 'date', locale.lang, locale.timeZone, moment);
  const rules = relativeFormat(locale.lang);
  if (size < 45) return rules.format(0, 'second');
  return size < 2700 ? rules.format(Math.round(seconds / 60), 'minute') : rules.format(Math.round(seconds / 3600), 'hour');
}

/** `412 КБ`, `1.4 MB`; steps of 1024. */
export function formatFileSize(locale: Locale, bytes: number): string {
  const units = locale.lang === 'ru' ? ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'] : ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = Math.max(0, bytes);
  let unit = 0;
  while (size >= 1023.5 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  const digits = unit >= 2 && size < 10 ? 1 : 0;
  return `${numberText(locale.lang, String(digits))(size)}\u00a0${units[unit] ?? ''}`;
}

/** A moment from a Date or from invariant text; undefined when it is none. */
export function toMoment(value: Date | string): Date | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value;
  const text = value.trim().replace(' ', 'T');
  const hasZone = /(?:z|[+-]\d\d:?\d\d)$/i.test(text);
  const moment = new Date(hasZone || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const SHAPES = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  dateShort: { day: '2-digit', month: '2-digit', year: 'numeric' },
  dateLong: { day: 'numeric', month: 'long', year: 'numeric' },
  dateTime: { day: 'numeric', month: 'short', year: 'numeric', ...CLOCK },
  dateTimeShort: { day: '2-digit', month: '2-digit', year: 'numeric', ...CLOCK },
  dateTimeLong: { day: 'numeric', month: 'long', year: 'numeric', ...CLOCK },
  time: CLOCK,
  dayTime: { day: 'numeric', month: 'short', ...CLOCK },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;
type Shape = keyof typeof SHAPES;
const TAGS: Readonly<Record<Lang, string>> = { en: 'en-GB', ru: 'ru-RU' };

function calendarDay(value: Date | string): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value.trim()) ? value.trim() : undefined;
}

function formatted(shape: Shape, lang: Lang, timeZone: string, value: Date | string): string {
  const moment = typeof value === 'string' ? value : toMoment(value)?.toISOString();
  return moment === undefined ? String(value) : dateText(shape, lang, timeZone)(moment);
}

function memoised<Args extends readonly string[], Made>(make: (...args: Args) => Made): (...args: Args) => Made {
  const made = new Map<string, Made>();
  return (...args) => {
    let key = '';
    for (const arg of args) key += `${arg}\u0000`;
    let one = made.get(key);
    if (one === undefined) {
      one = make(...args);
      made.set(key, one);
    }
    return one;
  };
}

/** Texts of one format are kept: tables show the same days, times and sums again and again, and Intl is slow for hundreds of cells. */
const MOST_TEXTS_KEPT = 4000;
/** Longer values are no moments and would only fill the memory. */
const LONGEST_KEY = 40;

function remembered<Value extends string | number | bigint>(print: (value: Value) => string): (value: Value) => string {
  const known = new Map<Value, string>();
  return (value) => {
    if (typeof value === 'string' && value.length > LONGEST_KEY) return print(value);
    let text = known.get(value);
    if (text === undefined) {
      text = print(value);
      if (known.size >= MOST_TEXTS_KEPT) known.clear();
      known.set(value, text);
    }
    return text;
  };
}

const pluralRules = memoised((lang: Lang) => new Intl.PluralRules(TAGS[lang]));
const relativeFormat = memoised((lang: Lang) => new Intl.RelativeTimeFormat(TAGS[lang], { numeric: 'auto' }));
const percentFormat = memoised((lang: Lang) => new Intl.NumberFormat(TAGS[lang], { style: 'percent', maximumFractionDigits: 1 }));
const numberText = memoised((lang: Lang, digits: string) => {
  const format = new Intl.NumberFormat(
    TAGS[lang],
    digits === '' ? {} : { minimumFractionDigits: Number(digits), maximumFractionDigits: Number(digits) },
  );
  return remembered((value: number | bigint) => format.format(withoutSign(value)));
});
const moneyText = memoised((lang: Lang, currency: string) => {
  const format = new Intl.NumberFormat(TAGS[lang], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  });
  return remembered((value: number) => format.format(withoutSign(value)));
});
const dateText = memoised((shape: Shape, lang: Lang, timeZone: string) => {
  const format = dateFormat(shape, lang, timeZone);
  return remembered((value: string) => {
    const moment = toMoment(value);
    if (moment === undefined) return value;
    const text = format.format(moment);
    // "14 нояб. 2026 г." says "year" twice over in a column of dates.
    return lang === 'ru' ? text.replace(/\sг\./, '') : text;
  });
});

/** A map takes -0 and 0 for the same key, and nobody wants to read "-0". */
function withoutSign<Value extends number | bigint>(value: Value): Value | 0 {
  return value === 0 ? 0 : value;
}

function dateFormat(shape: Shape, lang: Lang, timeZone: string): Intl.DateTimeFormat {
  // A zone from a user's profile may be unknown to this machine: the page must not die of it.
  try {
    return new Intl.DateTimeFormat(TAGS[lang], { ...SHAPES[shape], timeZone });
  } catch {
    return new Intl.DateTimeFormat(TAGS[lang], { ...SHAPES[shape], timeZone: 'UTC' });
  }
}
