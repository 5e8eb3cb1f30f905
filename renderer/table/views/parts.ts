// What the cards of different views share: values of columns in the visitor's format, what opens when a card is clicked, its operations.

import type { TableColumn } from '../../../metadata/kinds/table-column.ts';
import type { Row } from '../../../sql/result-sets.ts';
import { renderEmpty } from '../../feedback.ts';
import { escapeHtml, safeUrl } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { icon } from '../../icons.ts';
import { localText, t } from '../../locale.ts';
import type { RenderContext } from '../../page-context.ts';
import { compileCell, compilePattern, isYes, readerOf, textOf } from '../cells.ts';
import type { TableView } from '../view.ts';

export type Print = (row: Row) => string;

/** Plain text of a result column; '' where there is none or where the visitor's roles do not let it be seen. */
export function columnText(view: Pick<TableView, 'columns' | 'definition' | 'rows'>, code: string | undefined): Print {
  const read = code === undefined || !isSeen(view, code) ? undefined : readerOf(view.rows)(code);
  return read === undefined ? () => '' : (row) => textOf(read(row));
}

/** A result column as its definition prints it, as markup; plain text where the definition has no such column. */
export function columnHtml(view: TableView, code: string | undefined, page: RenderContext): Print {
  const column = code === undefined ? undefined : definedColumn(view, code);
  if (code === undefined || !isSeen(view, code)) return () => '';
  if (column === undefined) {
    const text = columnText(view, code);
    return (row) => escapeHtml(text(row));
  }
  return compileCell(column, view.rows, { locale: page.locale, currency: view.currency, keyColumn: view.definition.keyColumn });
}

/** Title of a column, for the labels of values. */
export function columnTitle(view: TableView, code: string, { lang }: RenderContext): string {
  return localText(lang, definedColumn(view, code)?.title) || '';
}

/** The column that names a record: the one of the phone's card heads, else the first shown. */
export function nameColumn({ columns, state, definition }: Pick<TableView, 'columns' | 'state' | 'definition'>): string {
  const shown = state.columns.flatMap((code) => columns.find((column) => column.code === code) ?? []);
  return (shown.find(({ mobile }) => mobile === 'title') ?? shown[0])?.code ?? definition.keyColumn;
}

export function rowKey(view: Pick<TableView, 'definition' | 'rows'>): Print {
  const read = readerOf(view.rows)(view.definition.keyColumn) ?? readerOf(view.rows)('id') ?? readerOf(view.rows)('itemID');
  return read === undefined ? () => '' : (row) => textOf(read(row));
}

export interface Opening {
  readonly form?: string | undefined;
  readonly url?: string | undefined;
  readonly mode?: 'modal' | 'slideout' | 'big' | 'page' | 'inline' | string | undefined;
}

/** Wraps a card's title into what opens the record: the view's address or form, else the table's row link. */
export function opener(
  view: TableView,
  { form, url = form === undefined ? view.definition.rowLink : undefined, mode }: Opening,
): (row: Row, content: string) => string {
  const key = rowKey(view);
  if (form !== undefined) {
    const look = mode === 'slideout' ? ' data-slideout="1"' : mode === 'big' ? ' data-size="big"' : '';
    return (row, content) =>
      isLinked(content)
        ? content
        : `<a href="#" role="button" class="as-form-modal" data-code="${escapeHtml(form)}" data-itemid="${escapeHtml(key(row))}"${look}>${content}</a>`;
  }
  if (url === undefined) return (_row, content) => content;
  const fill = compilePattern(url, readerOf(view.rows));
  return (row, content) => (isLinked(content) ? content : `<a href="${escapeHtml(safeUrl(fill(row)))}">${content}</a>`);
}

/** The buttons of a card: operations in sight and the menu with the rest, with the attributes that rows of the table have. */
export function cardActions(view: TableView, page: RenderContext): (row: Row, name: string) => string {
  const read = readerOf(view.rows);
  const operations = view.operations.filter(({ scope }) => scope === 'row' || scope === 'both');
  if (operations.length === 0 && !view.rights.canDelete && !view.rights.canEdit) return () => '';
  const conditions = operations.flatMap(({ code, visibleColumn }) => {
    const visible = visibleColumn === undefined ? undefined : read(visibleColumn);
    return visible === undefined ? [] : [{ code, visible }];
  });
  const mayDelete = view.definition.delete.visibleColumn === undefined ? undefined : read(view.definition.delete.visibleColumn);
  const links = operations.flatMap(({ code, kind, url }) =>
    kind === 'link' && url !== undefined ? [[code, compilePattern(url, read)] as const] : [],
  );
  if (view.definition.edit?.url !== undefined) links.push(['edit', compilePattern(view.definition.edit.url, read)]);
  const primary = operations.filter(({ isPrimary }) => isPrimary);
  const hasMore = view.rights.canDelete || view.rights.canEdit || operations.some(({ isPrimary }) => !isPrimary);
  const label = escapeHtml(t(page.lang, 'table.rowActions'));
  const dots = icon('three-dots').value;
  return (row, name) => {
    const off = conditions.filter(({ visible }) => !isYes(visible(row))).map(({ code }) => code);
    if (mayDelete !== undefined && !isYes(mayDelete(row))) off.push('delete');
    const urls = links.map(([code, fill]) => ` data-url-${escapeHtml(code.toLowerCase())}="${escapeHtml(fill(row))}"`).join('');
    const buttons = primary
      .filter(({ code }) => !off.includes(code))
      .map((operation) => {
        const look =
          operation.style === 'primary' ? 'btn-primary' : operation.style === 'danger' ? 'btn-outline-danger' : 'btn-outline-primary';
        const title = escapeHtml(operation.title);
        const content = operation.icon === undefined ? title : icon(operation.icon).value;
        const named = operation.icon === undefined ? '' : ` aria-label="${title}: ${name}" title="${title}"`;
        return `<button type="button" class="btn ${operation.icon === undefined ? '' : 'btn-icon '}${look}" data-row-operation="${escapeHtml(operation.code)}"${named}>${content}</button>`;
      })
      .join('');
    const more = hasMore
      ? `<button type="button" class="btn btn-icon btn-quiet" data-row-menu aria-haspopup="menu" aria-expanded="false" aria-label="${label} ${name}" title="${label}">${dots}</button>`
      : '';
    return `<span class="table-menu view-actions"${off.length === 0 ? '' : ` data-off="${escapeHtml(off.join(','))}"`}${urls}>${buttons}${more}</span>`;
  };
}

/** What stands in place of cards when there are none. */
export function renderNothing(view: TableView, { lang }: RenderContext): SafeHtml {
  const isFiltered = view.state.filters.size > 0 || view.state.search !== '';
  if (isFiltered) return renderEmpty({ title: t(lang, 'table.nothingFound'), text: t(lang, 'table.nothingFoundText'), size: 'small' });
  const { empty } = view.definition;
  return renderEmpty({
    title: localText(lang, empty?.title) || t(lang, 'table.empty'),
    text: localText(lang, empty?.text) || undefined,
    size: 'small',
  });
}

/** Whether the visitor may see a result column: those of the definition follow its roles, others come from the procedure for this view. */
function isSeen({ columns, definition }: Pick<TableView, 'columns' | 'definition'>, code: string): boolean {
  const isSame = (column: TableColumn): boolean => column.code.toLowerCase() === code.toLowerCase();
  if (columns.some(isSame)) return true;
  const own = definition.columns.find(isSame);
  return own === undefined || (own.isHidden && own.roles === undefined);
}

/** Names of the theme's colours are classes; hex colours are set by the client, as no markup carries styles. */
export function themeColor(color: string): string | undefined {
  const name = color.trim().toLowerCase();
  return /^(primary|secondary|info|success|warning|danger|plum)$/.test(name) ? name : undefined;
}

export function hexColor(color: string): string | undefined {
  return /^#[0-9a-f]{3,8}$/i.test(color.trim()) ? color.trim() : undefined;
}

function definedColumn({ definition }: TableView, code: string): TableColumn | undefined {
  return definition.columns.find((column) => column.code.toLowerCase() === code.toLowerCase());
}

function isLinked(content: string): boolean {
  return content.includes('<a ') || content.trim() === '';
}
