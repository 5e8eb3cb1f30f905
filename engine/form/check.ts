// POST check: a field changed. Fields that depend on it lose their values and get new lists, level by level; then the solution's own
// `fm_{code}_checkItemField` may say what it thinks (set 1), change fields (set 2) and give options (set 3).

import type { FormField } from '../../metadata/kinds/form-field.ts';
import type { FieldChange, FieldOption } from '../../renderer/commands.ts';
import { plainText, sanitizeSolutionHtml } from '../../renderer/sanitize.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import { cell } from '../../sql/procedures.ts';
import type { ProcedureResult, Row } from '../../sql/procedures.ts';
import { callOptional } from '../call.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { placeOf, sentFields } from './body.ts';
import { labelOf } from './field-view.ts';
import { promptText } from './prompt.ts';
import { isYes } from './item.ts';
import { dictionaryValues, hasChoices, loadChoices, missingParents, parentsOf } from './options.ts';
import { refusals } from './outcome.ts';
import { itemFor } from './save.ts';
import { fieldOf, formScope, isEditable, procedureName } from './scope.ts';
import type { FormScope } from './scope.ts';
import { columnText, sentValue, shownText, storedText } from './values.ts';
import type { FieldValues } from './values.ts';

/** Runs the check; `body`: field, value, fields. The answer carries one `applyFields` command. */
export async function checkField(request: ComponentRequest<'form'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = formScope(request);
  const field = fieldOf(scope, body.field);
  if (field === undefined) throw new RequestError('badRequest', { detail: `form ${scope.code} has no such field for this visitor` });
  const values = await currentValues(scope, body);
  const cleared = descendantsOf(scope, field.code);
  // A check on load looks at the record as it is: nothing has been changed, so nothing is cleared.
  const isLoad = body.isLoad === true;
  const changes = new Map<string, FieldChange>();
  if (!isLoad) {
    for (const child of cleared) {
      values[child.code] = '';
      changes.set(child.code, { field: child.code, value: '', error: '' });
    }
  }
  changes.set(field.code, { field: field.code, error: '' });
  const said = field.checkOnChange || field.checkOnLoad || isLoad ? await callCheck(scope, field, values) : undefined;
  if (said !== undefined) {
    applyRows(scope, said, { field, values, changes });
    for (const child of descendantsOfChanged(scope, changes, cleared))
      if (!changes.has(child.code) && !isLoad) changes.set(child.code, { field: child.code, value: '' });
  }
  await addLists(scope, {
    values,
    changes,
    reload: isLoad ? [] : [...cleared, ...descendantsOfChanged(scope, changes, cleared)],
    given: optionRows(scope, said),
  });
  return { ok: true, commands: [{ type: 'applyFields', form: placeOf(scope, body).formId, changes: [...changes.values()] }] };
}

/** Fields whose lists depend on this one, directly or through others, in the form's order. */
function descendantsOf(scope: FormScope, code: string): FormField[] {
  const found = new Set<string>([code]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const field of scope.definition.fields) if (parentsOf(field).some((parent) => found.has(parent))) found.add(field.code);
  }
  found.delete(code);
  return scope.fields.filter((field) => found.has(field.code));
}

async function currentValues(scope: FormScope, body: ActionBody): Promise<FieldValues> {
  const sent = sentFields(body);
  const values: FieldValues = { ...(await itemFor(scope, sent)).values };
  for (const field of scope.fields) {
    if (!isEditable(scope, field) || !Object.hasOwn(sent, field.code)) continue;
    const value = sentValue(field, sent[field.code]);
    values[field.code] = Array.isArray(value)
      ? value.filter((part) => typeof part === 'string').join(',')
      : typeof value === 'string'
        ? value
        : '';
  }
  return values;
}

async function callCheck(scope: FormScope, field: FormField, values: FieldValues): Promise<ProcedureResult | undefined> {
  try {
    return await callOptional(scope.ctx, {
      name: procedureName(scope, 'checkItemField'),
      values: { field: field.code, value: storedText(field, values[field.code] ?? '', scope.ctx.visitor.timeZone) },
      dictionary: dictionaryValues(scope, values),
      isRead: true,
    });
  } catch (error) {
    if (!(error instanceof BusinessRefusal)) throw error;
    return {
      sets: [
        {
          columns: [
            { name: 'Result', type: 'int' },
            { name: 'Msg', type: 'nvarchar' },
          ],
          rows: [{ Result: 0, Msg: error.text }],
        },
      ],
      output: {},
      returnValue: 0,
      messages: [],
      ms: 0,
      rows: 1,
    };
  }
}

/** Sets 1 and 2: the word on the field itself, and rows `field, value, visible, required, disabled, error, label, html`. */
function applyRows(
  scope: FormScope,
  said: ProcedureResult,
  { field, values, changes }: { field: FormField; values: FieldValues; changes: Map<string, FieldChange> },
): void {
  for (const { field: named, message } of refusals(scope, said)) {
    const code = named === '' ? field.code : named;
    changes.set(code, { ...changes.get(code), field: code, error: message });
  }
  for (const row of said.sets[1]?.rows ?? []) {
    const target = scope.fields.find((other) => other.code.toLowerCase() === columnText(cell(row, 'field')).toLowerCase());
    if (target === undefined) continue;
    const change = rowChange(target, row, scope.ctx.visitor.timeZone);
    if (typeof change.value === 'string') values[target.code] = change.value;
    changes.set(target.code, { ...changes.get(target.code), ...change });
  }
}

function rowChange(field: FormField, row: Row, timeZone: string): FieldChange {
  const given = (name: string): unknown => cell(row, name) ?? undefined;
  const flag = (name: string): boolean | undefined => (given(name) === undefined ? undefined : isYes(given(name)));
  const markup = given('html');
  // NULL leaves a value alone, '' empties it.
  const change = {
    field: field.code,
    value:
      given('value') === undefined
        ? undefined
        : field.type === 'datetime'
          ? shownText(field, given('value'), timeZone)
          : columnText(given('value')),
    visible: flag('visible'),
    required: flag('required'),
    disabled: flag('disabled'),
    error: given('error') === undefined ? undefined : plainText(columnText(given('error'))),
    label: given('label') === undefined ? undefined : columnText(given('label')),
    html: markup === undefined ? undefined : sanitizeSolutionHtml(columnText(markup)).value,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as unknown as FieldChange;
}

/** Set 3: rows `field, Value, Text`. */
function optionRows(scope: FormScope, said: ProcedureResult | undefined): Map<string, FieldOption[]> {
  const found = new Map<string, FieldOption[]>();
  for (const row of said?.sets[2]?.rows ?? []) {
    const field = scope.fields.find((other) => other.code.toLowerCase() === columnText(cell(row, 'field')).toLowerCase());
    if (field === undefined) continue;
    const option = {
      value: columnText(cell(row, 'Value')),
      text: columnText(cell(row, 'Text') ?? cell(row, 'Value')),
      group: columnText(cell(row, 'Group')) || undefined,
    };
    found.set(field.code, [...(found.get(field.code) ?? []), option]);
  }
  return found;
}

/** When the procedure itself changed a parent, its children's lists are read again as well. */
function descendantsOfChanged(scope: FormScope, changes: ReadonlyMap<string, FieldChange>, known: readonly FormField[]): FormField[] {
  const changed = [...changes.values()].filter(
    (change) => change.value !== undefined && !known.some((field) => field.code === change.field),
  );
  return [...new Set(changed.flatMap((change) => descendantsOf(scope, change.field)))].filter((field) => !known.includes(field));
}

interface ListRequest {
  values: FieldValues;
  changes: Map<string, FieldChange>;
  reload: readonly FormField[];
  given: ReadonlyMap<string, FieldOption[]>;
}

async function addLists(scope: FormScope, { values, changes, reload, given }: ListRequest): Promise<void> {
  for (const [code, options] of given) changes.set(code, { ...changes.get(code), field: code, options });
  await Promise.all(
    reload
      .filter((field) => hasChoices(field) && !given.has(field.code))
      .map(async (field) => {
        const waitsFor = missingParents(scope, field, values);
        const { options } = waitsFor.length > 0 ? { options: [] } : await loadChoices(scope, field, { values });
        const { lang } = scope.ctx;
        const labels = waitsFor.map((parent) => labelOf(parent, lang));
        const placeholder = promptText({ field, lang, waitsFor: labels, hasOptions: options.length > 0 });
        changes.set(field.code, { ...changes.get(field.code), field: field.code, options, placeholder, waits: waitsFor.length > 0 });
      }),
  );
}
