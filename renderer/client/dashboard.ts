// A dashboard in the browser: the filter loads it anew, panels draw their charts, the clock keeps it fresh.

import { startAutoRefresh } from './auto-refresh.ts';
import { activateCanvases } from './chart.ts';
import { reloadWithFilter } from './filter-buttons.ts';

/** Activates one dashboard component. */
export function activateDashboard(root: HTMLElement): void {
  startAutoRefresh(root);
  activateCanvases(root);
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-filter]') : null;
    if (button !== null && button.closest('.as-component') === root) reloadWithFilter(root, button.dataset.filter ?? '');
  });
  root.querySelector<HTMLSelectElement>('[data-filter-select]')?.addEventListener('change', ({ currentTarget }) => {
    if (currentTarget instanceof HTMLSelectElement) reloadWithFilter(root, currentTarget.value);
  });
  root.querySelector<HTMLFormElement>('[data-filter-dates]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const dates = new FormData(event.currentTarget);
    reloadWithFilter(root, `${String(dates.get('from') ?? '')},${String(dates.get('to') ?? '')}`);
  });
}
