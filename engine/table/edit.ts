// Changes of single rows: a cell in place, deletion, fast creation, order. Every action proves again on the server that the column or the
// right is this visitor's; the procedure proves the row.

import type { FormDefinition } from '../../metadata/kinds/form.ts';
import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import type { TableDefinition } from '../../metadata/kinds/table.ts';
import { derive } from '../../metadata/derive.ts';
import { checkDefinition } from '../../metadata/validate.ts';
import type { Command } from '../../renderer/commands.ts';
import { t } from '../../renderer/locale.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { isEditableRow, renderRows } from '../../renderer/table/body.ts';
import { fromWallTime, zoneOf } from '../../renderer/wall-time.ts';
import { cell } from '../../sql/procedures.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { callRequired } from '../call.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { bodyText } from '../component.ts';
import { isPartAllowed } from '../access.ts';
import { RequestError } from '../errors.ts';
import { schemaErrors, typedValue } from '../form/schema.ts';
import { sentValue, storedText } from '../form/values.ts';
import { enqueueActions } from '../outbox.ts';
import { renderContextOf } from '../render-context.ts';
import { filterDictionary, viewOf } from './load.ts';
import { hasOptions, loadOptions } from './options.ts';
import { procedureName, stateOf, tableScope } from './scope.ts';
import type { TableScope } from './scope.ts';

const LONGEST_FAST_TEXT = 256;
const MOST_REORDERED = 1000;

/** Action `updateField` {id, field, value}: answers the row anew. Refusals name what is wrong in `data.error` for the cell. */
export async function updateField(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = await tableScope(request);
  const id = rowID(body.id);
  const column =
    scope.columns.find((known) => known.code === body.field && scope.rights.editable.has(known.code)) ?? kanbanColumn(scope, body.field);
  if (column === undefined)
    throw new RequestError('forbidden', {
      detail: `column ${bodyText(body, 'field')} of table ${scope.code} is not editable for this role`,
    });
  if (column.edit?.when !== undefined && !(await isOpenInRow(scope, column, id)))
    return { ok: false, commands: [], data: { error: t(scope.ctx.lang, 'table.notEditable') } };
  const checked = await checkValue(scope, column, body.value);
  if ('error' in checked) return { ok: false, commands: [], data: { error: checked.error } };
  const result = await callRequired(scope.ctx, {
    name: procedureName(scope, 'updateField'),
    values: { itemID: id, field: column.edit?.column ?? column.code, value: checked.value },
    dictionary: filterDictionary(scope, stateOf(scope)),
    isRead: false,
  });
  await enqueueActions(scope.ctx, result.sets[1]?.rows ?? []);
  const refusal = refusalOf(scope, result);
  if (refusal !== undefined) return { ok: false, commands: [], data: { error: refusal } };
  return { ok: true, commands: messageOf(result), data: { row: column.edit?.refreshRow === false ? undefined : await rowHtml(scope, id) } };
}

/** Action `delete` {id}. */
export async function deleteItem(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = await tableScope(request);
  if (!scope.rights.canDelete) throw new RequestError('forbidden', { detail: `deletion in table ${scope.code} is not for this role` });
  const result = await callRequired(scope.ctx, {
    name: procedureName(scope, 'deleteItem'),
    values: { itemID: rowID(body.id) },
    dictionary: filterDictionary(scope, stateOf(scope)),
    isRead: false,
  });
  await enqueueActions(scope.ctx, result.sets[1]?.rows ?? []);
  const refusal = refusalOf(scope, result);
  if (refusal !== undefined) return { ok: false, commands: [{ type: 'message', kind: 'warning', text: refusal }] };
  const said = messageOf(result);
  return {
    ok: true,
    commands: [
      ...(said.length > 0 ? said : [{ type: 'message', kind: 'success', text: t(scope.ctx.lang, 'table.deleted') } as const]),
      { type: 'refresh', target: `table-${scope.code}` },
    ],
  };
}

/** Action `fastCreate` {text}: the current filters go along when the definition says so. */
export async function fastCreate(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = await tableScope(request);
  if (!scope.rights.canFastCreate)
    throw new RequestError('forbidden', { detail: `fast creation in table ${scope.code} is not for this role` });
  const text = typeof body.text === 'string' ? body.text.trim() : '';
  if (text === '') return { ok: false, commands: [{ type: 'message', kind: 'warning', text: t(scope.ctx.lang, 'table.fastCreateEmpty') }] };
  const result = await callRequired(scope.ctx, {
    name: procedureName(scope, 'fastCreate'),
    values: { text: text.slice(0, LONGEST_FAST_TEXT) },
    dictionary: scope.definition.fastCreate.filters ? filterDictionary(scope, stateOf(scope)) : new Map(),
    isRead: false,
  });
  await enqueueActions(scope.ctx, result.sets[1]?.rows ?? []);
  const refusal = refusalOf(scope, result);
  if (refusal !== undefined) return { ok: false, commands: [{ type: 'message', kind: 'warning', text: refusal }] };
  return { ok: true, commands: [...messageOf(result), { type: 'refresh', target: `table-${scope.code}` }] };
}

/** Action `reorder` {ids}: the keys of the page in their new order. */
export async function reorder(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = await tableScope(request);
  if (!scope.rights.canReorder) throw new RequestError('forbidden', { detail: `reordering in table ${scope.code} is not for this role` });
  const ids = rowIDs(body.ids, MOST_REORDERED);
  const result = await callRequired(scope.ctx, {
    name: procedureName(scope, 'reorder'),
    values: { itemIDs: ids.join(',') },
    dictionary: filterDictionary(scope, stateOf(scope)),
    isRead: false,
  });
  const refusal = refusalOf(scope, result);
  if (refusal !== undefined)
    return {
      ok: false,
      commands: [
        { type: 'message', kind: 'warning', text: refusal },
        { type: 'refresh', target: `table-${scope.code}` },
      ],
    };
  return { ok: true, commands: messageOf(result) };
}

/** Whether the column's condition holds in the record as it is now; a record that is not the visitor's has no cells. */
async function isOpenInRow(scope: TableScope, column: TableColumn, id: string): Promise<boolean> {
  const { rows } = await viewOf(scope, id);
  const row = rows.rows.find((known) => String(cell(known, scope.definition.keyColumn)) === id);
  return row !== undefined && isEditableRow(column, row);
}

/** A record's row anew, or '' when the filters do not show it any more. */
export async function rowHtml(scope: TableScope, id: string): Promise<string> {
  let view = await viewOf(scope, id);
  // A procedure that honours `_id` has the record alone, which is its first page.
  if (view.rows.rows.length === 0 && view.state.page > 1) view = await viewOf(scope, id, 1);
  const wanted = view.rows.rows.filter((row) => String(cell(row, scope.definition.keyColumn)) === id);
  return renderRows({ ...view, rows: { ...view.rows, rows: wanted } }, renderContextOf(scope.ctx));
}

/** A board moves cards by its status column even where the table does not let it be typed. */
function kanbanColumn({ ctx, viewOptions, definition }: TableScope, field: unknown): TableColumn | undefined {
  const board = viewOptions.find((view) => view.kanban?.canDrag === true && view.kanban.statusColumn === field);
  const calendar = viewOptions.find(
    (view) => view.calendar?.canDrag === true && (view.calendar.startColumn === field || view.calendar.endColumn === field),
  );
  if (board === undefined && calendar === undefined) return undefined;
  const column = definition.columns.find((known) => known.code === field);
  if (column === undefined) return { code: String(field) } as TableColumn;
  return isPartAllowed(column.roles, ctx.visitor) && isPartAllowed(column.editRoles, ctx.visitor) ? column : undefined;
}

/** What a board or a calendar may send: one of the board's columns, a day or a wall time, which becomes the moment that is stored. */
function movedValue({ viewOptions, definition, ctx }: TableScope, code: string, sent: unknown): string | undefined {
  const text = typeof sent === 'string' ? sent : '';
  const board = viewOptions.find((view) => view.kanban?.statusColumn === code)?.kanban;
  if (board !== undefined) {
    const isKnown =
      board.columns.length === 0 ? text.length <= 128 : board.columns.some(({ value, isClosed }) => value === text && !isClosed);
    return isKnown ? text : undefined;
  }
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?$/.test(text)) return undefined;
  const column = definition.columns.find((known) => known.code === code);
  return fromWallTime(text, zoneOf(column?.format, ctx.visitor.timeZone));
}

/** The value as the procedure gets it, checked like a form's field of the same rules. */
async function checkValue(scope: TableScope, column: TableColumn, sent: unknown): Promise<{ value: string | null } | { error: string }> {
  const { lang } = scope.ctx;
  const form = editForm(scope.definition);
  const field = form.fields.find((known) => known.code === column.code);
  if (field === undefined) {
    const value = movedValue(scope, column.code, sent);
    return value === undefined ? { error: t(lang, 'table.notOption') } : { value };
  }
  const raw = sentValue(field, sent);
  const text = plainValue(raw);
  if (text === '') return field.required ? { error: t(lang, 'table.required') } : { value: null };
  const error = schemaErrors(form, { [field.code]: typedValue(field, raw) }, lang).get(field.code);
  if (error !== undefined) return { error };
  if (
    hasOptions(column) &&
    (field.type === 'select' || field.type === 'multiselect' || field.type === 'radio' || field.type === 'autocomplete')
  ) {
    const known = new Set((await loadOptions(scope, column)).map((option) => option.value));
    const chosen = field.type === 'multiselect' ? text.split(',') : [text];
    if (chosen.some((value) => !known.has(value))) return { error: t(lang, 'table.notOption') };
  }
  return { value: storedText(field, text, scope.ctx.visitor.timeZone) };
}

/** What a browser sends of a value: texts, numbers, yes and no, lists of texts. Objects say nothing, and turning them into texts may throw. */
function plainValue(raw: unknown): string {
  if (Array.isArray(raw)) return raw.filter((one) => typeof one === 'string').join(',');
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : '';
}

/** The editable columns as the fields of a form, so that both are checked by one code. */
function editForm(definition: TableDefinition): FormDefinition {
  return derive(definition, 'table.editForm', () => {
    const fields = definition.columns
      .filter((column) => column.edit !== undefined)
      .map(({ code, title, options, edit, format }) => {
        const { column: _column, when: _when, refreshRow: _refreshRow, ...rules } = edit ?? {};
        const { timeZone } = format ?? {};
        return { code, title, ...(options === undefined ? {} : { options }), ...(timeZone === undefined ? {} : { timeZone }), ...rules };
      });
    const checked = checkDefinition('form', { title: 'edit', fields });
    if (!('definition' in checked) || checked.definition === undefined)
      throw new Error(`the edit rules of the columns are no form: ${JSON.stringify(checked)}`);
    return checked.definition;
  });
}

/** The refusal that a procedure's first row states; undefined when it agreed or said nothing. */
export function refusalOf({ ctx }: TableScope, result: ProcedureResult): string | undefined {
  const said = cell(result.sets[0]?.rows[0], 'Result');
  if (said === undefined || said === null || said === true || Number(said) === 1) return undefined;
  return plainText(String(cell(result.sets[0]?.rows[0], 'Msg') ?? '')) || t(ctx.lang, 'table.refused');
}

export function messageOf(result: ProcedureResult): Command[] {
  const text = plainText(String(cell(result.sets[0]?.rows[0], 'Msg') ?? ''));
  return text === '' ? [] : [{ type: 'message', kind: 'success', text }];
}

export function rowID(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (text === '' || text.length > 128) throw new RequestError('badRequest', { detail: 'the row has no key' });
  return text;
}

/** Keys of rows; a comma in one would make two of it for the procedure. */
export function rowIDs(value: unknown, most: number): string[] {
  const ids = Array.isArray(value) ? value.map(rowID) : [];
  if (ids.length === 0 || ids.length > most || ids.some((id) => id.includes(','))) {
    throw new RequestError('badRequest', { detail: `one to ${most} row keys without commas are expected` });
  }
  return ids;
}
