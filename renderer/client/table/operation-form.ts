// A form that only asks for the parameters of an operation: it is filled in as any other, but its button runs the operation with the values
// instead of saving a record.

import type { FormClientConfig } from '../../form/view.ts';
import { readFields } from '../form/controls.ts';
import { dialogOf, topDialog } from '../dialog.ts';
import type { Dialog, DialogSize } from '../dialog.ts';
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

/** Opens the form; resolves when it is there. Its button is ours from the first moment: a press before that would save a record. */
export async function askValues({ form, title, size, params, run }: Asking): Promise<void> {
  let dialog: Dialog | undefined;
  let isRunning = false;
  const ownForm = (target: EventTarget | null): HTMLElement | undefined => {
    const root = target instanceof Element ? target.closest<HTMLElement>('.as-form') : null;
    const around = root === null ? undefined : dialogOf(root);
    return root !== null && root.dataset.code === form && around !== undefined && around === (dialog ?? topDialog()) ? root : undefined;
  };
  const submit = async (root: HTMLElement): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    try {
      const { lang = 'ru' } = JSON.parse(root.dataset.formConfig ?? '{}') as Partial<FormClientConfig>;
      const around = dialogOf(root);
      if (!(await run(readFields(root, lang), root.id)) || around === undefined) return;
      dropGuards(around.root);
      around.close();
    } finally {
      isRunning = false;
    }
  };
  const onSubmit = (event: Event): void => {
    const isPress = event.type === 'click';
    const button = isPress && event.target instanceof Element ? event.target.closest<HTMLElement>('[data-form-do="save"]') : null;
    if (isPress && (button === null || (button instanceof HTMLButtonElement && button.type === 'submit'))) return;
    const root = ownForm(event.target);
    if (root === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void submit(root);
  };
  document.addEventListener('submit', onSubmit, true);
  document.addEventListener('click', onSubmit, true);
  const stop = (): void => {
    document.removeEventListener('submit', onSubmit, true);
    document.removeEventListener('click', onSubmit, true);
  };
  const opened = await openForm({ code: form, itemID: '0', title, size, params });
  dialog = opened;
  if (!opened.root.isConnected) return stop();
  const watcher = new MutationObserver(() => {
    if (opened.root.isConnected) return;
    watcher.disconnect();
    stop();
  });
  watcher.observe(document.body, { childList: true });
}
