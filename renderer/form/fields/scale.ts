// Values on a scale: range (a slider that says its value) and rating (radio buttons that look like stars).

import { attr, html } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { icon } from '../../icons.ts';
import { t } from '../../locale.ts';
import { toLocalNumber } from '../number-text.ts';
import { controlAttributes } from './frame.ts';
import type { FieldContext, FieldRenderer } from './frame.ts';

function range(context: FieldContext): SafeHtml {
  const { field, id, locale, isReadonly } = context;
  const min = Number(field.min ?? 0);
  const value = field.value === '' ? String(min) : field.value;
  const closed = {
    ...context,
    isReadonly: false,
    field: { ...field, isReadonly: false, isDisabled: field.isDisabled || field.isReadonly || isReadonly },
  };
  return html`<div class="form-range"><input type="range" class="custom-range" value="${value}" min="${min}" max="${field.max ?? 100}"${attr('step', field.step)}${controlAttributes(closed)}><output for="${id}" class="num">${field.prefix}${toLocalNumber(value, { lang: locale.lang })}${field.suffix ? `\u00a0${field.suffix}` : null}</output></div>`;
}

function rating(context: FieldContext): SafeHtml {
  const { field, id, locale, isReadonly } = context;
  const most = Math.min(Math.max(Number(field.max ?? 5), 1), 10);
  const value = Math.round(Number(field.value) || 0);
  const isClosed = field.isDisabled || field.isReadonly || isReadonly;
  const star = (at: number): SafeHtml =>
    html`<input type="radio" class="sr-only" id="${id}-${at}" name="${field.code}" value="${at === 0 ? '' : at}"${attr('checked', value === at)}${attr('disabled', isClosed)}><label for="${id}-${at}"${attr('class', at === 0 ? 'form-rating-none' : undefined)} title="${at === 0 ? t(locale.lang, 'form.ratingNone') : at}"><span class="sr-only">${at === 0 ? t(locale.lang, 'form.ratingNone') : t(locale.lang, 'form.ratingOf', { value: at, max: most })}</span>${icon(at === 0 ? 'x-lg' : 'star')}${at === 0 ? null : icon('star-fill')}</label>`;
  return html`<div class="form-rating" data-options="rating">${Array.from({ length: most }, (_, at) => star(at + 1))}${field.isRequired ? null : star(0)}</div>`;
}

export const scaleFields: Readonly<Record<string, FieldRenderer>> = {
  range: { render: range },
  rating: { isGroup: true, render: rating },
};
