// What is shown in a form but is no value of it: sub-tables, whose snippets are activated like any other, and fixed texts.

import { attr, html } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { t } from '../../locale.ts';
import type { FieldContext, FieldRenderer } from './frame.ts';

function subtable({ field, itemID, locale, id }: FieldContext): SafeHtml {
  if (field.source === undefined) return html``;
  if (itemID === '' || itemID === '0')
    return html`<p class="note mb-0" id="${id}" tabindex="-1">${t(locale.lang, 'form.subtableAfterSave')}</p>`;
  const params = Object.entries(field.sourceParams ?? {}).map(([name, value]) => attr(`data-param-${name}`, value));
  return html`<div id="${id}" tabindex="-1"><div class="as-table" data-code="${field.source}" data-itemid="${itemID}"${params}></div></div>`;
}

function fixed({ field, id }: FieldContext): SafeHtml {
  const shown = field.valueHtml ?? field.valueText ?? field.value;
  return html`<div class="form-value" id="${id}" tabindex="-1" data-static>${field.link === undefined ? shown : html`<a href="${field.link}">${shown}</a>`}</div>`;
}

export const attachedFields: Readonly<Record<string, FieldRenderer>> = {
  subtable: { isGroup: true, render: subtable },
  static: { isText: true, render: fixed },
};
