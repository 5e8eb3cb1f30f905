// File fields in the browser. Uploads go to the server at once under a token that only this form knows; the save gives them to the record.
// What is removed is only named, and goes with the save: leaving the form without saving changes nothing.

import { parseMarkup } from '../element.ts';
import { startDrop } from '../files/drop.ts';
import { startLightbox } from '../files/lightbox.ts';
import { createQueue } from '../files/queue.ts';
import type { UploadQueue } from '../files/queue.ts';
import { sayFile } from '../files/texts.ts';
import { guardUnsaved } from '../guard.ts';
import { post } from '../request.ts';
import { showToast } from '../toast.ts';

/** Prepares all file fields of a form. */
export function startFormFiles(root: HTMLElement): void {
  const queues = [...root.querySelectorAll<HTMLElement>('[data-files]')].flatMap((holder) => startField(root, holder) ?? []);
  if (queues.length === 0) return;
  const isBusy = (): boolean => queues.some((queue) => queue.isBusy());
  guardUnsaved(root.querySelector<HTMLElement>('[data-files]') ?? root, isBusy);
  // A save in the middle of an upload would be one without the file.
  const hold = (event: Event): void => {
    const isSave = event.type === 'submit' || (event.target instanceof Element && event.target.closest('[data-form-do="save"]') !== null);
    if (!isSave || !isBusy()) return;
    event.preventDefault();
    event.stopPropagation();
    showToast({ kind: 'info', text: sayFile('waitUploads') });
  };
  root.addEventListener('submit', hold, true);
  root.addEventListener('click', hold, true);
}

function startField(root: HTMLElement, holder: HTMLElement): UploadQueue | undefined {
  startLightbox(holder);
  const list = holder.querySelector<HTMLElement>('.file-list');
  const value = holder.querySelector<HTMLInputElement>('input[type="hidden"][name]');
  const { resource, itemid = '' } = holder.dataset;
  if (list === null || value === null || !resource) return undefined;
  const base = `/c/resource/${encodeURIComponent(resource)}`;
  const isMany = holder.dataset.multiple !== undefined;
  const most = Number(holder.dataset.maxFiles ?? 1);
  const settle = (): void => {
    const items = [...list.querySelectorAll<HTMLElement>('[data-file]')];
    value.value = items.map((item) => item.dataset.file ?? '').join(',');
    list.hidden = list.childElementCount === 0;
    value.dispatchEvent(new Event('input', { bubbles: true }));
    value.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const drop = (item: HTMLElement): void => {
    const id = item.dataset.file ?? '';
    if (item.dataset.draft === undefined) root.dataset.removedFiles = [root.dataset.removedFiles, id].filter(Boolean).join(',');
    // The server forgets drafts by itself after a day; asking now only saves its space.
    else void post(`${base}/delete`, { fileID: id }, { isQuiet: true, keepCommands: true }).catch(() => {});
    item.remove();
  };
  holder.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-file-do="delete"]') : null;
    const item = button?.closest<HTMLElement>('[data-file]');
    if (!item) return;
    drop(item);
    settle();
    holder.querySelector<HTMLElement>('input[type="file"]')?.focus();
  });
  const queue = createQueue({
    list,
    status: holder.querySelector<HTMLElement>('[data-file-status]'),
    maxBytes: Number(holder.dataset.maxBytes ?? 0),
    url: () => `${base}/upload?${new URLSearchParams({ itemID: itemid, draft: draftToken(root) })}`,
    onArrived: (answer, line) => {
      const { html = '' } = (answer.data ?? {}) as { html?: string };
      if (!isMany) for (const item of list.querySelectorAll<HTMLElement>('[data-file]')) drop(item);
      line.replaceWith(parseMarkup(html));
      settle();
    },
    onIdle: () => {},
  });
  startDrop({
    area: holder,
    onFiles: (files) => {
      const room = isMany ? most - list.childElementCount : 1;
      if (files.length > room) showToast({ kind: 'warning', text: sayFile('tooManyFiles', { count: most }) });
      queue.add(files.slice(0, Math.max(0, room)));
    },
  });
  return queue;
}

/** Random, made when the first file comes; the server ties it to the visitor. */
function draftToken(root: HTMLElement): string {
  root.dataset.draftToken ??= btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  return root.dataset.draftToken;
}
