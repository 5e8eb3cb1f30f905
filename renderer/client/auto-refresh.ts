// Components that keep themselves fresh by `data-refresh-seconds`. Nothing is asked while the page is hidden, while somebody works inside the
// component, or while an earlier answer is awaited.

import { refreshComponent } from './refresh.ts';

export function startAutoRefresh(root: HTMLElement): void {
  const seconds = Number(root.dataset.refreshSeconds ?? 0);
  if (!(seconds >= 5)) return;
  const timer = setInterval(() => {
    if (!root.isConnected) return clearInterval(timer);
    if (document.visibilityState === 'hidden' || root.getAttribute('aria-busy') === 'true' || isInUse(root)) return;
    // The component that comes instead starts its own clock.
    clearInterval(timer);
    void refreshComponent(root).finally(() => {
      if (root.isConnected) startAutoRefresh(root);
    });
  }, seconds * 1000);
}

/** An open list, a field that is being filled in, an opened table of numbers. */
function isInUse(root: HTMLElement): boolean {
  return root.querySelector(':is(input, select, textarea):focus, .show, details[open]') !== null;
}
