// Text with structure: html, markdown, code. Each is a plain textarea that the browser's part turns into an editor when it can.

import { attr, html } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { t } from '../../locale.ts';
import { controlAttributes } from './frame.ts';
import type { FieldContext, FieldRenderer } from './frame.ts';

function source(context: FieldContext, editor: 'html' | 'markdown' | 'code'): SafeHtml {
  const { field } = context;
  return html`<textarea class="form-control${editor === 'html' ? '' : ' mono'}" rows="${field.rows ?? (editor === 'code' ? 10 : 6)}" data-editor="${editor}"${attr('data-language', field.language)}${attr('spellcheck', editor === 'code' ? 'false' : undefined)}${controlAttributes(context)}${attr('placeholder', field.placeholder)}${attr('maxlength', editor === 'html' ? undefined : field.maxLength)}>
${field.value}</textarea>`;
}

function markdown(context: FieldContext): SafeHtml {
  const { id, locale, field } = context;
  return html`<div class="form-markdown"><div class="segmented mb-1" role="group" aria-label="${field.label}"><button type="button" class="btn" data-form-do="write" aria-pressed="true">${t(locale.lang, 'form.write')}</button><button type="button" class="btn" data-form-do="preview" aria-pressed="false" aria-controls="${id}-preview">${t(locale.lang, 'form.preview')}</button></div>${source(context, 'markdown')}<div class="form-value form-preview" id="${id}-preview" tabindex="0" hidden></div></div>`;
}

export const richFields: Readonly<Record<string, FieldRenderer>> = {
  html: { render: (context) => html`<div class="form-rich">${source(context, 'html')}</div>` },
  markdown: { render: markdown },
  code: { render: (context) => source(context, 'code') },
};
