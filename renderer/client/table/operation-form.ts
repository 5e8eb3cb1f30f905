// A form that only asks for the parameters of an operation: it is filled in as any other, but its button runs the operation with the values
// instead of saving a record.

import type { FormClientConfig } from '../../form/view.ts';
import { readFields } from '../form/controls.ts';
import type { DialogSize } from '../dialog.ts';
import { dropGuards } from '../guard.ts';
import { openForm } from '../modal.ts';

interface Asking {
  readonly form: string;
  readonly title: string;
  readonly size: DialogSize;
  readonly params: Readonly<Record<string, string>>;
  /** Whether the operation took the values: the dialog then closes. */
  readonly run: (values: Readonly<Record<string, string>>, formId: string) => Promise<boolean>;
}

/** Opens the form; resolves when it is open. */
export async function askValues({ form, title, size, params, run }: Asking): Promise<void> {
  const dialog = await openForm({ code: form, itemID: '0', title, size, params });
  const root = dialog.root.querySelector<HTMLElement>('.as-form');
  if (root === null) return;
  const { lang = 'ru' } = JSON.parse(root.dataset.formConfig ?? '{}') as Partial<FormClientConfig>;
  let isRunning = false;
  const submit = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    try {
      if (await run(readFields(root, lang), root.id)) {
        dropGuards(dialog.root);
        dialog.close();
      }
    } finally {
      isRunning = false;
    }
  };
  // Before the form's own listeners, which would save a record.
  dialog.root.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      void submit();
    },
    { capture: true },
  );
  dialog.root.addEventListener(
    'click',
    (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-form-do="save"]') : null;
      if (button === null || (button instanceof HTMLButtonElement && button.type === 'submit')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void submit();
    },
    { capture: true },
  );
}
