// Forms in dialogs: loads the form's component, asks before unsaved changes are lost, closes when the form says so.

import { activate, componentUrl, paramsOf } from './activate.ts';
import { confirmAction } from './confirm.ts';
import { focusFirst, openDialog } from './dialog.ts';
import type { Dialog, DialogSize } from './dialog.ts';
import { element, parseMarkup } from './element.ts';
import { dropGuards, hasUnsaved } from './guard.ts';
import { getFragment } from './request.ts';
import { say } from './texts.ts';

export interface FormDialog {
  readonly code: string;
  readonly itemID?: string | undefined;
  readonly title?: string | undefined;
  readonly size?: DialogSize | undefined;
  readonly params?: Readonly<Record<string, string>> | undefined;
}

/** What a link or button `as-form-modal` opens. */
export function linkedForm(link: HTMLElement): FormDialog {
  const { code = '', itemid, title, size, slideout } = link.dataset;
  const isSlideout = slideout !== undefined && slideout !== 'false' && slideout !== '0';
  return {
    code,
    itemID: itemid,
    title: title ?? (link.textContent?.trim() || link.getAttribute('aria-label') || undefined),
    size: isSlideout ? 'slideout' : size?.toLowerCase() === 'big' ? 'big' : 'normal',
    params: paramsOf(link),
  };
}

/** Opens a form over the page; a skeleton stands in its place until it is there. */
export async function openForm({ code, itemID, title, size, params }: FormDialog): Promise<Dialog> {
  const holder = element('div', { class: 'modal-load', 'aria-busy': 'true' }, skeleton());
  const dialog: Dialog = openDialog({
    title: title ?? say('form'),
    size,
    body: holder,
    mayClose: () => mayLeave(dialog.root),
    onClose: () => dropGuards(dialog.root),
  });
  try {
    const fragment = parseMarkup(
      await getFragment(componentUrl('form', code, { itemID, params: { ...params, mode: size === 'slideout' ? 'slideout' : 'modal' } })),
    );
    const form = fragment.firstElementChild;
    if (form instanceof HTMLElement) form.dataset.modal = 'true';
    // The dialog already has a head: a title of the form's own would stand there twice.
    const heading = fragment.querySelector<HTMLElement>('[data-form-title]');
    if (title === undefined && heading?.textContent) dialog.setTitle(heading.textContent);
    if (heading !== null) heading.classList.add('sr-only');
    holder.replaceWith(fragment);
    focusFirst(dialog.root);
    const first = document.activeElement;
    await activate(dialog.body);
    // Where a field got another control meanwhile; whoever is in the next field already stays there.
    if (document.activeElement === first || !dialog.body.contains(document.activeElement)) focusFirst(dialog.root);
  } catch {
    dialog.close();
  }
  return dialog;
}

/** Whether what is unsaved inside may be lost; asks when there is something. */
export async function mayLeave(within: HTMLElement): Promise<boolean> {
  if (!hasUnsaved(within)) return true;
  return confirmAction({ title: say('unsavedTitle'), text: say('unsaved'), confirm: say('leave'), cancel: say('stay'), isDangerous: true });
}

function skeleton(): HTMLElement {
  const lines = ['40', '80', '25', '80', '40', '60'].map((width) => element('span', { class: `skeleton skeleton-${width} mb-3` }));
  return element('div', { role: 'status' }, element('span', { class: 'sr-only' }, say('loading')), ...lines);
}
