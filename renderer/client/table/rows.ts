// The rows themselves: a click on a row follows its address, the line of fast creation, colours and widths that come as data because
// markup may have no styles.

import { ownAll, ownOne, ownTarget, sendAction } from './own.ts';
import type { OwnTable } from './own.ts';

const CONTROLS =
  'a, button, input, select, textarea, label, summary, [contenteditable], .table-editable, .table-check, .table-handle, .table-menu, .table-expand, .dropdown-menu';

export function startRows({ root }: OwnTable): void {
  paint(root);
  root.addEventListener('table:row', () => paint(root));
  const follow = (event: MouseEvent): void => {
    const row = ownTarget(root, event.target, 'tr[data-href]');
    if (row === undefined || (event.target instanceof Element && event.target.closest(CONTROLS) !== null) || !getSelection()?.isCollapsed)
      return;
    const url = URL.parse(row.dataset.href ?? '', location.href);
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return;
    if (event.ctrlKey || event.metaKey || event.button === 1) window.open(url, '_blank', 'noopener');
    else if (event.button === 0 && !event.shiftKey && !event.altKey) location.assign(url);
  };
  root.addEventListener('click', follow);
  root.addEventListener('auxclick', (event) => event.button === 1 && follow(event));
  startFastCreation(root);
}

function startFastCreation(root: HTMLElement): void {
  root.addEventListener('submit', (event) => {
    const form = ownTarget(root, event.target, '[data-table-fast]');
    const input = form?.querySelector('input');
    if (form === undefined || input == null) return;
    event.preventDefault();
    void create(root, { input, trigger: form.querySelector('button') ?? form });
  });
}

/** The next record can be typed at once: the focus is back in the line after the table came anew. */
async function create(root: HTMLElement, { input, trigger }: { input: HTMLInputElement; trigger: HTMLElement }): Promise<void> {
  const { id } = root;
  input.readOnly = true;
  try {
    const answer = await sendAction(root, 'fastCreate', { text: input.value }, { trigger });
    if (answer.ok) document.getElementById(id)?.querySelector<HTMLInputElement>('[data-table-fast] input')?.focus({ preventScroll: true });
  } catch {
    // Told already; what was typed stays.
  } finally {
    input.readOnly = false;
  }
}

/** Styles set by script are allowed where styles in markup are not. */
function paint(root: HTMLElement): void {
  for (const cell of ownAll(root, '[data-color]')) {
    const color = cell.dataset.color ?? '';
    if (!CSS.supports('color', color)) continue;
    if (cell.matches('tr')) cell.style.setProperty('--row-color', color);
    else if (cell.matches('.cell-swatch, .status, .badge')) cell.style.setProperty('--cell-color', color);
    else cell.style.color = color;
  }
  const table = ownOne(root, 'table');
  for (const head of ownAll(root, 'th[data-width]')) head.style.width = `${Number(head.dataset.width)}px`;
  for (const head of ownAll(root, 'th[data-min-width]')) head.style.minWidth = `${Number(head.dataset.minWidth)}px`;
  if (table !== undefined) pin(table);
}

/** Columns that stay in sight stand one beside the other. */
function pin(table: HTMLElement): void {
  const heads = [...table.querySelectorAll<HTMLElement>('thead th')];
  let left = 0;
  for (const [at, head] of heads.entries()) {
    if (!head.matches('.cell-pinned')) continue;
    for (const row of table.querySelectorAll('tr')) {
      const cell = row.children[at];
      if (cell instanceof HTMLElement && cell.matches('.cell-pinned')) cell.style.insetInlineStart = `${left}px`;
    }
    left += head.offsetWidth;
  }
}
