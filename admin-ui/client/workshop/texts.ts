// What the workshop's scripts say, in the page's language.

import { fill, pick } from '../../../renderer/client/texts.ts';
import { workshopClient as en } from '../../locales/en/workshop-client.ts';
import { workshopClient as ru } from '../../locales/ru/workshop-client.ts';

const texts = pick(en, ru);
type Base<Key> = Key extends `${infer Name}_${'one' | 'few' | 'many' | 'other'}` ? Name : Key;
export type WorkshopText = Base<keyof typeof en>;

export function tell(key: WorkshopText, params: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts, key, params);
}
