// The board: cards are dragged between columns, by mouse and finger, or moved by the menu of a card. The server has the last word: what it
// refuses goes back to where it was, with the reason.

import Sortable from 'sortablejs';
import { board as en } from '../../locales/en/board.ts';
import { board as ru } from '../../locales/ru/board.ts';
import { element } from '../element.ts';
import { post } from '../request.ts';
import { fill, pageLang, pick, say } from '../texts.ts';
import { showToast } from '../toast.ts';
import { actionContext, actionUrl } from './component-address.ts';

const texts = pick(en, ru);
const asNumber = new Intl.NumberFormat(pageLang === 'ru' ? 'ru-RU' : 'en-GB');

interface Place {
  readonly list: HTMLElement;
  readonly before: Element | null;
}

/** Called once with the component's root that holds a `.kanban`. */
export function activateKanban(root: HTMLElement): void {
  const board = root.querySelector<HTMLElement>('.kanban');
  if (board === null) return;
  paintColors(board);
  if (!board.hasAttribute('data-drag')) return;
  const moves = readMoves(board);
  const may = (card: HTMLElement, column: HTMLElement): boolean => mayMove(card, column, moves);
  for (const list of board.querySelectorAll<HTMLElement>('.kanban-list')) makeSortable(list, { root, board, may });
  board.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-move]') : null;
    const card = button?.closest<HTMLElement>('.kanban-card');
    if (button === null || card == null) return;
    event.preventDefault();
    openMoveMenu(button, { root, board, card, may });
  });
}

interface BoardParts {
  readonly root: HTMLElement;
  readonly board: HTMLElement;
  readonly may: (card: HTMLElement, column: HTMLElement) => boolean;
}

function makeSortable(list: HTMLElement, { root, board, may }: BoardParts): void {
  let origin: Place | undefined;
  Sortable.create(list, {
    group: `board-${root.id}`,
    draggable: '.kanban-card',
    filter: 'button',
    preventOnFilter: false,
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    delay: 180,
    delayOnTouchOnly: true,
    ghostClass: 'kanban-ghost',
    dragClass: 'is-dragged',
    onStart: ({ item }) => {
      origin = { list, before: item.nextElementSibling };
      for (const column of columns(board)) column.classList.toggle('is-refusing', !column.contains(list) && !may(item, column));
    },
    onMove: ({ dragged, to }) => {
      const column = to.closest<HTMLElement>('.kanban-column');
      return column !== null && (column.contains(list) || may(dragged, column));
    },
    onEnd: ({ item, to }) => {
      for (const column of columns(board)) column.classList.remove('is-refusing');
      if (to === list || origin === undefined) return;
      void move(item, { root, board, origin });
    },
  });
}

/** Tells the server where the card is now; a refusal brings it back. */
async function move(
  card: HTMLElement,
  { root, board, origin, isUndo = false }: { root: HTMLElement; board: HTMLElement; origin: Place; isUndo?: boolean },
): Promise<void> {
  const column = card.closest<HTMLElement>('.kanban-column');
  const value = column?.dataset.value ?? '';
  const former = card.dataset.status ?? '';
  count(board);
  card.setAttribute('aria-busy', 'true');
  const back = (): void => {
    origin.list.insertBefore(card, origin.before?.parentElement === origin.list ? origin.before : null);
    count(board);
  };
  try {
    const answer = await post(actionUrl(root, 'updateField'), {
      id: card.dataset.id ?? '',
      field: board.dataset.field ?? '',
      value,
      // What the card showed: whoever was faster is told of, not overwritten.
      from: former,
      ...actionContext(root),
    });
    if (!answer.ok) {
      back();
      showToast({ kind: 'warning', text: errorOf(answer.data) ?? fill(texts, 'notAllowed', namesOf(card, column)) });
      return;
    }
    card.dataset.status = value;
    if (answer.commands.length > 0 || isUndo) return;
    showToast({
      kind: 'success',
      text: fill(texts, 'moved', namesOf(card, column)),
      action: { text: say('undo'), run: () => moveTo(card, { root, board, value: former, isUndo: true }) },
    });
  } catch {
    // The request module has told what went wrong.
    back();
  } finally {
    card.removeAttribute('aria-busy');
  }
}

function moveTo(
  card: HTMLElement,
  { root, board, value, isUndo = false }: { root: HTMLElement; board: HTMLElement; value: string; isUndo?: boolean },
): void {
  const list = columns(board)
    .find((column) => column.dataset.value === value)
    ?.querySelector<HTMLElement>('.kanban-list');
  const from = card.closest<HTMLElement>('.kanban-list');
  if (list == null || from === null || list === from) return;
  const origin = { list: from, before: card.nextElementSibling };
  list.prepend(card);
  card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  void move(card, { root, board, origin, isUndo });
}

function openMoveMenu(button: HTMLElement, { root, board, card, may }: BoardParts & { card: HTMLElement }): void {
  const here = card.closest<HTMLElement>('.kanban-column');
  const items = columns(board)
    .filter((column) => column !== here && may(card, column))
    .map((column) => {
      const item = element(
        'button',
        { type: 'button', role: 'menuitem', class: 'dropdown-item', tabindex: -1 },
        column.dataset.title ?? '',
      );
      item.addEventListener('click', () => {
        close();
        moveTo(card, { root, board, value: column.dataset.value ?? '' });
        button.focus();
      });
      return item;
    });
  const menu = element(
    'div',
    { class: 'dropdown-menu show kanban-menu', role: 'menu', 'aria-label': texts.move },
    element('p', { class: 'dropdown-header mb-0' }, texts.move),
    ...items,
  );
  if (items.length === 0) menu.append(element('p', { class: 'dropdown-item-text muted mb-0' }, '—'));
  const close = (): void => {
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
    removeEventListener('scroll', close, true);
  };
  const outside = (event: Event): void => {
    if (event.target instanceof Node && !menu.contains(event.target)) close();
  };
  menu.addEventListener('keydown', (event) => {
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
      button.focus();
    } else if (step !== undefined && items.length > 0) {
      event.preventDefault();
      items[step % items.length]?.focus();
    }
  });
  document.body.append(menu);
  place(menu, button);
  button.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', outside, true);
  addEventListener('scroll', close, true);
  (items[0] ?? menu).focus({ preventScroll: true });
}

/** Under the button, inside the window. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const isBelow = at.bottom + offsetHeight + 8 < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(at.right - offsetWidth, innerWidth - offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, isBelow ? at.bottom + 4 : at.top - offsetHeight - 4)}px`;
}

/** Numbers, sums and limits of all columns by the cards that stand in them. */
function count(board: HTMLElement): void {
  const { currency } = board.dataset;
  const print =
    currency === undefined
      ? asNumber
      : new Intl.NumberFormat(pageLang === 'ru' ? 'ru-RU' : 'en-GB', {
          style: 'currency',
          currency,
          currencyDisplay: 'narrowSymbol',
          trailingZeroDisplay: 'stripIfInteger',
        });
  for (const column of columns(board)) {
    const cards = [...column.querySelectorAll<HTMLElement>('.kanban-card')];
    const number = column.querySelector('[data-count]');
    if (number !== null) number.textContent = String(cards.length);
    const sum = column.querySelector<HTMLElement>('[data-sum]');
    const amount = cards.reduce((all, card) => all + Number(card.dataset.amount ?? 0), 0);
    if (sum !== null) sum.textContent = amount === 0 ? '' : print.format(amount);
    column.classList.toggle('is-over', column.dataset.limit !== undefined && cards.length > Number(column.dataset.limit));
  }
}

function mayMove(card: HTMLElement, column: HTMLElement, moves: Readonly<Record<string, readonly string[]>> | undefined): boolean {
  if (column.hasAttribute('data-closed')) return false;
  return moves === undefined || (moves[card.dataset.status ?? ''] ?? []).includes(column.dataset.value ?? '');
}

function readMoves(board: HTMLElement): Record<string, string[]> | undefined {
  const { moves } = board.dataset;
  return moves === undefined ? undefined : (JSON.parse(moves) as Record<string, string[]>);
}

function columns(board: HTMLElement): HTMLElement[] {
  return [...board.querySelectorAll<HTMLElement>('.kanban-column')];
}

function namesOf(card: HTMLElement, column: HTMLElement | null): { name: string; column: string } {
  return { name: card.dataset.name ?? '', column: column?.dataset.title ?? '' };
}

function errorOf(data: unknown): string | undefined {
  return typeof data === 'object' && data !== null && 'error' in data && typeof data.error === 'string' ? data.error : undefined;
}

/** Colours that are no theme colours: markup may carry no styles, scripts may set them. */
function paintColors(board: HTMLElement): void {
  for (const sign of board.querySelectorAll<HTMLElement>('[data-color]')) sign.style.color = sign.dataset.color ?? '';
}
