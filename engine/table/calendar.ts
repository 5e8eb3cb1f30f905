// The calendar's own reads and changes: events of a range, and a record moved to another time.

import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import { MOST_EVENTS, calendarEvents } from '../../renderer/table/views/calendar.ts';
import { fromWallTime } from '../../renderer/wall-time.ts';
import { NO_ROWS } from '../../sql/result-sets.ts';
import type { ActionAnswer, ActionBody, ComponentReading, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { renderContextOf } from '../render-context.ts';
import { updateField } from './edit.ts';
import { readRows } from './load.ts';
import { stateOf, tableScope } from './scope.ts';

/** Reading `events` ?start=&end= (days): the procedure gets them as the filters `{startColumn}_from` and `{startColumn}_to`. */
export async function readEvents(request: ComponentRequest<'table'>): Promise<ComponentReading> {
  const scope = await tableScope(request);
  const settings = scope.viewOptions.find(({ type }) => type === 'calendar')?.calendar;
  if (settings === undefined) throw new RequestError('notFound', { detail: `table ${scope.code} has no calendar` });
  const state = stateOf(scope);
  const filters = new Map(state.filters);
  for (const [name, suffix] of [
    ['start', '_from'],
    ['end', '_to'],
  ] as const) {
    const day = request.params.get(name) ?? '';
    if (/^\d{4}-\d\d-\d\d$/.test(day)) filters.set(`${settings.startColumn}${suffix}`, day);
  }
  const { sets } = await readRows(scope, { ...state, view: 'calendar', filters }, { page: 1, size: MOST_EVENTS });
  const view = { definition: scope.definition, columns: scope.columns, views: scope.viewOptions, state, rows: sets[0] ?? NO_ROWS };
  return { kind: 'json', data: calendarEvents(view, renderContextOf(scope.ctx)) };
}

/**
 * Action `moveEvent` {id, start, end?, allDay}: wall times of the visitor; each changed column goes through `updateField` with its checks.
 * When the end is refused after the start was taken, the answer says so and the calendar reads again.
 */
export async function moveEvent(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = await tableScope(request);
  const settings = scope.viewOptions.find(({ type }) => type === 'calendar')?.calendar;
  if (settings === undefined || !settings.canDrag)
    throw new RequestError('forbidden', { detail: `records of table ${scope.code} are not moved in a calendar` });
  const start = wallTime(body.start, scope, settings.startColumn);
  const end = settings.endColumn === undefined || body.end === undefined ? undefined : wallTime(body.end, scope, settings.endColumn);
  if (start === undefined) throw new RequestError('badRequest', { detail: 'the start is no time' });
  const first = await updateField(request, { id: body.id, field: settings.startColumn, value: start });
  if (!first.ok || end === undefined) return { ...first, data: errorOf(first) };
  const second = await updateField(request, { id: body.id, field: settings.endColumn, value: end });
  return { ...second, data: errorOf(second) };
}

function errorOf({ data }: ActionAnswer): { error: string } | undefined {
  return typeof data === 'object' && data !== null && 'error' in data && typeof data.error === 'string' ? { error: data.error } : undefined;
}

/** A wall time as its column takes it: a day for columns of days. The change itself makes the moment of it. */
function wallTime(sent: unknown, { definition }: { definition: { columns: readonly TableColumn[] } }, code: string): string | undefined {
  if (typeof sent !== 'string') return undefined;
  const column = definition.columns.find((known) => known.code === code);
  return fromWallTime(column?.type === 'date' ? sent.slice(0, 10) : sent, 'UTC');
}
