// POST save: may this visitor save, was it sent before, did somebody else change the record, are the fields right, does the procedure's
// check agree; then `fm_{code}_saveItem`, its external actions, and what the browser shall do.

import type { FieldConflict } from '../../renderer/commands.ts';
import { localText, t } from '../../renderer/locale.ts';
import { cell } from '../../sql/procedures.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import { isPartAllowed } from '../access.ts';
import { callOptional, callRequired } from '../call.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { enqueueActions } from '../outbox.ts';
import { placeOf, sentFields } from './body.ts';
import type { FormPlace } from './body.ts';
import { displayText } from './display.ts';
import { removeDraft } from './drafts.ts';
import { isFileField, provenFiles, settleFiles } from './files.ts';
import { once } from './idempotency.ts';
import { loadItem } from './item.ts';
import type { FormItem } from './item.ts';
import { dictionaryValues } from './options.ts';
import { refusals, refusedAnswer, savedAnswer } from './outcome.ts';
import { canSave, formScope, isEditable, isNewItem, procedureName } from './scope.ts';
import type { FormScope } from './scope.ts';
import { inTurn } from './turns.ts';
import { needsItem, validateFields } from './validate.ts';
import type { FieldValues } from './values.ts';
import { columnText, defaultValue } from './values.ts';

/** Runs a save; `body`: fields, version, idempotencyKey, button, form (element id), mode. */
export async function saveForm(request: ComponentRequest<'form'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = formScope(request);
  requireSave(scope);
  const place = placeOf(scope, body);
  const save = (): Promise<ActionAnswer> => saveOnce(scope, { body, place });
  const isGuarded = scope.definition.versionField !== undefined && !isNewItem(scope.itemID);
  return once(scope.ctx, { scope: `${scope.code}:${scope.itemID}`, key: body.idempotencyKey }, () =>
    isGuarded ? inTurn(`${scope.code}:${scope.itemID}`, save) : save(),
  );
}

/** POST checkStep: the fields of one step of a wizard, before the next one opens. */
export async function checkStep(request: ComponentRequest<'form'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = formScope(request);
  requireSave(scope);
  const step = scope.definition.steps.find((one) => one.code === body.step);
  if (step === undefined) throw new RequestError('badRequest', { detail: 'there is no such step' });
  const groups = scope.definition.groups.filter((group) => step.groups.includes(group.code));
  const only = new Set([...step.fields, ...groups.flatMap((group) => group.fields)]);
  const sent = await provenFiles(scope, sentFields(body), body);
  const { errors } = await validateFields(scope, sent, { item: await itemFor(scope, sent), only });
  return errors.length === 0 ? { ok: true, commands: [] } : refusedAnswer(scope, placeOf(scope, body), errors);
}

/** The record as far as it is needed to put the sent fields together. */
export async function itemFor(scope: FormScope, sent: Readonly<Record<string, unknown>>): Promise<FormItem> {
  if (needsItem(scope, sent)) return loadItem(scope);
  const values: FieldValues = {};
  for (const field of scope.definition.fields) values[field.code] = scope.isNew ? defaultValue(scope, field) : '';
  return { values, row: undefined, settings: undefined, version: '' };
}

function requireSave(scope: FormScope): void {
  if (!canSave(scope))
    throw new RequestError('forbidden', {
      text: t(scope.ctx.lang, 'form.noRight'),
      detail: `form ${scope.code} may not be saved by these roles`,
    });
}

async function saveOnce(scope: FormScope, { body, place }: { body: ActionBody; place: FormPlace }): Promise<ActionAnswer> {
  const sent = await provenFiles(scope, sentFields(body), body);
  const item = await itemFor(scope, sent);
  const version = typeof body.version === 'string' ? body.version : '';
  const isChanged = scope.definition.versionField !== undefined && !scope.isNew && version !== item.version;
  const { values, errors } = await validateFields(scope, sent, { item });
  if (isChanged) return conflictAnswer(scope, place, { values, item });
  if (errors.length > 0) return refusedAnswer(scope, place, errors);

  const dictionary = dictionaryValues(scope, values, item);
  if (scope.definition.versionField !== undefined) dictionary.set(scope.definition.versionField, version);
  dictionary.set('button', buttonOf(scope, body.button));
  try {
    const check = await callOptional(scope.ctx, { name: procedureName(scope, 'checkItem'), dictionary, isRead: true });
    const checked = refusals(scope, check);
    if (checked.length > 0) return refusedAnswer(scope, place, checked);
    const result = await callRequired(scope.ctx, { name: procedureName(scope, 'saveItem'), dictionary, isRead: false });
    return await answerOf(scope, place, { result, values, body });
  } catch (error) {
    if (error instanceof BusinessRefusal) return refusedAnswer(scope, place, [{ field: '', message: error.text }]);
    throw error;
  }
}

async function answerOf(
  scope: FormScope,
  place: FormPlace,
  { result, values, body }: { result: ProcedureResult; values: FieldValues; body: ActionBody },
): Promise<ActionAnswer> {
  const refused = refusals(scope, result);
  if (refused.length > 0) {
    // A procedure that compares the version itself says so, and the visitor chooses as after our own comparison.
    const isConflict = columnText(cell(result.sets[0]?.rows[0], 'type')).toLowerCase() === 'conflict';
    return isConflict ? conflictAnswer(scope, place, { values, item: await loadItem(scope) }) : refusedAnswer(scope, place, refused);
  }
  await enqueueActions(scope.ctx, result.sets[1]?.rows ?? []);
  await removeDraft(scope);
  const answer = savedAnswer(scope, place, result);
  const itemID = columnText(cell(result.sets[0]?.rows[0], 'itemID')) || scope.itemID;
  const notKept = await settleFiles(scope, { values, body, itemID });
  return notKept === undefined
    ? answer
    : { ...answer, commands: [...answer.commands, { type: 'message', kind: 'warning', text: notKept }] };
}

async function conflictAnswer(
  scope: FormScope,
  place: FormPlace,
  { values, item }: { values: FieldValues; item: FormItem },
): Promise<ActionAnswer> {
  const { lang } = scope.ctx;
  const differing = scope.fields.filter(
    (field) =>
      isEditable(scope, field) &&
      field.type !== 'password' &&
      !isFileField(field) &&
      (values[field.code] ?? '') !== (item.values[field.code] ?? ''),
  );
  const fields: FieldConflict[] = await Promise.all(
    differing.map(async (field) => ({
      field: field.code,
      label: localText(lang, field.title) || field.code,
      mine: await displayText(scope, field, values),
      theirs: await displayText(scope, field, item.values),
      theirsValue: item.values[field.code] ?? '',
    })),
  );
  const text = t(lang, fields.length === 0 ? 'form.conflictNoFields' : 'form.conflictText');
  return { ok: false, status: 409, commands: [{ type: 'conflict', form: place.formId, text, version: item.version, fields }] };
}

function buttonOf(scope: FormScope, code: unknown): string {
  const button = scope.definition.buttons.find((one) => one.code === code && one.kind === 'save');
  return button !== undefined && isPartAllowed(button.roles, scope.ctx.visitor) ? button.code : '';
}
