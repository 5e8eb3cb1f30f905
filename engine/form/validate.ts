// Turns what the browser sent into the values that a procedure may have. Only fields that this visitor sees, may change and that are shown
// by the conditions are read; every other field keeps the record's own value. What is wrong is said field by field.

import type { FormField } from '../../metadata/kinds/form-field.ts';
import type { FieldError } from '../../renderer/commands.ts';
import { formState } from '../../renderer/form/state.ts';
import type { FieldState } from '../../renderer/form/state.ts';
import { formatDate, localText, t } from '../../renderer/locale.ts';
import { sanitizeSolutionHtml, sanitizeUserHtml } from '../../renderer/sanitize.ts';
import { isRepeated, relativeDay, zoneOf } from '../../renderer/wall-time.ts';
import type { FormItem } from './item.ts';
import { foreignValues, hasChoices, parentsOf } from './options.ts';
import { schemaErrors, typedValue } from './schema.ts';
import { isEditable, rulesOf } from './scope.ts';
import type { FormScope } from './scope.ts';
import { isMultiple, sentValue } from './values.ts';
import type { FieldValues } from './values.ts';

export interface Validated {
  /** Every field of the definition in invariant form. */
  readonly values: FieldValues;
  readonly errors: readonly FieldError[];
}

/** Whether the record has to be read before its fields can be put together. */
export function needsItem(scope: FormScope, sent: Readonly<Record<string, unknown>>): boolean {
  if (scope.isNew || scope.definition.versionField !== undefined) return true;
  if (scope.definition.fields.length !== scope.fields.length) return true;
  const { timeZone } = scope.ctx.visitor;
  const isAmbiguous = (field: FormField): boolean => {
    const value = sent[field.code];
    return field.type === 'datetime' && typeof value === 'string' && isRepeated(value, zoneOf(field, timeZone));
  };
  return scope.fields.some(
    (field) => isAmbiguous(field) || field.disabledWhen !== undefined || !isEditable(scope, field) || !Object.hasOwn(sent, field.code),
  );
}

/** Checks the sent fields; `only` limits the check (not the values) to some of them. */
export async function validateFields(
  scope: FormScope,
  sent: Readonly<Record<string, unknown>>,
  { item, only }: { item: FormItem; only?: ReadonlySet<string> },
): Promise<Validated> {
  const merged = mergeSent(scope, sent, item);
  const state = formState(rulesOf(scope.definition), texts(merged));
  const open = scope.fields.filter((field) => isOpen(scope, field, state.get(field.code)));
  const openCodes = new Set(open.map((field) => field.code));
  const raw: Record<string, unknown> = {};
  for (const field of scope.definition.fields)
    raw[field.code] = openCodes.has(field.code) ? merged[field.code] : closedValue(scope, field, { item, state });
  for (const field of open) if (field.type === 'html') raw[field.code] = cleanHtml(scope, raw[field.code]);

  const values = texts(raw);
  const errors = new Map<string, string>();
  const checked = open.filter((field) => only === undefined || only.has(field.code));
  for (const field of checked) {
    const missing = missingSentence(scope, field, { value: raw[field.code], isRequired: state.get(field.code)?.isRequired === true });
    if (missing !== undefined) errors.set(field.code, missing);
  }
  const filled = checked.filter((field) => !errors.has(field.code) && !isEmpty(raw[field.code]));
  const typed = Object.fromEntries(filled.map((field) => [field.code, typedValue(field, raw[field.code])]));
  for (const [code, message] of schemaErrors(scope.definition, typed, scope.ctx.lang)) errors.set(code, message);
  for (const field of filled) {
    const message = errors.has(field.code)
      ? undefined
      : (boundSentence(scope, field, values[field.code] ?? '') ?? peerSentence(scope, field, values));
    if (message !== undefined) errors.set(field.code, message);
  }
  await Promise.all(
    filled
      .filter((field) => hasChoices(field) && !errors.has(field.code))
      .map(async (field) => {
        const value = raw[field.code];
        const chosen = Array.isArray(value) ? value.map(String) : [String(value)];
        const foreign = await foreignValues(scope, field, { chosen, values });
        if (foreign.length > 0)
          errors.set(field.code, t(scope.ctx.lang, parentsOf(field).length > 0 ? 'form.notOptionOf' : 'form.notOption'));
      }),
  );
  // In the form's order, so that the summary reads like the form.
  const list = scope.fields.flatMap((field) => {
    const message = errors.get(field.code);
    return message === undefined ? [] : [{ field: field.code, message }];
  });
  return { values, errors: list };
}

function mergeSent(scope: FormScope, sent: Readonly<Record<string, unknown>>, item: FormItem): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...item.values };
  for (const field of scope.fields) {
    if (isEditable(scope, field) && Object.hasOwn(sent, field.code)) merged[field.code] = sentValue(field, sent[field.code]);
  }
  return merged;
}

function isOpen(scope: FormScope, field: FormField, state: FieldState | undefined): boolean {
  return isEditable(scope, field) && state?.isVisible === true && !state.isDisabled;
}

/** A field that conditions hide is saved empty; one that they close, or that is not the visitor's, keeps the record's value. */
function closedValue(
  scope: FormScope,
  field: FormField,
  { item, state }: { item: FormItem; state: ReadonlyMap<string, FieldState> },
): string {
  const isHidden = state.get(field.code)?.isVisible === false && isEditable(scope, field) && scope.fields.includes(field);
  return isHidden ? '' : (item.values[field.code] ?? '');
}

function cleanHtml(scope: FormScope, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const clean = mayWriteHtml(scope) ? sanitizeSolutionHtml(value) : sanitizeUserHtml(value);
  // An editor that was emptied leaves its last line behind.
  return /^(\s|<br\s*\/?>|<\/?(div|p)>|&nbsp;)*$/.test(clean.value) ? '' : clean.value;
}

function mayWriteHtml({ ctx }: FormScope): boolean {
  return [...ctx.visitor.roles].some((role) => {
    const stored = ctx.app.definitions.get('role', role);
    return stored !== undefined && 'definition' in stored && stored.definition.permissions.includes('trustHtml');
  });
}

function missingSentence(
  scope: FormScope,
  field: FormField,
  { value, isRequired }: { value: unknown; isRequired: boolean },
): string | undefined {
  const { lang } = scope.ctx;
  const isTick = field.type === 'checkbox' || field.type === 'switch';
  const isMissing = isEmpty(value) || (isTick && field.type === 'checkbox' && value === 'False');
  // An existing record's password is kept when none is typed.
  if (!isRequired || !isMissing || (field.type === 'password' && !scope.isNew)) return undefined;
  if (isTick) return t(lang, 'form.requiredTick');
  if (hasChoices(field)) return t(lang, 'form.requiredChoice');
  return t(
    lang,
    field.type === 'file' || field.type === 'files' || field.type === 'image' || field.type === 'images'
      ? 'form.requiredFile'
      : 'form.required',
  );
}

function boundSentence(scope: FormScope, field: FormField, value: string): string | undefined {
  if (!['date', 'datetime', 'time', 'month'].includes(field.type)) return undefined;
  const min = momentBound(scope, field.min);
  const max = momentBound(scope, field.max);
  const shown = (bound: string): string =>
    field.type === 'time'
      ? bound
      : formatDate(scope.ctx.lang === 'ru' ? { lang: 'ru', timeZone: 'UTC' } : { lang: 'en', timeZone: 'UTC' }, bound.slice(0, 10));
  const size = field.type === 'time' ? 5 : field.type === 'month' ? 7 : field.type === 'date' ? 10 : 16;
  if (min !== undefined && value.slice(0, size) < min.slice(0, size)) return t(scope.ctx.lang, 'form.tooEarly', { min: shown(min) });
  if (max !== undefined && value.slice(0, size) > max.slice(0, size)) return t(scope.ctx.lang, 'form.tooLate', { max: shown(max) });
  return undefined;
}

/** An earliest or latest moment as invariant text; `today+7` counts from today in the visitor's zone. */
export function momentBound(scope: FormScope, bound: number | string | undefined): string | undefined {
  if (typeof bound !== 'string' || bound === '') return undefined;
  return relativeDay(bound, scope.ctx.visitor.timeZone) ?? bound;
}

function peerSentence(scope: FormScope, field: FormField, values: FieldValues): string | undefined {
  const { lang } = scope.ctx;
  const labelOf = (other: FormField): string => localText(lang, other.title) || other.code;
  const same = field.sameAs === undefined ? undefined : scope.fields.find((other) => other.code === field.sameAs);
  if (same !== undefined && values[same.code] !== values[field.code]) return t(lang, 'form.notSame', { label: labelOf(same) });
  if (field.uniqueGroup === undefined) return undefined;
  const before = scope.fields.slice(0, scope.fields.indexOf(field));
  const twin = before.find((other) => other.uniqueGroup === field.uniqueGroup && values[other.code] === values[field.code]);
  return twin === undefined ? undefined : t(lang, 'form.notUnique', { label: labelOf(twin) });
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** Checked or unchecked values as text; what is no value at all counts as empty for conditions and never reaches a procedure. */
function texts(values: Readonly<Record<string, unknown>>): FieldValues {
  const out: FieldValues = {};
  for (const [code, value] of Object.entries(values)) {
    out[code] =
      typeof value === 'string'
        ? value
        : Array.isArray(value)
          ? value.filter((part) => typeof part === 'string' || typeof part === 'number').join(',')
          : '';
  }
  return out;
}

/** Whether a field's text is several values. */
export function listOf(field: FormField, text: string): string[] {
  if (text === '') return [];
  return isMultiple(field) ? text.split(',') : [text];
}
