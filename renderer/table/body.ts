// Rows of a table. The row function is compiled once for a definition, its visible columns, the language and the columns that the procedure
// returned; a page of rows is then one string.

import { holds } from '../../metadata/conditions.ts';
import { derive } from '../../metadata/derive.ts';
import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import type { Row } from '../../sql/result-sets.ts';
import { escapeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import { localText, t } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import { plainText } from '../sanitize.ts';
import { toWallTime, zoneOf } from '../wall-time.ts';
import { compileCell, compileCellClass, compilePattern, isNumeric, isYes, readerOf, textOf } from './cells.ts';
import type { RowActionView, TableView } from './view.ts';

type PrintRow = (row: Row) => string;

/** The rows as `<tr>` elements. */
export function renderRows(view: TableView, page: RenderContext): string {
  const print = rowPrinter(view, page);
  let out = '';
  let group: string | undefined;
  const groupBy = view.definition.groupBy === undefined ? undefined : readerOf(view.rows)(view.definition.groupBy);
  const width = shownColumns(view).length + 4;
  for (const row of view.rows.rows) {
    const heading = groupBy === undefined ? undefined : textOf(groupBy(row));
    if (heading !== group && heading !== undefined)
      out += `<tr class="table-group"><th colspan="${width}" scope="colgroup">${escapeHtml(heading)}</th></tr>`;
    group = heading;
    out += print(row);
  }
  return out;
}

/** The columns shown, in the visitor's order. */
export function shownColumns({ columns, state }: Pick<TableView, 'columns' | 'state'>): TableColumn[] {
  return state.columns.flatMap((code) => columns.find((column) => column.code === code) ?? []);
}

/** Whether rows have a column of buttons. */
export function hasRowMenu({ rights, operations }: Pick<TableView, 'rights' | 'operations'>): boolean {
  return rights.canDelete || rights.canEdit || operations.some(({ scope }) => scope === 'row' || scope === 'both');
}

function rowPrinter(view: TableView, page: RenderContext): PrintRow {
  const { rights } = view;
  const key = [
    'table.row',
    page.lang,
    page.locale.timeZone,
    view.currency,
    view.state.columns.join(','),
    view.rows.columns.map(({ name }) => name).join(','),
    [...rights.editable].join(','),
    view.operations.map(({ code }) => code).join(','),
    rights.canDelete,
    rights.canEdit,
    rights.isSelectable,
    isReorderable(view),
  ].join('|');
  // Orders of columns that users make up are without number: only the definition's own is kept.
  return view.state.hasOwnColumns ? compileRow(view, page) : derive(view.definition, key, () => compileRow(view, page));
}

/** Rows can be dragged while they are sorted by their order column alone. */
export function isReorderable({ rights, definition, state }: Pick<TableView, 'rights' | 'definition' | 'state'>): boolean {
  const [first] = state.sort;
  return rights.canReorder && (first === undefined || (first.column === definition.reorder.column && first.direction === 'asc'));
}

function compileRow(view: TableView, page: RenderContext): PrintRow {
  const { definition, rows, rights, code } = view;
  const { lang } = page;
  const read = readerOf(rows);
  const id = read(definition.keyColumn) ?? (() => '');
  const shown = shownColumns(view);
  const titleAt = Math.max(
    0,
    shown.findIndex((column) => column.mobile === 'title'),
  );
  const name = read(definition.delete.nameColumn ?? shown[titleAt]?.code ?? definition.keyColumn) ?? id;
  const cells = shown.map((column, at) => compileColumn(view, column, { page, isTitle: at === titleAt }));
  const rowClass = compileRowClass(view);
  const link = definition.rowLink === undefined ? undefined : compilePattern(definition.rowLink, read);
  const check = rights.isSelectable ? compileCheck(code, lang) : undefined;
  const handle = isReorderable(view) ? handleCell(lang) : '';
  const expand = definition.subTable === undefined ? undefined : compileExpand(view, lang);
  const menu = hasRowMenu(view) ? compileMenu(view, page) : undefined;
  return (row) => {
    const key = escapeHtml(textOf(id(row)));
    const label = escapeHtml(textOf(name(row)));
    let out = `<tr data-id="${key}" data-name="${label}"${rowClass(row)}${link === undefined ? '' : ` data-href="${escapeHtml(link(row))}"`}>`;
    if (check !== undefined) out += check(key, label);
    out += handle;
    if (expand !== undefined) out += expand(row, label);
    for (const cell of cells) out += cell(row);
    if (menu !== undefined) out += menu(row, label);
    return `${out}</tr>`;
  };
}

function compileColumn(view: TableView, column: TableColumn, { page, isTitle }: { page: RenderContext; isTitle: boolean }): PrintRow {
  const read = readerOf(view.rows);
  const content = compileCell(column, view.rows, { locale: page.locale, currency: view.currency, keyColumn: view.definition.keyColumn });
  const extra = compileCellClass(column, view.rows);
  const title = escapeHtml(localText(page.lang, column.title) || column.code);
  const isCut = column.type === 'text' && !column.wrap;
  const classes = [
    isNumeric(column) ? 'num' : '',
    column.align === 'right' && !isNumeric(column) ? 'text-right' : column.align === 'center' ? 'text-center' : '',
    isTitle ? 'cell-title' : column.mobile === 'side' ? 'cell-side' : column.mobile === 'hide' ? 'cell-hide' : '',
    isCut ? 'truncate' : '',
    column.type === 'date' || column.type === 'datetime' || column.type === 'phone' ? 'nowrap' : '',
    column.isPinned ? 'cell-pinned' : '',
    column.cssClass ?? '',
  ]
    .filter(Boolean)
    .join(' ');
  const tip = column.tooltipColumn === undefined ? undefined : read(column.tooltipColumn);
  const tag = isTitle ? 'th' : 'td';
  const label = isTitle ? ' scope="row"' : column.mobile === 'side' ? '' : ` data-label="${title}"`;
  const edit = view.rights.editable.has(column.code) ? compileEdit(column, { read, title, page }) : undefined;
  const own = read(column.code) ?? (() => '');
  const copy = column.copyable ? compileCopy(own, page.lang) : undefined;
  return (row) => {
    const isOpen = edit !== undefined && isEditableRow(column, row);
    const className = `${classes}${extra === undefined ? '' : extra(row)}${isOpen ? ' table-editable' : ''}`.trim();
    const whole = tip !== undefined ? textOf(tip(row)) : isCut ? textOf(own(row)) : '';
    const hint = whole.length > 12 ? ` title="${escapeHtml(whole)}"` : '';
    return `<${tag}${className === '' ? '' : ` class="${className}"`}${label}${hint}${isOpen ? edit(row) : ''}>${content(row)}${copy === undefined ? '' : copy(row)}</${tag}>`;
  };
}

/** Whether the column's condition opens its cell in this row. */
export function isEditableRow({ edit }: Pick<TableColumn, 'edit'>, row: Row): boolean {
  if (edit?.when === undefined) return true;
  return holds(edit.when, Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)])));
}

function compileCopy(value: (row: Row) => unknown, lang: 'en' | 'ru'): (row: Row) => string {
  const label = escapeHtml(t(lang, 'common.copy'));
  const drawn = icon('clipboard').value;
  return (row) => {
    const text = textOf(value(row));
    return text === ''
      ? ''
      : ` <button type="button" class="btn btn-icon btn-quiet btn-sm cell-copy" data-do="copy" data-value="${escapeHtml(text)}" aria-label="${label} ${escapeHtml(text.slice(0, 80))}" title="${label}">${drawn}</button>`;
  };
}

/** What the client needs to open the editor of a cell. */
function compileEdit(
  column: TableColumn,
  { read, title, page: { lang, locale } }: { read: ReturnType<typeof readerOf>; title: string; page: RenderContext },
): (row: Row) => string {
  const stored = read(column.edit?.column ?? column.code) ?? (() => '');
  const zone = zoneOf(column.format, locale.timeZone);
  const value = column.edit?.type === 'datetime' ? (row: Row) => toWallTime(stored(row), zone) : stored;
  // `title` is escaped already.
  const label = t(lang, 'table.editCell', { column: title });
  return (row) =>
    ` data-field="${escapeHtml(column.code)}" data-value="${escapeHtml(textOf(value(row)))}" tabindex="0" aria-description="${label}"`;
}

/** `class_` and `color` of the row, or the definition's colour column. */
function compileRowClass({ definition, rows }: TableView): (row: Row) => string {
  const read = readerOf(rows);
  const own = read('class_');
  const color = read(definition.rowClassColumn ?? 'color');
  if (own === undefined && color === undefined) return () => '';
  return (row) => {
    const named = textOf(color?.(row)).toLowerCase();
    const classes = [
      /^[\w -]+$/.test(textOf(own?.(row))) ? textOf(own?.(row)) : '',
      /^(primary|secondary|info|success|warning|danger|plum)$/.test(named) ? `table-${named}` : '',
    ]
      .filter(Boolean)
      .join(' ');
    const tint = /^#[0-9a-f]{3,8}$/i.test(named) ? ` data-color="${named}"` : '';
    return `${classes === '' ? '' : ` class="${classes}"`}${tint}`;
  };
}

function compileCheck(code: string, lang: 'en' | 'ru'): (key: string, label: string) => string {
  const select = escapeHtml(t(lang, 'table.selectRow'));
  const prefix = escapeHtml(`${code}-row-`);
  return (key, label) =>
    `<td class="table-check"><div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="${prefix}${key}" data-row-check><label class="custom-control-label" for="${prefix}${key}"><span class="sr-only">${select} ${label}</span></label></div></td>`;
}

function handleCell(lang: 'en' | 'ru'): string {
  const label = escapeHtml(t(lang, 'table.moveRow'));
  return `<td class="table-handle"><button type="button" class="btn btn-icon btn-quiet btn-sm" data-row-handle aria-label="${label}" title="${label}">${icon('grip-vertical').value}</button></td>`;
}

function compileExpand({ definition, rows }: TableView, lang: 'en' | 'ru'): (row: Row, label: string) => string {
  const read = readerOf(rows);
  const { subTable } = definition;
  const item = read(subTable?.itemColumn ?? definition.keyColumn) ?? (() => '');
  const visible = subTable?.visibleColumn === undefined ? undefined : read(subTable.visibleColumn);
  const fixed = Object.entries(subTable?.params ?? {}).map(([name, pattern]) => [name, compilePattern(pattern, read, textOf)] as const);
  const open = escapeHtml(t(lang, 'table.expandRow'));
  return (row, label) => {
    if (visible !== undefined && !isYes(visible(row))) return '<td class="table-expand"></td>';
    const query = new URLSearchParams({ itemID: textOf(item(row)) });
    if (subTable?.itemParam !== undefined) query.set(subTable.itemParam, textOf(item(row)));
    for (const [name, fill] of fixed) query.set(name, fill(row));
    const src = `/c/table/${encodeURIComponent(subTable?.table ?? '')}?${query}`;
    return `<td class="table-expand"><button type="button" class="btn btn-icon btn-quiet btn-sm" data-row-expand="${escapeHtml(src)}" aria-expanded="false" aria-label="${open} ${label}">${icon('chevron-right').value}</button></td>`;
  };
}

/** One button that opens the row's menu (the client fills it from the table's template) and the operations that stand in sight. */
function compileMenu(view: TableView, page: RenderContext): (row: Row, label: string) => string {
  const read = readerOf(view.rows);
  const { lang } = page;
  const operations = view.operations.filter(({ scope }) => scope === 'row' || scope === 'both');
  const conditions = operations.flatMap(({ code, visibleColumn }) => {
    const visible = visibleColumn === undefined ? undefined : read(visibleColumn);
    return visible === undefined ? [] : [{ code, visible }];
  });
  const mayDelete = view.definition.delete.visibleColumn === undefined ? undefined : read(view.definition.delete.visibleColumn);
  const links = [
    ...operations.flatMap(({ code, kind, url }) =>
      kind === 'link' && url !== undefined ? [[code, compilePattern(url, read)] as const] : [],
    ),
    ...(view.definition.edit?.url === undefined ? [] : [['edit', compilePattern(view.definition.edit.url, read)] as const]),
  ];
  // Confirmations that name further columns are filled in here, where the row's values are.
  const asks = [
    ...operations.map(({ code, confirm }) => [code, confirm] as const),
    ...(view.rights.canDelete ? [['delete', localText(lang, view.definition.delete.confirm)] as const] : []),
  ].flatMap(([code, text]) => (/\{(?!name\}|count\})\w+\}/.test(text) ? [[code, compileAsk(text, view, page)] as const] : []));
  const primary = operations.filter(({ isPrimary }) => isPrimary).map((operation) => primaryButton(operation));
  const label = escapeHtml(t(lang, 'table.rowActions'));
  const dots = icon('three-dots').value;
  const hasMore = view.rights.canDelete || view.rights.canEdit || operations.some(({ isPrimary }) => !isPrimary);
  return (row, name) => {
    const off = conditions.filter(({ visible }) => !isYes(visible(row))).map(({ code }) => code);
    if (mayDelete !== undefined && !isYes(mayDelete(row))) off.push('delete');
    const hidden = off.length === 0 ? '' : ` data-off="${escapeHtml(off.join(','))}"`;
    const urls = links.map(([code, fill]) => ` data-url-${escapeHtml(code.toLowerCase())}="${escapeHtml(fill(row))}"`).join('');
    const questions = asks.map(([code, fill]) => ` data-ask-${escapeHtml(code.toLowerCase())}="${escapeHtml(fill(row))}"`).join('');
    const buttons = primary
      .filter(({ code }) => !off.includes(code))
      .map(({ html }) => html)
      .join('');
    const more = hasMore
      ? `<button type="button" class="btn btn-icon btn-quiet btn-sm" data-row-menu aria-haspopup="menu" aria-expanded="false" aria-label="${label} ${name}" title="${label}">${dots}</button>`
      : '';
    return `<td class="table-menu"${hidden}${urls}${questions}>${buttons}${more}</td>`;
  };
}

/** A question with the row's values as the table shows them; `{name}` and `{count}` stay for the browser. */
function compileAsk(text: string, view: TableView, page: RenderContext): (row: Row) => string {
  const pieces = text.split(/\{(\w+)\}/);
  const printers = pieces.map((piece, at) => {
    if (at % 2 === 0 || piece === 'name' || piece === 'count') return undefined;
    const column = view.columns.find((known) => known.code.toLowerCase() === piece.toLowerCase());
    const read = readerOf(view.rows)(piece);
    if (column === undefined) return read === undefined ? () => '' : (row: Row) => textOf(read(row));
    const print = compileCell({ ...column, link: undefined }, view.rows, { locale: page.locale, currency: view.currency, keyColumn: '' });
    return (row: Row) => plainText(print(row));
  });
  return (row) => pieces.map((piece, at) => printers[at]?.(row) ?? (at % 2 === 0 ? piece : `{${piece}}`)).join('');
}

function primaryButton(operation: RowActionView): { code: string; html: string } {
  const drawn = operation.icon === undefined ? '' : icon(operation.icon).value;
  const look =
    operation.style === 'primary' ? 'btn-primary' : operation.style === 'danger' ? 'btn-outline-danger' : 'btn-outline-secondary';
  return {
    code: operation.code,
    html: `<button type="button" class="btn btn-sm ${look}" data-row-operation="${escapeHtml(operation.code)}">${drawn}${escapeHtml(operation.title)}</button>`,
  };
}
