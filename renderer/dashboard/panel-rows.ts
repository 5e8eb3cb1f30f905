// Rows of a panel as a small table; on a phone each row becomes a block.

import { attr, html, join } from '../html.ts';
import type { HtmlPart, SafeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import type { PanelCell, PanelRows } from './view.ts';

export function renderPanelRows(rows: PanelRows, caption: string): SafeHtml {
  const head = rows.columns.map(
    ({ title, align }) => html`<th scope="col"${attr('class', align === 'end' ? 'num' : undefined)}>${title}</th>`,
  );
  const body = rows.rows.map(({ cells, color }) => {
    const inner = cells.map((cell, i) =>
      renderCell(cell, { isFirst: i === 0, isLast: i === cells.length - 1, label: rows.columns[i]?.title ?? '' }),
    );
    return html`<tr${attr('class', color === undefined ? undefined : `table-${color}`)}>${join(inner)}</tr>`;
  });
  return html`<table class="table table-stack"><caption class="sr-only">${caption}</caption><thead><tr>${join(head)}</tr></thead><tbody>${join(body)}</tbody></table>`;
}

function renderCell(cell: PanelCell, { isFirst, isLast, label }: { isFirst: boolean; isLast: boolean; label: string }): SafeHtml {
  const inner = cellContent(cell, label);
  if (isFirst) return html`<th scope="row" class="cell-title">${inner}</th>`;
  const classes = [cell.align === 'end' ? 'num' : '', isLast ? 'cell-side' : ''].filter((name) => name !== '').join(' ');
  return html`<td${attr('class', classes === '' ? undefined : classes)}${attr('data-label', label)}>${inner}</td>`;
}

function cellContent(cell: PanelCell, label: string): HtmlPart {
  if (cell.percent !== undefined) {
    const share = Math.min(100, Math.max(0, cell.percent));
    return html`<span class="bar-cell"><svg class="progress" role="progressbar" aria-label="${label}" aria-valuenow="${share}" aria-valuemin="0" aria-valuemax="100" viewBox="0 0 100 4" preserveAspectRatio="none"><rect class="progress-fill${cell.color === undefined ? '' : ` is-${cell.color}`}" width="${share}" height="4"/></svg><span class="num">${cell.text}</span></span>`;
  }
  const sign = cell.icon === undefined ? '' : html`${icon(cell.icon)} `;
  const text =
    cell.color === undefined || cell.text === ''
      ? html`${sign}${cell.text}`
      : html`<span class="status status-${cell.color}">${sign}${cell.text}</span>`;
  const linked = cell.link === undefined ? text : html`<a href="${cell.link}">${text}</a>`;
  return cell.note === undefined ? linked : html`<span>${linked}<small>${cell.note}</small></span>`;
}
