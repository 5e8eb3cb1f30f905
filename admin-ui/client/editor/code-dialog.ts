// Source code of a part in a window of its own.

import { createCodeEditor } from '../../../renderer/client/code-editor.ts';
import { openDialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import { setField } from './field.ts';
import type { Field } from './field.ts';
import { markupCompletion } from './markup-completion.ts';
import { codeLanguage } from './options.ts';
import { say } from './session.ts';

export function openCodeDialog(field: Field, text: string): void {
  const parent = element('div', { class: 'editor-code-dialog' });
  const done = element('button', { type: 'button', class: 'btn btn-primary' }, say('takeOver'));
  const dialog = openDialog({ title: field.label, size: 'big', body: parent, footer: [done], onClose: () => editor.destroy() });
  const language = codeLanguage(field.node) ?? 'html';
  const editor = createCodeEditor({
    parent,
    language,
    text,
    label: field.label,
    ...(language === 'html' && { extensions: markupCompletion(field.session) }),
  });
  done.addEventListener('click', () => {
    setField(field, editor.text(), 'structure');
    dialog.close();
  });
  editor.focus();
}
