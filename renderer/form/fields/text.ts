// Fields that are one line or several of text: text, textarea, email, phone, password, number, money, date, datetime, time, hidden, color.

import { attr, attrs, html } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { icon } from '../../icons.ts';
import { t } from '../../locale.ts';
import { digitsOfStep, toLocalNumber } from '../number-text.ts';
import type { FieldView } from '../view.ts';
import { controlAttributes, withAddons } from './frame.ts';
import type { FieldContext, FieldRenderer } from './frame.ts';

/** The input type, the keyboard of a phone, and what browsers fill in, by field type. */
const INPUTS: Readonly<Record<string, { type: string; inputMode?: string; autocomplete?: string; digits?: number }>> = {
  text: { type: 'text' },
  email: { type: 'email', inputMode: 'email', autocomplete: 'email' },
  phone: { type: 'tel', inputMode: 'tel', autocomplete: 'tel' },
  number: { type: 'text', inputMode: 'decimal', autocomplete: 'off' },
  money: { type: 'text', inputMode: 'decimal', autocomplete: 'off', digits: 2 },
  date: { type: 'date' },
  datetime: { type: 'datetime-local' },
  time: { type: 'time' },
  month: { type: 'month' },
  url: { type: 'url', inputMode: 'url', autocomplete: 'url' },
};

function line(context: FieldContext): SafeHtml {
  const { field, locale } = context;
  const input = INPUTS[field.type] ?? { type: 'text' };
  const isNumber = field.type === 'number' || field.type === 'money';
  const isMoment = field.type === 'date' || field.type === 'datetime' || field.type === 'time' || field.type === 'month';
  const shared = { ...context, field: { ...field, autocompleteAttr: field.autocompleteAttr ?? input.autocomplete } };
  return withAddons(
    field,
    html`<input class="form-control${isNumber ? ' form-number' : ''}${field.type === 'money' ? ' text-right field-money' : ''}" type="${input.type}" value="${shownValue(field, locale.lang)}"${controlAttributes(shared)}${attrs(
      {
        inputmode: field.inputMode ?? (isNumber && digitsOf(field) === 0 ? 'numeric' : input.inputMode),
        placeholder: field.placeholder,
        maxlength: isNumber || isMoment ? undefined : field.maxLength,
        'data-mask': field.mask,
        'data-digits': isNumber ? digitsOf(field) : undefined,
        min: isMoment ? momentBound(field.min, field.type) : undefined,
        max: isMoment ? momentBound(field.max, field.type) : undefined,
        spellcheck: field.type === 'email' || field.type === 'phone' ? 'false' : undefined,
      },
    )}>`,
  );
}

function digitsOf(field: FieldView): number | undefined {
  return field.digits ?? digitsOfStep(field.step) ?? INPUTS[field.type]?.digits;
}

/** The value as the control takes it: numbers in the visitor's notation, moments as browsers want them. */
function shownValue(field: FieldView, lang: 'en' | 'ru'): string {
  if (field.type === 'number' || field.type === 'money')
    return toLocalNumber(field.value, { lang, digits: field.value === '' ? undefined : digitsOf(field) });
  return isoFor(field.type, field.value);
}

function isoFor(type: string, value: string): string {
  if (type === 'date') return value.slice(0, 10);
  if (type === 'month') return value.slice(0, 7);
  if (type === 'time') return /(\d\d:\d\d)/.exec(value)?.[1] ?? value;
  return type === 'datetime' ? value.slice(0, 16) : value;
}

function momentBound(bound: number | string | undefined, type: string): string | undefined {
  return typeof bound === 'string' ? isoFor(type, bound) : undefined;
}

function area(context: FieldContext): SafeHtml {
  const { field } = context;
  // The first line break after the tag is eaten by browsers, so one is added.
  return html`<textarea class="form-control" rows="${field.rows ?? 3}"${controlAttributes(context)}${attr('placeholder', field.placeholder)}${attr('maxlength', field.maxLength)}>
${field.value}</textarea>`;
}

function password(context: FieldContext): SafeHtml {
  const { field, locale } = context;
  const shared = { ...context, field: { ...field, autocompleteAttr: field.autocompleteAttr ?? 'new-password' } };
  const label = t(locale.lang, 'form.showPassword');
  return html`<div class="input-group"><input class="form-control" type="password" value=""${controlAttributes(shared)}${attr('maxlength', field.maxLength)}${attr('placeholder', field.placeholder)} spellcheck="false"><div class="input-group-append"><button type="button" class="btn btn-outline-secondary btn-icon" data-form-do="password" aria-pressed="false" aria-label="${label}" title="${label}" data-label-off="${t(locale.lang, 'form.hidePassword')}">${icon('eye')}</button></div></div>`;
}

function color(context: FieldContext): SafeHtml {
  const { field, id, locale } = context;
  const value = /^#[0-9a-f]{6}$/i.test(field.value) ? field.value : '#000000';
  return html`<div class="input-group form-color"><div class="input-group-prepend"><input type="color" class="form-control form-color-well" value="${value}" data-color-for="${id}" aria-label="${field.label}"${attr('disabled', field.isDisabled || field.isReadonly || context.isReadonly)}></div><input class="form-control mono" type="text" value="${field.value}"${controlAttributes(context)} maxlength="7" placeholder="#0b6b74" spellcheck="false" title="${t(locale.lang, 'form.colorValue')}"></div>`;
}

export const textFields: Readonly<Record<string, FieldRenderer>> = {
  text: { render: line },
  email: { render: line },
  phone: { render: line },
  number: { render: line },
  money: { render: line },
  date: { render: line },
  datetime: { render: line },
  time: { render: line },
  month: { render: line },
  url: { render: line },
  textarea: { render: area },
  password: { render: password },
  color: { render: color },
};
