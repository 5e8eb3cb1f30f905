// The menu of a row: filled from the table's template, less what the row's own attributes take away; opened by button, keys follow the
// pattern of menu buttons (arrows, Home, End, letters, Escape).

import { confirmAction } from '../confirm.ts';
import { element } from '../element.ts';
import { openForm } from '../modal.ts';
import { runOperation, sizeOf } from './operations.ts';
import { ownOne, ownTarget, sayTable, sendAction } from './own.ts';
import type { OwnTable } from './own.ts';

let closeOpen: (() => void) | undefined;

export function startRowMenu(table: OwnTable): void {
  const { root } = table;
  root.addEventListener('click', (event) => {
    const button = ownTarget(root, event.target, '[data-row-menu]');
    if (button !== undefined) {
      if (button.getAttribute('aria-expanded') === 'true') closeOpen?.();
      else openRowMenu(table, button);
    }
    const shortcut = ownTarget(root, event.target, '[data-row-operation]');
    if (shortcut !== undefined) choose(table, shortcut, shortcut.dataset.rowOperation ?? '');
    const whole = ownTarget(root, event.target, '[data-table-operation]');
    const operation = table.operations.get(whole?.dataset.tableOperation ?? '');
    if (whole !== undefined && operation !== undefined) void runOperation(table, { operation, rows: [], trigger: whole });
  });
  root.addEventListener('keydown', (event) => {
    const button = ownTarget(root, event.target, '[data-row-menu]');
    if (button === undefined || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    openRowMenu(table, button, event.key === 'ArrowUp' ? 'last' : 'first');
  });
}

function openRowMenu(table: OwnTable, button: HTMLElement, focus: 'first' | 'last' = 'first'): void {
  const template = ownOne<HTMLTemplateElement>(table.root, ':scope > template[data-row-menu-items]');
  const place = button.closest<HTMLElement>('[data-off], .table-menu') ?? button;
  const off = new Set((place.dataset.off ?? '').split(','));
  const fragment = template?.content.cloneNode(true);
  if (!(fragment instanceof DocumentFragment)) return;
  const items = [...fragment.querySelectorAll<HTMLElement>('[data-item]')].filter((item) => !off.has(item.dataset.item ?? ''));
  openMenu(button, {
    items,
    label: button.getAttribute('aria-label') ?? sayTable('actions'),
    choose: (item) => choose(table, button, item.dataset.item ?? '', item),
  });
  if (focus === 'last') items.at(-1)?.focus();
}

interface Menu {
  readonly items: readonly HTMLElement[];
  readonly label: string;
  readonly choose: (item: HTMLElement) => void;
}

/** Opens a menu below (or above) a button. */
export function openMenu(button: HTMLElement, { items, label, choose: chosen }: Menu): void {
  closeOpen?.();
  if (items.length === 0) return;
  for (const item of items) item.tabIndex = -1;
  const menu = element('div', { class: 'dropdown-menu table-row-menu show', role: 'menu', 'aria-label': label }, ...items);
  button.setAttribute('aria-expanded', 'true');
  // Beside the table, not inside its scrolled part, which would cut it.
  (button.closest('.as-component') ?? document.body).append(menu);
  placeBy(menu, button);
  const close = (returnsFocus = true): void => {
    closeOpen = undefined;
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', onOutside, true);
    removeEventListener('scroll', onScroll, true);
    removeEventListener('resize', onScroll);
    if (returnsFocus && button.isConnected) button.focus({ preventScroll: true });
  };
  const onOutside = (event: Event): void => {
    if (event.target instanceof Node && !menu.contains(event.target) && !button.contains(event.target)) close(false);
  };
  const onScroll = (): void => close();
  closeOpen = close;
  document.addEventListener('pointerdown', onOutside, true);
  addEventListener('scroll', onScroll, true);
  addEventListener('resize', onScroll);
  menu.addEventListener('click', (event) => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="menuitem"]') : null;
    if (item === null) return;
    close();
    chosen(item);
  });
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) close(false);
  });
  menu.addEventListener('keydown', (event) => moveInMenu(event, items, close));
  items[0]?.focus({ preventScroll: true });
}

function moveInMenu(event: KeyboardEvent, items: readonly HTMLElement[], close: (returnsFocus?: boolean) => void): void {
  const here = items.indexOf(document.activeElement as HTMLElement);
  const last = items.length - 1;
  const goTo = (at: number): void => {
    event.preventDefault();
    items[at]?.focus({ preventScroll: true });
  };
  switch (event.key) {
    case 'ArrowDown':
      return goTo(here === last ? 0 : here + 1);
    case 'ArrowUp':
      return goTo(here <= 0 ? last : here - 1);
    case 'Home':
      return goTo(0);
    case 'End':
      return goTo(last);
    case 'Escape':
      event.preventDefault();
      event.stopPropagation();
      return close();
    case 'Tab':
      return close();
    default: {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.key === ' ') return;
      const letter = event.key.toLowerCase();
      const order = [...items.slice(here + 1), ...items.slice(0, here + 1)];
      order.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
    }
  }
}

/** Styles set by script are allowed where styles in markup are not. */
function placeBy(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const isBelow = at.bottom + height + 8 <= innerHeight || at.top < height + 8;
  menu.style.top = `${Math.max(8, isBelow ? at.bottom + 2 : at.top - height - 2)}px`;
  menu.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
}

/** What the chosen item of a row does. */
function choose(table: OwnTable, button: HTMLElement, code: string, item?: HTMLElement): void {
  const holder = button.closest<HTMLElement>('[data-id]');
  const row = { id: holder?.dataset.id ?? '', name: holder?.dataset.name ?? '' };
  const place = button.closest<HTMLElement>('.table-menu');
  const url = place?.getAttribute(`data-url-${code.toLowerCase()}`);
  const question = place?.getAttribute(`data-ask-${code.toLowerCase()}`) ?? undefined;
  if (url) return location.assign(url);
  if (code === 'edit') return void edit(item, row.id);
  if (code === 'delete')
    return void remove(table, { row, question: question ?? item?.dataset.confirm ?? '', trigger: button, text: item?.textContent?.trim() });
  const operation = table.operations.get(code);
  if (operation !== undefined)
    void runOperation(table, { operation: { ...operation, confirm: question ?? operation.confirm }, rows: [row], trigger: button });
}

async function edit(item: HTMLElement | undefined, itemID: string): Promise<void> {
  const { form, mode, title, params } = item?.dataset ?? {};
  if (form === undefined) return;
  await openForm({
    code: form,
    itemID,
    title,
    size: sizeOf(mode === 'big' || mode === 'slideout' ? mode : 'modal'),
    params: params === undefined ? {} : (JSON.parse(params) as Record<string, string>),
  });
}

interface Removal {
  readonly row: { readonly id: string; readonly name: string };
  readonly question: string;
  readonly trigger: HTMLElement;
  readonly text: string | undefined;
}

async function remove(table: OwnTable, { row, question, trigger, text }: Removal): Promise<void> {
  const title = text || sayTable('delete');
  const named = question.replaceAll(/\{\w+\}/g, row.name || row.id);
  if (!(await confirmAction({ title, text: named, confirm: title, isDangerous: true }))) return;
  await sendAction(table.root, 'delete', { id: row.id }, { trigger }).catch(() => {});
}
