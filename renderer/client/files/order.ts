// Puts files into another order: with the pointer (SortableJS) or with the arrow keys on a file's handle.

import { sayFile } from './texts.ts';

export interface OrderOptions {
  readonly list: HTMLElement;
  readonly status: HTMLElement | null;
  onChange(ids: readonly string[]): void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

export async function startOrder({ list, status, onChange }: OrderOptions): Promise<void> {
  const tell = (): void => onChange(items(list).map((item) => item.dataset.file ?? ''));
  list.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const handle = event.target instanceof Element ? event.target.closest<HTMLElement>('.file-handle') : null;
    const item = handle?.closest<HTMLElement>('[data-file]');
    if (step === undefined || !handle || !item) return;
    event.preventDefault();
    const all = items(list);
    const neighbour = all[all.indexOf(item) + step];
    if (neighbour === undefined) return;
    if (step < 0) neighbour.before(item);
    else neighbour.after(item);
    handle.focus();
    if (status !== null)
      status.textContent = sayFile('moved', { name: item.dataset.name ?? '', place: items(list).indexOf(item) + 1, total: all.length });
    tell();
  });
  const { default: Sortable } = await import('sortablejs');
  Sortable.create(list, {
    handle: '.file-handle',
    draggable: '[data-file]',
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
    onEnd: tell,
  });
}

function items(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(':scope > [data-file]')];
}
