// What a check found: a row for each violation with a link to its record, boxes to choose what shall be mended, the last runs.

import { attr, html, join, safeUrl } from '../html.ts';
import type { SafeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import { formatDate, formatDateTime, formatMoney, formatNumber, t } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import type { FoundColumn, FoundRow, FoundView } from './view.ts';

export function renderFound(view: FoundView, page: RenderContext): SafeHtml {
  const { lang, locale } = page;
  if (view.rows.length === 0) return html`<p class="card-part mb-0">${t(lang, 'check.nothing')}</p>${renderRuns(view, page)}`;
  const id = `check-found-${view.code}`;
  const columns = view.columns.map(
    (column) => html`<th scope="col"${attr('class', isNumber(column) ? 'num' : undefined)}>${column.title}</th>`,
  );
  const all =
    view.fix === undefined
      ? ''
      : html`<th scope="col" class="table-check">${tick(`${id}-all`, { label: t(lang, 'check.chooseAll'), value: '', isAll: true })}</th>`;
  const head = html`<tr>${all}<th scope="col">${view.itemTitle}</th>${join(columns)}<th scope="col">${t(lang, 'check.firstSeen')}</th></tr>`;
  const body = join(view.rows.map((row, at) => renderRow(view, row, { id: `${id}-${at}`, page })));
  const more =
    view.total > view.rows.length
      ? html`<span class="card-note">${t(lang, 'check.more', { shown: formatNumber(locale, view.rows.length), total: formatNumber(locale, view.total) })}</span>`
      : '';
  const fix =
    view.fix === undefined
      ? ''
      : html`<button type="button" class="btn btn-sm btn-primary" data-check-do="fix" data-check="${view.code}" data-confirm="${view.fix.confirm}" data-title="${view.fix.title}" disabled>${icon('magic')}<span>${view.fix.title}</span><span data-check-chosen></span></button><span class="card-note">${t(lang, 'check.fixNoted')}</span>`;
  const footer = view.fix === undefined && more === '' ? '' : html`<div class="card-footer">${fix}${more}</div>`;
  return html`<div class="table-wrap" tabindex="0" role="region" aria-label="${view.title}"><table class="table table-stack mb-0"><caption class="sr-only">${t(lang, 'check.found', { title: view.title })}</caption><thead>${head}</thead><tbody>${body}</tbody></table></div>${footer}${renderRuns(view, page)}`;
}

function renderRow(view: FoundView, row: FoundRow, { id, page }: { id: string; page: RenderContext }): SafeHtml {
  const { lang, locale } = page;
  const text = row.text === '' ? row.itemID : row.text;
  const box =
    view.fix === undefined
      ? ''
      : html`<td class="table-check">${row.itemID === '' ? '' : tick(id, { label: t(lang, 'check.choose', { text }), value: row.itemID })}</td>`;
  const name = row.url === '' ? html`${text}` : html`<a href="${safeUrl(row.url)}">${text}</a>`;
  const cells = view.columns.map(
    (column) =>
      html`<td${attr('class', isNumber(column) ? 'num' : undefined)} data-label="${column.title}">${valueText(row.columns[column.code] ?? '', column, locale)}</td>`,
  );
  return html`<tr data-severity="${row.severity}">${box}<th scope="row" class="cell-title">${name}</th>${join(cells)}<td data-label="${t(lang, 'check.firstSeen')}">${formatDate(locale, row.firstSeen)}</td></tr>`;
}

function tick(id: string, { label, value, isAll = false }: { label: string; value: string; isAll?: boolean }): SafeHtml {
  return html`<div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="${id}" value="${value}"${attr(isAll ? 'data-check-all' : 'data-check-tick', true)}><label class="custom-control-label" for="${id}"><span class="sr-only">${label}</span></label></div>`;
}

function renderRuns(view: FoundView, { lang, locale }: RenderContext): SafeHtml | string {
  if (view.runs.length === 0) return '';
  const rows = view.runs.map((run) => {
    const outcome =
      run.status === 'done' ? formatNumber(locale, run.violations) : t(lang, run.status === 'failed' ? 'check.failed' : 'check.running');
    const fresh = run.fresh > 0 ? t(lang, 'check.freshShort', { count: run.fresh }) : '';
    return html`<tr><td>${formatDateTime(locale, run.started)}</td><td class="num">${outcome}</td><td>${fresh}</td><td class="num">${t(lang, 'check.seconds', { seconds: formatNumber(locale, run.ms / 1000, { digits: 1 }) })}</td><td>${run.startedBy === '' ? t(lang, 'check.byClock') : run.startedBy}</td></tr>`;
  });
  return html`<details class="card-part"><summary>${t(lang, 'check.runs')}</summary><div class="table-wrap"><table class="table table-sm mb-0 mt-2"><caption class="sr-only">${t(lang, 'check.runsOf', { title: view.title })}</caption><thead><tr><th scope="col">${t(lang, 'check.when')}</th><th scope="col" class="num">${t(lang, 'check.violations')}</th><th scope="col">${t(lang, 'check.newColumn')}</th><th scope="col" class="num">${t(lang, 'check.duration')}</th><th scope="col">${t(lang, 'check.who')}</th></tr></thead><tbody>${join(rows)}</tbody></table></div></details>`;
}

function isNumber({ format }: FoundColumn): boolean {
  return format === 'number' || format === 'money';
}

function valueText(value: string, { format }: FoundColumn, locale: RenderContext['locale']): string {
  if (value === '') return '';
  const number = Number(value);
  if (format === 'number' && Number.isFinite(number)) return formatNumber(locale, number);
  if (format === 'money' && Number.isFinite(number)) return formatMoney(locale, number);
  if (format === 'date') return formatDate(locale, value.slice(0, 10));
  return format === 'datetime' ? formatDateTime(locale, value) : value;
}
