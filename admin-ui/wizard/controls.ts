// The inputs of the wizards: a label, the control, a hint, and the place where its remarks appear. `data-place` is the place that the
// server's findings name.

import { attr, html } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';

export interface FieldOptions {
  readonly id: string;
  readonly place: string;
  readonly label: HtmlPart;
  readonly help?: HtmlPart;
  /** Bootstrap column classes. */
  readonly width?: string;
}

export interface TextOptions extends FieldOptions {
  readonly value?: string;
  readonly type?: 'text' | 'number' | 'email';
  readonly maxLength?: number;
  readonly rows?: number;
  readonly lang?: 'en' | 'ru';
  /** Codes and SQL. */
  readonly isCode?: boolean;
}

export function textField(options: TextOptions): SafeHtml {
  const { id, place, value = '', type = 'text', maxLength = 200, rows, lang, isCode = false } = options;
  const common = html`class="form-control${isCode ? ' mono' : ''}" id="${id}" data-name="${place}" aria-describedby="${id}-note"${attr('lang', lang)}${attr('spellcheck', isCode ? 'false' : undefined)} autocomplete="off"`;
  const control =
    rows === undefined
      ? html`<input ${common} type="${type}" maxlength="${maxLength}" value="${value}">`
      : html`<textarea ${common} rows="${rows}" maxlength="${maxLength}">${value}</textarea>`;
  return field(options, control);
}

export interface SelectOptions extends FieldOptions {
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly value?: string;
}

export function selectField(options: SelectOptions): SafeHtml {
  const { id, place, value = '' } = options;
  return field(
    options,
    html`<select class="custom-select" id="${id}" data-name="${place}" aria-describedby="${id}-note">${options.options.map(
      (option) => html`<option value="${option.value}"${attr('selected', option.value === value)}>${option.text}</option>`,
    )}</select>`,
  );
}

export function checkbox({ id, place, label, isOn = false }: { id: string; place: string; label: HtmlPart; isOn?: boolean }): SafeHtml {
  return html`<div class="custom-control custom-checkbox" data-place="${place}">
    <input type="checkbox" class="custom-control-input" id="${id}" data-name="${place}" aria-describedby="${id}-note"${attr('checked', isOn)}>
    <label class="custom-control-label" for="${id}">${label}</label>
    <div class="wizard-note" id="${id}-note"></div>
  </div>`;
}

/** The room for what is said of a whole step. */
export function remarks(place: string): SafeHtml {
  return html`<div class="wizard-remarks" data-place="${place}" role="status"></div>`;
}

function field({ id, place, label, help, width = 'col-12' }: FieldOptions, control: SafeHtml): SafeHtml {
  return html`<div class="${width}"><div class="form-group" data-place="${place}">
    <label for="${id}">${label}</label>
    ${control}
    ${help === undefined ? null : html`<small class="form-text" data-help>${help}</small>`}
    <div class="wizard-note" id="${id}-note"></div>
  </div></div>`;
}
