// Keys of the whole cabinet: Ctrl-K (or /) goes to the search, Ctrl-S saves the form that is being filled in.

import { topDialog } from './dialog.ts';

export function startKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    // `code` is the key itself: with a Russian layout `key` would be «л».
    if (isCommand && event.code === 'KeyK') return goToSearch(event);
    if (event.key === '/' && !isCommand && !event.altKey && !isTyping(event.target)) return goToSearch(event);
    if (isCommand && event.code === 'KeyS') saveForm(event);
  });
}

function goToSearch(event: KeyboardEvent): void {
  const input = document.querySelector<HTMLInputElement>('form[data-search] input');
  if (input === null || topDialog() !== undefined) return;
  event.preventDefault();
  input.focus();
  input.select();
}

function saveForm(event: KeyboardEvent): void {
  const around = event.target instanceof Element ? event.target.closest('form') : null;
  const form = around ?? (topDialog()?.root ?? document).querySelector<HTMLFormElement>('.as-form form');
  const button = form?.querySelector<HTMLButtonElement>('button[type="submit"]:not([disabled])');
  if (form == null || button == null || form.matches('[data-search]')) return;
  event.preventDefault();
  form.requestSubmit(button);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'));
}
