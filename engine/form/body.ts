// What the browser says of a form in the body of an action. All of it is unproven.

import type { ActionBody } from '../component.ts';
import type { FormScope } from './scope.ts';

/** How the form stands in the browser. */
export interface FormPlace {
  /** Id of its component element. */
  readonly formId: string;
  readonly isDialog: boolean;
}

/** The element id and place of the form in the browser; only used to address its own commands. */
export function placeOf(scope: FormScope, body: ActionBody): FormPlace {
  const own = `as-form-${scope.code}`;
  const { form, mode } = body;
  const isOwn = typeof form === 'string' && form.startsWith(own) && /^[\w-]+$/.test(form);
  return { formId: isOwn ? form : own, isDialog: mode === 'modal' || mode === 'slideout' };
}

/** The fields of a body; anything but an object is none. */
export function sentFields(body: ActionBody): Readonly<Record<string, unknown>> {
  const { fields } = body;
  return typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? (fields as Record<string, unknown>) : {};
}
