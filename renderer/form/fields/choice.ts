// Fields whose value is one or several of a list: select, multiselect, autocomplete, radio, checkboxes, tree; and the yes-or-no ones.

import { attr, html } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import type { FieldOption } from '../../commands.ts';
import { icon } from '../../icons.ts';
import { t } from '../../locale.ts';
import type { Lang } from '../../locale.ts';
import type { FieldView, TreeNode } from '../view.ts';
import { controlAttributes, labelText } from './frame.ts';
import type { FieldContext, FieldRenderer } from './frame.ts';

/** Lists longer than this can be searched; shorter ones stay the browser's own, which every phone and reader knows best. */
const SEARCHABLE_FROM = 15;

function select(context: FieldContext): SafeHtml {
  const { field, isReadonly } = context;
  const chosen = new Set(valuesOf(field));
  const isMany = field.type === 'multiselect';
  const isSearched = field.type === 'autocomplete';
  // A select cannot be read-only: it is closed instead, and the server does not take its value.
  const closed = {
    ...context,
    isReadonly: false,
    field: { ...field, isReadonly: false, isDisabled: field.isDisabled || field.isReadonly || isReadonly || field.waitsFor.length > 0 },
  };
  return html`<select class="custom-select"${controlAttributes(closed)}${attr('multiple', isMany)}${attr('data-searchable', isMany || isSearched || field.options.length > SEARCHABLE_FROM)}${attr('data-remote', isSearched)}${attr('data-search-from', isSearched ? (field.searchFrom ?? 0) : undefined)}${attr('data-placeholder', promptIn(context))}>${isMany ? null : html`<option value="">${promptIn(context)}</option>`}${groups(
    field.options,
  ).map(({ group, options }) =>
    group === '' ? optionTags(options, chosen) : html`<optgroup label="${group}">${optionTags(options, chosen)}</optgroup>`,
  )}${lostOptions(field, chosen)}</select>`;
}

/** What decides about the words of an empty list. */
export interface ListState {
  readonly lang: Lang;
  readonly type: string;
  readonly waitsFor: readonly string[];
  readonly placeholder?: string;
  readonly hasOptions: boolean;
  readonly isRequired: boolean;
}

/** What an empty list says: what to choose first, or that one may choose. */
export function promptOf({ lang, type, waitsFor, placeholder, hasOptions, isRequired }: ListState): string {
  if (waitsFor.length > 0) return t(lang, 'form.chooseFirst', { fields: waitsFor.join(', ') });
  if (placeholder) return placeholder;
  if (type === 'autocomplete') return t(lang, 'form.search');
  if (!hasOptions) return t(lang, 'form.noOptions');
  return t(lang, isRequired ? 'form.choose' : 'form.notChosen');
}

function promptIn({ field, locale }: FieldContext): string {
  return promptOf({ ...field, lang: locale.lang, hasOptions: field.options.length > 0 });
}

function valuesOf(field: Pick<FieldView, 'value' | 'type'>): string[] {
  if (field.value === '') return [];
  const isMany = field.type === 'multiselect' || field.type === 'checkboxes' || field.type === 'tree';
  return isMany
    ? field.value
        .split(',')
        .map((value) => value.trim())
        .filter(Boolean)
    : [field.value];
}

function optionTags(options: readonly FieldOption[], chosen: ReadonlySet<string>): SafeHtml[] {
  return options.map(
    (option) =>
      html`<option value="${option.value}"${attr('selected', chosen.has(option.value))}${attr('data-icon', option.icon)}${attr('data-color', option.color)}>${option.text}</option>`,
  );
}

/** A stored value that the list no longer has is shown, so that opening and saving a record does not empty it unseen. */
function lostOptions(field: FieldView, chosen: ReadonlySet<string>): SafeHtml[] {
  const known = new Set(field.options.map((option) => option.value));
  return [...chosen]
    .filter((value) => !known.has(value))
    .map(
      (value) =>
        html`<option value="${value}" selected>${field.valueText !== undefined && chosen.size === 1 ? field.valueText : value}</option>`,
    );
}

function groups(options: readonly FieldOption[]): { group: string; options: FieldOption[] }[] {
  const found = new Map<string, FieldOption[]>();
  for (const option of options) {
    const group = found.get(option.group ?? '');
    if (group === undefined) found.set(option.group ?? '', [option]);
    else group.push(option);
  }
  return [...found].map(([group, members]) => ({ group, options: members }));
}

function radio(context: FieldContext): SafeHtml {
  return html`<div class="form-options" data-options="radio">${context.field.options.map((option, at) => tick(context, { option, at, type: 'radio' }))}${noOptions(context)}</div>`;
}

function checkboxes(context: FieldContext): SafeHtml {
  return html`<div class="form-options" data-options="checkbox">${context.field.options.map((option, at) => tick(context, { option, at, type: 'checkbox' }))}${noOptions(context)}</div>`;
}

function noOptions(context: FieldContext): SafeHtml | null {
  return context.field.options.length === 0 ? html`<p class="note mb-0">${promptIn(context)}</p>` : null;
}

function tick(context: FieldContext, { option, at, type }: { option: FieldOption; at: number; type: 'radio' | 'checkbox' }): SafeHtml {
  const { field, id, isReadonly } = context;
  const isChosen = valuesOf(field).includes(option.value);
  const isClosed = field.isDisabled || field.isReadonly || isReadonly;
  return html`<div class="custom-control custom-${type}"><input type="${type}" class="custom-control-input" id="${id}-${at}" name="${field.code}" value="${option.value}"${attr('checked', isChosen)}${attr('disabled', isClosed)}><label class="custom-control-label" for="${id}-${at}">${option.icon ? icon(option.icon) : null}${option.text}</label></div>`;
}

function toggle(context: FieldContext): SafeHtml {
  const { field, id, isReadonly } = context;
  const kind = field.type === 'switch' ? 'switch' : 'checkbox';
  const closed = {
    ...context,
    isReadonly: false,
    field: { ...field, isReadonly: false, isDisabled: field.isDisabled || field.isReadonly || isReadonly },
  };
  // An unticked box is an answer: it is marked neither optional nor required.
  const label = labelText({ ...context, field: { ...field, isRequired: true } });
  return html`<div class="custom-control custom-${kind}"><input type="checkbox" class="custom-control-input" value="True"${attr('checked', field.value === 'True')}${attr('role', kind === 'switch' ? 'switch' : undefined)}${controlAttributes(closed)}><label class="custom-control-label" for="${id}">${label}</label></div>`;
}

function tree(context: FieldContext): SafeHtml {
  const { field, id, isReadonly } = context;
  const chosen = new Set(valuesOf(field));
  const isClosed = field.isDisabled || field.isReadonly || isReadonly;
  let at = 0;
  const hasChosen = (node: TreeNode): boolean => chosen.has(node.value) || node.children.some(hasChosen);
  const branch = (nodes: readonly TreeNode[]): SafeHtml =>
    html`<ul class="form-tree-list">${nodes.map((node) => {
      const nodeId = `${id}-${at++}`;
      const box = html`<span class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="${nodeId}" name="${field.code}" value="${node.value}"${attr('checked', chosen.has(node.value))}${attr('disabled', isClosed)}><label class="custom-control-label" for="${nodeId}">${node.text}</label></span>`;
      if (node.children.length === 0) return html`<li>${box}</li>`;
      const isOpen = node.children.some(hasChosen);
      const label = t(context.locale.lang, isOpen ? 'form.collapse' : 'form.expand');
      return html`<li class="form-tree-branch"><button type="button" class="btn btn-icon btn-quiet btn-sm" data-form-do="branch" aria-expanded="${isOpen ? 'true' : 'false'}" aria-label="${label}: ${node.text}">${icon('chevron-right')}</button>${box}<div${attr('hidden', !isOpen)}>${branch(node.children)}</div></li>`;
    })}</ul>`;
  return html`<div class="form-tree" data-options="tree">${field.nodes.length === 0 ? html`<p class="note mb-0">${promptIn(context)}</p>` : branch(field.nodes)}</div>`;
}

export const choiceFields: Readonly<Record<string, FieldRenderer>> = {
  select: { render: select },
  multiselect: { render: select },
  autocomplete: { render: select },
  radio: { isGroup: true, render: radio },
  checkboxes: { isGroup: true, render: checkboxes },
  checkbox: { hasOwnLabel: true, render: toggle },
  switch: { hasOwnLabel: true, render: toggle },
  tree: { isGroup: true, render: tree },
};
