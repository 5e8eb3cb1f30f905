// The field of source code: the editor over its textarea, which stays the form's control.

import { createCodeEditor } from '../code-editor.ts';
import { isCodeLanguage } from '../code-editor/languages.ts';
import { enhance } from './controls.ts';
import { labelOf } from './errors.ts';

export function startCodeField(area: HTMLTextAreaElement): void {
  const field = area.closest<HTMLElement>('[data-field]');
  const { language } = area.dataset;
  const editor = createCodeEditor({
    textarea: area,
    language: isCodeLanguage(language) ? language : 'text',
    ...(field === null ? {} : { label: labelOf(field) }),
  });
  enhance(area, {
    refresh() {
      editor.setText(area.value);
      editor.setReadOnly(area.readOnly || area.disabled);
    },
  });
}
