// The chooser of columns: which are shown, in which order. Boxes and order take effect with "Apply"; the choice is kept for the user.

import { ownAll, ownOne, ownTarget, sendAction } from './own.ts';
import { changeState } from './state.ts';

export function startColumns(root: HTMLElement): void {
  const box = ownOne(root, '[data-columns]');
  if (box === undefined) return;
  // Bootstrap closes a menu at every click inside; here several boxes are ticked before "Apply".
  box.addEventListener('click', (event) => event.stopPropagation());
  box.addEventListener('click', (event) => {
    if (ownTarget(root, event.target, '[data-columns-apply]') !== undefined) void apply(root, chosen(root));
    if (ownTarget(root, event.target, '[data-columns-reset]') !== undefined) void apply(root, '');
  });
  box.addEventListener('keydown', (event) => {
    // Bootstrap's menu would take the arrows.
    if (event.key.startsWith('Arrow')) event.stopPropagation();
    const grip = ownTarget(root, event.target, '[data-column-grip]');
    const item = grip?.closest<HTMLElement>('[data-column]');
    if (grip === undefined || item == null || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const other = event.key === 'ArrowUp' ? item.previousElementSibling : item.nextElementSibling;
    if (!(other instanceof HTMLElement) || other.dataset.column === undefined) return;
    if (event.key === 'ArrowUp') other.before(item);
    else other.after(item);
    grip.focus();
  });
  // The library comes with the first look into the menu.
  const sort = async (): Promise<void> => {
    const { default: Sortable } = await import('sortablejs');
    Sortable.create(box, { handle: '[data-column-grip]', draggable: '[data-column]', ghostClass: 'is-dragged' });
  };
  box.parentElement?.querySelector('[data-toggle="dropdown"]')?.addEventListener('click', () => void sort(), { once: true });
}

function chosen(root: HTMLElement): string {
  return ownAll(root, '[data-columns] [data-column]')
    .filter((item) => item.querySelector<HTMLInputElement>('input')?.checked === true)
    .map((item) => item.dataset.column ?? '')
    .join(',');
}

/** A visitor who is not signed in keeps the choice in the address alone. */
async function apply(root: HTMLElement, columns: string): Promise<void> {
  const isKept = document.querySelector('meta[name="user"]') !== null;
  if (isKept) {
    const answer = await sendAction(root, 'columns', { columns }).catch(() => undefined);
    if (answer?.ok !== true) return;
  }
  await changeState(root, { cols: isKept ? undefined : columns }, true);
}
