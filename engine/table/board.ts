// What a board needs beside its rows: its columns when the definition lists none, and where cards may go when they are an entity's.

import type { EntityDefinition, EntityTransition } from '../../metadata/kinds/entity.ts';
import { localText, t } from '../../renderer/locale.ts';
import type { Board, BoardColumn, BoardView } from '../../renderer/table/views/kanban.ts';
import type { TableView } from '../../renderer/table/view.ts';
import { isAllowed } from '../access.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { bodyText } from '../component.ts';
import { changeStatus } from '../entity/change.ts';
import { openTransitions, statusOf } from '../entity/status.ts';
import { RequestError } from '../errors.ts';
import { withParams } from '../request-context.ts';
import type { RequestContext } from '../request-context.ts';
import { rowHtml, rowID, updateField } from './edit.ts';
import { loadTable } from './load.ts';
import { hasOptions, loadOptions } from './options.ts';
import { tableScope } from './scope.ts';

/** The table's view, with the board's own parts when the board is what is looked at. */
export async function loadWithBoard(request: ComponentRequest<'table'>): Promise<TableView> {
  const view = await loadTable(request);
  if (view.state.view !== 'kanban') return view;
  const board = await boardOf(request, view);
  if (board === undefined) return view;
  const withBoard: BoardView = { ...view, board };
  return withBoard;
}

/**
 * Action `updateField` for all cells; a card's move is first held against the board itself: its columns, and those that are closed. What the
 * page does not offer cannot be sent either. A board by an entity changes the record's status as the entity does.
 */
export async function updateFieldOrMove(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const settings = request.definition.views.find((view) => view.kanban?.statusColumn === body.field)?.kanban;
  const scope = await tableScope(request);
  const isEdited = scope.rights.editable.has(bodyText(body, 'field'));
  if (settings === undefined || (isEdited && settings.entity === undefined)) return updateField(request, body);
  const value = bodyText(body, 'value');
  const column = settings.columns.find((known) => known.value.toLowerCase() === value.toLowerCase());
  if (!isEdited && settings.columns.length > 0 && (column === undefined || column.isClosed)) return refusedMove(request.ctx);
  if (settings.entity === undefined) return updateField(request, body);
  const isOffered = isEdited || scope.viewOptions.some(({ kanban }) => kanban?.canDrag === true && kanban.statusColumn === body.field);
  if (!isOffered) throw new RequestError('forbidden', { detail: `table ${scope.code} has no board whose cards this role may move` });
  const id = rowID(body.id);
  const answer = await changeByEntity(request.ctx, { code: settings.entity, id, to: value, from: body.from });
  return answer.ok && isEdited ? { ...answer, data: { row: await rowHtml(scope, id) } } : answer;
}

/** The entity's own way: its roles and transitions, its procedures, its log. Steps that ask for something need the record's own page. */
async function changeByEntity(
  ctx: RequestContext,
  { code, id, to, from }: { code: string; id: string; to: string; from: unknown },
): Promise<ActionAnswer> {
  const entity = entityOf(ctx, code);
  if (entity === undefined || !isAllowed(entity.roles, ctx.visitor)) return refusedMove(ctx);
  const status = statusOf(entity, to);
  const definition = { ...entity, transitions: entity.transitions.filter(isPlainStep) };
  const params = new Map<string, string>();
  try {
    const answer = await changeStatus(
      { ctx: withParams(ctx, { itemID: id, params }), code, definition, itemID: id, params },
      { to: status?.code ?? to, ...(typeof from === 'string' && from !== '' ? { from } : {}) },
    );
    if (answer.ok) return { ok: true, commands: [], data: answer.data };
    const said = answer.commands.find((command) => command.type === 'message');
    return { ...answer, commands: [], data: { ...(answer.data as object | undefined), error: said?.text ?? t(ctx.lang, 'board.refused') } };
  } catch (error) {
    if (error instanceof RequestError && (error.code === 'forbidden' || error.code === 'notFound')) return refusedMove(ctx);
    throw error;
  }
}

function refusedMove({ lang }: RequestContext): ActionAnswer {
  return { ok: false, commands: [], data: { error: t(lang, 'board.refused') } };
}

async function boardOf(request: ComponentRequest<'table'>, view: TableView): Promise<Board | undefined> {
  const { ctx, definition } = request;
  const settings = view.views.find(({ type }) => type === 'kanban')?.kanban;
  if (settings === undefined) return undefined;
  const entity = settings.entity === undefined ? undefined : entityOf(ctx, settings.entity);
  if (entity !== undefined) {
    return { columns: settings.columns.length > 0 ? [] : statusColumns(entity, ctx), moves: movesOf(entity, ctx) };
  }
  const column = definition.columns.find(({ code }) => code === settings.statusColumn);
  if (settings.columns.length > 0 || view.extra?.columns.some(({ name }) => name.toLowerCase() === 'name')) return undefined;
  if (column === undefined || !hasOptions(column)) return undefined;
  const options = await loadOptions(await tableScope(request), column);
  return { columns: options.map(({ value, text, color }) => ({ value, title: text, color })) };
}

function entityOf({ app }: RequestContext, code: string): EntityDefinition | undefined {
  const part = app.definitions.get('entity', code);
  return part !== undefined && 'definition' in part ? (part.definition as EntityDefinition) : undefined;
}

function statusColumns({ statuses }: EntityDefinition, { lang }: RequestContext): BoardColumn[] {
  return statuses
    .toSorted((a, b) => a.ord - b.ord)
    .map(({ code, title, color }) => ({ value: code, title: localText(lang, title), color }));
}

/** Transitions that this visitor may make by himself. */
function movesOf(entity: EntityDefinition, { visitor }: RequestContext): Record<string, string[]> {
  return Object.fromEntries(
    entity.statuses.map((status) => [
      status.code,
      openTransitions(entity, status, visitor)
        .filter(isPlainStep)
        .map(({ to }) => to),
    ]),
  );
}

/** A step that asks for nothing. */
function isPlainStep({ form, comment }: EntityTransition): boolean {
  return form === undefined && comment !== 'required';
}
