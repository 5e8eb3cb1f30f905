// Texts of the developer's cabinet. Keys of both languages are equal (tests/admin-ui/texts.test.ts).

import { kinds } from '../metadata/kinds.ts';
import type { KindName } from '../metadata/kinds.ts';
import { translateFrom } from '../renderer/locale.ts';
import type { Lang, PluralBase, TextParams } from '../renderer/locale.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

export const catalogues = { en, ru };
type Catalogue = typeof en;
/** `area.key`; a key that exists as `_one`, `_other`, … is named without the suffix. */
export type AdminText = { [Area in keyof Catalogue & string]: `${Area}.${PluralBase<keyof Catalogue[Area] & string>}` }[keyof Catalogue &
  string];

export function ta(lang: Lang, key: AdminText, params?: TextParams): string {
  return translateFrom(catalogues, lang, { key, params }) ?? key;
}

/** The same for a key that is known only at run time; undefined when there is no such text. */
export function findText(lang: Lang, key: string, params?: TextParams): string | undefined {
  return translateFrom(catalogues, lang, { key, params });
}

/** What a kind of definitions is called. */
export function kindTitle(lang: Lang, kind: KindName): string {
  return lang === 'ru' ? kinds[kind]['x-ru'].title : kinds[kind].title;
}
