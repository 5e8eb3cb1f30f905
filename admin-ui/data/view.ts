// HTML of the data browser: the tables, a page of rows with filters in its head, the form of a row, what an import would do.

import { renderAlert, renderEmpty } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatNumber } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import type { Row } from '../../sql/result-sets.ts';
import { ta } from '../texts.ts';
import { isChangeable, isEditable, isNumeric, isSortable } from './catalogue.ts';
import type { DataColumn, DataTable, ListedTable } from './catalogue.ts';
import type { CsvReport } from './csv.ts';
import { keyOfRow, textOfValue } from './read.ts';
import type { DataPage, DataQuery } from './read.ts';

export function renderTables(
  { lang, locale }: RenderContext,
  { tables, find }: { tables: readonly ListedTable[]; find: string },
): SafeHtml {
  const part = find.trim().toLowerCase();
  const shown = tables.filter(({ schema, name }) => `${schema}.${name}`.toLowerCase().includes(part));
  const rows = shown.map(
    (table) =>
      html`<tr><th scope="row" class="cell-title"><a href="${urlOf(table)}">${table.schema}.${table.name}</a></th><td class="num" data-label="${ta(lang, 'data.rows')}">${formatNumber(locale, table.rows)}</td><td class="num" data-label="${ta(lang, 'data.columns')}">${table.columns}</td><td class="cell-side">${table.schema === 'platform' ? html`<span class="muted">${ta(lang, 'data.readOnly')}</span>` : ''}</td></tr>`,
  );
  return html`<form class="cluster mb-3" method="get" role="search"><div class="search-field">${icon('search')}<input class="form-control" type="search" name="find" value="${find}" placeholder="${ta(lang, 'data.findTable')}" aria-label="${ta(lang, 'data.findTable')}"></div><button type="submit" class="btn btn-outline-secondary">${ta(lang, 'data.show')}</button></form>
${
  rows.length === 0
    ? renderEmpty({ title: ta(lang, 'data.noTables'), text: ta(lang, 'data.noTablesText') })
    : html`<div class="card"><div class="table-scroll border-top-0"><table class="table table-stack"><caption class="sr-only">${ta(lang, 'sections.data')}</caption><thead><tr><th scope="col">${ta(lang, 'data.table')}</th><th scope="col" class="num">${ta(lang, 'data.rows')}</th><th scope="col" class="num">${ta(lang, 'data.columns')}</th><th scope="col"><span class="sr-only">${ta(lang, 'data.state')}</span></th></tr></thead><tbody>${join(rows)}</tbody></table></div></div>`
}`;
}

export interface GridActions {
  readonly table: DataTable;
  readonly canEdit: boolean;
  readonly isOn: boolean;
  readonly query: DataQuery;
}

export function gridActions(lang: Lang, { table, canEdit, isOn, query }: GridActions): SafeHtml {
  const exportUrl = `${urlOf(table)}/export.csv?${queryText(query, { after: undefined, page: undefined })}`;
  const theSwitch = isChangeable(table)
    ? html`<form data-post method="post" action="/admin/data/switch"><button type="submit" class="btn ${isOn ? 'btn-outline-danger' : 'btn-outline-secondary'}" name="on" value="${isOn ? '0' : '1'}">${icon(isOn ? 'lock' : 'pencil')}${ta(lang, isOn ? 'data.switchOff' : 'data.switchOn')}</button></form>`
    : '';
  return html`<a class="btn btn-outline-secondary" href="${exportUrl}">${icon('download')}${ta(lang, 'data.export')}</a>${theSwitch}${canEdit ? html`<button type="button" class="btn btn-outline-secondary" data-data-import>${icon('upload')}${ta(lang, 'data.import')}</button><button type="button" class="btn btn-primary" data-data-new>${icon('plus-lg')}${ta(lang, 'data.add')}</button>` : ''}`;
}

export interface GridView {
  readonly table: DataTable;
  readonly page: DataPage;
  readonly query: DataQuery;
  readonly canEdit: boolean;
  readonly longest: number;
}

export function renderGrid(ctx: RenderContext, view: GridView): SafeHtml {
  const { lang } = ctx;
  const { table, page, query } = view;
  const note = isChangeable(table) ? '' : ta(lang, table.schema === 'platform' ? 'data.platformNote' : 'data.noKeyNote');
  return html`<div id="data-grid" data-screen="data-grid" data-url="${urlOf(table)}" data-name="${table.schema}.${table.name}">
${note === '' ? '' : html`<p class="muted">${icon('lock')} ${note}${table.hasSecrets ? ` ${ta(lang, 'data.secretsNote')}` : ''}</p>`}
<form class="card" method="get" action="${urlOf(table)}">${hidden(query)}<div class="table-scroll border-top-0" tabindex="0" role="region" aria-label="${table.schema}.${table.name}"><table class="table data-grid" data-density="compact"><caption class="sr-only">${table.schema}.${table.name}</caption>
<thead><tr><th scope="col" class="data-actions"><span class="sr-only">${ta(lang, 'data.actions')}</span></th>${join(table.columns.map((column) => headCell(lang, view, column)))}</tr>
<tr class="data-filters"><td class="data-actions"><button type="submit" class="btn btn-sm btn-outline-secondary btn-icon" aria-label="${ta(lang, 'data.filter')}" title="${ta(lang, 'data.filter')}">${icon('funnel')}</button></td>${join(table.columns.map((column) => filterCell(lang, view, column)))}</tr></thead>
<tbody>${join(page.rows.map((row) => rowOf(lang, view, row)))}</tbody></table></div></form>
${page.rows.length === 0 ? renderEmpty({ title: ta(lang, page.wrong.size > 0 ? 'data.wrongFilter' : 'data.noRows'), text: ta(lang, query.filters.size > 0 ? 'data.noRowsFiltered' : 'data.noRowsText'), size: 'small' }) : ''}
${pager(ctx, view)}</div>`;
}

function headCell(lang: Lang, { table, query }: GridView, column: DataColumn): SafeHtml {
  const isSorted = query.sort.toLowerCase() === column.name.toLowerCase();
  const next = queryText(query, {
    sort: column.name,
    dir: isSorted && !query.isDescending ? 'desc' : 'asc',
    after: undefined,
    page: undefined,
  });
  const order = isSorted ? (query.isDescending ? 'descending' : 'ascending') : undefined;
  const name = isSortable(column)
    ? html`<a href="${urlOf(table)}?${next}">${column.name}${isSorted ? icon(query.isDescending ? 'arrow-down' : 'arrow-up') : ''}</a>`
    : column.name;
  const key =
    column.keyOrdinal > 0
      ? html`<span title="${ta(lang, 'data.key')}">${icon('key')}<span class="sr-only">${ta(lang, 'data.key')}</span></span>`
      : '';
  return html`<th scope="col"${attr('aria-sort', order)}${attr('class', isNumeric(column) && 'num')}>${name} ${key}<small class="data-type">${column.type}${column.isNullable ? '' : ' not null'}</small></th>`;
}

function filterCell(lang: Lang, { query, page }: GridView, column: DataColumn): SafeHtml {
  const value = [...query.filters].find(([name]) => name.toLowerCase() === column.name.toLowerCase())?.[1] ?? '';
  const isWrong = page.wrong.has(column.name);
  return html`<td><input class="form-control form-control-sm${isWrong ? ' is-invalid' : ''}" type="search" name="f.${column.name}" value="${value}" aria-label="${ta(lang, 'data.filterBy', { name: column.name })}" title="${ta(lang, 'data.filterHelp')}"${attr('aria-invalid', isWrong && 'true')}></td>`;
}

function rowOf(lang: Lang, view: GridView, row: Row): SafeHtml {
  const { table, canEdit } = view;
  const key = table.key.length === 0 ? undefined : JSON.stringify(keyOfRow(table, row));
  const label = key === undefined ? '' : keyOfRow(table, row).join(', ');
  const open =
    key === undefined
      ? ''
      : html`<button type="button" class="btn btn-sm btn-quiet btn-icon" data-data-open="${key}" aria-label="${ta(lang, canEdit ? 'data.editRow' : 'data.showRow', { key: label })}" title="${ta(lang, canEdit ? 'data.edit' : 'data.look')}">${icon(canEdit ? 'pencil' : 'eye')}</button>${canEdit ? html`<button type="button" class="btn btn-sm btn-quiet btn-icon" data-data-delete="${key}" data-label="${label}" aria-label="${ta(lang, 'data.deleteRow', { key: label })}" title="${ta(lang, 'data.delete')}">${icon('trash')}</button>` : ''}`;
  return html`<tr><td class="data-actions">${open}</td>${join(table.columns.map((column) => html`<td${attr('class', isNumeric(column) && 'num')}>${cellOf(view, column, row[column.name])}</td>`))}</tr>`;
}

function cellOf({ longest }: GridView, { target, baseType }: DataColumn, value: unknown): HtmlPart {
  const text = textOfValue(value);
  if (text === null) return html`<span class="null">NULL</span>`;
  if (target !== undefined)
    return html`<a href="${urlOf({ schema: target.schema, name: target.table })}?${new URLSearchParams({ [`f.${target.column}`]: `=${text}` }).toString()}">${text}</a>`;
  const isCut = text.length > longest || (baseType.includes('binary') && text.length >= 50);
  return isCut ? `${text.slice(0, longest)}…` : text;
}

function pager({ lang, locale }: RenderContext, { table, page, query }: GridView): SafeHtml {
  const last = page.rows.at(-1);
  const isByKey = query.sort === '' && table.key.length > 0;
  const next =
    !page.hasMore || last === undefined
      ? undefined
      : isByKey
        ? { after: JSON.stringify(keyOfRow(table, last)) }
        : { page: String(query.page + 1) };
  const isFirst = isByKey ? query.after.length === 0 : query.page === 1;
  const link = (text: string, change: Change): SafeHtml =>
    html`<a class="btn btn-outline-secondary" href="${urlOf(table)}?${queryText(query, change)}">${text}</a>`;
  return html`<nav class="mt-3 cluster" aria-label="${ta(lang, 'data.pages')}">${isFirst ? '' : link(ta(lang, 'data.first'), { after: undefined, page: undefined })}${next === undefined ? '' : link(ta(lang, 'data.next'), next)}<span class="muted push" role="status">${page.total === undefined ? ta(lang, 'data.tooManyToCount') : ta(lang, 'data.count', { count: page.total, number: formatNumber(locale, page.total) })}</span></nav>`;
}

export interface RowForm {
  readonly table: DataTable;
  /** Undefined: a new one. */
  readonly row: Row | undefined;
  readonly canEdit: boolean;
}

/** Each column with its type; what cannot be written is shown as it is. `data-original` is what the row held. */
export function renderRowForm({ lang }: RenderContext, { table, row, canEdit }: RowForm): SafeHtml {
  const key = row === undefined ? '' : JSON.stringify(keyOfRow(table, row));
  const fields = table.columns.filter((column) => row !== undefined || isEditable(column));
  return html`<form class="data-row" data-row-form data-key="${key}" novalidate>${join(fields.map((column) => field(lang, { column, row, canEdit })))}<p class="invalid-feedback" data-row-error role="alert"></p></form>`;
}

function field(lang: Lang, { column, row, canEdit }: { column: DataColumn; row: Row | undefined; canEdit: boolean }): SafeHtml {
  const text = row === undefined ? null : textOfValue(row[column.name]);
  const id = `data-field-${column.name}`;
  const isOpen = canEdit && isEditable(column);
  const common = html` id="${id}" data-column="${column.name}" data-type="${column.baseType}"${attr('data-original', text)}${attr('disabled', !isOpen)}`;
  const isLong = /\(max\)$|^n?text$|^xml$/.test(column.type) || (text?.length ?? 0) > 80 || (text?.includes('\n') ?? false);
  const control =
    column.baseType === 'bit'
      ? html`<select class="custom-select"${common}>${row === undefined || column.isNullable ? html`<option value=""${attr('selected', text === null)}>${row === undefined && column.hasDefault ? ta(lang, 'data.default') : 'NULL'}</option>` : ''}<option value="1"${attr('selected', text === '1')}>1</option><option value="0"${attr('selected', text === '0')}>0</option></select>`
      : isLong
        ? html`<textarea class="form-control mono" rows="4"${common}>${text}</textarea>`
        : html`<input class="form-control"${common} value="${text}" autocomplete="off" spellcheck="false"${attr('inputmode', isNumeric(column) && 'decimal')}${attr('placeholder', row === undefined && column.hasDefault && ta(lang, 'data.default'))}>`;
  const nullBox =
    column.isNullable && isOpen && column.baseType !== 'bit'
      ? html`<div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="${id}-null" data-null="${column.name}"${attr('checked', text === null)}><label class="custom-control-label" for="${id}-null">NULL</label></div>`
      : '';
  return html`<div class="form-group"><label for="${id}">${column.name} <span class="muted mono">${column.type}</span></label>${control}${nullBox}</div>`;
}

export function renderImportReport(lang: Lang, { report, isDone }: { report: CsvReport; isDone: boolean }): SafeHtml {
  const counts = ta(lang, isDone ? 'data.importDone' : 'data.importPlan', { inserted: report.inserted, updated: report.updated });
  const ignored =
    report.ignored.length === 0
      ? ''
      : html`<p class="muted mb-0">${ta(lang, 'data.importIgnored', { names: report.ignored.join(', ') })}</p>`;
  if (report.errorCount === 0)
    return html`<div class="stack-sm">${renderAlert(isDone ? 'success' : 'info', { text: counts })}${ignored}</div>`;
  return html`<div class="stack-sm">${renderAlert('danger', { title: ta(lang, 'data.importErrors', { count: report.errorCount }), text: html`<ul class="mb-0">${join(report.errors.map(({ line, text }) => html`<li>${ta(lang, 'data.line', { line })} ${text}</li>`))}</ul>` })}${ignored}</div>`;
}

function urlOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `/admin/data/${encodeURIComponent(schema)}/${encodeURIComponent(name)}`;
}

type Change = Readonly<Record<string, string | undefined>>;

function queryText(query: DataQuery, change: Change): string {
  const own: Record<string, string | undefined> = {
    ...Object.fromEntries([...query.filters].map(([name, value]) => [`f.${name}`, value])),
    sort: query.sort === '' ? undefined : query.sort,
    dir: query.isDescending ? 'desc' : undefined,
    ...change,
  };
  return new URLSearchParams(
    Object.entries(own).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  ).toString();
}

function hidden({ sort, isDescending }: DataQuery): SafeHtml {
  return html`${sort === '' ? '' : html`<input type="hidden" name="sort" value="${sort}">`}${isDescending ? html`<input type="hidden" name="dir" value="desc">` : ''}`;
}
