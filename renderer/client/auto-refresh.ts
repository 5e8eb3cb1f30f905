// Components that keep themselves fresh: by `data-refresh-seconds` of their own or of the page, and when one of their topics was published.
// Nothing is asked while the page is hidden, while somebody works inside the component, or while an earlier answer is awaited.

import { hasUnsaved } from './guard.ts';
import { refreshComponent } from './refresh.ts';

const TRY_AGAIN_MS = 2000;
const waiting = new WeakSet<HTMLElement>();
const IN_USE =
  ':is(input:not([type="checkbox"], [type="radio"]), select, textarea):focus, .show, .table-filter-panel:not([hidden], .table-filter-first), details[open], [aria-expanded="true"][aria-haspopup], tr.is-selected, .kanban-ghost, [aria-busy="true"]';

/** Loads the component anew as soon as nobody is in the middle of something in it; what is typed and not saved stays. */
export function refreshWhenFree(root: HTMLElement): void {
  if (waiting.has(root)) return;
  const later = (): void => {
    waiting.add(root);
    setTimeout(attempt, TRY_AGAIN_MS);
  };
  const attempt = (): void => {
    waiting.delete(root);
    if (!root.isConnected || hasUnsaved(root)) return;
    if (document.visibilityState !== 'visible' || isInUse(root)) return later();
    void refreshComponent(root, undefined, () => {
      const isFree = !isInUse(root) && !hasUnsaved(root);
      if (!isFree) later();
      return isFree;
    });
  };
  attempt();
}

export function startAutoRefresh(root: HTMLElement): void {
  const page = root.closest<HTMLElement>('[data-page-refresh]')?.dataset.pageRefresh;
  const seconds = Number(root.dataset.refreshSeconds ?? page ?? 0);
  if (!(seconds >= 5)) return;
  const timer = setInterval(() => {
    if (!root.isConnected) return clearInterval(timer);
    if (document.visibilityState === 'hidden' || root.getAttribute('aria-busy') === 'true' || isInUse(root)) return;
    // The component that comes instead starts its own clock.
    clearInterval(timer);
    void refreshComponent(root, undefined, () => !isInUse(root)).finally(() => {
      if (root.isConnected) startAutoRefresh(root);
    });
  }, seconds * 1000);
}

/**
 * An open list, a field that is being filled in, an opened panel of filters or table of numbers, chosen rows, something that is dragged;
 * filters that were typed and not applied yet.
 */
function isInUse(root: HTMLElement): boolean {
  return (
    root.querySelector(IN_USE) !== null ||
    [...root.querySelectorAll<HTMLInputElement>('.table-filter-panel:not([hidden]) input')].some(
      ({ value, defaultValue, checked, defaultChecked }) => value !== defaultValue || checked !== defaultChecked,
    )
  );
}
