// Walking over the items of a tree, and where an item goes when it is moved by key.

export interface Place {
  /** '' is the top. */
  readonly parent: string;
  /** The sibling that it stands before; '' for the last place. */
  readonly before: string;
  readonly position: number;
}

const ITEM = ':scope > [role="treeitem"]:not([data-root])';

/** Items that are neither folded away nor filtered out, in the order of the page. */
export function visibleItems(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role="treeitem"]')].filter(
    (item) => item.closest('.is-away') === null && item.parentElement?.closest('[role="treeitem"][aria-expanded="false"]') == null,
  );
}

export function titleOf(item: HTMLElement): string {
  return item.querySelector('.tree-title')?.textContent?.trim() ?? '';
}

export function parentOf(item: HTMLElement): HTMLElement | undefined {
  return item.parentElement?.closest<HTMLElement>('[role="treeitem"]') ?? undefined;
}

export function siblingsOf(item: HTMLElement): HTMLElement[] {
  return [...(item.parentElement?.querySelectorAll<HTMLElement>(ITEM) ?? [])];
}

/** Where the item stands now. */
export function standingPlace(item: HTMLElement): Place {
  const siblings = siblingsOf(item);
  const at = siblings.indexOf(item);
  return { parent: parentOf(item)?.dataset.node ?? '', before: siblings[at + 1]?.dataset.node ?? '', position: at };
}

/** One step up, down, out or in; undefined when there is no such place. */
export function placeOf(item: HTMLElement, way: string): Place | undefined {
  const siblings = siblingsOf(item);
  const at = siblings.indexOf(item);
  const parent = parentOf(item);
  const here = parent?.dataset.node ?? '';
  switch (way) {
    case 'up':
      return at > 0 ? { parent: here, before: siblings[at - 1]?.dataset.node ?? '', position: at - 1 } : undefined;
    case 'down':
      return at < siblings.length - 1 ? { parent: here, before: siblings[at + 2]?.dataset.node ?? '', position: at + 1 } : undefined;
    case 'out': {
      if (parent === undefined) return undefined;
      const around = siblingsOf(parent);
      const place = around.indexOf(parent);
      return { parent: parentOf(parent)?.dataset.node ?? '', before: around[place + 1]?.dataset.node ?? '', position: place + 1 };
    }
    case 'in': {
      const above = siblings[at - 1];
      if (above === undefined) return undefined;
      return { parent: above.dataset.node ?? '', before: '', position: above.querySelectorAll(':scope > ul > [role="treeitem"]').length };
    }
    default:
      return undefined;
  }
}
