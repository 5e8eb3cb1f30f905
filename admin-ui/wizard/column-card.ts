// One column in the wizards: everything that can be said of it. As a template whose `__` the browser replaces by a number.

import type { RequestContext } from '../../engine/request-context.ts';
import { html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { findText, ta } from '../texts.ts';
import type { WizardCatalogue } from './catalogue.ts';
import { checkbox, selectField, textField } from './controls.ts';
import { valueTypes } from './spec.ts';

const FLAGS = ['required', 'unique', 'inList', 'inForm', 'filter', 'sort', 'search', 'inline'] as const;
const ON_AT_FIRST: ReadonlySet<string> = new Set(['inList', 'inForm', 'sort']);

export function columnTemplate(ctx: RequestContext, catalogue: WizardCatalogue): SafeHtml {
  const { lang } = ctx;
  const button = (name: string, glyph: string, text: string): SafeHtml =>
    html`<button type="button" class="btn btn-icon btn-quiet btn-sm" data-column-${name} aria-label="${text}" title="${text}">${icon(glyph)}</button>`;
  return html`<template data-column-template>
    <fieldset class="wizard-column card" data-column>
      <div class="wizard-column-head"><legend data-legend></legend><span class="wizard-column-buttons">
        ${button('up', 'arrow-up', ta(lang, 'wizard.moveUp'))}${button('down', 'arrow-down', ta(lang, 'wizard.moveDown'))}${button('remove', 'trash', ta(lang, 'wizard.remove'))}
      </span></div>
      <div class="card-body">${columnFields(ctx, catalogue)}</div>
    </fieldset>
  </template>`;
}

/** The fields alone. */
export function columnFields({ lang }: RequestContext, { tables }: WizardCatalogue): SafeHtml {
  const tableOptions = [
    { value: '', text: ta(lang, 'wizard.chooseTable') },
    ...[...tables.values()].map(({ name }) => ({ value: name, text: name })),
  ];
  return html`<div class="form-row">
      ${textField({ id: 'c__-en', place: 'title/en', label: ta(lang, 'wizard.titleEn'), lang: 'en', width: 'col-md-4' })}
      ${textField({ id: 'c__-ru', place: 'title/ru', label: ta(lang, 'wizard.titleRu'), lang: 'ru', width: 'col-md-4' })}
      ${textField({ id: 'c__-code', place: 'code', label: ta(lang, 'wizard.code'), maxLength: 60, isCode: true, width: 'col-md-4' })}
    </div>
    <div class="form-row">
      ${selectField({
        id: 'c__-type',
        place: 'type',
        label: ta(lang, 'wizard.type'),
        options: valueTypes.map((value) => ({ value, text: findText(lang, `wizard.type_${value}`) ?? value })),
        width: 'col-md-4',
      })}
      <div class="col-md-2" data-for-type="text">${textField({ id: 'c__-length', place: 'length', label: ta(lang, 'wizard.length'), type: 'number', value: '200', width: '' })}</div>
      <div class="col-md-4" data-not-for-type="reference">${textField({ id: 'c__-default', place: 'default', label: ta(lang, 'wizard.default'), help: ta(lang, 'wizard.defaultHelp'), width: '' })}</div>
    </div>
    <div class="form-row" data-for-type="choice">
      ${textField({ id: 'c__-options', place: 'options', label: ta(lang, 'wizard.options'), help: ta(lang, 'wizard.optionsHelp'), rows: 4, maxLength: 8000, isCode: true, width: 'col-md-8' })}
    </div>
    <div class="form-row" data-for-type="reference">
      ${selectField({ id: 'c__-table', place: 'reference/table', label: ta(lang, 'wizard.refTable'), options: tableOptions, width: 'col-md-4' })}
      ${selectField({ id: 'c__-text', place: 'reference/text', label: ta(lang, 'wizard.refText'), options: [], width: 'col-md-4' })}
      ${selectField({ id: 'c__-rows', place: 'reference/rows', label: ta(lang, 'wizard.refRows'), options: [{ value: '', text: ta(lang, 'wizard.refAll') }], width: 'col-md-4' })}
    </div>
    <div class="wizard-flags" role="group" aria-label="${ta(lang, 'wizard.flags')}">
      ${FLAGS.map((flag) => checkbox({ id: `c__-${flag}`, place: flag, label: ta(lang, `wizard.${flag}`), isOn: ON_AT_FIRST.has(flag) }))}
    </div>`;
}
