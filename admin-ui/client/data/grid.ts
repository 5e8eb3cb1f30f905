// The grid of the data browser: a row in a dialog, deleting, importing; after every change, and after its undo, the rows are read anew.

import { confirmAction } from '../../../renderer/client/confirm.ts';
import { openDialog } from '../../../renderer/client/dialog.ts';
import type { Dialog } from '../../../renderer/client/dialog.ts';
import { element } from '../../../renderer/client/element.ts';
import { getFragment, withBusy } from '../../../renderer/client/request.ts';
import { fill, pick } from '../../../renderer/client/texts.ts';
import { data as en } from '../../locales/en/data.ts';
import { data as ru } from '../../locales/ru/data.ts';
import { postAdmin } from '../requests.ts';
import { changedValues, watchNulls } from './row-form.ts';

const texts = pick(en, ru);
const say = (key: keyof typeof en, params: Readonly<Record<string, string>> = {}): string => fill(texts, key, params);

interface Grid {
  readonly url: string;
  readonly name: string;
}

export function startGrid(root: HTMLElement): void {
  const grid = { url: root.dataset.url ?? '', name: root.dataset.name ?? '' };
  document.addEventListener('click', ({ target }) => {
    const button =
      target instanceof Element
        ? target.closest<HTMLElement>('[data-data-open], [data-data-new], [data-data-delete], [data-data-import]')
        : null;
    if (button === null) return;
    if (button.dataset.dataDelete !== undefined) void deleteRow(grid, button);
    else if (button.dataset.dataImport !== undefined) openImport(grid);
    else void withBusy(button, () => openRow(grid, button.dataset.dataOpen)).catch(() => {});
  });
  document.addEventListener('data-changed', () => void reload());
}

async function reload(): Promise<void> {
  const place = document.getElementById('data-grid');
  const url = new URL(location.href);
  url.searchParams.set('part', 'grid');
  const html = await getFragment(url.pathname + url.search);
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('data-grid');
  if (place === null || fresh === null) return;
  const active = place.contains(document.activeElement) ? document.activeElement : null;
  const own = document.importNode(fresh, true);
  place.replaceWith(own);
  if (active instanceof HTMLElement) sameIn(own, active)?.focus();
}

/** Where the focus was: at the same row's button; when the row is gone, at the rows. */
function sameIn(root: HTMLElement, { dataset }: HTMLElement): HTMLElement | null {
  const name = dataset.dataDelete === undefined ? 'data-data-open' : 'data-data-delete';
  const key = dataset.dataDelete ?? dataset.dataOpen;
  const same = key === undefined ? null : root.querySelector<HTMLElement>(`[${name}="${CSS.escape(key)}"]`);
  return same ?? root.querySelector<HTMLElement>('[role=region]');
}

async function openRow(grid: Grid, key: string | undefined): Promise<void> {
  const html = await getFragment(`${grid.url}/row${key === undefined ? '' : `?${new URLSearchParams({ key }).toString()}`}`);
  const form = new DOMParser().parseFromString(html, 'text/html').querySelector<HTMLFormElement>('form');
  if (form === null) return;
  const own = document.importNode(form, true);
  own.id = 'data-row-form';
  watchNulls(own);
  const canSave = own.querySelector('[data-column]:not(:disabled)') !== null;
  const save = element('button', { type: 'submit', class: 'btn btn-primary', form: own.id }, say('save'));
  const close = element('button', { type: 'button', class: 'btn btn-outline-secondary' }, say('close'));
  const dialog = openDialog({
    title: key === undefined ? say('newTitle') : say('rowTitle', { key: (JSON.parse(key) as string[]).join(', ') }),
    size: 'slideout',
    body: own,
    footer: canSave ? [close, save] : [close],
  });
  close.addEventListener('click', () => void dialog.requestClose());
  own.addEventListener('submit', (event) => {
    event.preventDefault();
    void saveRow(grid, { form: own, dialog, save });
  });
}

async function saveRow(grid: Grid, { form, dialog, save }: { form: HTMLFormElement; dialog: Dialog; save: HTMLElement }): Promise<void> {
  const key = form.dataset.key ?? '';
  const { values, original } = changedValues(form, key === '');
  const error = form.querySelector<HTMLElement>('[data-row-error]');
  const complain = (text: string): void => {
    if (error === null) return;
    error.textContent = text;
    error.classList.toggle('d-block', text !== '');
  };
  if (key !== '' && Object.keys(values).length === 0) return complain(say('nothingChanged'));
  const body = { values: JSON.stringify(values), ...(key === '' ? {} : { key, original: JSON.stringify(original) }) };
  const answer = await postAdmin(`${grid.url}/${key === '' ? 'insert' : 'update'}`, body, { trigger: save });
  if (answer.ok) return dialog.close();
  const { error: text } = (answer.data ?? {}) as { error?: string };
  complain(text ?? answer.error?.text ?? '');
}

async function deleteRow(grid: Grid, button: HTMLElement): Promise<void> {
  const title = say('deleteConfirm', { key: button.dataset.label ?? '', table: grid.name });
  if (!(await confirmAction({ title, confirm: say('delete'), isDangerous: true }))) return;
  await postAdmin(`${grid.url}/delete`, { key: button.dataset.dataDelete ?? '' }, { trigger: button });
}

/** Tried first; only then it can be carried out. */
function openImport(grid: Grid): void {
  const input = element('input', {
    type: 'file',
    class: 'form-control-file',
    id: 'data-import-file',
    accept: '.csv,.xlsx',
    required: true,
  });
  const result = element('div', { class: 'mt-3', 'aria-live': 'polite' });
  const body = element(
    'div',
    {},
    element('p', {}, say('importHelp')),
    element('label', { for: input.id }, say('importFile')),
    input,
    result,
  );
  const check = element('button', { type: 'button', class: 'btn btn-outline-secondary' }, say('importCheck'));
  const run = element('button', { type: 'button', class: 'btn btn-primary', disabled: true }, say('importRun'));
  openDialog({ title: say('importTitle'), body, footer: [check, run] });
  input.addEventListener('change', () => {
    run.disabled = true;
    result.replaceChildren();
  });
  const send = async (mode: 'check' | 'run', trigger: HTMLElement): Promise<void> => {
    const file = input.files?.[0];
    if (file === undefined) return input.focus();
    const form = new FormData();
    form.append('mode', mode);
    form.append('file', file);
    const answer = await postAdmin(`${grid.url}/import`, form, { trigger });
    const { html = '', error = '', canRun = false } = (answer.data ?? {}) as { html?: string; error?: string; canRun?: boolean };
    const shown = new DOMParser().parseFromString(html, 'text/html').body;
    result.replaceChildren(
      ...(html === '' ? [error || (answer.error?.text ?? '')] : [...shown.childNodes].map((node) => document.importNode(node, true))),
    );
    run.disabled = !canRun;
  };
  check.addEventListener('click', () => void send('check', check));
  run.addEventListener('click', () => void send('run', run));
}
