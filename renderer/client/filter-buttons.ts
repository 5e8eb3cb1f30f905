// The filter of charts and dashboards: the component is loaded anew with the chosen value, which the address keeps for the way back.

import { refreshComponent } from './refresh.ts';

export function reloadWithFilter(root: HTMLElement, value: string): void {
  const address = new URL(root.dataset.src ?? '', location.href);
  address.searchParams.set('filter', value);
  for (const button of root.querySelectorAll<HTMLElement>('[data-filter]')) {
    button.setAttribute('aria-pressed', String(button.dataset.filter === value));
  }
  root.addEventListener('as:removed', () => focusButton(root.id, value), { once: true });
  // Only a page with one such component can say in its address which filter is meant.
  if (document.querySelectorAll('.as-component [data-filter][aria-pressed="true"]').length === 1) {
    const page = new URL(location.href);
    page.searchParams.set('filter', value);
    history.replaceState(history.state, '', page);
  }
  void refreshComponent(root, address.pathname + address.search);
}

/** The pressed button was replaced with the component: its successor takes the focus. */
function focusButton(id: string, value: string): void {
  queueMicrotask(() => {
    const next = document.getElementById(id)?.querySelector<HTMLElement>(`button[data-filter="${CSS.escape(value)}"]`);
    if (document.activeElement === document.body) next?.focus({ preventScroll: true });
  });
}
