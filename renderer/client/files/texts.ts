// Texts of files in the browser.

import { resource as en } from '../../locales/en/resource.ts';
import { resource as ru } from '../../locales/ru/resource.ts';
import { fill, pick } from '../texts.ts';

const texts = pick<Readonly<Record<string, string>>>(en, ru);

export function sayFile(key: string, params: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts, key, params);
}
