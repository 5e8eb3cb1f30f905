// The browser's part of the resource component: uploads, deletion, names, order, pictures at full size.

import { confirmAction } from './confirm.ts';
import { openDialog } from './dialog.ts';
import { element } from './element.ts';
import { guardUnsaved } from './guard.ts';
import { refreshComponent } from './refresh.ts';
import { post } from './request.ts';
import { startDrop } from './files/drop.ts';
import { startLightbox } from './files/lightbox.ts';
import { startOrder } from './files/order.ts';
import { createQueue } from './files/queue.ts';
import { sayFile } from './files/texts.ts';

const ORDER_AFTER_MS = 500;

/** Activates one resource component. */
export async function activateResource(root: HTMLElement): Promise<void> {
  const base = `/c/resource/${encodeURIComponent(root.dataset.code ?? '')}`;
  const list = root.querySelector<HTMLElement>('.file-list');
  const status = root.querySelector<HTMLElement>('[data-file-status]');
  const itemID = root.dataset.itemid ?? '';
  if (list === null) return;
  startLightbox(root);
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-file-do]') : null;
    const item = button?.closest<HTMLElement>('[data-file]');
    if (!button || !item) return;
    if (button.dataset.fileDo === 'delete') void remove(base, { item, button });
    if (button.dataset.fileDo === 'rename') rename(base, item);
  });
  if (root.dataset.upload !== undefined) startUploads(root, { list, status });
  if (list.dataset.sortable !== undefined) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await startOrder({
      list,
      status,
      onChange: (fileIDs) => {
        clearTimeout(timer);
        timer = setTimeout(() => void post(`${base}/reorder`, { itemID, fileIDs }).catch(() => refreshComponent(root)), ORDER_AFTER_MS);
      },
    });
  }
}

function startUploads(root: HTMLElement, { list, status }: { list: HTMLElement; status: HTMLElement | null }): void {
  const most = Number(root.dataset.maxFiles ?? 1);
  const queue = createQueue({
    list,
    status,
    maxBytes: Number(root.dataset.maxBytes ?? 0),
    url: () => root.dataset.upload ?? '',
    onArrived: (_answer, line) => line.classList.add('is-done'),
    onIdle: (count) => {
      // Lines of failures stay to be read; without them the list comes fresh from the server.
      if (count > 0 && list.querySelector('.is-failed') === null) void refreshComponent(root);
    },
  });
  startDrop({ area: root, onFiles: (files) => queue.add(files.slice(0, Math.max(1, most))) });
  guardUnsaved(root, queue.isBusy);
}

async function remove(base: string, { item, button }: { item: HTMLElement; button: HTMLElement }): Promise<void> {
  const name = item.dataset.name ?? '';
  const isAgreed = await confirmAction({
    title: sayFile('deleteTitle'),
    text: sayFile('deleteText', { name }),
    confirm: sayFile('delete'),
    isDangerous: true,
  });
  if (isAgreed) await post(`${base}/delete`, { fileID: item.dataset.file }, { trigger: button }).catch(() => {});
}

function rename(base: string, item: HTMLElement): void {
  const input = element('input', {
    class: 'form-control',
    id: 'file-new-name',
    value: item.dataset.name ?? '',
    maxlength: 160,
    autocomplete: 'off',
  });
  const save = element('button', { type: 'submit', class: 'btn btn-primary', form: 'file-rename' }, sayFile('rename'));
  const form = element(
    'form',
    { id: 'file-rename' },
    element('div', { class: 'form-group' }, element('label', { for: 'file-new-name' }, sayFile('newName')), input),
  );
  const dialog = openDialog({ title: sayFile('renameTitle'), size: 'small', body: form, footer: [save] });
  input.setSelectionRange(0, Math.max(0, input.value.lastIndexOf('.')));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = await post(`${base}/rename`, { fileID: item.dataset.file, name: input.value }, { trigger: save }).catch(() => undefined);
    if (answer?.ok === true) dialog.close();
  });
}
