// A tree in the browser by the WAI-ARIA pattern: arrows walk and unfold, letters find, Enter chooses, F2 renames, Delete deletes, Insert adds,
// Ctrl+arrows move. The pointer does the same with clicks and drags. What was opened is kept by the server.

import { tree as en } from '../locales/en/tree.ts';
import { tree as ru } from '../locales/ru/tree.ts';
import { openForm } from './modal.ts';
import { post } from './request.ts';
import { fill, pick } from './texts.ts';
import { startDrag } from './tree/drag.ts';
import { askTitle, confirmDelete } from './tree/dialogs.ts';
import { parentOf, placeOf, siblingsOf, titleOf, visibleItems } from './tree/items.ts';
import type { Place } from './tree/items.ts';
import { refreshTargets } from './tree/targets.ts';
import { startTreeSearch } from './tree/search.ts';

const KEEP_AFTER_MS = 600;
const TYPE_AHEAD_MS = 700;
const texts: Readonly<Record<string, string>> = pick(en, ru);

/** Activates one tree component. */
export function activateTree(root: HTMLElement): void {
  const list = root.querySelector<HTMLElement>('[role="tree"]');
  const code = root.dataset.code ?? '';
  const url = `/c/tree/${encodeURIComponent(code)}`;
  const isMultiple = root.dataset.selection === 'multiple';
  const opened = new Set<string>();
  const closed = new Set<string>();
  let keeping: ReturnType<typeof setTimeout> | undefined;
  let typed = '';
  let typedAt = 0;

  const body = (more: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
    itemID: root.dataset.itemid ?? '',
    params: Object.fromEntries(new URL(root.dataset.src ?? '', location.href).searchParams),
    ...more,
  });
  const active = (): HTMLElement | undefined => list?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]') ?? undefined;
  const allows = (act: string): boolean => root.querySelector(`[data-tree="${act}"]`) !== null;

  const makeActive = (item: HTMLElement, focus = true): void => {
    for (const other of list?.querySelectorAll('[role="treeitem"][tabindex="0"]') ?? []) other.setAttribute('tabindex', '-1');
    item.tabIndex = 0;
    if (focus) item.focus();
    for (const button of root.querySelectorAll<HTMLButtonElement>('[data-needs-node]')) button.disabled = item.dataset.root !== undefined;
  };
  const setOpen = (item: HTMLElement, isOpen: boolean): void => {
    const { node = '' } = item.dataset;
    if (!item.hasAttribute('aria-expanded') || item.getAttribute('aria-expanded') === String(isOpen)) return;
    item.setAttribute('aria-expanded', String(isOpen));
    (isOpen ? opened : closed).add(node);
    (isOpen ? closed : opened).delete(node);
    clearTimeout(keeping);
    keeping = setTimeout(keepState, KEEP_AFTER_MS);
  };
  const keepState = (): void => {
    const items = [...(list?.querySelectorAll<HTMLElement>('[role="treeitem"][aria-expanded]') ?? [])];
    const ids = (isOpen: boolean): string[] =>
      items.filter((item) => item.getAttribute('aria-expanded') === String(isOpen)).map((item) => item.dataset.node ?? '');
    if (document.querySelector('meta[name="user"]') !== null) {
      post(`${url}/state`, body({ open: ids(true), closed: ids(false) }), { isQuiet: true }).catch(() => {});
    }
  };

  const choose = (item: HTMLElement, event?: Event): void => {
    if (item.getAttribute('aria-disabled') === 'true' || root.dataset.selection === 'none') return;
    if (isMultiple) item.setAttribute('aria-selected', String(item.getAttribute('aria-selected') !== 'true'));
    else for (const other of list?.querySelectorAll('[role="treeitem"]') ?? []) other.setAttribute('aria-selected', String(other === item));
    const ids = [...(list?.querySelectorAll<HTMLElement>('[role="treeitem"][aria-selected="true"]') ?? [])].map(
      (one) => one.dataset.node ?? '',
    );
    root.dispatchEvent(new CustomEvent('tree:select', { detail: { node: item.dataset.node ?? '', nodes: ids }, bubbles: true }));
    const { form, formItem, target, param } = item.dataset;
    const link = item.querySelector<HTMLAnchorElement>(':scope > .tree-row > a[href]');
    if (form !== undefined) void openForm({ code: form, itemID: formItem, title: titleOf(item) });
    else if (target !== undefined && param !== undefined) void refreshTargets(target, { param, value: ids.join(',') });
    else if (link !== null && !(event?.target instanceof Element && link.contains(event.target))) link.click();
  };

  const act = async (name: string, item: HTMLElement | undefined, trigger?: HTMLElement): Promise<void> => {
    const id = item?.dataset.node ?? '';
    if (name === 'createRoot' || name === 'create') {
      const title = await askTitle({
        heading: fill(texts, 'newTitle'),
        label: fill(texts, 'name'),
        action: fill(texts, name === 'create' ? 'add' : 'addRoot'),
      });
      if (title === undefined) return;
      if (name === 'create' && item?.hasAttribute('aria-expanded')) setOpen(item, true);
      await post(`${url}/create`, body({ parent: name === 'create' ? id : '', title }), { trigger });
      return;
    }
    if (item === undefined || id === '') return;
    const title = titleOf(item);
    if (name === 'rename') {
      const next = await askTitle({
        heading: fill(texts, 'renameTitle', { title }),
        label: fill(texts, 'name'),
        action: fill(texts, 'rename'),
        value: title,
      });
      if (next !== undefined && next !== title) await post(`${url}/rename`, body({ node: id, title: next }), { trigger });
    } else if (name === 'delete') {
      const question = root.querySelector<HTMLElement>('[data-tree="delete"]')?.dataset.confirm ?? '';
      if (
        !(await confirmDelete({
          title: question.replaceAll('{title}', title),
          text: fill(texts, 'confirmDeleteText'),
          action: fill(texts, 'delete'),
        }))
      )
        return;
      const next = siblingsOf(item).find((one) => one !== item) ?? parentOf(item);
      if (next !== undefined) makeActive(next);
      await post(`${url}/delete`, body({ node: id }), { trigger });
    } else {
      const place = placeOf(item, name);
      if (place !== undefined) await move(item, place, trigger);
    }
  };
  const move = async (item: HTMLElement, { parent, before, position }: Place, trigger?: HTMLElement): Promise<void> => {
    const title = titleOf(item);
    const isDone = (await post(`${url}/move`, body({ node: item.dataset.node ?? '', parent, before, position }), { trigger })).ok;
    const status = document.getElementById(root.id)?.querySelector('[data-tree-status]');
    if (isDone && status != null) status.textContent = fill(texts, 'moved', { title });
  };

  const findByLetter = (letter: string, from: HTMLElement): void => {
    typed = Date.now() - typedAt < TYPE_AHEAD_MS ? typed + letter : letter;
    typedAt = Date.now();
    const items = list === null ? [] : visibleItems(list);
    const at = items.indexOf(from);
    const order = [...items.slice(typed.length > 1 ? at : at + 1), ...items.slice(0, at + 1)];
    const found = order.find((item) => titleOf(item).toLocaleLowerCase().startsWith(typed.toLocaleLowerCase()));
    if (found !== undefined) makeActive(found);
  };

  const step = (key: string, item: HTMLElement): boolean => {
    const items = list === null ? [] : visibleItems(list);
    const at = items.indexOf(item);
    const isOpen = item.getAttribute('aria-expanded');
    const to =
      key === 'ArrowDown'
        ? items[at + 1]
        : key === 'ArrowUp'
          ? items[at - 1]
          : key === 'Home'
            ? items[0]
            : key === 'End'
              ? items.at(-1)
              : key === 'ArrowRight' && isOpen === 'true'
                ? items[at + 1]
                : key === 'ArrowLeft' && isOpen !== 'true'
                  ? parentOf(item)
                  : undefined;
    if (key === 'ArrowRight' && isOpen === 'false') setOpen(item, true);
    if (key === 'ArrowLeft' && isOpen === 'true') setOpen(item, false);
    if (to !== undefined) makeActive(to);
    return /^(?:Arrow|Home|End)/.test(key);
  };
  const MOVES: Readonly<Record<string, string>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' };
  const KEYS: Readonly<Record<string, string>> = { F2: 'rename', Delete: 'delete', Insert: 'create' };

  const onKey = (event: KeyboardEvent): void => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="treeitem"]') : null;
    if (item === null || item !== event.target) return;
    const { key } = event;
    const moving = event.ctrlKey || event.metaKey ? MOVES[key] : undefined;
    const acting = KEYS[key];
    let isHandled = true;
    if (moving !== undefined && allows(moving)) void act(moving, item).catch(() => {});
    else if (event.ctrlKey || event.metaKey || event.altKey) isHandled = false;
    else if (acting !== undefined && allows(acting)) void act(acting, item).catch(() => {});
    else if (key === 'Enter' || key === ' ') choose(item);
    else if (key === '*') for (const one of siblingsOf(item)) setOpen(one, true);
    else if (key.length === 1) findByLetter(key, item);
    else isHandled = step(key, item);
    if (isHandled) event.preventDefault();
  };

  root.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest<HTMLButtonElement>('[data-tree]');
    if (button !== null) return void act(button.dataset.tree ?? '', active(), button).catch(() => {});
    const item = event.target.closest<HTMLElement>('[role="treeitem"]');
    if (item === null || event.target.closest('.tree-row') === null) return;
    makeActive(item);
    if (event.target.closest('.tree-toggle') !== null && item.hasAttribute('aria-expanded')) {
      event.preventDefault();
      return setOpen(item, item.getAttribute('aria-expanded') !== 'true');
    }
    choose(item, event);
  });
  list?.addEventListener('keydown', onKey);

  if (list === null) return;
  const first =
    list.querySelector<HTMLElement>('[role="treeitem"][aria-selected="true"]') ?? list.querySelector<HTMLElement>('[role="treeitem"]');
  const focused = document.activeElement?.closest<HTMLElement>('[role="treeitem"]');
  const start = focused != null && list.contains(focused) ? focused : first;
  if (start !== null && start !== undefined) makeActive(start, false);
  startTreeSearch(root, list, (count) => fill(texts, 'found', { count }));
  if (root.dataset.canMove !== undefined) void startDrag(list, { move, open: (item) => setOpen(item, true) });
}
