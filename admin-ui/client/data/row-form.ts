// The form of a row: which columns were changed, and what NULL means for each.

export interface ChangedValues {
  readonly values: Record<string, string | null>;
  readonly original: Record<string, string | null>;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Typing takes NULL away; a ticked NULL empties the field. */
export function watchNulls(form: HTMLFormElement): void {
  form.addEventListener('input', ({ target }) => {
    if (!isControl(target) || target.dataset.column === undefined) return;
    const box = nullBox(form, target);
    if (box !== null) box.checked = false;
  });
  form.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.dataset.null === undefined || !target.checked) return;
    const control = form.querySelector<Control>(`[data-column="${CSS.escape(target.dataset.null)}"]`);
    if (control !== null) control.value = '';
  });
}

/** Of a new row also what was left empty is left out, so that defaults do their work. */
export function changedValues(form: HTMLFormElement, isNew: boolean): ChangedValues {
  const values: ChangedValues['values'] = {};
  const original: ChangedValues['original'] = {};
  for (const control of form.querySelectorAll<Control>('[data-column]:not(:disabled)')) {
    const name = control.dataset.column ?? '';
    const before = control.dataset.original ?? null;
    const after = cellValue(form, control);
    if (isNew ? after === null || after === '' : after === before) continue;
    values[name] = after;
    original[name] = before;
  }
  return { values, original };
}

function cellValue(form: HTMLFormElement, control: Control): string | null {
  if (nullBox(form, control)?.checked === true) return null;
  if (control instanceof HTMLSelectElement && control.value === '') return null;
  // A browser gives texts of several lines other line ends than they came with.
  const before = control.dataset.original;
  return before !== undefined && control.value === before.replaceAll('\r\n', '\n') ? before : control.value;
}

function nullBox(form: HTMLFormElement, control: Control): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`[data-null="${CSS.escape(control.dataset.column ?? '')}"]`);
}

function isControl(target: EventTarget | null): target is Control {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
