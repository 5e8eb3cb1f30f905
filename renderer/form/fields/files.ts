// Fields of files and pictures: a place to drop them, and the files. New ones wait until the form is saved, removed ones go with the save.

import { renderFileItem } from '../../file-item.ts';
import { attr, html } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { t } from '../../locale.ts';
import { renderDrop } from '../../resource.ts';
import type { FieldContext, FieldRenderer } from './frame.ts';

function render({ field, id, itemID, locale, isReadonly }: FieldContext): SafeHtml {
  const files = field.files ?? [];
  const rule = isReadonly || field.isReadonly || field.isDisabled ? undefined : field.upload;
  const shown = rule === undefined ? files.map((file) => ({ ...file, canDelete: false, canRename: false })) : files;
  const drop = rule === undefined ? null : renderDrop({ id, rule, locale, help: field.placeholder, describedBy: `${id}-error` });
  const nothing =
    rule === undefined && files.length === 0
      ? html`<p class="form-value mb-0"><span class="muted">${t(locale.lang, 'form.empty')}</span></p>`
      : null;
  const list = html`<ul class="file-list" aria-label="${field.label}"${attr('hidden', files.length === 0)}>${shown.map((file) => renderFileItem(file, { locale }))}</ul>`;
  const rules =
    rule === undefined
      ? null
      : html` data-resource="${field.source ?? ''}" data-max-bytes="${rule.maxBytes}" data-max-files="${rule.maxFiles}"${attr('data-multiple', rule.isMany)}`;
  return html`<div class="form-files" id="${id}-files" data-files data-itemid="${itemID}"${rules}>${drop}${nothing}<p class="sr-only" role="status" data-file-status></p>${list}<input type="hidden" name="${field.code}" value="${field.value}"></div>`;
}

const renderer: FieldRenderer = { isGroup: true, render };

export const fileFields: Readonly<Record<string, FieldRenderer>> = { file: renderer, files: renderer, image: renderer, images: renderer };
