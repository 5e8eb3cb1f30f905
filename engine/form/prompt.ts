// What an empty list says after its options changed: what to choose first, that nothing is there, or that one may choose.

import type { FormField } from '../../metadata/kinds/form-field.ts';
import { promptOf } from '../../renderer/form/fields/choice.ts';
import { localText } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';

interface Prompt {
  readonly field: FormField;
  readonly lang: Lang;
  /** Labels of the fields that come first. */
  readonly waitsFor: readonly string[];
  readonly hasOptions: boolean;
}

/** The same words that the renderer uses for the first load. */
export function promptText({ field, lang, waitsFor, hasOptions }: Prompt): string {
  const placeholder = localText(lang, field.emptyText ?? field.placeholder) || undefined;
  return promptOf({ lang, type: field.type, waitsFor, placeholder, hasOptions, isRequired: field.required });
}
