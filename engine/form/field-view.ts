// One field of a loaded form as the renderer wants it: localised texts, value in invariant form, choices, state.

import { fileFieldTypes } from '../../metadata/kinds/form-field.ts';
import type { FormField } from '../../metadata/kinds/form-field.ts';
import type { FieldState } from '../../renderer/form/state.ts';
import type { FieldView } from '../../renderer/form/view.ts';
import { sanitizeSolutionHtml, sanitizeUserHtml } from '../../renderer/sanitize.ts';
import { html, safeUrl } from '../../renderer/html.ts';
import { localText } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import { cell } from '../../sql/procedures.ts';
import { plainValue } from './display.ts';
import { fileFieldParts, isFileField } from './files.ts';
import { renderMarkdown } from './markdown.ts';
import type { FormItem } from './item.ts';
import { hasChoices, loadChoices, missingParents, parentsOf } from './options.ts';
import type { FieldChoices } from './options.ts';
import { isEditable } from './scope.ts';
import type { FormScope } from './scope.ts';
import { columnText, isMultiple } from './values.ts';
import { listOf, momentBound } from './validate.ts';

/** Builds the view of one field; its dictionary is read here. */
export async function fieldView(
  scope: FormScope,
  field: FormField,
  { item, state }: { item: FormItem; state: FieldState | undefined },
): Promise<FieldView> {
  const { lang } = scope.ctx;
  const value = item.values[field.code] ?? '';
  const isReadonly = !isEditable(scope, field);
  const isShown = state?.isVisible !== false;
  // Also for fields that conditions hide now: the browser may show them without asking.
  const choices: FieldChoices =
    hasChoices(field) && field.type !== 'hidden' ? await loadChoices(scope, field, { values: item.values }) : { options: [], nodes: [] };
  const text = (part: Parameters<typeof localText>[1]): string | undefined => localText(lang, part) || undefined;
  const isNumber = field.type === 'number' || field.type === 'range';
  return {
    code: field.code,
    type: field.type,
    label: labelOf(field, lang),
    // The editor parses it in the live page; what came into the table past the form's own check must not run there.
    value: field.type === 'html' ? sanitizeSolutionHtml(value).value : value,
    valueText: shownText(scope, field, { value, choices, item }),
    valueHtml: field.type === 'html' ? sanitizeUserHtml(value) : field.type === 'markdown' ? renderMarkdown(value) : undefined,
    options: choices.options,
    nodes: choices.nodes,
    waitsFor: missingParents(scope, field, item.values).map((parent) => labelOf(parent, lang)),
    isVisible: isShown,
    isRequired: state?.isRequired === true,
    isDisabled: state?.isDisabled === true,
    isReadonly,
    help: text(field.help),
    placeholder: text(hasChoices(field) ? (field.emptyText ?? field.placeholder) : field.placeholder),
    tooltip: text(field.tooltip),
    prefix: text(field.prefix),
    suffix: text(field.suffix) ?? (field.type === 'money' ? currencySign(scope, field, item) : undefined),
    width: field.width,
    min: isNumber ? field.min : momentBound(scope, field.min),
    max: field.type === 'rating' ? field.maxRating : isNumber ? field.max : momentBound(scope, field.max),
    step: field.step,
    minLength: field.minLength,
    maxLength: field.maxLength,
    pattern: field.pattern,
    mask: field.mask,
    rows: field.rows,
    digits: field.decimals,
    autocompleteAttr: field.autocompleteAttr,
    inputMode: field.inputMode,
    language: field.type === 'code' ? field.language : undefined,
    source: fileFieldTypes.has(field.type) ? field.resource : field.type === 'subtable' ? field.table : undefined,
    searchFrom: field.dictionary?.minLength,
    ...(isFileField(field) ? await fileFieldParts(scope, field) : {}),
    isDependent: parentsOf(field).length > 0 || field.visibleWhen !== undefined,
    isNewRow: field.newRow,
    isLabelHidden: field.hideLabel,
    isMultiple: isMultiple(field),
    maxItems: field.maxItems,
    allowsNew: field.allowNew,
    hasFocus: field.autofocus,
    link:
      field.link === undefined
        ? undefined
        : safeUrl(
            field.link.replace(/\{(\w+)\}/g, (_, name: string) =>
              encodeURIComponent(name === 'itemID' ? scope.itemID : columnText(cell(item.row, name))),
            ),
          ),
    cssClass: field.cssClass,
  };
}

export function labelOf(field: FormField, lang: Lang): string {
  return localText(lang, field.title) || field.code;
}

/** Text of a field for reading; a companion column `{field}_text` of getItem saves the dictionary the question. */
function shownText(
  scope: FormScope,
  field: FormField,
  { value, choices, item }: { value: string; choices: FieldChoices; item: FormItem },
): string | undefined {
  const companion = columnText(cell(item.row, `${field.code}_text`));
  if (companion !== '') return companion;
  if (!hasChoices(field)) return plainValue(scope, field, value);
  const texts = new Map(choices.options.map((option) => [option.value.toLowerCase(), option.text]));
  return listOf(field, value)
    .map((part) => texts.get(part.toLowerCase()) ?? part)
    .join(', ');
}

const signs = new Map<string, string>();

/** The sign of a currency: `RUB` → `₽`; `{currency}` names a column of getItem. */
function currencySign(_scope: FormScope, field: FormField, item: FormItem): string {
  const given = field.currency ?? 'RUB';
  const code = given.startsWith('{') ? columnText(cell(item.row, given.slice(1, -1))) || 'RUB' : given;
  let sign = signs.get(code);
  if (sign === undefined) {
    try {
      const parts = new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
      sign = parts.find((part) => part.type === 'currency')?.value ?? code;
    } catch {
      sign = code;
    }
    signs.set(code, sign);
  }
  return sign;
}

/** For `{col-name}` in custom markup where no such field exists: the column's text, escaped. */
export function columnHtml(item: FormItem, name: string) {
  return html`${columnText(cell(item.row, name))}`;
}
