// Dialogs over the page: the rest is inert, Tab stays inside, Escape closes, focus returns to where it was. They may stand over each other.

import { element, iconElement } from './element.ts';
import { rememberElement } from './focus.ts';
import { say } from './texts.ts';

export type DialogSize = 'normal' | 'big' | 'slideout' | 'small';

export interface DialogOptions {
  readonly title: string;
  readonly size?: DialogSize | undefined;
  readonly body: Node;
  readonly footer?: readonly HTMLElement[] | undefined;
  /** `alertdialog` for questions that need an answer. */
  readonly role?: 'dialog' | 'alertdialog' | undefined;
  /** Asked before Escape, the cross and the shade close it; false keeps it open. */
  readonly mayClose?: (() => boolean | Promise<boolean>) | undefined;
  readonly onClose?: (() => void) | undefined;
}

export interface Dialog {
  readonly root: HTMLElement;
  readonly body: HTMLElement;
  setTitle(title: string): void;
  /** Closes without asking. */
  close(): void;
  /** Closes if `mayClose` agrees. */
  requestClose(): Promise<void>;
}

const open: Dialog[] = [];
let count = 0;

/** Opens a dialog; the first field or button inside gets the focus. */
export function openDialog(options: DialogOptions): Dialog {
  const { size = 'normal', role = 'dialog' } = options;
  const giveBack = document.activeElement instanceof HTMLElement ? rememberElement(document.activeElement) : () => {};
  const id = `dialog-${++count}`;
  const title = element('h2', { class: 'modal-title', id: `${id}-title` }, options.title);
  const cross = element(
    'button',
    { type: 'button', class: 'close', 'aria-label': say('close'), title: say('close') },
    iconElement('close'),
  );
  const body = element('div', { class: 'modal-body', id: `${id}-body` }, options.body);
  const content = element('div', { class: 'modal-content' }, element('div', { class: 'modal-header' }, title, cross), body);
  if (options.footer !== undefined) content.append(element('div', { class: 'modal-footer' }, ...options.footer));
  const width = { normal: '', small: ' modal-sm', big: ' modal-lg', slideout: '' }[size];
  const root = element(
    'div',
    {
      class: `dialog${size === 'slideout' ? ' modal-slideout' : ''}`,
      id,
      role,
      'aria-modal': 'true',
      'aria-labelledby': `${id}-title`,
      tabindex: -1,
    },
    element('div', { class: `modal-dialog${width}` }, content),
  );
  if (role === 'alertdialog') root.setAttribute('aria-describedby', `${id}-body`);
  const shade = element('div', { class: 'dialog-shade' });

  const dialog: Dialog = {
    root,
    body,
    setTitle: (text) => {
      title.textContent = text;
    },
    close: () => {
      const place = open.indexOf(dialog);
      if (place < 0) return;
      open.splice(place, 1);
      root.remove();
      shade.remove();
      settlePage();
      giveBack();
      options.onClose?.();
    },
    requestClose: async () => {
      if (options.mayClose === undefined || (await options.mayClose())) dialog.close();
    },
  };
  const ask = (): void => void dialog.requestClose();
  cross.addEventListener('click', ask);
  // Only a press that begins and ends outside closes: a selection dragged out of a field does not.
  let pressedOutside = false;
  root.addEventListener('pointerdown', (event) => {
    pressedOutside = event.target === root;
  });
  root.addEventListener('click', (event) => {
    if (event.target === root && pressedOutside) ask();
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') keepInside(root, event);
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    ask();
  });

  open.push(dialog);
  document.body.append(shade, root);
  settlePage();
  // What scrolls and holds nothing that takes the focus is scrolled by keys itself.
  if (body.scrollHeight > body.clientHeight && stopsIn(body).length === 0) body.tabIndex = 0;
  focusFirst(root);
  return dialog;
}

/** The dialog on top, if any. */
export function topDialog(): Dialog | undefined {
  return open.at(-1);
}

/** The dialog that an element stands in. */
export function dialogOf(node: Node): Dialog | undefined {
  return open.find((dialog) => dialog.root.contains(node));
}

/** The first field to fill in, else the first button of the body, else the dialog itself. */
export function focusFirst(root: HTMLElement): void {
  // A page in a frame, a preview, takes no focus from the page around it.
  if (parent !== window && !document.hasFocus()) return;
  const target = root.querySelector<HTMLElement>(
    '[autofocus], .modal-body :is(input:not([type=hidden]), select, textarea):not([disabled]), .modal-footer .btn, .modal-body :is(a[href], button):not([disabled])',
  );
  (target ?? root).focus();
}

/** Everything but the top dialog and the toasts is inert, so neither Tab nor a screen reader leaves it. */
function settlePage(): void {
  const top = open.at(-1)?.root;
  document.body.classList.toggle('modal-open', top !== undefined);
  for (const child of document.body.children) {
    if (child instanceof HTMLElement && !child.matches('.toast-stack, .dialog-shade, script'))
      child.inert = top !== undefined && child !== top;
  }
}

/** What Tab stops at, in its order. */
function stopsIn(root: HTMLElement): HTMLElement[] {
  const all = root.querySelectorAll<HTMLElement>(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], [contenteditable="true"]',
  );
  return [...all].filter((stop) => !stop.hasAttribute('disabled') && stop.checkVisibility());
}

function keepInside(root: HTMLElement, event: KeyboardEvent): void {
  const stops = stopsIn(root);
  const first = stops[0];
  const last = stops.at(-1);
  if (first === undefined || last === undefined) return;
  const here = document.activeElement;
  if (event.shiftKey ? here === first || here === root : here === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
