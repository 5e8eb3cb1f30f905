// What stands around every control: label or legend, mark of optional fields, help, the place of the error. Controls are joined to them
// with `aria-describedby`, so a screen reader says what the eye sees.

import { attr, html } from '../../html.ts';
import type { HtmlPart, SafeHtml } from '../../html.ts';
import { icon } from '../../icons.ts';
import { t } from '../../locale.ts';
import type { Locale } from '../../locale.ts';
import type { FieldView } from '../view.ts';

/** One control to be rendered: the field, the ids that join its parts, and the visitor's locale. */
export interface FieldContext {
  readonly field: FieldView;
  /** Id of the control; its label, help and error are named after it. */
  readonly id: string;
  readonly formId: string;
  readonly itemID: string;
  readonly locale: Locale;
  readonly isReadonly: boolean;
  /** Whether fields that may stay empty say so. */
  readonly marksOptional: boolean;
}

/** Renders the control of one field type. `isGroup` controls are several inputs under one legend. */
export interface FieldRenderer {
  readonly isGroup?: boolean;
  /** The control brings its own label (checkboxes). */
  readonly hasOwnLabel?: boolean;
  /** Shows text instead of a control, so there is nothing for a label to point at. */
  readonly isText?: boolean;
  render(context: FieldContext): SafeHtml;
}

/** Attributes that every control has: id, name, description, required, disabled. */
export function controlAttributes({ field, id, isReadonly }: FieldContext, name = field.code): SafeHtml {
  const describedBy = [field.help ? `${id}-help` : '', `${id}-error`].filter(Boolean).join(' ');
  return html` id="${id}" name="${name}" aria-describedby="${describedBy}"${attr('required', field.isRequired)}${attr('disabled', field.isDisabled)}${attr('readonly', isReadonly || field.isReadonly)}${attr('autocomplete', field.autocompleteAttr)}${attr('autofocus', field.hasFocus)}`;
}

/** The field with its label, help and place for an error. */
export function renderFrame(context: FieldContext, { renderer, control }: { renderer: FieldRenderer; control: SafeHtml }): SafeHtml {
  const { field, id } = context;
  const wrap = html` data-field="${field.code}" data-type="${field.type}"${attr('data-required', field.isRequired)}${attr('hidden', !field.isVisible)}`;
  const className = `form-group form-field form-field-${field.type}${field.isDependent ? ' form-field-dependent' : ''}${field.cssClass ? ` ${field.cssClass}` : ''}`;
  const end = html`${help(context)}${errorPlace(id)}`;
  if (renderer.hasOwnLabel) return html`<div class="${className}"${wrap}>${control}${end}</div>`;
  if (renderer.isText) {
    return html`<div class="${className}"${wrap} role="group" aria-labelledby="${id}-label"><span class="form-label${field.isLabelHidden ? ' sr-only' : ''}" id="${id}-label">${field.label}</span>${control}${help(context)}</div>`;
  }
  if (renderer.isGroup) {
    const describedBy = [field.help ? `${id}-help` : '', `${id}-error`].filter(Boolean).join(' ');
    return html`<fieldset class="${className}"${wrap} id="${id}" tabindex="-1" aria-describedby="${describedBy}"><legend${attr('class', field.isLabelHidden ? 'sr-only' : undefined)}>${labelText(context)}</legend>${control}${end}</fieldset>`;
  }
  return html`<div class="${className}"${wrap}><label for="${id}"${attr('class', field.isLabelHidden ? 'sr-only' : undefined)}>${labelText(context)}</label>${control}${end}</div>`;
}

/** The words of a label; optional fields are marked, required ones are not. */
export function labelText({ field, locale, isReadonly, marksOptional }: FieldContext): SafeHtml {
  const isMarked = marksOptional && !field.isRequired && !field.isReadonly && !isReadonly && field.type !== 'static';
  return html`<span class="form-label-text">${field.label}</span>${isMarked ? html` <span class="form-optional">${t(locale.lang, 'form.optional')}</span>` : null}${field.tooltip ? html` <button type="button" class="form-tip" data-toggle="tooltip" title="${field.tooltip}" aria-label="${field.tooltip}">${icon('question-circle')}</button>` : null}`;
}

/** Prefix and suffix beside an input. */
export function withAddons(field: FieldView, control: HtmlPart): SafeHtml {
  if (!field.prefix && !field.suffix) return html`${control}`;
  const side = (at: 'prepend' | 'append', text: string | undefined): SafeHtml | null =>
    text ? html`<div class="input-group-${at}"><span class="input-group-text">${text}</span></div>` : null;
  return html`<div class="input-group">${side('prepend', field.prefix)}${control}${side('append', field.suffix)}</div>`;
}

/** What a field of a form for reading shows instead of a control. */
export function readonlyText(context: FieldContext, text: HtmlPart): SafeHtml {
  const isEmpty = text === '' || text === undefined || text === null;
  return html`<div class="form-value" id="${context.id}" tabindex="-1">${isEmpty ? html`<span class="muted">${t(context.locale.lang, 'form.empty')}</span>` : text}</div>`;
}

function help({ field, id }: FieldContext): SafeHtml | null {
  return field.help ? html`<div class="form-text" id="${id}-help">${field.help}</div>` : null;
}

function errorPlace(id: string): SafeHtml {
  return html`<div class="invalid-feedback" id="${id}-error" hidden>${icon('exclamation-circle')}<span></span></div>`;
}
