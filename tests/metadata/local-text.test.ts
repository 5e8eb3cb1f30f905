// Texts of definitions in the reader's language.

import { expect, test } from 'vitest';
import { labelKeys, localText } from '../../metadata/local-text.ts';

const labels = (key: string, lang: 'en' | 'ru') => (key === 'order.number' ? { en: 'Order no.', ru: 'Заказ №' }[lang] : undefined);

test.each([
  ['Orders', 'ru', 'Orders'],
  [{ en: 'Orders', ru: 'Заказы' }, 'ru', 'Заказы'],
  [{ en: 'Orders' }, 'ru', 'Orders'],
  [{ ru: 'Заказы' }, 'en', 'Заказы'],
  [undefined, 'en', ''],
  ['{t:order.number} {id}', 'ru', 'Заказ № {id}'],
  ['{t:unknown}', 'en', 'unknown'],
] as const)('%j in %s is %j', (text, lang, expected) => {
  expect(localText(text, lang, labels)).toBe(expected);
});

test('label keys of a text are found', () => {
  expect(labelKeys('{t:a} and {t:b.c}, not {tt:d}')).toEqual(['a', 'b.c']);
});
