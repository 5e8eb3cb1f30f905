// One field shown as text, with a button that turns it into its control where it stands.

import { html } from '../html.ts';
import type { SafeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import { t } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import { renderField } from './fields.ts';
import type { FormView } from './view.ts';

export function renderEditable(view: FormView, page: RenderContext): SafeHtml {
  const { lang, locale } = page;
  const field = view.fields.get(view.editable?.field ?? '');
  if (field === undefined) return html``;
  const shown = field.valueHtml ?? (field.valueText || field.value);
  const isEmpty = (typeof shown === 'string' ? shown : shown.value) === '';
  const text = html`<span class="editable-text${isEmpty ? ' muted' : ''}" data-editable-text>${isEmpty ? t(lang, 'form.empty') : shown}</span>`;
  const root = html`class="as-component as-editable" id="${view.id}" data-kind="form" data-mode="editable" data-code="${view.code}" data-itemid="${view.itemID}" data-src="${view.src}" data-form-config="${JSON.stringify(view.config)}"`;
  if (view.editable?.isOpen !== true) return html`<div ${root}>${text}</div>`;
  const control = renderField({
    field: { ...field, isLabelHidden: true },
    id: `${view.id}-control`,
    formId: view.id,
    itemID: view.itemID,
    locale,
    isReadonly: false,
    marksOptional: false,
  });
  const label = t(lang, 'form.editField', { label: field.label });
  return html`<div ${root}>${text}<button type="button" class="btn btn-quiet btn-icon btn-sm" id="${view.id}-open" data-editable-open aria-label="${label}" title="${label}">${icon('pencil')}</button><form class="editable-form" method="post" novalidate hidden>${control}<div class="cluster"><button type="submit" class="btn btn-primary btn-sm">${t(lang, 'form.save')}</button><button type="button" class="btn btn-quiet btn-sm" data-editable-cancel>${t(lang, 'form.cancel')}</button></div></form></div>`;
}
