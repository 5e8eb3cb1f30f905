// A table as HTML: head, tabs, bar, chips, then the rows or another view of them, footer and pages.

import type { TableColumn } from '../metadata/kinds/table-column.ts';
import { componentRoot } from './component-root.ts';
import { renderEmpty } from './feedback.ts';
import { attr, html, join, raw } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatMoney, formatNumber, localText, t } from './locale.ts';
import type { RenderContext } from './page-context.ts';
import { refreshAttributes } from './refresh-view.ts';
import { stateHref, stateParams } from './table/address.ts';
import { hasRowMenu, isReorderable, renderRows, shownColumns } from './table/body.ts';
import { compileCell, isNumeric, readerOf, textOf } from './table/cells.ts';
import { countFilters, renderChips } from './table/filters.ts';
import { renderBar, renderBulkBar, renderColumnHeads, renderLead, renderTabs, renderTitle, titleId } from './table/head.ts';
import { renderFoot } from './table/paging.ts';
import { viewRenderers } from './table/views.ts';
import type { TableView } from './table/view.ts';

export function renderTable(view: TableView, page: RenderContext): SafeHtml {
  const { definition, state, settings } = view;
  const hasTitle = settings.title !== '' && settings.headingTag !== 'none';
  const body = html`${hasTitle ? '' : renderLead(view, page)}
<div class="table-frame${definition.hasCard ? '' : ' table-plain'}${definition.filters.place === 'side' ? ' table-filters-side' : ''}"${attr('data-density', definition.density === 'user' ? undefined : definition.density)}>
${hasTitle ? html`${renderTitle(view, page)}${renderTabs(view, page)}` : ''}${renderBar(view, page)}${renderChips(view, page)}${renderBulkBar(view, page)}${content(view, page)}</div>
${rowMenuTemplate(view, page)}${clientConfig(view, page)}`;
  return componentRoot(
    {
      kind: 'table',
      code: view.code,
      itemID: view.itemID,
      params: [...view.params, ...stateParams(view)],
      class: definition.cssClass,
      labelledBy: hasTitle ? titleId(view) : undefined,
      label: hasTitle ? undefined : localText(page.lang, definition.title) || undefined,
      attributes: {
        'data-view': state.view,
        'data-url-state': definition.urlState ? '1' : undefined,
        'data-sort-multi': definition.multiSort ? '1' : undefined,
        'data-keep-filters': definition.filters.remember && page.visitor.isSignedIn ? '1' : undefined,
        'data-default-tab': view.hasDefaultTab ? '1' : undefined,
        ...refreshAttributes({ topics: view.topics, refreshSeconds: definition.refreshSeconds }),
      },
    },
    body,
  );
}

function content(view: TableView, page: RenderContext): SafeHtml {
  const other = viewRenderers[view.state.view];
  if (other !== undefined) return html`${other(view, page)}${view.state.view === 'cards' ? renderFoot(view, page) : ''}`;
  if (view.rows.rows.length === 0) return emptyState(view, page);
  const { lang } = page;
  const classes = `table${view.definition.phone === 'cards' ? ' table-stack' : ''}${view.definition.striped ? ' table-striped' : ''}${view.definition.stickyHeader ? ' table-sticky' : ''}`;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${t(lang, 'table.region', { title: view.settings.title || view.code })}">
<table class="${classes}"><caption class="sr-only">${captionOf(view, page)}</caption><thead>${renderColumnHeads(view, page)}</thead><tbody>${raw(renderRows(view, page))}</tbody>${footer(view, page)}</table></div>
${renderFoot(view, page)}`;
}

function captionOf({ settings, state, columns }: TableView, { lang }: RenderContext): string {
  const [first] = state.sort;
  const column = columns.find(({ code }) => code === first?.column);
  if (first === undefined || column === undefined) return settings.title;
  return t(lang, first.direction === 'asc' ? 'table.captionAsc' : 'table.captionDesc', {
    title: settings.title,
    column: localText(lang, column.title) || column.code,
  });
}

/** Nothing at all says what will be here and offers the first step; nothing found offers to drop the filters. */
function emptyState(view: TableView, { lang }: RenderContext): SafeHtml {
  const { definition, state, rights } = view;
  if (countFilters(view) > 0 || state.search !== '' || state.page > 1) {
    return renderEmpty({
      title: t(lang, 'table.nothingFound'),
      text: t(lang, 'table.nothingFoundText'),
      size: 'small',
      actions: html`<a class="btn btn-outline-secondary" data-table-nav href="${stateHref(view, { filters: new Map(), q: undefined, page: undefined })}">${t(lang, 'table.clearAll')}</a>`,
    });
  }
  const { empty, create } = definition;
  const action =
    empty?.actionText === undefined
      ? ''
      : empty.form !== undefined
        ? html`<button type="button" class="btn btn-primary as-form-modal" data-code="${empty.form}" data-itemid="0" data-title="${localText(lang, empty.actionText)}">${localText(lang, empty.actionText)}</button>`
        : html`<a class="btn btn-primary" href="${empty.url ?? ''}">${localText(lang, empty.actionText)}</a>`;
  const isFirstStep = action === '' && create?.form !== undefined && rights.canCreate;
  return renderEmpty({
    title: localText(lang, empty?.title) || t(lang, 'table.empty'),
    text: localText(lang, empty?.text) || (isFirstStep ? t(lang, 'table.emptyText') : undefined),
    actions: action,
    size: empty === undefined ? 'small' : 'normal',
  });
}

/** Totals: of the fourth set, else of the page's rows where the column says so. */
function footer(view: TableView, page: RenderContext): SafeHtml {
  const shown = shownColumns(view);
  const given = view.definition.footer ? view.extra?.rows[0] : undefined;
  if (given === undefined && !shown.some(({ total }) => total !== undefined)) return join([]);
  const lead = Number(view.rights.isSelectable) + Number(isReorderable(view)) + Number(view.definition.subTable !== undefined);
  const cells = shown.map((column, at) => {
    const text = given !== undefined && view.extra !== undefined ? givenTotal(view, column, page) : pageTotal(view, column, page);
    const label = at === 0 && text === '' ? t(page.lang, 'table.total') : text;
    return html`<td${attr('class', isNumeric(column) ? 'num' : undefined)}${attr('data-label', at === 0 ? undefined : localText(page.lang, column.title))}>${typeof label === 'string' ? label : raw(label.value)}</td>`;
  });
  return html`<tfoot><tr>${join(Array.from({ length: lead }, () => html`<td></td>`))}${join(cells)}${hasRowMenu(view) ? html`<td></td>` : ''}</tr></tfoot>`;
}

function givenTotal(view: TableView, column: TableColumn, page: RenderContext): string | SafeHtml {
  const { extra } = view;
  const row = extra?.rows[0];
  if (extra === undefined || row === undefined || readerOf(extra)(column.code) === undefined) return '';
  return raw(compileCell({ ...column, link: undefined }, extra, { locale: page.locale, currency: view.currency, keyColumn: '' })(row));
}

function pageTotal(view: TableView, column: TableColumn, { locale }: RenderContext): string {
  const read = readerOf(view.rows)(column.code);
  if (column.total === undefined || read === undefined) return '';
  const numbers = view.rows.rows
    .map((row) => textOf(read(row)))
    .filter((text) => text !== '')
    .map(Number);
  if (column.total === 'count') return formatNumber(locale, numbers.length);
  if (numbers.length === 0) return '';
  const sum = numbers.reduce((total, number) => total + number, 0);
  const value = { sum, avg: sum / numbers.length, min: Math.min(...numbers), max: Math.max(...numbers) }[column.total];
  return column.type === 'money' ? formatMoney(locale, value, column.format?.currency ?? view.currency) : formatNumber(locale, value);
}

/** The menu of every row, once; the client shows what the row's own attributes leave of it. */
function rowMenuTemplate(view: TableView, { lang }: RenderContext): SafeHtml {
  if (!hasRowMenu(view)) return join([]);
  const { definition, rights } = view;
  const item = (attributes: SafeHtml, content: SafeHtml, className = ''): SafeHtml =>
    html`<button type="button" role="menuitem" class="dropdown-item${className}"${attributes}>${content}</button>`;
  const { edit } = definition;
  const items = [
    ...(rights.canEdit && edit !== undefined
      ? [
          item(
            html` data-item="edit"${attr('data-form', edit.form)}${attr('data-mode', edit.mode)}${attr('data-title', localText(lang, edit.text) || t(lang, 'table.edit'))}${attr('data-params', edit.params === undefined ? undefined : JSON.stringify(edit.params))}`,
            html`${icon('pencil')}${localText(lang, edit.text) || t(lang, 'table.edit')}`,
          ),
        ]
      : []),
    ...view.operations
      .filter(({ scope }) => scope === 'row' || scope === 'both')
      .map((operation) =>
        item(
          html` data-item="${operation.code}"`,
          html`${operation.icon === undefined ? icon('arrow-right-circle') : icon(operation.icon)}${operation.title}`,
          operation.style === 'danger' ? ' text-danger' : '',
        ),
      ),
    ...(rights.canDelete
      ? [
          item(
            html` data-item="delete" data-confirm="${localText(lang, definition.delete.confirm) || t(lang, 'table.confirmDelete')}"`,
            html`${icon('trash')}${t(lang, 'table.delete')}`,
            ' text-danger',
          ),
        ]
      : []),
  ];
  return html`<template data-row-menu-items>${join(items)}</template>`;
}

/** What the client has to know of operations and of editable columns; values of rows stand in the rows. */
function clientConfig({ columns, operations, rights }: TableView, { lang }: RenderContext): SafeHtml {
  const known = operations.map(({ code, kind, form, mode, title, confirm, style, params }) => ({
    code,
    kind,
    form,
    mode,
    title,
    confirm,
    style,
    params,
  }));
  const editors = Object.fromEntries(
    columns
      .filter((column) => rights.editable.has(column.code))
      .map((column) => [column.code, { ...editorOf(column), title: localText(lang, column.title) || column.code }]),
  );
  return html`<template data-table-config data-operations="${JSON.stringify(known)}" data-editors="${JSON.stringify(editors)}"></template>`;
}

function editorOf({ edit }: TableColumn): Record<string, unknown> {
  if (edit === undefined) return {};
  const { type, required, min, max, step, maxLength } = edit;
  return { type, required, min, max, step, maxLength };
}
