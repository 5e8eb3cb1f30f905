// Rows in an order of their own: dragged by mouse or touch, moved by arrows from the handle. The page's keys go to the server in their new
// order, one move after the other, the last one also when the page is left at once; when it refuses, the rows go back.

import { ownAll, ownOne, ownTarget, sayTable, sendAction } from './own.ts';

export async function startReordering(root: HTMLElement): Promise<void> {
  const body = ownOne(root, 'tbody');
  if (body === undefined || ownOne(root, '[data-row-handle]') === undefined) return;
  const status = sayOrder(root);
  let before = keys(root);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> = Promise.resolve();
  const sendOrder = async (): Promise<void> => {
    const ids = keys(root);
    if (ids.join() === before.join()) return;
    const answer = await sendAction(root, 'reorder', { ids }, { outlivesPage: true }).catch(() => undefined);
    if (answer?.ok === true) before = ids;
    else putBack(root, before);
  };
  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    sending = sending.then(sendOrder);
  };
  const sendPending = (): void => {
    if (timer !== undefined) send();
  };

  root.addEventListener('keydown', (event) => {
    const handle = ownTarget(root, event.target, '[data-row-handle]');
    const row = handle?.closest('tr');
    if (handle === undefined || row == null || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const other = neighbour(row, event.key === 'ArrowUp' ? 'previousElementSibling' : 'nextElementSibling');
    if (other === undefined) return;
    if (event.key === 'ArrowUp') other.before(row);
    else other.after(row);
    handle.focus();
    status.textContent = sayTable('moved', { place: keys(root).indexOf(row.dataset.id ?? '') + 1 });
    // A few presses in a row are one move.
    clearTimeout(timer);
    timer = setTimeout(send, 600);
    addEventListener('beforeunload', sendPending, { once: true });
  });
  root.addEventListener('as:removed', (event) => {
    if (event.target === root) sendPending();
  });

  const { default: Sortable } = await import('sortablejs');
  Sortable.create(body, {
    handle: '[data-row-handle]',
    draggable: 'tr[data-id]',
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    ghostClass: 'is-dragged',
    onStart: () => {
      // Inner tables would be left behind by their rows.
      for (const inner of ownAll(root, '.table-inner')) inner.remove();
      for (const button of ownAll(root, '[data-row-expand]')) button.setAttribute('aria-expanded', 'false');
    },
    onEnd: send,
  });
}

function keys(root: HTMLElement): string[] {
  return ownAll(root, 'tbody > tr[data-id]').map((row) => row.dataset.id ?? '');
}

function neighbour(row: Element, side: 'previousElementSibling' | 'nextElementSibling'): HTMLElement | undefined {
  let other = row[side];
  while (other !== null && !(other instanceof HTMLElement && other.dataset.id !== undefined)) other = other[side];
  return other instanceof HTMLElement ? other : undefined;
}

function putBack(root: HTMLElement, order: readonly string[]): void {
  const rows = new Map(ownAll(root, 'tbody > tr[data-id]').map((row) => [row.dataset.id, row]));
  const body = ownOne(root, 'tbody');
  body?.append(...order.flatMap((id) => rows.get(id) ?? []));
}

function sayOrder(root: HTMLElement): HTMLElement {
  const status = document.createElement('p');
  status.className = 'sr-only';
  status.setAttribute('role', 'status');
  root.append(status);
  return status;
}
