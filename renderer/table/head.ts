// Above the rows: title and views, tabs of saved views, search, filters, columns, tools; and the heads of the columns.

import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import { viewTypes } from '../../metadata/kinds/table-view.ts';
import { attr, html, join } from '../html.ts';
import type { SafeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import { localText, t } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import { buttonClass } from '../page-actions.ts';
import { sortText, stateHref } from './address.ts';
import { hasRowMenu, isReorderable, shownColumns } from './body.ts';
import { isNumeric } from './cells.ts';
import { countFilters, renderFilterPanel } from './filters.ts';
import { countText } from './paging.ts';
import type { TableState, TableView } from './view.ts';

const VIEW_ICONS: Readonly<Record<string, string>> = {
  table: 'table',
  cards: 'grid',
  kanban: 'kanban',
  calendar: 'calendar3',
  timeline: 'clock-history',
};

/** Without a title of its own the page's title stands for the table: tabs and buttons share a row above the frame. */
export function renderLead(view: TableView, page: RenderContext): SafeHtml {
  const tabs = renderTabs(view, page);
  const actions = join([viewSwitch(view, page), ...tableButtons(view, page)]);
  if (tabs.value === '' && actions.value === '') return actions;
  return html`<div class="table-lead">${tabs}${actions.value === '' ? '' : html`<div class="table-head-actions">${actions}</div>`}</div>`;
}

/** The head of the table's card: title with the count, switch of views, buttons of the whole table. */
export function renderTitle(view: TableView, page: RenderContext): SafeHtml {
  const { settings, definition } = view;
  const actions = join([viewSwitch(view, page), ...tableButtons(view, page)]);
  const count =
    settings.isCountHidden || !view.total.isKnown ? '' : html` <span class="badge badge-secondary">${countText(view, page)}</span>`;
  const tag = settings.headingTag === 'none' ? 'h2' : settings.headingTag;
  const title = html`<div class="table-title">${definition.icon === undefined ? '' : icon(definition.icon)}${heading(tag, titleId(view), html`${settings.title}${count}`)}${settings.subtitle === '' ? '' : html`<p class="note mb-0">${settings.subtitle}</p>`}</div>`;
  return html`<div class="table-head">${title}${actions.value === '' ? '' : html`<div class="table-head-actions">${actions}</div>`}</div>`;
}

export function titleId({ code }: Pick<TableView, 'code'>): string {
  return `as-table-${code}-title`;
}

function heading(tag: 'h2' | 'h3' | 'h4', id: string, content: SafeHtml): SafeHtml {
  if (tag === 'h3') return html`<h3 id="${id}">${content}</h3>`;
  if (tag === 'h4') return html`<h4 id="${id}">${content}</h4>`;
  return html`<h2 id="${id}">${content}</h2>`;
}

function viewSwitch(view: TableView, { lang }: RenderContext): SafeHtml {
  if (view.views.length < 2) return join([]);
  return html`<div class="segmented" role="group" aria-label="${t(lang, 'table.view')}">${join(
    view.views.map(({ type, title, icon: sign }) => {
      const [en, ru] = viewTypes[type].split('|');
      const text = localText(lang, title) || (lang === 'ru' ? ru : en);
      return html`<a class="btn" role="button" data-table-nav href="${stateHref(view, { view: type })}" aria-pressed="${type === view.state.view ? 'true' : 'false'}">${icon(sign ?? VIEW_ICONS[type] ?? 'table')}<span class="d-none d-sm-inline">${text}</span><span class="sr-only d-sm-none">${text}</span></a>`;
    }),
  )}</div>`;
}

function tableButtons({ definition, rights, operations }: TableView, { lang }: RenderContext): SafeHtml[] {
  const buttons = operations
    .filter(({ scope }) => scope === 'table')
    .map((operation) =>
      operation.kind === 'link'
        ? html`<a class="btn ${buttonClass(operation.style)}" href="${operation.url ?? ''}">${operation.icon === undefined ? '' : icon(operation.icon)}${operation.title}</a>`
        : html`<button type="button" class="btn ${buttonClass(operation.style)}" data-table-operation="${operation.code}">${operation.icon === undefined ? '' : icon(operation.icon)}${operation.title}</button>`,
    );
  const { create } = definition;
  if (create === undefined || !rights.canCreate) return buttons;
  const text = localText(lang, create.text) || t(lang, 'table.create');
  const content = html`${icon(create.icon ?? 'plus-lg')}${text}`;
  const params = join(Object.entries(create.params ?? {}).map(([name, value]) => attr(`data-param-${name.toLowerCase()}`, value)));
  const mode = html`${attr('data-slideout', create.mode === 'slideout')}${attr('data-size', create.mode === 'big' ? 'big' : undefined)}`;
  const button =
    create.form === undefined
      ? html`<a class="btn btn-primary" href="${create.url ?? ''}">${content}</a>`
      : html`<button type="button" class="btn btn-primary as-form-modal" data-code="${create.form}" data-itemid="0" data-title="${text}"${mode}${params}>${content}</button>`;
  return [...buttons, button];
}

export function renderTabs(view: TableView, { lang }: RenderContext): SafeHtml {
  if (view.tabs.length === 0) return join([]);
  const all = html`<li class="nav-item"><a class="nav-link${view.state.tab === '' ? ' active' : ''}" data-table-nav data-table-tab href="?${view.code}.tab=-"${attr('aria-current', view.state.tab === '' ? 'page' : undefined)}>${t(lang, 'table.all')}</a></li>`;
  const tabs = view.tabs.map((tab) => {
    const isOpen = tab.code === view.state.tab;
    const count = tab.count === '' ? '' : html` <span class="badge badge-secondary">${tab.count}</span>`;
    const more =
      tab.ownID === undefined || !isOpen
        ? ''
        : html`<button type="button" class="btn btn-icon btn-quiet btn-sm" data-view-menu="${tab.ownID}" data-name="${tab.title}"${attr('data-default', tab.isDefault)} aria-label="${t(lang, 'table.viewActions', { name: tab.title })}" aria-haspopup="menu" aria-expanded="false">${icon('three-dots')}</button>`;
    return html`<li class="nav-item"><a class="nav-link${isOpen ? ' active' : ''}" data-table-nav data-table-tab href="?${view.code}.tab=${tab.code}"${attr('aria-current', isOpen ? 'page' : undefined)}>${tab.icon === undefined ? '' : icon(tab.icon)}${tab.title}${count}</a>${more}</li>`;
  });
  return html`<nav class="table-tabs" aria-label="${t(lang, 'table.savedViews')}"><ul class="nav nav-tabs">${all}${join(tabs)}</ul></nav>`;
}

export function renderBar(view: TableView, page: RenderContext): SafeHtml {
  const { lang } = page;
  const { definition, rights, settings, state, code } = view;
  const isRows = state.view === 'table';
  const hasFilters = definition.filters.place !== 'none' && view.columns.some((column) => column.filter !== undefined);
  const isOpen = definition.filters.isOpen;
  const placeholder = localText(lang, definition.search.placeholder) || t(lang, 'table.search');
  const search = definition.search.enabled
    ? html`<form class="search-field" role="search" data-table-search data-search-from="${definition.search.minLength}" action="" method="get">${icon('search')}<input class="form-control" type="search" id="${code}-search" name="${code}.q" value="${state.search}" placeholder="${placeholder}" aria-label="${placeholder}"></form>`
    : '';
  const count = countFilters(view);
  const filters = hasFilters
    ? html`<button type="button" class="btn btn-outline-secondary" data-table-filters aria-expanded="${isOpen ? 'true' : 'false'}" aria-controls="${code}-filters">${icon('sliders2')}${t(lang, 'table.filters')}${count === 0 ? '' : html` <span class="badge badge-primary">${count}</span>`}</button>`
    : '';
  const fast = rights.canFastCreate
    ? html`<form class="table-fast" data-table-fast><input class="form-control" name="text" maxlength="256" placeholder="${localText(lang, definition.fastCreate.placeholder) || t(lang, 'table.fastCreate')}" aria-label="${localText(lang, definition.fastCreate.placeholder) || t(lang, 'table.fastCreate')}"><button type="submit" class="btn btn-outline-secondary">${icon('plus-lg')}${t(lang, 'table.add')}</button></form>`
    : '';
  const tools = join([
    isRows && definition.columnChooser && view.columns.length > 2 ? columnChooser(view, page) : '',
    definition.userViews && page.visitor.isSignedIn && (hasFilters || definition.search.enabled)
      ? tool({ name: 'bookmark-plus', label: t(lang, 'table.saveView'), data: 'data-view-save' })
      : '',
    rights.canExport && definition.export.csv ? exportLink(view, page, 'csv') : '',
    rights.canExport && settings.hasXlsx ? exportLink(view, page, 'xlsx') : '',
    rights.canImport ? tool({ name: 'upload', label: t(lang, 'table.import'), data: 'data-import' }) : '',
    settings.canPrint
      ? html`<a class="btn btn-icon btn-quiet" data-table-print href="#" target="_blank" aria-label="${t(lang, 'table.print')}" title="${t(lang, 'table.print')}">${icon('printer')}</a>`
      : '',
  ]);
  // A small table inside a page needs no bar for a refresh button alone.
  const hasTools = hasFilters || definition.search.enabled || rights.canFastCreate || tools.value !== '';
  if (!hasTools) return join([]);
  return html`<div class="table-bar">${search}${filters}${isRows ? phoneSort(view, page) : ''}${fast}<div class="table-bar-tools">${tools}${tool({ name: 'arrow-clockwise', label: t(lang, 'table.refresh'), data: 'data-table-refresh' })}</div></div>
${hasFilters ? filterPanel(view, page) : ''}`;
}

/** Open at first where the definition says so; otherwise its content comes with the first press. */
function filterPanel(view: TableView, page: RenderContext): SafeHtml {
  const { code, columns, state, options, definition } = view;
  const filtered = columns.filter((column) => column.filter !== undefined);
  if (!definition.filters.isOpen) return html`<form class="table-filter-panel" id="${code}-filters" data-table-filter-panel hidden></form>`;
  return html`<form class="table-filter-panel table-filter-first" id="${code}-filters" data-table-filter-panel data-loaded>${renderFilterPanel({ code, columns: filtered, state, options }, page)}</form>`;
}

/** Rows that become cards on a phone have no headings to sort by. */
function phoneSort(view: TableView, { lang }: RenderContext): SafeHtml {
  const sortable = shownColumns(view).filter((column) => column.sortable);
  if (view.definition.phone !== 'cards' || sortable.length === 0) return join([]);
  const now = sortText(view.state.sort);
  const options = sortable.flatMap((column) => {
    const title = localText(lang, column.title) || column.code;
    return [column.code, `-${column.code}`].map(
      (value) => html`<option value="${value}"${attr('selected', value === now)}>${title} ${value.startsWith('-') ? '↓' : '↑'}</option>`,
    );
  });
  const own = sortable.some(({ code }) => now === code || now === `-${code}`)
    ? ''
    : html`<option value="" selected>${t(lang, 'table.sort')}</option>`;
  return html`<select class="custom-select table-phone-sort d-md-none" data-table-sort aria-label="${t(lang, 'table.sort')}">${own}${join(options)}</select>`;
}

function tool({ name, label, data }: { name: string; label: string; data: string }): SafeHtml {
  return html`<button type="button" class="btn btn-icon btn-quiet"${attr(data, true)} aria-label="${label}" title="${label}">${icon(name)}</button>`;
}

function exportLink(_view: TableView, { lang }: RenderContext, type: 'csv' | 'xlsx'): SafeHtml {
  const label = t(lang, type === 'csv' ? 'table.exportCsv' : 'table.exportXlsx');
  return html`<button type="button" class="btn btn-icon btn-quiet" data-table-export="${type}" aria-label="${label}" title="${label}">${icon(type === 'csv' ? 'filetype-csv' : 'download')}</button>`;
}

function columnChooser({ code, columns, state }: TableView, { lang }: RenderContext): SafeHtml {
  const ordered = [...shownColumns({ columns, state }), ...columns.filter((column) => !state.columns.includes(column.code))];
  const items = ordered.map((column) => {
    const id = `${code}-column-${column.code}`;
    const isShown = state.columns.includes(column.code);
    return html`<div class="table-columns-item" data-column="${column.code}"><div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="${id}" value="${column.code}"${attr('checked', isShown)}${attr('disabled', !column.canHide)}><label class="custom-control-label" for="${id}">${localText(lang, column.title) || column.code}</label></div><button type="button" class="btn btn-icon btn-quiet btn-sm table-columns-grip" data-column-grip aria-label="${t(lang, 'table.moveColumn', { column: localText(lang, column.title) || column.code })}">${icon('grip-vertical')}</button></div>`;
  });
  return html`<div class="dropdown table-columns-drop"><button type="button" class="btn btn-quiet" data-toggle="dropdown" aria-haspopup="true" aria-expanded="false" aria-label="${t(lang, 'table.columns')}">${icon('layout-three-columns')}<span class="d-none d-md-inline">${t(lang, 'table.columns')}</span></button>
<div class="dropdown-menu dropdown-menu-right table-columns" role="group" aria-label="${t(lang, 'table.columnsShown')}" data-columns><p class="dropdown-header mb-0">${t(lang, 'table.columnsShown')}</p>${join(items)}<div class="table-columns-foot"><button type="button" class="btn btn-link btn-sm" data-columns-reset>${t(lang, 'table.reset')}</button><button type="button" class="btn btn-primary btn-sm" data-columns-apply>${t(lang, 'table.apply')}</button></div></div></div>`;
}

/** The bar of bulk operations; the client shows it while rows are selected. */
export function renderBulkBar({ rights, operations }: TableView, { lang }: RenderContext): SafeHtml {
  if (!rights.isSelectable) return join([]);
  const buttons = operations
    .filter(({ scope }) => scope === 'bulk' || scope === 'both')
    .map(
      (operation) =>
        html`<button type="button" class="btn btn-sm ${operation.style === 'danger' ? 'btn-outline-danger' : 'btn-outline-secondary'}" data-bulk-operation="${operation.code}">${operation.icon === undefined ? '' : icon(operation.icon)}${operation.title}</button>`,
    );
  return html`<div class="table-bulk" role="region" aria-label="${t(lang, 'table.selection')}" data-bulk hidden><strong role="status" data-bulk-count></strong>${join(buttons)}<span class="push"></span><button type="button" class="btn btn-icon btn-quiet btn-sm" data-bulk-clear aria-label="${t(lang, 'table.clearSelection')}" title="${t(lang, 'table.clearSelection')}">${icon('x-lg')}</button></div>`;
}

export function renderColumnHeads(view: TableView, { lang }: RenderContext): SafeHtml {
  const { rights, definition, code } = view;
  const check = rights.isSelectable
    ? html`<th scope="col" class="table-check"><div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="${code}-all" data-check-all><label class="custom-control-label" for="${code}-all"><span class="sr-only">${t(lang, 'table.selectPage')}</span></label></div></th>`
    : '';
  const handle = isReorderable(view)
    ? html`<th scope="col" class="table-handle"><span class="sr-only">${t(lang, 'table.order')}</span></th>`
    : '';
  const expand =
    definition.subTable === undefined
      ? ''
      : html`<th scope="col" class="table-expand"><span class="sr-only">${t(lang, 'table.details')}</span></th>`;
  const menu = hasRowMenu(view)
    ? html`<th scope="col" class="table-menu"><span class="sr-only">${t(lang, 'table.actions')}</span></th>`
    : '';
  return html`<tr>${check}${handle}${expand}${join(shownColumns(view).map((column) => columnHead(view, column, lang)))}${menu}</tr>`;
}

function columnHead(view: TableView, column: TableColumn, lang: 'en' | 'ru'): SafeHtml {
  const title = localText(lang, column.shortTitle) || localText(lang, column.title) || column.code;
  const classes = isNumeric(column) || column.align === 'right' ? 'num' : column.align === 'center' ? 'text-center' : undefined;
  const tooltip = attr('title', localText(lang, column.tooltip) || undefined);
  const width = html`${attr('data-width', column.width)}${attr('data-min-width', column.minWidth)}`;
  if (!column.sortable) return html`<th scope="col"${attr('class', classes)}${tooltip}${width}>${title}</th>`;
  const at = view.state.sort.findIndex((sort) => sort.column === column.code);
  const sorted = view.state.sort[at];
  const direction = sorted === undefined ? undefined : sorted.direction === 'asc' ? 'ascending' : 'descending';
  const place = sorted !== undefined && view.state.sort.length > 1 ? html`<sup>${at + 1}</sup>` : '';
  return html`<th scope="col"${attr('class', classes)}${tooltip}${width}${attr('aria-sort', at === 0 ? direction : undefined)}><a class="table-sort" role="button" data-table-nav data-sort="${column.code}" data-sort-added="${addedSort(view.state, column)}" href="${stateHref(view, { sort: nextSort(view.state, column) })}">${title}${icon(sorted?.direction === 'desc' ? 'arrow-down' : 'arrow-up')}${place}</a></th>`;
}

/** A click sorts by the column alone and turns it round the next time. */
export function nextSort({ sort }: Pick<TableState, 'sort'>, column: Pick<TableColumn, 'code' | 'firstDirection'>): string {
  const known = sort.length === 1 ? sort.find((one) => one.column === column.code) : undefined;
  const direction = known === undefined ? column.firstDirection : known.direction === 'asc' ? 'desc' : 'asc';
  return sortText([{ column: column.code, direction }]);
}

/** Shift-click adds the column to the sort or turns it round in it. */
export function addedSort({ sort }: Pick<TableState, 'sort'>, column: Pick<TableColumn, 'code' | 'firstDirection'>): string {
  const known = sort.find((one) => one.column === column.code);
  if (known === undefined) return sortText([...sort, { column: column.code, direction: column.firstDirection }]);
  return sortText(sort.map((one) => (one === known ? { ...one, direction: one.direction === 'asc' ? 'desc' : 'asc' } : one)));
}
