// Texts of the wizards' scripts.

import { fill, pick } from '../../../renderer/client/texts.ts';
import { wizard as en } from '../../locales/en/wizard.ts';
import { wizard as ru } from '../../locales/ru/wizard.ts';

const texts = pick(en, ru);

export function sayWizard(key: keyof typeof en | 'problems', params: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts, key, params);
}
