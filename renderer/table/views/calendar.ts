// Rows as events of a calendar. The place of the calendar comes with the events that are known; the browser draws it, and reads other
// ranges only when there are more events than came.

import type { Row } from '../../../sql/result-sets.ts';
import { attr, html, safeUrl } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { t } from '../../locale.ts';
import type { RenderContext } from '../../page-context.ts';
import { isYes, compilePattern, readerOf, textOf } from '../cells.ts';
import { toWallTime, zoneOf } from '../../wall-time.ts';
import { columnText, hexColor, nameColumn, rowKey, themeColor } from './parts.ts';
import type { TableView } from '../view.ts';

/** Rows that a calendar reads at once; so many mean that there may be more. */
export const MOST_EVENTS = 1000;

/** Times are wall times of the visitor's zone; `end` of whole days is the day after the last, as calendars count. */
export interface CalendarEvent {
  readonly id: string;
  readonly title: string;
  readonly start: string;
  readonly end?: string;
  readonly allDay: boolean;
  /** Of the theme. */
  readonly color?: string;
  readonly hex?: string;
  readonly url?: string;
  readonly form?: string;
  readonly mode?: string;
  readonly formTitle?: string;
}

/** The part of a table's view that events are made of. */
export type EventSource = Pick<TableView, 'definition' | 'columns' | 'views' | 'state' | 'rows'>;

export function renderCalendar(view: TableView, page: RenderContext): SafeHtml {
  const options = view.views.find(({ type }) => type === 'calendar');
  const settings = options?.calendar;
  const isComplete = view.rows.rows.length < MOST_EVENTS;
  const label = t(page.lang, 'board.calendar', { title: view.settings.title || view.code });
  return html`<div class="table-calendar" role="group" aria-label="${label}" aria-busy="true" data-initial="${settings?.initialView ?? 'month'}" data-zone="${page.timeZone}"${attr('data-complete', isComplete)}${attr('data-drag', settings?.canDrag)}${attr('data-has-end', settings?.endColumn !== undefined)}${attr('data-create-form', settings?.createForm)}${attr('data-mode', options?.openMode)}><template data-events>${JSON.stringify(calendarEvents(view, page))}</template><div class="calendar-frame"><span class="skeleton skeleton-40 mb-3"></span><span class="skeleton calendar-skeleton"></span></div></div>`;
}

/** The rows as events, by the view's columns; columns named like events of older calendars (`start`, `formCode`, …) serve as well. */
export function calendarEvents(view: EventSource, page: RenderContext): CalendarEvent[] {
  const options = view.views.find(({ type }) => type === 'calendar');
  const settings = options?.calendar;
  const read = readerOf(view.rows);
  const either = (own: string | undefined, older: string): ((row: Row) => string) => {
    const code = own !== undefined && read(own) !== undefined ? own : older;
    return columnText(view, code);
  };
  const key = read(view.definition.keyColumn) === undefined ? columnText(view, 'itemID') : rowKey(view);
  const start = either(settings?.startColumn, 'start');
  const end = either(settings?.endColumn, 'end');
  const allDay = read(settings?.allDayColumn ?? 'allDay');
  const title = either(settings?.titleColumn ?? (read('title') === undefined ? nameColumn(view) : 'title'), 'title');
  const color = either(settings?.colorColumn, 'color');
  const link = settings?.url === undefined ? columnText(view, 'url') : compilePattern(settings.url, read);
  const [formCode, formTitle, formBig, formSlideout] = ['formCode', 'formTitle', 'formBig', 'formSlideout'].map((code) =>
    columnText(view, code),
  );
  const zone = (code: string | undefined): string => zoneOf(view.columns.find((column) => column.code === code)?.format, page.timeZone);
  return view.rows.rows.flatMap((row): CalendarEvent[] => {
    const from = toWallTime(start(row), zone(settings?.startColumn));
    if (from === undefined) return [];
    const until = toWallTime(end(row), zone(settings?.endColumn));
    const isDay = allDay === undefined || textOf(allDay(row)) === '' ? from.length === 10 : isYes(allDay(row));
    const address = link(row);
    const form = settings?.form ?? (formCode?.(row) || undefined);
    const mode = isYes(formSlideout?.(row)) ? 'slideout' : isYes(formBig?.(row)) ? 'big' : options?.openMode;
    return [
      {
        id: key(row),
        title: title(row) || key(row),
        start: isDay ? from.slice(0, 10) : from,
        ...(until === undefined ? {} : { end: isDay ? dayAfter(until) : until }),
        allDay: isDay,
        ...(themeColor(color(row)) === undefined ? {} : { color: themeColor(color(row)) ?? '' }),
        ...(hexColor(color(row)) === undefined ? {} : { hex: hexColor(color(row)) ?? '' }),
        ...(form === undefined
          ? {}
          : { form, ...(mode === undefined ? {} : { mode }), ...(formTitle?.(row) ? { formTitle: formTitle(row) } : {}) }),
        ...(form !== undefined || address === '' ? {} : { url: safeUrl(address) }),
      },
    ];
  });
}

function dayAfter(day: string): string {
  const moment = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + 1);
  return moment.toISOString().slice(0, 10);
}
