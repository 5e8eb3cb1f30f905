// Brings server-rendered markup to life: behaviours of components, snippets that arrived inside values, links that need a keyboard.
// Called for the page and after every swap.

import { parseMarkup } from './element.ts';
import { watchTopics } from './live.ts';
import { behaviours } from './registry.ts';
import type { Behaviour } from './registry.ts';
import { getFragment } from './request.ts';
import { say } from './texts.ts';
import { showToast } from './toast.ts';

const TELL_AFTER_MS = 1000;
const activated = new WeakSet<Element>();
/** Components, and screens of the developer's cabinet, whose behaviour is still on its way. */
const waiting = new Map<Element, Promise<void>>();
const loaded = new Map<string, Promise<Behaviour>>();
/** Snippet classes whose definitions are of another kind. */
const KIND_OF_SNIPPET: Readonly<Record<string, string>> = {
  resourcemanager: 'resource',
  status: 'entity',
  metric: 'chart',
  catalog: 'table',
  editable: 'form',
  terminal: 'form',
};
/** And what they say of the way in which it stands. */
const MODE_OF_SNIPPET: Readonly<Record<string, string>> = { editable: 'editable', terminal: 'terminal' };
export const LINK_CLASSES = '.as-form-modal, .as-form-reset, .as-refresh, .as-operation, .as-request';

/** Activates everything inside (and at) the root that is not active yet. */
export async function activate(root: ParentNode): Promise<void> {
  makeLinksReachable(root);
  const code = root.querySelectorAll<HTMLElement>('pre.code-view');
  if (code.length > 0) void import('./code-view.ts').then(({ startCodeViews }) => startCodeViews(code));
  await Promise.all([...components(root).map(activateOnce), ...snippets(root).map(loadSnippet)]);
}

/** Resolves when what is around the element listens; undefined when it does already. */
export function whenReady(element: Element): Promise<void> | undefined {
  for (let around: Element | null = element; around !== null; around = around.parentElement) {
    const ready = waiting.get(around);
    if (ready !== undefined) return ready;
  }
  return undefined;
}

/** Until `starting` has ended, what a person does inside the root is kept, to be done then (early.ts). */
export function startIn(root: Element, starting: Promise<void>): Promise<void> {
  const ready = starting.finally(() => waiting.delete(root));
  waiting.set(root, ready);
  return ready;
}

/** The address of a component by its kind and code, with an item and parameters. */
export function componentUrl(
  kind: string,
  code: string,
  query: { itemID?: string | undefined; params?: Readonly<Record<string, string>> | undefined },
): string {
  const search = new URLSearchParams(query.params);
  if (query.itemID) search.set('itemID', query.itemID);
  const text = search.toString();
  return `/c/${encodeURIComponent(kind)}/${encodeURIComponent(code)}${text === '' ? '' : `?${text}`}`;
}

/** `data-param-NAME` attributes. HTML lowers their names; the server compares without regard to case. */
export function paramsOf(element: HTMLElement): Record<string, string> {
  const params: Record<string, string> = {};
  for (const { name, value } of element.attributes) {
    if (name.startsWith('data-param-')) params[name.slice('data-param-'.length)] = value;
  }
  return params;
}

function components(root: ParentNode): HTMLElement[] {
  const inside = [...root.querySelectorAll<HTMLElement>('.as-component[data-kind]')];
  return root instanceof HTMLElement && root.matches('.as-component[data-kind]') ? [root, ...inside] : inside;
}

async function activateOnce(element: HTMLElement): Promise<void> {
  if (activated.has(element)) return;
  activated.add(element);
  await startIn(element, activateComponent(element));
}

async function activateComponent(element: HTMLElement): Promise<void> {
  const kind = element.dataset.kind ?? '';
  let behaviour: Behaviour | undefined;
  try {
    behaviour = await behaviourOf(kind);
  } catch (error) {
    tellNotStarted(`component ${element.id}`, error);
  }
  if (element.dataset.topics !== undefined && kind !== 'chat')
    watchTopics(element, () => void import('./auto-refresh.ts').then(({ refreshWhenFree }) => refreshWhenFree(element)));
  // One component that fails must not leave the others dead.
  try {
    await behaviour?.(element);
  } catch (error) {
    tellNotStarted(`component ${element.id}`, error);
  }
}

/** The script of a kind; one that did not come is asked for again with the next component. */
async function behaviourOf(kind: string): Promise<Behaviour | undefined> {
  const load = Object.hasOwn(behaviours, kind) ? behaviours[kind] : undefined;
  if (load === undefined) return undefined;
  const loading = loaded.get(kind) ?? load();
  loaded.set(kind, loading);
  try {
    return await loading;
  } catch (error) {
    loaded.delete(kind);
    throw error;
  }
}

let isTold = false;

/** What is on the page and answers to nothing has to be told, once. Not at once: a page that is being left stops its loads. */
export function tellNotStarted(what: string, error: unknown): void {
  console.error(`${what} was not activated`, error);
  if (isTold) return;
  isTold = true;
  const action = { text: say('reloadPage'), run: () => location.reload() };
  setTimeout(() => showToast({ kind: 'danger', text: say('notStarted'), action }), TELL_AFTER_MS);
}

function snippets(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-code][class*="as-" i]:not(.as-component)')].filter(
    (element) => snippetKind(element) !== undefined,
  );
}

function snippetKind(element: HTMLElement): string | undefined {
  if (element.matches(LINK_CLASSES)) return undefined;
  const snippet = /(?:^|\s)as-([a-z]+)(?:\s|$)/i.exec(element.className)?.[1]?.toLowerCase();
  return snippet === undefined ? undefined : (KIND_OF_SNIPPET[snippet] ?? snippet);
}

function modeOf(element: HTMLElement): Record<string, string> {
  const snippet = /(?:^|\s)as-([a-z]+)(?:\s|$)/i.exec(element.className)?.[1]?.toLowerCase() ?? '';
  const mode = Object.hasOwn(MODE_OF_SNIPPET, snippet) ? MODE_OF_SNIPPET[snippet] : undefined;
  return mode === undefined ? {} : { mode };
}

async function loadSnippet(element: HTMLElement): Promise<void> {
  const kind = snippetKind(element);
  const { code, itemid } = element.dataset;
  // A snippet inside the component that it names would load itself for ever.
  if (activated.has(element) || kind === undefined || code === undefined || isInsideItself(element, kind, code)) return;
  activated.add(element);
  element.setAttribute('aria-busy', 'true');
  try {
    const fragment = parseMarkup(
      await getFragment(componentUrl(kind, code, { itemID: itemid, params: { ...paramsOf(element), ...modeOf(element) } })),
    );
    const arrived = [...fragment.children];
    element.replaceWith(fragment);
    await Promise.all(arrived.map((child) => activate(child)));
  } catch {
    element.removeAttribute('aria-busy');
  }
}

function isInsideItself(element: HTMLElement, kind: string, code: string): boolean {
  return element.parentElement?.closest(`.as-component[data-kind="${CSS.escape(kind)}"][data-code="${CSS.escape(code)}" i]`) != null;
}

/** Links written as `<a class="as-form-modal">` or `<span …>` without an address can be neither focused nor pressed by key. */
function makeLinksReachable(root: ParentNode): void {
  for (const link of root.querySelectorAll<HTMLElement>(LINK_CLASSES)) {
    if (link.matches('button, a[href], [tabindex], input, option')) continue;
    link.tabIndex = 0;
    link.setAttribute('role', 'button');
  }
}
