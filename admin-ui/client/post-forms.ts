// Plain forms of the developer's cabinet: `<form data-post action="…">` sends its fields as JSON, shows `data.errors` beside the fields, and
// carries out the commands of the answer. Boxes of one name travel as a list. A button's own name and value go along.

import { openDialog } from '../../renderer/client/dialog.ts';
import { confirmAction } from '../../renderer/client/confirm.ts';
import { element } from '../../renderer/client/element.ts';
import { sayAdmin } from './texts.ts';
import { postAdmin } from './requests.ts';

export function startPostForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.post === undefined) return;
    event.preventDefault();
    void send(form, event.submitter instanceof HTMLButtonElement ? event.submitter : undefined);
  });
}

async function send(form: HTMLFormElement, button: HTMLButtonElement | undefined): Promise<void> {
  const question = button?.dataset.confirm ?? form.dataset.confirm;
  if (
    question !== undefined &&
    !(await confirmAction({
      title: question,
      confirm: button?.textContent?.trim() || undefined,
      isDangerous: button?.matches('.btn-danger, .btn-outline-danger') ?? false,
    }))
  )
    return;
  clearErrors(form);
  const answer = await postAdmin(button?.getAttribute('formaction') ?? form.action, valuesOf(form, button), { trigger: button });
  const { errors = {}, secret } = (answer.data ?? {}) as { errors?: Record<string, string>; secret?: Secret };
  showErrors(form, errors);
  if (secret !== undefined) showSecret(secret);
}

interface Secret {
  readonly title: string;
  readonly text: string;
  readonly value: string;
  /** Where to go when it has been read. */
  readonly next: string;
}

function valuesOf(form: HTMLFormElement, button: HTMLButtonElement | undefined): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const control of form.querySelectorAll<HTMLInputElement>('input[type=checkbox][data-list]')) values[control.name] = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || name === '_csrf') continue;
    const known = values[name];
    if (Array.isArray(known)) known.push(value);
    else values[name] = value;
  }
  if (button?.name) values[button.name] = button.value;
  return values;
}

function clearErrors(form: HTMLFormElement): void {
  for (const control of form.querySelectorAll('.is-invalid')) {
    control.classList.remove('is-invalid');
    control.removeAttribute('aria-invalid');
  }
  for (const note of form.querySelectorAll('.invalid-feedback[data-made]')) note.remove();
}

function showErrors(form: HTMLFormElement, errors: Readonly<Record<string, string>>): void {
  let first: HTMLElement | undefined;
  for (const [name, text] of Object.entries(errors)) {
    const control = form.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
    if (control === null) continue;
    const id = `${name}-error`;
    control.classList.add('is-invalid');
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', id);
    control.closest('.form-group')?.append(element('div', { class: 'invalid-feedback d-block', id, 'data-made': true }, text));
    first ??= control;
  }
  first?.focus();
}

/** What is shown once and never again. */
function showSecret({ title, text, value, next }: Secret): void {
  const close = element('button', { type: 'button', class: 'btn btn-primary' }, sayAdmin('understood'));
  const dialog = openDialog({
    title,
    role: 'alertdialog',
    body: element(
      'div',
      {},
      element('p', {}, text),
      element('input', { class: 'form-control mono', readonly: true, value, 'aria-label': title }),
    ),
    footer: [close],
    onClose: () => location.assign(next),
  });
  close.addEventListener('click', () => dialog.close());
}
