// Search, the panel of filters, page size, refresh.

import { element, parseMarkup } from '../element.ts';
import { getFragment } from '../request.ts';
import { say } from '../texts.ts';
import { readingUrl } from './component-address.ts';
import { ownAll, ownOne, ownTarget } from './own.ts';
import { changeState, reload } from './state.ts';

const SEARCH_AFTER = 300;
/** Tables whose panel was open from the start and was closed by hand, by the element's id. */
const closed = new Set<string>();

export function startFilters(root: HTMLElement): void {
  startSearchField(root);
  settleFirstPanel(root);
  root.addEventListener('click', (event) => {
    const toggle = ownTarget(root, event.target, '[data-table-filters]');
    if (toggle !== undefined) void togglePanel(root, toggle);
    const clear = ownTarget(root, event.target, '[data-filters-clear]');
    if (clear !== undefined) clearPanel(clear);
    const preset = ownTarget(root, event.target, '[data-filter-preset]');
    if (preset !== undefined) setRange(preset);
    if (ownTarget(root, event.target, '[data-table-refresh]') !== undefined) void reload(root);
  });
  root.addEventListener('change', (event) => {
    const size = ownTarget(root, event.target, '[data-table-size]');
    if (size instanceof HTMLSelectElement) void changeState(root, { size: size.value }, true);
    const sort = ownTarget(root, event.target, '[data-table-sort]');
    if (sort instanceof HTMLSelectElement && sort.value !== '') void changeState(root, { sort: sort.value });
  });
  root.addEventListener('submit', (event) => {
    const panel = ownTarget(root, event.target, '[data-table-filter-panel]');
    if (!(panel instanceof HTMLFormElement)) return;
    event.preventDefault();
    void changeState(root, panelValues(root, panel));
  });
  root.addEventListener('keydown', (event) => {
    const panel = event.key === 'Escape' ? ownTarget(root, event.target, '[data-table-filter-panel]') : undefined;
    const toggle = ownOne(root, '[data-table-filters]');
    if (panel === undefined || toggle === undefined || event.defaultPrevented) return;
    event.preventDefault();
    void togglePanel(root, toggle);
    toggle.focus();
  });
}

function startSearchField(root: HTMLElement): void {
  const form = ownOne<HTMLFormElement>(root, '[data-table-search]');
  const input = form?.querySelector('input');
  if (form === undefined || input == null) return;
  const least = Number(form.dataset.searchFrom ?? 1);
  // What the rows were searched for; somebody may already have typed on.
  let known = input.defaultValue.trim();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (isAsked: boolean): void => {
    clearTimeout(timer);
    const text = input.value.trim();
    if (text === known || (!isAsked && text.length > 0 && text.length < least) || !root.isConnected) return;
    known = text;
    void changeState(root, { q: text });
  };
  input.addEventListener('input', (event) => {
    clearTimeout(timer);
    // A word that is being composed (Chinese, Japanese) is no search yet.
    if (event instanceof InputEvent && event.isComposing) return;
    timer = setTimeout(run, SEARCH_AFTER, false);
  });
  // The cross of the field.
  input.addEventListener('search', () => run(true));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run(true);
  });
  root.addEventListener('as:removed', (event) => event.target === root && clearTimeout(timer));
}

/** A panel that the page came with stays open unless there is no room for it, or somebody closed it before. */
function settleFirstPanel(root: HTMLElement): void {
  const panel = ownOne<HTMLFormElement>(root, '.table-filter-first');
  const hasNoRoom = panel !== undefined && getComputedStyle(panel).display === 'none';
  if (panel === undefined || !(hasNoRoom || closed.has(root.id))) return;
  panel.hidden = true;
  panel.dataset.isAsked = '';
  ownOne(root, '[data-table-filters]')?.setAttribute('aria-expanded', 'false');
}

async function togglePanel(root: HTMLElement, toggle: HTMLElement): Promise<void> {
  const panel = ownOne<HTMLFormElement>(root, '[data-table-filter-panel]');
  if (panel === undefined) return;
  const isOpening = panel.hidden;
  panel.hidden = !isOpening;
  if (isOpening) closed.delete(root.id);
  else closed.add(root.id);
  toggle.setAttribute('aria-expanded', String(isOpening));
  if (!isOpening || panel.dataset.loaded !== undefined) {
    if (isOpening) focusPanel(panel);
    return;
  }
  panel.dataset.loaded = '';
  panel.setAttribute('aria-busy', 'true');
  panel.replaceChildren(element('span', { class: 'note', role: 'status' }, say('loading')));
  try {
    panel.replaceChildren(parseMarkup(await getFragment(readingUrl(root, 'filters'))));
    focusPanel(panel);
  } catch {
    // Told by the request module; the next press tries again.
    delete panel.dataset.loaded;
    panel.hidden = true;
    toggle.setAttribute('aria-expanded', 'false');
  } finally {
    panel.removeAttribute('aria-busy');
  }
}

function focusPanel(panel: HTMLElement): void {
  panel.querySelector<HTMLElement>('input, select')?.focus();
}

/** Every filter of the panel by its key; several values of one are a comma list, an empty one is taken away. */
function panelValues(root: HTMLElement, panel: HTMLFormElement): Record<string, string> {
  const prefix = `${root.dataset.code}.`.length;
  const values: Record<string, string[]> = {};
  for (const control of ownAll<HTMLInputElement | HTMLSelectElement>(root, '[data-table-filter-panel] [name]')) {
    const key = control.name.slice(prefix);
    const list = values[key] ?? [];
    values[key] = list;
    const isOff = control instanceof HTMLInputElement && control.type === 'checkbox' && !control.checked;
    if (!isOff && panel.contains(control) && control.value.trim() !== '') list.push(control.value.trim());
  }
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.join(',')]));
}

function clearPanel(button: HTMLElement): void {
  const panel = button.closest('form');
  for (const control of panel?.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]') ?? []) {
    if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = false;
    else control.value = '';
  }
  panel?.requestSubmit();
}

/** Fills the two dates beside the button; the week begins on Monday. */
function setRange(button: HTMLElement): void {
  const [from, to] = button.closest('fieldset')?.querySelectorAll<HTMLInputElement>('input[type="date"]') ?? [];
  if (from === undefined || to === undefined) return;
  const first = new Date();
  const last = new Date(first);
  if (button.dataset.filterPreset === 'week') {
    first.setDate(first.getDate() - ((first.getDay() + 6) % 7));
    last.setTime(first.getTime());
    last.setDate(last.getDate() + 6);
  } else if (button.dataset.filterPreset === 'month') {
    first.setDate(1);
    last.setMonth(last.getMonth() + 1, 0);
  }
  from.value = localDay(first);
  to.value = localDay(last);
}

function localDay(day: Date): string {
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}
