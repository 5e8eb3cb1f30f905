// Texts of the scripts that all screens share. A screen's own catalogue comes with its own chunk through `pick` and `fill`.

import { fill, pick } from '../../renderer/client/texts.ts';
import { admin as en } from '../locales/en/admin.ts';
import { admin as ru } from '../locales/ru/admin.ts';

const texts = pick(en, ru);

export function sayAdmin(key: keyof typeof en, params: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts, key, params);
}
