// What a board needs beside its rows: its columns when the definition lists none, and where cards may go when they are an entity's.

import type { EntityDefinition } from '../../metadata/kinds/entity.ts';
import { localText } from '../../renderer/locale.ts';
import type { Board, BoardColumn, BoardView } from '../../renderer/table/views/kanban.ts';
import type { TableView } from '../../renderer/table/view.ts';
import { isPartAllowed } from '../access.ts';
import type { ComponentRequest } from '../component.ts';
import type { RequestContext } from '../request-context.ts';
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
