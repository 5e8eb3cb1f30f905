// What is asked before a record takes a step: nothing, a question, a comment, or a whole form.

import { confirmAction } from './confirm.ts';
import { openDialog } from './dialog.ts';
import { element } from './element.ts';
import { openForm } from './modal.ts';
import { say } from './texts.ts';

export interface StepQuestion {
  readonly title: string;
  /** What the button says. */
  readonly action: string;
  readonly needsQuestion: boolean;
  readonly comment: 'none' | 'optional' | 'required';
  readonly commentTitle: string;
  readonly isDangerous: boolean;
  readonly form?: { readonly code: string; readonly itemID: string; readonly params: Readonly<Record<string, string>> } | undefined;
}

/** Undefined when the person thought better of it. */
export async function activateRecord(question: StepQuestion): Promise<{ comment: string } | undefined> {
  if (question.form !== undefined && !(await savedForm(question.action, question.form))) return undefined;
  if (question.comment !== 'none') return askComment(question);
  if (!question.needsQuestion) return { comment: '' };
  const agreed = await confirmAction({ title: question.title, confirm: question.action, isDangerous: question.isDangerous });
  return agreed ? { comment: '' } : undefined;
}

function askComment({ title, action, comment, commentTitle, isDangerous }: StepQuestion): Promise<{ comment: string } | undefined> {
  return new Promise((resolve) => {
    let answer: { comment: string } | undefined;
    const field = element('textarea', {
      class: 'form-control',
      id: 'step-comment',
      rows: 3,
      maxlength: 1000,
      required: comment === 'required',
      autofocus: true,
    });
    const form = element('form', { id: 'step-form' }, element('label', { for: 'step-comment' }, commentTitle), field);
    const yes = element(
      'button',
      { type: 'submit', form: 'step-form', class: `btn ${isDangerous ? 'btn-danger' : 'btn-primary'}` },
      action,
    );
    const no = element('button', { type: 'button', class: 'btn btn-quiet' }, say('cancel'));
    const dialog = openDialog({ title, size: 'small', body: form, footer: [yes, no], onClose: () => resolve(answer) });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      answer = { comment: field.value.trim() };
      dialog.close();
    });
    no.addEventListener('click', () => dialog.close());
    field.focus();
  });
}

/** Opens the form; true once it is saved, false when its dialog goes without that. */
async function savedForm(title: string, { code, itemID, params }: NonNullable<StepQuestion['form']>): Promise<boolean> {
  const dialog = await openForm({ code, itemID, title, params });
  return new Promise((resolve) => {
    const settle = (isSaved: boolean): void => {
      document.removeEventListener('form:saved', onSaved);
      watcher.disconnect();
      resolve(isSaved);
    };
    const onSaved = (event: Event): void => {
      if (event.target instanceof Node && dialog.root.contains(event.target)) settle(true);
    };
    const watcher = new MutationObserver(() => {
      if (!dialog.root.isConnected) settle(false);
    });
    document.addEventListener('form:saved', onSaved);
    watcher.observe(document.body, { childList: true });
  });
}
