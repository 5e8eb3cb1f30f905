// Finding nodes by their text: what does not match and holds nothing that does is put away; the rest of the tree stays as it was.

import { titleOf } from './items.ts';

export function startTreeSearch(root: HTMLElement, list: HTMLElement, tell: (count: number) => string): void {
  const field = root.querySelector<HTMLInputElement>('[data-tree-search]');
  const status = root.querySelector('[data-tree-status]');
  let openBefore: Map<HTMLElement, string> | undefined;
  field?.addEventListener('input', () => {
    const wanted = field.value.trim().toLocaleLowerCase();
    const items = [...list.querySelectorAll<HTMLElement>('[role="treeitem"]')];
    openBefore ??= new Map(
      items.flatMap((item) => (item.hasAttribute('aria-expanded') ? [[item, item.getAttribute('aria-expanded') ?? ''] as const] : [])),
    );
    let count = 0;
    // From the leaves up, so that a parent knows what its children found.
    for (const item of items.toReversed()) {
      const isFound = wanted !== '' && titleOf(item).toLocaleLowerCase().includes(wanted);
      const holds = item.querySelector('[role="treeitem"]:not(.is-away)') !== null;
      if (isFound) count++;
      item.classList.toggle('is-found', isFound);
      item.classList.toggle('is-away', wanted !== '' && !isFound && !holds);
      if (wanted !== '' && item.hasAttribute('aria-expanded')) item.setAttribute('aria-expanded', String(holds));
    }
    if (wanted === '') {
      for (const [item, isOpen] of openBefore) item.setAttribute('aria-expanded', isOpen);
      openBefore = undefined;
    }
    if (status !== null) status.textContent = wanted === '' ? '' : tell(count);
  });
}
