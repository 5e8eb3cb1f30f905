// Filters: the panel with one control for each filter of the columns, and the chips that name what is set.

import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import type { FieldOption } from '../commands.ts';
import { attr, html, join } from '../html.ts';
import type { SafeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import { formatDate, formatNumber, localText, t } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import { stateHref } from './address.ts';
import type { TableState, TableView } from './view.ts';

export interface FilterPanelView {
  readonly code: string;
  readonly columns: readonly TableColumn[];
  readonly state: TableState;
  readonly options: ReadonlyMap<string, readonly FieldOption[]>;
}

export function renderFilterPanel(view: FilterPanelView, { lang }: RenderContext): SafeHtml {
  const ordered = view.columns.toSorted((a, b) => (a.filter?.ord ?? 0) - (b.filter?.ord ?? 0));
  const fields = (columns: readonly TableColumn[]): SafeHtml =>
    html`<div class="table-filter-grid">${join(columns.map((column) => filterField(view, column, lang)))}</div>`;
  const pinned = ordered.filter((column) => column.filter?.isPinned !== false);
  const others = ordered.filter((column) => column.filter?.isPinned === false);
  // What filters now is in sight.
  const isUsed = countFilters({ columns: others, state: view.state }) > 0;
  const more =
    others.length === 0
      ? ''
      : html`<details class="table-filter-more"${attr('open', isUsed)}><summary>${t(lang, 'table.moreFilters')}</summary>${fields(others)}</details>`;
  return html`${pinned.length === 0 ? '' : fields(pinned)}${more}
<div class="cluster"><button type="submit" class="btn btn-primary btn-sm">${t(lang, 'table.applyFilters')}</button><button type="button" class="btn btn-quiet btn-sm" data-filters-clear>${t(lang, 'table.clearFilters')}</button></div>`;
}

function filterField(view: FilterPanelView, column: TableColumn, lang: 'en' | 'ru'): SafeHtml {
  const { filter } = column;
  if (filter === undefined) return join([]);
  const label = titleOf(column, lang);
  const id = `${view.code}-filter-${column.code}`;
  const name = (suffix = ''): string => `${view.code}.${column.code}${suffix}`;
  const value = (suffix = ''): string => view.state.filters.get(`${column.code}${suffix}`) ?? '';
  const placeholder = attr('placeholder', localText(lang, filter.placeholder) || undefined);
  switch (filter.type) {
    case 'select':
    case 'multi': {
      const chosen = new Set(value().split(','));
      const options = (view.options.get(column.code) ?? []).map(
        (option) => html`<option value="${option.value}"${attr('selected', chosen.has(option.value))}>${option.text}</option>`,
      );
      if (filter.type === 'select') {
        return html`<div class="form-group"><label for="${id}">${label}</label><select class="custom-select" id="${id}" name="${name()}"><option value="">${t(lang, 'table.any')}</option>${options}</select></div>`;
      }
      const boxes = (view.options.get(column.code) ?? []).map(
        (option, at) =>
          html`<div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="${id}-${at}" name="${name()}" value="${option.value}"${attr('checked', chosen.has(option.value))}><label class="custom-control-label" for="${id}-${at}">${option.text}</label></div>`,
      );
      return html`<fieldset class="form-group table-filter-multi"><legend>${label}</legend><div class="table-filter-list">${boxes}</div></fieldset>`;
    }
    case 'numberRange':
    case 'dateRange': {
      const type = filter.type === 'dateRange' ? 'date' : 'number';
      const step = attr('step', type === 'number' ? 'any' : undefined);
      return html`<fieldset class="form-group"><legend>${label}</legend><div class="table-filter-range"><input type="${type}" class="form-control"${step} name="${name('_from')}" value="${value('_from')}" aria-label="${label}: ${t(lang, 'table.from')}"><span aria-hidden="true">–</span><input type="${type}" class="form-control"${step} name="${name('_to')}" value="${value('_to')}" aria-label="${label}: ${t(lang, 'table.to')}"></div>${type === 'date' && filter.presets ? presets(lang) : ''}</fieldset>`;
    }
    case 'checkbox':
      return html`<div class="form-group"><label for="${id}">${label}</label><select class="custom-select" id="${id}" name="${name()}"><option value="">${t(lang, 'table.any')}</option><option value="True"${attr('selected', value() === 'True')}>${t(lang, 'table.yes')}</option><option value="False"${attr('selected', value() === 'False')}>${t(lang, 'table.no')}</option></select></div>`;
    default:
      return html`<div class="form-group"><label for="${id}">${label}</label><input type="search" class="form-control" id="${id}" name="${name()}" value="${value()}"${placeholder} maxlength="200"></div>`;
  }
}

/** Ready ranges; the browser knows what day it is for the visitor. */
function presets(lang: 'en' | 'ru'): SafeHtml {
  const buttons = (['today', 'week', 'month'] as const).map(
    (preset) =>
      html`<button type="button" class="btn btn-link btn-sm" data-filter-preset="${preset}">${t(lang, `table.${preset}`)}</button>`,
  );
  return html`<div class="table-filter-presets">${join(buttons)}</div>`;
}

/** What is set, each with a way to take it away, and one to take all away. */
export function renderChips(view: TableView, page: RenderContext): SafeHtml {
  const chips = chipsOf(view, page);
  if (chips.length === 0) return join([]);
  const { lang } = page;
  return html`<div class="table-filters" role="group" aria-label="${t(lang, 'table.activeFilters')}">${join(
    chips.map(
      ({ title, text, href }) =>
        html`<span class="chip">${title}: <b>${text}</b><a class="chip-close" data-table-nav href="${href}" aria-label="${t(lang, 'table.removeFilter', { filter: title })}">${icon('x')}</a></span>`,
    ),
  )}<a class="btn btn-link ml-2" data-table-nav href="${stateHref(view, { filters: new Map(), q: undefined })}">${t(lang, 'table.clearAll')}</a></div>`;
}

/** How many filters are set; a range counts once. */
export function countFilters({ columns, state }: Pick<TableView, 'columns' | 'state'>): number {
  return columns.filter((column) => [column.code, `${column.code}_from`, `${column.code}_to`].some((key) => state.filters.has(key))).length;
}

function chipsOf(view: TableView, page: RenderContext): { title: string; text: string; href: string }[] {
  const { state } = view;
  const chips = view.columns.flatMap((column) => {
    const keys = [column.code, `${column.code}_from`, `${column.code}_to`].filter((key) => state.filters.has(key));
    if (keys.length === 0) return [];
    const filters = new Map(state.filters);
    for (const key of keys) filters.delete(key);
    return [{ title: titleOf(column, page.lang), text: chipText(view, column, page), href: stateHref(view, { filters }) }];
  });
  if (state.search !== '') {
    chips.push({ title: t(page.lang, 'table.searchChip'), text: state.search, href: stateHref(view, { q: undefined }) });
  }
  return chips;
}

function chipText({ state, options }: TableView, column: TableColumn, { lang, locale }: RenderContext): string {
  const value = state.filters.get(column.code) ?? '';
  const from = state.filters.get(`${column.code}_from`);
  const to = state.filters.get(`${column.code}_to`);
  if (from !== undefined || to !== undefined) {
    const print = (bound: string): string =>
      column.filter?.type === 'dateRange' ? formatDate(locale, bound) : formatNumber(locale, Number(bound));
    if (from !== undefined && to !== undefined) return `${print(from)} – ${print(to)}`;
    return from === undefined ? t(lang, 'table.upTo', { value: print(to ?? '') }) : t(lang, 'table.startingAt', { value: print(from) });
  }
  if (column.filter?.type === 'checkbox') return t(lang, value === 'True' ? 'table.yes' : 'table.no');
  const known = options.get(column.code) ?? [];
  return value
    .split(column.filter?.type === 'multi' ? ',' : '\u0000')
    .map((one) => known.find((option) => option.value === one)?.text ?? one)
    .join(', ');
}

function titleOf(column: TableColumn, lang: 'en' | 'ru'): string {
  return localText(lang, column.filter?.title) || localText(lang, column.title) || column.code;
}
