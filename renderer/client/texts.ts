// Texts of the browser's own messages, in the page's language. A kind's code may bring its own catalogue with `pick`.

import { client as en } from '../locales/en/client.ts';
import { client as ru } from '../locales/ru/client.ts';

export const pageLang: 'en' | 'ru' = document.documentElement.lang === 'en' ? 'en' : 'ru';

type Texts = typeof en;
type Base<Key> = Key extends `${infer Name}_${'one' | 'few' | 'many' | 'other'}` ? Name : Key;
export type ClientText = Base<keyof Texts>;

const texts: Readonly<Record<string, string>> = pick(en, ru);
const plurals = new Intl.PluralRules(pageLang);

/** The catalogue of the page's language. */
export function pick<T>(english: T, russian: NoInfer<T> | Readonly<Record<string, string>>): T {
  return pageLang === 'en' ? english : (russian as T);
}

/** A text of the area `client`; `count` chooses the plural form. */
export function say(key: ClientText, params: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts, key, params);
}

/** The same for another catalogue. */
export function fill(
  catalogue: Readonly<Record<string, string>>,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const { count } = params;
  const form = typeof count === 'number' ? (catalogue[`${key}_${plurals.select(count)}`] ?? catalogue[`${key}_other`]) : undefined;
  const text = form ?? catalogue[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (token, name: string) => String(params[name] ?? token));
}
