// What belongs to a record but is stored beside it: files, images and sub-tables. The markup names the resource and the item; the file
// client uploads, the snippet of a sub-table is activated like any other.

import { attr, html } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { icon } from '../../icons.ts';
import { t } from '../../locale.ts';
import type { FieldContext, FieldRenderer } from './frame.ts';

function files(context: FieldContext): SafeHtml {
  const { field, id, itemID, locale, isReadonly } = context;
  const isMany = field.type === 'files' || field.type === 'images';
  const isImage = field.type === 'image' || field.type === 'images';
  const isClosed = field.isDisabled || field.isReadonly || isReadonly;
  const chooser = html`<div class="file-drop">${icon('cloud-arrow-up')}<span>${t(locale.lang, 'form.filesDrop')} <label for="${id}-input" class="btn btn-link mb-0">${t(locale.lang, 'form.filesChoose')}</label></span>${field.placeholder ? html`<small>${field.placeholder}</small>` : null}<input type="file" id="${id}-input" class="sr-only"${attr('multiple', isMany)}${attr('accept', field.accept ?? (isImage ? 'image/*' : undefined))} aria-describedby="${id}-error"></div>`;
  return html`<div class="form-files" id="${id}" tabindex="-1" data-files="${isImage ? 'image' : 'file'}"${attr('data-resource', field.source)} data-itemid="${itemID}"${attr('data-multiple', isMany)}${attr('data-readonly', isClosed)}>${isClosed ? null : chooser}<ul class="file-list"></ul><input type="hidden" name="${field.code}" value="${field.value}"></div>`;
}

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
  file: { isGroup: true, render: files },
  files: { isGroup: true, render: files },
  image: { isGroup: true, render: files },
  images: { isGroup: true, render: files },
  subtable: { isGroup: true, render: subtable },
  static: { isText: true, render: fixed },
};
