// The search box of the top bar: results as one types, a list for keys (ARIA combobox). Enter without a choice opens the search page.

import { element } from './element.ts';
import { getJson } from './request.ts';
import { say } from './texts.ts';

/** One result of `GET /search?text=`. */
interface Found {
  readonly text: string;
  readonly url: string;
  readonly group?: string;
  readonly note?: string;
}

const DELAY = 200;
const MIN_LENGTH = 2;

export function startSearch(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-search]')) activateSearch(form);
}

function activateSearch(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="search"]');
  if (input === null) return;
  const list = element('ul', {
    class: 'search-list',
    id: 'search-list',
    role: 'listbox',
    'aria-label': input.getAttribute('aria-label'),
    hidden: true,
  });
  const status = element('div', { class: 'sr-only', role: 'status' });
  form.append(list, status);
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': list.id,
    'aria-autocomplete': 'list',
  })) {
    input.setAttribute(name, value);
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | undefined;

  const close = (): void => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const search = async (): Promise<void> => {
    current?.abort();
    const text = input.value.trim();
    if (text.length < MIN_LENGTH) return close();
    current = new AbortController();
    try {
      const url = `${form.getAttribute('action') ?? '/search'}?text=${encodeURIComponent(text)}`;
      const answer = await getJson<{ items: readonly Found[] }>(url, { signal: current.signal, isQuiet: true });
      const chosen = list.querySelector('[aria-selected="true"]')?.getAttribute('href');
      show(list, answer.items);
      // Whoever has already gone down the list while a longer word was searched for stays where they are.
      choose(
        input,
        list,
        optionsOf(list).find((option) => option.getAttribute('href') === chosen),
      );
      status.textContent = answer.items.length === 0 ? say('noResults') : say('results', { count: answer.items.length });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      list.replaceChildren(element('li', { class: 'search-note' }, say('searchFailed')));
    }
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), DELAY);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return close();
    if (list.hidden) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(input, list, event.key === 'ArrowDown' ? 1 : -1);
    }
    const chosen = list.querySelector<HTMLAnchorElement>('[aria-selected="true"]');
    if (event.key === 'Enter' && chosen !== null) {
      event.preventDefault();
      chosen.click();
    }
  });
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) close();
  });
}

function show(list: HTMLElement, items: readonly Found[]): void {
  if (items.length === 0) return list.replaceChildren(element('li', { class: 'search-note' }, say('noResults')));
  const rows: HTMLElement[] = [];
  let group: string | undefined;
  items.forEach((item, i) => {
    if (item.group && item.group !== group) rows.push(element('li', { class: 'search-group', role: 'presentation' }, item.group));
    group = item.group;
    const note = item.note && element('span', { class: 'muted push nowrap' }, item.note);
    const link = element(
      'a',
      { class: 'search-item', id: `search-${i}`, role: 'option', 'aria-selected': 'false', tabindex: -1, href: item.url },
      element('span', { class: 'truncate' }, item.text),
      note,
    );
    rows.push(element('li', { role: 'presentation' }, link));
  });
  list.replaceChildren(...rows);
}

function move(input: HTMLInputElement, list: HTMLElement, step: 1 | -1): void {
  const options = optionsOf(list);
  if (options.length === 0) return;
  const at = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
  choose(input, list, options[(at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length]);
}

/** Marks one of the list, or none. */
function choose(input: HTMLInputElement, list: HTMLElement, chosen: HTMLElement | undefined): void {
  for (const option of optionsOf(list)) option.setAttribute('aria-selected', String(option === chosen));
  if (chosen === undefined) return input.removeAttribute('aria-activedescendant');
  input.setAttribute('aria-activedescendant', chosen.id);
  chosen.scrollIntoView({ block: 'nearest' });
}

function optionsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role="option"]')];
}
