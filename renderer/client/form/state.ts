// Shows, requires and closes fields as the conditions say, with the function that the server uses; what a check of the server decided for
// a field goes before them until its next word.

import { holds } from '../../../metadata/conditions.ts';
import { formState } from '../../form/state.ts';
import type { FormClientConfig } from '../../form/view.ts';
import { controlsOf, fieldOf, readFields, setDisabled } from './controls.ts';
import { sayForm } from './errors.ts';

/** What checkItemField said of a field. */
export interface Override {
  visible?: boolean;
  required?: boolean;
  disabled?: boolean;
}

export function applyState(root: HTMLElement, config: FormClientConfig, overrides: ReadonlyMap<string, Override>): void {
  const values = { ...config.values, ...readFields(root, config.lang) };
  for (const [code, state] of formState(config.rules, values)) {
    const field = fieldOf(root, code);
    if (field === undefined) continue;
    const said = overrides.get(code);
    field.hidden = !(said?.visible ?? state.isVisible);
    setRequired(field, said?.required ?? state.isRequired);
    if (field.dataset.fixed === undefined)
      field.dataset.fixed = String(
        controlsOf(field).length > 0 && controlsOf(field).every((control) => control.disabled) && !state.isDisabled,
      );
    if (field.dataset.fixed === 'false' || field.querySelector('select') !== null) setDisabled(field, said?.disabled ?? state.isDisabled);
  }
  for (const [name, condition] of Object.entries(config.parts)) {
    for (const part of root.querySelectorAll<HTMLElement>(`[data-part="${CSS.escape(name)}"]`)) part.hidden = !holds(condition, values);
  }
}

function setRequired(field: HTMLElement, isRequired: boolean): void {
  const wasRequired = field.hasAttribute('data-required');
  if (wasRequired === isRequired) return;
  field.toggleAttribute('data-required', isRequired);
  for (const control of controlsOf(field)) if (control.type !== 'checkbox' && control.type !== 'radio') control.required = isRequired;
  const mark = field.querySelector('.form-optional');
  if (isRequired) mark?.remove();
  else if (mark === null && field.dataset.type !== 'checkbox' && field.dataset.type !== 'switch') {
    const label = field.querySelector('.form-label-text');
    const words = document.createElement('span');
    words.className = 'form-optional';
    words.textContent = sayForm('optional');
    label?.after(' ', words);
  }
}
