// Results of actions, in a corner: gone after 6 s, kept while the pointer or the focus is on them, with Undo where there is one.
// Failures stay until they are closed.

import type { MessageKind } from '../commands.ts';
import { element, iconElement, parseMarkup } from './element.ts';
import { say } from './texts.ts';

const LIFETIME = 6000;

export interface ToastOptions {
  readonly text: string;
  /** Markup from our server instead of the text. */
  readonly html?: string | undefined;
  readonly kind?: MessageKind | undefined;
  readonly action?: { readonly text: string; readonly run: () => void } | undefined;
  /** Stays until closed. */
  readonly isSticky?: boolean | undefined;
}

/** Shows a message; answers a function that takes it away. */
export function showToast({ text, html, kind = 'info', action, isSticky = kind === 'danger' }: ToastOptions): () => void {
  const close = element('button', { type: 'button', class: 'close', 'aria-label': say('close') }, '×');
  const button = action && element('button', { type: 'button', class: 'btn btn-link btn-sm' }, action.text);
  const message = element('div', { class: 'toast-text' }, html === undefined ? text : parseMarkup(html));
  const toast = element(
    'div',
    { class: `toast toast-${kind} show` },
    element('div', { class: 'toast-body' }, iconElement(kind), message, button, close),
  );

  let timer: ReturnType<typeof setTimeout> | undefined;
  const remove = (): void => {
    clearTimeout(timer);
    toast.remove();
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (!isSticky) timer = setTimeout(remove, LIFETIME);
  };
  close.addEventListener('click', remove);
  button?.addEventListener('click', () => {
    remove();
    action?.run();
  });
  for (const event of ['pointerenter', 'focusin']) toast.addEventListener(event, () => clearTimeout(timer));
  for (const event of ['pointerleave', 'focusout']) toast.addEventListener(event, wait);
  stack(kind).append(toast);
  wait();
  return remove;
}

/** Two live regions that exist before their content: screen readers announce what is put into them, failures at once. */
function stack(kind: MessageKind): HTMLElement {
  const region = kind === 'danger' ? 'alert' : 'status';
  let holder = document.querySelector<HTMLElement>('.toast-stack');
  if (holder === null) {
    holder = element('div', { class: 'toast-stack' });
    holder.append(element('div', { role: 'status', class: 'stack' }), element('div', { role: 'alert', class: 'stack' }));
    document.body.append(holder);
  }
  return holder.querySelector<HTMLElement>(`[role="${region}"]`) ?? holder;
}

/** Called at start, so that the live regions are there before the first message. */
export function startToasts(): void {
  stack('info');
}
