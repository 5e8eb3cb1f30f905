// A question before something is lost: names the record, the button says what happens.

import { openDialog } from './dialog.ts';
import { element } from './element.ts';
import { say } from './texts.ts';

export interface Question {
  readonly title: string;
  readonly text?: string | undefined;
  /** What happens: "Delete 3 orders", never "OK". */
  readonly confirm?: string | undefined;
  readonly cancel?: string | undefined;
  readonly isDangerous?: boolean | undefined;
}

/** Asks; true when the person agreed. */
export function confirmAction({
  title,
  text = '',
  confirm = say('confirm'),
  cancel = say('cancel'),
  isDangerous = false,
}: Question): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    const yes = element('button', { type: 'button', class: `btn ${isDangerous ? 'btn-danger' : 'btn-primary'}` }, confirm);
    // Enter on a dangerous question must not destroy anything: the quiet button has the focus.
    const no = element('button', { type: 'button', class: 'btn btn-quiet', autofocus: isDangerous }, cancel);
    const dialog = openDialog({
      title,
      size: 'small',
      role: 'alertdialog',
      body: element('p', { class: 'mb-0' }, text),
      footer: [yes, no],
      onClose: () => resolve(answer),
    });
    yes.addEventListener('click', () => {
      answer = true;
      dialog.close();
    });
    no.addEventListener('click', () => dialog.close());
    (isDangerous ? no : yes).focus();
  });
}
