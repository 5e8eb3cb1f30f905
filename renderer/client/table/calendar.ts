// The calendar: FullCalendar with a toolbar of ours. Events come with the page; when there are more than came, each range is read when it is
// shown. Times are wall times of the person's zone, so the calendar itself knows no zone.

import { board as en } from '../../locales/en/board.ts';
import { board as ru } from '../../locales/ru/board.ts';
import type { CalendarEvent } from '../../table/views/calendar.ts';
import { toWallTime } from '../../wall-time.ts';
import { element } from '../element.ts';
import { openForm } from '../modal.ts';
import { getJson, post } from '../request.ts';
import { fill, pageLang, pick } from '../texts.ts';
import { showToast } from '../toast.ts';
import { actionContext, actionUrl, readingUrl } from './component-address.ts';

const texts = pick(en, ru);
const VIEWS = { month: 'dayGridMonth', week: 'timeGridWeek', day: 'timeGridDay', list: 'listMonth' } as const;
type ViewName = keyof typeof VIEWS;

/** Called once with the component's root that holds a `.table-calendar`. */
export async function activateCalendar(root: HTMLElement): Promise<void> {
  const holder = root.querySelector<HTMLElement>('.table-calendar');
  const frame = holder?.querySelector<HTMLElement>('.calendar-frame');
  if (holder == null || frame == null) return;
  allowStyles();
  const [{ Calendar }, { default: dayGrid }, { default: timeGrid }, { default: list }, { default: interaction }, locales] =
    await Promise.all([
      import('@fullcalendar/core'),
      import('@fullcalendar/daygrid'),
      import('@fullcalendar/timegrid'),
      import('@fullcalendar/list'),
      import('@fullcalendar/interaction'),
      pageLang === 'ru' ? import('@fullcalendar/core/locales/ru') : import('@fullcalendar/core/locales/en-gb'),
    ]);
  if (!holder.isConnected) return;
  const known = JSON.parse(
    holder.querySelector<HTMLTemplateElement>('template[data-events]')?.content.textContent ?? '[]',
  ) as CalendarEvent[];
  const isPhone = matchMedia('(max-width: 575.98px)').matches;
  const canDrag = holder.hasAttribute('data-drag');
  const title = element('h3', { class: 'calendar-title', 'aria-live': 'polite' });
  const toolbar = element('div', { class: 'calendar-toolbar' });
  const place = element('div', { class: 'calendar-place' });
  frame.replaceChildren(toolbar, place);

  const calendar = new Calendar(place, {
    plugins: [dayGrid, timeGrid, list, interaction],
    locale: locales.default,
    timeZone: 'UTC',
    // With a zone of its own the calendar would not know which day it is here.
    now: () => toWallTime(new Date(), holder.dataset.zone ?? 'UTC') ?? '',
    initialView: VIEWS[isPhone ? 'list' : viewName(holder.dataset.initial)],
    headerToolbar: false,
    height: 'auto',
    // A cell named by its number alone would hide the events in it from screen readers.
    dayCellDidMount: ({ el }) => el.removeAttribute('aria-labelledby'),
    scrollTime: '08:00:00',
    firstDay: 1,
    nowIndicator: true,
    dayMaxEvents: 4,
    navLinks: true,
    navLinkDayClick: (date) => calendar.changeView(VIEWS.day, date),
    allDayText: texts.allDay,
    noEventsText: texts.noEvents,
    moreLinkText: (count) => fill(texts, 'moreEvents', { count }),
    eventTimeFormat: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    slotLabelFormat: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    editable: canDrag,
    eventDurationEditable: canDrag && holder.hasAttribute('data-has-end'),
    events: (range, success, failure) => {
      if (holder.hasAttribute('data-complete')) return success(known.map(asInput));
      getJson<CalendarEvent[]>(readingUrl(root, 'events', { start: range.startStr.slice(0, 10), end: range.endStr.slice(0, 10) })).then(
        (found) => success(found.map(asInput)),
        (error: unknown) => failure(error instanceof Error ? error : new Error(String(error))),
      );
    },
    // Hours have a window of their own to scroll in; days are as high as they are.
    viewDidMount: ({ view }) => calendar.setOption('height', view.type.startsWith('timeGrid') ? 640 : 'auto'),
    datesSet: ({ view }) => {
      title.textContent = view.title;
      for (const button of toolbar.querySelectorAll<HTMLElement>('[data-calendar-view]')) {
        button.setAttribute('aria-pressed', String(VIEWS[viewName(button.dataset.calendarView)] === view.type));
      }
    },
    eventClick: ({ event, jsEvent }) => {
      const { form, mode, formTitle } = event.extendedProps as Partial<CalendarEvent>;
      if (form === undefined) return;
      jsEvent.preventDefault();
      void openForm({ code: form, itemID: event.id, title: formTitle, size: mode === 'slideout' || mode === 'big' ? mode : undefined });
    },
    eventDidMount: ({ event, el }) => {
      // A record that opens a form is no link: the keyboard has to reach and press it all the same.
      if ((event.extendedProps as Partial<CalendarEvent>).form === undefined) return;
      el.tabIndex = 0;
      el.setAttribute('role', 'button');
    },
    dateClick: ({ dateStr }) => {
      const { createForm, mode } = holder.dataset;
      if (createForm === undefined) return;
      void openForm({
        code: createForm,
        itemID: '0',
        params: { start: dateStr.slice(0, 16) },
        size: mode === 'slideout' || mode === 'big' ? mode : undefined,
      });
    },
    eventDrop: (change) => void moved(root, change),
    eventResize: (change) => void moved(root, change),
  });
  place.addEventListener('keydown', (event) => {
    if (
      (event.key !== 'Enter' && event.key !== ' ') ||
      !(event.target instanceof HTMLElement) ||
      !event.target.matches('.fc-event[role="button"]')
    )
      return;
    event.preventDefault();
    event.target.click();
  });
  toolbar.append(...toolbarParts({ title, go: (to) => calendar[to](), show: (view) => calendar.changeView(VIEWS[view]) }));
  calendar.render();
  holder.removeAttribute('aria-busy');
  root.addEventListener('as:removed', () => calendar.destroy(), { once: true });
}

interface Change {
  readonly event: { readonly id: string; readonly startStr: string; readonly endStr: string; readonly allDay: boolean };
  revert(): void;
}

/** Tells the server the new time; what it refuses goes back. */
async function moved(root: HTMLElement, { event, revert }: Change): Promise<void> {
  const isDay = event.allDay;
  const end = event.endStr === '' ? undefined : isDay ? dayBefore(event.endStr) : event.endStr.slice(0, 19);
  try {
    const answer = await post(actionUrl(root, 'moveEvent'), {
      id: event.id,
      start: event.startStr.slice(0, isDay ? 10 : 19),
      ...(end === undefined ? {} : { end }),
      ...actionContext(root),
    });
    if (answer.ok) return;
    revert();
    const { data } = answer;
    const reason = typeof data === 'object' && data !== null && 'error' in data ? String(data.error) : '';
    if (reason !== '') showToast({ kind: 'warning', text: reason });
  } catch {
    // The request module has told what went wrong.
    revert();
  }
}

function asInput({ id, title, start, end, allDay, color, hex, url, ...extendedProps }: CalendarEvent) {
  return {
    id,
    title,
    start,
    allDay,
    ...(end === undefined ? {} : { end }),
    ...(url === undefined ? {} : { url }),
    classNames: [`calendar-${color ?? 'primary'}`],
    ...(hex === undefined ? {} : { backgroundColor: hex, borderColor: hex }),
    extendedProps,
  };
}

function toolbarParts({
  title,
  go,
  show,
}: {
  title: HTMLElement;
  go: (to: 'prev' | 'next' | 'today') => void;
  show: (view: ViewName) => void;
}): HTMLElement[] {
  const button = (text: string, run: () => void, attributes: Record<string, string> = {}): HTMLElement => {
    const made = element('button', { type: 'button', class: 'btn', ...attributes }, text);
    made.addEventListener('click', run);
    return made;
  };
  const step = (sign: string, label: string, to: 'prev' | 'next'): HTMLElement =>
    button(sign, () => go(to), { class: 'btn btn-icon btn-outline-secondary', 'aria-label': label, title: label });
  const views = (['month', 'week', 'day', 'list'] as const).map((view) =>
    button(texts[view], () => show(view), { 'data-calendar-view': view, 'aria-pressed': 'false' }),
  );
  return [
    element(
      'div',
      { class: 'cluster' },
      step('‹', texts.previous, 'prev'),
      step('›', texts.next, 'next'),
      button(texts.today, () => go('today'), { class: 'btn btn-outline-secondary' }),
    ),
    title,
    element('div', { class: 'segmented', role: 'group' }, ...views),
  ];
}

function viewName(text: string | undefined): ViewName {
  return text === 'week' || text === 'day' || text === 'list' ? text : 'month';
}

function dayBefore(day: string): string {
  const moment = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() - 1);
  return moment.toISOString().slice(0, 10);
}

/**
 * The library puts its rules into a `<style>` element, which our Content-Security-Policy blocks. It takes an element of that name that is
 * there already and asks only for its `sheet`: a foreign one is no inline style, and sheets made by scripts are allowed.
 */
function allowStyles(): void {
  if (document.querySelector('style[data-fullcalendar]') !== null) return;
  const sheet = new CSSStyleSheet();
  const insert = sheet.insertRule.bind(sheet);
  // Its icons are a font in a data: address, which the policy refuses as well; the toolbar is ours and needs none.
  sheet.insertRule = (rule, at) => insert(rule.startsWith('@font-face') ? '.fc-no-icons {}' : rule, at);
  const holder = document.createElementNS('urn:peregrine:styles', 'style');
  holder.setAttribute('data-fullcalendar', '');
  Object.defineProperty(holder, 'sheet', { value: sheet });
  document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
  document.head.prepend(holder);
}
