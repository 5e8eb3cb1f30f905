// Reads beside the table itself: the filter panel with its lists, and the options of a cell that is about to be edited.

import { renderFilterPanel } from '../../renderer/table/filters.ts';
import { RequestError } from '../errors.ts';
import type { ComponentReading, ComponentRequest } from '../component.ts';
import { renderContextOf } from '../render-context.ts';
import { hasOptions, loadOptions } from './options.ts';
import { panelOptions } from './load.ts';
import { stateOf, tableScope } from './scope.ts';

/** Reading `filters`: the panel; its lists are read in parallel and only now, since most visits never open it. */
export async function readFilterPanel(request: ComponentRequest<'table'>): Promise<ComponentReading> {
  const scope = await tableScope(request);
  const state = stateOf(scope);
  const filtered = scope.columns.filter((column) => column.filter !== undefined);
  const options = await panelOptions(scope, state);
  return { kind: 'html', html: renderFilterPanel({ code: scope.code, columns: filtered, state, options }, renderContextOf(scope.ctx)) };
}

/** Reading `options` ?field=: JSON options for the cell editor. */
export async function readOptions(request: ComponentRequest<'table'>): Promise<ComponentReading> {
  const scope = await tableScope(request);
  const field = request.params.get('field');
  const column = scope.columns.find((known) => known.code === field && scope.rights.editable.has(known.code));
  if (column === undefined) throw new RequestError('forbidden', { detail: `column ${field ?? ''} is not editable for this role` });
  return { kind: 'json', data: hasOptions(column) ? await loadOptions(scope, column) : [] };
}
