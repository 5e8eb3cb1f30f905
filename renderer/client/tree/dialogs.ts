// What a tree asks: a node's name, and before a node is lost.

import { confirmAction } from '../confirm.ts';
import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import { say } from '../texts.ts';

/** The name; undefined when the person left. */
export function askTitle({
  heading,
  label,
  action,
  value = '',
}: {
  heading: string;
  label: string;
  action: string;
  value?: string;
}): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer: string | undefined;
    const field = element('input', {
      class: 'form-control',
      id: 'tree-title',
      type: 'text',
      maxlength: 400,
      required: true,
      autofocus: true,
      value,
      autocomplete: 'off',
    });
    const form = element('form', { id: 'tree-title-form' }, element('label', { for: 'tree-title' }, label), field);
    const yes = element('button', { type: 'submit', form: 'tree-title-form', class: 'btn btn-primary' }, action);
    const no = element('button', { type: 'button', class: 'btn btn-quiet' }, say('cancel'));
    const dialog = openDialog({ title: heading, size: 'small', body: form, footer: [yes, no], onClose: () => resolve(answer) });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const name = field.value.trim();
      if (name === '') return;
      answer = name;
      dialog.close();
    });
    no.addEventListener('click', () => dialog.close());
    field.select();
  });
}

export function confirmDelete({ title, text, action }: { title: string; text: string; action: string }): Promise<boolean> {
  return confirmAction({ title, text, confirm: action, isDangerous: true });
}
