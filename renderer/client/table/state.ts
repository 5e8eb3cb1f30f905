// What a table shows and the address of the page: links of the table load its fragment, the page's address keeps the state beside the
// parameters of others, the browser's Back brings it back.

import { dialogOf } from '../dialog.ts';
import { rememberFocus } from '../focus.ts';
import { refreshComponent } from '../refresh.ts';
import { post } from '../request.ts';
import { actionUrl } from './component-address.ts';
import { ownTarget } from './own.ts';

/** The state in the page's address as each table was last loaded with it, by the element's id. */
const shown = new Map<string, string>();
let isWatching = false;
const LONGEST_WAIT_MS = 10_000;

/** Follows links of the table, and keeps the page's address in step. */
export function startNavigation(root: HTMLElement): void {
  if (hasPlaceInAddress(root)) {
    if (!shown.has(root.id)) shown.set(root.id, ownQuery(root, new URLSearchParams(location.search)));
    watchHistory();
  }
  root.addEventListener('click', (event) => {
    const link = ownTarget(root, event.target, 'a[data-table-nav]');
    if (link === undefined || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const isAdding = event.shiftKey && link.dataset.sortAdded !== undefined && root.dataset.sortMulti !== undefined;
    if (event.shiftKey && !isAdding) return;
    event.preventDefault();
    if (isAdding) whenLoaded(root, (now) => addSort(now, link.dataset.sort ?? ''));
    else void showState(root, queryOf(link));
  });
  // Links drawn as buttons answer to the space bar, too.
  root.addEventListener('keydown', (event) => {
    const link = event.key === ' ' ? ownTarget(root, event.target, 'a[data-table-nav][role="button"]') : undefined;
    if (link === undefined) return;
    event.preventDefault();
    link.click();
  });
}

function queryOf(link: HTMLElement): URLSearchParams {
  return new URLSearchParams(new URL(link.getAttribute('href') ?? '?', location.href).search);
}

function addSort(root: HTMLElement, column: string): void {
  const link = root.querySelector<HTMLElement>(`a[data-sort="${CSS.escape(column)}"]`);
  if (link === null) return;
  const query = queryOf(link);
  query.set(`${root.dataset.code}.sort`, link.dataset.sortAdded ?? '');
  void showState(root, query);
}

/** What is added is added to the order of the rows that are on their way. */
function whenLoaded(root: HTMLElement, work: (now: HTMLElement) => void): void {
  if (root.getAttribute('aria-busy') !== 'true') return work(root);
  const done = new AbortController();
  document.addEventListener(
    'as:refreshed',
    ({ target }) => {
      if (!(target instanceof HTMLElement) || target.id !== root.id) return;
      done.abort();
      work(target);
    },
    { signal: AbortSignal.any([done.signal, AbortSignal.timeout(LONGEST_WAIT_MS)]) },
  );
}

/** Loads the table with the state of this query; other keys of the query do not count. */
export async function showState(root: HTMLElement, query: URLSearchParams): Promise<void> {
  const own = ownQuery(root, query);
  if (root.dataset.keepFilters !== undefined) keepFilters(root, own);
  if (hasPlaceInAddress(root)) {
    const address = new URL(location.href);
    for (const name of [...address.searchParams.keys()]) if (isOwnKey(root, name)) address.searchParams.delete(name);
    for (const [name, value] of new URLSearchParams(own)) address.searchParams.append(name, value);
    shown.set(root.id, own);
    if (address.href !== location.href) history.pushState(history.state, '', address);
  }
  await load(root, own);
}

/** The state that the table shows now, changed: `undefined` takes a key away. A change begins on the first page. */
export function changeState(root: HTMLElement, changes: Readonly<Record<string, string | undefined>>, keepsTab = false): Promise<void> {
  const query = new URLSearchParams(new URL(root.dataset.src ?? '', location.href).search);
  const set = (key: string, value: string | undefined): void => {
    const name = `${root.dataset.code}.${key}`;
    for (const known of [...query.keys()]) if (known.toLowerCase() === name.toLowerCase()) query.delete(known);
    if (value !== undefined && value !== '') query.set(name, value);
  };
  set('page', undefined);
  if (!keepsTab) set('tab', root.dataset.defaultTab === undefined ? undefined : '-');
  for (const [key, value] of Object.entries(changes)) set(key, value);
  return showState(root, query);
}

/** The state as a saved view keeps it: without the table's prefix, without page and tab. */
export function stateQuery(root: HTMLElement, own = new URL(root.dataset.src ?? '', location.href).searchParams): string {
  const prefix = (root.dataset.code?.length ?? 0) + 1;
  const kept = new URLSearchParams();
  for (const [name, value] of own) {
    const key = name.slice(prefix);
    if (isOwnKey(root, name) && key !== 'page' && key !== 'tab') kept.append(key, value);
  }
  return kept.toString();
}

/** The next visit begins with them; nobody waits for it. */
function keepFilters(root: HTMLElement, own: string): void {
  const query = stateQuery(root, new URLSearchParams(own));
  void post(actionUrl(root, 'keepFilters'), { query }, { isQuiet: true }).catch(() => {});
}

function isOwnKey(root: HTMLElement, name: string): boolean {
  return name.toLowerCase().startsWith(`${root.dataset.code ?? ''}.`.toLowerCase());
}

function ownQuery(root: HTMLElement, query: URLSearchParams): string {
  return new URLSearchParams([...query].filter(([name, value]) => isOwnKey(root, name) && value !== '')).toString();
}

/** A table inside a row or a dialog, or one whose definition says so, keeps its state to itself. */
function hasPlaceInAddress(root: HTMLElement): boolean {
  return root.dataset.urlState !== undefined && dialogOf(root) === undefined && root.parentElement?.closest('.as-table') == null;
}

async function load(root: HTMLElement, own: string): Promise<void> {
  const src = new URL(root.dataset.src ?? '', location.href);
  for (const name of [...src.searchParams.keys()]) if (isOwnKey(root, name)) src.searchParams.delete(name);
  for (const [name, value] of new URLSearchParams(own)) src.searchParams.append(name, value);
  const restoreFocus = rememberFocus(root);
  await refreshComponent(root, `${src.pathname}${src.search}`);
  restoreFocus();
}

/** Loads the table anew as it is. */
export async function reload(root: HTMLElement): Promise<void> {
  const restoreFocus = rememberFocus(root);
  await refreshComponent(root);
  restoreFocus();
}

function watchHistory(): void {
  if (isWatching) return;
  isWatching = true;
  addEventListener('popstate', () => {
    const query = new URLSearchParams(location.search);
    for (const [id, before] of shown) {
      const root = document.getElementById(id);
      if (root === null) continue;
      const own = ownQuery(root, query);
      if (own === before) continue;
      shown.set(id, own);
      void load(root, own);
    }
  });
}
