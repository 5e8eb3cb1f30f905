// A value as people read it: the text behind a key, a number or date in their notation.

import type { FormField } from '../../metadata/kinds/form-field.ts';
import { toLocalNumber } from '../../renderer/form/number-text.ts';
import { formatDate, formatDateTime, t } from '../../renderer/locale.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { hasChoices, loadChoices } from './options.ts';
import type { FormScope } from './scope.ts';
import { listOf } from './validate.ts';
import type { FieldValues } from './values.ts';

/** Reads the dictionary where the value is a key; '' stays ''. */
export async function displayText(scope: FormScope, field: FormField, values: FieldValues): Promise<string> {
  const value = values[field.code] ?? '';
  if (value === '') return '';
  if (!hasChoices(field)) return plainValue(scope, field, value);
  const { options } = await loadChoices(scope, field, { values });
  const texts = new Map(options.map((option) => [option.value.toLowerCase(), option.text]));
  return listOf(field, value)
    .map((part) => texts.get(part.toLowerCase()) ?? part)
    .join(', ');
}

/** The same for fields whose value is what it is. */
export function plainValue({ ctx }: Pick<FormScope, 'ctx'>, field: FormField, value: string): string {
  const { lang } = ctx;
  if (value === '') return '';
  switch (field.type) {
    case 'number':
    case 'range':
    case 'rating':
      return toLocalNumber(value, { lang, digits: field.decimals });
    case 'money':
      return toLocalNumber(value, { lang, digits: field.decimals ?? 2 });
    case 'checkbox':
    case 'switch':
      return t(lang, value === 'True' ? 'form.yes' : 'form.no');
    case 'date':
      return formatDate({ lang, timeZone: 'UTC' }, value);
    case 'datetime':
      // Times in fields are the clock on the wall of whoever typed them, never shifted.
      return formatDateTime({ lang, timeZone: 'UTC' }, value);
    case 'html':
      return plainText(value);
    case 'password':
      return '';
    default:
      return value;
  }
}
