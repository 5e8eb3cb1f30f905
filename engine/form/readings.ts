// Small requests beside load and save: options while one types, the preview of Markdown, one editable text in place, deletion.

import type { Command } from '../../renderer/commands.ts';
import { t } from '../../renderer/locale.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import { cell } from '../../sql/procedures.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { callRequired } from '../call.ts';
import type { ActionAnswer, ActionBody, ComponentReading, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { placeOf } from './body.ts';
import { loadItem } from './item.ts';
import { hasChoices, loadChoices } from './options.ts';
import { refusals, refusedAnswer } from './outcome.ts';
import { renderMarkdown } from './markdown.ts';
import { mayDelete } from './load.ts';
import { canSave, fieldOf, fillTokens, formScope, isEditable, procedureName } from './scope.ts';
import type { FormScope } from './scope.ts';
import { validateFields } from './validate.ts';
import { columnText, storedText } from './values.ts';
import type { FieldValues } from './values.ts';

const MOST_SEARCH = 200;

/** GET options?field=&search=&value.{parent}=: what an autocomplete offers. */
export async function readOptions(request: ComponentRequest<'form'>): Promise<ComponentReading> {
  const scope = formScope(request);
  const field = fieldOf(scope, request.params.get('field'));
  if (field === undefined || !hasChoices(field))
    throw new RequestError('badRequest', { detail: `form ${scope.code} has no such list for this visitor` });
  const values: FieldValues = {};
  for (const other of scope.fields) {
    const given = request.params.get(`value.${other.code}`);
    if (given !== undefined) values[other.code] = given;
  }
  const search = (request.params.get('search') ?? '').toWellFormed().slice(0, MOST_SEARCH);
  const limit = field.dictionary?.limit ?? 20;
  const { options } = await loadChoices(scope, field, { values, search: { search, limit } });
  return { kind: 'json', data: { options } };
}

/** POST preview {text}: Markdown as safe HTML. */
export async function previewMarkdown(_request: ComponentRequest<'form'>, body: ActionBody): Promise<ActionAnswer> {
  const text = typeof body.text === 'string' ? body.text.slice(0, 200_000) : '';
  return { ok: true, commands: [], data: { html: renderMarkdown(text).value } };
}

/** POST editable {itemID, field, value}: one field in place, through `fm_{code}_saveEditableField`. */
export async function saveEditableField(request: ComponentRequest<'form'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = formScope(request);
  const field = fieldOf(scope, body.field);
  if (!canSave(scope) || field === undefined || !isEditable(scope, field)) {
    throw new RequestError('forbidden', { detail: `form ${scope.code}: the field may not be edited by these roles` });
  }
  const { values, errors } = await validateFields(
    scope,
    { [field.code]: body.value },
    { item: await loadItem(scope), only: new Set([field.code]) },
  );
  const place = placeOf(scope, body);
  if (errors.length > 0) return { ...refusedAnswer(scope, place, errors), data: { error: errors[0]?.message } };
  const stored = storedText(field, values[field.code] ?? '', scope.ctx.visitor.timeZone);
  let result: ProcedureResult;
  try {
    result = await callRequired(scope.ctx, {
      name: procedureName(scope, 'saveEditableField'),
      values: { pk: scope.itemID, fieldCode: field.code, value: stored },
      dictionary: new Map([[field.code, stored]]),
      isRead: false,
    });
  } catch (error) {
    // Beside the field, as the refusal of a whole save is.
    if (!(error instanceof BusinessRefusal)) throw error;
    return { ...refusedAnswer(scope, place, [{ field: field.code, message: error.text }]), data: { error: error.text } };
  }
  const refused = refusals(scope, result);
  if (refused.length > 0) return { ...refusedAnswer(scope, place, refused), data: { error: refused[0]?.message } };
  return { ok: true, commands: [], data: { value: values[field.code] ?? '', message: messageOf(scope, result.sets[0]?.rows[0]) } };
}

/** POST delete: through `fm_{code}_deleteItem`. */
export async function deleteRecord(request: ComponentRequest<'form'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = formScope(request);
  if (scope.isNew || !mayDelete(scope))
    throw new RequestError('forbidden', { detail: `form ${scope.code} does not delete for these roles` });
  await loadItem(scope);
  const result = await callRequired(scope.ctx, { name: procedureName(scope, 'deleteItem'), isRead: false });
  const place = placeOf(scope, body);
  const refused = refusals(scope, result);
  if (refused.length > 0) return refusedAnswer(scope, place, refused);
  const { definition, ctx } = scope;
  const row = result.sets[0]?.rows[0];
  const url =
    columnText(cell(row, 'SuccessUrl')) ||
    (definition.cancelUrl === undefined ? '' : fillTokens(definition.cancelUrl, scope.params, scope.itemID));
  const targets = [columnText(cell(row, 'RefreshContainer')), definition.refresh ?? ''].filter(Boolean).join(',');
  const commands: Command[] = [
    { type: 'event', name: 'form:saved', target: `#${place.formId}`, detail: { itemID: '', hide: true, reset: false, stays: false } },
    { type: 'message', kind: 'success', text: plainText(columnText(cell(row, 'Msg'))) || t(ctx.lang, 'form.deleted') },
    ...(targets === '' ? [] : [{ type: 'refresh', target: targets } as const]),
    ...(url !== '' ? [{ type: 'redirect', url } as const] : place.isDialog ? [{ type: 'closeModal' } as const] : []),
  ];
  return { ok: true, commands };
}

function messageOf(scope: FormScope, row: Parameters<typeof cell>[0]): string {
  return plainText(columnText(cell(row, 'Msg'))) || t(scope.ctx.lang, 'form.saved');
}
