// Errors of a form: each beside its field, all in the summary with links to the fields; the focus goes to the summary.

import type { FieldError } from '../../commands.ts';
import { form as en } from '../../locales/en/form.ts';
import { form as ru } from '../../locales/ru/form.ts';
import { element } from '../element.ts';
import { fill, pick } from '../texts.ts';
import { codeOf, controlsOf, fieldOf, fieldsOf, focusTarget } from './controls.ts';

const texts = pick(en, ru);

/** A text of the area `form`. */
export function sayForm(key: string, params: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts, key, params);
}

/** Shows or, with '', takes away the error of one field. */
export function setError(field: HTMLElement, message: string): void {
  const place = field.querySelector<HTMLElement>(':scope > .invalid-feedback');
  const isWrong = message !== '';
  if (place !== null) {
    place.hidden = !isWrong;
    place.classList.toggle('d-flex', isWrong);
    const words = place.querySelector('span');
    if (words !== null) words.textContent = message;
  }
  field.classList.toggle('has-error', isWrong);
  for (const control of controlsOf(field)) {
    control.classList.toggle('is-invalid', isWrong);
    if (isWrong) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
}

/** Shows these errors and no others; the focus goes to the summary, `reveal` opens the place of the first wrong field. */
export function showErrors(
  root: HTMLElement,
  { errors, summary, reveal }: { errors: readonly FieldError[]; summary: string; reveal: (field: HTMLElement) => void },
): void {
  clearErrors(root);
  const lines = errors.map((error) => {
    const field = error.field === '' ? undefined : fieldOf(root, error.field);
    if (field === undefined) return element('li', {}, error.message);
    setError(field, error.message);
    const target = focusTarget(field);
    const link = element(
      'a',
      { href: `#${target.id || field.id}` },
      sayForm('errorLine', { label: labelOf(field), message: error.message }),
    );
    link.addEventListener('click', (event) => {
      event.preventDefault();
      reveal(field);
      focusTarget(field).focus();
    });
    return element('li', {}, link);
  });
  const first = errors.map((error) => fieldOf(root, error.field)).find((field) => field !== undefined);
  if (first !== undefined) reveal(first);
  markTabs(root);
  const box = root.querySelector<HTMLElement>('.form-summary');
  if (box === null) return;
  box.querySelector('h2')?.replaceChildren(summary);
  box.querySelector('ul')?.replaceChildren(...lines);
  box.hidden = false;
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: 'nearest' });
}

export function clearErrors(root: HTMLElement): void {
  for (const field of fieldsOf(root)) setError(field, '');
  const box = root.querySelector<HTMLElement>('.form-summary');
  if (box !== null) box.hidden = true;
  markTabs(root);
}

/** Tabs say how many wrong fields they hide. */
export function markTabs(root: HTMLElement): void {
  for (const panel of root.querySelectorAll<HTMLElement>('[role="tabpanel"]')) {
    const count = panel.querySelectorAll('.has-error').length;
    const badge = root.querySelector<HTMLElement>(`#${CSS.escape(panel.getAttribute('aria-labelledby') ?? '')} .form-tab-errors`);
    if (badge === null) continue;
    badge.hidden = count === 0;
    badge.textContent = count === 0 ? '' : String(count);
  }
}

export function labelOf(field: HTMLElement): string {
  return field.querySelector('.form-label-text')?.textContent?.trim() ?? codeOf(field);
}
