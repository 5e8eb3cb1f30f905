// Rows as cards on a board, one column for each status. The board's columns are those of the definition, else the entity's statuses or the
// status column's options (`board` of the view), else set 4 (`id, name, color`); procedures of the older shape return the columns as set 1
// and the cards as set 4. A card of no column gets one at the end, so that nothing disappears.

import type { Row } from '../../../sql/result-sets.ts';
import { attr, escapeHtml, html, join, raw, safeUrl } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import { formatMoney, formatNumber, localText, t } from '../../locale.ts';
import type { RenderContext } from '../../page-context.ts';
import { initialsOf } from '../../page-context.ts';
import { icon } from '../../icons.ts';
import { readerOf, textOf } from '../cells.ts';
import { cardActions, columnHtml, columnText, columnTitle, hexColor, nameColumn, opener, rowKey, themeColor } from './parts.ts';
import type { TableView } from '../view.ts';

export interface BoardColumn {
  readonly value: string;
  readonly title: string;
  readonly color?: string | undefined;
  readonly limit?: number | undefined;
  readonly isClosed?: boolean | undefined;
}

/** What the engine knows of a board beyond the rows. */
export interface Board {
  /** When the definition lists no columns. */
  readonly columns: readonly BoardColumn[];
  /** Where cards of each status may go; absent: anywhere that is not closed. The procedure has the last word. */
  readonly moves?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface BoardView extends TableView {
  readonly board?: Board;
}

export function renderKanban(given: TableView, page: RenderContext): SafeHtml {
  const options = given.views.find(({ type }) => type === 'kanban');
  const settings = options?.kanban;
  const { view, field, fromSets } = shapeOf(given);
  const board = (given as BoardView).board;
  const columns = boardColumns(given, { board, fromSets, page });
  const status = readerOf(view.rows)(field);
  const byValue = Map.groupBy(view.rows.rows, (row) => textOf(status?.(row)));
  const known = new Set(columns.map(({ value }) => value.toLowerCase()));
  const strays = [...byValue.keys()].filter((value) => !known.has(value.toLowerCase()));
  const all = [
    ...columns,
    ...strays.map((value): BoardColumn => ({ value, title: value || t(page.lang, 'board.noStatus'), isClosed: true })),
  ];
  const canDrag = settings?.canDrag !== false;
  const total = totalOf(view, settings?.totalColumn);
  const printCard = cardPrinter(view, { page, canDrag });
  const parts = all.map((column) => {
    const cards = [...byValue].filter(([value]) => value.toLowerCase() === column.value.toLowerCase()).flatMap(([, rows]) => rows);
    return columnHtmlOf(column, { cards, printCard, total, page });
  });
  const hidden = view.total.isKnown ? view.total.value - view.rows.rows.length : 0;
  const title = view.settings.title || view.code;
  return html`<div class="kanban" tabindex="0" role="group" aria-label="${t(page.lang, 'board.label', { title })}" data-field="${field}"${attr('data-drag', canDrag)}${attr('data-moves', board?.moves === undefined ? undefined : JSON.stringify(board.moves))}${attr('data-currency', total.currency)}>${join(parts)}</div>${hidden > 0 ? html`<p class="note kanban-note">${t(page.lang, 'board.more', { shown: view.rows.rows.length, total: view.total.value })}</p>` : ''}`;
}

/** The rows that are cards, the column that places them, and board columns that came as a set. */
function shapeOf(view: TableView): { view: TableView; field: string; fromSets: readonly BoardColumn[] } {
  const field = view.views.find(({ type }) => type === 'kanban')?.kanban?.statusColumn ?? 'status';
  const { rows, extra } = view;
  if (extra === undefined) return { view, field, fromSets: [] };
  const inCards = readerOf(extra);
  const cardField = [field, 'status', 'statusID', 'statusCode'].find((name) => inCards(name) !== undefined);
  const isOlderShape = readerOf(rows)(field) === undefined && cardField !== undefined;
  if (isOlderShape) return { view: { ...view, rows: extra, extra: undefined }, field: cardField, fromSets: columnsOfSet(rows) };
  return { view, field, fromSets: columnsOfSet(extra) };
}

function columnsOfSet(set: TableView['rows']): BoardColumn[] {
  const read = readerOf(set);
  const [id, name, color, limit] = ['id', 'name', 'color', 'limit'].map((code) => read(code));
  if (id === undefined || name === undefined) return [];
  return set.rows.map((row) => ({
    value: textOf(id(row)),
    title: textOf(name(row)),
    color: color === undefined ? undefined : textOf(color(row)),
    limit: limit === undefined || textOf(limit(row)) === '' ? undefined : Number(limit(row)),
  }));
}

function boardColumns(
  view: TableView,
  { board, fromSets, page }: { board: Board | undefined; fromSets: readonly BoardColumn[]; page: RenderContext },
): readonly BoardColumn[] {
  const defined = view.views.find(({ type }) => type === 'kanban')?.kanban?.columns ?? [];
  if (defined.length > 0) return defined.map((column) => ({ ...column, title: localText(page.lang, column.title) }));
  return board !== undefined && board.columns.length > 0 ? board.columns : fromSets;
}

interface Total {
  readonly read: ((row: Row) => number) | undefined;
  readonly currency: string | undefined;
}

function totalOf(view: TableView, code: string | undefined): Total {
  const text = columnText(view, code);
  const column = view.columns.find((known) => known.code === code);
  if (code === undefined || readerOf(view.rows)(code) === undefined) return { read: undefined, currency: undefined };
  return {
    read: (row) => Number(text(row)) || 0,
    currency: column?.type === 'money' ? (column.format?.currency ?? view.currency) : undefined,
  };
}

function columnHtmlOf(
  column: BoardColumn,
  {
    cards,
    printCard,
    total,
    page,
  }: { cards: readonly Row[]; printCard: (row: Row, value: string, amount: number) => string; total: Total; page: RenderContext },
): SafeHtml {
  const { lang, locale } = page;
  const sum = cards.reduce((all, row) => all + (total.read?.(row) ?? 0), 0);
  const sumText =
    total.read === undefined || cards.length === 0
      ? ''
      : total.currency === undefined
        ? formatNumber(locale, sum)
        : formatMoney(locale, sum, total.currency);
  const color = themeColor(column.color ?? '');
  const isOver = column.limit !== undefined && cards.length > column.limit;
  const limit = column.limit === undefined ? '' : html` <span class="kanban-limit">/ ${column.limit}</span>`;
  return html`<section class="kanban-column${column.isClosed ? ' is-closed' : ''}${isOver ? ' is-over' : ''}" aria-label="${column.title}" data-value="${column.value}"${attr('data-title', column.title)}${attr('data-closed', column.isClosed)}${attr('data-limit', column.limit)}><div class="kanban-head"><h3><span class="status${color === undefined ? '' : ` status-${color}`} status-plain"${attr('data-color', hexColor(column.color ?? ''))}>${column.title}</span></h3><span class="kanban-count"><span data-count>${cards.length}</span>${limit}${isOver ? html`<span class="sr-only"> ${t(lang, 'board.overLimit')}</span>` : ''}</span><span class="kanban-sum" data-sum="${sum}">${sumText}</span></div><ul class="kanban-list">${raw(cards.map((row) => printCard(row, column.value, total.read?.(row) ?? 0)).join(''))}</ul><p class="kanban-empty muted">${t(lang, 'board.noCards')}</p></section>`;
}

function cardPrinter(
  view: TableView,
  { page, canDrag }: { page: RenderContext; canDrag: boolean },
): (row: Row, value: string, amount: number) => string {
  const options = view.views.find(({ type }) => type === 'kanban');
  const settings = options?.kanban;
  const titleCode = settings?.titleColumn ?? (readerOf(view.rows)('name') === undefined ? nameColumn(view) : 'name');
  const key = rowKey(view);
  const name = columnText(view, titleCode);
  const title = columnHtml(view, titleCode, page);
  const amount = columnHtml(view, settings?.totalColumn, page);
  const text = columnHtml(view, settings?.textColumn, page);
  const user = columnText(view, settings?.userColumn);
  const color = columnText(view, settings?.colorColumn);
  const image = columnText(view, settings?.imageColumn);
  const open = opener(view, { form: settings?.form, url: settings?.url, mode: options?.openMode });
  const actions = cardActions(view, page);
  const further = (settings?.columnsShown ?? []).map((code) => ({
    label: columnTitle(view, code, page),
    print: columnHtml(view, code, page),
  }));
  const move = escapeHtml(t(page.lang, 'board.move'));
  const arrow = icon('arrow-left-right').value;
  return (row, value, sum) => {
    const label = escapeHtml(name(row));
    const person = user(row);
    const tone = themeColor(color(row));
    const [note, picture] = [text(row), image(row)];
    const lines = further
      .map(({ label: caption, print }) => ({ caption, content: print(row) }))
      .filter(({ content }) => content !== '')
      .map(
        ({ caption, content }) =>
          `<span class="kanban-line">${caption === '' ? '' : `<span class="sr-only">${escapeHtml(caption)}: </span>`}${content}</span>`,
      )
      .join('');
    const face =
      person === ''
        ? ''
        : `<span class="avatar avatar-info" role="img" aria-label="${escapeHtml(person)}" title="${escapeHtml(person)}">${escapeHtml(initialsOf(person))}</span>`;
    const mover = canDrag
      ? `<button type="button" class="btn btn-icon btn-quiet btn-sm" data-move aria-haspopup="menu" aria-expanded="false" aria-label="${move}: ${label}" title="${move}">${arrow}</button>`
      : '';
    return `<li class="kanban-card${canDrag ? '' : ' is-fixed'}${tone === undefined ? '' : ` kanban-${tone}`}" data-id="${escapeHtml(key(row))}" data-name="${label}" data-status="${escapeHtml(value)}" data-amount="${sum}"><header>${open(row, title(row))}<span class="push num">${amount(row)}</span></header>${
      picture === '' ? '' : `<img class="kanban-image" src="${escapeHtml(safeUrl(picture))}" alt="" loading="lazy">`
    }${note === '' ? '' : `<p>${note}</p>`}<footer>${lines}<span class="push kanban-tools">${face}${actions(row, label)}${mover}</span></footer></li>`;
  };
}
