// Dragging nodes with SortableJS; the library comes only where nodes may be moved. The server has the last word: what it refuses goes back.

import type SortableType from 'sortablejs';
import { standingPlace } from './items.ts';
import type { Place } from './items.ts';

const OPEN_AFTER_MS = 600;

export interface DragHandlers {
  move(item: HTMLElement, place: Place): Promise<void>;
  open(item: HTMLElement): void;
}

export async function startDrag(list: HTMLElement, { move, open }: DragHandlers): Promise<void> {
  const { default: Sortable } = await import('sortablejs');
  let opening: ReturnType<typeof setTimeout> | undefined;
  let lastOver: Element | null = null;
  const options: SortableType.Options = {
    group: list.parentElement?.id ?? 'tree',
    draggable: '[role="treeitem"]:not([data-root])',
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    fallbackOnBody: true,
    swapThreshold: 0.5,
    invertSwap: true,
    delay: 180,
    delayOnTouchOnly: true,
    ghostClass: 'is-ghost',
    // A folded node that the pointer rests on opens, so that one can drop inside.
    onMove: ({ related }) => {
      if (related === lastOver) return;
      lastOver = related;
      clearTimeout(opening);
      opening = setTimeout(() => open(related), OPEN_AFTER_MS);
    },
    onEnd: ({ item, from, to, oldIndex, newIndex }) => {
      clearTimeout(opening);
      if (from === to && oldIndex === newIndex) return;
      const back = (): void => from.insertBefore(item, from.children[oldIndex ?? 0] ?? null) && undefined;
      const place = standingPlace(item);
      if (place.parent === item.dataset.node) return back();
      move(item, place).catch(back);
    },
  };
  for (const group of [list, ...list.querySelectorAll<HTMLElement>('ul[role="group"]')]) Sortable.create(group, options);
}
