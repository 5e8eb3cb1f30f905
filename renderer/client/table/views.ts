// Saved views of the user: the state of the table under a name, as a tab. Kept on the server, so that they are there on every device.

import { confirmAction } from '../confirm.ts';
import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import { openMenu } from './menu.ts';
import { ownOne, ownTarget, sayTable, sendAction } from './own.ts';
import { showState, stateQuery } from './state.ts';

export function startViews(root: HTMLElement): void {
  root.addEventListener('click', (event) => {
    if (ownTarget(root, event.target, '[data-view-save]') !== undefined) askName(root, {});
    const button = ownTarget(root, event.target, '[data-view-menu]');
    if (button !== undefined) openViewMenu(root, button);
  });
}

function openViewMenu(root: HTMLElement, button: HTMLElement): void {
  const { viewMenu: id = '', name = '' } = button.dataset;
  const isDefault = button.dataset.default !== undefined;
  const items = (['viewRename', 'viewUpdate', 'viewDelete'] as const).map((key) =>
    element(
      'button',
      { type: 'button', role: 'menuitem', class: `dropdown-item${key === 'viewDelete' ? ' text-danger' : ''}`, 'data-item': key },
      sayTable(key),
    ),
  );
  openMenu(button, {
    items,
    label: button.getAttribute('aria-label') ?? name,
    choose: ({ dataset }) => {
      if (dataset.item === 'viewRename') askName(root, { id, name, isDefault });
      else if (dataset.item === 'viewUpdate') void save(root, { id, name, isDefault, query: stateQuery(root) });
      else void remove(root, { id, name });
    },
  });
}

interface NamedView {
  readonly id?: string;
  readonly name?: string;
  readonly isDefault?: boolean;
  readonly query?: string;
}

function askName(root: HTMLElement, { id, name = '', isDefault = false }: NamedView): void {
  const field = element('input', {
    class: 'form-control',
    id: 'view-name',
    maxlength: 100,
    required: true,
    autofocus: true,
    autocomplete: 'off',
  });
  field.value = name;
  const box = element('input', { type: 'checkbox', class: 'custom-control-input', id: 'view-default', checked: isDefault });
  const form = element(
    'form',
    { id: 'view-form' },
    element('div', { class: 'form-group' }, element('label', { for: 'view-name' }, sayTable('viewName')), field),
    element(
      'div',
      { class: 'custom-control custom-checkbox' },
      box,
      element('label', { class: 'custom-control-label', for: 'view-default' }, sayTable('viewDefault')),
    ),
  );
  const yes = element('button', { type: 'submit', form: 'view-form', class: 'btn btn-primary' }, sayTable('save'));
  const no = element('button', { type: 'button', class: 'btn btn-quiet' }, sayTable('cancel'));
  const dialog = openDialog({
    title: sayTable(id === undefined ? 'saveView' : 'viewRename'),
    size: 'small',
    body: form,
    footer: [yes, no],
  });
  no.addEventListener('click', () => dialog.close());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close();
    void save(root, { id, name: field.value, isDefault: box.checked, ...(id === undefined ? { query: stateQuery(root) } : {}) });
  });
  field.select();
}

async function save(root: HTMLElement, view: NamedView): Promise<void> {
  const answer = await sendAction(root, 'saveView', { ...view, id: view.id === undefined ? undefined : Number(view.id) }).catch(
    () => undefined,
  );
  const { tab } = (answer?.data ?? {}) as { tab?: string };
  if (answer?.ok === true && tab !== undefined) await showState(root, new URLSearchParams({ [`${root.dataset.code}.tab`]: tab }));
}

async function remove(root: HTMLElement, { id, name }: { id: string; name: string }): Promise<void> {
  const title = sayTable('viewDelete');
  if (!(await confirmAction({ title, text: sayTable('viewDeleteAsk', { name }), confirm: title, isDangerous: true }))) return;
  const answer = await sendAction(root, 'deleteView', { id: Number(id) }).catch(() => undefined);
  if (answer?.ok !== true) return;
  await showState(root, new URLSearchParams({ [`${root.dataset.code}.tab`]: '-' }));
  ownOne(root, '[data-table-search] input')?.focus();
}
