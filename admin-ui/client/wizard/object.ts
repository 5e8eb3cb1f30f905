// The wizard for a new object.

import { getJson } from '../../../renderer/client/request.ts';
import { element } from '../../../renderer/client/element.ts';
import type { TableDescription } from '../../wizard/existing-table.ts';
import { proposeCode, singular } from '../../wizard/names.ts';
import type { ColumnSpec, ObjectSpec, RowAccess } from '../../wizard/spec.ts';
import { bindColumn, fillColumn, readColumn } from './column-form.ts';
import { placeIn } from './places.ts';
import { follow, input, one, resultCard, startSteps, valueIn } from './steps.ts';
import { sayWizard } from './texts.ts';

export function startObject(root: HTMLElement): void {
  const columns = one(root, '[data-columns]');
  const wizard = startSteps(root, {
    url: '/admin/wizard/object',
    read: () => readSpec(root),
    find: (place) => findPlace(root, place),
    result: (data) => result(root, data),
  });
  bindNames(root);
  bindColumns(root, () => wizard.changed());
  preselectRole(root);
  addColumn(columns, root);
}

function bindNames(root: HTMLElement): void {
  const name = (place: string): string => valueIn(root, `${place}/en`) || valueIn(root, `${place}/ru`);
  const named = ['title/en', 'title/ru'];
  follow(root, { code: 'code', names: named, propose: () => proposeCode(name('title')) });
  follow(root, {
    code: 'itemCode',
    names: [...named, 'itemTitle/en', 'itemTitle/ru'],
    propose: () => proposeCode(name('itemTitle')) || singular(proposeCode(name('title'))),
  });
  follow(root, { code: 'prefix', names: named, propose: () => proposeCode(name('title')).toLowerCase().slice(0, 3) });
  // Both of the same name would be two things with one code.
  const showTable = (): void => {
    const help = root.querySelector('[data-source="new"] [data-help]');
    if (help !== null)
      help.textContent = sayWizard('prefixHelp', { table: `${valueIn(root, 'prefix')}_${valueIn(root, 'code').replaceAll('-', '')}` });
  };
  for (const place of [...named, 'prefix', 'code']) input(root, place).addEventListener('input', showTable);
  for (const radio of root.querySelectorAll<HTMLInputElement>('[name=source]')) {
    radio.addEventListener('change', () => {
      for (const part of root.querySelectorAll<HTMLElement>('[data-source]')) part.hidden = part.dataset.source !== sourceOf(root);
    });
  }
}

function bindColumns(root: HTMLElement, changed: () => void): void {
  const columns = one(root, '[data-columns]');
  one(root, '[data-add-column]').addEventListener('click', () => {
    addColumn(columns, root).querySelector<HTMLElement>('[data-name="title/en"]')?.focus();
    changed();
  });
  columns.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button') : null;
    const card = button?.closest<HTMLElement>('[data-column]');
    if (button === null || card === null || card === undefined) return;
    const near =
      'columnUp' in button.dataset ? card.previousElementSibling : 'columnDown' in button.dataset ? card.nextElementSibling : null;
    if ('columnRemove' in button.dataset) {
      const next = (card.nextElementSibling ?? card.previousElementSibling)?.querySelector<HTMLElement>('[data-column-remove]');
      card.remove();
      (next ?? one(root, '[data-add-column]')).focus();
    } else if (near !== null && 'columnUp' in button.dataset) near.before(card);
    else if (near !== null) near.after(card);
    if (card.isConnected) button.focus();
    number(columns);
    changed();
  });
  input(root, 'table').addEventListener('change', async () => {
    const table = valueIn(root, 'table');
    if (table === '') return;
    const { data } = await getJson<{ data?: TableDescription }>(`/admin/wizard/object/table/${encodeURIComponent(table)}`);
    // Another was chosen meanwhile.
    if (valueIn(root, 'table') !== table) return;
    columns.replaceChildren();
    for (const column of data?.columns ?? []) addColumn(columns, root, column);
    changed();
  });
}

let made = 0;

function addColumn(columns: HTMLElement, root: HTMLElement, column?: ColumnSpec): HTMLElement {
  const template = root.querySelector<HTMLTemplateElement>('[data-column-template]');
  const holder = document.createElement('template');
  // The server's own markup; its ids get a number of this page.
  holder.innerHTML = (template?.innerHTML ?? '').replaceAll('c__', `c${++made}`).trim();
  const card = holder.content.firstElementChild;
  if (!(card instanceof HTMLElement)) throw new Error('the wizard has no template of a column');
  columns.append(card);
  if (column !== undefined) fillColumn(card, column);
  bindColumn(card);
  number(columns);
  return card;
}

function number(columns: HTMLElement): void {
  for (const [at, legend] of columns.querySelectorAll('[data-legend]').entries())
    legend.textContent = sayWizard('column', { number: at + 1 });
}

function readSpec(root: HTMLElement): ObjectSpec {
  const both = (place: string): ObjectSpec['title'] => ({ en: valueIn(root, `${place}/en`), ru: valueIn(root, `${place}/ru`) });
  const roles = (kind: 'Sees' | 'Changes'): string[] =>
    [...root.querySelectorAll<HTMLInputElement>(`[data-role-${kind.toLowerCase()}]:checked`)].map(
      (box) => box.dataset[`role${kind}`] ?? '',
    );
  const isExisting = sourceOf(root) === 'existing';
  return {
    code: valueIn(root, 'code'),
    itemCode: valueIn(root, 'itemCode'),
    prefix: valueIn(root, 'prefix'),
    title: both('title'),
    itemTitle: both('itemTitle'),
    icon: valueIn(root, 'icon'),
    table: isExisting ? valueIn(root, 'table') || '?' : '',
    columns: [...root.querySelectorAll<HTMLElement>('[data-columns] > [data-column]')].map(readColumn),
    roles: roles('Sees'),
    editRoles: roles('Changes'),
    rows: (root.querySelector<HTMLInputElement>('[name=rows]:checked')?.value ?? 'role') as RowAccess,
    inMenu: input(root, 'inMenu').checked,
  };
}

function sourceOf(root: HTMLElement): string {
  return root.querySelector<HTMLInputElement>('[name=source]:checked')?.value ?? 'new';
}

function findPlace(root: HTMLElement, place: string): HTMLElement | undefined {
  const [, at, rest = ''] = /^columns\/(\d+)\/(.+)$/.exec(place) ?? [];
  if (at === undefined) return placeIn(root, place);
  const card = root.querySelectorAll<HTMLElement>('[data-columns] > [data-column]')[Number(at)];
  return card === undefined ? undefined : placeIn(card, rest);
}

/** From the wizard for roles: who it is for is known. Who may change sees as well. */
function preselectRole(root: HTMLElement): void {
  const role = new URLSearchParams(location.search).get('role') ?? '';
  for (const box of root.querySelectorAll<HTMLInputElement>('[data-role-sees], [data-role-changes]')) {
    if (role !== '' && (box.dataset.roleSees === role || box.dataset.roleChanges === role)) box.checked = true;
    box.addEventListener('change', () => {
      const sees = root.querySelector<HTMLInputElement>(`[data-role-sees="${CSS.escape(box.dataset.roleChanges ?? '')}"]`);
      if (box.checked && sees !== null) sees.checked = true;
    });
  }
}

/** The developer looks at the page as one of its roles when it is not the developer's own. */
function pageUrl(code: string, roles: unknown): string {
  const list = Array.isArray(roles) ? roles.map(String) : [];
  const isOwn = list.length === 0 || list.includes('*') || list.includes('developer');
  return isOwn ? `/${code}` : `/${code}?__view=${encodeURIComponent(`role:${list[0] ?? ''}`)}`;
}

function result(root: HTMLElement, data: Readonly<Record<string, unknown>>): HTMLElement {
  const [code, itemCode, table] = [String(data.code), String(data.itemCode), String(data.table)];
  const modules = Array.isArray(data.modules) ? data.modules.map(String) : [];
  const workshop = (name: string): string => `/admin/workshop/module/dbo/${encodeURIComponent(name)}`;
  return resultCard({
    title: sayWizard('done', { name: valueIn(root, 'title/en') || valueIn(root, 'title/ru') }),
    lead: sayWizard('doneLead'),
    links: [
      { text: sayWizard('openPage'), url: pageUrl(code, data.roles) },
      { text: sayWizard('editList'), url: `/admin/definitions/table/${code}` },
      { text: sayWizard('editForm'), url: `/admin/definitions/form/${itemCode}` },
      { text: sayWizard('editAccess'), url: workshop(`${table}_allowed`) },
      { text: sayWizard('field'), url: `/admin/wizard/field?form=${itemCode}` },
      { text: sayWizard('another'), url: '/admin/wizard/object' },
    ],
    more: [
      element('h3', {}, sayWizard('editProcedures')),
      element(
        'ul',
        { class: 'wizard-modules' },
        ...modules.map((name) => element('li', {}, element('a', { class: 'mono', href: workshop(name) }, name))),
      ),
    ],
  });
}
