// What a board needs beside its rows: its columns when the definition lists none, and where cards may go when they are an entity's.

import type { EntityDefinition } from '../../metadata/kinds/entity.ts';
import { localText, t } from '../../renderer/locale.ts';
import type { Board, BoardColumn, BoardView } from '../../renderer/table/views/kanban.ts';
import type { TableView } from '../../renderer/table/view.ts';
import { isPartAllowed } from '../access.ts';
import { singleValue } from '../../sql/procedures.ts';
import { callRequired } from '../call.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { bodyText } from '../component.ts';
import type { RequestContext } from '../request-context.ts';
import { updateField } from './edit.ts';
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
 * Action `updateField` for all cells; a card's move is first held against the board itself: its columns, those that are closed, and the
 * transitions of its entity. What the page does not offer cannot be sent either; the procedure then proves the rest.
 */
export async function updateFieldOrMove(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const settings = request.definition.views.find((view) => view.kanban?.statusColumn === body.field)?.kanban;
  const { rights } = await tableScope(request);
  if (settings === undefined || rights.editable.has(bodyText(body, 'field'))) return updateField(request, body);
  const value = bodyText(body, 'value');
  const column = settings.columns.find((known) => known.value.toLowerCase() === value.toLowerCase());
  const isOnBoard = settings.columns.length === 0 || (column !== undefined && !column.isClosed);
  if (
    !isOnBoard ||
    !(await isTransition(request.ctx, {
      entity: settings.entity,
      id: typeof body.id === 'number' ? String(body.id) : bodyText(body, 'id'),
      value,
    }))
  ) {
    return { ok: false, commands: [], data: { error: t(request.ctx.lang, 'board.refused') } };
  }
  return updateField(request, body);
}

/** Whether the entity lets this visitor take the record to the status; a board without an entity leaves it to the procedure. */
async function isTransition(
  ctx: RequestContext,
  { entity: code, id, value }: { entity: string | undefined; id: string; value: string },
): Promise<boolean> {
  const entity = code === undefined ? undefined : entityOf(ctx, code);
  if (entity === undefined) return code === undefined;
  const result = await callRequired(ctx, { name: `${entity.schema}.en_${code}_getStatus`, values: { itemID: id }, isRead: true });
  const from = String(singleValue(result.sets[0]) ?? '');
  const moves = Object.entries(movesOf(entity, ctx)).find(([status]) => status.toLowerCase() === from.toLowerCase())?.[1] ?? [];
  return moves.some((to) => to.toLowerCase() === value.toLowerCase());
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

/** Transitions that this visitor may make by himself; those with a form or a required comment need the record's own page. */
function movesOf({ statuses, transitions }: EntityDefinition, { visitor }: RequestContext): Record<string, string[]> {
  const open = transitions.filter(
    ({ roles, isAutomatic, form, comment }) =>
      !isAutomatic && form === undefined && comment !== 'required' && isPartAllowed(roles, visitor),
  );
  return Object.fromEntries(
    statuses.map(({ code }) => [
      code,
      open.filter(({ from, to }) => to !== code && (from.length === 0 || from.includes(code))).map(({ to }) => to),
    ]),
  );
}
