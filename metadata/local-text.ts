// Texts of definitions in the language of the reader. The other language stands in when one is not written: a foreign word is better
// than an empty heading.

import type { LocalText } from './kinds/shared.ts';

export type DefinitionLang = 'en' | 'ru';

/** Finds a label of the solution; undefined when there is none of this key. */
export type LabelLookup = (key: string, lang: DefinitionLang) => string | undefined;

const labelToken = /\{t:([A-Za-z0-9][A-Za-z0-9_.-]*)\}/g;

/**
 * The text in the language, with `{t:KEY}` tokens replaced; an unknown key stays visible as the key. Not escaped: that is the renderer's.
 * @example localText({ en: 'Orders', ru: 'Заказы' }, 'ru') // 'Заказы'
 */
export function localText(text: LocalText | undefined, lang: DefinitionLang, labels?: LabelLookup): string {
  if (text === undefined) return '';
  const own = typeof text === 'string' ? text : (text[lang] ?? text[lang === 'en' ? 'ru' : 'en'] ?? '');
  if (labels === undefined || !own.includes('{t:')) return own;
  return own.replace(labelToken, (_token, key: string) => labels(key, lang) ?? key);
}

/** Keys of the labels that a text uses. */
export function labelKeys(text: string): string[] {
  return [...text.matchAll(labelToken)].map((match) => match[1] ?? '');
}
