// Boxes at the rows: one, a range with Shift, the whole page; the bar with the count and what can be done with the selected.

import { runOperation } from './operations.ts';
import { ownAll, ownOne, ownTarget, sayTable } from './own.ts';
import type { OwnTable } from './own.ts';

export function startSelection(table: OwnTable): void {
  const { root } = table;
  const bar = ownOne(root, '[data-bulk]');
  if (bar === undefined) return;
  let last: HTMLInputElement | undefined;
  let isRange = false;
  let isFromLabel = false;
  // Shift would select text from box to box, and a label that has a selection in it does not press its box.
  root.addEventListener('mousedown', (event) => {
    if (event.shiftKey && ownTarget(root, event.target, '.table-check') !== undefined) event.preventDefault();
  });
  root.addEventListener('click', (event) => {
    // The press on a box's label is followed by one on the box itself that knows no keys.
    const isOnLabel = event.target instanceof Element && event.target.closest('label') !== null;
    if (isOnLabel || !isFromLabel) isRange = event.shiftKey;
    isFromLabel = isOnLabel;
    if (ownTarget(root, event.target, '[data-bulk-clear]') !== undefined) {
      clearSelection(root);
      ownOne(root, '[data-check-all]')?.focus();
    }
    const button = ownTarget(root, event.target, '[data-bulk-operation]');
    const operation = table.operations.get(button?.dataset.bulkOperation ?? '');
    if (button !== undefined && operation !== undefined) void runOperation(table, { operation, rows: selectedRows(root), trigger: button });
  });
  root.addEventListener('change', (event) => {
    const box = ownTarget(root, event.target, '[data-row-check], [data-check-all]');
    if (!(box instanceof HTMLInputElement)) return;
    const boxes = rowBoxes(root);
    if (box.dataset.checkAll !== undefined) for (const one of boxes) one.checked = box.checked;
    else {
      if (isRange && last !== undefined) {
        const ends = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const one of boxes.slice(ends[0], (ends[1] ?? 0) + 1)) one.checked = box.checked;
      }
      last = box;
    }
    isRange = false;
    showSelection(root);
  });
  // A row that was replaced after an edit brings a box of its own.
  root.addEventListener('table:row', () => showSelection(root));
  showSelection(root);
}

export interface SelectedRow {
  readonly id: string;
  readonly name: string;
}

function selectedRows(root: HTMLElement): SelectedRow[] {
  return rowBoxes(root)
    .filter((box) => box.checked)
    .flatMap((box) => {
      const { id, name = '' } = box.closest<HTMLElement>('tr')?.dataset ?? {};
      return id === undefined ? [] : [{ id, name }];
    });
}

function clearSelection(root: HTMLElement): void {
  for (const box of rowBoxes(root)) box.checked = false;
  showSelection(root);
}

function rowBoxes(root: HTMLElement): HTMLInputElement[] {
  return ownAll<HTMLInputElement>(root, '[data-row-check]');
}

function showSelection(root: HTMLElement): void {
  const boxes = rowBoxes(root);
  const count = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.closest('tr')?.classList.toggle('is-selected', box.checked);
  const all = ownOne<HTMLInputElement>(root, '[data-check-all]');
  if (all !== undefined) {
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
  const bar = ownOne(root, '[data-bulk]');
  if (bar === undefined) return;
  bar.hidden = count === 0;
  const text = bar.querySelector('[data-bulk-count]');
  if (text !== null) text.textContent = count === 0 ? '' : sayTable('selected', { count });
}
