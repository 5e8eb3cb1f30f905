// Numbers and labels of charts in the visitor's language.

import { formatDate, formatMoney, formatNumber, formatPercent } from '../locale.ts';
import type { Locale } from '../locale.ts';
import type { Figure, NumberStyle } from './view.ts';

/** Signs that procedures give as a unit and that the language puts where it belongs. */
const CURRENCIES: Readonly<Record<string, string>> = { '₽': 'RUB', $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'CNY', '₸': 'KZT' };

/** The ISO code behind a currency sign. */
export function currencyOf(unit: string): string | undefined {
  return CURRENCIES[unit.trim()];
}

/** A value as people read it; percent is given in hundredths: 74 is "74 %". */
export function formatValue(locale: Locale, value: number | null, style: NumberStyle): string {
  if (value === null) return '—';
  const { format, unit, decimals } = style;
  const currency = format === 'money' ? (style.currency ?? currencyOf(unit) ?? 'RUB') : currencyOf(unit);
  if (currency !== undefined && decimals === undefined) return formatMoney(locale, value, currency);
  if (format === 'percent' && decimals === undefined) return formatPercent(locale, value / 100);
  const sign = format === 'percent' ? '%' : unit;
  return formatNumber(locale, value, { ...(decimals === undefined ? {} : { digits: decimals }), unit: sign });
}

/** Names of the points: days and months in words, other labels as they came. */
export function formatLabels(locale: Locale, { labels, labelType }: Pick<Figure, 'labels' | 'labelType'>): string[] {
  if (labelType === 'date') return labels.map((label) => formatDate(locale, label.slice(0, 10)));
  if (labelType === 'month') return labels.map((label, i) => formatMonth(locale, label, i === 0 || label.slice(5, 7) === '01'));
  return [...labels];
}

const monthFormats = new Map<string, Intl.DateTimeFormat>();

/** `2026-11` → "Nov"; the first and every January carry their year. */
function formatMonth({ lang }: Locale, label: string, hasYear: boolean): string {
  const match = /^(\d{4})-(\d\d)/.exec(label);
  if (match === null) return label;
  const key = `${lang}${hasYear}`;
  let format = monthFormats.get(key);
  if (format === undefined) {
    const options: Intl.DateTimeFormatOptions = { month: 'short', timeZone: 'UTC', ...(hasYear ? { year: 'numeric' } : {}) };
    format = new Intl.DateTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', options);
    monthFormats.set(key, format);
  }
  const text = format.format(Date.UTC(Number(match[1]), Number(match[2]) - 1, 1));
  return lang === 'ru' ? text.replace(/\sг\.|\./g, '') : text;
}
