// Catalogues in both languages, plural forms, formats.

import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../engine/errors.ts';
import {
  chooseLang,
  formatDate,
  formatDateTime,
  formatFileSize,
  formatMoney,
  formatNumber,
  formatRelative,
  localText,
  t,
  translate,
} from '../../renderer/locale.ts';
import { en } from '../../renderer/locales/en.ts';
import { ru } from '../../renderer/locales/ru.ts';

const russian = { lang: 'ru', timeZone: 'Europe/Moscow' } as const;
const english = { lang: 'en', timeZone: 'Europe/Moscow' } as const;

function keys(catalogue: Readonly<Record<string, Readonly<Record<string, string>>>>): string[] {
  const plain = Object.entries(catalogue).flatMap(([area, texts]) =>
    Object.keys(texts).map((key) => `${area}.${key.replace(/_(?:one|few|many|other)$/, '_*')}`),
  );
  return [...new Set(plain)].sort();
}

describe('catalogues', () => {
  it('have the same keys in both languages', () => {
    expect(keys(ru)).toEqual(keys(en));
  });

  it('have every plural form that the language needs', () => {
    for (const [catalogue, forms] of [
      [en, ['one', 'other']],
      [ru, ['one', 'few', 'many', 'other']],
    ] as const) {
      for (const [area, texts] of Object.entries(catalogue)) {
        for (const key of Object.keys(texts).filter((name) => name.endsWith('_other'))) {
          for (const form of forms) expect(Object.keys(texts), `${area}.${key}`).toContain(key.replace('_other', `_${form}`));
        }
      }
    }
  });

  it('name the same parameters', () => {
    for (const [area, texts] of Object.entries(en) as [string, Record<string, string>][]) {
      for (const [key, text] of Object.entries(texts)) {
        const other = (ru as Record<string, Record<string, string>>)[area]?.[key];
        if (other !== undefined) expect(params(other), `${area}.${key}`).toEqual(params(text));
      }
    }
  });

  it('have a text and a title for every error code', () => {
    for (const code of Object.keys(errorCatalogue)) {
      for (const lang of ['en', 'ru'] as const) {
        expect(translate(lang, `errors.${code}`), code).toBeTruthy();
        expect(translate(lang, `errors.${code}Title`), code).toBeTruthy();
      }
    }
  });
});

function params(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\w+\}/g)].map(String))].sort();
}

describe('texts', () => {
  it('take the plural form of the number', () => {
    expect([1, 2, 5, 21, 1000].map((count) => t('ru', 'common.items', { count }))).toEqual([
      '1 запись',
      '2 записи',
      '5 записей',
      '21 запись',
      '1\u00a0000 записей',
    ]);
    expect([1, 2].map((count) => t('en', 'common.items', { count }))).toEqual(['1 item', '2 items']);
  });

  it('come in the visitor’s language, else in the other', () => {
    expect(localText('en', { ru: 'Заказ' })).toBe('Заказ');
    expect(localText('ru', { ru: 'Заказ', en: 'Order' })).toBe('Заказ');
    expect(chooseLang('de, en;q=0.5')).toBe('en');
    expect(chooseLang(undefined)).toBe('ru');
    expect(translate('en', 'common.constructor')).toBeUndefined();
    expect(translate('en', 'nothing.here')).toBeUndefined();
  });
});

describe('formats', () => {
  it('write money by the language, whole sums without a fraction', () => {
    expect(formatMoney(russian, 12480)).toBe('12\u00a0480\u00a0₽');
    expect(formatMoney(english, 12480.5)).toBe('₽12,480.50');
    expect(formatMoney(russian, 5, 'баллов')).toBe('5,00\u00a0баллов');
  });

  it('shift moments into the zone and leave calendar days alone', () => {
    expect(formatDate(russian, '2026-01-02')).toBe('2 янв. 2026');
    expect(formatDateTime(russian, '2026-01-02T22:10:00')).toBe('3 янв. 2026, 01:10');
    expect([formatDate(russian, '2026-01-02T22:10:00', 'short'), formatDate(russian, '2026-01-02', 'long')]).toEqual([
      '03.01.2026',
      '2 января 2026',
    ]);
    expect(formatDateTime(english, '2026-01-02T22:10:00', 'short')).toBe('03/01/2026, 01:10');
    expect(formatDateTime(english, new Date('2026-01-02T22:10:00Z'))).toBe('3 Jan 2026, 01:10');
    expect(formatDate({ lang: 'en', timeZone: 'Nowhere/Land' }, '2026-01-02T22:10:00')).toBe('2 Jan 2026');
    expect(formatDate(english, 'soon')).toBe('soon');
  });

  it('are relative within a day', () => {
    const now = new Date('2026-11-14T12:00:00Z');
    expect(formatRelative(english, '2026-11-14T11:55:00', now)).toBe('5 minutes ago');
    expect(formatRelative(russian, '2026-11-14T09:00:00', now)).toBe('3 часа назад');
    expect(formatRelative(english, '2026-11-10T09:00:00', now)).toBe('10 Nov, 12:00');
    expect(formatRelative(english, '2025-11-10T09:00:00', now)).toBe('10 Nov 2025');
  });

  it('write numbers and sizes', () => {
    expect(formatNumber(russian, 1234.5, { digits: 2, unit: 'шт.' })).toBe('1\u00a0234,50\u00a0шт.');
    expect([512, 421_888, 1_468_006].map((size) => formatFileSize(russian, size))).toEqual(['512\u00a0Б', '412\u00a0КБ', '1,4\u00a0МБ']);
  });
});
