// The sidebar as a drawer on narrow screens: focus goes in, the page behind is inert, Escape brings everything back.

import { onAction } from './actions.ts';

export function startDrawer(): void {
  onAction('drawer', (button) => setOpen(button.getAttribute('aria-expanded') !== 'true'));
  onAction('drawer-close', () => setOpen(false));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.body.classList.contains('drawer-open')) setOpen(false);
  });
  // A window that grows shows the sidebar by itself.
  matchMedia('(min-width: 992px)').addEventListener('change', ({ matches }) => matches && setOpen(false));
}

function setOpen(isOpen: boolean): void {
  const toggle = document.querySelector<HTMLElement>('.drawer-toggle');
  const wasOpen = document.body.classList.contains('drawer-open');
  document.body.classList.toggle('drawer-open', isOpen);
  toggle?.setAttribute('aria-expanded', String(isOpen));
  for (const part of document.querySelectorAll<HTMLElement>('.top, .shell-main')) part.inert = isOpen;
  if (isOpen) document.querySelector<HTMLElement>('.side a, .side button')?.focus();
  else if (wasOpen) toggle?.focus();
}
