// One field of a form in place (`as-editable` with `data-param-field`): which field it is, and the id of its element, for a page may hold
// several of one form.

import type { FormField } from '../../metadata/kinds/form-field.ts';
import { RequestError } from '../errors.ts';
import type { FormScope } from './scope.ts';

/** The field that the snippet names; one that is not there or not for this visitor is none. */
export function editableField({ code, fields, params }: FormScope): FormField {
  const wanted = params.get('field') ?? '';
  const field = fields.find((one) => one.code.toLowerCase() === wanted.toLowerCase() && one.type !== 'hidden');
  if (field === undefined)
    throw new RequestError('notFound', { detail: `as-editable of form ${code} needs data-param-field with a field, not "${wanted}"` });
  return field;
}

export function editableId({ code, itemID }: FormScope, field: FormField): string {
  const record = /^[\w-]{1,64}$/.test(itemID) ? `-${itemID}` : '';
  return `as-form-${code}-${field.code}${record}`;
}
