// A culture derived from the platform's locale data, for the cultures that culture.ts does not write out. The
// patterns are read off formatted samples, so they may differ from Windows in spaces and abbreviations.

import type { Culture } from './culture.ts';

// 2033-11-23 (a Wednesday) 15:04:05: every field has another value, month and day two digits.
const SAMPLE = new Date(Date.UTC(2033, 10, 23, 15, 4, 5));
// 2033-02-06: one digit each, to see whether they are padded.
const SMALL = new Date(Date.UTC(2033, 1, 6, 7, 4, 5));

/** undefined when the name is no locale or one without data. */
export const cultureFromLocale = (name: string): Culture | undefined => {
  try {
    if (Intl.DateTimeFormat.supportedLocalesOf([name]).length === 0) return undefined;
  } catch {
    return undefined;
  }
  const tag = Intl.getCanonicalLocales(name)[0] ?? name;
  const locale = `${tag}-u-nu-latn-ca-gregory`;
  const region = new Intl.Locale(tag).maximize().region ?? 'US';
  const currency = CURRENCIES[region] ?? 'EUR';
  const numbers = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(12345678.5);
  const part = (type: Intl.NumberFormatPartTypes, fallback: string): string => numbers.find((p) => p.type === type)?.value ?? fallback;
  const money = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const shortDate = patternOf(locale, { dateStyle: 'short', year: undefined }, true);
  const shortTime = patternOf(locale, { timeStyle: 'short' });
  return {
    name: tag,
    decimal: part('decimal', '.'),
    group: part('group', ','),
    currency: new Intl.NumberFormat(locale, money).formatToParts(1).find((p) => p.type === 'currency')?.value ?? currency,
    currencyPositive: numberPattern(locale, money, 1),
    currencyNegative: numberPattern(locale, money, -1),
    percentPositive: numberPattern(locale, { style: 'percent' }, 1),
    percentNegative: numberPattern(locale, { style: 'percent' }, -1),
    dateSeparator: /[^\dA-Za-z']/.exec(shortDate)?.[0] ?? '/',
    timeSeparator: /[^\dA-Za-z']/.exec(shortTime)?.[0] ?? ':',
    am: dayPeriod(locale, SMALL),
    pm: dayPeriod(locale, SAMPLE),
    shortDate,
    longDate: patternOf(locale, { dateStyle: 'full' }),
    shortTime,
    longTime: patternOf(locale, { timeStyle: 'medium' }),
    monthDay: patternOf(locale, { month: 'long', day: 'numeric' }),
    yearMonth: patternOf(locale, { month: 'long', year: 'numeric' }),
    months: monthNames(locale, { month: 'long' }),
    monthsWithDay: monthNames(locale, { month: 'long', day: 'numeric' }),
    shortMonths: monthNames(locale, { month: 'short' }),
    days: dayNames(locale, 'long'),
    shortDays: dayNames(locale, 'short'),
  };
};

const CURRENCIES: Readonly<Record<string, string>> = {
  US: 'USD',
  GB: 'GBP',
  RU: 'RUB',
  UA: 'UAH',
  KZ: 'KZT',
  BY: 'BYN',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  RO: 'RON',
  BG: 'BGN',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  CH: 'CHF',
  TR: 'TRY',
  JP: 'JPY',
  CN: 'CNY',
  KR: 'KRW',
  IN: 'INR',
  BR: 'BRL',
  MX: 'MXN',
  CA: 'CAD',
  AU: 'AUD',
  NZ: 'NZD',
  IL: 'ILS',
  GE: 'GEL',
  AM: 'AMD',
  AZ: 'AZN',
  UZ: 'UZS',
  KG: 'KGS',
  RS: 'RSD',
  TH: 'THB',
  VN: 'VND',
  ID: 'IDR',
  ZA: 'ZAR',
  SG: 'SGD',
  HK: 'HKD',
  TW: 'TWD',
  AE: 'AED',
  SA: 'SAR',
  EG: 'EGP',
  AR: 'ARS',
  CL: 'CLP',
  CO: 'COP',
};

const numberPattern = (locale: string, options: Intl.NumberFormatOptions, sign: 1 | -1): string => {
  let pattern = '';
  for (const { type, value } of new Intl.NumberFormat(locale, options).formatToParts(sign)) {
    if (type === 'currency') pattern += '$';
    else if (type === 'percentSign') pattern += '%';
    else if (type === 'minusSign') pattern += '-';
    else if (type === 'literal') pattern += value;
    else if (type === 'integer') pattern += 'n';
  }
  return pattern;
};

const patternOf = (locale: string, options: Intl.DateTimeFormatOptions, hasFullYear = false): string => {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const small = format.formatToParts(SMALL);
  let pattern = '';
  for (const [i, { type, value }] of format.formatToParts(SAMPLE).entries()) {
    const width = (small[i]?.value ?? value).length;
    if (type === 'year') pattern += hasFullYear || value.length > 2 ? 'yyyy' : 'yy';
    else if (type === 'month') pattern += /\d/.test(value) ? 'M'.repeat(Math.min(width, 2)) : 'MMMM';
    else if (type === 'day') pattern += 'd'.repeat(Math.min(width, 2));
    else if (type === 'weekday') pattern += 'dddd';
    else if (type === 'hour') pattern += (value === '15' ? 'H' : 'h').repeat(Math.min(width, 2));
    else if (type === 'minute') pattern += 'mm';
    else if (type === 'second') pattern += 'ss';
    else if (type === 'dayPeriod') pattern += 'tt';
    else pattern += literal(value.replace(/\u202f/g, ' '));
  }
  return pattern;
};

const literal = (value: string): string => (/[A-Za-zА-я]/.test(value) ? `'${value}'` : value);

const dayPeriod = (locale: string, moment: Date): string =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', hour12: true, timeZone: 'UTC' })
    .formatToParts(moment)
    .find((p) => p.type === 'dayPeriod')?.value ?? '';

const monthNames = (locale: string, options: Intl.DateTimeFormatOptions): string[] => {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, m) => format.formatToParts(Date.UTC(2033, m, 15)).find((p) => p.type === 'month')?.value ?? '');
};

const dayNames = (locale: string, weekday: 'long' | 'short'): string[] => {
  const format = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
  // 2033-01-03 is a Monday.
  return Array.from({ length: 7 }, (_, d) => format.format(Date.UTC(2033, 0, 3 + d)));
};
