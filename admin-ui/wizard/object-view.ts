// The wizard for a new object as a page: names, columns, access.

import type { RequestContext } from '../../engine/request-context.ts';
import type { LocalText } from '../../metadata/kinds/shared.ts';
import { localText } from '../../metadata/local-text.ts';
import { attr, html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { ta } from '../texts.ts';
import type { RoleInfo, WizardCatalogue } from './catalogue.ts';
import { columnTemplate } from './column-card.ts';
import { checkbox, remarks, selectField, textField } from './controls.ts';
import { wizardFrame } from './frame.ts';
import { rowAccesses } from './spec.ts';

export function objectView(ctx: RequestContext, catalogue: WizardCatalogue): SafeHtml {
  const { lang } = ctx;
  return wizardFrame(ctx, {
    screen: 'wizard-object',
    apply: ta(lang, 'wizard.create'),
    steps: [
      { code: 'names', title: ta(lang, 'wizard.stepNames'), body: names(ctx, catalogue) },
      {
        code: 'columns',
        title: ta(lang, 'wizard.stepColumns'),
        lead: ta(lang, 'wizard.columnsLead'),
        body: html`${remarks('columns')}<div data-columns></div>
          <button type="button" class="btn btn-outline-secondary" data-add-column>${icon('plus-lg')}${ta(lang, 'wizard.addColumn')}</button>`,
      },
      { code: 'access', title: ta(lang, 'wizard.stepAccess'), body: access(ctx, catalogue) },
    ],
    templates: columnTemplate(ctx, catalogue),
  });
}

function names({ lang }: RequestContext, { tables }: WizardCatalogue): SafeHtml {
  const named = (place: 'title' | 'itemTitle', text: string, help: string): SafeHtml => html`<fieldset class="wizard-group">
    <legend>${text}</legend><p class="form-text">${help}</p>
    <div class="form-row">
      ${textField({ id: `w-${place}-en`, place: `${place}/en`, label: ta(lang, 'wizard.english'), lang: 'en', width: 'col-md-6' })}
      ${textField({ id: `w-${place}-ru`, place: `${place}/ru`, label: ta(lang, 'wizard.russian'), lang: 'ru', width: 'col-md-6' })}
    </div></fieldset>`;
  const existing = [
    { value: '', text: ta(lang, 'wizard.chooseTable') },
    ...[...tables.values()].map(({ name }) => ({ value: name, text: name })),
  ];
  return html`
    ${named('title', ta(lang, 'wizard.nameMany'), ta(lang, 'wizard.nameManyHelp'))}
    ${named('itemTitle', ta(lang, 'wizard.nameOne'), ta(lang, 'wizard.nameOneHelp'))}
    <div class="form-row">
      ${textField({ id: 'w-code', place: 'code', label: ta(lang, 'wizard.code'), help: ta(lang, 'wizard.codeHelp'), maxLength: 40, isCode: true, width: 'col-md-4' })}
      ${textField({ id: 'w-itemCode', place: 'itemCode', label: ta(lang, 'wizard.itemCode'), maxLength: 40, isCode: true, width: 'col-md-4' })}
      ${textField({ id: 'w-icon', place: 'icon', label: ta(lang, 'wizard.icon'), help: ta(lang, 'wizard.iconHelp'), value: 'collection', maxLength: 64, isCode: true, width: 'col-md-4' })}
    </div>
    <fieldset class="wizard-group"><legend>${ta(lang, 'wizard.source')}</legend>
      <div class="choice mb-3">
        ${choice({ name: 'source', value: 'new', title: ta(lang, 'wizard.sourceNew'), isOn: true })}
        ${choice({ name: 'source', value: 'existing', title: ta(lang, 'wizard.sourceExisting') })}
      </div>
      <div class="form-row">
        <div class="col-md-6" data-source="new">${textField({ id: 'w-prefix', place: 'prefix', label: ta(lang, 'wizard.prefix'), help: ta(lang, 'wizard.prefixHelp', { table: '…' }), maxLength: 16, isCode: true, width: '' })}</div>
        <div class="col-md-6" data-source="existing" hidden>${selectField({ id: 'w-table', place: 'table', label: ta(lang, 'wizard.existingTable'), options: existing, width: '' })}</div>
      </div>
    </fieldset>`;
}

function access({ lang }: RequestContext, { roles, points }: WizardCatalogue): SafeHtml {
  const accesses = rowAccesses.filter((rows) => rows !== 'point' || points !== undefined);
  return html`
    <fieldset class="wizard-group"><legend>${ta(lang, 'wizard.rolesTitle')}</legend>
      ${remarks('roles')}${remarks('editRoles')}
      <ul class="wizard-roles">${[...roles.map((role) => roleRow(lang, role)), roleRow(lang, { code: '*', title: ta(lang, 'wizard.everybody') })]}</ul>
    </fieldset>
    <fieldset class="wizard-group"><legend>${ta(lang, 'wizard.rowsTitle')}</legend>
      ${remarks('rows')}
      <div class="choice">${accesses.map((value) =>
        choice({
          name: 'rows',
          value,
          title: ta(lang, `wizard.rows_${value}`),
          text: ta(lang, `wizard.rows_${value}Help`),
          isOn: value === 'role',
        }),
      )}</div>
      <p class="form-text">${ta(lang, 'wizard.rowsNote')}</p>
    </fieldset>
    ${checkbox({ id: 'w-inMenu', place: 'inMenu', label: ta(lang, 'wizard.inMenu'), isOn: true })}`;
}

function roleRow(lang: RequestContext['lang'], { code, title }: Pick<RoleInfo, 'code' | 'title'>): SafeHtml {
  const name = localText(title as LocalText | undefined, lang) || code;
  const box = (kind: 'sees' | 'changes'): SafeHtml => html`<span class="custom-control custom-checkbox">
    <input type="checkbox" class="custom-control-input" id="w-${kind}-${code}" data-role-${kind}="${code}">
    <label class="custom-control-label" for="w-${kind}-${code}">${ta(lang, `wizard.${kind}`)}<span class="sr-only">: ${name}</span></label>
  </span>`;
  return html`<li><span class="wizard-role">${name}${code === '*' ? null : html` <code>${code}</code>`}</span>${box('sees')}${box('changes')}</li>`;
}

interface Choice {
  readonly name: string;
  readonly value: string;
  readonly title: string;
  readonly text?: string;
  readonly isOn?: boolean;
}

function choice({ name, value, title, text, isOn = false }: Choice): SafeHtml {
  return html`<label><input type="radio" name="${name}" value="${value}"${attr('checked', isOn)}><span>${title}${text === undefined ? null : html`<small>${text}</small>`}</span></label>`;
}
