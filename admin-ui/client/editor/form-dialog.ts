// A dialog with a small form whose refusal is told beside the field that it is about.

import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import type { postAdmin } from '../requests.ts';

export interface FormDialog {
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly HTMLElement[];
  readonly send: (trigger: HTMLElement) => ReturnType<typeof postAdmin>;
  /** The field that a refusal is about. */
  readonly code?: HTMLInputElement;
  readonly isDangerous?: boolean;
}

export function formDialog({ title, submit, fields, send, code, isDangerous = false }: FormDialog): void {
  const error = element('div', { class: 'invalid-feedback d-block', id: 'definition-error', role: 'alert' });
  const form = element('form', { id: 'definition-form' }, ...fields, error);
  const button = element(
    'button',
    { type: 'submit', class: `btn ${isDangerous ? 'btn-danger' : 'btn-primary'}`, form: 'definition-form' },
    submit,
  );
  openDialog({ title, body: form, footer: [button] });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = await send(button);
    if (answer.ok) return;
    const { error: text } = (answer.data ?? {}) as { error?: string };
    error.textContent = text ?? answer.error?.text ?? '';
    code?.classList.add('is-invalid');
    code?.setAttribute('aria-invalid', 'true');
    code?.setAttribute('aria-describedby', 'definition-error');
    code?.focus();
  });
}

export function codeInput(value: string): HTMLInputElement {
  return element('input', {
    class: 'form-control mono',
    id: 'new-code',
    name: 'code',
    value,
    required: true,
    maxlength: 64,
    autocomplete: 'off',
    spellcheck: 'false',
  });
}

export function group(id: string, text: string, control: HTMLElement): HTMLElement {
  return element('div', { class: 'form-group' }, element('label', { for: id }, text), control);
}

export function checkbox({
  id,
  text,
  checked = false,
  required = false,
}: {
  id: string;
  text: string;
  checked?: boolean;
  required?: boolean;
}): {
  root: HTMLElement;
  input: HTMLInputElement;
} {
  const input = element('input', { type: 'checkbox', class: 'custom-control-input', id, required });
  input.checked = checked;
  const root = element(
    'div',
    { class: 'custom-control custom-checkbox' },
    input,
    element('label', { class: 'custom-control-label', for: id }, text),
  );
  return { root, input };
}
