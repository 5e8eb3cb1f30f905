// A part of the catalogue of texts: every key with its text in both languages. `{t:KEY}` finds a key in any part.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { localText } from './shared.ts';
import { say, strict, text } from './vocabulary.ts';

/** Both languages are required: a label that lacks one is a finding. */
export interface LabelText {
  readonly en: string;
  readonly ru: string;
}

export const labelKeyPattern = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$';

export const labelSchema = strict({
  title: Type.Optional(localText(say('Title|What this part is about.', 'Название|О чём эта часть.'))),
  texts: Type.Unsafe<Readonly<Record<string, LabelText>>>({
    type: 'object',
    default: {},
    propertyNames: { pattern: labelKeyPattern },
    additionalProperties: strict(
      {
        en: text({ maxLength: 4000, ...say('English|The text in English.', 'Английский|Текст по-английски.') }),
        ru: text({ maxLength: 4000, ...say('Russian|The text in Russian.', 'Русский|Текст по-русски.') }),
      },
      say('Text|In both languages.', 'Текст|На обоих языках.'),
    ),
    'x-editor': 'labels',
    examples: [{ 'order.number': { en: 'Order no.', ru: 'Заказ №' } }],
    ...say('Texts|By key.', 'Тексты|По ключам.'),
  }),
});

export type LabelDefinition = Static<typeof labelSchema>;
