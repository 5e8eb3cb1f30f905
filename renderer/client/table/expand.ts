// The table inside a row: loaded at the first opening, kept when it is closed.

import { activate } from '../activate.ts';
import { element, parseMarkup } from '../element.ts';
import { getFragment } from '../request.ts';
import { say } from '../texts.ts';
import { ownTarget } from './own.ts';

export function startExpanding(root: HTMLElement): void {
  root.addEventListener('click', (event) => {
    const button = ownTarget(root, event.target, '[data-row-expand]');
    if (button !== undefined) void toggle(root, button);
  });
}

async function toggle(root: HTMLElement, button: HTMLElement): Promise<void> {
  const row = button.closest('tr');
  if (row === null) return;
  const isOpening = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(isOpening));
  const known = row.nextElementSibling;
  if (known instanceof HTMLElement && known.matches('.table-inner')) {
    known.hidden = !isOpening;
    return;
  }
  if (!isOpening) return;
  const id = `${root.id}-inner-${row.dataset.id ?? ''}`;
  const cell = element(
    'td',
    { colspan: row.children.length, 'aria-busy': 'true' },
    element('span', { class: 'note', role: 'status' }, say('loading')),
  );
  const inner = element('tr', { class: 'table-inner', id }, cell);
  button.setAttribute('aria-controls', id);
  row.after(inner);
  try {
    const fragment = parseMarkup(await getFragment(button.dataset.rowExpand ?? ''));
    // The same table opens under several rows: their elements may not share an id.
    for (const part of fragment.querySelectorAll<HTMLElement>('[id], [for], [aria-labelledby], [aria-controls]'))
      distinguish(part, `-${row.dataset.id ?? ''}`);
    cell.replaceChildren(fragment);
    cell.removeAttribute('aria-busy');
    await activate(cell);
  } catch {
    inner.remove();
    button.setAttribute('aria-expanded', 'false');
  }
}

function distinguish(part: HTMLElement, suffix: string): void {
  for (const name of ['id', 'for', 'aria-labelledby', 'aria-controls']) {
    const value = part.getAttribute(name);
    if (value !== null && value !== '') part.setAttribute(name, `${value}${suffix}`);
  }
}
